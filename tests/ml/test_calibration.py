"""A sigmoid is kept where it makes newer chances more honest, never where it turns the ranking."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from ml.calibration import Sigmoid, calibration_table, worthwhile_sigmoid
from ml.figures import brier, ece


def honest(rows: int = 4000, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    dice = np.random.default_rng(seed)
    chance = dice.uniform(0.05, 0.8, rows)
    return (dice.random(rows) < chance).astype(np.float64), chance


def test_over_confident_chances_are_drawn_in() -> None:
    outcome, chance = honest()
    boasted = expit(2.5 * logit(chance) + 1)
    kept = worthwhile_sigmoid(outcome, boasted)
    assert kept is not None
    assert kept.slope == pytest.approx(0.4, abs=0.05)
    assert ece(outcome, kept(boasted)) < 0.03 < ece(outcome, boasted)
    assert brier(outcome, kept(boasted)) < brier(outcome, boasted)


def test_honest_chances_are_left_alone() -> None:
    assert worthwhile_sigmoid(*honest()) is None


def test_a_ranking_is_never_turned() -> None:
    outcome, chance = honest()
    assert worthwhile_sigmoid(1 - outcome, chance) is None


def test_what_helps_the_older_half_only_is_not_kept() -> None:
    outcome, chance = honest()
    drifting = np.where(np.arange(len(outcome)) < len(outcome) // 2, expit(logit(chance) + 2), chance)
    assert worthwhile_sigmoid(outcome, drifting) is None


def test_few_outcomes_prove_nothing() -> None:
    outcome, chance = honest(60)
    assert worthwhile_sigmoid(outcome, expit(3 * logit(chance) + 2)) is None


def test_copies_of_judged_rows_are_not_judged_again() -> None:
    outcome, chance = honest(400)
    groups = np.tile(np.arange(200), 2)  # the second half repeats the first: nothing is left to judge on
    assert worthwhile_sigmoid(np.tile(outcome[:200], 2), np.tile(chance[:200] ** 3, 2), groups=groups) is None


@given(st.floats(0.1, 5), st.floats(-3, 3), st.lists(st.floats(0, 1), min_size=2))
def test_a_sigmoid_keeps_the_ranking(slope: float, intercept: float, chances: list[float]) -> None:
    rising = np.sort(np.array(chances))
    calibrated = Sigmoid(slope, intercept)(rising)
    assert (np.diff(calibrated) >= 0).all()
    assert ((calibrated >= 0) & (calibrated <= 1)).all()


def test_the_table_counts_every_row_once() -> None:
    outcome, chance = honest(500)
    table = calibration_table(outcome, chance)
    assert sum(row["n"] for row in table) == 500
    assert all(row["from"] <= row["predicted"] <= row["to"] for row in table)
    assert sum(row["n"] * row["happened"] for row in table) == pytest.approx(outcome.sum(), abs=1e-3)
