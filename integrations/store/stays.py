"""Stays of rounds in funnel states: kept by a job, and listed behind each number of `/funnel`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, false, func, select

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine
from integrations.store.funnel_counts import FunnelCounts
from integrations.store.insight_schema import state_times, stays
from integrations.store.schema import companies, facts, people, pursuits, rounds
from ml.funnel import LOST, WON, FunnelState, MoveKind
from ml.funnel_figures import (
    ENTERED,
    IRREGULAR,
    LEFT,
    LONGER,
    MOVED,
    NOW,
    REASON,
    TEAM,
    WENT_BACK,
    WENT_ON,
    FunnelRow,
)
from ml.funnel_figures import WON as SALE
from ml.funnel_stays import Stay

# The fact that says of when the stays and their tallies are.
COUNTED = "funnel_counted"
# Rows written at a time: some 20 ms of the write lock.
_AT_ONCE = 1_000
_A_DAY = timedelta(days=1)
_s, _t = stays.c, state_times.c
_COLUMNS = [stays.c[name] for name in Stay._fields]
_OF_PART = select(*_COLUMNS).where(_s.pursuit_id.between(bindparam("first"), bindparam("last")))
# In the order of the indexes: a page deep in a list is not sorted for.
_NEWEST_FIRST = (_s.entered_on.desc(), _s.round_id.desc(), _s.place.desc())
_LONGEST_FIRST = (_s.entered_at.nulls_last(), _s.round_id, _s.place)
_COUNTED = select(facts.c.value).where(facts.c.key == COUNTED)
_ROWS = (
    select(
        *_COLUMNS,
        companies.c.name.label("company"),
        pursuits.c.state.label("stands"),
        pursuits.c.owner_id.label("person_id"),
        func.coalesce(people.c.name, pursuits.c.owner_name).label("owner"),
    )
    .join(pursuits, pursuits.c.id == _s.pursuit_id)
    .join(companies, companies.c.id == pursuits.c.company_id)
    .outerjoin(people, people.c.id == pursuits.c.owner_id)
)
_USUAL = select(_t.usual_days).where(
    _t.owner_id == TEAM, _t.service == bindparam("in_service"), _t.state == bindparam("in_state")
)
_SERVICES = select(_t.service).where(_t.owner_id == TEAM, _t.service != "").distinct().order_by(_t.service)


class Stays:
    """Stays are kept by a job, and listed for whoever opens a number."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine, self._counts = engine, FunnelCounts(engine)
        upsert = engine.insert(stays)
        changed = {name: upsert.excluded[name] for name in Stay._fields[2:]}
        self._put = upsert.on_conflict_do_update(index_elements=["round_id", "place"], set_=changed)

    def listed(
        self,
        what: str,
        key: str,
        *,
        owner_id: int | None = None,
        service: str = "",
        first: date = date.min,
        last: date = date.max,
        limit: int = 10,
        offset: int = 0,
    ) -> list[FunnelRow]:
        """A page of the entries behind a number; a pursuit that did it twice is there twice.

        Parameters
        ----------
        what, key
            What was counted, as `ml.funnel_figures` has it: `ENTERED`, `WENT_ON`, `WENT_BACK`, `LEFT`, `NOW` or
            `LONGER` and a state; `MOVED` and FROM>TO>kind; `IRREGULAR` and ''; `REASON` and the words; `WON` and a size.
        owner_id
            Who owned the round (0: nobody of the team); None for everybody.
        service
            '' for all.
        first, last
            Days, both included; of `NOW` and `LONGER` they mean nothing.
        limit, offset
            Which page: newest first; of `NOW` and `LONGER` whoever has stood there longest.
        """
        order = _LONGEST_FIRST if what in {NOW, LONGER} else _NEWEST_FIRST
        with self._engine.reading() as connection:
            counted_at = _counted_at(connection)
            mine = _conditions(what, key) + _scope(what, owner_id, service, (first, last))
            if what == LONGER:
                usual = connection.scalar(_USUAL, {"in_service": service, "in_state": key})
                mine.append(_longer_than(usual, counted_at))
            places = select(_s.round_id, _s.place).where(*mine).order_by(*order).limit(limit).offset(offset)
            page = places.subquery()
            of_page = (page.c.round_id == _s.round_id) & (page.c.place == _s.place)
            found = connection.execute(_ROWS.join(page, of_page).order_by(*order)).all()
        return [_row(row, what, counted_at) for row in found]

    def count_listed(
        self,
        what: str,
        key: str,
        *,
        owner_id: int | None = None,
        service: str = "",
        first: date = date.min,
        last: date = date.max,
    ) -> int:
        """How many entries all pages have, as the tallies say; the parameters are those of `listed`."""
        if what in {NOW, LONGER}:
            times = self._counts.times(TEAM if owner_id is None else owner_id, service).get(key)
            return 0 if times is None else times.now if what == NOW else times.longer
        sums = self._counts.sums(first, last, owner_id, service)
        if what == IRREGULAR:
            return sum(
                number for (of, move), (number, _) in sums.items() if of == MOVED and _is_irregular(move)
            )
        return sums.get((what, key), (0, 0.0))[0]

    def services(self) -> list[str]:
        """The services that pursuits stand in, in the order of the alphabet; none before anything was counted."""
        with self._engine.reading() as connection:
            return list(connection.scalars(_SERVICES))

    def keep(self, part: Mapping[str, int], told: Iterable[Stay]) -> int:
        """Let these be the stays of a part of the pursuits, in short transactions; says how many rows changed.

        `part` names the `first` and the `last` pursuit. Of rounds that went, or that moved to another pursuit, in
        the meantime nothing is written.
        """
        with self._engine.reading() as connection:
            stored = {(row[0], row[1]): tuple(row) for row in connection.execute(_OF_PART, part)}
        news = [one for one in told if stored.pop((one.round_id, one.place), None) != one]
        written = 0
        for some in in_batches(news, _AT_ONCE):
            with self._engine.writing() as connection:
                written += self._write(connection, some)
        for places in in_batches(stored, _AT_ONCE):
            with self._engine.writing() as connection:
                connection.execute(_DROP, [{"of_round": one[0], "of_place": one[1]} for one in places])
        return written + len(stored)

    def _write(self, connection: Connection, some: Sequence[Stay]) -> int:
        there = select(rounds.c.id, rounds.c.pursuit_id).where(
            rounds.c.id.in_({one.round_id for one in some})
        )
        known = {tuple(row) for row in connection.execute(there.with_for_update(read=True))}
        rows = [one._asdict() for one in some if (one.round_id, one.pursuit_id) in known]
        if rows:
            connection.execute(self._put, rows)
        return len(rows)


_DROP = delete(stays).where(_s.round_id == bindparam("of_round"), _s.place == bindparam("of_place"))


def _counted_at(connection: Connection) -> datetime | None:
    told = connection.scalar(_COUNTED) or {}
    return datetime.fromisoformat(told["at"]) if told.get("at") else None


def _longer_than(usual: float | None, counted_at: datetime | None) -> ColumnElement[bool]:
    """Standing there since before this; nobody where nothing is usual."""
    if usual is None or counted_at is None:
        return false()
    return _s.entered_at < counted_at - timedelta(days=usual)


def _conditions(what: str, key: str) -> list[ColumnElement[bool]]:
    """What an entry has to be, wherever and whosever it is; nothing is what is not counted."""
    before, after, kind = (*key.split(">"), "", "")[:3]
    found: dict[str, list[ColumnElement[bool]]] = {
        **{what: [_s.current, _s.state == key] for what in (NOW, LONGER)},
        **{fate: [_s.state == key, _s.fate == fate] for fate in (WENT_ON, WENT_BACK, LEFT)},
        ENTERED: [_s.state == key],
        # the index of kinds is for the few irregular ones
        MOVED: [_s.state == after, _s.from_state == before, _s.kind.concat("") == kind],
        IRREGULAR: [_s.kind == MoveKind.IRREGULAR.value],
        REASON: [_s.state == LOST.value, _s.counted_as == key],
        SALE: [_s.state == WON.value, _s.counted_as == key],
    }
    return list(found.get(what, [false()]))


def _scope(
    what: str, owner_id: int | None, service: str, days: tuple[date, date]
) -> list[ColumnElement[bool]]:
    mine: list[ColumnElement[bool]] = []
    if what not in {NOW, LONGER}:
        mine.append(_s.entered_on.between(*days))
    if owner_id is not None:
        mine.append(_s.owner_id == owner_id)
    if service:
        mine.append(_s.service == service)
    return mine


def _is_irregular(move: str) -> bool:
    return move.endswith(f">{MoveKind.IRREGULAR.value}")


def _row(row: Any, what: str, counted_at: datetime | None) -> FunnelRow:
    days = row.days
    if not row.fate and what != SALE:
        days = (counted_at - row.entered_at) / _A_DAY if counted_at and row.entered_at else None
    return FunnelRow(
        pursuit_id=row.pursuit_id,
        company=row.company,
        service=row.service,
        owner_id=row.person_id,
        owner=row.owner,
        state=FunnelState(row.stands),
        entered_on=row.entered_on,
        days=days,
        words=_words(row, what),
    )


def _words(row: Any, what: str) -> str:
    if what in {MOVED, IRREGULAR}:
        return f"{FunnelState(row.from_state).label} → {FunnelState(row.state).label}, {row.kind}"
    return row.counted_as or "" if what in {REASON, SALE} else ""
