"""What the training rows alone decide: the model chosen, the ensemble's members, the calibrations kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from ml.calibration import Sigmoid, worthwhile_sigmoid
from ml.figures import GUESSING, auc, brier
from ml.models import ENSEMBLE_MEMBERS, SPECS, chances, fit
from ml.splits import inner_splits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ml.problem import Problem
    from ml.splits import Split

    Floats = NDArray[np.float64]

# naive Bayes and the support vector machine are compared, never chosen: the first is over-confident,
# the second cannot give reasons, and neither has won on the public sets tried
CANDIDATES = ("base_rate", *ENSEMBLE_MEMBERS)


@dataclass(frozen=True)
class Selection:
    """The decisions of one set of training rows.

    Parameters
    ----------
    chosen
        Name of the model to use.
    members
        Names of the ensemble's members.
    sigmoids
        The calibrations worth keeping, by model.
    held_brier
        Brier score by model on the slice held back.
    """

    chosen: str
    members: tuple[str, ...]
    sigmoids: Mapping[str, Sigmoid] = field(default_factory=dict)
    held_brier: Mapping[str, float] = field(default_factory=dict)

    def calibrated(self, name: str, chance: Floats) -> Floats:
        """A model's chances after its calibration, where it has one."""
        return self.sigmoids[name](chance) if name in self.sigmoids else chance


def select(training: Problem, *, seed: int) -> Selection:
    """Decide within training rows, by what models fitted on some of them say of others (newer, by time)."""
    splits = inner_splits(training, seed=seed)
    said = {
        name: np.concatenate([_said(name, training, split, seed) for split in splits]) for name in CANDIDATES
    }
    return decide(training.take(np.concatenate([split.test for split in splits])), said)


def _said(name: str, training: Problem, split: Split, seed: int) -> Floats:
    model = fit(SPECS[name], training.take(split.train), seed=seed)
    return chances(model, training.features.iloc[split.test])


def decide(held: Problem, said: Mapping[str, Floats], *, calibrate: bool = True) -> Selection:
    """The selection, from what each candidate said of rows it did not see; 'ensemble' is added to it.

    The lowest Brier score wins, the simpler model where they are equal. The base rate is chosen only when no
    model's ranking is surely better than chance: a base rate that moves with time spoils Brier scores, not ranks.
    """
    members = best_members(held.outcome, said)
    said = {**said, "ensemble": mean_chance(said, members)}
    scores = {name: brier(held.outcome, chance) for name, chance in said.items()} if len(held) else {}
    ranking = {name: auc(held.outcome, chance, held.groups) for name, chance in said.items()}
    able = [name for name, area in ranking.items() if area and area.low > GUESSING and name != "base_rate"]
    tried = said if calibrate else {}
    sigmoids = {name: worthwhile_sigmoid(held.outcome, tried[name], groups=held.groups) for name in tried}
    return Selection(
        chosen=min(able, key=scores.__getitem__, default="base_rate"),
        members=members,
        sigmoids={name: sigmoid for name, sigmoid in sigmoids.items() if sigmoid and name != "base_rate"},
        held_brier=scores,
    )


def best_members(outcome: Floats, said: Mapping[str, Floats]) -> tuple[str, ...]:
    """The members whose mean chance has the lowest Brier score; the fewest of them where equal."""
    teams = [
        team for size in range(1, len(ENSEMBLE_MEMBERS) + 1) for team in combinations(ENSEMBLE_MEMBERS, size)
    ]
    if not len(outcome):
        return ENSEMBLE_MEMBERS
    return min(teams, key=lambda team: brier(outcome, mean_chance(said, team)))


def mean_chance(said: Mapping[str, Floats], members: tuple[str, ...]) -> Floats:
    """The ensemble's chance: the mean of its members'."""
    mean: Floats = np.mean([said[name] for name in members], axis=0)
    return mean
