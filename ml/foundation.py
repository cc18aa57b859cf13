"""Transfer: the all-pursuits ensemble carried over to a small segment, corrected as far as its outcomes allow.

For a segment (one service, one country) the ensemble's log-odds get an offset: the segment's own residual on
held-out rows, shrunk by empirical Bayes. With few outcomes the offset is near zero and the segment is scored
by what all pursuits taught; with many it is the segment's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.special import expit

from ml.leaf_tables import log_odds

if TYPE_CHECKING:
    from ml.timeline import Floats, Ints

SEGMENTED_BY = ("service", "country")


@dataclass(frozen=True)
class Foundation:
    """Offsets in log-odds by column and level; a level never seen has none."""

    offsets: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, features: pd.DataFrame, chance: Floats, outcome: Floats, rounds: Ints) -> Foundation:
        """Offsets learned from held-out chances; every round weighs the same, however many snapshots it has."""
        weight = 1 / pd.Series(rounds).groupby(rounds).transform("size").to_numpy(np.float64)
        offsets: dict[str, dict[str, float]] = {}
        now = log_odds(chance)
        for column in (name for name in SEGMENTED_BY if name in features):
            offsets[column] = _shrunk(features[column], expit(now), outcome, weight)
            now = now + _offsets(features[column], offsets[column])
        return cls(offsets)

    def move(self, features: pd.DataFrame, chance: Floats) -> tuple[Floats, dict[str, Floats]]:
        """The carried-over chances, and how far each segment column moved them."""
        moved: dict[str, Floats] = {}
        for column, offset in self.offsets.items():
            after = expit(log_odds(chance) + _offsets(features[column], offset))
            moved[column], chance = after - chance, after
        return chance, moved


def _shrunk(levels: pd.Series, chance: Floats, outcome: Floats, weight: Floats) -> dict[str, float]:
    """Each level's residual in log-odds times t² / (t² + v).

    The residual is one Newton step, sum(y - p) / sum(p(1 - p)), with variance v = 1 / sum(p(1 - p)); t² is the
    variance between levels by the method of moments (DerSimonian and Laird, 1986), never below zero.
    """
    sums = (
        pd.DataFrame({"score": weight * (outcome - chance), "information": weight * chance * (1 - chance)})
        .groupby(levels.to_numpy(dtype=object))[["score", "information"]]
        .sum()
    )
    information: Any = sums["information"].clip(lower=1e-9)
    residual = sums["score"] / information
    mean = float((information * residual).sum() / information.sum())
    spread = float((information * (residual - mean) ** 2).sum()) - (len(sums) - 1)
    room = float(information.sum() - (information**2).sum() / information.sum())
    between = max(0.0, spread / room) if room > 0 else 0.0
    offset: Any = residual * between / (between + 1 / information)
    return {str(level): float(value) for level, value in offset.items()}


def _offsets(levels: pd.Series, offset: Mapping[str, float]) -> Floats:
    return np.asarray(levels.map(dict(offset)).fillna(0.0), np.float64)
