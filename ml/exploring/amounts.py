"""Numbers of the report with how sure they are: shares, means and differences; nothing is said from too few."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from ml.timing_intervals import Z95, wilson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

# A share or mean of fewer is not shown: its interval would say nothing.
FEWEST = 20
TOO_FEW = "too few to say"
PERCENTILES = (10, 25, 50, 75, 90)
_DIGITS = 4

Spread = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Share:
    """How many of so many, with Wilson's 95 % interval."""

    part: int
    of: int

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to say something."""
        return self.of >= FEWEST

    @property
    def plotted(self) -> tuple[float, float, float, int]:
        """As `ml.exploring.section.Shares` wants it."""
        low, high = wilson(self.part, self.of)
        return (
            round(self.part / self.of if self.of else 0.0, _DIGITS),
            round(low, _DIGITS),
            round(high, _DIGITS),
            self.of,
        )

    @property
    def cells(self) -> tuple[float | None, float | None, float | None]:
        """The share and its interval in percent; None where there are too few."""
        if not self.is_enough:
            return None, None, None
        low, high = wilson(self.part, self.of)
        return percent(self.part / self.of), percent(low), percent(high)

    @property
    def said(self) -> str:
        """In words.

        >>> Share(30, 40).said, Share(3, 4).said
        ('75 % (60 to 86 %, of 40)', 'too few to say (3 of 4)')
        """
        if not self.is_enough:
            return f"{TOO_FEW} ({self.part:,} of {self.of:,})"
        share, low, high, of = self.plotted
        return f"{share:.0%} ({low * 100:.0f} to {high:.0%}, of {of:,})".replace("%", " %")


@dataclass(frozen=True)
class Mean:
    """A mean over so many values with its 95 % interval; all are 0 without any."""

    value: float
    error: float
    of: int

    @classmethod
    def over(cls, values: ArrayLike) -> Mean:
        """Of these values, missing ones left out."""
        known = np.asarray(values, np.float64)
        known = known[np.isfinite(known)]
        if len(known) < 2:  # noqa: PLR2004 - one value has no spread
            return cls(float(known.sum()), 0.0, len(known))
        return cls(float(known.mean()), float(known.std(ddof=1)) / math.sqrt(len(known)), len(known))

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to say something."""
        return self.of >= FEWEST

    def ends(self, z: float = Z95) -> tuple[float, float]:
        """Where the mean lies."""
        return self.value - z * self.error, self.value + z * self.error

    @property
    def plotted(self) -> tuple[float, float, float, int]:
        """Of a share: as `ml.exploring.section.Shares` wants it."""
        low, high = self.ends()
        return (
            round(self.value, _DIGITS),
            round(max(0.0, low), _DIGITS),
            round(min(1.0, high), _DIGITS),
            self.of,
        )

    def is_apart_from(self, other: Mean, z: float = Z95) -> bool:
        """Whether the two differ clearly (Welch's test, of many values)."""
        error = math.hypot(self.error, other.error)
        return self.is_enough and other.is_enough and abs(self.value - other.value) > z * error > 0


def sure_for(comparisons: int) -> float:
    """How many standard errors apart is clear when so many comparisons are made: 95 % in all (Bonferroni).

    >>> round(sure_for(1), 2), round(sure_for(24), 2)
    (1.96, 3.08)
    """
    return NormalDist().inv_cdf(1 - 0.025 / max(1, comparisons))


def spread(values: ArrayLike) -> Spread:
    """The 10th, 25th, 50th, 75th and 90th percentile, rounded; zeros without a value."""
    known = np.asarray(values, np.float64)
    known = known[np.isfinite(known)]
    p10, p25, p50, p75, p90 = (
        np.percentile(known, PERCENTILES).round(1).tolist() if len(known) else (0.0,) * 5
    )
    return p10, p25, p50, p75, p90


def number(value: float | None, digits: int = 1) -> float | None:
    """A number to show, rounded; None where there is none.

    >>> number(1.26), number(float("nan")), number(float("inf"))
    (1.3, None, None)
    """
    return round(float(value), digits) if value is not None and math.isfinite(value) else None


def percent(share: float | None) -> float | None:
    """A share of one in percent, to a tenth."""
    return number(None if share is None else 100 * share)


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something.

    >>> counted(1, "round"), counted(1200, "round"), counted(2, "company", "companies")
    ('1 round', '1,200 rounds', '2 companies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
