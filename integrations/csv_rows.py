"""Company, contact, stage-change, person and service rows of an export."""

from __future__ import annotations

from integrations.csv_cells import Cells, RowFault
from integrations.intake_rows import CompanyRow, ContactRow, PersonRow, ServiceRow, StageEntry, StageRow
from ml.records import Person, Role


def read_company(said: Cells) -> CompanyRow:
    """The company that a record tells."""
    return CompanyRow(said.company(required=True, own=True))


def read_contact(said: Cells) -> ContactRow:
    """The contact that a record tells, with the company it belongs to."""
    contact = said.contact(own=True)
    if not contact.known:
        raise RowFault("a contact without a name, an e-mail or an id")
    return ContactRow(said.company(required=True), contact)


def read_stage_change(said: Cells) -> StageRow:
    """The entry into a stage that a record tells."""
    said.needed("at", "a stage change needs its moment")
    said.needed("stage", "a stage change needs its stage")
    moment, (label, state) = said.when("at"), said.stage()
    company, deal_id = said.company(), said.first_id("deal_id")
    if not (deal_id or company.name or company.id):
        raise RowFault("a stage change without a deal or a company")
    if moment is None or state is None:
        raise RowFault("a stage change needs its moment and stage")
    return StageRow(
        entry=StageEntry(label, state, moment.at),
        deal_id=deal_id,
        company=company,
        service=said.line("service"),
        touch_id=said.first_id("touch_id"),
        contact=said.contact(),
    )


def read_person(said: Cells) -> PersonRow:
    """The person of the team that a record tells."""
    email = said.line("email")
    name = said.line("owner") or " ".join(filter(None, (said.line("first_name"), said.line("last_name"))))
    if not (name or email):
        raise RowFault("a person without a name or an e-mail")
    role = said.read("role", lambda text: Role(text.casefold())) or Role.REP
    zone, slack_id = said.line("time_zone") or "UTC", said.line("slack_id") or None
    person = Person(email, name or email, role, zone, slack_id) if email else None
    return PersonRow(name or email, person, said.properties())


def read_service(said: Cells) -> ServiceRow:
    """The service (product) that a record tells."""
    return ServiceRow(said.needed("service", "a service needs its name"), said.properties())
