"""Cells to values: moments in many spellings, numbers, durations, yes and no; each error is a short reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

EARLIEST, LATEST = 1900, 2200
DAY_FIRST, MONTH_FIRST, EXCEL, UNIX = "day first", "month first", "excel", "unix"
NAMED_FORMATS = (DAY_FIRST, MONTH_FIRST, EXCEL, UNIX)

# English, Malay and Indonesian, by their first three letters.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan", "feb", "mar mac", "apr", "may mei", "jun", "jul", "aug ogo agu agt",
            "sep", "oct okt", "nov", "dec des dis",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_TIME = re.compile(
    r"^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$")
_YEAR_LAST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})$")
_DAY_NAME = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([a-z]{3,9})\.?,?[-/. ]+(\d{2}|\d{4})$", re.IGNORECASE
)
_NAME_DAY = re.compile(r"^([a-z]{3,9})\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{4})$", re.IGNORECASE)
_DATE_AND_TIME = re.compile(r"^(.*?\d)(?:(?:,|\s+at)?\s+|t)(\d{1,2}:\d{2}.*)$", re.IGNORECASE)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar's zero, placed in a zone later
_MILLISECONDS_FROM = 10**11


class When(NamedTuple):
    """A moment (UTC), and whether only its day was given."""

    at: datetime
    whole_day: bool


@dataclass(frozen=True)
class DateReader:
    """Reads the moments of one file.

    Parameters
    ----------
    formats
        'day first', 'month first', 'excel', 'unix', or patterns of `datetime.strptime`; ISO 8601 and dates
        with a month's name are always understood.
    zone
        The zone of moments that name none.
    """

    formats: tuple[str, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def read(self, text: str) -> When:
        """The moment a cell tells.

        Raises
        ------
        ValueError
            With a reason in words, when it tells none in the accepted formats.
        """
        return _read_when(text.strip(), self)

    def place(self, naive: datetime) -> datetime:
        """A moment of this zone in UTC; one that names its own zone stays where it is."""
        if not EARLIEST <= naive.year < LATEST:
            raise ValueError(f"the year {naive.year} is not plausible")
        return (naive if naive.tzinfo else naive.replace(tzinfo=self.zone)).astimezone(UTC)


@lru_cache(maxsize=8192)
def _read_when(text: str, reader: DateReader) -> When:
    try:
        found = datetime.fromisoformat(text) if len(text) >= len("20260101") else None
    except ValueError:
        found = None
    if found is not None and (text[4] == "-" or len(text) == len("20260101")):
        return When(reader.place(found), len(text) <= len("2026-01-01"))
    for pattern in reader.formats:
        if "%" in pattern and (parsed := _by_pattern(text, pattern)):
            return When(reader.place(parsed), "%H" not in pattern and "%I" not in pattern)
    return _as_number(text, reader) or _in_words(text, reader)


def _by_pattern(text: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(text, pattern)  # noqa: DTZ007 - `place` gives it the file's zone
    except ValueError:
        return None


def _as_number(text: str, reader: DateReader) -> When | None:
    """A count of days as Excel keeps it, or of (milli)seconds as a computer does, where the mapping says so."""
    if not re.fullmatch(r"\d+(?:\.\d+)?", text):
        return None
    number = float(text)
    if UNIX in reader.formats and number < 10**14:
        seconds = number / 1000 if number >= _MILLISECONDS_FROM else number
        return When(reader.place(datetime.fromtimestamp(seconds, UTC)), whole_day=False)
    if EXCEL in reader.formats and number < 200_000:  # noqa: PLR2004 - the year 2447
        return When(reader.place(_EXCEL_EPOCH + timedelta(days=number)), number.is_integer())
    return None


def _in_words(text: str, reader: DateReader) -> When:
    day, clock = _WEEKDAY.sub("", text), None
    if found := _DATE_AND_TIME.match(day):
        day, clock = found[1].rstrip(","), found[2]
    on = _year_month_day(day, reader.formats)
    naive = datetime(*on) if clock is None else _at_clock(on, clock)  # noqa: DTZ001 - `place` gives it the zone
    return When(reader.place(naive), clock is None)


def _year_month_day(text: str, formats: Sequence[str]) -> tuple[int, int, int]:
    if found := _YEAR_FIRST.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _DAY_NAME.match(text)) and (month := _MONTHS.get(found[2][:3].lower())):
        return _full_year(found[3]), month, int(found[1])
    if (found := _NAME_DAY.match(text)) and (month := _MONTHS.get(found[1][:3].lower())):
        return int(found[3]), month, int(found[2])
    if found := _YEAR_LAST.match(text):
        return _by_order(found, formats)
    raise ValueError("this is no date in the accepted formats")


def _by_order(found: re.Match[str], formats: Sequence[str]) -> tuple[int, int, int]:
    for name in formats:
        if name == DAY_FIRST:
            return _full_year(found[3]), int(found[2]), int(found[1])
        if name == MONTH_FIRST:
            return _full_year(found[3]), int(found[1]), int(found[2])
    raise ValueError("the mapping's `dates:` does not say whether the day or the month comes first")


def _full_year(text: str) -> int:
    """Two digits are a year from 1970 to 2069, as in POSIX.

    >>> _full_year("24"), _full_year("1999")
    (2024, 1999)
    """
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 69 else 1900)  # noqa: PLR2004 - POSIX


def _at_clock(on: tuple[int, int, int], clock: str) -> datetime:
    found = _TIME.match(clock.strip())
    if not found:
        raise ValueError("its time of day cannot be read")
    hour, half = int(found[1]), (found[5] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    micro = int((found[4] or "0").ljust(6, "0"))
    return datetime(*on, hour, int(found[2]), int(found[3] or 0), micro, tzinfo=_zone_of(found[6]))


def _zone_of(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


_SIGNS = re.compile(
    r"[\s\u00a0\u202f'’]|^(?:[A-Z]{2,3}|[^\d\w.,+-]{1,3}|RM|Rp|S\$)(?=[\s\d.+-])|(?:[A-Z]{3}|[€$£%])$"
)
_LARGEST = 1e15
_RANGE = re.compile(r"^(\d[\d.,]*)\s*(?:-|–|to|bis|hingga)\s*(\d[\d.,]*)$")
_THOUSANDS = {",": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+"), ".": re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}")}


def read_number(text: str) -> float:
    """A number as people write it; a range counts as its middle, '500+' as 500.

    >>> [read_number(text) for text in ("$1,250.50", "1.250,50", "2 000", "11-50", "500+")]
    [1250.5, 1250.5, 2000.0, 30.5, 500.0]

    Raises
    ------
    ValueError
        With a reason in words.
    """
    if found := _RANGE.match(text.strip()):
        return (read_number(found[1]) + read_number(found[2])) / 2
    bare = _plain(_SIGNS.sub("", text.strip()).removesuffix("+"))
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", bare):
        raise ValueError("this is no number")
    if abs(number := float(bare)) > _LARGEST:
        raise ValueError("this number is too large to be true")
    return number


def _plain(text: str) -> str:
    """Digits with a decimal point: the last of two kinds of sign is the decimal one."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (",", ".") if point > comma else (".", ",")
        return text.replace(thousands, "").replace(decimal, ".")
    for sign, pattern in _THOUSANDS.items():
        if pattern.fullmatch(text):
            return text.replace(sign, "")
    return text.replace(",", ".")


_YES = frozenset(
    ["yes", "y", "true", "t", "1", "ja", "ya", "x", "connected", "answered", "completed", "held"]
)
_NO = frozenset(["no", "n", "false", "f", "0", "tidak", "nein"])


def read_flag(text: str) -> bool:
    """Yes or no.

    >>> read_flag("Ya"), read_flag("FALSE")
    (True, False)

    Raises
    ------
    ValueError
        With a reason in words.
    """
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError("this is neither yes nor no")


_DURATION_WORDS = re.compile(
    r"^(?:(\d+(?:\.\d+)?)\s*h[a-z]*)?\s*(?:(\d+(?:\.\d+)?)\s*m[a-z]*)?\s*(?:(\d+)\s*s[a-z]*)?$", re.IGNORECASE
)


def read_seconds(text: str) -> int:
    """A duration in seconds: a number of them, 'mm:ss', 'hh:mm:ss' or '12 min'.

    >>> [read_seconds(text) for text in ("95", "01:35", "0:01:35", "1 min 35 s")]
    [95, 95, 95, 95]

    Raises
    ------
    ValueError
        With a reason in words.
    """
    text = text.strip()
    if re.fullmatch(r"\d+(?::[0-5]?\d){1,2}", text):
        seconds = 0
        for part in text.split(":"):
            seconds = 60 * seconds + int(part)
        return seconds
    if not text.isdigit() and (found := _DURATION_WORDS.match(text)) and text:
        hours, minutes, rest = (float(part or 0) for part in found.groups())
        return round(3600 * hours + 60 * minutes + rest)
    seconds = round(read_number(text))
    if not 0 <= seconds < 10**8:
        raise ValueError("this is no duration")
    return seconds


def read_choice(text: str, choices: Mapping[str, str]) -> str:
    """What a cell means among a few choices; spelling variants are in `choices`, in lower case.

    >>> read_choice("Phone Call", {"phone call": "call"})
    'call'

    Raises
    ------
    ValueError
        With a reason in words.
    """
    try:
        return choices[" ".join(text.split()).casefold()]
    except KeyError:
        known = ", ".join(dict.fromkeys(choices.values()))
        raise ValueError(f"this is none of {known} (rename it under `values:`)") from None


def read_day(text: str, dates: DateReader) -> date:
    """The calendar day a cell tells, in the file's zone."""
    return dates.read(text).at.astimezone(dates.zone).date()


def _spellings(**meanings: str) -> dict[str, str]:
    return {word: meaning for meaning, words in meanings.items() for word in words.split("|")}


CHANNELS = _spellings(
    call="call|calls|phone|phone call|telephone|cold call|outbound call|inbound call|aircall|twilio|panggilan",
    email="email|emails|e-mail|mail|incoming_email|incoming email|forwarded email|surel",
    meeting="meeting|meetings|demo|appointment|video call|zoom|google meet|presentation|mesyuarat|rapat",
    message="message|sms|whatsapp|whats_app|linkedin|linkedin message|linkedin_message|chat|text|wechat|line",
    visit="visit|site visit|walk-in|walk in|lawatan|kunjungan",
    note="note|notes|comment|remark|task|catatan|nota",
)
DIRECTIONS = _spellings(
    **{
        "out": "out|outbound|outgoing|sent|made|email|to|keluar",
        "in": "in|inbound|incoming|received|incoming_email|from|masuk",
    }
)
RESULTS = _spellings(
    agreed="agreed|agree|yes|accepted|booked|interested|setuju|ya",
    disagreed="disagreed|disagree|no|declined|refused|not interested|tidak|tolak",
    open="open|pending|undecided|maybe|follow up|follow-up|call back|callback|unknown",
)
ANSWERS = _spellings(
    yes="yes|y|true|t|1|ya|x|connected|answered|completed|complete|held|done|replied|left live message",
    no=(
        "no|n|false|f|0|tidak|no answer|no-answer|not answered|unanswered|busy|failed|missed|canceled|cancelled|"
        "left voicemail|voicemail|wrong number|no show|no-show|bounced|scheduled"
    ),
)
CANCELLED = _spellings(
    yes="yes|y|true|t|1|ya|x|canceled|cancelled|called off|batal|dibatalkan",
    no=(
        "no|n|false|f|0|tidak|scheduled|planned|confirmed|completed|complete|held|done|no show|no-show|rescheduled|"
        "moved"
    ),
)
