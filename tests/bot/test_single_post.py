"""One post, over real HTTP: Slack has it, surely has it not, or nobody knows."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.sandbox.slack_standin import BOT_TOKEN, SALES_CHANNEL
from bot.single_post import post_once
from ml.errors import Unavailable
from ml.messages import NotSent, SendResult, Sent, Unknown
from tests.standins.faults import (
    ALWAYS,
    ScriptedFault,
    accept_then_drop,
    answers,
    half_page,
    no_answer,
    no_json,
    server_error,
    stall,
)
from tests.standins.slack import EveryNth, SlackApi

MESSAGE = {"channel": SALES_CHANNEL.id, "text": "R&amp;D — 你好", "blocks": []}


@pytest.fixture
def slack() -> Iterator[SlackApi]:
    with SlackApi(lambda: datetime(2026, 11, 23, tzinfo=UTC)) as slack:
        yield slack


def post(slack: SlackApi, *, may_go: bool = True, token: str = BOT_TOKEN) -> SendResult:
    return post_once(slack.api_url, token, MESSAGE, lambda: may_go)


def posts(slack: SlackApi) -> int:
    return len(slack.workspace.messages(SALES_CHANNEL.id))


def test_slack_has_it(slack: SlackApi) -> None:
    result = post(slack)
    (message,) = slack.workspace.messages(SALES_CHANNEL.id)
    assert result == Sent(SALES_CHANNEL.id, message.ts)
    assert message.text == MESSAGE["text"]
    assert [one.path for one in slack.requests] == ["/api/chat.postMessage"]


@pytest.mark.parametrize(
    ("fault", "arrives"),
    [
        (accept_then_drop(ALWAYS), True),
        (no_answer(ALWAYS), False),
        (half_page(ALWAYS), True),
        (server_error(ALWAYS), False),
        (server_error(ALWAYS, 503), False),
        (no_json(ALWAYS), False),
        (answers(ALWAYS, 200, ["?"]), False),
        (answers(ALWAYS, 200, {"ok": False, "error": "internal_error"}), False),
        (answers(ALWAYS, 200, {"ok": False, "error": "fatal_error"}), False),
    ],
)
def test_nobody_knows(slack: SlackApi, fault: ScriptedFault, arrives: bool) -> None:
    slack.faults.append(fault)
    assert isinstance(post(slack), Unknown)
    assert (posts(slack), len(slack.requests)) == (arrives, 1)


def test_an_answer_that_does_not_come(slack: SlackApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.single_post.TIMEOUT_SECONDS", 0.1)
    slack.faults.append(stall(ALWAYS, 5))
    assert isinstance(post(slack), Unknown)


@pytest.mark.parametrize("wait", [1, 30])
def test_slack_wants_fewer(slack: SlackApi, wait: int) -> None:
    slack.faults.append(EveryNth(1, wait))
    assert post(slack) == NotSent("Slack wants fewer messages", wait)
    assert posts(slack) == 0


def test_refused_for_good_or_until_somebody_mends_it(slack: SlackApi) -> None:
    result = post(slack, token="xoxb-old")
    assert isinstance(result, NotSent)
    assert result.retry_after == 600
    slack.faults.append(answers(ALWAYS, 200, {"ok": False, "error": "channel_not_found"}))
    assert post(slack) == NotSent("Slack refused it: channel_not_found")


def test_nobody_is_there(slack: SlackApi) -> None:
    slack.stop()
    assert post(slack) == NotSent("Slack was not reached (ConnectionRefusedError)", 60)


def test_there_is_no_such_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def unheard_of(*_: object, **__: object) -> None:
        raise socket.gaierror("no such host")

    monkeypatch.setattr(socket, "getaddrinfo", unheard_of)
    result = post_once("https://slack.example/api/", BOT_TOKEN, MESSAGE, lambda: True)
    assert result == NotSent("Slack was not reached (gaierror)", 60)


def test_the_turn_is_over_when_the_connection_stands(slack: SlackApi) -> None:
    assert post(slack, may_go=False) == NotSent("its turn was over", 0)
    assert posts(slack) == 0


def test_the_store_is_away_when_the_connection_stands(slack: SlackApi) -> None:
    def away() -> bool:
        raise Unavailable("The database did not answer.")

    with pytest.raises(Unavailable):
        post_once(slack.api_url, BOT_TOKEN, MESSAGE, away)
    assert posts(slack) == 0
    assert slack.complaints == []
