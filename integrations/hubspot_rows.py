"""HubSpot's records as rows for the store: what each says, by the mapping; what cannot be used has a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from integrations.crm_mapping import CrmMapping
from integrations.hubspot_activities import read_call, read_email, read_meeting, read_note, read_task
from integrations.hubspot_values import RecordFault, Said
from integrations.intake_rows import Company, CompanyRow, Contact, ContactRow, DealRow, Row, StageEntry
from integrations.store.landing import Landed
from integrations.systems import LINKED_KINDS, CrmOwner, CrmRecord
from ml.funnel import CLOSED, LOST, FunnelState, Leaving

_COMPANY = ("name", "domain", "industry", "country", "numberofemployees")
_CONTACT = ("firstname", "lastname", "email", "phone", "jobtitle", "associatedcompanyid")
_DEAL = (
    "dealname", "dealstage", "hs_v2_date_entered_current_stage", "pipeline", "amount", "createdate", "closedate", "hubspot_owner_id",
    "closed_lost_reason", "hs_analytics_source", "hs_is_closed", "hs_is_closed_won",
)  # fmt: skip
_MERGEABLE = ("companies", "contacts", "deals")
# A deal's contacts are not kept with it.
_REFERRED = {**LINKED_KINDS, "deals": ("companies",)}


@dataclass(frozen=True)
class Surroundings:
    """What records refer to.

    Parameters
    ----------
    mapping
        Which stage is which state, and what a deal is about.
    owners
        By their ids.
    regions
        Countries whose local phone numbers are understood, the likeliest first.
    zone
        In which days begin and end.
    """

    mapping: CrmMapping
    owners: Mapping[str, CrmOwner] = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    zone: tzinfo = UTC


def read_row(record: Landed, around: Surroundings) -> Row:
    """The row that a record makes; its links are those whose records the store knows.

    Raises
    ------
    RecordFault
        When it cannot be used, with the reason.
    """
    return _READERS[record.kind](Said(record, around.owners), around)


def links_of(record: Landed) -> dict[str, Sequence[str]]:
    """The records a record's row refers to, by kind; a contact's company may be named by a property only."""
    links = {kind: record.links.get(kind, ()) for kind in _REFERRED[record.kind]}
    company = record.properties.get("associatedcompanyid")
    if record.kind == "contacts" and not links["companies"] and isinstance(company, str) and company.strip():
        links["companies"] = (company.strip(),)
    return {kind: ids for kind, ids in links.items() if ids}


def merged_into(record: Landed | CrmRecord) -> list[tuple[str, str, str]]:
    """Which records were merged into this one: their kind, their ids, and this one's."""
    told = record.properties.get("hs_merged_object_ids")
    losers = told.split(";") if isinstance(told, str) and record.kind in _MERGEABLE else ()
    return [(record.kind, loser.strip(), record.id) for loser in losers if loser.strip()]


def unknown_stages(record: Landed, mapping: CrmMapping) -> set[str]:
    """The ids of a deal's stages that the mapping does not know."""
    if record.kind != "deals":
        return set()
    pipeline, now_in = record.properties.get("pipeline"), record.properties.get("dealstage")
    named = {visit.stage for visit in record.history} | (
        {now_in} if isinstance(now_in, str) and now_in else set()
    )
    return {
        stage
        for stage in named
        if mapping.state_of(stage, pipeline if isinstance(pipeline, str) else "") is None
    }


def _read_company(said: Said, _: Surroundings) -> CompanyRow:
    """A company; one without a name goes by its domain."""
    domain = said.line("domain")
    name = said.name("name") or domain[:300]
    if not name:
        raise RecordFault("a company without a name or a domain")
    company = Company(
        name,
        said.record.id,
        domain=domain or None,
        industry=said.line("industry") or None,
        country=said.line("country") or None,
        employees=said.number("numberofemployees"),
        properties=said.others(_COMPANY),
    )
    return CompanyRow(company)


def _read_contact(said: Said, _: Surroundings) -> ContactRow:
    """A contact; one without a name goes by their e-mail, else by their number."""
    email, phone = said.email("email"), said.phone("phone")
    name = said.name("firstname", "lastname") or email or phone or said.phone("mobilephone")
    if not name:
        raise RecordFault("a contact without a name, an e-mail or a number")
    contact = Contact(
        name,
        said.record.id,
        email=email,
        phone=phone,
        role=said.line("jobtitle"),
        properties=said.others(_CONTACT, numbers=False),
    )
    return ContactRow(said.company(), contact)


def _read_deal(said: Said, around: Surroundings) -> DealRow:
    company, mapping = said.company(), around.mapping
    if not company.id:
        without = (
            "a deal whose company is not known"
            if "companies" in said.record.links
            else "a deal without a company"
        )
        raise RecordFault(without)
    stage, pipeline = said.line("dealstage"), said.line("pipeline")
    state = mapping.state_of(stage, pipeline)
    return DealRow(
        company,
        mapping.service_of(said.record.properties),
        said.record.id,
        said.line("dealname"),
        contact=said.contact(),
        owner=said.owner(),
        state=state,
        entries=_entries(said, around.mapping, state),
        entered_at=said.moment("createdate"),
        value=said.number("amount"),
        source=said.line("hs_analytics_source") or None,
        leaving=_leaving(said, state),
        properties=said.others(_DEAL),
    )


def _entries(said: Said, mapping: CrmMapping, state: FunnelState | None) -> tuple[StageEntry, ...]:
    """The entries into stages, as the history tells them; a closed deal without a history has its closing."""
    stage, pipeline = said.line("dealstage"), said.line("pipeline")
    told = {
        (visit.at, mapping.label_of(visit.stage, pipeline)): meant
        for visit in said.record.history
        if (meant := mapping.state_of(visit.stage, pipeline))
    }
    closed_at = said.moment("closedate")
    if not said.record.history and state in CLOSED and closed_at:
        told[closed_at, mapping.label_of(stage, pipeline)] = state
    return tuple(StageEntry(label, meant, at) for (at, label), meant in sorted(told.items()))


def _leaving(said: Said, state: FunnelState | None) -> Leaving | None:
    reason = said.line("closed_lost_reason")
    return Leaving(reason) if state is LOST and reason else None


_READERS: Mapping[str, Callable[[Said, Surroundings], Row]] = {
    "companies": _read_company,
    "contacts": _read_contact,
    "deals": _read_deal,
    "calls": lambda said, around: read_call(said, around.regions),
    "meetings": lambda said, _: read_meeting(said),
    "notes": lambda said, _: read_note(said),
    "emails": lambda said, _: read_email(said),
    "tasks": lambda said, around: read_task(said, around.zone),
}
