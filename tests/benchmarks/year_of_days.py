"""A clock through every half hour of a year in seven zones: each workday has one slot, whatever the clocks do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from time import process_time
from zoneinfo import ZoneInfo

import holidays

from jobs.due_days import PersonDay, due_days
from ml.messages import Preferences
from ml.records import Person

TITLE = "A year of days"
YEAR = 2026
# The days of 2026 on which the clocks change, forward and back; where they never do, two days all the same.
ZONES = {
    "Asia/Singapore": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "Europe/London": (date(2026, 3, 29), date(2026, 10, 25)),
    "Australia/Sydney": (date(2026, 10, 4), date(2026, 4, 5)),
    "America/Santiago": (date(2026, 9, 6), date(2026, 4, 5)),
    "Asia/Jakarta": (date(2026, 3, 29), date(2026, 10, 25)),
}
# Written down again: the code under test finds them in the zone database.
COUNTRIES = dict(zip(ZONES, ("SG", "US", "DE", "GB", "AU", "CL", "ID"), strict=True))
_A_DAY, _HALF_HOUR = timedelta(days=1), timedelta(minutes=30)

Row = tuple[str, str, str, bool]
Slot = tuple[int, date]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the signature all benchmarks share
    """Slots of the year against the workdays of each rep's own calendar; `quick` takes five wanted times."""
    people = reps(ZONES, hours=(0, 1, 2, 9, 23) if quick else range(24))
    days = [date(YEAR, 1, 1) + number * _A_DAY for number in range(365)]
    begin, end = datetime(YEAR, 1, 1, tzinfo=UTC) - _A_DAY, datetime(YEAR + 1, 1, 1, tzinfo=UTC) + _A_DAY
    begun = process_time()
    lived = [one for one in lived_days(people, begin, end, _HALF_HOUR) if one[0][1].year == YEAR]
    looks = (end - begin) // _HALF_HOUR
    look_ms = (process_time() - begun) / looks / len(people) * 1_000_000
    times, expected = Counter(slot for slot, _ in lived), set(expected_days(people, days))
    wrong = {
        "twice": sum(number > 1 for number in times.values()),
        "left out": len(expected - times.keys()),
        "on a day off": len(times.keys() - expected),
    }
    late = [minutes for slot, at in lived if (minutes := _minutes_late(people[slot[0]], slot[1], at))]
    return [
        (f"{len(people)} reps, a look every half hour: workdays served", f"{len(times):,} of {len(expected):,}",
         "all", times.keys() == expected),
        (", ".join(wrong), ", ".join(map(str, wrong.values())), "0, 0, 0", not any(wrong.values())),
        ("served later than wanted, by the rep's clock", f"{len(late)}, by {max(late, default=0)} min",
         "5, by 60 min: those times do not exist on that day", late == [60] * 5),
        ("a look at 1,000 reps", f"{look_ms:.0f} ms", "≤ 50 ms", look_ms <= 50),
    ]  # fmt: skip


def reps(zones: Iterable[str], *, hours: Iterable[int]) -> list[PersonDay]:
    """A rep for each zone and wanted hour; the id is the place in the list.

    Each works on all days of the week but public holidays, since clocks are changed on Sundays.
    """
    return [
        PersonDay(
            Person(f"{id_}@example.com", f"Rep {id_}", time_zone=zone, id=id_),
            Preferences(at=time(hour), days=frozenset(range(1, 8))),
        )
        for id_, (zone, hour) in enumerate(product(zones, hours))
    ]


def lived_days(
    people: Sequence[PersonDay], begin: datetime, end: datetime, step: timedelta
) -> Iterator[tuple[Slot, datetime]]:
    """Each slot that is served, and when, if somebody looks so often from begin to end."""
    served = set[Slot]()
    for number in range((end - begin) // step + 1):
        now = begin + number * step
        for person, day in due_days(people, served, now):
            served.add((person.id, day))
            yield (person.id, day), now


def expected_days(people: Iterable[PersonDay], days: Iterable[date]) -> Iterator[Slot]:
    """The workdays of each rep among these days: no clock is asked."""
    free = {zone: holidays.country_holidays(country, years=YEAR) for zone, country in COUNTRIES.items()}
    for one, day in product(people, days):
        if day not in free[one.person.time_zone]:
            yield one.person.id, day


def _minutes_late(one: PersonDay, day: date, at: datetime) -> int:
    """By how much the rep's own clock showed more than the wanted time."""
    shown = at.astimezone(ZoneInfo(one.person.time_zone)).replace(tzinfo=None)
    return (shown - datetime.combine(day, one.preferences.at)) // timedelta(minutes=1)
