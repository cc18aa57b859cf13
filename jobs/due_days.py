"""Whose daily message is due now: a pure function of the moment, each person's own clock, and what was served."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from ml.messages import Preferences
from ml.records import Person

# A message that is later than this is not sent: the day it was for is as good as over.
LATEST = timedelta(hours=6)
_A_DAY = timedelta(days=1)
# So far `next_slot` looks ahead: past any run of holidays.
_DAYS_AHEAD = 15


@dataclass(frozen=True)
class PersonDay:
    """Somebody, and when they want to be told."""

    person: Person
    preferences: Preferences = field(default_factory=Preferences)


def due_days(
    people: Iterable[PersonDay], served: Collection[tuple[int, date]], now: datetime
) -> list[tuple[Person, date]]:
    """Whose message is due now, and for which day of their own calendar.

    A day has one slot, whatever the clocks do: a wanted time that does not exist on it (it lies in the hour that is
    left out in spring) comes as much later as the clock moves, one that exists twice counts the first time. It is due
    from then for six hours, until it is served.

    Parameters
    ----------
    people
        Everybody of the team, with what they want.
    served
        Person and day of each slot that was served before.
    now
        The present moment.
    """
    return [
        (one.person, day)
        for one in people
        if one.preferences.reminders
        for day in _days_around(one, now)
        if (one.person.id, day) not in served and _is_slot_due(one, day, now)
    ]


def next_slot(
    people: Iterable[PersonDay], served: Collection[tuple[int, date]], now: datetime
) -> datetime | None:
    """When the next slot begins after now, or began if one is due (UTC); None where nobody wants any."""
    open_slots = (
        slot for one in people if one.preferences.reminders for slot in _slots_ahead(one, served, now)
    )
    return min(open_slots, default=None)


def is_workday(day: date, zone: str, days: Collection[int]) -> bool:
    """Whether somebody in this zone works: on these ISO weekdays, but for public holidays of the zone's country.

    >>> is_workday(date(2026, 8, 10), "Asia/Singapore", {1, 2, 3, 4, 5})  # the day after National Day, a Sunday
    False
    """
    return day.isoweekday() in days and day not in _holidays(country_of_zone(zone), day.year)


def country_of_zone(zone: str) -> str:
    """The two letters of the country that a time zone belongs to; '' for one that is of no country.

    >>> country_of_zone("Asia/Kuala_Lumpur"), country_of_zone("US/Eastern"), country_of_zone("UTC")
    ('MY', 'US', '')
    """
    countries, other_names = _zone_countries(), _other_names()
    return countries.get(zone) or countries.get(other_names.get(zone, ""), "")


def slot_start(day: date, at: time, zone: str) -> datetime | None:
    """The moment (UTC) at which a clock of this zone shows this time on this day; None where it has no such day."""
    # Each zone reads a time that is left out by the clock before it, and failing that by the clock after it.
    for fold in (0, 1):
        start = datetime.combine(day, at.replace(fold=fold), ZoneInfo(zone)).astimezone(UTC)
        if start.astimezone(ZoneInfo(zone)).date() == day:
            return start
    return None


def _days_around(one: PersonDay, now: datetime) -> Iterator[date]:
    """Today by the person's calendar, and yesterday, whose late message may still be due after midnight."""
    today = now.astimezone(ZoneInfo(one.person.time_zone)).date()
    yield from (today - _A_DAY, today)


def _is_slot_due(one: PersonDay, day: date, now: datetime) -> bool:
    start = slot_start(day, one.preferences.at, one.person.time_zone)
    if start is None or not timedelta() <= now - start <= LATEST:
        return False
    return is_workday(day, one.person.time_zone, one.preferences.days)


def _slots_ahead(one: PersonDay, served: Collection[tuple[int, date]], now: datetime) -> Iterator[datetime]:
    """The person's next slot, if there is one."""
    zone, wanted = one.person.time_zone, one.preferences
    yesterday = min(_days_around(one, now))
    for day in (yesterday + number * _A_DAY for number in range(_DAYS_AHEAD)):
        start = slot_start(day, wanted.at, zone)
        is_open = start is not None and now - start <= LATEST and (one.person.id, day) not in served
        if start and is_open and is_workday(day, zone, wanted.days):
            yield start
            return


@lru_cache(maxsize=512)
def _holidays(country: str, year: int) -> frozenset[date]:
    """The nation-wide public holidays of a country in a year; none where they are not known."""
    import holidays

    if country not in holidays.list_supported_countries(include_aliases=False):
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))


@cache
def _zone_countries() -> dict[str, str]:
    """The country of each zone, as the time zone database lists one country for each."""
    return {row[2]: row[0] for row in _table("zone.tab", "\t") if len(row) > 2 and row[0].isalpha()}  # noqa: PLR2004 - the third column names the zone


@cache
def _other_names() -> dict[str, str]:
    """What a zone that has another name now is called: `L Asia/Kolkata Asia/Calcutta`."""
    return {row[2]: row[1] for row in _table("tzdata.zi", " ") if row[0] == "L"}


def _table(name: str, separator: str) -> list[list[str]]:
    text = (resources.files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [line.split(separator) for line in text.splitlines()]
