from __future__ import annotations

from datetime import UTC, datetime

from bot.blocks.dates import Reader
from bot.blocks.feedback_section import FeedbackPage, feedback_card, feedback_list, feedback_section
from bot.sandbox.block_rules import complaints_about_blocks
from bot.sandbox.plain_words import words_of
from integrations.store.said_feedback import SaidFeedback

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
READER = Reader(NOON)
HOSTILE = "<!channel> *bold* <https://evil.example|Click>"


def item(number: int, text: str = "Too late") -> SaidFeedback:
    return SaidFeedback(number, 1, HOSTILE, text, NOON, "pitch", NOON, HOSTILE)


def test_nothing_open_is_no_section() -> None:
    assert feedback_section([], 0, READER) == []


def test_the_newest_three_and_a_button_for_all() -> None:
    blocks = feedback_section([item(number) for number in range(4)], 4, READER)
    assert complaints_about_blocks(blocks) == []
    assert len(blocks) == 5
    assert "4 open" in words_of(blocks)
    assert "about the draft of" in words_of(blocks)
    assert "Show all (4)" in words_of(blocks)


def test_hostile_words_stay_words() -> None:
    told = [item(1, f"{HOSTILE}\n{HOSTILE}")]
    for blocks in (
        feedback_section(told, 1, READER),
        list(feedback_list(FeedbackPage(told, 1), READER)),
        list(feedback_card(told[0], READER)),
    ):
        assert complaints_about_blocks(blocks) == []
        for block in blocks:
            text = block["text"]["text"] if block.get("text", {}).get("type") == "mrkdwn" else ""
            assert "<" not in text
            assert "*bold" not in text.replace("\u200b*", "")


def test_who_was_done_stands_in_the_place_of_the_button() -> None:
    done = SaidFeedback(1, 1, "Ada", "Hm", NOON, done_at=NOON, done_by="Mia")
    said = words_of(list(feedback_card(done, READER)))
    assert "Done: Mia, 12:00 today" in said
    assert "about no answer of the day before" in said
