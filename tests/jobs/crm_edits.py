"""A small CRM that is edited, and what the store says of it: for tests of telling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from integrations.crm_mapping import CrmMapping, parse_mapping
from integrations.store import Store
from integrations.store.schema import (
    calls,
    companies,
    contacts,
    pursuits,
    rounds,
    stage_changes,
    touches,
)
from integrations.store.sync_schema import contact_numbers, tasks
from integrations.systems import CRM_KINDS, CrmOwner, CrmRecord, StageVisit
from jobs.tell_store import Told, tell_store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
OWNERS = {
    "71": CrmOwner("71", "ada@team.test", "Ada Tan"),
    "72": CrmOwner("72", "ben@team.test", "Ben Lim"),
}
MAPPING = """
pipelines:
  - id: default
    label: Sales
    stages:
      - {id: new, label: New, state: LEAD}
      - {id: hot, label: Warm, state: HOT_LEAD}
      - {id: demo, label: Demo, state: PROSPECT}
      - {id: won, label: Won, state: CLIENT}
      - {id: lost, label: Lost, state: UNQUALIFIED}
service: {property: product}
"""


def mapping(text: str = MAPPING) -> CrmMapping:
    return parse_mapping(text)


def at(day: float) -> datetime:
    return BEGIN + timedelta(days=day)


def record(
    kind: str, id_: str, links: Mapping[str, Sequence[str]] | None = None, *, history: Sequence[tuple[str, float]] = (), **properties: Any
) -> CrmRecord:  # fmt: skip
    """A record; a touch without a moment happened on the first day, a deal was made then."""
    begun = {"deals": "createdate", "companies": "", "contacts": ""}.get(kind, "hs_timestamp")
    said = {begun: at(0).isoformat(), **properties} if begun else properties
    visits = tuple(StageVisit(stage, at(day)) for stage, day in history)
    return CrmRecord(kind, id_, said, NOW, links or {}, visits if kind == "deals" else None)


@dataclass
class Portal:
    """The CRM itself: its records, and those that went."""

    records: dict[tuple[str, str], CrmRecord] = field(default_factory=dict)
    gone: set[tuple[str, str]] = field(default_factory=set)

    def put(self, one: CrmRecord) -> None:
        self.records[one.kind, one.id] = one

    def remove(self, kind: str, id_: str) -> None:
        """As HubSpot does it: whatever was associated is so no longer."""
        if self.records.pop((kind, id_), None):
            self.gone.add((kind, id_))
        for key, one in self.records.items():
            links = {
                of: [other for other in ids if (of, other) != (kind, id_)]
                for of, ids in (one.links or {}).items()
            }
            self.records[key] = replace(one, links=links)

    def land(self, store: Store, now: datetime = NOW) -> None:
        """Let everything arrive, as a full sync does."""
        for kind in CRM_KINDS:
            mine = [one for (of, _), one in self.records.items() if of == kind]
            store.landing.take(kind, mine, now=now)
            store.landing.mark_gone(kind, [id_ for of, id_ in self.gone if of == kind], now=now)


def tell(store: Store, *records: CrmRecord, **more: Any) -> Told:
    """Let records arrive and tell of them."""
    for one in records:
        store.landing.take(one.kind, [one], now=NOW)
    return tell_all(store, **more)


def tell_all(store: Store, text: str = MAPPING, **more: Any) -> Told:
    return tell_store(store, mapping(text), OWNERS, now=NOW, regions=("SG", "ID", "MY"), **more)


def rows(store: Store, query: Any) -> list[tuple[Any, ...]]:
    with store.engine.reading() as connection:
        return sorted((tuple(row) for row in connection.execute(query)), key=repr)


def picture(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that the product's tables say of the CRM, without the rows' own numbers."""
    company = select(companies.c.id, companies.c.key.label("company")).subquery()
    contact = select(contacts.c.id, contacts.c.key.label("contact")).subquery()
    pursuit = (
        select(pursuits.c.id, companies.c.key.label("of"), pursuits.c.service)
        .join(companies, companies.c.id == pursuits.c.company_id)
        .subquery()
    )
    touch = select(touches.c.id, touches.c.key.label("touch")).subquery()
    in_place = {"company_id": company, "contact_id": contact, "pursuit_id": pursuit, "touch_id": touch}
    skipped = {"id", "linked_from_id", "round_id"}

    def query(table: Any) -> Any:
        columns = [column for column in table.c if column.name not in skipped | in_place.keys()]
        joined, others = table, list[Any]()
        for name, other in in_place.items():
            if name in table.c:
                alias = other.alias()
                joined = joined.outerjoin(alias, alias.c.id == table.c[name])
                others += [one for one in alias.c if one.name != "id"]
        return select(*columns, *others).select_from(joined)

    tables = (companies, contacts, pursuits, rounds, touches, tasks, contact_numbers, calls)
    found = {table.name: rows(store, query(table)) for table in tables}
    of_round = (
        query(stage_changes).add_columns(rounds.c.key).join(rounds, rounds.c.id == stage_changes.c.round_id)
    )
    return {**found, "stage_changes": rows(store, of_round)}
