"""Taking back what records of the CRM told: they were deleted there, or merged into others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, select, update

from integrations.batches import in_batches
from integrations.store.conversation_schema import tag_corrections, touch_tags, worked_lines, written_notes
from integrations.store.engine import StoreEngine
from integrations.store.insight_schema import cross_sell, overdue_promises, stays, worth_hearing
from integrations.store.intake_batch import Batch, TouchedCompanies
from integrations.store.intake_deals import resolve_pursuits
from integrations.store.loop_schema import crm_doubts, rated, reminders, score_history
from integrations.store.name_index import forget_companies, forget_names, index_names
from integrations.store.retelling import forget_rows, row_key, tell_activities_again, tell_again
from integrations.store.schema import (
    calls,
    companies,
    contacts,
    pursuits,
    rounds,
    scores,
    stage_changes,
    suggestions,
    touches,
    transcripts,
)
from integrations.store.sync_schema import call_sightings, contact_numbers, tasks, writebacks
from integrations.systems import activity_key

_AT_ONCE = 500
# Everything that names a pursuit and outlives it.
_NAMING = (suggestions, writebacks, touches, tasks, rated)
# What speaks of a pursuit alone, and goes with it; stays before the rounds they are of.
_OWN = (
    scores, score_history, reminders, crm_doubts, stage_changes, stays, rounds, worked_lines, overdue_promises,
    cross_sell,
)  # fmt: skip


def take_back(batch: Batch, kind: str, ids: Sequence[str], merged: Mapping[str, str]) -> int:
    """Take back what records of a kind told; says how many were there.

    Parameters
    ----------
    batch
        The transaction; the companies it touches are to be settled afterwards.
    kind, ids
        Which records.
    merged
        The record that each was merged into, where it was.
    """
    taker = _TAKERS.get(kind) or partial(_take_back_touches, kind)
    number = taker(batch, ids, merged)
    forget_rows(
        batch.connection, [key for id_ in ids for key in (row_key(kind, id_), f"merged:{kind}:{id_}")]
    )
    return number


def drop_emptied(engine: StoreEngine, some: Iterable[int] | None, touched: TouchedCompanies) -> None:
    """Take away those pursuits that have no round left; None looks at all of them."""
    empty = select(pursuits.c.id, pursuits.c.company_id).where(
        ~select(rounds.c.id).where(rounds.c.pursuit_id == pursuits.c.id).exists()
    )
    with engine.reading() as connection:
        if some is None:
            some = [row.id for row in connection.execute(empty).all()]
    for ids in in_batches(some, _FEW):
        with engine.writing() as connection:
            found = connection.execute(empty.where(pursuits.c.id.in_(ids))).all()
            _drop_pursuits(connection, [row.id for row in found])
        touched.add(row.company_id for row in found)


# Rows that others refer to without an index are dropped a few at a time, to give the write lock back soon.
_FEW = 20


def _drop_pursuits(connection: Connection, ids: Sequence[int]) -> None:
    if not ids:
        return
    for table in _NAMING:
        _change(connection, table, table.c.pursuit_id.in_(ids), pursuit_id=None)
    _change(connection, pursuits, pursuits.c.linked_from_id.in_(ids), linked_from_id=None)
    for table in _OWN:
        connection.execute(delete(table).where(table.c.pursuit_id.in_(ids)))
    connection.execute(delete(pursuits).where(pursuits.c.id.in_(ids)))


def _change(connection: Connection, table: Table, mine: ColumnElement[bool], **values: Any) -> None:
    connection.execute(update(table).where(mine).values(values))


def _ids(connection: Connection, table: Table, keys: Iterable[str]) -> dict[str, int]:
    query = select(table.c.key, table.c.id).where(table.c.key.in_(list(keys)))
    return {row.key: row.id for row in connection.execute(query)}


def _touch_companies(batch: Batch, query: Select[Any]) -> None:
    batch.touched.add(id_ for id_ in batch.connection.scalars(query.distinct()) if id_ is not None)


# --- tasks and touches ------------------------------------------------------------------------------------------


def _take_back_tasks(batch: Batch, ids: Sequence[str], _: Mapping[str, str]) -> int:
    return batch.connection.execute(delete(tasks).where(tasks.c.key.in_(ids))).rowcount


def _take_back_touches(kind: str, batch: Batch, ids: Sequence[str], _: Mapping[str, str]) -> int:
    """Touches go, but for a call that another system saw, too."""
    connection = batch.connection
    mine = touches.c.key.in_([activity_key(kind, id_) for id_ in ids])
    found = set(connection.scalars(select(touches.c.id).where(mine)))
    if kind == "calls":
        sight = (call_sightings.c.system == "hubspot") & call_sightings.c.external_id.in_(ids)
        found |= set(connection.scalars(select(call_sightings.c.touch_id).where(sight)))
        connection.execute(delete(call_sightings).where(sight))
        # without a digest it was only mentioned by HubSpot
        real = call_sightings.c.touch_id.in_(found) & (call_sightings.c.digest != "")
        found -= set(connection.scalars(select(call_sightings.c.touch_id).where(real)))
    _drop_touches(batch, sorted(found))
    return len(found)


def _drop_touches(batch: Batch, ids: Sequence[int]) -> None:
    connection = batch.connection
    _touch_companies(batch, select(touches.c.company_id).where(touches.c.id.in_(ids)))
    of_calls = select(calls.c.id).where(calls.c.touch_id.in_(ids))
    connection.execute(delete(transcripts).where(transcripts.c.call_id.in_(of_calls)))
    connection.execute(delete(calls).where(calls.c.touch_id.in_(ids)))
    for table in (call_sightings, touch_tags, tag_corrections, written_notes, worked_lines, worth_hearing):
        connection.execute(delete(table).where(table.c.touch_id.in_(ids)))
    _change(connection, stage_changes, stage_changes.c.touch_id.in_(ids), touch_id=None)
    keys = connection.scalars(select(touches.c.key).where(touches.c.id.in_(ids))).all()
    forget_rows(connection, [f"touch:{key}" for key in keys])
    connection.execute(delete(touches).where(touches.c.id.in_(ids)))


# --- deals ------------------------------------------------------------------------------------------------------


def _take_back_deals(batch: Batch, ids: Sequence[str], merged: Mapping[str, str]) -> int:
    connection = batch.connection
    query = select(rounds.c.id, rounds.c.key, rounds.c.pursuit_id, pursuits.c.company_id)
    query = query.join(pursuits, pursuits.c.id == rounds.c.pursuit_id)
    found = connection.execute(query.where(rounds.c.key.in_({*ids, *merged.values()}))).all()
    gone = [row for row in found if row.key in ids]
    for table in (stage_changes, stays):
        connection.execute(delete(table).where(table.c.round_id.in_([row.id for row in gone])))
    connection.execute(delete(rounds).where(rounds.c.id.in_([row.id for row in gone])))
    batch.emptied.add(row.pursuit_id for row in gone)
    batch.touched.add(row.company_id for row in gone)
    pursuit_of = {row.key: row.pursuit_id for row in found}
    for row in gone:
        if winner := pursuit_of.get(merged.get(row.key, "")):
            _hand_over_if_empty(connection, row.pursuit_id, winner)
    left = [row.pursuit_id for row in gone]
    tell_activities_again(connection, touches.c.pursuit_id.in_(left), tasks.c.pursuit_id.in_(left))
    return len(gone)


def _hand_over_if_empty(connection: Connection, loser: int, winner: int) -> None:
    """A pursuit whose last round was merged into one of another pursuit leaves what was said of it to that."""
    if loser != winner and connection.execute(_a_round_of(loser)).first() is None:
        for table in (suggestions, writebacks):
            _change(connection, table, table.c.pursuit_id == loser, pursuit_id=winner)


def _a_round_of(pursuit_id: int) -> Select[tuple[int]]:
    return select(rounds.c.id).where(rounds.c.pursuit_id == pursuit_id).limit(1)


# --- contacts ---------------------------------------------------------------------------------------------------


def _take_back_contacts(batch: Batch, ids: Sequence[str], merged: Mapping[str, str]) -> int:
    connection = batch.connection
    query = select(contacts.c.id, contacts.c.key, contacts.c.company_id, contacts.c.norm)
    gone = connection.execute(query.where(contacts.c.key.in_([f"id:{id_}" for id_ in ids]))).all()
    winners = _ids(connection, contacts, [f"id:{id_}" for id_ in merged.values()])
    heirs = {row.id: winners.get(f"id:{merged.get(row.key.removeprefix('id:'), '')}") for row in gone}
    without = [id_ for id_, heir in heirs.items() if heir is None]
    _touch_companies(batch, select(touches.c.company_id).where(touches.c.contact_id.in_(heirs)))
    tell_activities_again(connection, touches.c.contact_id.in_(without), tasks.c.contact_id.in_(without))
    for id_, heir in heirs.items():
        for table in (touches, tasks, stage_changes):
            _change(connection, table, table.c.contact_id == id_, contact_id=heir)
    connection.execute(delete(contact_numbers).where(contact_numbers.c.contact_id.in_(heirs)))
    connection.execute(delete(contacts).where(contacts.c.id.in_(heirs)))
    forget_names(connection, [(row.company_id, row.norm) for row in gone if row.company_id])
    return len(gone)


# --- companies --------------------------------------------------------------------------------------------------


def _take_back_companies(batch: Batch, ids: Sequence[str], merged: Mapping[str, str]) -> int:
    connection = batch.connection
    found = _ids(connection, companies, [f"id:{id_}" for id_ in {*ids, *merged.values()}])
    gone = {id_: found[f"id:{id_}"] for id_ in ids if f"id:{id_}" in found}
    for id_, company_id in gone.items():
        heir = found.get(f"id:{merged.get(id_, '')}")
        if heir is not None and heir != company_id:
            _merge_company(batch, company_id, heir)
        else:
            _empty_company(batch, company_id)
    forget_companies(connection, list(gone.values()))
    connection.execute(delete(cross_sell).where(cross_sell.c.company_id.in_(gone.values())))
    connection.execute(delete(companies).where(companies.c.id.in_(gone.values())))
    return len(gone)


def _empty_company(batch: Batch, company_id: int) -> None:
    """Its pursuits go; contacts, touches and tasks stay without a company, and are told again."""
    connection = batch.connection
    of_company = select(pursuits.c.id).where(pursuits.c.company_id == company_id)
    of_pursuits = select(rounds.c.key).join(pursuits, pursuits.c.id == rounds.c.pursuit_id)
    deals = connection.scalars(of_pursuits.where(pursuits.c.company_id == company_id)).all()
    people = connection.scalars(select(contacts.c.key).where(contacts.c.company_id == company_id)).all()
    tell_activities_again(connection, touches.c.company_id == company_id, tasks.c.company_id == company_id)
    tell_again(connection, ("deals",), deals)
    tell_again(connection, ("contacts",), [key.removeprefix("id:") for key in people])
    _drop_pursuits(connection, connection.scalars(of_company).all())
    for table in (contacts, touches, tasks):
        _change(connection, table, table.c.company_id == company_id, company_id=None)


def _merge_company(batch: Batch, loser: int, winner: int) -> None:
    """All that belonged to the one belongs to the other, its pursuits to those for the same services."""
    connection = batch.connection
    query = select(pursuits.c.id, pursuits.c.service).where(pursuits.c.company_id == loser)
    of_loser = {row.service: row.id for row in connection.execute(query)}
    begun = [service for service, id_ in of_loser.items() if connection.execute(_a_round_of(id_)).first()]
    resolve_pursuits(batch, [(winner, service) for service in begun])
    of_winner = select(pursuits.c.service, pursuits.c.id).where(pursuits.c.company_id == winner)
    heirs = {row.service: row.id for row in connection.execute(of_winner)}
    for service, id_ in of_loser.items():
        if heir := heirs.get(service):
            for table in (*_NAMING, rounds, stage_changes):
                _change(connection, table, table.c.pursuit_id == id_, pursuit_id=heir)
    _drop_pursuits(connection, list(of_loser.values()))
    names = select(contacts.c.name).where(contacts.c.company_id == loser)
    called = [(winner, "contact", name) for name in connection.scalars(names)]
    former = select(companies.c.name).where(companies.c.id == loser)
    index_names(connection, [*called, *((winner, "company", name) for name in connection.scalars(former))])
    for table in (contacts, touches, tasks):
        _change(connection, table, table.c.company_id == loser, company_id=winner)
    batch.touched.add([winner])


_TAKERS: Mapping[str, Callable[[Batch, Sequence[str], Mapping[str, str]], int]] = {
    "companies": _take_back_companies,
    "contacts": _take_back_contacts,
    "deals": _take_back_deals,
    "tasks": _take_back_tasks,
}
