"""What people say about the assistant goes into the channel once, and waits where the bot was not invited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.exchange import Desk
from bot.slack_notifier import SlackNotifier
from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.loop_schema import deliveries
from jobs import deliver, route_feedback
from jobs.job import Workplace
from jobs.rules import Rules
from ml.errors import Refused
from ml.messages import Message
from tests.bot.slack_team import NOW, PEOPLE
from tests.standins.faults import ALWAYS, accept_then_drop
from tests.standins.slack import SlackApi, wrong

CHANNEL = "C0SALES"


@pytest.fixture
def slack() -> Iterator[SlackApi]:
    with SlackApi(lambda: NOW) as slack:
        for person in PEOPLE:
            slack.workspace.admit(person)
        yield slack


@pytest.fixture
def place(store: Store, slack: SlackApi, tmp_path: Path) -> Workplace:
    """Ada said something; the channel is named."""
    for person in PEOPLE:
        store.people.add(person)
    store.said_feedback.keep(1, "Too many reminders", NOW - timedelta(hours=1))
    desk = Desk(store, lambda: NOW)
    notifier = SlackNotifier(desk, slack.workspace.bot_token, slack.api_url)
    rules = Rules(feedback_channel=CHANNEL)
    return Workplace(store, ModelFiles(tmp_path), NOW, rules=rules, notifier=notifier, played=True)


def told(slack: SlackApi) -> list[str]:
    return [one.text for one in slack.workspace.messages(CHANNEL)]


def row(place: Workplace) -> tuple[str, str]:
    with place.store.engine.reading() as connection:
        one = connection.execute(select(deliveries)).one()
    return one.state, one.note


def test_without_a_channel_nothing_goes_anywhere(place: Workplace) -> None:
    assert not route_feedback.is_due(replace(place, rules=Rules()), None)


def test_each_goes_into_the_channel_once(place: Workplace, slack: SlackApi) -> None:
    for _ in range(2):
        if route_feedback.is_due(place, None):
            route_feedback.run(place)
        deliver.run(place)
    assert told(slack) == ["Ada Tan says about the assistant: Too many reminders"]
    assert not route_feedback.is_due(place, None)
    assert place.store.said_feedback.count_open() == 1
    assert place.store.said_feedback.refusal() == ""
    assert wrong(slack, place.store) == []


def test_what_was_said_long_before_stays_in_the_list(place: Workplace) -> None:
    assert not route_feedback.is_due(replace(place, now=NOW + timedelta(days=8)), None)


def test_what_somebody_is_done_with_is_not_told(place: Workplace, slack: SlackApi) -> None:
    route_feedback.run(place)
    place.store.said_feedback.done(1, by=3, at=NOW)
    deliver.run(place)
    assert told(slack) == []
    assert row(place) == ("unsent", "nothing to say any more")


def test_where_the_bot_is_no_member_it_waits_until_it_is(place: Workplace, slack: SlackApi) -> None:
    slack.workspace.break_next("chat.postMessage", "not_in_channel")
    route_feedback.run(place)
    deliver.run(place)
    assert row(place) == ("pending", "Slack refused it: not_in_channel")
    assert place.store.said_feedback.refusal() == "Slack refused it: not_in_channel"
    assert place.store.said_feedback.count_open() == 1
    deliver.run(replace(place, now=NOW + timedelta(minutes=11)))
    assert len(told(slack)) == 1
    assert place.store.said_feedback.refusal() == ""


def test_after_a_week_it_waits_no_longer(place: Workplace, slack: SlackApi) -> None:
    slack.workspace.break_next("chat.postMessage", "channel_not_found")
    route_feedback.run(place)
    deliver.run(place)
    deliver.run(replace(place, now=NOW + timedelta(days=7)))
    assert told(slack) == []
    assert row(place) == ("unsent", "too late")
    assert place.store.said_feedback.count_open() == 1


def test_a_lost_answer_is_looked_for_in_the_channel(place: Workplace, slack: SlackApi) -> None:
    slack.faults.append(accept_then_drop(ALWAYS))
    route_feedback.run(place)
    deliver.run(place)
    slack.faults.clear()
    deliver.run(replace(place, now=NOW + timedelta(minutes=2)))
    assert len(told(slack)) == 1
    assert row(place)[0] == "sent"


def test_a_channel_that_may_not_be_read_is_never_told_twice(place: Workplace, slack: SlackApi) -> None:
    slack.workspace.break_next("conversations.history", "missing_scope")
    message = Message("k", "feedback", 1, "1", {"feedback_id": 1, "channel": CHANNEL}, NOW, NOW)
    assert place.notifier is not None
    with pytest.raises(Refused):
        place.notifier.look_for(message, NOW)
