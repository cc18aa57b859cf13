"""Stretches of a text that redaction found, and which letters are spoken for already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Kind = Literal["PERSON", "COMPANY", "PHONE", "EMAIL", "ID", "CARD", "ACCOUNT", "URL", "SALARY", ""]

# Typographic dashes, spaces and full-width signs as people's keyboards have them; letter for letter, so that
# positions stay those of the original.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        **dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'"),
        **{chr(0xFF01 + n): chr(0x21 + n) for n in range(94)},
    }
)


class Span(NamedTuple):
    """From where to where (end not included) what stands; kind '' is something to be left as it is."""

    start: int
    end: int
    kind: Kind


class Claims:
    """Which letters of a text are taken; what comes first stays."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)
        self.spans: list[Span] = []

    def free(self, start: int, end: int) -> bool:
        """Whether nothing in between is taken."""
        return self._taken.find(1, start, end) < 0

    def add(self, found: Iterable[Span]) -> None:
        """Take these, but for those that overlap something taken."""
        for span in found:
            if span.start < span.end and self.free(span.start, span.end):
                self._taken[span.start : span.end] = b"\1" * (span.end - span.start)
                self.spans.append(span)


def plain(text: str) -> str:
    """The text with plain dashes, spaces, quotes and digits, letter for letter.

    >>> plain("９１２３–４５６７")
    '9123-4567'
    """
    return text if text.isascii() else text.translate(_PLAIN)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Overlapping spans as one, in order; each keeps the kind of its first.

    >>> joined([Span(5, 9, "PERSON"), Span(0, 6, "PERSON")])
    [Span(start=0, end=9, kind='PERSON')]
    """
    together: list[Span] = []
    for span in sorted(spans):
        if together and span.start < together[-1].end:
            together[-1] = together[-1]._replace(end=max(span.end, together[-1].end))
        else:
            together.append(span)
    return together
