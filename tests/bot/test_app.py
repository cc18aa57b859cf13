"""The whole bot through truly signed requests: who is answered, when, and what goes wrong."""

from __future__ import annotations

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from slack_bolt import BoltRequest

from bot.app import make_app
from bot.commands import COMMANDS
from ml.errors import Unavailable

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from tests.bot.slack_team import Team


def test_a_forged_or_stale_request_is_refused(team: Team) -> None:
    body = team.ada.command_body("/lead", "acme")
    forged = BoltRequest(
        body=body, headers={"x-slack-signature": ["v0=0"], "x-slack-request-timestamp": ["1"]}
    )
    assert team.app.dispatch(forged).status == 401
    assert team.ada.send(body, time.time() - 600).status == 401
    assert team.store.counts()["suggestions"] == 0


def test_lead_is_answered_in_the_ack_and_nowhere_else(team: Team) -> None:
    answer = team.ada.send(team.ada.command_body("/lead", "acme"))
    said = json.loads(answer.body)
    assert said["response_type"] == "ephemeral"
    assert said["unfurl_links"] is said["unfurl_media"] is False
    assert "Win chance 62 %" in said["text"]
    assert team.standin.calls == []


def test_the_same_trigger_twice_is_one_suggestion_and_one_answer(team: Team) -> None:
    body = team.ada.command_body("/lead", "acme", trigger_id="1.2.same")
    first, second = team.ada.send(body), team.ada.send(body)
    assert first.body == second.body
    assert team.store.counts()["suggestions"] == 1


def test_two_triggers_are_two_suggestions(team: Team) -> None:
    ids = {team.ada.command("/lead", "acme").suggestion_id for _ in range(2)}
    assert len(ids) == 2
    assert {s.person_id for i in ids if (s := team.store.suggestions.by_id(i))} == {1}


def test_a_suggestion_keeps_what_the_model_said(team: Team) -> None:
    said = team.store.suggestions.by_id(team.ada.command("/lead", "acme").suggestion_id)
    assert said is not None
    assert (said.kind, said.pursuit_id, said.model_version, said.win) == ("lead", 1, "2026-11-22", 0.62)


def test_a_stranger_gets_one_sentence_and_no_data(team: Team) -> None:
    shown = team.talk("U0STR").command("/lead", "acme")
    assert shown.text.startswith("I don't know you yet")
    assert "Acme" not in json.dumps(shown.blocks)
    assert team.store.counts()["suggestions"] == 0


def test_every_button_and_command_has_one_listener_and_they_are_few(team: Team) -> None:
    listeners = team.app._listeners
    assert len(listeners) == len(COMMANDS) + 16
    assert len(listeners) < 32


def test_fifty_commands_at_once_are_all_answered(team: Team) -> None:
    bodies = [team.ada.command_body("/lead", "acme") for _ in range(50)]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(team.ada.send, bodies))
    assert {answer.status for answer in answers} == {200}
    assert all("Win chance" in json.loads(answer.body)["text"] for answer in answers)
    assert team.store.counts()["suggestions"] == 50


def test_a_broken_store_becomes_words_with_a_reference(
    team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_text: str) -> None:
        raise RuntimeError("mei." + "lin@example.com cannot be found")

    monkeypatch.setattr(team.store.pursuits, "card_named", broken)
    with caplog.at_level(logging.DEBUG):
        shown = team.ada.command("/lead", "acme")
    reference = shown.text.split("(ref ")[1].rstrip(")")
    assert "Something broke on our side" in shown.words
    assert f"(ref {reference})" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "in find" not in shown.words
    assert "mei.lin" not in caplog.text + shown.words


def test_a_database_that_is_gone_becomes_words(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team.store.people, "by_slack_id", _gone)
    shown = team.ada.command("/lead", "acme")
    assert shown.text == "The database did not answer; try again in a moment."


def test_nothing_of_a_request_is_logged(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        team.ada.command("/lead", "acme secret words")
        team.ada.message("lead acme secret words")
        team.talk("U0STR").message("lead acme secret words")
    for private in ("secret words", "stranger@", "ada@", team.standin.bot_token, "Ada Tan"):
        assert private not in caplog.text


def test_the_app_makes_no_request_at_start(team: Team, access: SlackAccess) -> None:
    make_app(team.desk, access)
    assert team.standin.calls == []


def _gone(_slack_id: str) -> None:
    raise Unavailable("The database did not answer; try again in a moment.")
