"""A CSV file as lines to copy: whole lines that fit, and how many did not."""

from __future__ import annotations

from bot.blocks.csv_lines import MOST_CHARACTERS, csv_lines
from bot.sandbox.plain_words import words_of
from tests.bot.blocks.slack_takes import slack_takes


def test_all_of_a_short_file() -> None:
    blocks = csv_lines("October", "a,b\r\n1,<!channel>\r\n", "Copy it.")
    assert slack_takes(blocks)
    assert words_of(blocks).splitlines() == ["October", "a,b", "1,<!channel>", "Copy it."]


def test_whole_lines_of_a_long_one() -> None:
    blocks = csv_lines("October", "x" * 2000 + "\n" + ("y" * 2000 + "\n") * 9, "Copy it.")
    assert slack_takes(blocks)
    shown = words_of(blocks)
    assert "6 more lines did not fit. Copy it." in shown
    assert len(shown) < MOST_CHARACTERS
    assert {len(line) for line in shown.splitlines()[1:-1]} == {2000}
