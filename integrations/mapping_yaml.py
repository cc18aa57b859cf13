"""Writes the lines of a mapping: YAML whose names and values survive whatever an export holds."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z][\w./+()%&' -]*[\w.)%]|[A-Za-z]")
# The one value that is no text but a rule.
AT_CREATION = "{known_at: creation}"
_WORDS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n", "none", "nan", "inf"])


class Lines:
    """The lines of a YAML text, with comments."""

    def __init__(self) -> None:
        self._lines = list[str]()

    def comment(self, text: str, depth: int = 0) -> None:
        """A line that says something to the reader."""
        self._lines.append(f"{'  ' * depth}# {one_line(text)}")

    def open(self, depth: int, key: str) -> None:
        """A key whose value follows in deeper lines."""
        self._lines.append(f"{'  ' * depth}{scalar(key)}:")

    def add(self, depth: int, key: str, value: str | None, reason: str = "") -> None:
        """A key with its value and why."""
        self._lines.append(f"{'  ' * depth}{_pair(key, value, reason)}")

    def entry(self, depth: int, key: str, value: str, reason: str = "") -> None:
        """The first key of an entry of a list."""
        self._lines.append(f"{'  ' * (depth - 1)}- {_pair(key, value, reason)}".replace("- ", "  - ", 1))

    def text(self) -> str:
        """The whole."""
        return "\n".join(self._lines) + "\n"


def _pair(key: str, value: str | None, reason: str) -> str:
    said = "null" if value is None else value if value == AT_CREATION else scalar(value)
    return f"{scalar(key)}: {said}" + (f"  # {one_line(reason)}" if reason else "")


def scalar(text: str) -> str:
    """A text as YAML reads it back.

    >>> scalar("Deal Stage"), scalar("no"), scalar("a: b")
    ('Deal Stage', '"no"', '"a: b"')
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and " #" not in text:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"


def one_line(text: str) -> str:
    """A text that cannot end the comment it stands in."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def plural(number: int, noun: str) -> str:
    """A count with its noun.

    >>> plural(1, "row"), plural(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
