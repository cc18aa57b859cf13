"""Will a pursuit enter its next funnel step within 30 days: the random forest, and which factors matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ml.calibration import Sigmoid
from ml.feature_catalogue import Family, feature_of
from ml.figures import auc
from ml.leaf_tables import owners
from ml.models import chances

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sklearn.pipeline import Pipeline

    from ml.problem import Problem
    from ml.timeline import Floats

STATE_PRIOR_ROWS = 20  # a state's own rate is drawn to the rate of all as if by this many snapshots
MOST_FACTORS = 15
_REPEATS = 3
_FEWEST = 5
_MOVE_MADE_FROM = 0.05
_MOVES = ("connecting", "understanding", "sharing", "setting")


@dataclass(frozen=True)
class NextStepModel:
    """The forest, or, where the data holds no signal, the rate of each state.

    Parameters
    ----------
    features
        The feature columns in order.
    rates
        Share of snapshots that took the next step, by state in a rep's words; '' is the share of all.
    forest, sigmoid
        The fitted pipeline and its calibration; no forest where only the rates hold.
    """

    features: tuple[str, ...]
    rates: Mapping[str, float]
    forest: Pipeline | None = None
    sigmoid: Sigmoid = field(default_factory=Sigmoid)

    def chances(self, features: pd.DataFrame) -> Floats:
        """The chance of the next step, one a row."""
        if self.forest is None:
            rates = features["state"].map(dict(self.rates)).fillna(self.rates[""])
            return np.asarray(rates, np.float64)
        return self.sigmoid(chances(self.forest, features[list(self.features)]))

    def as_content(self) -> dict[str, Any]:
        """Plain values and scikit-learn's own objects: what a model file may hold."""
        return {
            "features": list(self.features),
            "rates": dict(self.rates),
            "forest": self.forest,
            "sigmoid": [self.sigmoid.slope, self.sigmoid.intercept],
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> NextStepModel:
        """Back from `as_content`."""
        return cls(
            tuple(content["features"]), content["rates"], content["forest"], Sigmoid(*content["sigmoid"])
        )


def state_rates(states: pd.Series, took_step: Floats) -> dict[str, float]:
    """Each state's share that took the next step, drawn to that of all; '' is the share of all."""
    overall = float(took_step.mean()) if len(took_step) else 0.5
    by_state = pd.Series(took_step).groupby(states.to_numpy(dtype=object)).agg(["sum", "size"])
    rate = (by_state["sum"] + STATE_PRIOR_ROWS * overall) / (by_state["size"] + STATE_PRIOR_ROWS)
    return {"": overall} | {str(state): float(value) for state, value in rate.items()}


def factor_shares(forest: Pipeline, names: list[str]) -> list[dict[str, Any]]:
    """The features that the forest splits by, strongest first: share of the impurity they removed."""
    owner = owners(forest.named_steps["prepare"], names)
    share = np.bincount(owner, forest.named_steps["model"].feature_importances_, minlength=len(names))
    strongest = np.argsort(-share, kind="stable")[:MOST_FACTORS]
    return [
        {
            "feature": names[k],
            "label": feature_of(names[k]).label,
            "family": str(feature_of(names[k]).family),
            "share": round(float(share[k]), 4),
        }
        for k in strongest
    ]


def family_importances(forest: Pipeline, test: Problem, *, seed: int) -> list[dict[str, Any]]:
    """What the AUC on held-out rows loses when a family's columns are shuffled together, mean of 3 shuffles."""
    draw = np.random.default_rng(seed)
    names = [str(name) for name in test.features]
    full = auc(test.outcome, chances(forest, test.features))
    if full is None:
        return []
    rows = []
    for family in Family:
        columns = [name for name in names if feature_of(name).family is family]
        lost = [
            full.value - _shuffled_auc(forest, test, columns, draw) for _ in range(_REPEATS if columns else 0)
        ]
        rows.append(
            {
                "family": str(family),
                "features": len(columns),
                "auc_lost": round(float(np.mean(lost)), 4) if lost else 0.0,
            }
        )
    return sorted(rows, key=lambda row: -float(str(row["auc_lost"])))


def _shuffled_auc(forest: Pipeline, test: Problem, columns: list[str], draw: np.random.Generator) -> float:
    dealt = test.features.copy()
    order = draw.permutation(len(dealt))
    for column in columns:
        dealt[column] = dealt[column].array[order]
    area = auc(test.outcome, chances(forest, dealt))
    return area.value if area else 0.5


def moves_and_steps(features: pd.DataFrame, took_step: Floats) -> list[dict[str, Any]]:
    """Each transition against each move: how often the step followed with the move made, and without.

    The move counts as made from 5 % of the words of the last conversation on; `setting with a date` is the
    dated next step. The difference has its 95 % interval (Newcombe, 1998, method 10).
    """
    made = {move: features[f"{move}_last"] >= _MOVE_MADE_FROM for move in _MOVES}
    made["setting with a date"] = features["dated_next_step"] == 1
    talked = features["connecting_last"].notna()
    rows = []
    for state in sorted(features["state"].unique()):
        here = (talked & (features["state"] == state)).to_numpy(bool)
        for move, flags in made.items():
            with_it, without = here & flags.to_numpy(bool), here & ~flags.to_numpy(bool)
            if min(with_it.sum(), without.sum()) >= _FEWEST:
                rows.append(
                    {"from": state, "move": move, **_compared(took_step[with_it], took_step[without])}
                )
    return rows


def _compared(made: Floats, not_made: Floats) -> dict[str, Any]:
    (p1, low1, high1), (p2, low2, high2) = _wilson(made), _wilson(not_made)
    low = p1 - p2 - np.hypot(p1 - low1, high2 - p2)
    high = p1 - p2 + np.hypot(high1 - p1, p2 - low2)
    values = {"rate_made": p1, "rate_not_made": p2, "difference": p1 - p2, "low": low, "high": high}
    counts = {"made": len(made), "not_made": len(not_made)}
    return {name: round(float(value), 4) for name, value in values.items()} | counts


def _wilson(flags: Floats) -> tuple[float, float, float]:
    n, p, z = len(flags), float(flags.mean()), 1.959963984540054
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return p, float(middle - half), float(middle + half)
