"""Days and moments in the words of the person who reads them, in their time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ml.records import Person

_WEEK = 7


@dataclass(frozen=True)
class Reader:
    """Who reads a card, when: all days and moments are put in their words.

    Parameters
    ----------
    now
        The moment of reading, in the reader's time zone.
    """

    now: datetime

    @classmethod
    def of(cls, person: Person, now: datetime) -> Reader:
        """The reader that this person is at this moment; UTC where the time zone is unknown."""
        return cls(now.astimezone(_zone(person.time_zone)))

    @property
    def today(self) -> date:
        """The reader's calendar day."""
        return self.now.date()

    def local_day(self, at: datetime) -> date:
        """The reader's calendar day of a moment."""
        return at.astimezone(self.now.tzinfo).date()

    def day(self, day: date) -> str:
        """A day; its year only when it is not this one.

        >>> Reader(datetime(2026, 11, 23, tzinfo=UTC)).day(date(2026, 11, 3))
        '3 Nov'
        """
        year = "" if day.year == self.today.year else f" {day.year}"
        return f"{day.day} {day:%b}{year}"

    def day_of(self, at: datetime) -> str:
        """The day of a moment."""
        return self.day(self.local_day(at))

    def moment(self, at: datetime) -> str:
        """A moment, to the minute.

        >>> Reader(datetime(2026, 11, 23, 9, tzinfo=UTC)).moment(datetime(2026, 11, 23, 8, 10, tzinfo=UTC))
        '08:10 today'
        """
        local = at.astimezone(self.now.tzinfo)
        same = local.date() == self.today
        return f"{local:%H:%M} {'today' if same else self.day(local.date())}"

    def since(self, at: datetime) -> str:
        """A past day as one says it: today, yesterday, a weekday within the last week, else the date."""
        ago = self.days_since(at)
        if ago <= 1:
            return "yesterday" if ago == 1 else "today"
        return f"{self.local_day(at):%A}" if ago < _WEEK else self.day_of(at)

    def days_since(self, at: datetime) -> int:
        """How many of the reader's calendar days ago a moment was."""
        return (self.today - self.local_day(at)).days

    def due(self, day: date) -> str:
        """How far off a promised day is, in words.

        >>> Reader(datetime(2026, 11, 23, tzinfo=UTC)).due(date(2026, 11, 14))
        'OVERDUE 9 days'
        """
        left = (day - self.today).days
        if left < 0:
            return f"OVERDUE {days(-left)}"
        return f"due in {days(left)}" if left else "due today"


def days(count: int) -> str:
    """A number of days.

    >>> days(1), days(12)
    ('1 day', '12 days')
    """
    return f"{count} day{'' if count == 1 else 's'}"


def duration(seconds: int) -> str:
    """How long a call took.

    >>> duration(18), duration(725), duration(5700)
    ('18 s', '12 min', '1 h 35 min')
    """
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
