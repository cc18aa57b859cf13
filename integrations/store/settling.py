"""What recorded stages mean: the histories of some companies' pursuits read again and written where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Executable, Row, Table, bindparam, delete, exists, select, update

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine
from integrations.store.intake_batch import Team
from integrations.store.pursuit_history import HistoryRow, Pursuit, Recorded, Round, Touch, read_pursuit
from integrations.store.retelling import CHANNELS
from integrations.store.schema import pursuits, rounds, stage_changes, touches
from integrations.store.sync_schema import crm_records
from integrations.systems import activity_key
from ml.funnel import FunnelState

_PURSUITS = select(pursuits).where(pursuits.c.company_id.in_(bindparam("ids", expanding=True)))
_ROUNDS = select(
    rounds.c.id, rounds.c.pursuit_id, rounds.c.cycle, rounds.c.owner_name, rounds.c.owner_email,
    rounds.c.entered_at, rounds.c.closed_at, rounds.c.outcome, rounds.c.state, rounds.c.key,
    exists().where(crm_records.c.kind == "deals", crm_records.c.id == rounds.c.key).label("of_crm"),
).where(rounds.c.pursuit_id.in_(bindparam("ids", expanding=True))).order_by(rounds.c.id)  # fmt: skip
_CHANGES = select(stage_changes).where(stage_changes.c.pursuit_id.in_(bindparam("ids", expanding=True)))
_TOUCHES = select(
    touches.c.id, touches.c.key, touches.c.company_id, touches.c.pursuit_id, touches.c.contact_id, touches.c.at,
    touches.c.answered,
).where(touches.c.company_id.in_(bindparam("ids", expanding=True))).order_by(touches.c.at)  # fmt: skip

_LINKS = select(crm_records.c.kind, crm_records.c.id, crm_records.c.links).where(
    crm_records.c.kind.in_(tuple(CHANNELS)), crm_records.c.id.in_(bindparam("ids", expanding=True))
)

# Rows written in one transaction: some tens of milliseconds.
_ROWS_AT_ONCE = 1000
_TOUCHES_AT_ONCE, _SEVERAL = 500, 2


@dataclass
class Changes:
    """What has to be written."""

    moves: list[dict[str, Any]] = field(default_factory=list)
    new_moves: list[dict[str, Any]] = field(default_factory=list)
    stale_moves: list[int] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    pursuits: list[dict[str, Any]] = field(default_factory=list)
    touches: list[dict[str, Any]] = field(default_factory=list)


def settle_companies(engine: StoreEngine, company_ids: Sequence[int], team: Team) -> None:
    """Read the histories of these companies' pursuits and write what is new in short transactions."""
    with engine.reading() as connection:
        changes = _changes(connection, company_ids, team)
    for statement, rows in _pieces(changes):
        with engine.writing() as connection:
            connection.execute(statement, rows)


def _changes(connection: Connection, company_ids: Sequence[int], team: Team) -> Changes:
    changes = Changes()
    stored = connection.execute(_PURSUITS, {"ids": list(company_ids)}).all()
    ids = [row.id for row in stored]
    of_rounds = _grouped(connection.execute(_ROUNDS, {"ids": ids}), "pursuit_id")
    of_changes = _grouped(connection.execute(_CHANGES, {"ids": ids}), "pursuit_id")
    of_touches = _grouped(connection.execute(_TOUCHES, {"ids": list(company_ids)}), "company_id")
    for company_id, rows in _grouped(stored, "company_id").items():
        known = {row.id: _pursuit(of_rounds[row.id], of_changes[row.id]) for row in rows}
        untold = _untold(
            connection, of_touches[company_id], [deal for row in rows for deal in of_rounds[row.id]]
        )
        _attribute(known, of_touches[company_id], untold, changes)
        for row in rows:
            pursuit = known[row.id]
            history = read_pursuit(pursuit)
            _compare_moves(row.id, of_changes[row.id], history, changes)
            _compare_rounds(of_rounds[row.id], pursuit, changes)
        _compare_pursuits(rows, known, team, changes)
    return changes


def _grouped(rows: Iterable[Row[Any]], name: str) -> dict[int, list[Row[Any]]]:
    found = defaultdict[int, list[Row[Any]]](list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _pursuit(of_rounds: Sequence[Row[Any]], of_changes: Sequence[Row[Any]]) -> Pursuit:
    """A pursuit with the entries that were recorded of each of its rounds.

    The CRM's history never names a touch, so what was found for its rounds before is found anew.
    """
    entries, of_crm = dict[tuple[int, Any, str], Recorded](), {row.id for row in of_rounds if row.of_crm}
    for row in sorted(of_changes, key=lambda row: row.step):
        through = (None, None) if row.round_id in of_crm else (row.touch_id, row.contact_id)
        entries[row.round_id, row.at, row.label] = Recorded(
            row.round_id, row.at, row.label, FunnelState(row.to_state), *through
        )
    return Pursuit(
        rounds=[
            Round(
                row.id,
                FunnelState(row.state) if row.state else None,
                row.entered_at,
                row.owner_name,
                row.owner_email,
            )
            for row in of_rounds
        ],
        entries=list(entries.values()),
    )


def _untold(
    connection: Connection, of_touches: Sequence[Row[Any]], of_rounds: Sequence[Row[Any]]
) -> set[int]:
    """Touches of the CRM that name no deal of their company: where it has several pursuits, each is found anew."""
    if len({row.pursuit_id for row in of_rounds}) < _SEVERAL:
        return set()
    deals, untold = {row.key for row in of_rounds}, set[int]()
    for some in in_batches((row for row in of_touches if row.pursuit_id), _TOUCHES_AT_ONCE):
        ids = {row.key: row.id for row in some}
        own = [key.partition(":")[2] for key in ids]
        for kind, id_, links in connection.execute(_LINKS, {"ids": own}):
            key = activity_key(kind, id_)
            if key in ids and deals.isdisjoint(links.get("deals", ())):
                untold.add(ids[key])
    return untold


def _attribute(
    known: Mapping[int, Pursuit], of_touches: Sequence[Row[Any]], untold: Collection[int], changes: Changes
) -> None:
    """Give each touch to its pursuit: the one it names, the company's only one, or the only one open then."""
    for row in of_touches:
        pursuit_id = row.pursuit_id
        if pursuit_id is None or row.id in untold:
            fitting = (
                list(known) if len(known) == 1 else [id_ for id_, one in known.items() if one.open_at(row.at)]
            )
            pursuit_id = fitting[0] if len(fitting) == 1 else None
            if pursuit_id != row.pursuit_id:
                changes.touches.append({"row_id": row.id, "pursuit_id": pursuit_id})
        if row.answered is not False and pursuit_id in known:
            known[pursuit_id].touches.append(Touch(row.id, row.at, row.contact_id))


_DERIVED = ("from_state", "to_state", "kind", "category", "cycle", "by_event", "touch_id", "contact_id")


def _compare_moves(
    pursuit_id: int, stored: Sequence[Row[Any]], history: Sequence[HistoryRow], changes: Changes
) -> None:
    there = {(row.round_id, row.at, row.label, row.step): row for row in stored}
    for one in history:
        columns = one.columns()
        row = there.pop((one.round_id, one.at, one.label, one.step), None)
        if row is None:
            place = {"round_id": one.round_id, "at": one.at, "label": one.label, "step": one.step}
            changes.new_moves.append({"pursuit_id": pursuit_id, **place, **columns})
        elif any(getattr(row, name) != columns[name] for name in _DERIVED):
            changes.moves.append({"row_id": row.id, **columns})
    changes.stale_moves += [row.id for row in sorted(there.values(), key=lambda row: row.step)]


def _compare_rounds(stored: Sequence[Row[Any]], pursuit: Pursuit, changes: Changes) -> None:
    for row, one in zip(stored, pursuit.rounds, strict=True):
        derived = {
            "cycle": one.cycle,
            "entered_at": one.entered_at,
            "closed_at": one.closed_at,
            "outcome": one.outcome,
        }
        if any(getattr(row, name) != value for name, value in derived.items()):
            changes.rounds.append({"row_id": row.id, **derived})


def _compare_pursuits(
    stored: Sequence[Row[Any]], known: Mapping[int, Pursuit], team: Team, changes: Changes
) -> None:
    for row in stored:
        pursuit = known[row.id]
        owner = pursuit.owner
        derived = {
            "state": pursuit.state.value,
            "cycle": pursuit.cycle,
            "irregular_moves": pursuit.irregular_moves,
            "owner_name": owner.name or owner.email,
            "owner_email": owner.email,
            "owner_id": team.id_of(owner),
            "linked_from_id": _linked_from(row.id, known),
        }
        if any(getattr(row, name) != value for name, value in derived.items()):
            changes.pursuits.append({"row_id": row.id, **derived})


def _linked_from(pursuit_id: int, known: Mapping[int, Pursuit]) -> int | None:
    """The pursuit for another service that made the company a client before this one began, the latest such."""
    begun = known[pursuit_id].began_at
    won = [
        (at, id_)
        for id_, one in known.items()
        if id_ != pursuit_id and (at := one.won_at) and begun and at <= begun
    ]
    return max(won, default=(None, None))[1]


def _pieces(changes: Changes) -> Iterator[tuple[Executable, list[dict[str, Any]]]]:
    """The statements to run, each with few enough rows to give the write lock back soon.

    What was recorded of an entry is told by the last of its steps: at any time one that says so is there, so
    that a run may die between any two statements. Whole entries are added, then others change, then the
    surplus steps go, the last ones last.
    """
    stale = [{"row_id": id_} for id_ in changes.stale_moves]
    yield from ((stage_changes.insert(), piece) for piece in _whole_entries(changes.new_moves))
    changed = (
        (stage_changes, changes.moves),
        (rounds, changes.rounds),
        (pursuits, changes.pursuits),
        (touches, changes.touches),
    )
    tasks = [(_update(table, rows), rows) for table, rows in changed if rows]
    tasks.append((delete(stage_changes).where(stage_changes.c.id == bindparam("row_id")), stale))
    for statement, rows in tasks:
        yield from ((statement, piece) for piece in in_batches(rows, _ROWS_AT_ONCE))


def _whole_entries(moves: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The new steps in pieces, those of one entry in one piece."""
    piece = list[dict[str, Any]]()
    for _, steps in groupby(moves, key=itemgetter("round_id", "at", "label")):
        piece += steps
        if len(piece) >= _ROWS_AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


def _update(table: Table, rows: Sequence[dict[str, Any]]) -> Executable:
    values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row_id"}
    return update(table).where(table.c.id == bindparam("row_id")).values(values)
