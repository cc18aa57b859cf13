"""The words of the model card, and Slack's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks.dates import Reader
from bot.blocks.model_card import ModelPage, alarm_card, approval_card, model_card, model_line
from bot.sandbox.block_rules import complaints_about_blocks
from bot.sandbox.plain_words import words_of
from ml.records import ModelRecord
from tests.bot.slack_team import NOW

READER = Reader(NOW)
FIGURES = {
    "auc": 0.742,
    "auc_low": 0.701,
    "auc_high": 0.783,
    "brier": 0.171,
    "ece": 0.031,
    "top_decile_lift": 2.31,
    "gains_area": 0.66,
}
REPORT: dict[str, Any] = {
    "version": "2026-11-22-ab12cd34",
    "data": "ab12cd34ef",
    "seed": 0,
    "won": 310,
    "lost": 930,
    "verdict": {"signal": True, "sentence": "Your data tells winners from losers."},
    "window": {"from": "2025-01-03", "to": "2026-11-20"},
    "chosen": {"by_time": "ensemble"},
    "splits": {
        "by_time": {
            "base_rate": {"auc": 0.5, "brier": 0.188},
            "svm": {"auc": 0.7, "brier": 0.179},
            "ensemble": FIGURES,
        }
    },
    "calibration": [
        {"from": 0.0, "to": 0.1, "n": 1240, "predicted": 0.061, "happened": 0.043},
        {"from": 0.6, "to": 0.7, "n": 88, "predicted": 0.64, "happened": 0.59},
    ],
    "factors": [{"feature": "touches_14d", "label": "touches in 14 days", "mean_points": 4.21}],
    "frozen": [{"made_on": "2026-01-05", "pursuits": 193, "auc": 0.7, "auc_low": 0.6, "auc_high": 0.8}],
    "ratings": {"kept": True, "used": 12, "tried": 14},
    "changes": {
        "since": "2026-11-15-ffff0000",
        "won": [300, 310],
        "lost": [920, 930],
        "figures": {"auc": [0.73, 0.742]},
        "factors": [{"feature": "f", "label": "days silent", "before": 1.0, "now": 2.5}],
    },
    "comparison": {"sentence": "The new model is surely worse: it put the winner first in 60 of 100 pairs."},
}
MODEL = ModelRecord("win", "2026-11-22-ab12cd34", NOW - timedelta(days=1), "x/y", REPORT)
WAITING = replace(MODEL, version="2026-11-23-bbbb", trained_at=NOW, current=False, waiting=True)
PAGE = ModelPage(MODEL, WAITING, "2026-11-15-ffff0000", ("Rounds are won less often.",), "Kept: it goes on.")


def test_the_whole_card() -> None:
    blocks = list(model_card(PAGE, READER))
    assert complaints_about_blocks(blocks) == []
    told = words_of(blocks)
    for said in (
        "Kept: it goes on.",
        "A newer model waits for your word (of 23 Nov)",
        "surely worse",
        "[ Approve ]",
        "[ Keep the old one ]",
        "Your data tells winners from losers.",
        "Trained: 22 Nov on 310 won and 930 lost rounds (25 % are won), from 3 Jan 2025 to 20 Nov",
        "Kept aside for good: 193 pursuits since 5 Jan: the winner first in 70 of 100 pairs (60–80)",
        "Your team's ratings: 14 tried; 12 of them weigh in it",
        "Rounds are won less often.",
        "This kind of model      74  0.171\nSupport vectors         70  0.179\nBase rate for all       50  0.188",
        "How honest its percentages are: 3 points off on average.",
        "0–10 %    6 %   4 %  1,240\n60–70 %  64 %  59 %     88",
        "4.2 points touches in 14 days",
        "What changed since the model of 15 Nov",
        "learned from 1,240 closed rounds (before: 1,220)",
        "days silent: 2.5 points (before: 1.0)",
        "[ Roll back ]",
        "[ Train now ]",
        "AUC 0.742 (0.70–0.78) · Brier 0.171 (base rate 0.188) · ECE 0.031 · best tenth 2.3 × usual",
    ):
        assert said in told, said


def test_a_roll_back_is_confirmed() -> None:
    [button] = [
        element
        for block in model_card(PAGE, READER)
        for element in block.get("elements", ())
        if element.get("action_id") == "model_roll_back"
    ]
    assert button["confirm"]["title"]["text"] == "Roll back?"
    assert button["value"] == "2026-11-15-ffff0000"


def test_before_the_first_training() -> None:
    blocks = list(model_card(ModelPage(None), READER))
    assert complaints_about_blocks(blocks) == []
    assert "No model is trained yet" in words_of(blocks)
    assert "[ Roll back ]" not in words_of(blocks)
    assert model_line(ModelPage(None), READER).startswith("No model is trained yet")


@pytest.mark.parametrize("missing", [*REPORT, "everything"])
def test_any_part_may_be_missing(missing: str) -> None:
    """Old stores know less."""
    report = (
        {} if missing == "everything" else {name: part for name, part in REPORT.items() if name != missing}
    )
    page = replace(PAGE, speaking=replace(MODEL, report=report), waiting=replace(WAITING, report=report))
    assert complaints_about_blocks(list(model_card(page, READER))) == []
    assert model_line(page, READER)


def test_long_and_hostile_words_stay_within_limits() -> None:
    many = [{"feature": "f", "label": "<!channel> " * 400, "mean_points": 1.0}] * 300
    bands = [
        {"from": k / 10, "to": (k + 1) / 10, "n": 10**9, "predicted": 1.0, "happened": 0.0} for k in range(10)
    ]
    report = {
        **REPORT,
        "factors": many,
        "calibration": bands,
        "verdict": {"sentence": "*" * 9000},
        "frozen": REPORT["frozen"] * 2,
    }
    page = replace(PAGE, speaking=replace(MODEL, report=report), drift=("x" * 5000,) * 9, note="n" * 5000)
    blocks = list(model_card(page, READER))
    assert complaints_about_blocks(blocks) == []
    assert len(blocks) <= 17


def test_without_a_signal_the_line_promises_nothing() -> None:
    dull = replace(MODEL, report={**REPORT, "verdict": {"signal": False, "sentence": "No."}})
    assert "base rate" in model_line(ModelPage(dull), READER)
    assert model_line(PAGE, READER) == (
        "The win chances come from the model trained 22 Nov on 310 won and 930 lost rounds (25 % are won); it puts the "
        "winner first in 74 of 100 pairs, where guessing gets 50."
    )


def test_what_managers_are_sent() -> None:
    for blocks in (
        approval_card(WAITING, "It is <!here> worse.", READER, "k1"),
        alarm_card("Less is won.", READER, "k2"),
    ):
        assert complaints_about_blocks(list(blocks)) == []
        assert blocks[-1]["type"] == "context_actions"
    assert "[ Approve ]" in words_of(approval_card(WAITING, "It is worse.", READER, "k1"))
