"""Counting stays in funnel states: how many entered, what became of them, and how long pursuits stand where."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple

from ml.funnel import CLOSED, LOST
from ml.funnel_figures import ENTERED, MOVED, REASON, TEAM
from ml.funnel_figures import WON as SALE
from ml.funnel_stays import Stay
from ml.sales_periods import months_later

DAY, MONTH = "day", "month"
# grain, day, owner, service, what, key
TallyKey = tuple[str, date, int, str, str, str]
Tally = tuple[int, float]
# owner, service, state
TimesKey = tuple[int, str, str]
_A_DAY = timedelta(days=1)


class AlikeStays(NamedTuple):
    """Stays that differ in nothing that is counted: how many, and the sum of their days."""

    entered_on: date
    owner_id: int
    service: str
    state: str
    from_state: str
    kind: str
    fate: str
    counted_as: str | None
    number: int
    days: float | None


class Times(NamedTuple):
    """How long pursuits stand in a state: the columns of the table `state_times` after its key."""

    now: int
    age_days: float | None
    longer: int
    usual_days: float | None
    usual_of: int


def tally(groups: Iterable[AlikeStays]) -> dict[TallyKey, Tally]:
    """What is counted of stays, by the day on which they began, and again by month."""
    found = dict[TallyKey, Tally]()
    for group in groups:
        month = months_later(group.entered_on, 0)
        for what, key, days in _counted(group):
            for grain, on in ((DAY, group.entered_on), (MONTH, month)):
                place = (grain, on, group.owner_id, group.service, what, key)
                number, before = found.get(place, (0, 0.0))
                found[place] = (number + group.number, before + days)
    return {place: (number, round(days, 6)) for place, (number, days) in found.items()}


def _counted(group: AlikeStays) -> Iterator[tuple[str, str, float]]:
    yield ENTERED, group.state, 0.0
    if group.fate:
        yield group.fate, group.state, 0.0
    if group.kind:
        yield MOVED, f"{group.from_state}>{group.state}>{group.kind}", 0.0
    if group.counted_as is not None and group.state == LOST.value:
        yield REASON, group.counted_as, 0.0
    elif group.counted_as is not None:
        yield SALE, group.counted_as, group.days or 0.0


def spans(first: date, last: date) -> list[tuple[str, date, date]]:
    """The days of a period as few rows of tallies: its whole months by month, the days before and after by day.

    >>> [(grain, str(a), str(b)) for grain, a, b in spans(date(2026, 1, 30), date(2026, 3, 2))]
    [('day', '2026-01-30', '2026-01-31'), ('month', '2026-02-01', '2026-02-01'), ('day', '2026-03-01', '2026-03-02')]
    >>> spans(date(2026, 1, 5), date(2026, 1, 9)) == [(DAY, date(2026, 1, 5), date(2026, 1, 9))]
    True
    """
    begins = months_later(first, 0 if first.day == 1 else 1)
    ends = months_later(min(last, date.max - _A_DAY) + _A_DAY, 0)
    if begins >= ends:
        return [(DAY, first, last)]
    before = [(DAY, first, begins - _A_DAY)] if first < begins else []
    after = [(DAY, ends, last)] if ends <= last else []
    return [*before, (MONTH, begins, months_later(ends, -1)), *after]


@dataclass
class Standing:
    """Gathers stays to say how long pursuits stand in each state, and how long is usual; one pass, little memory."""

    ended: dict[tuple[str, str], array[float]] = field(default_factory=lambda: defaultdict(_numbers))
    current: dict[TimesKey, list[datetime | None]] = field(default_factory=lambda: defaultdict(list))

    def add(self, stays: Iterable[Stay]) -> None:
        """Take these in. Passes of no length tell nothing of how long one stands there; in closed states nobody waits."""
        for one in stays:
            if one.current:
                for owner_id in (one.owner_id, TEAM):
                    for service in {one.service, ""}:
                        self.current[owner_id, service, one.state].append(one.entered_at)
            elif one.fate and one.days and one.state not in CLOSED:
                for service in {one.service, ""}:
                    self.ended[service, one.state].append(one.days)

    def times(self, now: datetime) -> dict[TimesKey, Times]:
        """The times by owner, service and state; of the team and of all services, too."""
        usual = {place: median(days) for place, days in self.ended.items()}
        places = self.current.keys() | {(TEAM, *place) for place in usual}
        return {place: self._times(place, usual.get(place[1:]), now) for place in places}

    def _times(self, place: TimesKey, usual: float | None, now: datetime) -> Times:
        begun = [at for at in self.current.get(place, ()) if at is not None]
        longer = 0 if usual is None else sum(at < now - timedelta(days=usual) for at in begun)
        return Times(
            now=len(self.current.get(place, ())),
            age_days=median((now - at) / _A_DAY for at in begun) if begun else None,
            longer=longer,
            usual_days=usual,
            usual_of=len(self.ended.get(place[1:], ())),
        )


def _numbers() -> array[float]:
    return array("d")
