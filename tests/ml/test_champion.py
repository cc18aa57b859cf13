from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ml.calibration import Sigmoid
from ml.champion import Comparison, JudgedFit, compare
from ml.figures import auc, brier
from ml.models import SPECS, fit
from ml.problem import Columns, Problem
from ml.splits import time_split
from ml.train import TrainedModels


def problem_of(rows: int = 1200, *, seed: int = 0, told_by: str = "calls") -> Problem:
    """Two snapshots a pursuit, one a day; calls raise the chance of winning, the region does nothing."""
    draw = np.random.default_rng(seed)
    calls = draw.normal(size=rows)
    outcome = (draw.random(rows) < 1 / (1 + np.exp(-1.5 * calls))).astype(float)
    features = pd.DataFrame({told_by: calls, "region": draw.choice(["North", "South"], rows).astype(object)})
    at = np.arange(rows, dtype=float) * 86_400
    return Problem(features, outcome, np.arange(rows) // 2, at, at + 3600)


def judged(problem: Problem, *, sigmoid: Sigmoid | None = None, cut: float = 0.0) -> JudgedFit:
    older = problem.take(time_split(problem).train)
    columns = Columns.of(problem.features)
    return JudgedFit(
        cut,
        float(older.outcome.mean()),
        members={"linear": fit(SPECS["linear"], older, seed=0)},
        sigmoid=sigmoid or Sigmoid(),
        numeric=columns.numeric,
        categorical=columns.categorical,
    )


@pytest.fixture(scope="module")
def problem() -> Problem:
    return problem_of()


@pytest.fixture(scope="module")
def good(problem: Problem) -> JudgedFit:
    return judged(problem)


def test_a_model_is_not_worse_than_itself(problem: Problem, good: JudgedFit) -> None:
    same = compare(good, good, problem, seed=0)
    assert same.verdict == "not_worse"
    assert same.brier
    assert (same.brier.value, same.brier.low, same.brier.high) == (0, 0, 0)
    assert (same.rows, same.pursuits) == (240, 120)


def test_one_that_ranks_the_wrong_way_round_is_surely_worse(problem: Problem, good: JudgedFit) -> None:
    upside_down = replace(good, sigmoid=Sigmoid(-1.0, 0.0))
    told = compare(upside_down, good, problem, seed=0)
    assert told.verdict == "worse"
    assert told.auc
    assert told.auc.challenger == pytest.approx(1 - told.auc.champion)
    assert told.auc.high < 0
    assert told.sentence.startswith("The new model is surely worse: asked about 120 pursuits")


def test_one_that_knows_something_beats_the_base_rate(problem: Problem, good: JudgedFit) -> None:
    told = compare(good, JudgedFit(0.0, good.base_rate), problem, seed=0)
    assert told.verdict == "better"
    assert told.auc
    assert told.auc.champion == 0.5
    assert told.as_json()["brier"]["high"] < 0


def test_figures_are_those_of_the_whole_slice(problem: Problem, good: JudgedFit) -> None:
    told = compare(good, JudgedFit(0.0, 0.5), problem, seed=3)
    test = problem.take(time_split(problem).test)
    said = good.chances(test.features)
    area = auc(test.outcome, said)
    assert told.brier
    assert told.auc
    assert area
    assert told.brier.challenger == pytest.approx(brier(test.outcome, said))
    assert told.auc.challenger == pytest.approx(area.value)
    assert told == compare(good, JudgedFit(0.0, 0.5), problem, seed=3)


def test_rows_from_before_the_champions_end_are_left_out(problem: Problem, good: JudgedFit) -> None:
    assert problem.order is not None
    later = replace(good, cut=float(problem.order[1100]))
    assert compare(good, later, problem, seed=0).rows == 100
    seen_all = replace(good, cut=float(problem.order[-1]) + 1)
    told = compare(good, seen_all, problem, seed=0)
    assert told.verdict == "not_compared"
    assert "could not be compared: too few rounds closed since" in told.sentence
    assert told.as_json()["brier"] is None


def test_a_column_that_is_gone_counts_as_unknown(problem: Problem, good: JudgedFit) -> None:
    for gone in ("calls", "region"):
        said = good.chances(problem.features.drop(columns=gone))
        assert len(said) == len(problem)
        assert np.isfinite(said).all()
    other = problem_of(told_by="mails")
    told = compare(judged(other), good, other, seed=0)
    assert told.verdict == "better"


def test_a_judged_fit_comes_back_from_its_content(problem: Problem, good: JudgedFit) -> None:
    shrunk = replace(good, kept=0.5, sigmoid=Sigmoid(1.2, 0.1))
    back = JudgedFit.from_content(shrunk.as_content())
    assert back.chances(problem.features).tolist() == shrunk.chances(problem.features).tolist()
    assert JudgedFit.from_content(JudgedFit(1.0, 0.3).as_content()) == JudgedFit(1.0, 0.3)


def test_nothing_is_said_of_no_rows(problem: Problem, good: JudgedFit) -> None:
    assert len(good.chances(problem.features.iloc[:0])) == 0
    assert Comparison("not_compared", why="of a reason").sentence.endswith("of a reason.")


def test_what_is_kept_is_what_the_report_judged(trained: TrainedModels) -> None:
    problem = trained.win_problem
    test = problem.take(time_split(problem).test)
    said = trained.judged.chances(test.features)
    figures = trained.report["win"]["splits"]["by_time"]["ensemble"]
    assert brier(test.outcome, said) == pytest.approx(figures["brier"], abs=1e-6)
    assert problem.order is not None
    assert trained.judged.cut <= problem.order.max()
