"""Every designed error of the systems outside: branches of the one tree in `ml.errors`.

Refused
├── AccessRefused       a system refused our key, or the key lacks a permission; says which and where to set it
├── OtherPortal         the data would come from another account than last time
└── WriteRefused        a system's own rules refused what we wrote; its reason, in words for the rep
Unavailable
├── DailyLimit          nothing more today; `again_at` says when it goes on
├── Garbled             an answer that is no answer: half a page, no JSON, a cursor that repeats
└── MaybeWritten        the answer to a write never came: it may or may not be there, so it is not sent again
"""

from __future__ import annotations

from datetime import datetime

from ml.errors import Refused, Unavailable


class AccessRefused(Refused):
    """A system refused our key, or the key lacks a permission."""


class OtherPortal(Refused):
    """The key belongs to another account than the one whose data the store holds."""


class WriteRefused(Refused):
    """A system's own rules refused what we wrote; never sent again as it is."""


class DailyLimit(Unavailable):
    """A system answers nothing more today."""

    def __init__(self, sentence: str, again_at: datetime) -> None:
        super().__init__(sentence)
        self.again_at = again_at


class Garbled(Unavailable):
    """An answer that cannot be used: half a page, no JSON, a cursor that repeats."""


class MaybeWritten(Unavailable):
    """The answer to a write never came, so nobody knows whether it is there."""
