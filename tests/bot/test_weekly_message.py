"""The weekly message, made when it is sent: a rep's figures of the week before, a manager's the team's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.pushes import PUSHES
from bot.sandbox.plain_words import words_of
from ml.messages import Message
from tests.bot.counted_team import count
from tests.bot.slack_team import NOW, Team

if TYPE_CHECKING:
    from bot.exchange import Answer


@pytest.fixture
def counted(team: Team) -> Team:
    return count(team)


def sent(team: Team, person_id: int, monday: str = "2026-11-23") -> Answer | None:
    message = Message("k" * 24, "weekly", person_id, "2026-W48", {"monday": monday}, NOW, NOW)
    return PUSHES["weekly"](message, team.desk)


def test_my_week_with_its_trend_and_the_goal(counted: Team) -> None:
    answer = sent(counted, 1)
    assert answer is not None
    told = words_of(answer.blocks)
    assert told.startswith("Ada Tan’s figures · week of 16 Nov 2026\nAppointments set: 2 (▲ 1, before: 1)")
    assert "compared with week of 9 Nov 2026" in told
    assert "Team’s goal for November: 5 appointments · reached: 7" in told
    assert answer.suggestion is not None
    assert (answer.suggestion.id, answer.suggestion.kind) == ("k" * 24, "metrics")


def test_a_manager_is_told_the_teams(counted: Team) -> None:
    answer = sent(counted, 3)
    assert answer is not None
    assert words_of(answer.blocks).startswith("The team’s figures · week of 16 Nov 2026\nAppointments set: 6")


def test_nothing_to_say(counted: Team) -> None:
    assert sent(counted, 1, "2026-06-01") is None  # two weeks without anything
    assert sent(counted, 99) is None
    counted.store.facts.put("tallied", None)
    assert sent(counted, 1) is None
