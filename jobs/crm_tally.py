"""What a reading of the CRM counts: records by what became of them, and the requests that they had to take."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What a run read, by fate, and how few requests could have read it.

    Parameters
    ----------
    fates
        Records read, by what became of them.
    floor
        The fewest requests that the CRM's limits allow for what had to be read.
    notes
        What went on differently than planned, in sentences.
    """

    fates: Counter[str] = field(default_factory=Counter)
    floor: int = 0
    notes: list[str] = field(default_factory=list)

    def need(self, rows: int, at_once: int) -> None:
        """Raise the floor by the requests that so many rows take, one at least."""
        self.floor += max(1, -(-rows // at_once))
