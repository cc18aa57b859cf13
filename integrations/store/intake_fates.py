"""What becomes of imported rows: stored, unchanged or rejected; and how many met which fate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FateKind(StrEnum):
    """What can become of a row."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


class Fate(NamedTuple):
    """What became of a row, with the reason where it was rejected."""

    kind: FateKind
    reason: str = ""


STORED, UNCHANGED = Fate(FateKind.STORED), Fate(FateKind.UNCHANGED)


@dataclass
class Totals:
    """How many rows met which fate; they add up to `read`."""

    read: int = 0
    stored: int = 0
    unchanged: int = 0
    rejected: int = 0

    def count(self, fate: FateKind) -> None:
        """Count a row of this fate."""
        self.read += 1
        setattr(self, fate.value, getattr(self, fate.value) + 1)

    def reject(self) -> None:
        """Count a row that was rejected before it came here."""
        self.count(FateKind.REJECTED)
