from __future__ import annotations

from typing import Any

import pytest

from bot.cli.reports import print_report

FIGURES: dict[str, Any] = {
    "auc": 0.7512, "auc_low": 0.71, "auc_high": 0.79, "pr_auc": 0.5, "brier": 0.2, "ece": 0.03,
    "top_decile_lift": 2.5, "accuracy": 0.702, "train_auc": 0.99, "train_accuracy": 0.9, "gains_area": 0.7,
    "seconds": 1.5,
}  # fmt: skip
REPORT: dict[str, Any] = {
    "rows": 100,
    "base_rate": 0.3,
    "majority_rate": 0.7,
    "splits": {
        "random": {"base_rate": {**FIGURES, "auc_low": None, "train_auc": None}, "linear": FIGURES},
        "by_time": {},
    },
    "chosen": {"random": "linear"},
    "leaks": [{"column": "close_value", "reason": "it is only known [at] the end", "action": "refused"}],
    "calibration": [{"from": 0.0, "to": 0.1, "predicted": 0.05, "happened": 0.04}],
    "learning_curve": [],
    "verdict": {"signal": True, "sentence": "Your data [tells] winners from losers."},
}


def test_train_stands_beside_test(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(REPORT)
    shown = capsys.readouterr().out
    linear = next(line for line in shown.splitlines() if "linear *" in line)
    assert linear.split() == [
        "linear",
        "*",
        "0.751",
        "0.71–0.79",
        "0.990",
        "70",
        "%",
        "90",
        "%",
        "0.500",
        "0.200",
        "0.030",
        "2.50",
        "0.700",
    ]
    assert "Rows 100 · Base rate 0.300 · Majority rate 0.700" in shown
    assert "base_rate" in shown


def test_what_comes_from_outside_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(REPORT)
    shown = capsys.readouterr().out
    assert "Your data [tells] winners from losers." in shown
    assert "it is only known [at] the end" in shown


def test_questions_are_shown_one_after_another(capsys: pytest.CaptureFixture[str]) -> None:
    days = {"rows": 9, "splits": {"random": {"median": {"mae": 51.14, "median_mae": 51.1, "coverage": 0.82}}}}
    print_report({"next_step": REPORT, "cycle_length": days, "note": "nothing"})
    shown = capsys.readouterr().out
    assert shown.index("next step") < shown.index("cycle length")
    assert "51.1" in shown
    assert "82 %" in shown


def test_long_tables_are_cut_and_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_report({**REPORT, "factors": [{"feature": f"f{number}", "share": 0.01} for number in range(30)]})
    shown = capsys.readouterr().out
    assert "the first 12 of 30" in shown
    assert "f11" in shown
    assert "f12" not in shown


def test_a_training_stands_beside_the_one_before(capsys: pytest.CaptureFixture[str]) -> None:
    kept = {"made_on": "2026-01-05", "pursuits": 193, "base_brier": 0.196, **FIGURES}
    print_report({**REPORT, "comparison": {"sentence": "The new model is [not] worse."}, "frozen": [kept]})
    said = " ".join(capsys.readouterr().out.split())
    assert "The new model is [not] worse." in said
    assert (
        "Kept aside since 2026-01-05: 193 pursuits, AUC 0.751 0.71–0.79, Brier 0.200, base rate 0.196" in said
    )


def test_side_by_side_stands_at_the_top_of_its_question(capsys: pytest.CaptureFixture[str]) -> None:
    row = {
        "model": "forest", "right": 0.713, "train_right": 0.8, "auc": 0.599, "train_auc": 0.882,
        "forward_right": 0.664, "forward_auc": 0.594, "forward_auc_low": 0.515, "forward_auc_high": 0.673,
    }  # fmt: skip
    compared = {"rows": [row, {**row, "model": "base_rate"}], "sentence": "Always saying [no] is right 71 %."}
    print_report({"win": {**REPORT, "side_by_side": compared}})
    shown = capsys.readouterr().out
    forest = next(line for line in shown.splitlines() if "forest" in line)
    assert forest.split() == [
        "forest", "71", "%", "80", "%", "0.599", "0.882", "66", "%", "0.594", "0.52–0.67",
    ]  # fmt: skip
    assert shown.index("no model") < shown.index("Always saying [no]") < shown.index("Rows 100")
    days = {
        "rows": [{"model": "median", "days_off": 42.9, "forward_days_off": 50.3}],
        "sentence": "So many days.",
    }
    print_report({"cycle_length": {**REPORT, "side_by_side": days}})
    assert "median 42.9     50.3" in capsys.readouterr().out
