from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml.feature_catalogue import FEATURES, feature_of
from ml.wording import wording, wordings

AT = pd.Timestamp("2026-11-15")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("touches_14d", 4.0, "4 touches in 14 days"),
        ("touches_14d", 1.0, "1 touch in 14 days"),
        ("touches_14d", 0.0, "no touch in 14 days"),
        ("days_since_reply", 12.4, "no reply for 12 days"),
        ("days_since_reply", None, "never replied"),
        ("decision_maker_heard", 0.0, "decision maker not yet heard"),
        ("employees", np.log2(120), "120 employees"),
        ("owner_win_rate", 0.344, "the owner wins 34 % of closed rounds"),
        ("setting_last", float("nan"), "no conversation on record"),
        ("state", "Hot Lead", "stands at Hot Lead"),
        ("prop:Fleet size", 11.0, "Fleet size: 11"),
        ("prop:Region", None, "Region unknown"),
    ],
)
def test_a_value_in_a_reps_words(name: str, value: float | str | None, words: str) -> None:
    assert wording(name, value) == words


def test_a_next_step_with_a_date_says_when_it_was_set() -> None:
    rows = pd.DataFrame(
        {"dated_next_step": [1.0, 0.0, np.nan], "days_since_conversation": [12.0, 3.0, np.nan]}
    )
    assert wordings("dated_next_step", rows, AT).tolist() == [
        "next step with a date was set (3 Nov)",
        "no next step with a date was set",
        "no conversation on record",
    ]


@pytest.mark.parametrize(
    "feature", [feature.name for feature in FEATURES if feature.name != "dated_next_step"]
)
def test_many_values_at_once_read_as_one_by_one(feature: str) -> None:
    texts = feature in {"state", "last_result", "industry", "country", "service", "source"}
    values: list[float | str | None] = ["A", None, "B"] if texts else [0.0, 1.0, 2.4, 0.256, 17.0, None]
    rows = pd.DataFrame({feature: pd.array(values, dtype="str") if texts else np.array(values, float)})
    assert wordings(feature, rows, AT).tolist() == [wording(feature, value) for value in values]


def test_braces_in_a_customers_text_are_only_text() -> None:
    assert wording("industry", "{0.__class__}") == "industry: {0.__class__}"
    assert wording("prop:{x}", "y") == "{x}: y"


def test_features_of_one_theme_are_told_together() -> None:
    assert feature_of("touches_14d").theme == feature_of("calls_90d").theme
    assert feature_of("employees").theme == "employees"
