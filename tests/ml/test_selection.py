"""Training rows alone decide: test rows change no choice; refits look back only."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ml.bench import Bench, say
from ml.evaluate import evaluate_split
from ml.models import SPECS
from ml.problem import Problem
from ml.rolling import roll
from ml.selection import CANDIDATES, best_members, decide
from ml.splits import time_split


def problem_of(rows: int = 400, seed: int = 0) -> Problem:
    dice = np.random.default_rng(seed)
    calls = dice.normal(size=rows)
    won = (dice.random(rows) < 1 / (1 + np.exp(-1.5 * calls))).astype(np.float64)
    return Problem(pd.DataFrame({"calls": calls}), won, np.arange(rows), np.arange(rows, dtype=np.float64))


@pytest.fixture
def said() -> dict[str, np.ndarray]:
    """What the candidates said of 400 rows: linear is right, boosted is its opposite error, forest guesses."""
    problem = problem_of()
    true = 1 / (1 + np.exp(-1.5 * problem.features["calls"].to_numpy()))
    error = np.where(np.arange(400) % 2 == 0, 0.15, -0.15)
    dice = np.random.default_rng(9)
    return {
        "base_rate": np.full(400, 0.5),
        "linear": np.clip(true + error, 0, 1),
        "forest": dice.random(400),
        "boosted": np.clip(true - error, 0, 1),
    }


def test_members_that_mend_each_others_errors_are_taken(said: dict[str, np.ndarray]) -> None:
    assert best_members(problem_of().outcome, said) == ("linear", "boosted")
    assert decide(problem_of(), said).chosen == "ensemble"


def test_the_base_rate_is_chosen_where_no_ranking_is_sure(said: dict[str, np.ndarray]) -> None:
    guesses = {name: np.random.default_rng(k).random(400) for k, name in enumerate(CANDIDATES)}
    assert decide(problem_of(), guesses | {"base_rate": said["base_rate"]}).chosen == "base_rate"


def test_a_base_rate_that_moved_does_not_hide_a_sure_ranking(said: dict[str, np.ndarray]) -> None:
    low = {name: chance * 0.02 for name, chance in said.items()} | {"base_rate": said["base_rate"]}
    chosen = decide(problem_of(), low, calibrate=False)
    assert chosen.held_brier["base_rate"] < chosen.held_brier[chosen.chosen]
    assert chosen.chosen != "base_rate"


def test_test_rows_change_no_choice() -> None:
    problem = problem_of()
    split = time_split(problem)
    turned = problem.outcome.copy()
    turned[split.test] = 1 - turned[split.test]
    bench = Bench(models=tuple(SPECS[name] for name in CANDIDATES))
    first, second = (evaluate_split(one, split, bench) for one in (problem, replace(problem, outcome=turned)))
    assert first.selection == second.selection
    np.testing.assert_array_equal(first.said["forest"], second.said["forest"])
    assert first.figures["linear"].auc == pytest.approx(1 - (second.figures["linear"].auc or 0))


def test_a_refit_does_not_see_its_own_block_or_later_ones() -> None:
    problem = problem_of()
    split = time_split(problem)
    last_block = split.test[-20:]
    turned = problem.outcome.copy()
    turned[last_block] = 1 - turned[last_block]
    specs = (SPECS["linear"],)
    first, second = (
        roll(one, split, specs, Bench(), window=200)["linear"].test
        for one in (problem, replace(problem, outcome=turned))
    )
    np.testing.assert_array_equal(first, second)


def test_refitting_follows_what_changed() -> None:
    problem = problem_of(1200)
    newest = time_split(problem)
    turned = problem.outcome.copy()
    turned[newest.test] = 1 - turned[newest.test]  # what raised the chance lowers it from now on
    drifted = replace(problem, outcome=turned)
    once = say(SPECS["linear"], drifted, newest, Bench()).test
    refitted = roll(drifted, newest, (SPECS["linear"],), Bench(), window=60)["linear"].test
    assert np.corrcoef(once, turned[newest.test])[0, 1] < -0.3
    assert np.corrcoef(refitted[120:], turned[newest.test][120:])[0, 1] > 0.2
