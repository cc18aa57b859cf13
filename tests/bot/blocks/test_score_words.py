"""A score in a rep's words: levels, bands, and how often it was right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.blocks.dates import Reader
from bot.blocks.score_words import chance_lines, footer_words, percent, reason_blocks
from ml.records import EVERYTHING_ELSE, LeadScore, Reason, ScoreLevel
from tests.bot.slack_team import NOW, SCORE

READER = Reader(NOW)


def told(score: LeadScore) -> str:
    lines = chance_lines(score, None, None, READER)
    return "\n".join("".join(p if isinstance(p, str) else p["text"] for p in line) for line in lines)


@pytest.mark.parametrize(
    ("low", "high", "band"), [(0.30, 0.80, "above"), (0.01, 0.20, "below"), (0.20, 0.30, "about")]
)
def test_the_band_compares_with_the_usual(low: float, high: float, band: str) -> None:
    assert f"{band} your usual 24 %" in told(replace(SCORE, win_low=low, win_high=high))


def test_what_cannot_be_told_is_left_out() -> None:
    shown = told(replace(SCORE, next_chance=None, days=None))
    assert "Next step" not in shown
    assert "Expected close" not in shown


def test_days_without_an_interval() -> None:
    assert "Expected close: 41 days" in told(replace(SCORE, days_low=None))


@pytest.mark.parametrize(("share", "shown"), [(0.0, "0 %"), (0.004, "0 %"), (0.625, "62 %"), (1.0, "100 %")])
def test_percent(share: float, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("version", "made"),
    [
        ("2026-11-20", "Model of 20 Nov"),
        ("2026-11-20T08:00-9f2c", "Model of 20 Nov"),
        ("v7", "Scored 23 Nov"),
    ],
)
def test_the_model_is_named_by_its_date(version: str, made: str) -> None:
    assert footer_words(replace(SCORE, model_version=version), NOW, READER).startswith(
        f"{made} · data of 09:00 today"
    )


def test_without_a_record_nothing_is_claimed() -> None:
    assert "right" not in footer_words(replace(SCORE, like=0, like_won=0), NOW, READER)
    assert "right" not in footer_words(replace(SCORE, level=ScoreLevel.NO_SIGNAL), NOW, READER)
    assert footer_words(None, None, READER) == "No events in the data yet"


def test_at_most_three_reasons_each_way_strongest_first() -> None:
    reasons = tuple(Reason(points, f"r{points}") for points in (1, -2, 3, -4, 5, -6, 7, -8))
    blocks = reason_blocks(replace(SCORE, reasons=reasons))
    rows = [row["elements"] for block in blocks[:2] for row in block["elements"][1]["elements"]]
    told = ["".join(part["text"] for part in row) for row in rows]
    assert told == ["+7 r7", "+5 r5", "+3 r3", "−8 r-8", "−6 r-6", "−4 r-4"]


def test_reasons_that_round_to_nothing_are_not_shown() -> None:
    blocks = reason_blocks(replace(SCORE, reasons=(Reason(0.4, "x"), Reason(-0.4, "y"))))
    assert [block["elements"][0]["type"] for block in blocks] == ["rich_text_section"]


def test_everything_else_is_the_last_line_not_a_reason() -> None:
    reasons = (Reason(20, "referral"), Reason(18, EVERYTHING_ELSE))
    blocks = reason_blocks(replace(SCORE, reasons=reasons))
    assert len(blocks) == 2
    assert blocks[1]["elements"][0]["elements"][0]["text"].startswith("+18 everything else")
