"""What stays in funnel states are read from: rounds, stage changes and, of sales, touches; a part of the pursuits at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, select

from integrations.store.engine import StoreEngine
from integrations.store.sales_events import COUNTED, Owners, parts_of, told_round, told_touch
from integrations.store.schema import companies, pursuits, rounds, stage_changes, touches
from ml.funnel_figures import size_of
from ml.funnel_stays import Course, Reasons, Stay, Target, ToldMove, stays_of
from ml.sales_tally import Counting, ToldRound, ToldTouch, tally_target

_between: tuple[Any, Any] = (bindparam("first"), bindparam("last"))
_PURSUITS = (
    select(pursuits.c.id, pursuits.c.service, pursuits.c.state, pursuits.c.owner_id, companies.c.employees)
    .join(companies, companies.c.id == pursuits.c.company_id)
    .where(pursuits.c.id.between(*_between))
    .order_by(pursuits.c.id)
)
_ROUNDS = (
    select(
        rounds.c.pursuit_id,
        rounds.c.id,
        rounds.c.owner_name,
        rounds.c.owner_email,
        rounds.c.entered_at,
        rounds.c.closed_at,
        rounds.c.outcome,
        rounds.c.state,
        rounds.c.cycle,
        rounds.c.left_because,
    )
    .where(rounds.c.pursuit_id.between(*_between))
    .order_by(rounds.c.pursuit_id, rounds.c.id)
)
_s = stage_changes.c
_MOVES = select(_s.round_id, _s.at, _s.label, _s.step, _s.from_state, _s.to_state, _s.kind).where(
    _s.pursuit_id.between(*_between)
)
# Only the first contact of sales is asked for.
_SOLD = select(rounds.c.pursuit_id).where(rounds.c.pursuit_id.between(*_between), rounds.c.outcome == "won")
_TOUCHES = select(touches.c.pursuit_id, *COUNTED).where(touches.c.pursuit_id.in_(_SOLD))


class StayEvents:
    """Reads the stays that there are by now; nothing is written."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def stays(self, now: datetime, zone: tzinfo) -> Iterator[tuple[Mapping[str, int], list[Stay]]]:
        """The stays of a part of the pursuits after the other, with the `first` and the `last` pursuit of the part."""
        with self._engine.reading() as connection:
            owners, parts = Owners(connection), list(parts_of(connection, pursuits))
        counting, reasons = Counting(zone, now), Reasons()
        for part in parts:
            with self._engine.reading() as connection:
                given = _Part.read(connection, part)
            targets = (given.target(row, owners, reasons, counting) for row in given.pursuits)
            yield part, [stay for target in targets for stay in stays_of(target, now, zone)]
            counting.tallies.clear()


@dataclass(frozen=True)
class _Part:
    """The rows of some pursuits."""

    pursuits: Sequence[Any]
    rounds: Mapping[int, Sequence[Any]]
    moves: Mapping[int, Sequence[ToldMove]]
    touches: Mapping[int, Sequence[ToldTouch]]

    @classmethod
    def read(cls, connection: Connection, part: Mapping[str, int]) -> _Part:
        of_rounds, of_moves = defaultdict[int, list[Any]](list), defaultdict[int, list[ToldMove]](list)
        of_touches = defaultdict[int, list[ToldTouch]](list)
        for one in connection.execute(_ROUNDS, part):
            of_rounds[one[0]].append(one)
        for round_id, *move in connection.execute(_MOVES, part):
            of_moves[round_id].append(ToldMove._make(move))
        for pursuit_id, *touch in connection.execute(_TOUCHES, part):
            of_touches[pursuit_id].append(told_touch(touch))
        return cls(connection.execute(_PURSUITS, part).all(), of_rounds, of_moves, of_touches)

    def target(self, row: Any, owners: Owners, reasons: Reasons, counting: Counting) -> Target:
        """A pursuit with its rounds."""
        mine = self.rounds.get(row.id, ())
        sold = self._sold(row, owners, counting) if any(one.outcome == "won" for one in mine) else {}
        courses = [
            Course(
                round_id=one.id,
                owner_id=owners.of_round(one.owner_name, one.owner_email, row.owner_id or 0),
                state=one.state,
                cycle=one.cycle,
                entered_at=one.entered_at,
                closed_at=one.closed_at,
                left_because=reasons.shown(one.left_because),
                sold=sold.get(one.id),
                moves=self.moves.get(one.id, ()),
            )
            for one in mine
        ]
        return Target(row.id, row.service, row.state, courses)

    def _sold(self, row: Any, owners: Owners, counting: Counting) -> dict[int, tuple[str, float]]:
        """By round that was won, the company's size and the days since the first contact, as `/metrics` counts them."""
        told = {one.id: self._told(one, row, owners) for one in self.rounds[row.id]}
        sales = tally_target(told.values(), self.touches.get(row.id, ()), counting)
        took = {id(one): days for one, days in sales}
        return {
            number: (size_of(row.employees), took[id(one)]) for number, one in told.items() if id(one) in took
        }

    def _told(self, one: Any, row: Any, owners: Owners) -> ToldRound:
        moves = sorted(self.moves.get(one.id, ()), key=itemgetter(0, 2))
        return told_round(
            one[1:7],
            [(one.id, move.at, move.before, move.after) for move in moves],
            owners,
            row.owner_id or 0,
        )
