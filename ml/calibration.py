"""Honest chances: a sigmoid learned on the newest slice, kept only where it helps; and the calibration table."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from ml.figures import brier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_FEWEST = 20  # of each outcome, in each half of the slice
_WORTH = 0.995  # a sigmoid must lower the Brier score by half a percent
_EDGE = 1e-6


@dataclass(frozen=True)
class Sigmoid:
    """chance -> 1 / (1 + exp(-(slope × log-odds + intercept))) (Platt, 1999); a kept one has a positive slope."""

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, chance: Floats) -> Floats:
        """The calibrated chances; they rise with the raw ones.

        >>> Sigmoid()(np.array([0.25])).round(6).tolist()
        [0.25]
        """
        return np.asarray(expit(self.slope * _log_odds(chance) + self.intercept))


def worthwhile_sigmoid(
    outcome: Floats, chance: Floats, *, groups: NDArray[np.int64] | None = None
) -> Sigmoid | None:
    """The sigmoid of held-out rows, if it proves itself within them; else None.

    Rows come in their order (by time: old to new). It is fitted on the first half and judged on the second:
    kept when it lowers the Brier score there by half a percent and keeps the ranking (slope above 0), then
    fitted on both halves. Rows of a group in the first half are not judged on. Fewer than 20 of each outcome
    in a half prove nothing.
    """
    first = np.arange(len(outcome)) < len(outcome) // 2
    second = ~first if groups is None else ~first & ~np.isin(groups, groups[first])
    if any(min(outcome[half].sum(), (1 - outcome[half]).sum()) < _FEWEST for half in (first, second)):
        return None
    tried, whole = _fitted(outcome[first], chance[first]), _fitted(outcome, chance)
    better = brier(outcome[second], tried(chance[second])) < _WORTH * brier(outcome[second], chance[second])
    return whole if better and min(tried.slope, whole.slope) > 0 else None


def calibration_table(outcome: Floats, chance: Floats, *, bins: int = 10) -> list[dict[str, float | int]]:
    """Of the rows promised between `from` and `to`: how many, the mean promise, the share that happened.

    >>> calibration_table(np.array([0.0, 1.0]), np.array([0.12, 0.18]))
    [{'from': 0.1, 'to': 0.2, 'n': 2, 'predicted': 0.15, 'happened': 0.5}]
    """
    place = np.clip((chance * bins).astype(int), 0, bins - 1)
    return [
        {
            "from": k / bins,
            "to": (k + 1) / bins,
            "n": int((place == k).sum()),
            "predicted": round(float(chance[place == k].mean()), 6),
            "happened": round(float(outcome[place == k].mean()), 6),
        }
        for k in np.unique(place).tolist()
    ]


def _fitted(outcome: Floats, chance: Floats) -> Sigmoid:
    """The sigmoid under which these outcomes are likeliest."""
    model = LogisticRegression(C=1e6, max_iter=1000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # chances that tell all outcomes apart have no end to their slope
        model.fit(_log_odds(chance)[:, None], outcome)
    return Sigmoid(float(model.coef_[0, 0]), float(model.intercept_[0]))


def _log_odds(chance: Floats) -> Floats:
    return np.asarray(logit(np.clip(chance, _EDGE, 1 - _EDGE)))
