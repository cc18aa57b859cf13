"""Dates and times of day as they are written in English, Malay and Indonesian, compared part by part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from functools import lru_cache

from ml.number_words import ORDINALS, WORDS, value_of

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon senin isnin", "tuesday tues tue selasa", "wednesday wed rabu", "thursday thurs thur thu kamis khamis",
            "friday fri jumat jumaat jum'at", "saturday sat sabtu", "sunday sun ahad",
        )
    )
    for name in names.split()
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januari", "february feb februari", "march mar maret mac", "april apr", "may mei", "june jun juni",
            "july jul juli julai", "august aug agustus agu ogos", "september sep sept", "october oct oktober okt",
            "november nov", "december dec desember des disember dis",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
DAY_NAMES = frozenset(_WEEKDAYS)
# Alone these are other words or names as well.
_OTHER_WORDS = "may mar march mac dis des jan jun sep dec mei april june august sat sun wed mon fri"
_UNSURE = frozenset(_OTHER_WORDS.split())
_CLEAR_CAPITALS = frozenset({"march", "april", "june", "august"})
_PRONOUN = re.compile(r"\s+(?:i|we|you|he|she|they|it)\b", re.IGNORECASE)
_TAKEN = "\x1f"
_NOON = 12 * 60
_MOST_HOURS, _MOST_DAYS, _MOST_MONTHS = 24, 31, 12


def _either(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


@dataclass(frozen=True)
class Day:
    """The parts of a date that are told; None where one is not."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    @classmethod
    def of(cls, on: date) -> Day:
        """All parts of a date."""
        return cls(on.day, on.month, on.year, on.weekday())

    def fits(self, whole: Day) -> bool:
        """Whether everything told here is told there as well."""
        return all(mine in (None, theirs) for mine, theirs in zip(astuple(self), astuple(whole), strict=True))


@dataclass(frozen=True)
class Moment:
    """A day, a time of day in minutes, or both.

    `half` says that morning or afternoon was left open, `whole` that only its day and month together name it.
    """

    day: Day | None = None
    minute: int | None = None
    half: bool = False
    whole: bool = False
    token: str = ""
    start: int = 0
    end: int = 0

    def fits(self, fact: Moment) -> bool:
        """Whether everything told here is told in a fact's moment.

        >>> said, fact = (next(moments_in(text)[1]) for text in ("Thu 26 Nov at 10:00", "Thu 26 Nov, 10:00"))
        >>> said.fits(fact), next(moments_in("Fri 26 Nov")[1]).fits(fact), next(moments_in("at ten")[1]).fits(fact)
        (True, False, True)
        """
        day = self.day is None or (fact.day is not None and self.day.fits(fact.day))
        if fact.whole and self.day and not (self.day.day and self.day.month):
            return False
        return day and (self.minute is None or self._at(fact.minute))

    def _at(self, minute: int | None) -> bool:
        open_half = self.half and minute is not None and (minute - (self.minute or 0)) % _NOON == 0
        return minute == self.minute or open_half


Found = re.Match[str]
_D, _M, _Y = r"(?P<d>\d{1,2})(?:st|nd|rd|th|\s?hb)?", rf"(?P<m>{_either(MONTHS)})\.?", r"(?P<y>(?:19|20)\d\d)"
_WD = rf"(?:(?P<wd>{_either(_WEEKDAYS)})\b[.,]?\s+(?:the\s+|tanggal\s+)?)?"
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_BEFORE_MONTH = (
    r"(?:in|by|since|until|till|before|after|from|of|next|last|this|early|late|mid|end|during|through|to|for|"
    r"pada|bulan|sejak|sebelum|setelah|selepas|hingga|sampai|akhir|awal)[\s-]+"
)
_DATES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/])", re.IGNORECASE)
    for pattern in (
        rf"{_WD}{_Y}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})",
        rf"{_WD}(?P<d>\d{{1,2}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<y>(?:19|20)?\d\d)",
        rf"{_WD}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})",
        rf"{_WD}(?:the\s+)?(?:{_D}|(?P<o>{_ORDINAL}))(?:\s+of)?[\s-]+{_M}(?:[,\s-]+{_Y}|(?:\s*'|-)(?P<yy>\d\d)(?![\d:]))?",
        rf"{_WD}{_M}\s+(?:the\s+)?(?:{_D}|(?P<o>{_ORDINAL}))(?:,?\s+{_Y})?",
        rf"{_M}[\s,]+{_Y}",
        rf"{_WD}(?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th|\s?hb)",
        rf"(?P<wd>{_either(_WEEKDAYS)})\s+(?P<d>\d{{1,2}})(?![:.]\d|\s?[ap]\.?m)",
        r"(?:tanggal|tarikh|tgl\.?)\s+(?P<d>\d{1,2})",
        rf"(?:on|by|before|until|till|since|from)\s+the\s+(?P<o>{_ORDINAL})(?=\s*(?:[.,;:!?)]|$|and\b|or\b|at\b))",
        rf"(?:hari\s+)?(?P<wd>{_either(_WEEKDAYS)})",
        r"hari\s+(?P<sunday>minggu)",
        rf"(?:(?P<led>{_BEFORE_MONTH}))?{_M}",
    )
)
_HALVES = r"(?P<half>a\.?m\b\.?|p\.?m\b\.?|pagi|siang|tengah\s?hari|sore|petang|malam)"
_AT = r"(?:at|@|pukul|jam|pkl\.?)\s*"
_HOUR = rf"(?P<h>\d{{1,2}}|{WORDS})"
_CLOCKS = tuple(
    re.compile(rf"(?<![\w.,:]){pattern}(?![\w:])", re.IGNORECASE)
    for pattern in (
        rf"(?P<h>\d{{1,2}}):(?P<min>\d\d)(?::\d\d)?(?:\s?{_HALVES})?",
        rf"(?:{_AT}|(?<=\x1f )|(?<=\x1f, ))(?P<h>\d{{1,2}})\.(?P<min>\d\d)(?:\s?{_HALVES})?",
        rf"(?P<h>\d{{1,2}})\.(?P<min>\d\d)\s?{_HALVES}",
        rf"(?:{_AT})?{_HOUR}\s?{_HALVES}",
        rf"(?:{_AT})?{_HOUR}\s+o'clock",
        rf"{_AT}{_HOUR}(?=\s*(?:[.,;:!?)\x1f]|$|(?:or|and|on|sharp|atau|dan|ya)\b))",
        r"(?P<noon>noon|midday|midnight|tengah malam)",
    )
)
_DAY_THEN_TIME = re.compile(r"[\s,]*(?:-|at|@|pukul|jam|pkl\.?|from|around|about|say)?\s*", re.IGNORECASE)
_TIME_THEN_DAY = re.compile(r"[\s,]*(?:on|of)?\s*(?:the\s*)?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str, tuple[Moment, ...]]:
    found = list[Moment]()
    for patterns, reading in ((_DATES, _day), (_CLOCKS, _time)):
        for pattern in patterns:
            text = pattern.sub(_taking(reading, found), text)
    return text, tuple(_joined(text, sorted(found, key=lambda one: one.start)))


def moments_in(text: str) -> tuple[str, Iterator[Moment]]:
    """The text with its dates and times blotted out, and these.

    >>> [moment.day for moment in moments_in("by 14/11/2026 or Saturday")[1]]
    [Day(day=14, month=11, year=2026, weekday=None), Day(day=None, month=None, year=None, weekday=5)]
    >>> [moment.minute for moment in moments_in("pukul 10.30, 3 pm or noon")[1]]
    [630, 900, 720]
    """
    left, found = _read(text)
    return left, iter(found)


def _taking(reading: Callable[[Found], Moment | None], into: list[Moment]) -> Callable[[Found], str]:
    def take(found: Found) -> str:
        moment = reading(found)
        if moment is None:
            return found[0]
        into.append(moment)
        return _TAKEN * len(found[0])

    return take


def _joined(text: str, found: list[Moment]) -> Iterator[Moment]:
    """A day and a time side by side are one moment."""
    rest = iter(found)
    held = next(rest, None)
    for after in rest:
        if held and (both := _both(text, held, after)):
            held = both
            continue
        if held:
            yield held
        held = after
    if held:
        yield held


def _both(text: str, one: Moment, other: Moment) -> Moment | None:
    gap = _DAY_THEN_TIME if one.day else _TIME_THEN_DAY
    apart = bool(one.day) == bool(other.day) or (one.day and one.minute is not None)
    if apart or other.start - one.end > 12 or not gap.fullmatch(text, one.end, other.start):  # noqa: PLR2004 - the longest words between
        return None
    day, time = (one, other) if one.day else (other, one)
    return Moment(day.day, time.minute, time.half, False, f"{one.token} {other.token}", one.start, other.end)


def _part(found: Found, name: str) -> str:
    return found.groupdict().get(name) or ""


def _number(spelt: str, names: dict[str, int]) -> int | None:
    return (int(spelt) if spelt.isdigit() else names.get(spelt.lower())) if spelt else None


def _day(found: Found) -> Moment | None:
    weekday = 6 if _part(found, "sunday") else _number(_part(found, "wd"), _WEEKDAYS)
    day = _number(_part(found, "d") or _part(found, "o"), ORDINALS)
    month = _number(_part(found, "m"), MONTHS)
    year = int(_part(found, "y") or _part(found, "yy") or 0) or None
    year = year + 2000 if year and year < 100 else year  # noqa: PLR2004 - “26” is 2026
    if month and day and month > _MOST_MONTHS >= day and _part(found, "m").isdigit():
        day, month = month, day  # written the American way
    if (
        not _is_meant(found, day, year)
        or (day or 0) > _MOST_DAYS
        or (month or 0) > _MOST_MONTHS
        or day == 0
        or month == 0
    ):
        return None
    return Moment(
        Day(day, month, year, weekday), token=found[0].strip(), start=found.start(), end=found.end()
    )


def _is_meant(found: Found, day: int | None, year: int | None) -> bool:
    """Whether a lone word is a month or a weekday, and not 'may' or 'sat'."""
    word = _part(found, "m") or _part(found, "wd")
    if day or year or not word:
        return True
    capital, name = word[0].isupper(), word.lower()
    if name not in _UNSURE or (capital and name in _WEEKDAYS):
        return True
    inside = found.string[: found.start()].rstrip()[-1:] not in {"", ".", "!", "?", "\n", '"'}
    asks = name == "may" and _PRONOUN.match(found.string, found.end())
    return capital and not asks and (bool(_part(found, "led")) or inside or name in _CLEAR_CAPITALS)


def _time(found: Found) -> Moment | None:
    half = _part(found, "half").lower().replace(".", "")
    if noon := _part(found, "noon"):
        hour, minute = (0 if noon.lower() in {"midnight", "tengah malam"} else 12), 0
    else:
        hour, minute = int(value_of(_part(found, "h")) or 0), int(_part(found, "min") or 0)
    if hour > _MOST_HOURS or minute > 59:  # noqa: PLR2004 - minutes of an hour
        return None
    is_open = (
        not half
        and not noon
        and 0 < hour < (8 if _part(found, "min") else 13)
        and not _part(found, "h").startswith("0")
    )
    total = _on_the_day(hour, half) * 60 + minute
    return Moment(minute=total, half=is_open, token=found[0].strip(), start=found.start(), end=found.end())


def _on_the_day(hour: int, half: str) -> int:
    """The hour of 24; at noon in Malay and Indonesian, eleven is before and one is after it."""
    if half in {"am", "pagi"}:
        return hour % 12
    late = half in {"pm", "sore", "petang", "malam"} or (half and hour < 10)  # noqa: PLR2004 - “jam 1 siang”
    return hour + 12 if late and hour < 12 else hour  # noqa: PLR2004 - of a clock's face
