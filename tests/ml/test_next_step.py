from __future__ import annotations

import numpy as np
import pandas as pd

from ml.next_step import NextStepModel, moves_and_steps, state_rates
from ml.train import TrainedModels
from ml.training_rows import TrainingRows


def test_a_states_rate_is_drawn_to_that_of_all() -> None:
    rates = state_rates(pd.Series(["Lead"] * 60 + ["Prospect"] * 20), np.array([0.0] * 60 + [1.0] * 20))
    assert rates == {"": 0.25, "Lead": 5 / 80, "Prospect": 25 / 40}


def test_without_a_forest_each_state_has_its_rate_and_a_new_one_the_rate_of_all() -> None:
    model = NextStepModel((), {"": 0.2, "Lead": 0.4})
    assert model.chances(pd.DataFrame({"state": ["Lead", "Prospect"]})).tolist() == [0.4, 0.2]


def test_moves_are_set_against_steps_with_an_interval() -> None:
    rows = pd.DataFrame(
        {
            "state": "Lead",
            **{f"{move}_last": 0.5 for move in ("connecting", "understanding", "sharing")},
            "setting_last": [0.2] * 40 + [0.0] * 40,
            "dated_next_step": [1.0] * 40 + [0.0] * 40,
        }
    )
    took = np.array(([1.0] * 3 + [0.0]) * 10 + ([0.0] * 3 + [1.0]) * 10)
    found = {row["move"]: row for row in moves_and_steps(rows, took)}
    assert set(found) == {"setting", "setting with a date"}  # the others were made by all: nothing to compare
    setting = found["setting"]
    assert (setting["rate_made"], setting["rate_not_made"], setting["difference"]) == (0.75, 0.25, 0.5)
    assert 0.2 < setting["low"] < 0.5 < setting["high"] < 0.7


def test_it_comes_back_from_its_content(trained: TrainedModels, planted_rows: TrainingRows) -> None:
    again = NextStepModel.from_content(trained.next_step.as_content())
    rows = planted_rows.features.head(30)
    assert np.array_equal(again.chances(rows), trained.next_step.chances(rows))
    assert trained.next_step.forest is not None
