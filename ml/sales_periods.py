"""Periods of the figures: days of the team's zone, both ends included; how they are typed, and the one before."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ml.errors import BadInput

Unit = Literal["day", "week", "month", "quarter", "year", "span"]
EXAMPLES = "this month, last week, 2026-10, 2026-Q3, 2026, last 90 days, or 2026-10-01 to 2026-10-15"

_A_DAY = timedelta(days=1)
_MONTHS_OF: Mapping[Unit, int] = {"month": 1, "quarter": 3, "year": 12}
_LONGEST = 3660  # days: ten years
_UNITS = "day|week|month|quarter|year"
_MONTH_NAMES = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}


class NoPeriod(BadInput):
    """The words are no period."""


@dataclass(frozen=True)
class Period:
    """Days, both ends included.

    Parameters
    ----------
    first, last
        The days it reaches from and to.
    unit
        Which unit of the calendar it is, or a span of days.
    so_far
        Whether it is cut at today because its unit is not over.
    """

    first: date
    last: date
    unit: Unit = "span"
    so_far: bool = False

    @property
    def days(self) -> int:
        """How many days it has.

        >>> month_of(date(2026, 11, 26)).days
        30
        """
        return (self.last - self.first).days + 1

    @property
    def label(self) -> str:
        """The period in words.

        >>> month_of(date(2026, 11, 26)).label, Period(date(2026, 9, 28), date(2026, 10, 4)).label
        ('November 2026', '28 Sep – 4 Oct 2026')
        """
        return f"{self._named()} so far" if self.so_far else self._named()

    def _named(self) -> str:
        first = self.first
        match self.unit:
            case "month":
                return f"{first:%B %Y}"
            case "quarter":
                return f"Q{(first.month + 2) // 3} {first.year}"
            case "year":
                return str(first.year)
            case "week":
                return f"week of {_day(first)} {first.year}"
        if first == self.last:
            return f"{_day(first)} {first.year}"
        year = "" if first.year == self.last.year else f" {first.year}"
        return f"{_day(first)}{year} – {_day(self.last)} {self.last.year}"

    def until(self, today: date) -> Period:
        """The part of it that is not in the future.

        >>> month_of(date(2026, 11, 26)).until(date(2026, 11, 26)).label
        'November 2026 so far'

        Raises
        ------
        BadInput
            When it has not begun yet.
        """
        if self.first > today:
            raise BadInput("That period has not begun yet; name one that has, such as this month.")
        return self if self.last <= today else replace(self, last=today, so_far=self.unit != "span")

    @property
    def before(self) -> Period:
        """The period it is compared with: the unit before it, of one not over as many days; else as many days before.

        >>> month_of(date(2026, 3, 5)).until(date(2026, 3, 31)).before.label
        'February 2026'
        >>> month_of(date(2026, 3, 5)).until(date(2026, 3, 5)).before.label
        '1 Feb – 5 Feb 2026'
        """
        end = self.first - _A_DAY
        if self.unit not in _MONTHS_OF:
            length = 7 if self.unit == "week" else self.days
            first = self.first - timedelta(days=length)
            last = first + timedelta(days=self.days - 1) if self.so_far else end
            return Period(first, last, "span" if self.so_far else self.unit)
        first = months_later(self.first, -_MONTHS_OF[self.unit])
        if not self.so_far:
            return Period(first, end, self.unit)
        return Period(first, min(first + timedelta(days=self.days - 1), end))


def months_later(day: date, months: int) -> date:
    """The first day of the month that lies so many months later.

    >>> months_later(date(2026, 1, 31), -1)
    datetime.date(2025, 12, 1)
    """
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def month_of(day: date) -> Period:
    """The whole month of a day."""
    return _unit_of(day, "month")


def week_of(day: date) -> Period:
    """The whole week of a day, Monday to Sunday."""
    return _unit_of(day, "week")


def span(first: date, last: date) -> Period:
    """The days from one to another.

    Raises
    ------
    BadInput
        When they are the wrong way round, or ten years apart.
    """
    if first > last:
        raise BadInput(
            f"The period ends before it begins: {first} comes after {last}; exchange the two days."
        )
    if (last - first).days >= _LONGEST:
        raise BadInput("That is more than ten years; name a shorter period.")
    whole = next((one for unit in ("month", "year") if (one := _unit_of(first, unit)).last == last), None)
    return whole if whole and whole.first == first else Period(first, last)


def read_period(text: str, today: date) -> Period:
    """The period that somebody typed; nothing typed: this month.

    >>> today = date(2026, 11, 26)
    >>> [read_period(text, today).label for text in ("", "last month", "2026-Q3", "october", "last 7 days")]
    ['November 2026', 'October 2026', 'Q3 2026', 'October 2026', '20 Nov – 26 Nov 2026']

    Raises
    ------
    NoPeriod
        When the words are no period.
    BadInput
        When its ends are the wrong way round.
    """
    said = " ".join(text.casefold().split()) or "this month"
    try:
        found = _relative(said, today) or _named(said, today) or _between(said)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise NoPeriod(f"“{text.strip()[:40]}” is no period; try {EXAMPLES}.")
    return found


def _relative(said: str, today: date) -> Period | None:
    if said in {"today", "yesterday"}:
        day = today - _A_DAY * (said == "yesterday")
        return Period(day, day, "day")
    if unit := re.fullmatch(rf"(this|last|previous) ({_UNITS})", said):
        current = _unit_of(today, _unit(unit[2]))
        return current if unit[1] == "this" else current.before
    if days := re.fullmatch(r"(?:last|past) (\d{1,4}) (day|week|month)s?", said):
        length = int(days[1]) * {"day": 1, "week": 7, "month": 30}[days[2]]
        return span(today - timedelta(days=length - 1), today) if length else None
    return None


def _named(said: str, today: date) -> Period | None:
    if year := re.fullmatch(r"\d{4}", said):
        return _unit_of(date(int(year[0]), 1, 1), "year")
    if quarter := re.fullmatch(r"(?:(\d{4})[- ]?)?q([1-4])(?:[- ]?(\d{4}))?", said):
        in_year = int(quarter[1] or quarter[3] or today.year)
        return _unit_of(date(in_year, 3 * int(quarter[2]), 1), "quarter")
    if month := re.fullmatch(r"(\d{4})-(\d{1,2})", said):
        return _unit_of(date(int(month[1]), int(month[2]), 1), "month")
    if week := re.fullmatch(r"(\d{4})-?w(\d{1,2})", said):
        return _unit_of(date.fromisocalendar(int(week[1]), int(week[2]), 1), "week")
    name, _, rest = said.partition(" ")
    if name in _MONTH_NAMES and (not rest or re.fullmatch(r"\d{4}", rest)):
        number = _MONTH_NAMES[name]
        in_year = int(rest) if rest else today.year - (number > today.month)
        return _unit_of(date(in_year, number, 1), "month")
    return None


def _between(said: str) -> Period | None:
    day = r"(\d{4}-\d{2}-\d{2})"
    if one := re.fullmatch(day, said):
        return Period(date.fromisoformat(one[1]), date.fromisoformat(one[1]), "day")
    two = re.fullmatch(rf"(?:from )?{day} ?(?:to|until|till|-|–|\.\.|,| ) ?{day}", said)
    return span(date.fromisoformat(two[1]), date.fromisoformat(two[2])) if two else None


def _unit_of(day: date, unit: Unit) -> Period:
    if unit == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6), unit)
    if unit not in _MONTHS_OF:
        return Period(day, day, "day")
    months = _MONTHS_OF[unit]
    first = date(day.year, day.month - (day.month - 1) % months, 1)
    return Period(first, months_later(first, months) - _A_DAY, unit)


def _unit(word: str) -> Unit:
    known: dict[str, Unit] = {
        "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    }  # fmt: skip
    return known[word]


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
