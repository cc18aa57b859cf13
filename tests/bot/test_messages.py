"""What people type in their chat with the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.signed_requests import event_body

if TYPE_CHECKING:
    from tests.bot.slack_team import Team


@pytest.mark.parametrize("text", ["lead acme", "/lead acme", "Lead  ACME pte", "lead &lt;acme&gt;"])
def test_a_command_without_its_slash_is_answered_in_the_chat(team: Team, text: str) -> None:
    shown = team.ada.message(text)
    assert "Win chance 62 %" in shown.words
    assert team.store.suggestions.by_message(team.ada.dm, team.standin.messages(team.ada.dm)[-1].ts)


def test_a_message_delivered_twice_is_answered_once(team: Team) -> None:
    for _ in range(2):
        team.ada.message("lead acme", event_id="Ev1")
    answers = [m for m in team.standin.messages(team.ada.dm) if m.user != "U0ADA"]
    assert len(answers) == 1
    assert team.store.counts()["suggestions"] == 1


@pytest.mark.parametrize("text", ["help", "hello", "what is up?", "acme"])
def test_anything_else_says_what_can_be_typed(team: Team, text: str) -> None:
    assert "/lead NAME" in team.ada.message(text).words


def test_an_answer_in_a_thread_stays_there(team: Team) -> None:
    event = typed(team, thread_ts="1.000001")
    team.ada.send(event_body(event))
    assert team.standin.calls[-1][1]["thread_ts"] == "1.000001"


@pytest.mark.parametrize(
    "changed",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"subtype": "bot_message"},
        {"channel_type": "channel"},
        {"text": ""},
        {"user": None},
        {"text": None},
    ],
)
def test_bots_edits_and_other_conversations_are_left_alone(team: Team, changed: dict[str, Any]) -> None:
    assert team.ada.send(event_body(typed(team, **changed))).status == 200
    assert team.standin.calls == []


def test_a_failure_is_said_in_the_chat(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team.store.pursuits, "card_named", lambda _text: 1 / 0)
    assert "Something broke on our side" in team.ada.message("lead acme").words


def typed(team: Team, **changed: Any) -> dict[str, Any]:
    event = {
        "type": "message",
        "channel": team.ada.dm,
        "channel_type": "im",
        "user": "U0ADA",
        "text": "lead acme",
    }
    return {**event, "ts": "1.000002", **changed}
