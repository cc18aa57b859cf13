"""The funnel of a person or the team in a period, read from the tallies that a job keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from integrations.store import Store
from integrations.store.stays import COUNTED
from ml.funnel import FunnelState, MoveKind
from ml.funnel_figures import (
    ENTERED,
    LEFT,
    MOVED,
    REASON,
    SIZES,
    TEAM,
    WENT_BACK,
    WENT_ON,
    FunnelFigures,
    MoveFigures,
    SizeFigures,
    StateFigures,
)
from ml.funnel_figures import WON as SALE
from ml.funnel_tally import Tally, Times
from ml.records import Person
from ml.sales_periods import Period, month_of

_UNCOUNTED = Times(0, None, 0, None, 0)
_SIZES = (*(name for _, name in SIZES), "")
Counts = Mapping[tuple[str, str], Tally]


def funnel_for(
    store: Store, whose: Person | None, period: Period, service: str, *, now: datetime
) -> FunnelFigures:
    """The funnel of one person, or of the team, for a service ('' for all); nothing but tallies is read.

    Raises
    ------
    BadInput
        When the period has not begun yet.
    """
    told = store.facts.get(COUNTED, None) or {}
    zone = ZoneInfo(told.get("zone", "UTC"))
    counted_at = datetime.fromisoformat(told["at"]) if "at" in told else None
    today = now.astimezone(zone).date()
    shown = period.until(today)
    week = Period(today - timedelta(days=today.weekday()), today)
    owner_id = whose.id if whose else None
    # nothing is counted later than today: the month that is not over can be read whole
    last = month_of(today).last if shown.last == today else shown.last
    counts = store.funnel.sums(shown.first, last, owner_id, service)
    of_week = store.funnel.sums(week.first, week.last, owner_id, service)
    return FunnelFigures(
        whose=whose.name if whose else "",
        service=service,
        period=shown,
        states=_states(store, counts, owner_id, service),
        week=week,
        moved_this_week=_moves(of_week),
        irregular=[one for one in _moves(counts) if one.kind is MoveKind.IRREGULAR],
        reasons=_reasons(counts),
        sizes=_sizes(counts),
        counted_at=counted_at,
        zone=str(zone),
    )


def _states(store: Store, counts: Counts, owner_id: int | None, service: str) -> list[StateFigures]:
    usual = store.funnel.times(TEAM, service)
    own = usual if owner_id is None else store.funnel.times(owner_id, service)
    return [
        _state(state, counts, own.get(state, _UNCOUNTED), usual.get(state, _UNCOUNTED))
        for state in FunnelState
    ]


def _state(state: FunnelState, counts: Counts, own: Times, usual: Times) -> StateFigures:
    entered, on, back, left = (
        counts.get((what, state.value), (0, 0.0))[0] for what in (ENTERED, WENT_ON, WENT_BACK, LEFT)
    )
    return StateFigures(
        state=state,
        entered=entered,
        went_on=on,
        went_back=back,
        left=left,
        now=own.now,
        age_days=own.age_days,
        longer=own.longer,
        usual_days=usual.usual_days,
        usual_of=usual.usual_of,
    )


def _moves(counts: Counts) -> list[MoveFigures]:
    """The most frequent first, of as many the earlier in the funnel."""
    moves = list[MoveFigures]()
    for (what, key), (number, _) in counts.items():
        if what == MOVED:
            before, after, kind = key.split(">")
            moves.append(MoveFigures(FunnelState(before), FunnelState(after), MoveKind(kind), number))
    places = list(FunnelState)
    return sorted(
        moves, key=lambda one: (-one.number, places.index(one.before), places.index(one.after), one.kind)
    )


def _reasons(counts: Counts) -> list[tuple[str, int]]:
    found = [(key, number) for (what, key), (number, _) in counts.items() if what == REASON]
    return sorted(found, key=lambda one: (-one[1], one[0].casefold()))


def _sizes(counts: Counts) -> list[SizeFigures]:
    found = [(size, counts[SALE, size]) for size in _SIZES if (SALE, size) in counts]
    return [SizeFigures(size, number, days / number) for size, (number, days) in found]
