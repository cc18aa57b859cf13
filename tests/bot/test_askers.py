"""Who is asking."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from bot.askers import REMEMBERED, Askers
from ml.errors import NotAllowed, Unavailable
from ml.records import Person, Role
from tests.bot.slack_team import NOW, PEOPLE

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store

ADA = PEOPLE[0]


@pytest.fixture
def client(access: SlackAccess) -> WebClient:
    return WebClient(access.bot_token, base_url=access.api_url, timeout=2, retry_handlers=[])


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_somebody_never_seen_is_known_by_the_e_mail_and_then_by_the_slack_user(
    sqlite_store: Store, standin: SlackStandIn, client: WebClient
) -> None:
    sqlite_store.people.add(replace(ADA, slack_id=None))
    askers = Askers(sqlite_store, lambda: NOW)
    assert askers.person("U0ADA", client).name == "Ada Tan"
    assert Askers(sqlite_store, lambda: NOW).person("U0ADA", client).name == "Ada Tan"
    assert [method for method, _ in standin.calls] == ["users.info"]


def test_a_change_is_noticed_within_half_a_minute(sqlite_store: Store, client: WebClient) -> None:
    sqlite_store.people.add(ADA)
    clock = Clock()
    askers = Askers(sqlite_store, clock)
    assert askers.person("U0ADA", client).role is Role.REP
    sqlite_store.people.add(replace(ADA, role=Role.MANAGER))
    assert askers.person("U0ADA", client).role is Role.REP
    clock.now += REMEMBERED + timedelta(seconds=1)
    assert askers.person("U0ADA", client).role is Role.MANAGER


def test_a_change_in_this_process_is_noticed_at_once(sqlite_store: Store, client: WebClient) -> None:
    sqlite_store.people.add(ADA)
    askers = Askers(sqlite_store, lambda: NOW)
    askers.person("U0ADA", client)
    sqlite_store.people.add(replace(ADA, role=Role.MANAGER))
    askers.forget()
    assert askers.person("U0ADA", client).role is Role.MANAGER


def test_a_stranger_is_asked_about_again_after_being_added(sqlite_store: Store, client: WebClient) -> None:
    askers = Askers(sqlite_store, lambda: NOW)
    with pytest.raises(NotAllowed, match="I don't know you yet"):
        askers.person("U0ADA", client)
    sqlite_store.people.add(replace(ADA, slack_id=None))
    assert askers.person("U0ADA", client).email == "ada@example.com"


def test_when_slack_does_not_answer_it_may_be_tried_again(
    sqlite_store: Store, standin: SlackStandIn, client: WebClient
) -> None:
    standin.break_next("users.info", "internal_error")
    with pytest.raises(Unavailable, match="try again"):
        Askers(sqlite_store, lambda: NOW).person("U0ADA", client)


def test_a_bot_is_nobody(sqlite_store: Store, client: WebClient) -> None:
    with pytest.raises(NotAllowed):
        Askers(sqlite_store, lambda: NOW).person("U0ASSISTANT", client)


def test_who_was_introduced_is_known_and_not_remembered_in_the_store(sqlite_store: Store) -> None:
    ada = sqlite_store.people.add(Person("ada@example.com", "Ada Tan"))
    askers = Askers(sqlite_store, lambda: NOW, {"U0MADEUP": ada})
    assert askers.person("U0MADEUP", WebClient(base_url="http://127.0.0.1:9/")) == ada
    assert sqlite_store.people.by_slack_id("U0MADEUP") is None
