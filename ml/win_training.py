"""Training the win model: which members, on which window of the past, and whether there is a signal at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.dummy import DummyClassifier

from ml.calibration import Sigmoid, worthwhile_sigmoid
from ml.ensemble import EXPLAINABLE, Ensemble, fit_members
from ml.figures import Judged, auc, brier
from ml.foundation import Foundation
from ml.models import chances
from ml.rating_weights import RatingTrial, try_ratings
from ml.records import ScoreLevel
from ml.score_bands import ScoreBands
from ml.selection import Selection, decide
from ml.similar_wins import WonRounds
from ml.splits import grouped_folds, held_back
from ml.win import WinModel, level_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ml.evaluate import Report, SplitReport
    from ml.problem import Problem
    from ml.rated_votes import RatedVote
    from ml.timeline import Floats, Ints
    from ml.training_rows import TrainingRows

FOLDS = 3
FEWEST_TO_CHOOSE = 20  # of each outcome among the rows held back; with fewer the safe members are taken
FEWEST_TO_JUDGE = 20  # of each outcome among the newest rounds; with fewer all folds are judged
CHANCE = 0.5  # the AUC of guessing
SAFE_MEMBERS = ("linear", "forest")
WINDOWS = (1.0, 0.5)  # shares of the rows, the newest ones
_IN_TURN = "on pursuits held out in turn"
_NO_CHOICE = Selection("ensemble", SAFE_MEMBERS)


@dataclass(frozen=True)
class Recent:
    """The window of newest rows to refit on, and what was decided with it."""

    rows: Ints
    selection: Selection


def recent_window(problem: Problem, candidates: tuple[str, ...], *, seed: int) -> Recent:
    """The share of newest rows whose refit has the lowest Brier score on the slice held back; all where equal.

    With several candidates their best mean is judged, with one this one.
    """
    everything = np.argsort(
        problem.order if problem.order is not None else np.arange(len(problem)), kind="stable"
    )
    inner = held_back(problem, seed=seed)
    held = problem.take(inner.test)
    if _fewer(held.outcome) < FEWEST_TO_CHOOSE or _fewer(problem.outcome[inner.train]) < FEWEST_TO_CHOOSE:
        return Recent(everything, _NO_CHOICE)
    tried = {}
    for share in WINDOWS:
        older = problem.take(inner.train[-round(len(inner.train) * share) :])
        members = fit_members(older, candidates, seed=seed)
        said = {name: chances(model, held.features) for name, model in members.items()}
        tried[share] = _decided(held, said)
    best = min(WINDOWS, key=lambda share: min(tried[share].held_brier.values()))
    return Recent(everything[-round(len(everything) * best) :], tried[best])


def _decided(held: Problem, said: dict[str, Floats]) -> Selection:
    """Members and calibrations; the Brier score is that of what will be used."""
    if len(said) == len(EXPLAINABLE):
        whole = decide(held, said)
        return replace(whole, held_brier={"ensemble": whole.held_brier["ensemble"]})
    ((name, chance),) = said.items()
    sigmoid = worthwhile_sigmoid(held.outcome, chance, groups=held.groups)
    return Selection(name, (name,), {name: sigmoid} if sigmoid else {}, {name: brier(held.outcome, chance)})


def train_win(
    rows: TrainingRows, report: Report | None, *, seed: int, votes: Sequence[RatedVote] = ()
) -> tuple[WinModel, Judgement | None, RatingTrial | None]:
    """The win model at the level that the closed rounds allow; how it, and the votes on scores, were judged where they could be.

    Parameters
    ----------
    rows
        All training rows.
    report
        How the models did on both splits; None where there are too few outcomes for any model.
    votes
        Votes on scores; what they weigh counts only where newer rounds are told better with it.
    """
    level = level_of(rows.won, rows.lost)
    only_base_rate = WinModel(level, rows.won, rows.lost)
    problem_of_all, snapshots = rows.problem("won")
    if level is ScoreLevel.BASE_RATE or report is None:
        return only_base_rate, None, None
    recent = recent_window(problem_of_all, EXPLAINABLE, seed=seed)
    round_ids = snapshots["round_id"].to_numpy()
    trial = try_ratings(problem_of_all, round_ids, votes, members=recent.selection.members, seed=seed)
    weights = trial.weights.rows if trial and trial.kept else None
    problem = replace(problem_of_all, weights=weights).take(recent.rows)
    snapshots = snapshots.iloc[recent.rows]
    members = fit_members(problem, recent.selection.members, seed=seed)
    held_out = out_of_fold(problem, recent.selection.members, seed=seed)
    if any(isinstance(model[-1], DummyClassifier) for model in members.values()):
        return only_base_rate, None, None
    judgement = judge(level, problem_of_all, report, Judged(problem.outcome, held_out, problem.groups))
    if not judgement.signal:
        return WinModel(ScoreLevel.NO_SIGNAL, rows.won, rows.lost), judgement, trial
    model = WinModel(
        level,
        rows.won,
        rows.lost,
        Ensemble.of(members, problem.features),
        recent.selection.sigmoids.get("ensemble") or Sigmoid(),
        Foundation.of(problem.features, held_out, problem.outcome, snapshots["round_id"].to_numpy()),
    )
    return with_bands(model, problem, held_out, snapshots), judgement, trial


def with_bands(model: WinModel, problem: Problem, held_out: Floats, snapshots: pd.DataFrame) -> WinModel:
    """The model with the closed rounds that stand behind each band of its scores, scored while held out; and the won."""
    shown = model.finish(problem.features, held_out)
    bands = ScoreBands.of(shown, problem.outcome, snapshots["round_id"].to_numpy())
    return WinModel(**{**vars(model), "bands": bands, "won_rounds": _won_rounds(model, problem, snapshots)})


def _won_rounds(model: WinModel, problem: Problem, snapshots: pd.DataFrame) -> WonRounds | None:
    """The won pursuits with what spoke for each."""
    won = problem.outcome == 1
    features = problem.features[won]
    _, points = model.explain(features)
    ages = features.get("days_since_entry", pd.Series(np.nan, index=features.index)).to_numpy(np.float64)
    return WonRounds.of(snapshots[won], points, ages)


def out_of_fold(problem: Problem, members: tuple[str, ...], *, seed: int) -> Floats:
    """Each row's chance by an ensemble that saw nothing of its pursuit: shuffled folds of whole pursuits."""
    said = np.empty(len(problem))
    for train, test in grouped_folds(problem, FOLDS, seed=seed):
        fitted = fit_members(problem.take(train), members, seed=seed)
        features = problem.features.iloc[test]
        said[test] = np.mean([chances(model, features) for model in fitted.values()], axis=0)
    return said


@dataclass(frozen=True)
class Judgement:
    """Whether the data tells winners from losers, on which rows that was judged, and the AUC there."""

    signal: bool
    where: str
    auc: float


def judge(level: ScoreLevel, problem: Problem, report: Report, held_out: Judged) -> Judgement:
    """Whether the data tells winners from losers.

    With full data: the ensemble ranks surely better than chance at random and on the newest fifth, and its
    Brier score there beats the base rate's. Where that fifth holds too few rounds to judge, pursuits held out in
    turn are judged alike. With little data, where the score is shrunk anyway: the AUC of pursuits held out in
    turn is above one half.
    """
    forward, at_random = report.forward, report.splits["random"]
    enough = _rounds_of_the_rarer(problem, forward.split.test) >= FEWEST_TO_JUDGE
    if level is ScoreLevel.FULL and enough and "ensemble" in forward.figures:
        signal = _surely(at_random) and _surely(forward) and _more_honest(forward)
        return Judgement(
            signal, "on the newest fifth, which no model had seen,", forward.figures["ensemble"].auc or CHANCE
        )
    area = auc(held_out.outcome, held_out.chance, held_out.groups)
    if area is None:
        return Judgement(signal=False, where=_IN_TURN, auc=CHANCE)
    always = np.full(len(held_out.outcome), held_out.outcome.mean())
    sure = area.low > CHANCE and brier(held_out.outcome, held_out.chance) < brier(held_out.outcome, always)
    return Judgement(sure if level is ScoreLevel.FULL else area.value > CHANCE, _IN_TURN, area.value)


def _surely(split: SplitReport) -> bool:
    return (split.figures["ensemble"].auc_low or 0.0) > CHANCE


def _more_honest(split: SplitReport) -> bool:
    ours, base = split.figures["ensemble"].brier, split.figures["base_rate"].brier
    return ours is not None and base is not None and ours < base


def _rounds_of_the_rarer(problem: Problem, test: Ints) -> int:
    won = problem.outcome[test] == 1
    return min(len(np.unique(problem.groups[test][won])), len(np.unique(problem.groups[test][~won])))


def _fewer(outcome: Floats) -> float:
    return float(min(outcome.sum(), (1 - outcome).sum()))
