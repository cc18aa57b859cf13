"""What is counted for the five objectives, read from rounds, stage changes and touches: a part of the pursuits at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, or_, select

from integrations.intake_rows import Owner
from integrations.store.engine import StoreEngine
from integrations.store.intake_batch import Team
from integrations.store.schema import companies, people, pursuits, rounds, stage_changes, suggestions, touches
from ml.funnel import CLOSED, LOST, FunnelState
from ml.sales_tally import Counting, ToldRound, ToldTouch, tally_target

_AT_ONCE = 5_000  # pursuits or companies
_CLOSED = tuple(state.value for state in CLOSED)
_between: tuple[Any, Any] = (bindparam("first"), bindparam("last"))
_known = exists().where(pursuits.c.company_id == touches.c.company_id)
COUNTED = (
    touches.c.at,
    touches.c.channel,
    touches.c.direction,
    touches.c.answered,
    touches.c.person_id,
    touches.c.contact_id,
    touches.c.booked_at,
    touches.c.cancelled,
)

_PURSUITS = (
    select(pursuits.c.id, pursuits.c.owner_id).where(pursuits.c.id.between(*_between)).order_by(pursuits.c.id)
)
_ROUNDS = select(
    rounds.c.pursuit_id,
    rounds.c.id,
    rounds.c.owner_name,
    rounds.c.owner_email,
    rounds.c.entered_at,
    rounds.c.closed_at,
    rounds.c.outcome,
).where(rounds.c.pursuit_id.between(*_between))
_MOVES = (
    select(stage_changes.c.round_id, stage_changes.c.at, stage_changes.c.from_state, stage_changes.c.to_state)
    .where(
        stage_changes.c.pursuit_id.between(*_between),
        or_(
            stage_changes.c.to_state == FunnelState.PROSPECT.value,
            stage_changes.c.to_state.in_(_CLOSED),
            stage_changes.c.from_state.in_(_CLOSED),
        ),
    )
    .order_by(stage_changes.c.round_id, stage_changes.c.at, stage_changes.c.step)
)
_TOUCHES = (
    select(touches.c.pursuit_id, *COUNTED)
    .where(touches.c.pursuit_id.between(*_between))
    .order_by(touches.c.pursuit_id)
)
_OTHERS = select(touches.c.company_id, _known.label("known"), *COUNTED).where(touches.c.pursuit_id.is_(None))
_OF_COMPANIES = _OTHERS.where(touches.c.company_id.between(*_between)).order_by(touches.c.company_id)
_OF_NOBODY = _OTHERS.where(touches.c.company_id.is_(None)).order_by(touches.c.contact_id)
_PEOPLE = select(people.c.id, people.c.email, people.c.name).where(people.c.active.is_(False))
_FIRST_SAID = select(func.min(suggestions.c.said_at))


class SalesEvents:
    """Reads what is counted; nothing is written."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def count(self, counting: Counting) -> Iterator[None]:
        """Count everything there is, a part between two steps."""
        with self._engine.reading() as connection:
            owners = Owners(connection)
            parts = list(parts_of(connection, pursuits)), list(parts_of(connection, companies))
        for part in parts[0]:
            with self._engine.reading() as connection:
                _count_pursuits(connection, part, owners, counting)
            yield
        for part in parts[1]:
            with self._engine.reading() as connection:
                _count_others(connection.execute(_OF_COMPANIES, part), 0, counting)
            yield
        with self._engine.reading() as connection:
            # nobody knows which company it is of: its contact is the target, where one is known
            _count_others(connection.execute(_OF_NOBODY), 7, counting)
        yield

    def first_said_at(self) -> datetime | None:
        """When the bot said something first (UTC); None before."""
        with self._engine.reading() as connection:
            first: datetime | None = connection.scalar(_FIRST_SAID)
        return first


def parts_of(connection: Connection, table: Any) -> Iterator[dict[str, int]]:
    """The `first` and the `last` id of each part of a table."""
    first, last = connection.execute(select(func.min(table.c.id), func.max(table.c.id))).one()
    if first is not None:
        for begin in range(first, last + 1, _AT_ONCE):
            yield {"first": begin, "last": begin + _AT_ONCE - 1}


def _count_pursuits(
    connection: Connection, part: Mapping[str, int], owners: Owners, counting: Counting
) -> None:
    of_rounds, of_touches = defaultdict[int, list[Any]](list), defaultdict[int, list[ToldTouch]](list)
    moves = _grouped(connection.execute(_MOVES, part))
    for pursuit_id, *row in connection.execute(_ROUNDS, part).all():
        of_rounds[pursuit_id].append(row)
    for pursuit_id, *row in connection.execute(_TOUCHES, part).all():
        of_touches[pursuit_id].append(told_touch(row))
    for pursuit_id, owner_id in connection.execute(_PURSUITS, part).all():
        told = [
            told_round(row, moves.get(row[0], ()), owners, owner_id or 0) for row in of_rounds[pursuit_id]
        ]
        tally_target(told or [ToldRound(owner_id or 0)], of_touches[pursuit_id], counting)


def _count_others(rows: Any, column: int, counting: Counting) -> None:
    """Touches of no pursuit: a company, or a contact, that has none is a target all the same.

    `column` is where the target stands: 0 for the company, 7 for the contact. Touches of a company that has pursuits
    but named none of them, and those with nobody knows whom, count as activities only.
    """
    for target, group in groupby(rows, key=itemgetter(column)):
        given = list(group)
        told = [told_touch(row[2:]) for row in given]
        if target is None or given[0].known:
            for touch in told:
                counting.add_activity(touch, 0)
        else:
            tally_target((), told, counting)


def _grouped(moves: Any) -> dict[int, list[Any]]:
    return {round_id: list(group) for round_id, group in groupby(moves, key=itemgetter(0))}


def told_touch(row: Sequence[Any]) -> ToldTouch:
    """A touch from its columns `COUNTED`."""
    at, channel, direction, answered, person_id, *rest = row
    return ToldTouch(at, channel, direction != "in", answered, person_id or 0, *rest)


def told_round(row: Sequence[Any], moves: Sequence[Any], owners: Owners, owner_id: int) -> ToldRound:
    """A round from its columns and its moves (round, moment, before, after) in order; `owner_id` owns the pursuit."""
    _, name, email, entered_at, closed_at, outcome = row
    prospects = (at for _, at, _, state in moves if state == FunnelState.PROSPECT.value)
    owner = owners.of_round(name, email, owner_id)
    return ToldRound(owner, entered_at, closed_at, outcome, next(prospects, None), tuple(_reopened(moves)))


def _reopened(moves: Sequence[Any]) -> Iterator[tuple[datetime, bool, datetime]]:
    """Each time the round was closed and later opened again: when, whether it was lost, and when it was opened."""
    closed: tuple[datetime, bool] | None = None
    for _, at, before, after in moves:
        if after in _CLOSED:
            # the same state again corrects its date
            closed = (at, after == LOST.value)
        elif before in _CLOSED and closed:
            yield (*closed, at)
            closed = None


class Owners:
    """The people that rounds name as their owners: those who left the team, too, own what they owned."""

    def __init__(self, connection: Connection) -> None:
        self._team = Team.read(connection)
        former = connection.execute(_PEOPLE).all()
        self._former = Team(
            {row.email.casefold(): row.id for row in former}, {row.name.casefold(): row.id for row in former}
        )
        self._known = dict[tuple[str, str], int]()

    def of_round(self, name: str, email: str, of_pursuit: int) -> int:
        """Who owns a round that names these; the pursuit's owner where it names nobody."""
        return self.id_of(name, email) if name or email else of_pursuit

    def id_of(self, name: str, email: str) -> int:
        """Their id; 0 for nobody of the team."""
        called = (name, email)
        if called not in self._known:
            owner = Owner(name, email)
            self._known[called] = self._team.id_of(owner) or self._former.id_of(owner) or 0
        return self._known[called]
