"""Slow answers: said where they were asked for, once, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from slack_sdk import WebClient

from bot.app import SlackAccess, make_app
from bot.exchange import Answer, Bench, Command, Desk, Later, Question
from bot.places import TIMEOUT_SECONDS
from bot.slow_work import SlowWork, Work
from integrations.store.slow_answers import MOST_TRIES, SlowAnswer
from ml.errors import Refused
from ml.records import Suggestion
from tests.bot.slack_team import NOW, Talk, Team


def _suggestion(question: Question) -> Suggestion:
    return Suggestion(question.suggestion_id, "pitch", question.asker.id, question.at)


def _ask(question: Question, _desk: Desk) -> Answer:
    return Answer("It comes.", suggestion=_suggestion(question), later=Later("slowly", question.text))


def _slowly(question: Question, _desk: Desk, _bench: Bench) -> Answer:
    if question.text == "refuse":
        raise Refused("That cannot be drafted.")
    return Answer(f"Here is {question.text} for {question.asker.name}.", suggestion=_suggestion(question))


WORKS: Mapping[str, Work] = {"slowly": _slowly}


@pytest.fixture
def ada(team: Team, access: SlackAccess) -> Talk:
    """Ada, talking to a bot with one slow command."""
    app = make_app(team.desk, access, [Command("/slow", "", "Slow.", _ask)])
    return Talk(app, team.standin, "U0ADA")


@pytest.fixture
def slow(team: Team, access: SlackAccess) -> SlowWork:
    client = WebClient(access.bot_token, base_url=access.api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])
    return SlowWork(team.desk, Bench(), WORKS, client, access.api_url)


def test_in_a_channel_one_message_follows_for_the_asker_alone(ada: Talk, slow: SlowWork) -> None:
    assert ada.command("/slow", "a draft").text == "It comes."
    assert slow.work_off() == 1
    last = ada.last("C0SALES")
    assert (last.text, last.response_type) == ("Here is a draft for Ada Tan.", "ephemeral")
    assert slow.work_off() == 0


def test_in_a_direct_message_the_message_is_rewritten(ada: Talk, slow: SlowWork, team: Team) -> None:
    ada.command("/slow", "a draft", channel=ada.dm)
    before = len(team.standin.messages(ada.dm))
    assert slow.work_off() == 1
    assert ada.last(ada.dm).text == "Here is a draft for Ada Tan."
    assert len(team.standin.messages(ada.dm)) == before


def test_the_same_request_twice_is_one_answer(ada: Talk, slow: SlowWork) -> None:
    body = ada.command_body("/slow", "a draft", trigger_id="T1")
    assert [ada.send(body).status, ada.send(body).status] == [200, 200]
    assert slow.work_off() == 1


def test_a_refusal_comes_in_words(ada: Talk, slow: SlowWork) -> None:
    ada.command("/slow", "refuse")
    assert slow.work_off() == 1
    assert "That cannot be drafted." in ada.last("C0SALES").text


def test_what_slack_did_not_take_is_tried_again(ada: Talk, slow: SlowWork, team: Team) -> None:
    ada.command("/slow", "a draft", channel=ada.dm)
    team.standin.break_next("chat.update")
    assert slow.work_off() == 0
    later = replace(slow, desk=replace(team.desk, now=lambda: NOW + timedelta(minutes=5)))
    assert later.work_off() == 1
    assert ada.last(ada.dm).text == "Here is a draft for Ada Tan."


def test_one_that_never_succeeds_is_given_up(slow: SlowWork, team: Team) -> None:
    team.store.slow_answers.ask(SlowAnswer("x", "unknown work", 1, "", NOW))
    assert slow.work_off() == 0
    assert not team.store.slow_answers.waiting(NOW + timedelta(days=1))
    team.store.slow_answers.ask(SlowAnswer("y", "slowly", 1, "", NOW, {"channel": "D404", "ts": "1.1"}))
    for tries in range(MOST_TRIES):
        replace(slow, desk=replace(team.desk, now=partial(NOW.__add__, timedelta(hours=tries)))).work_off()
    assert not team.store.slow_answers.waiting(NOW + timedelta(days=1))


def test_without_any_place_it_comes_as_a_direct_message(slow: SlowWork, team: Team) -> None:
    team.store.slow_answers.ask(
        SlowAnswer("z", "slowly", 1, "a draft", NOW, {"response_url": "https://evil.example/"})
    )
    assert slow.work_off() == 1
    assert team.ada.last(team.ada.dm).text == "Here is a draft for Ada Tan."
    message = team.store.suggestions.by_id("z")
    assert message is not None
    assert message.ts
