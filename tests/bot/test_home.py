"""The App Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import action_body, action_of

if TYPE_CHECKING:
    from tests.bot.slack_team import Team


def test_home_shows_promises_conversations_ratings_and_help(team: Team) -> None:
    team.ada.thumb(team.ada.command("/lead", "acme"), "up")
    home = team.ada.open_home()
    assert home is not None
    words = words_of(home["blocks"])
    overdue, best = words.split("Best next conversations")
    assert "1. Acme Pte Ltd · Rostering" in overdue
    assert "next step OVERDUE 9 days" in overdue
    assert "Metro Foods" in best
    assert "Qwik" not in words
    assert "1 helpful, 0 not helpful" in words
    assert "/lead NAME" in words
    assert "As of 17:00 today" in words


def test_a_manager_sees_the_teams(team: Team) -> None:
    home = team.mia.open_home()
    assert home is not None
    assert "Qwik Express" in words_of(home["blocks"])


def test_home_counts_my_own_ratings(team: Team) -> None:
    team.mia.thumb(team.mia.command("/lead", "acme"), "up")
    home = team.ada.open_home()
    assert home is not None
    assert "None yet" in words_of(home["blocks"])


def test_opening_the_messages_tab_publishes_nothing(team: Team) -> None:
    assert team.ada.open_home(tab="messages") is None


def test_a_stranger_gets_one_sentence(team: Team) -> None:
    home = team.talk("U0STR").open_home()
    assert home is not None
    assert words_of(home["blocks"]).startswith("I don't know you yet")


def test_a_failure_is_told_with_a_reference(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team.store.pursuits, "queue", lambda _wanted: 1 / 0)
    home = team.ada.open_home()
    assert home is not None
    assert "(ref " in words_of(home["blocks"])


def test_a_button_of_the_home_opens_the_card_in_the_chat(team: Team) -> None:
    home = team.ada.open_home()
    assert home is not None
    block = next(block for block in home["blocks"] if block.get("accessory"))
    action = action_of(block["accessory"], block["block_id"])
    assert team.ada.send(action_body([action], user_id="U0ADA", view=home)).status == 200
    shown = team.ada.last(team.ada.dm)
    assert "Acme Pte Ltd" in shown.words
    said = team.store.suggestions.by_id(shown.suggestion_id)
    assert said is not None
    assert said.channel == team.ada.dm
