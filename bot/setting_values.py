"""How the text of one setting is read: numbers, words, addresses, tokens, time zones.

Every reader takes the text and returns the value, or raises ValueError with the end of a sentence that
begins with the setting's name ("PORT should be a whole number …").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones


def text(value: str) -> str:
    """Any text, without blanks around it."""
    return value.strip()


def number(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number between two bounds, both included."""

    def read(value: str) -> int:
        said = value.strip()
        if not (said.isdecimal() and low <= int(said) <= high):
            raise ValueError(f"should be a whole number from {low} to {high}")
        return int(said)

    return read


def one_of(*words: str) -> Callable[[str], str]:
    """Reads one of a few words, however it is capitalised.

    >>> one_of("text", "json")(" JSON ")
    'json'
    """

    def read(value: str) -> str:
        found = next((word for word in words if word.lower() == value.strip().lower()), None)
        if found is None:
            raise ValueError(f"should be one of {', '.join(words)}")
        return found

    return read


def some_of(*words: str) -> Callable[[str], tuple[str, ...]]:
    """Reads some of a few words, with commas between; gives them in the order of the choice.

    >>> some_of("call", "email")("Email, call")
    ('call', 'email')
    """

    def read(value: str) -> tuple[str, ...]:
        said = {part.strip().lower() for part in value.split(",") if part.strip()}
        if not said or not said <= set(words):
            raise ValueError(f"should be some of {', '.join(words)}")
        return tuple(word for word in words if word in said)

    return read


def time_zone(value: str) -> ZoneInfo:
    """Reads a time zone of the IANA database."""
    if value.strip() not in available_timezones():
        raise ValueError("should be a time zone such as Asia/Singapore")
    return ZoneInfo(value.strip())


def address(*schemes: str) -> Callable[[str], str]:
    """Reads a URL that begins with one of these schemes; empty stays empty."""

    def read(value: str) -> str:
        url = value.strip()
        if url and ("://" not in url or urlsplit(url).scheme.split("+")[0] not in schemes):
            raise ValueError(f"should begin with {' or '.join(scheme + '://' for scheme in schemes)}")
        return url

    return read


def flag(value: str) -> bool:
    """Reads 0 or 1.

    >>> flag("1"), flag("0")
    (True, False)
    """
    if value.strip() not in {"0", "1"}:
        raise ValueError("should be 0 or 1")
    return value.strip() == "1"


def regions(value: str) -> tuple[str, ...]:
    """Reads two-letter codes of countries, the first the likeliest.

    >>> regions("sg, ID")
    ('SG', 'ID')
    """
    codes = tuple(part.strip().upper() for part in value.split(",") if part.strip())
    if not codes or not all(len(code) == 2 and code.isascii() and code.isalpha() for code in codes):  # noqa: PLR2004 - ISO 3166-1 alpha-2
        raise ValueError("should be two-letter codes of countries, such as SG,ID,MY")
    return codes


def folder_address(value: str) -> str:
    """Reads a web address that names are appended to, so it ends with a slash."""
    return address("http", "https")(value).rstrip("/") + "/"


def server_address(value: str) -> str:
    """Reads a web address to which paths that begin with a slash are appended."""
    return address("http", "https")(value).rstrip("/")


def token(prefix: str) -> Callable[[str], str]:
    """Reads a Slack token, which says by its beginning what it is for; empty stays empty."""

    def read(value: str) -> str:
        if value.strip() and not value.strip().startswith(prefix):
            raise ValueError(f"should begin with {prefix}")
        return value.strip()

    return read


def channel(value: str) -> str:
    """Reads the id of a Slack channel; empty stays empty.

    >>> channel(" C0123ABCD ")
    'C0123ABCD'
    """
    said = value.strip()
    if said and not (said[0] in "CG" and said.isascii() and said.isalnum() and said.isupper()):
        raise ValueError("should be the id of a channel, C… or G…; Slack shows it in the channel's details")
    return said


@dataclass(frozen=True)
class Setting:
    """One name of the environment: its default, its meaning in a sentence, how its text is read."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any] = text
