"""Training: all models from clean tables, judged on both splits beside the base rate, and one report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from ml.bench import Bench, Progress, silent
from ml.calibration import Sigmoid
from ml.champion import JudgedFit, judged_fit
from ml.cycle_length import CycleLengthModel
from ml.cycle_training import train_cycle_length
from ml.evaluate import Report, enough_outcomes, evaluate_split
from ml.frozen_test import FrozenTest, in_force, kept_aside
from ml.models import MODELS, SPECS, fit
from ml.next_step import NextStepModel, factor_shares, family_importances, moves_and_steps, state_rates
from ml.predict import ScoringModels
from ml.side_by_side import SVM_ROWS
from ml.splits import random_split, time_split
from ml.training_record import record_of, spread_of
from ml.training_report import question_json, summary, win_json
from ml.training_rows import TrainingRows, training_rows
from ml.win import WinModel
from ml.win_training import CHANCE, recent_window, train_win

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sklearn.pipeline import Pipeline

    from ml.data_preparation import Tables
    from ml.problem import Problem
    from ml.rated_votes import RatedVote
    from ml.timeline import Flags

# The machine's cost grows with the square of its rows, and it is compared only.
SVM = replace(SPECS["svm"], most_rows=SVM_ROWS)
PEERS = tuple(SVM if spec.name == "svm" else spec for spec in MODELS)
QUESTIONS = ("win", "next_step", "cycle_length")
_STEPS = 6


@dataclass(frozen=True)
class TrainedModels:
    """All that scoring needs, and how good it is.

    Parameters
    ----------
    win, next_step, cycle_length
        One model for each question.
    svm
        The support vector machine of the next step question: compared, never used for scores.
    digest
        Fingerprint of the rows it learned from.
    report
        By question, JSON-ready.
    judged, win_problem
        The win model as it is judged, and all rows of its question: what a newer model is compared with, and on.
    frozen
        All versions of the frozen test set, with one that was added now.
    used_votes
        The votes (suggestion, person) that the win model learned from, and the weight each gave.
    """

    win: WinModel
    next_step: NextStepModel
    cycle_length: CycleLengthModel
    svm: Pipeline | None
    digest: str
    report: dict[str, dict[str, Any]]
    judged: JudgedFit
    win_problem: Problem = field(repr=False)
    frozen: tuple[FrozenTest, ...]
    used_votes: Mapping[tuple[str, int], float] = field(default_factory=dict)

    def speaking(self, version: str) -> ScoringModels:
        """The models that speak, under this version."""
        return ScoringModels(version, self.win, self.next_step, self.cycle_length)

    def contents(self) -> dict[str, dict[str, Any]]:
        """What each model's file holds."""
        parts = {name: getattr(self, name).as_content() for name in QUESTIONS}
        parts["judged"] = self.judged.as_content()
        return parts | ({"svm": {"pipeline": self.svm}} if self.svm is not None else {})

    def features_of(self, name: str) -> list[str]:
        """The feature columns that a model needs."""
        if name == "cycle_length":
            return list(self.cycle_length.hazard.filled.names) if self.cycle_length.hazard else []
        if name in {"next_step", "svm"}:
            return list(self.next_step.features) if self.next_step.forest is not None else []
        if name == "judged":
            return [*self.judged.numeric, *self.judged.categorical]
        return list(self.win.ensemble.features) if self.win.ensemble else []


def train(
    tables: Tables,
    *,
    as_of: datetime,
    seed: int = 0,
    progress: Progress = silent,
    bench: Bench | None = None,
    votes: Sequence[RatedVote] = (),
    frozen: Sequence[FrozenTest] = (),
) -> TrainedModels:
    """Train and judge every model on what was known at `as_of`.

    Parameters
    ----------
    tables
        Clean tables; later events are ignored.
    as_of
        The moment of training.
    seed
        The same data and seed give the same chances and figures, but for `seconds`.
    progress
        Told (what, done, total).
    bench
        Which models are compared; all by default.
    votes
        Votes on scores; later ones are ignored. They weigh, and only where newer rounds are told better with it.
    frozen
        The versions of the frozen test set so far, oldest first.
    """
    bench = bench or Bench(PEERS, seed)
    progress("snapshots and features", 0, _STEPS)
    with threadpool_limits(limits=1):
        rows = training_rows(tables, now=as_of, seed=bench.seed)
    return train_rows(rows, tables, as_of=as_of, bench=bench, progress=progress, votes=votes, frozen=frozen)


def train_rows(
    rows: TrainingRows,
    tables: Tables,
    *,
    as_of: datetime,
    bench: Bench | None = None,
    progress: Progress = silent,
    votes: Sequence[RatedVote] = (),
    frozen: Sequence[FrozenTest] = (),
) -> TrainedModels:
    """Train and judge every model on rows that were made of these tables; the rest as `train`."""
    # Threads of one fit wait for each other: on a machine that does other work too, one is faster than two.
    with threadpool_limits(limits=1):
        cast = [vote for vote in votes if vote.at <= as_of]
        return _train(
            rows, tables, bench or Bench(PEERS), progress, on=as_of.date(), votes=cast, frozen=frozen
        )


def _train(
    rows: TrainingRows,
    tables: Tables,
    bench: Bench,
    progress: Progress,
    *,
    on: date,
    votes: Sequence[RatedVote],
    frozen: Sequence[FrozenTest],
) -> TrainedModels:
    seed = bench.seed
    progress("win: comparing models", 1, _STEPS)
    win_problem, snapshots = rows.problem("won")
    sets, aside = in_force(frozen, snapshots, on=on)
    win_report = _evaluate(win_problem, bench, kept_aside(aside, snapshots))
    progress("win: the ensemble", 2, _STEPS)
    win, judgement, trial = train_win(rows, win_report, seed=seed, votes=votes)
    judged = judged_fit(win_problem, win_report, win)
    progress("next step: comparing models", 3, _STEPS)
    next_step, step_json = _train_next_step(rows, bench)
    progress("cycle length", 4, _STEPS)
    cycle_length, days_json = train_cycle_length(rows, seed=seed)
    progress("support vector machine", 5, _STEPS)
    svm = fit(SVM, rows.problem("next_step")[0], seed=seed) if next_step.forest else None
    report = {
        "win": win_json(rows, win, win_report, judgement)
        | ({"ratings": trial.as_json()} if trial else {})
        | record_of(rows, win_report, judged, frozen=aside, bench=bench)
        | {"usual_spread": spread_of(tables, rows, win)},
        "next_step": step_json,
        "cycle_length": days_json,
    }
    told = summary(*report.values())
    progress("trained", _STEPS, _STEPS)
    return TrainedModels(
        win,
        next_step,
        cycle_length,
        svm,
        trial.digest(rows.digest) if trial else rows.digest,
        {name: part | {"summary": told} for name, part in report.items()},
        judged,
        win_problem,
        sets,
        trial.used if trial else {},
    )


def _evaluate(problem: Problem, bench: Bench, aside: Flags | None = None) -> Report | None:
    """Every model on the random split and on the newest fifth; None where outcomes are too few for any.

    What is kept `aside` trains nothing; on the newest fifth it may be tested.
    """
    if not enough_outcomes(problem.outcome):
        return None
    splits = [random_split(problem, seed=bench.seed), time_split(problem)]
    if aside is not None:
        splits = [replace(split, train=split.train[~aside[split.train]]) for split in splits]
    return Report({split.name: evaluate_split(problem, split, bench) for split in splits}, enough=True)


def _train_next_step(rows: TrainingRows, bench: Bench) -> tuple[NextStepModel, dict[str, Any]]:
    problem, _ = rows.problem("next_step")
    report = _evaluate(problem, bench)
    states = problem.features.get("state", pd.Series("", index=problem.features.index))
    rates = state_rates(states, problem.outcome)
    model = NextStepModel(tuple(map(str, rows.features)), rates)
    signal = report is not None and _forest_helps(report)
    if signal:
        recent = recent_window(problem, ("forest",), seed=bench.seed)
        forest = fit(SPECS["forest"], problem.take(recent.rows), seed=bench.seed)
        sigmoid = recent.selection.sigmoids.get("forest") or Sigmoid()
        model = NextStepModel(model.features, rates, forest, sigmoid)
    return model, _next_step_json(problem, report, model, bench)


def _forest_helps(report: Report) -> bool:
    forest, base = report.forward.figures["forest"], report.forward.figures["base_rate"]
    return (forest.auc_low or 0.0) > CHANCE and (forest.brier or 1.0) < (base.brier or 0.0)


def _next_step_json(
    problem: Problem, report: Report | None, model: NextStepModel, bench: Bench
) -> dict[str, Any]:
    chosen = "forest" if model.forest else "base_rate"
    extra: dict[str, Any] = {"state_rates": {state: round(rate, 4) for state, rate in model.rates.items()}}
    if model.forest is not None and report is not None:
        split = report.forward.split
        earlier = fit(SPECS["forest"], problem.take(split.train), seed=bench.seed)
        extra["factors"] = factor_shares(model.forest, list(model.features))
        extra["families"] = family_importances(earlier, problem.take(split.test), seed=bench.seed)
    if {"state", "connecting_last", "dated_next_step"} <= set(problem.features):
        extra["moves_and_steps"] = moves_and_steps(problem.features, problem.outcome)
    verdict = {"signal": model.forest is not None, "sentence": _step_sentence(report, model)}
    return question_json(problem, report, chosen) | extra | {"verdict": verdict}


def _step_sentence(report: Report | None, model: NextStepModel) -> str:
    if model.forest is None or report is None:
        return "The next step cannot be foretold yet, so each funnel state gets its own usual rate."
    figures = report.forward.figures["forest"]
    return f"For the next step within 30 days the forest ranks right in {figures.auc or np.nan:.0%} of pairs."
