"""The App Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import action_body, action_of
from tests.bot.reminded_team import ACME, METRO, claim, list_of

if TYPE_CHECKING:
    from tests.bot.slack_team import Json, Talk, Team


def home_of(talk: Talk) -> Json:
    home = talk.open_home()
    assert home is not None
    return home


def words(talk: Talk) -> str:
    return words_of(home_of(talk)["blocks"])


def press(talk: Talk, home: Json, label: str) -> None:
    """Click a button of the home."""
    [element] = [
        element
        for block in home["blocks"]
        for element in [*block.get("elements", []), *filter(None, [block.get("accessory")])]
        if element.get("type") == "button" and element["text"]["text"] == label
    ][:1]
    action = action_of(element, "b1")
    assert talk.send(action_body([action], user_id=talk.slack_id, view=home)).status == 200


def test_home_shows_my_day_my_settings_my_ratings_and_help(team: Team) -> None:
    list_of(team, METRO)
    team.ada.thumb(team.ada.command("/lead", "acme"), "up")
    due, rest = words(team.ada).split("\nHot\n")
    assert "Due today\n1. Metro Foods · Rostering · no touch yet\nSilent for longer than usual" in due
    hot, rest = rest.split("\nWaiting on you\n")
    assert "1. Metropolis Gym" in hot
    assert "Acme" not in hot
    waiting, rest = rest.split("\nWhat your ratings did\n")
    assert "1. Acme Pte Ltd · Rostering" in waiting
    assert "next step OVERDUE 9 days" in waiting
    assert "1 helpful, 0 not helpful" in rest
    assert "Daily message at 09:00 by the clock of Asia/Singapore" in rest
    assert "/retarget" in rest
    assert "As of 17:00 today" in rest
    assert "Qwik" not in words(team.ada)
    assert "Control group" not in rest


def test_what_is_withheld_today_is_not_waiting_on_anybody(team: Team) -> None:
    list_of(team, METRO)
    assert "next step OVERDUE 9 days" in words(team.ada)
    claim(team, METRO, withheld=ACME)
    assert "OVERDUE" not in words(team.ada)


def test_no_pursuit_is_listed_twice(team: Team) -> None:
    list_of(team, ACME)
    told = words(team.ada)
    assert told.count("Acme Pte Ltd") == 1
    assert "No other promise is overdue." in told


def test_a_manager_sees_the_teams_and_the_model(team: Team) -> None:
    told = words(team.mia)
    assert "Qwik Express" in told
    assert "Control group: off" in told
    assert "Nothing is trained yet" in told


def test_home_counts_my_own_ratings(team: Team) -> None:
    team.mia.thumb(team.mia.command("/lead", "acme"), "up")
    assert "None yet" in words(team.ada)


def test_opening_the_messages_tab_publishes_nothing(team: Team) -> None:
    assert team.ada.open_home(tab="messages") is None


def test_a_stranger_gets_one_sentence(team: Team) -> None:
    assert words(team.talk("U0STR")).startswith("I don't know you yet")


def test_a_failure_is_told_with_a_reference(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team.store.pursuits, "queue", lambda _wanted: 1 / 0)
    assert "(ref " in words(team.ada)


def test_a_button_of_the_home_opens_the_card_in_the_chat(team: Team) -> None:
    list_of(team, ACME)
    press(team.ada, home_of(team.ada), "Open")
    shown = team.ada.last(team.ada.dm)
    assert "Acme Pte Ltd" in shown.words
    said = team.store.suggestions.by_id(shown.suggestion_id)
    assert said is not None
    assert said.channel == team.ada.dm


def test_my_list_opens_in_the_chat(team: Team) -> None:
    list_of(team, ACME)
    press(team.ada, home_of(team.ada), "Show my list")
    shown = team.ada.last(team.ada.dm)
    assert shown.words.startswith("One worth a touch now\n")
    assert "[ Not relevant ]" in shown.words
