"""When something was promised for: date phrases in English, Malay and Indonesian, seen from a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from ml.spoken_text import LONGEST_READ, plain

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon senin isnin",
            "tuesday tue tues selasa",
            "wednesday wed rabu",
            "thursday thu thur thurs kamis khamis",
            "friday fri jumat jumaat jum'at",
            "saturday sabtu",
            "sunday ahad",
        )
    )
    for name in names.split()
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januari",
            "february feb februari",
            "march mar maret mac",
            "april apr",
            "may mei",
            "june jun juni",
            "july jul juli julai",
            "august aug agustus agu ogos",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec desember des disember dis",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "a one an se satu sebuah",
            "two dua",
            "three tiga",
            "four empat",
            "five lima",
            "six enam",
            "seven tujuh",
            "eight delapan lapan",
            "nine sembilan",
            "ten sepuluh",
        ),
        start=1,
    )
    for word in words.split()
}
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), start=1)}
_UNITS = {
    "day": 1,
    "days": 1,
    "hari": 1,
    "week": 7,
    "weeks": 7,
    "minggu": 7,
    "month": 30,
    "months": 30,
    "bulan": 30,
}

_DAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_UNIT = "|".join(_UNITS)
_ORDINAL = "|".join(_ORDINALS)

_ANY_DAY = date(2000, 1, 3)

Reader = Callable[[re.Match[str], date], "date | None"]


def _whole(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shift(on: date, days: int) -> date | None:
    try:
        return on + timedelta(days=days)
    except OverflowError:
        return None


def _iso(found: re.Match[str], _on: date) -> date | None:
    return _whole(int(found["y"]), int(found["m"]), int(found["d"]))


def _day_and_month(found: re.Match[str], on: date) -> date | None:
    """A day with a month; without a year, the first such date on or after the day before yesterday's month."""
    spelt = found["m"]
    month = int(spelt) if spelt.isdigit() else _MONTHS[spelt]
    if year := found["y"]:
        return _whole(int(year) + 2000 * (len(year) == 2), month, int(found["d"]))  # noqa: PLR2004 - “26” is 2026
    this_year = _whole(on.year, month, int(found["d"]))
    if this_year and on - this_year > timedelta(days=60):
        return _whole(on.year + 1, month, int(found["d"]))
    return this_year


def _weekday(found: re.Match[str], on: date) -> date | None:
    """The next such day after the call; “next Tuesday” is the one of the following calendar week."""
    wanted = _WEEKDAYS[found["day"]]
    if found["next"] or found["depan"]:
        return _shift(on, 7 - on.weekday() + wanted)
    return _shift(on, (wanted - on.weekday() - 1) % 7 + 1)


def _in_a_while(found: re.Match[str], on: date) -> date | None:
    number = found["n"]
    return _shift(on, (int(number) if number.isdigit() else _NUMBERS[number]) * _UNITS[found["unit"]])


def _day_of_month(found: re.Match[str], on: date) -> date | None:
    """“the 14th”, “tanggal 14”: the first such day after the call."""
    spelt = found["n"] or found["word"]
    day = _ORDINALS.get(spelt) or int(spelt)
    later = _whole(on.year + on.month // 12, on.month % 12 + 1, day)
    return this if (this := _whole(on.year, on.month, day)) and this > on else later


def _fixed(days: int) -> Reader:
    return lambda _found, on: _shift(on, days)


def _end_of_month(_found: re.Match[str], on: date) -> date | None:
    return (
        date(on.year + on.month // 12, on.month % 12 + 1, 1) - timedelta(days=1)
        if on.year < date.max.year
        else None
    )


def _end_of_week(_found: re.Match[str], on: date) -> date | None:
    return _shift(on, (4 - on.weekday()) % 7)


def _next_month(_found: re.Match[str], on: date) -> date | None:
    return _whole(on.year + on.month // 12, on.month % 12 + 1, 1)


# More exact phrases first: where two overlap, the first of these is read.
_PHRASES: tuple[tuple[str, Reader], ...] = (
    (r"(?P<y>20\d\d)-(?P<m>\d\d?)-(?P<d>\d\d?)", _iso),
    (rf"(?P<d>\d\d?)(?:st|nd|rd|th)?(?: of)?[ -](?P<m>{_MONTH})(?:[ -](?P<y>20\d\d))?", _day_and_month),
    (rf"(?P<m>{_MONTH}) (?P<d>\d\d?)(?:st|nd|rd|th)?(?: (?P<y>20\d\d))?", _day_and_month),
    (r"(?P<d>\d\d?)/(?P<m>\d\d?)(?:/(?P<y>20\d\d|\d\d))?", _day_and_month),
    (r"(?:the day after tomorrow|lusa)", _fixed(2)),
    (r"(?:tomorrow|tmr|besok|esok)", _fixed(1)),
    (r"(?:today|tonight|this (?:morning|afternoon|evening)|later today|hari ini|(?:siang|sore|petang|malam) ini)", _fixed(0)),
    (rf"(?P<next>next (?:week )?)?(?:hari )?(?P<day>{_DAY})(?P<depan> (?:(?:minggu )?depan|of next week|next week))?", _weekday),
    (rf"(?:in|within|after|dalam) (?:the next )?(?P<n>\d\d?|{_NUMBER}) (?P<unit>{_UNIT})", _in_a_while),
    (rf"(?P<n>\d\d?|{_NUMBER}) (?P<unit>{_UNIT}) (?:from now|lagi|time|later)", _in_a_while),
    (r"(?:next week|minggu depan|the week after)", _fixed(7)),
    (r"(?:end of (?:the|this) week|this week|minggu ini|akhir pekan)", _end_of_week),
    (r"(?:end of (?:the |this )?month|akhir bulan|hujung bulan)(?: ini)?", _end_of_month),
    (r"(?:next month|bulan depan)", _next_month),
    (rf"the (?P<n>\d\d?)(?:st|nd|rd|th)|(?:on|by|before|until|pencil in) the (?P<word>{_ORDINAL})", _day_of_month),
    (r"(?:tanggal|tarikh) (?P<n>\d\d?)(?P<word>)", _day_of_month),
)  # fmt: skip
_COMPILED = tuple((re.compile(rf" (?:{pattern})(?= )"), read) for pattern, read in _PHRASES)
_ANY = re.compile(
    rf" (?:\d[\d/-]*(?:st|nd|rd|th)?|{_DAY}|{_MONTH}|lusa|tomorrow|tmr|besok|esok|today|tonight|this|hari|next|within"
    rf"|minggu|akhir|hujung|bulan|{_UNIT}|the|tanggal|tarikh|siang|sore|petang|malam)(?= )"
)


def due_date(text: str, on: date) -> date | None:
    """The first date that a sentence names, seen from the day it was said; None where it names none.

    Dates with a slash are read day first, as Singapore, Malaysia and Indonesia write them.

    >>> due_date("I'll send the quotation by next Tuesday", date(2026, 11, 12))
    datetime.date(2026, 11, 17)
    >>> due_date("Saya hubungi lagi minggu depan ya Bu", date(2026, 11, 12))
    datetime.date(2026, 11, 19)
    """
    sentence = plain(text[:LONGEST_READ])
    if not _ANY.search(sentence):
        return None
    dates = (day for _start, day in sorted(_dates(sentence, on)))
    return next(dates, None)


def _dates(sentence: str, on: date) -> Iterator[tuple[int, date]]:
    """Each date with where it stands; a phrase inside one already read is passed over."""
    taken = list[tuple[int, int]]()
    for pattern, read in _COMPILED:
        for found in pattern.finditer(sentence):
            if any(begin < found.end() and found.start() < end for begin, end in taken):
                continue
            if (day := read(found, on)) is not None:
                taken.append(found.span())
                yield found.start(), day


def names_a_day(text: str) -> bool:
    """Whether a sentence names any date, whichever it is.

    >>> names_a_day("Call me on Thursday"), names_a_day("Call me some time")
    (True, False)
    """
    return due_date(text, _ANY_DAY) is not None
