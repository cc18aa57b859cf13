"""Figures agree with hand-computed values and with scikit-learn, and are finite or None."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from ml.figures import (
    Judged,
    accuracy,
    auc,
    brier,
    ece,
    figures_of,
    gains_area,
    pr_auc,
    top_decile_lift,
)

Floats = NDArray[np.float64]
rows = st.lists(st.tuples(st.booleans(), st.integers(0, 20)), min_size=1, max_size=60)


def judged(drawn: list[tuple[bool, int]]) -> tuple[Floats, Floats]:
    return np.array([float(won) for won, _ in drawn]), np.array([twentieths / 20 for _, twentieths in drawn])


@given(rows)
def test_agrees_with_scikit_learn(drawn: list[tuple[bool, int]]) -> None:
    outcome, chance = judged(drawn)
    area = auc(outcome, chance)
    if 0 < outcome.sum() < len(outcome):
        assert area is not None
        assert area.value == pytest.approx(roc_auc_score(outcome, chance))
        assert 0 <= area.low <= area.value <= area.high <= 1
        assert pr_auc(outcome, chance) == pytest.approx(average_precision_score(outcome, chance))
        assert brier(outcome, chance) == pytest.approx(brier_score_loss(outcome, chance))
    else:
        assert area is None


@given(rows)
def test_every_figure_is_finite_or_none(drawn: list[tuple[bool, int]]) -> None:
    test = Judged(*judged(drawn))
    for value in figures_of(test, test, seconds=0.1).as_json().values():
        assert value is None or math.isfinite(value)


def test_no_rows_no_figures() -> None:
    nothing = Judged(np.empty(0), np.empty(0))
    assert set(figures_of(nothing, nothing, seconds=0.0).as_json().values()) == {None, 0.0}


def test_the_interval_is_delongs() -> None:
    # the structural components of five rows, by hand: V10 = 1, 1/2 and V01 = 1, 1/2, 3/4 … of 2 won and 3 lost
    outcome, chance = np.array([1.0, 1, 0, 0, 0]), np.array([0.9, 0.4, 0.1, 0.5, 0.4])
    area = auc(outcome, chance)
    assert area is not None
    assert area.value == pytest.approx(4.5 / 6)
    of_won, of_lost = np.array([1.0, 0.5]), np.array([1.0, 0.5, 0.75])
    spread = ((of_won - 0.75) ** 2).sum() / 4 + ((of_lost - 0.75) ** 2).sum() / 9
    half = 1.959964 * math.sqrt(spread * 5 / 4)
    assert area.low == pytest.approx(0.75 - half, abs=1e-6)
    assert area.high == pytest.approx(min(1.0, 0.75 + half), abs=1e-6)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    dice = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        outcome = (dice.random(120) < 0.4).astype(float)
        area = auc(outcome, outcome + dice.normal(0, 1, 120))  # the true AUC is Φ(1 / √2)
        held += area is not None and area.low <= 0.76025 <= area.high
    assert 0.92 <= held / 400 <= 0.98


def test_copies_of_rows_do_not_narrow_the_interval_of_their_groups() -> None:
    dice = np.random.default_rng(1)
    outcome, chance = (dice.random(200) < 0.5).astype(float), dice.random(200)
    once, copied = auc(outcome, chance), auc(np.tile(outcome, 4), np.tile(chance, 4))
    grouped = auc(np.tile(outcome, 4), np.tile(chance, 4), np.tile(np.arange(200), 4))
    assert once
    assert copied
    assert grouped
    assert grouped.high - grouped.low == pytest.approx(once.high - once.low, rel=0.01)
    assert copied.high - copied.low == pytest.approx((once.high - once.low) / 2, rel=0.02)


def test_telling_few_rows_apart_is_no_certainty() -> None:
    few = auc(np.array([0.0, 0, 1, 1, 1]), np.arange(5.0))
    many = auc(np.repeat([0.0, 1.0], 100), np.arange(200.0))
    assert few
    assert many
    assert (few.value, few.low) == (1.0, 0.0)
    assert many.value == 1.0
    assert many.low == pytest.approx(0.97)


def test_ece_by_hand() -> None:
    outcome, chance = np.array([1.0, 0, 1, 1]), np.array([0.31, 0.32, 0.91, 0.92])
    assert ece(outcome, chance) == pytest.approx((abs(0.63 - 1) + abs(1.83 - 2)) / 4)


def test_ece_of_honest_chances_is_small_and_of_shifted_ones_is_the_shift() -> None:
    dice = np.random.default_rng(0)
    chance = dice.uniform(0.1, 0.7, 50_000)
    outcome = (dice.random(50_000) < chance).astype(float)
    assert ece(outcome, chance) < 0.01
    assert ece(outcome, chance + 0.2) == pytest.approx(0.2, abs=0.01)


def test_gains_and_lift_by_hand() -> None:
    outcome = np.array([1.0] * 2 + [0.0] * 18)
    best_first, same = np.linspace(1, 0, 20), np.full(20, 0.3)
    assert top_decile_lift(outcome, best_first) == pytest.approx(10)
    assert gains_area(outcome, best_first) == pytest.approx(0.95)
    assert top_decile_lift(outcome, same) == pytest.approx(1)
    assert gains_area(outcome, same) == pytest.approx(0.5)


@given(rows)
def test_gains_area_is_the_auc_drawn_to_one_half_by_the_base_rate(drawn: list[tuple[bool, int]]) -> None:
    outcome, chance = judged(drawn)
    area, base = auc(outcome, chance), outcome.mean()
    if area is not None:
        assert gains_area(outcome, chance) == pytest.approx(base / 2 + (1 - base) * area.value)


def test_accuracy_counts_one_half_as_a_yes() -> None:
    assert accuracy(np.array([1.0, 0, 1, 0]), np.array([0.5, 0.5, 0.4, 0.2])) == 0.5
