"""How long until the close: linear factors of completed cycles, and a hazard that knows of open rounds.

The linear regression says which numbers lengthen or shorten a completed (won) cycle, with 95 % intervals that
know that snapshots of one pursuit are alike. The days shown come from a discrete-time hazard with two ends,
won and lost, in which an open round counts for as long as it has lasted (Singer and Willett, 1993): the
distribution of the days to winning, given that it is won. The plain median is what both must beat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from ml.feature_catalogue import feature_of

if TYPE_CHECKING:
    import pandas as pd

    from ml.timeline import Floats, Ints

FACTORS = (
    "employees",
    "touches_30d",
    "replies_90d",
    "calls_90d",
    "meetings_90d",
    "unanswered_in_a_row",
    "decision_maker_heard",
    "furthest",
    "irregular_moves",
    "cycle",
    "days_since_entry",
    "connecting_last",
    "understanding_last",
    "sharing_last",
    "setting_last",
    "dated_next_step",
    "conversations_90d",
    "owner_win_rate",
)
EDGES = np.array([0, 7, 14, 30, 45, 60, 90, 120, 150, 180, 270, 365, 540, 730], dtype=np.float64)
QUANTILES = (0.1, 0.5, 0.9)
MOST_HAZARD_ROWS = 20_000
_Z95 = 1.959963984540054
_WON, _LOST = 1, 2


@dataclass(frozen=True)
class Filled:
    """How factor columns become plain numbers: missing cells filled by the mean, then standardised."""

    names: tuple[str, ...]
    means: Floats
    scales: Floats

    @classmethod
    def of(cls, features: pd.DataFrame) -> Filled:
        """From training rows; factors that do not vary are left out."""
        names = tuple(name for name in FACTORS if name in features and features[name].std() > 0)
        values = features[list(names)]
        return cls(names, values.mean().to_numpy(np.float64), values.std().to_numpy(np.float64))

    def __call__(self, features: pd.DataFrame) -> Floats:
        """(rows, factors), standardised."""
        values = features[list(self.names)].to_numpy(np.float64)
        filled = np.where(np.isnan(values), self.means, values)
        return np.asarray((filled - self.means) / self.scales)


@dataclass(frozen=True)
class LinearDays:
    """Least squares on standardised factors: days = intercept + factors · weights."""

    filled: Filled
    intercept: float
    weights: Floats
    errors: Floats

    @classmethod
    def fitted(cls, features: pd.DataFrame, days: Floats, pursuits: Ints) -> LinearDays:
        """Least squares; standard errors by the sandwich over pursuits (Liang and Zeger, 1986)."""
        filled = Filled.of(features)
        design = np.column_stack([np.ones(len(days)), filled(features)])
        inverse = np.linalg.pinv(design.T @ design)
        weights = inverse @ design.T @ days
        _, group = np.unique(pursuits, return_inverse=True)
        scores = np.zeros((int(group.max()) + 1, design.shape[1]))
        np.add.at(scores, group, design * (days - design @ weights)[:, None])
        spread = inverse @ (scores.T @ scores) @ inverse * len(scores) / max(len(scores) - 1, 1)
        return cls(filled, float(weights[0]), weights[1:], np.sqrt(np.diag(spread))[1:])

    def days(self, features: pd.DataFrame) -> Floats:
        """Expected days to the close, at least 0."""
        return np.maximum(0.0, self.intercept + self.filled(features) @ self.weights)

    def factors(self) -> list[dict[str, Any]]:
        """Each factor's days with its 95 % interval, per unit of the factor, surest first."""
        surest = np.argsort(-np.abs(self.weights) / np.maximum(self.errors, 1e-12), kind="stable")
        return [self._factor(k) for k in surest]

    def _factor(self, k: int) -> dict[str, Any]:
        feature = feature_of(self.filled.names[k])
        share = feature.scale == 100  # noqa: PLR2004  # shown in per cent
        unit = (0.1 if share else 1.0) / self.filled.scales[k]
        error = _Z95 * self.errors[k]
        days = {"days": self.weights[k], "low": self.weights[k] - error, "high": self.weights[k] + error}
        return {
            "feature": feature.name,
            "label": feature.label,
            "unit": "days per 10 percentage points" if share else f"days per 1 of “{feature.label}”",
        } | {name: round(float(value * unit), 2) for name, value in days.items()}


@dataclass(frozen=True)
class HazardDays:
    """A multinomial logistic hazard per interval of days: stays open, is won, is lost."""

    filled: Filled
    by_interval: Floats
    weights: Floats

    @classmethod
    def fitted(cls, features: pd.DataFrame, lasted: Floats, ended: Ints, *, seed: int) -> HazardDays:
        """From how long each snapshot lasted (days) and how it ended (0 still open, 1 won, 2 lost)."""
        if len(features) > MOST_HAZARD_ROWS:
            drawn = np.random.default_rng(seed).choice(len(features), MOST_HAZARD_ROWS, replace=False)
            features, lasted, ended = features.iloc[drawn], lasted[drawn], ended[drawn]
        filled = Filled.of(features)
        row, interval, end = _person_periods(lasted, ended)
        in_interval = np.eye(len(EDGES) - 1)[interval]
        design = np.column_stack([in_interval, filled(features)[row]])
        model = LogisticRegression(C=1.0, max_iter=300, fit_intercept=False).fit(design, end)
        weights = np.zeros((3, design.shape[1]))
        one_line = len(model.coef_) == 1  # two ends only: half the log-odds each way
        weights[model.classes_] = np.vstack([-model.coef_, model.coef_]) / 2 if one_line else model.coef_
        return cls(filled, weights[:, : len(EDGES) - 1], weights[:, len(EDGES) - 1 :])

    def days(self, features: pd.DataFrame) -> Floats:
        """(rows, 3): the 10 %, 50 % and 90 % points of the days to winning, given that it is won."""
        scores = self.by_interval.T[None] + (self.filled(features) @ self.weights.T)[:, None, :]
        scores -= scores.max(axis=2, keepdims=True)
        hazard = np.exp(scores)
        hazard /= hazard.sum(axis=2, keepdims=True)
        still_open = np.cumprod(hazard[:, :, 0], axis=1)
        before = np.column_stack([np.ones(len(features)), still_open[:, :-1]])
        won_by = np.cumsum(before * hazard[:, :, _WON], axis=1)
        won_by /= np.maximum(won_by[:, -1:], 1e-12)
        return np.column_stack([_crossing(won_by, q) for q in QUANTILES])


def _person_periods(lasted: Floats, ended: Ints) -> tuple[Ints, Ints, Ints]:
    """One row per snapshot and interval lived through: (snapshot, interval, how that interval ended)."""
    last = np.clip(np.searchsorted(EDGES, lasted, side="right") - 1, 0, len(EDGES) - 2)
    beyond = lasted >= EDGES[-1]
    lived = np.where((ended > 0) | beyond, last + 1, last)  # a censored interval was not lived through
    row = np.repeat(np.arange(len(lasted)), lived)
    interval = np.arange(len(row)) - np.repeat(np.cumsum(lived) - lived, lived)
    at_end = (interval == last[row]) & ~beyond[row]
    return row, interval, np.where(at_end, ended[row], 0)


def _crossing(won_by: Floats, share: float) -> Floats:
    """Days at which each row's rising curve reaches the share, straight lines within intervals."""
    k = np.argmax(won_by >= share, axis=1)
    rows = np.arange(len(won_by))
    after, before = won_by[rows, k], np.where(k > 0, won_by[rows, k - 1], 0.0)
    part = (share - before) / np.maximum(after - before, 1e-12)
    return np.asarray(EDGES[k] + part * (EDGES[k + 1] - EDGES[k]))


@dataclass(frozen=True)
class CycleLengthModel:
    """The days shown: the hazard's where it beats the plain median, else the median of won rounds.

    Parameters
    ----------
    median
        10 %, 50 % and 90 % points of the days left in snapshots of won rounds.
    hazard
        Empty where nothing beat the median.
    linear
        The explained factors; empty with too few won rounds.
    """

    median: tuple[float, ...]
    hazard: HazardDays | None = None
    linear: LinearDays | None = None

    def days(self, features: pd.DataFrame) -> Floats:
        """(rows, 3): low, expected and high days to winning; NaN where nothing can be told."""
        if self.hazard is not None:
            return self.hazard.days(features)
        known = self.median or (np.nan, np.nan, np.nan)
        return np.tile(np.array([known[0], known[1], known[2]]), (len(features), 1))

    def as_content(self) -> dict[str, Any]:
        """Plain values and arrays."""
        return {"median": list(self.median), "hazard": _content(self.hazard), "linear": _content(self.linear)}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> CycleLengthModel:
        """Back from `as_content`."""
        hazard, linear = content["hazard"], content["linear"]
        return cls(
            tuple(content["median"]),
            HazardDays(**hazard | {"filled": _filled(hazard)}) if hazard else None,
            LinearDays(**linear | {"filled": _filled(linear)}) if linear else None,
        )


def _content(part: HazardDays | LinearDays | None) -> dict[str, Any] | None:
    if part is None:
        return None
    filled = vars(part.filled) | {"names": list(part.filled.names)}
    return vars(part) | {"filled": filled}


def _filled(content: Mapping[str, Any]) -> Filled:
    filled = content["filled"]
    return Filled(tuple(filled["names"]), filled["means"], filled["scales"])
