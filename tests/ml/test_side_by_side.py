from __future__ import annotations

import json
from typing import Any

from ml.side_by_side import side_by_side, with_side_by_side


def figures(right: float, train: float, auc: float, low: float | None = None) -> dict[str, Any]:
    return {
        "accuracy": right,
        "train_accuracy": train,
        "auc": auc,
        "train_auc": train,
        "auc_low": low,
        "auc_high": 0.9,
    }


def report(*, signal: bool, forward: float = 0.78, low: float = 0.6) -> dict[str, Any]:
    base = figures(0.7, 0.7, 0.5)
    test = {name: figures(0.72, 0.74, 0.7) for name in ("linear", "svm")} | {
        "forest": figures(0.75, 0.97, 0.72)
    }
    newest = {name: figures(forward, 0.8, 0.66, low) for name in ("linear", "forest", "svm")}
    return {
        "rows": 1200,
        "pursuits": 400,
        "base_rate": 0.3,
        "majority_rate": 0.7,
        "splits": {"random": {"base_rate": base, **test}, "by_time": {"base_rate": base, **newest}},
        "verdict": {"signal": signal, "sentence": ""},
    }


def test_the_three_stand_train_beside_test_and_the_base_rate_below() -> None:
    told = side_by_side("win", report(signal=True))
    assert told is not None
    assert [row["model"] for row in told["rows"]] == ["linear", "forest", "svm", "base_rate"]
    forest = told["rows"][1]
    assert (forest["right"], forest["train_right"], forest["forward_right"]) == (0.75, 0.97, 0.78)
    assert (told["base_rate"], told["majority_rate"]) == (0.3, 0.7)


def test_the_paragraph_names_what_was_learned_by_heart_and_what_saying_no_is_worth() -> None:
    told = side_by_side("win", report(signal=True))
    assert told is not None
    assert (
        "Always saying “no” is right 70 % of the time on the random fifth and 70 % on the newest"
        in told["sentence"]
    )
    assert "learned by heart" in told["sentence"]
    assert "forest AUC 0.97 and 0.72, right 97 % and 75 %" in told["sentence"]
    assert "linear AUC" not in told["sentence"]
    assert "So there is a signal" in told["sentence"]
    assert "2,500 rows" in told["sentence"]
    assert "\n" not in told["sentence"]


def test_no_signal_is_said_as_the_product_sees_it() -> None:
    told = side_by_side("win", report(signal=False))
    assert told is not None
    assert "there is no signal yet" in told["sentence"]
    assert "So there is a signal" not in told["sentence"]


def test_an_order_without_more_right_answers_is_said_as_that() -> None:
    told = side_by_side("next_step", report(signal=True, forward=0.69))
    assert told is not None
    assert "in order, not to say yes or no" in told["sentence"]


def test_days_stand_beside_the_median() -> None:
    days = {"mae": 35.5, "median_mae": 42.9, "coverage": 0.8}
    told = side_by_side(
        "cycle_length", {"splits": {"random": {"linear": days}, "by_time": {"linear": {**days, "mae": 44}}}}
    )
    assert told is not None
    assert told["rows"][1] == {"model": "median", "days_off": 42.9, "forward_days_off": 42.9}
    assert "no nearer than the median" in told["sentence"]


def test_where_nothing_was_judged_nothing_is_compared() -> None:
    nothing = {"rows": 3, "splits": {}}
    one_outcome = report(signal=False)
    for model in ("linear", "forest", "svm"):
        one_outcome["splits"]["by_time"][model] |= {"auc": None, "auc_low": None}
    whole = with_side_by_side({"win": nothing, "next_step": one_outcome, "retargeting": {"splits": {}}})
    assert whole["win"] == nothing
    assert "too few outcomes" in whole["next_step"]["side_by_side"]["sentence"]
    json.dumps(whole, allow_nan=False)
