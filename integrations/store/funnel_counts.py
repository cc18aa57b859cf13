"""The tallies behind `/funnel`, counted from the stays a month at a time, and how long pursuits stand in each state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from integrations.store.engine import StoreEngine
from integrations.store.insight_schema import funnel_tallies, state_times, stays
from integrations.store.kept_rows import keep_rows, stored_rows
from ml.funnel import FunnelState
from ml.funnel_tally import DAY, MONTH, AlikeStays, Tally, Times, TimesKey, spans, tally
from ml.sales_periods import months_later

_A_DAY = timedelta(days=1)
_STATES = tuple(state.value for state in FunnelState)
_t, _s, _times = funnel_tallies.c, stays.c, state_times.c
_between: tuple[Any, Any] = (bindparam("first"), bindparam("last"))
_SUMS = (
    select(_t.what, _t.key, func.sum(_t.number), func.sum(_t.days))
    .where(_t.grain == bindparam("grain"), _t.on.between(*_between))
    .group_by(_t.what, _t.key)
)
_ALIKE = [_s[name] for name in AlikeStays._fields[:-2]]
_OF_MONTH = (
    select(*_ALIKE, func.count(), func.sum(_s.days))
    .where(_s.state.in_(_STATES), _s.entered_on.between(*_between))
    .group_by(*_ALIKE)
)
_STORED = select(funnel_tallies).where(_t.grain.in_((DAY, MONTH)), _t.on.between(*_between))
_DAYS = select(_s.entered_on).where(_s.entered_on.is_not(None)).distinct()
_MONTHS = select(_t.on).where(_t.grain == MONTH).distinct()
_OF_WHOM = select(state_times).where(
    _times.owner_id == bindparam("of_owner"), _times.service == bindparam("of_service")
)


class FunnelCounts:
    """Tallies are made anew by a job from the stays there are, and read by everybody who shows the funnel."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def recount(self) -> Iterator[int]:
        """Count the stays anew, a month between two steps; says how many tallies of it changed."""
        with self._engine.reading() as connection:
            days = connection.scalars(_DAYS).all()
            months = {months_later(day, 0) for day in days} | set(connection.scalars(_MONTHS))
        for month in sorted(months):
            yield self._recount(month)

    def replace_times(self, times: Mapping[TimesKey, Times]) -> int:
        """Let these be the times in states; says how many rows changed."""
        with self._engine.reading() as connection:
            stored = stored_rows(connection, state_times)
        return keep_rows(self._engine, state_times, stored, times)

    def sums(
        self, first: date, last: date, owner_id: int | None = None, service: str = ""
    ) -> dict[tuple[str, str], Tally]:
        """What was counted from one day to another, by what and key; of everybody or one owner, of all services or one."""
        query, given = _SUMS, dict[str, Any]()
        if owner_id is not None:
            query, given["owner_id"] = query.where(_t.owner_id == bindparam("owner_id")), owner_id
        if service:
            query, given["service"] = query.where(_t.service == bindparam("service")), service
        found = dict[tuple[str, str], Tally]()
        with self._engine.reading() as connection:
            for grain, begins, ends in spans(first, last):
                within = {**given, "grain": grain, "first": begins, "last": ends}
                for what, key, number, days in connection.execute(query, within):
                    before = found.get((what, key), (0, 0.0))
                    found[what, key] = (before[0] + int(number), before[1] + float(days))
        return found

    def times(self, owner_id: int, service: str) -> dict[str, Times]:
        """How long the pursuits of an owner (TEAM: of all) stand in each state, for a service ('' for all)."""
        with self._engine.reading() as connection:
            rows = connection.execute(_OF_WHOM, {"of_owner": owner_id, "of_service": service})
            return {row.state: Times(*row[3:]) for row in rows}

    def _recount(self, month: date) -> int:
        within = {"first": month, "last": months_later(month, 1) - _A_DAY}
        with self._engine.reading() as connection:
            told = tally(map(AlikeStays._make, connection.execute(_OF_MONTH, within)))
            stored = stored_rows(connection, funnel_tallies, _STORED.params(within))
        return keep_rows(self._engine, funnel_tallies, stored, told)
