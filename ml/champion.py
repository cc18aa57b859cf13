"""Champion and challenger: the model that speaks and a newer one, judged on rows that neither had seen.

A shipped model learns from every row, so it has seen whatever it could be judged on. Each training therefore keeps
a second fit beside it, the judged one: the same members and calibration, decided and fitted on the older four
fifths of the rows alone (and never on the frozen test set). The judged fit of the challenger and that of the
champion are asked about the newest fifth as it is now. The challenger saw none of it by the split; the champion's
fit ended earlier still, and rows from before its end are left out where the data moved back. So both are asked the
same rows, neither saw any, and what is compared is what a retraining gives: newer data, and whatever else changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ml.calibration import Sigmoid
from ml.models import chances
from ml.problem import Columns
from ml.splits import time_split

if TYPE_CHECKING:
    import pandas as pd

    from ml.evaluate import Report
    from ml.problem import Problem
    from ml.timeline import Floats, Ints
    from ml.win import WinModel

FEWEST_OUTCOMES = 10  # of each, by pursuit, among the rows compared on
DRAWS = 500
Verdict = Literal["better", "not_worse", "worse", "not_compared"]
_SIDES = (2.5, 97.5)


@dataclass(frozen=True)
class JudgedFit:
    """The model as it is judged.

    Parameters
    ----------
    cut
        Nothing that became known later was learned from (seconds).
    base_rate
        Share won among the rows it learned from; what it says of every row where it has no members.
    kept
        How much of the distance to the base rate is kept, as in `ml.win.shrinkage`.
    members, sigmoid
        The fitted members and their calibration.
    numeric, categorical
        The feature columns by kind.
    """

    cut: float
    base_rate: float
    kept: float = 1.0
    members: Mapping[str, Any] = field(default_factory=dict)
    sigmoid: Sigmoid = field(default_factory=Sigmoid)
    numeric: tuple[str, ...] = ()
    categorical: tuple[str, ...] = ()

    def chances(self, features: pd.DataFrame) -> Floats:
        """The chance of each row; a column that is not there any more counts as unknown."""
        if not self.members or not len(features):
            return np.full(len(features), self.base_rate)
        gone_numbers = {name: np.nan for name in self.numeric if name not in features}
        gone_texts = {name: np.full(len(features), None) for name in self.categorical if name not in features}
        known = features.assign(**gone_numbers, **gone_texts)[[*self.numeric, *self.categorical]]
        mean = np.mean([chances(model, known) for model in self.members.values()], axis=0)
        return np.asarray(self.base_rate + self.kept * (self.sigmoid(mean) - self.base_rate))

    def as_content(self) -> dict[str, Any]:
        """What a model file may hold."""
        return {
            **vars(self),
            "members": dict(self.members),
            "sigmoid": [self.sigmoid.slope, self.sigmoid.intercept],
            "numeric": list(self.numeric),
            "categorical": list(self.categorical),
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> JudgedFit:
        """Back from `as_content`."""
        given = dict(content) | {"sigmoid": Sigmoid(*content["sigmoid"])}
        return cls(**given | {kind: tuple(content[kind]) for kind in ("numeric", "categorical")})


def judged_fit(problem: Problem, report: Report | None, model: WinModel) -> JudgedFit:
    """What the bench fitted on the older rows, as far as the shipped model uses it."""
    if report is None or problem.known is None:
        base = float(problem.outcome.mean()) if len(problem) else model.base_rate
        return JudgedFit(float(problem.known.max(initial=0)) if problem.known is not None else 0.0, base)
    forward = report.forward
    train = forward.split.train
    cut = float(problem.known[train].max(initial=0))
    base = float(problem.outcome[train].mean()) if len(train) else model.base_rate
    if model.ensemble is None:
        return JudgedFit(cut, base)
    columns = Columns.of(problem.features)
    sigmoid = forward.selection.sigmoids.get("ensemble") or Sigmoid()
    return JudgedFit(cut, base, model.kept, forward.fitted, sigmoid, columns.numeric, columns.categorical)


@dataclass(frozen=True)
class Difference:
    """A figure of both, and the challenger's less the champion's with its 95 % interval."""

    champion: float
    challenger: float
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Comparison:
    """How a challenger did beside the champion.

    Parameters
    ----------
    verdict
        'worse' only where one of the intervals lies on the bad side of zero as a whole.
    rows, pursuits, since
        What they were compared on, and from when on those rows are (ISO); '' where they were not.
    brier, auc
        Mean squared distance of chance and outcome (less is better), and ranking (more is better).
    why
        Why they were not compared, where they were not.
    """

    verdict: Verdict
    rows: int = 0
    pursuits: int = 0
    since: str = ""
    brier: Difference | None = None
    auc: Difference | None = None
    why: str = "too few rounds closed since"

    def as_json(self) -> dict[str, Any]:
        """The same, ready for JSON."""
        figures = {
            name: {key: round(value, 6) for key, value in vars(one).items()} if one else None
            for name, one in (("brier", self.brier), ("auc", self.auc))
        }
        return {**vars(self), **figures, "sentence": self.sentence}

    @property
    def sentence(self) -> str:
        """What came of it, in a manager's words."""
        if self.brier is None or self.auc is None:
            return f"The new model and the one before could not be compared: {self.why}."
        told = {
            "better": "The new model is surely better",
            "not_worse": "The new model is not worse, as far as can be told",
            "worse": "The new model is surely worse",
        }[self.verdict]
        return (
            f"{told}: asked about {self.pursuits} pursuits that neither had learned from, it put the winner first "
            f"in {100 * self.auc.challenger:.0f} of 100 pairs (before: {100 * self.auc.champion:.0f}), and its "
            f"squared error was {self.brier.challenger:.3f} (before: {self.brier.champion:.3f})."
        )


def compare(challenger: JudgedFit, champion: JudgedFit, problem: Problem, *, seed: int) -> Comparison:
    """Both on the newest fifth of the rows, without those from before the champion's cut.

    The intervals are paired and drawn by pursuit (bootstrap, 500 draws, seeded): both models answer the same drawn
    rows, and the rows of one pursuit are drawn together.
    """
    rows = time_split(problem).test
    if problem.order is not None:
        rows = rows[problem.order[rows] >= champion.cut]
    test = problem.take(rows)
    if _rarer(test) < FEWEST_OUTCOMES or test.order is None:
        return Comparison("not_compared")
    ours, theirs = challenger.chances(test.features), champion.chances(test.features)
    brier, area = _differences(test, ours, theirs, seed=seed)
    since = datetime.fromtimestamp(float(test.order.min()), UTC).isoformat()
    verdict = _verdict(brier, area)
    return Comparison(verdict, len(test), len(np.unique(test.groups)), since, brier, area)


def _verdict(brier: Difference, area: Difference) -> Verdict:
    if brier.low > 0 or area.high < 0:
        return "worse"
    return "better" if brier.high < 0 and area.value >= 0 else "not_worse"


def _rarer(test: Problem) -> int:
    won = test.outcome == 1
    return min(len(np.unique(test.groups[won])), len(np.unique(test.groups[~won])))


def _differences(test: Problem, ours: Floats, theirs: Floats, *, seed: int) -> tuple[Difference, Difference]:
    """Brier score and AUC of both, from the rows as they are and from each draw of pursuits."""
    draw = np.random.default_rng(seed)
    groups = np.unique(test.groups, return_inverse=True)[1]
    count = int(groups.max()) + 1
    errors = [(chance - test.outcome) ** 2 for chance in (theirs, ours)]
    ranks = [np.unique(chance, return_inverse=True)[1] for chance in (theirs, ours)]
    drawn: list[Floats] = [np.ones(len(test))]
    drawn += [
        np.bincount(draw.integers(0, count, count), minlength=count)[groups].astype(np.float64)
        for _ in range(DRAWS)
    ]
    brier = np.array([[np.average(error, weights=weight) for error in errors] for weight in drawn])
    area = np.array([[_weighted_auc(rank, test.outcome, weight) for rank in ranks] for weight in drawn])
    return _difference(brier), _difference(area)


def _difference(figures: Floats) -> Difference:
    champion, challenger = figures[0].tolist()
    apart = figures[1:, 1] - figures[1:, 0]
    low, high = np.percentile(apart[~np.isnan(apart)], _SIDES).tolist()
    return Difference(champion, challenger, challenger - champion, low, high)


def _weighted_auc(rank: Ints, outcome: Floats, weight: Floats) -> float:
    """The share of drawn pairs that are ranked right, ties by half; NaN where one outcome was not drawn."""
    won = np.bincount(rank, weight * outcome)
    lost = np.bincount(rank, weight * (1 - outcome))
    pairs = float(won.sum() * lost.sum())
    return float((won * (np.cumsum(lost) - lost / 2)).sum()) / pairs if pairs else float("nan")
