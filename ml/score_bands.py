"""How far a score may be believed: bands of score, and the held-out rounds that stand behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import beta

if TYPE_CHECKING:
    from ml.timeline import Floats, Ints

MOST_BANDS = 20
ROUNDS_A_BAND = 30
INTERVAL = 0.8


@dataclass(frozen=True)
class ScoreBands:
    """Bands of score with the closed rounds that, held out of training, scored in each.

    Parameters
    ----------
    edges
        Inner borders between the bands, rising.
    rounds, won
        How many rounds scored in each band, and how many of them were won.
    """

    edges: Floats
    rounds: Ints
    won: Ints

    @classmethod
    def of(cls, chance: Floats, outcome: Floats, round_ids: Ints) -> ScoreBands:
        """Bands of about equal size; a round counts once in each band that one of its snapshots scored in."""
        count = int(np.clip(len(np.unique(round_ids)) // ROUNDS_A_BAND, 1, MOST_BANDS))
        edges = np.unique(np.quantile(chance, np.arange(1, count) / count))
        band = np.searchsorted(edges, chance, side="right")
        _, first = np.unique(np.stack([band, round_ids]), axis=1, return_index=True)
        rounds = np.bincount(band[first], minlength=len(edges) + 1)
        won = np.bincount(band[first], weights=outcome[first], minlength=len(edges) + 1)
        return cls(edges, rounds, won.astype(np.int64))

    def like(self, chance: Floats) -> tuple[Ints, Ints]:
        """How many held-out rounds scored in the same band, and how many of them were won."""
        band = np.searchsorted(self.edges, chance, side="right")
        return self.rounds[band], self.won[band]

    def as_content(self) -> dict[str, Any]:
        """Plain arrays."""
        return dict(vars(self))


def win_interval(chance: Floats, rounds: Ints, won: Ints) -> tuple[Floats, Floats]:
    """80 % interval of the share won among such rounds (Jeffreys), stretched to hold the chance itself."""
    tail = (1 - INTERVAL) / 2
    pairs, back = np.unique(np.stack([rounds, won]), axis=1, return_inverse=True)
    shape = pairs[1] + 0.5, pairs[0] - pairs[1] + 0.5
    low, high = beta.ppf(tail, *shape)[back], beta.ppf(1 - tail, *shape)[back]
    return np.minimum(low, chance), np.maximum(high, chance)
