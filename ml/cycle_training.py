"""Training and judging the cycle length models against the plain median, at random and forward in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.cycle_length import QUANTILES, CycleLengthModel, HazardDays, LinearDays
from ml.figures import DayFigures
from ml.problem import Problem
from ml.splits import Split, random_split, time_split
from ml.timeline import DAY, Floats, Ints, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ml.training_rows import TrainingRows

FEWEST_WON_ROUNDS = 20
NOTICEABLE = 0.95  # an error less than one twentieth smaller than the median's helps nobody
_Z95 = 1.959963984540054


@dataclass(frozen=True)
class DaysRows:
    """Snapshots as lives: how long each lasted until it closed or was last seen open.

    Parameters
    ----------
    problem
        All snapshots; the outcome is the days to the close (or to the end of the data).
    closed
        1 won, 2 lost, 0 still open.
    """

    problem: Problem
    closed: Ints

    @classmethod
    def of(cls, rows: TrainingRows) -> DaysRows:
        """From all training rows, the open ones too."""
        snapshots = rows.snapshots
        order = seconds(snapshots["as_of"].to_numpy()).astype(np.float64)
        open_for = (rows.data_end.timestamp() - order) / DAY
        closed = np.where(snapshots["won"].isna(), 0, np.where(snapshots["won"] == 1, 1, 2))
        days = np.where(closed > 0, snapshots["days_to_close"].to_numpy(), open_for)
        features = rows.features.reset_index(drop=True)
        return cls(Problem(features, days, rows.groups, order), closed.astype(np.int64))

    def won(self, positions: Ints) -> Ints:
        """Those of the rows that were won."""
        return np.asarray(positions[self.closed[positions] == 1], np.int64)

    def seen_until(self, moment: float) -> tuple[Floats, Ints]:
        """Days lasted and how they ended, as known at a moment (seconds)."""
        order = np.asarray(self.problem.order)
        room = np.maximum((moment - order) / DAY, 0.0)
        days = self.problem.outcome
        return np.minimum(days, room), np.where(days <= room, self.closed, 0)


def train_cycle_length(rows: TrainingRows, *, seed: int) -> tuple[CycleLengthModel, dict[str, Any]]:
    """The model and its report: figures on both splits, the factors, and whether anything beats the median."""
    lives = DaysRows.of(rows)
    everything = np.arange(len(lives.problem))
    won = lives.won(everything)
    groups, days = lives.problem.groups[won], lives.problem.outcome[won]
    if len(np.unique(groups)) < FEWEST_WON_ROUNDS:
        median = tuple(np.quantile(days, QUANTILES)) if len(won) else ()
        return CycleLengthModel(median), _too_little(len(np.unique(groups)))
    by_split = {split.name: _judge(lives, split, seed=seed) for split in _splits(lives, seed=seed)}
    beats = _beats_median(by_split)
    linear = LinearDays.fitted(lives.problem.features.iloc[won], days, groups)
    hazard = HazardDays.fitted(
        lives.problem.features, *lives.seen_until(rows.data_end.timestamp()), seed=seed
    )
    model = CycleLengthModel(tuple(np.quantile(days, QUANTILES)), hazard if beats else None, linear)
    return model, _report(rows, by_split, model)


def _beats_median(by_split: Mapping[str, Mapping[str, DaysJudged]]) -> bool:
    """Noticeably nearer than the median on both splits, and surely so on one."""
    judged = [of_split["hazard"] for of_split in by_split.values()]
    nearer = all(hazard.figures.mae < NOTICEABLE * hazard.figures.median_mae for hazard in judged)
    return nearer and any(hazard.surely_nearer for hazard in judged)


def _splits(lives: DaysRows, *, seed: int) -> list[Split]:
    """Splits of the won snapshots, as positions among all."""
    won = lives.won(np.arange(len(lives.problem)))
    part = lives.problem.take(won)
    known = replace(part, known=np.asarray(part.order) + part.outcome * DAY)
    made = (random_split(part, seed=seed), time_split(known))
    return [Split(split.name, won[split.train], won[split.test]) for split in made]


@dataclass(frozen=True)
class DaysJudged:
    """One model's figures on one split, and whether its gain over the median is sure."""

    figures: DayFigures
    surely_nearer: bool


def _judge(lives: DaysRows, split: Split, *, seed: int) -> dict[str, DaysJudged]:
    problem, test = lives.problem, split.test
    train_days = problem.outcome[split.train]
    features, truth = problem.features.iloc[test], problem.outcome[test]
    median = np.tile(np.quantile(train_days, QUANTILES), (len(test), 1))
    linear = LinearDays.fitted(problem.features.iloc[split.train], train_days, problem.groups[split.train])
    spread = np.quantile(train_days - linear.days(problem.features.iloc[split.train]), QUANTILES[::2])
    line = linear.days(features)
    said = {
        "median": median,
        "linear": np.column_stack([line + spread[0], line, line + spread[1]]),
        "hazard": _hazard_before(lives, split, seed=seed).days(features),
    }
    groups = problem.groups[test]
    return {name: _figures(truth, days, median[:, 1], groups) for name, days in said.items()}


def _hazard_before(lives: DaysRows, split: Split, *, seed: int) -> HazardDays:
    """The hazard from every snapshot that is not of a tested pursuit, as it stood when the test began."""
    order = np.asarray(lives.problem.order)
    ends = order + lives.problem.outcome * DAY
    moment = ends.max() if split.name == "random" else ends[split.train].max()
    others = ~np.isin(lives.problem.groups, lives.problem.groups[split.test]) & (order < moment)
    lasted, ended = lives.seen_until(moment)
    return HazardDays.fitted(lives.problem.features[others], lasted[others], ended[others], seed=seed)


def _figures(truth: Floats, days: Floats, median: Floats, groups: Ints) -> DaysJudged:
    gain = np.abs(truth - median) - np.abs(truth - days[:, 1])
    _, group = np.unique(groups, return_inverse=True)
    error = np.sqrt((np.bincount(group, gain - gain.mean()) ** 2).sum()) / len(gain)
    inside = (days[:, 0] <= truth) & (truth <= days[:, 2])
    mae, of_median = float(np.abs(truth - days[:, 1]).mean()), float(np.abs(truth - median).mean())
    sure = bool(gain.mean() > _Z95 * error)
    return DaysJudged(DayFigures(mae, of_median, float(inside.mean())), surely_nearer=sure)


def _report(
    rows: TrainingRows, by_split: dict[str, dict[str, DaysJudged]], model: CycleLengthModel
) -> dict[str, Any]:
    forward = by_split["by_time"]
    chosen = "hazard" if model.hazard else "median"
    return {
        "rows": int((rows.snapshots["won"] == 1).sum()),
        "median_days": round(model.median[1], 1),
        "splits": {
            name: {kind: judged.figures.as_json() for kind, judged in of_split.items()}
            for name, of_split in by_split.items()
        },
        "chosen": dict.fromkeys(by_split, chosen),
        "factors": model.linear.factors() if model.linear else [],
        "verdict": {"signal": bool(model.hazard), "sentence": _sentence(forward, signal=bool(model.hazard))},
    }


def _sentence(forward: dict[str, DaysJudged], *, signal: bool) -> str:
    hazard, linear = forward["hazard"].figures, forward["linear"].figures
    ours, median = f"{hazard.mae:.0f}", f"{hazard.median_mae:.0f}"
    if signal:
        return (
            f"On the newest won rounds the expected days to the close were off by {ours} days on average, "
            f"the plain median by {median}; {hazard.coverage:.0%} of the closes fell inside the 80 % interval."
        )
    return (
        f"The expected days are no better than the median: off by {ours} days on average (linear regression "
        f"{linear.mae:.0f}), the plain median by {median}; so the median is shown."
    )


def _too_little(won: int) -> dict[str, Any]:
    sentence = (
        f"Only {won} won pursuits so far: from {FEWEST_WON_ROUNDS} on the days to the close are foretold."
    )
    return {
        "rows": won,
        "splits": {},
        "chosen": {},
        "factors": [],
        "verdict": {"signal": False, "sentence": sentence},
    }
