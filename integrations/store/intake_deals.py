"""Deals and stage history of an imported batch: pursuits, rounds, and what was recorded of their stages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from integrations.intake_rows import DEFAULT_SERVICE, DealRow, StageEntry, StageRow
from integrations.store.intake_batch import REPS, SERVICES, Batch, merged
from integrations.store.intake_contacts import resolve_contacts
from integrations.store.intake_targets import resolve_companies
from integrations.store.retelling import tell_activities_again
from integrations.store.schema import pursuits, rounds, stage_changes, touches
from integrations.store.sync_schema import tasks
from ml.funnel import EVENT_CATEGORIES, FunnelState, MoveKind

_KEPT = (
    "owner_name", "owner_email", "source", "entered_at", "state", "value", "left_because", "left_temporarily", "look_again_on",
)  # fmt: skip


# Round, moment and label of an entry; the state each means and the ids of its steps.
Place = tuple[int, datetime, str]
Known = dict[Place, tuple[str, list[int]]]


@dataclass(frozen=True)
class Recorded:
    """What a system recorded of a round: it entered a stage; with the touch and contact, where told."""

    round_id: int
    pursuit_id: int
    entry: StageEntry
    touch_id: int | None = None
    contact_id: int | None = None

    @property
    def place(self) -> Place:
        """What tells it from other entries."""
        return self.round_id, self.entry.at, self.entry.label


def write_deals(batch: Batch, rows: Sequence[DealRow]) -> list[str]:
    """Store deal rows; gives for each '' or the reason why it was not stored."""
    company_ids = resolve_companies(batch, [row.company for row in rows])
    good = [(row, id_) for row, id_ in zip(rows, company_ids, strict=True) if isinstance(id_, int)]
    if not batch.whole:
        resolve_contacts(batch, [(company_id, row.contact) for row, company_id in good])
    pursuit_ids = resolve_pursuits(batch, [(company_id, row.service) for row, company_id in good])
    placed = [(row, pursuit_ids[company_id, row.service]) for row, company_id in good]
    round_ids = _write_rounds(batch, placed)
    record_entries(
        batch,
        [
            Recorded(round_ids[row.round_key], pursuit_id, entry)
            for row, pursuit_id in placed
            for entry in row.entries
        ],
    )
    batch.touched.add(company_id for _, company_id in good)
    return ["" if isinstance(id_, int) else id_ for id_ in company_ids]


def resolve_pursuits(batch: Batch, wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """The pursuit of each company for each service, made where it is new.

    New ones are made in the order of the rows, so that their ids do not depend on where a batch ended.
    """
    pairs = list(dict.fromkeys(wanted))
    query = select(pursuits.c.company_id, pursuits.c.service, pursuits.c.id)
    query = query.where(pursuits.c.company_id.in_({company_id for company_id, _ in pairs}))
    found = {(company_id, service): id_ for company_id, service, id_ in batch.connection.execute(query)}
    if new := [pair for pair in pairs if pair not in found]:
        state = {"state": FunnelState.SALES_TARGET.value, "owner_name": "", "owner_email": ""}
        batch.insert_new(pursuits, [{"company_id": id_, "service": service, **state} for id_, service in new])
        found = {(company_id, service): id_ for company_id, service, id_ in batch.connection.execute(query)}
    return found


def _write_rounds(batch: Batch, placed: Sequence[tuple[DealRow, int]]) -> dict[str, int]:
    known = _known_rounds(batch, [row.round_key for row, _ in placed])
    written = dict[str, dict[str, Any]]()
    for row, pursuit_id in placed:
        before = written.get(row.round_key) or known.get(row.round_key) or {}
        written[row.round_key] = _round_columns(batch, row, pursuit_id, before.get("properties", {}))
    batch.upsert(rounds, list(written.values()), key="key", keep=() if batch.whole else _KEPT)
    moved = [(known[key]["id"], row["pursuit_id"]) for key, row in written.items() if key in known]
    moved = [(id_, pursuit_id) for id_, pursuit_id in moved if pursuit_id != _pursuit_of(known, id_)]
    for round_id, pursuit_id in moved:
        mine = stage_changes.c.round_id == round_id
        batch.connection.execute(update(stage_changes).where(mine).values(pursuit_id=pursuit_id))
    _left(batch, [_pursuit_of(known, round_id) for round_id, _ in moved])
    return batch.ids_by_key(rounds, written)


def _left(batch: Batch, pursuit_ids: Sequence[int]) -> None:
    """Rounds left these pursuits; whole records of what was with them are told again."""
    _touch_pursuits(batch, pursuit_ids)
    if pursuit_ids and batch.whole:
        batch.emptied.add(pursuit_ids)
        tell_activities_again(
            batch.connection, touches.c.pursuit_id.in_(pursuit_ids), tasks.c.pursuit_id.in_(pursuit_ids)
        )


def _pursuit_of(known: Mapping[str, Mapping[str, Any]], round_id: int) -> int:
    return next(int(row["pursuit_id"]) for row in known.values() if row["id"] == round_id)


def _known_rounds(batch: Batch, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    query = select(rounds.c.key, rounds.c.id, rounds.c.pursuit_id, rounds.c.properties).where(
        rounds.c.key.in_(keys)
    )
    return {row["key"]: dict(row) for row in batch.connection.execute(query).mappings()}


def _touch_pursuits(batch: Batch, pursuit_ids: Sequence[int]) -> None:
    if pursuit_ids:
        query = select(pursuits.c.company_id).where(pursuits.c.id.in_(pursuit_ids))
        batch.touched.add(batch.connection.scalars(query))


def _round_columns(batch: Batch, row: DealRow, pursuit_id: int, before: Mapping[str, Any]) -> dict[str, Any]:
    leaving = row.leaving
    of_lists = merged(
        batch.lists[SERVICES].get(row.service.casefold(), {}),
        batch.lists[REPS].get(row.owner.name.casefold(), {}),
    )
    return {
        "pursuit_id": pursuit_id,
        "key": row.round_key,
        "owner_name": row.owner.name or row.owner.email,
        "owner_email": row.owner.email,
        "source": row.source,
        "entered_at": row.entered_at,
        "state": row.state.value if row.state else None,
        "value": row.value,
        "left_because": leaving.reason or None if leaving else None,
        "left_temporarily": leaving.temporary if leaving else None,
        "look_again_on": leaving.look_again_on if leaving else None,
        "properties": merged(of_lists, row.properties if batch.whole else merged(before, row.properties)),
    }


def write_stage_changes(batch: Batch, rows: Sequence[StageRow]) -> list[str]:
    """Store rows of stage history; gives for each '' or the reason why it was not stored."""
    known = _rounds_by_key(batch, {row.deal_id for row in rows if row.deal_id})
    reasons, placed = [""] * len(rows), list[tuple[StageRow, int, int, int]]()
    unnumbered = [(i, row) for i, row in enumerate(rows) if not row.deal_id]
    for i, found in zip(
        (i for i, _ in unnumbered), _rounds_by_company(batch, [r for _, r in unnumbered]), strict=True
    ):
        if isinstance(found, str):
            reasons[i] = found
        else:
            placed.append((rows[i], *found))
    for i, row in enumerate(rows):
        if row.deal_id and row.deal_id not in known:
            reasons[i] = f"no deal with the id “{row.deal_id}” is known"
        elif row.deal_id:
            placed.append((row, *known[row.deal_id]))
    _record_history(batch, placed)
    return reasons


def _record_history(batch: Batch, placed: Sequence[tuple[StageRow, int, int, int]]) -> None:
    """Record entries, given with their round, pursuit and company; from now on the history tells the standing."""
    named = batch.ids_by_key(touches, {row.touch_id for row, *_ in placed if row.touch_id})
    contact_ids = resolve_contacts(batch, [(company_id, row.contact) for row, _, _, company_id in placed])
    record_entries(
        batch,
        [
            Recorded(round_id, pursuit_id, row.entry, named.get(row.touch_id), contact_id)
            for (row, round_id, pursuit_id, _), contact_id in zip(placed, contact_ids, strict=True)
        ],
    )
    dated = {round_id for _, round_id, _, _ in placed}
    batch.connection.execute(update(rounds).where(rounds.c.id.in_(dated)).values(state=None))
    batch.touched.add(company_id for *_, company_id in placed)


def _rounds_by_key(batch: Batch, keys: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """Round, pursuit and company of each deal id that is known."""
    query = select(rounds.c.key, rounds.c.id, rounds.c.pursuit_id, pursuits.c.company_id)
    query = query.join(pursuits, pursuits.c.id == rounds.c.pursuit_id).where(rounds.c.key.in_(list(keys)))
    return {
        key: (id_, pursuit_id, company_id)
        for key, id_, pursuit_id, company_id in batch.connection.execute(query)
    }


def _rounds_by_company(batch: Batch, rows: Sequence[StageRow]) -> list[tuple[int, int, int] | str]:
    """The round each row means that names no deal: the one begun last before it, else a round of its own."""
    company_ids = resolve_companies(batch, [row.company for row in rows])
    good = [(row, id_) for row, id_ in zip(rows, company_ids, strict=True) if isinstance(id_, int)]
    begun = _begun_rounds(batch, {company_id for _, company_id in good})
    found, lacking = dict[int, tuple[int, int, int]](), list[tuple[StageRow, int]]()
    for row, company_id in good:
        fitting = [
            (at, ids)
            for service, at, ids in begun.get(company_id, [])
            if row.service in {"", service} and at <= row.entry.at
        ]
        if fitting:
            found[id(row)] = max(fitting)[1]
        else:
            lacking.append((row, company_id))
    found |= _own_rounds(batch, lacking)
    return [
        found[id(row)] if isinstance(id_, int) else id_ for row, id_ in zip(rows, company_ids, strict=True)
    ]


def _begun_rounds(
    batch: Batch, company_ids: Iterable[int]
) -> dict[int, list[tuple[str, datetime, tuple[int, int, int]]]]:
    query = select(pursuits.c.company_id, pursuits.c.service, rounds.c.entered_at, rounds.c.id, pursuits.c.id)
    query = query.join(pursuits, pursuits.c.id == rounds.c.pursuit_id)
    query = query.where(pursuits.c.company_id.in_(list(company_ids)), rounds.c.entered_at.is_not(None))
    begun = dict[int, list[tuple[str, datetime, tuple[int, int, int]]]]()
    for company_id, service, at, round_id, pursuit_id in batch.connection.execute(query):
        begun.setdefault(company_id, []).append((service, at, (round_id, pursuit_id, company_id)))
    return begun


def _own_rounds(batch: Batch, rows: Sequence[tuple[StageRow, int]]) -> dict[int, tuple[int, int, int]]:
    """A round for rows of stage history whose deal nobody told: one a company and service."""
    deals = [DealRow(replace(row.company, properties={}), row.service or DEFAULT_SERVICE) for row, _ in rows]
    placed = resolve_pursuits(
        batch, [(id_, deal.service) for deal, (_, id_) in zip(deals, rows, strict=True)]
    )
    of = [(deal, placed[id_, deal.service]) for deal, (_, id_) in zip(deals, rows, strict=True)]
    round_ids = _write_rounds(batch, of)
    return {
        id(row): (round_ids[deal.round_key], pursuit_id, company_id)
        for (row, company_id), (deal, pursuit_id) in zip(rows, of, strict=True)
    }


def record_entries(batch: Batch, recorded: Sequence[Recorded]) -> None:
    """Append what was recorded; an entry that is there stays, unless its label now means another state.

    Of whole rows, an entry whose stage was renamed gets the new label.
    """
    known = _known_entries(batch, {one.round_id for one in recorded})
    if batch.whole:
        _rename(batch, recorded, known)
    new, stale = dict[Place, Recorded](), list[int]()
    for one in recorded:
        state, ids = known.get(one.place, ("", []))
        if state != one.entry.state.value:
            stale += ids
            new[one.place] = one
            known[one.place] = (one.entry.state.value, [])
    if stale:
        batch.connection.execute(delete(stage_changes).where(stage_changes.c.id.in_(stale)))
    batch.insert_new(stage_changes, [_entry_columns(one) for one in new.values()])


def _rename(batch: Batch, recorded: Sequence[Recorded], known: Known) -> None:
    """Give entries the label that their stage has by now: they are of the same round and moment."""
    now = {one.place for one in recorded}
    former = dict[tuple[int, datetime], list[Place]]()
    for place in sorted(known.keys() - now):
        former.setdefault(place[:2], []).append(place)
    for place in sorted(now - known.keys()):
        if candidates := former.get(place[:2]):
            known[place] = known.pop(candidates.pop(0))
            mine = stage_changes.c.id.in_(known[place][1])
            batch.connection.execute(update(stage_changes).where(mine).values(label=place[2]))


def _known_entries(batch: Batch, round_ids: Iterable[int]) -> Known:
    """The state each recorded entry means (its last step's), and the ids of its steps."""
    c = stage_changes.c
    query = (
        select(c.round_id, c.at, c.label, c.to_state, c.id)
        .where(c.round_id.in_(list(round_ids)))
        .order_by(c.step)
    )
    known: Known = {}
    for round_id, at, label, state, id_ in batch.connection.execute(query):
        _, ids = known.get((round_id, at, label), ("", []))
        known[round_id, at, label] = (state, [*ids, id_])
    return known


def _entry_columns(one: Recorded) -> dict[str, Any]:
    """An entry as recorded; what it means among the others is read at the end of the run."""
    category = EVENT_CATEGORIES.get(one.entry.state)
    return {
        "round_id": one.round_id,
        "pursuit_id": one.pursuit_id,
        "touch_id": one.touch_id,
        "contact_id": one.contact_id,
        "at": one.entry.at,
        "from_state": one.entry.state.value,
        "to_state": one.entry.state.value,
        "kind": MoveKind.TYPICAL.value,
        "category": category.value if category else None,
        "cycle": 1,
        "by_event": one.touch_id is not None,
        "step": 0,
        "label": one.entry.label,
    }
