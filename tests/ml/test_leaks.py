"""Columns that know the outcome are named and refused; harmless ones are not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml.leak_names import Suspicion, suspicion
from ml.leaks import level_codes, out_of_fold_rate, screen
from ml.problem import Problem
from ml.splits import grouped_folds

ROWS = 600


@pytest.fixture
def dice() -> np.random.Generator:
    return np.random.default_rng(3)


@pytest.fixture
def won(dice: np.random.Generator) -> np.ndarray:
    return (dice.random(ROWS) < 0.4).astype(np.float64)


def action(column: object, won: np.ndarray, name: str = "column") -> str:
    problem = Problem(pd.DataFrame({name: column}), won, np.arange(len(won)))
    return next((leak.action for leak in screen(problem)), "none")


def test_the_outcome_in_other_words_is_refused(won: np.ndarray) -> None:
    assert action(np.where(won == 1, "customer", "gone"), won) == "refused"
    assert action(-3.0 * won, won) == "refused"


def test_a_noisy_copy_is_refused_and_a_strong_column_warned(
    dice: np.random.Generator, won: np.ndarray
) -> None:
    assert action(won + dice.normal(0, 0.4, ROWS), won) == "refused"
    assert action(won + dice.normal(0, 0.7, ROWS), won) == "warned"


def test_a_leak_that_does_not_rise_or_fall_is_found(dice: np.random.Generator, won: np.ndarray) -> None:
    # 0 for the lost, either side of 0 for the won
    assert action(won * dice.choice([-1.0, 1.0], ROWS), won) == "refused"


def test_filled_for_one_outcome_only_is_refused(dice: np.random.Generator, won: np.ndarray) -> None:
    contract = pd.Series([f"C{row}" for row in range(ROWS)]).where((won == 1) & (dice.random(ROWS) < 0.4))
    assert action(contract, won) == "refused"
    asked = pd.Series(pd.Timestamp("2026-01-01") + pd.to_timedelta(dice.integers(0, 90, ROWS), "D"))
    assert action(asked.where((won == 1) | (dice.random(ROWS) < 0.7)), won) == "refused"


def test_a_gap_in_filling_is_warned(dice: np.random.Generator, won: np.ndarray) -> None:
    number = pd.Series(dice.normal(size=ROWS)).where(dice.random(ROWS) < np.where(won == 1, 0.9, 0.6))
    assert action(number, won) == "warned"


def test_a_word_with_one_outcome_is_warned(dice: np.random.Generator, won: np.ndarray) -> None:
    word = np.where((won == 1) & (dice.random(ROWS) < 0.3), "gold", "plain")
    assert action(word, won) == "warned"


@pytest.mark.parametrize("seed", range(10))
def test_harmless_columns_are_neither_refused_nor_warned(seed: int, won: np.ndarray) -> None:
    dice = np.random.default_rng(seed)
    assert action(won * 0.8 + dice.normal(size=ROWS), won) == "none"
    assert action(dice.choice(list("abcdefgh"), ROWS), won) == "none"
    assert action(pd.Series(dice.normal(size=ROWS)).where(dice.random(ROWS) < 0.5), won) == "none"
    assert action([f"id{row}" for row in range(ROWS)], won) == "none"


def test_the_length_of_the_call_needs_its_name_and_its_strength(
    dice: np.random.Generator, won: np.ndarray
) -> None:
    telling, weak = won * 1.2 + dice.normal(size=ROWS), won * 0.2 + dice.normal(size=ROWS)
    assert action(telling, won, "duration") == "refused"
    assert action(telling, won, "calls") == "none"
    assert action(weak, won, "duration") == "none"


@pytest.mark.parametrize(
    "name",
    [
        "close_date", "Close Date", "closedate", "closed_at", "Closed Lost Reason", "lost_reason", "Reason Lost",
        "days_to_close", "DaysToClose", "Total Days Identified Through Closing", "amount_won", "is_won", "hs_closed_amount",
        "hs_is_closed_won", "close_value", "converted", "conversion_date", "won", "deal_outcome", "actual_revenue",
    ],
)  # fmt: skip
def test_names_of_the_outcome(name: str) -> None:
    assert suspicion(name) is Suspicion.OUTCOME


@pytest.mark.parametrize("name", ["duration", "call_duration_s", "win_probability", "Forecast Category", "deal_stage", "lead_status", "elapsed_days"])  # fmt: skip
def test_names_of_clocks_and_forecasts(name: str) -> None:
    assert suspicion(name) is Suspicion.CLOCK


@pytest.mark.parametrize(
    "name",
    [
        "industry", "closest_office", "wins_before_2020", "previously_won_deals", "past_lost_deals", "window", "poutcome",
        "lead_source", "first_contact_channel", "employees", "month", "reason_for_contact", "enclosed", "value", "amount", "calls_made",
    ],
)  # fmt: skip
def test_harmless_names(name: str) -> None:
    assert suspicion(name) is Suspicion.NONE


def test_missing_cells_are_a_level_and_numbers_fall_into_equal_parts() -> None:
    codes = level_codes(pd.Series([*range(400), None], dtype="float64"))
    assert codes[-1] == 0
    assert np.bincount(codes)[1:].tolist() == [20] * 20


def test_a_rate_out_of_fold_does_not_know_its_own_row(won: np.ndarray) -> None:
    own_level = np.arange(1, ROWS + 1)
    folds = grouped_folds(Problem(pd.DataFrame({"x": own_level}), won, np.arange(ROWS)), 5, seed=0)
    assert np.ptp(out_of_fold_rate(own_level, won, folds)) < 0.02
