"""How good chances are: ranking, honesty and gain, each figure finite or None."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ECE_BINS = 15
GUESSING = 0.5  # the AUC of a coin, and where a chance changes sides
_Z95 = 1.959963984540054
_RULE_OF_THREE = 3.0
_DIGITS = 6


@dataclass(frozen=True)
class Interval:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Figures:
    """How a model did on rows it had not seen; None where a figure is not defined."""

    auc: float | None
    auc_low: float | None
    auc_high: float | None
    pr_auc: float | None
    brier: float | None
    ece: float | None
    top_decile_lift: float | None
    accuracy: float | None
    train_auc: float | None
    train_accuracy: float | None
    gains_area: float | None
    seconds: float

    def as_json(self) -> dict[str, float | None]:
        """The figures rounded to six digits, ready for JSON."""
        return {name: _finite(value) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class DayFigures:
    """How well days were foretold: mean absolute error, the plain median's, and the 80 % interval's coverage."""

    mae: float
    median_mae: float
    coverage: float

    def as_json(self) -> dict[str, float | None]:
        """The figures rounded to six digits, ready for JSON."""
        return {name: _finite(value) for name, value in asdict(self).items()}


def _finite(value: float | None) -> float | None:
    return round(float(value), _DIGITS) if value is not None and math.isfinite(value) else None


def auc(outcome: Floats, chance: Floats, groups: NDArray[np.int64] | None = None) -> Interval | None:
    """Area under the ROC curve with its 95 % interval; None with one outcome only.

    The interval is DeLong's (Biometrics 44, 1988) through mid-ranks; rows of one group count as one
    observation of the variance, after Obuchowski (Biometrics 53, 1997). Where all are told apart, DeLong's
    has no width; the rule of three over the rarer outcome stands in (Hanley and Lippman-Hand, JAMA 249, 1983).

    >>> auc(np.array([0.0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])).value
    0.75
    """
    won = outcome == 1
    m, n = int(won.sum()), int((~won).sum())
    if not m or not n:
        return None
    ranks = np.asarray(rankdata(chance), dtype=np.float64)
    share_below = np.empty(len(chance))
    share_below[won] = (ranks[won] - rankdata(chance[won])) / n
    share_below[~won] = 1 - (ranks[~won] - rankdata(chance[~won])) / m
    value = float(share_below[won].mean())
    if value in (0.0, 1.0):
        edge = min(1.0, _RULE_OF_THREE / min(m, n))
        return Interval(value, value - edge * value, value + edge * (1 - value))
    half = _Z95 * _standard_error((share_below - value) / np.where(won, m, n), groups)
    return Interval(value, max(0.0, value - half), min(1.0, value + half))


def _standard_error(influence: Floats, groups: NDArray[np.int64] | None) -> float:
    """Of a mean to which each row contributed its influence, rows of a group together."""
    together = np.unique(groups, return_inverse=True)[1] if groups is not None else np.arange(len(influence))
    sums = np.bincount(together, weights=influence)
    return math.sqrt(float((sums**2).sum()) * len(sums) / (len(sums) - 1)) if len(sums) > 1 else 1.0


def pr_auc(outcome: Floats, chance: Floats) -> float | None:
    """Average precision: the step-wise area under precision over recall; None without a positive."""
    if not outcome.sum():
        return None
    by_chance = np.argsort(-chance, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(chance[by_chance])), len(chance) - 1)
    found = np.cumsum(outcome[by_chance])[ends]
    return float((np.diff(found, prepend=0) / outcome.sum() * found / (ends + 1)).sum())


def brier(outcome: Floats, chance: Floats) -> float:
    """Mean squared distance between chance and outcome; 0 is perfect."""
    return float(np.mean((chance - outcome) ** 2))


def ece(outcome: Floats, chance: Floats, bins: int = ECE_BINS) -> float:
    """Expected calibration error over equal-width bins: mean distance of promised and happened share."""
    table = np.clip((chance * bins).astype(int), 0, bins - 1)
    gap = np.bincount(table, weights=chance - outcome, minlength=bins)
    return float(np.abs(gap).sum() / len(outcome))


def accuracy(outcome: Floats, chance: Floats) -> float:
    """Share of rows on the right side of one half."""
    return float(np.mean((chance >= GUESSING) == (outcome == 1)))


def top_decile_lift(outcome: Floats, chance: Floats) -> float | None:
    """How many times the base rate the best tenth holds; tied rows count by their mean."""
    if not outcome.sum():
        return None
    return float(np.interp(0.1, *gains(outcome, chance)) / 0.1)


def gains(outcome: Floats, chance: Floats) -> tuple[Floats, Floats]:
    """The cumulative gains curve: share of rows called, best first, and share of positives reached."""
    by_chance = np.argsort(-chance, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(chance[by_chance])), len(chance) - 1)
    reached = np.cumsum(outcome[by_chance])[ends] / outcome.sum()
    return np.concatenate([[0.0], (ends + 1) / len(chance)]), np.concatenate([[0.0], reached])


def gains_area(outcome: Floats, chance: Floats) -> float | None:
    """Area under the cumulative gains curve (ALIFT of Moro and others, 2014); 0.5 is chance."""
    if not outcome.sum():
        return None
    called, reached = gains(outcome, chance)
    return float(np.trapezoid(reached, called))


@dataclass(frozen=True)
class Judged:
    """Outcomes and the chances given to them, with the groups the rows belong to."""

    outcome: Floats
    chance: Floats
    groups: NDArray[np.int64] | None = None


def figures_of(test: Judged, train: Judged, *, seconds: float) -> Figures:
    """All figures on the test rows, with those of the training rows beside them; None without test rows."""
    if not len(test.outcome):
        return Figures(None, None, None, None, None, None, None, None, None, None, None, seconds)
    area = auc(test.outcome, test.chance, test.groups)
    train_area = auc(train.outcome, train.chance)
    return Figures(
        auc=area.value if area else None,
        auc_low=area.low if area else None,
        auc_high=area.high if area else None,
        pr_auc=pr_auc(test.outcome, test.chance),
        brier=brier(test.outcome, test.chance),
        ece=ece(test.outcome, test.chance),
        top_decile_lift=top_decile_lift(test.outcome, test.chance),
        accuracy=accuracy(test.outcome, test.chance),
        train_auc=train_area.value if train_area else None,
        train_accuracy=accuracy(train.outcome, train.chance),
        gains_area=gains_area(test.outcome, test.chance),
        seconds=seconds,
    )
