"""The verdict: signal only when the forward test is sure, in words for a manager."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ml.evaluate import Report, SplitReport
from ml.figures import Figures
from ml.selection import Selection
from ml.splits import Split
from ml.verdict import verdict

NO_ROWS = np.empty(0, dtype=np.int64)
MODEL = Figures(0.7, 0.65, 0.75, 0.6, 0.20, 0.03, 1.5, 0.7, 0.8, 0.75, 0.6, 0.1)
BASE = replace(MODEL, auc=0.5, auc_low=0.5, auc_high=0.5, brier=0.24)


def split(model: Figures = MODEL, base: Figures = BASE, chosen: str = "forest") -> SplitReport:
    figures = {"forest": model, "base_rate": base}
    return SplitReport(Split("", NO_ROWS, NO_ROWS), Selection(chosen, ()), figures, {})


def test_a_sure_forward_test_is_a_signal() -> None:
    found = verdict(Report({"random": split(), "by_time": split()}, enough=True), won=40, rows=100)
    assert found.signal
    assert found.sentence == (
        "Your data tells winners from losers: on the newest fifth of the rows, the random forest puts the winner first"
        " in 70% of pairs (95 % interval 65% to 75%), where guessing gets 50%."
    )


def test_without_an_order_the_random_fifth_decides() -> None:
    found = verdict(Report({"random": split()}, enough=True), won=40, rows=100)
    assert found.signal
    assert "on the held-out fifth" in found.sentence


@pytest.mark.parametrize(
    "splits",
    [
        {"random": split(), "by_time": split(replace(MODEL, auc_low=0.49))},
        {"random": split(), "by_time": split(replace(MODEL, brier=0.25))},
        {"random": split(), "by_time": split(replace(MODEL, auc=None, auc_low=None))},
        {"random": split(), "by_time": split(chosen="base_rate")},
        {"random": split(replace(MODEL, auc_low=0.5)), "by_time": split()},
    ],
    ids=["interval", "brier", "undefined", "base rate chosen", "one view only"],
)
def test_anything_less_is_none(splits: dict[str, SplitReport]) -> None:
    found = verdict(Report(splits, enough=True), won=63, rows=100)
    assert not found.signal
    assert found.sentence == (
        "Your data does not yet tell winners from losers; every score would be the base rate of 63%."
    )


def test_too_little_history_is_said_with_its_counts() -> None:
    found = verdict(Report({"random": split()}, enough=False), won=7, rows=30)
    assert not found.signal
    assert "7 of 30 rows ended well; at least 10 of each outcome are needed" in found.sentence
