"""What the name of a recording or transcript tells of its call: when, with which number, which way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal

from integrations.phone_numbers import e164

_BEGIN = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})[T _-]+(\d{2})[:.h-]?(\d{2})(?:[:.m-]?(\d{2})s?)?(?=$|[^0-9])"
)
_DIRECTIONS: dict[str, Literal["in", "out"]] = {
    **dict.fromkeys(("in", "inbound", "incoming", "received"), "in"),
    **dict.fromkeys(("out", "outbound", "outgoing", "dialled", "dialed"), "out"),
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class NamedCall:
    """When a call began (UTC), the other side's number (E.164), and which way it went."""

    at: datetime
    number: str
    direction: Literal["in", "out"] = "out"


def read_name(name: str, regions: Sequence[str], zone: tzinfo = UTC) -> NamedCall | str:
    """What a file's name, without its suffix, tells of the call; or why it tells nothing.

    Parameters
    ----------
    name
        Date and time, the number, and `in` or `out` where it was not dialled by the team.
    regions
        Countries whose local numbers are understood, the likeliest first.
    zone
        Where the clock hangs that the name was written by.

    >>> read_name("20261111-143000 +65 9123 4567 in", ["SG"])
    NamedCall(at=datetime.datetime(2026, 11, 11, 14, 30, tzinfo=datetime.timezone.utc), number='+6591234567', direction='in')
    >>> read_name("Call with Ada", ["SG"])
    'its name does not begin with a date and a time, as 2026-11-11_1430'
    """
    begun = _BEGIN.match(name)
    if begun is None:
        return "its name does not begin with a date and a time, as 2026-11-11_1430"
    try:
        at = datetime(*(int(part or 0) for part in begun.groups()), tzinfo=zone).astimezone(UTC)  # type: ignore[misc,arg-type]  # mypy counts no groups
    except (ValueError, OverflowError):
        return "its name begins with a date or time that does not exist"
    rest = name[begun.end() :]
    directions = {
        _DIRECTIONS[word.casefold()] for word in _WORD.findall(rest) if word.casefold() in _DIRECTIONS
    }
    if len(directions) > 1:
        return "its name says both in and out"
    number = e164(_WORD.sub(_without_direction, rest).replace("_", " ").strip(" -.,"), regions)
    if number is None:
        return "its name has no telephone number behind the time, as +6591234567"
    return NamedCall(at, number, *directions)


def _without_direction(word: re.Match[str]) -> str:
    return "" if word[0].casefold() in _DIRECTIONS else word[0]
