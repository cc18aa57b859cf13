"""People are told things in their chat with the bot: one call, no second one, never an exception."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from bot.slack_notifier import SlackNotifier
from jobs.notifier import Notifier
from ml.errors import Unavailable
from ml.records import Person
from tests.bot.slack_team import PEOPLE

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store


@pytest.fixture
def notifier(sqlite_store: Store, access: SlackAccess) -> Notifier:
    for person in PEOPLE:
        sqlite_store.people.add(person)
    return SlackNotifier(sqlite_store.people, access.bot_token, access.api_url)


def test_somebody_is_told_in_their_own_chat(notifier: Notifier, standin: SlackStandIn) -> None:
    notifier.tell(1, "Done: the note on <!channel> R&D is in HubSpot.")
    [message] = standin.messages(standin.dm_of("U0ADA"))
    assert message.text == "Done: the note on &lt;!channel&gt; R&amp;D is in HubSpot."
    assert message.ephemeral_to is None
    assert standin.messages(standin.dm_of("U0BEN")) == []


@pytest.mark.parametrize("error", ["ratelimited", "internal_error", "channel_not_found"])
def test_what_slack_does_not_take_is_logged_and_not_sent_again(
    notifier: Notifier, standin: SlackStandIn, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    standin.break_next("chat.postMessage", error)
    with caplog.at_level(logging.DEBUG):
        notifier.tell(1, "Done: the note on Acme is in HubSpot.")
    assert [method for method, _ in standin.calls] == ["chat.postMessage"]
    assert "person 1 was not told" in caplog.text
    assert "Acme" not in caplog.text


def test_nobody_answers(sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    sqlite_store.people.add(PEOPLE[0])
    SlackNotifier(sqlite_store.people, "xoxb-1", "http://127.0.0.1:9/api/").tell(1, "Acme is in HubSpot.")
    assert "person 1 was not told" in caplog.text
    assert "xoxb" not in caplog.text


def test_who_is_not_in_slack_is_not_told(
    notifier: Notifier, standin: SlackStandIn, sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = sqlite_store.people.add(Person("new@example.com", "New One"))
    notifier.tell(stranger.id, "Done.")
    notifier.tell(999, "Done.")
    assert caplog.text.count("their Slack user is not known") == 2
    assert standin.calls == []


def test_while_the_database_is_away_nothing_is_raised(
    notifier: Notifier, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(_person_id: int) -> Person | None:
        raise Unavailable("The database did not answer; try again in a moment.")

    monkeypatch.setattr(sqlite_store.people, "by_id", gone)
    notifier.tell(1, "Done.")
    assert "person 1 was not told" in caplog.text
