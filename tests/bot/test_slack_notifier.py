"""People are told things in their chat with the bot: one call, no second one, never an exception."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.exchange import Answer, Desk
from bot.slack_notifier import SlackNotifier
from ml.errors import Refused, Unavailable
from ml.messages import Message, NotSent, Sent, Unknown
from ml.records import Person, Suggestion
from tests.bot.slack_team import NOW, PEOPLE
from tests.standins.faults import ALWAYS, ScriptedFault, accept_then_drop, answers, server_error
from tests.standins.slack import PLAIN_CARDS, SlackApi, wrong

if TYPE_CHECKING:
    from integrations.store import Store

DOWN = "http://127.0.0.1:9/api/"


@pytest.fixture
def slack() -> Iterator[SlackApi]:
    with SlackApi(lambda: NOW) as slack:
        for person in PEOPLE:
            slack.workspace.admit(person)
        yield slack


@pytest.fixture
def desk(sqlite_store: Store) -> Desk:
    for person in PEOPLE:
        sqlite_store.people.add(person)
    return Desk(sqlite_store, lambda: NOW)


@pytest.fixture
def notifier(desk: Desk, slack: SlackApi) -> SlackNotifier:
    return SlackNotifier(desk, slack.workspace.bot_token, slack.api_url, cards=PLAIN_CARDS)


def calls(slack: SlackApi) -> list[str]:
    return [method for method, _ in slack.workspace.calls]


# --- sentences ------------------------------------------------------------------------------------------------------


def test_somebody_is_told_in_their_own_chat(notifier: SlackNotifier, slack: SlackApi) -> None:
    notifier.tell(1, "Done: the note on <!channel> R&D is in HubSpot.")
    [message] = slack.workspace.messages(slack.workspace.dm_of("U0ADA"))
    assert message.text == "Done: the note on &lt;!channel&gt; R&amp;D is in HubSpot."
    assert message.ephemeral_to is None
    assert slack.workspace.messages(slack.workspace.dm_of("U0BEN")) == []


@pytest.mark.parametrize("error", ["ratelimited", "internal_error", "channel_not_found"])
def test_what_slack_does_not_take_is_logged_and_not_sent_again(
    notifier: SlackNotifier, slack: SlackApi, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    slack.workspace.break_next("chat.postMessage", error)
    with caplog.at_level(logging.DEBUG):
        notifier.tell(1, "Done: the note on Acme is in HubSpot.")
    assert calls(slack) == ["chat.postMessage"]
    assert "person 1 was not told" in caplog.text
    assert "Acme" not in caplog.text


def test_nobody_answers(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    SlackNotifier(desk, "xoxb-1", DOWN).tell(1, "Acme is in HubSpot.")
    assert "person 1 was not told" in caplog.text
    assert "xoxb" not in caplog.text


def test_who_is_not_in_slack_is_not_told(
    notifier: SlackNotifier, slack: SlackApi, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = desk.store.people.add(Person("new@example.com", "New One"))
    notifier.tell(stranger.id, "Done.")
    notifier.tell(999, "Done.")
    assert caplog.text.count("their Slack user is not known") == 2
    assert calls(slack) == []


def test_while_the_database_is_away_nothing_is_raised(
    notifier: SlackNotifier, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(_person_id: int) -> Person | None:
        raise Unavailable("The database did not answer; try again in a moment.")

    message = claimed(desk.store)
    monkeypatch.setattr(desk.store.people, "by_id", gone)
    notifier.tell(1, "Done.")
    assert "person 1 was not told" in caplog.text
    assert notifier.send(message) == NotSent("The database did not answer; try again in a moment.", 600)


# --- messages of the ledger -----------------------------------------------------------------------------------------


def claimed(store: Store, **changed: object) -> Message:
    """A message that this process has taken."""
    payload = {"text": "3 due at Acme & Co"}
    message = Message("k1", "reminder", 1, "2026-11-23", payload, NOW, NOW)
    store.deliveries.claim(replace(message, **changed))  # type: ignore[arg-type] # fields by name
    taken = store.deliveries.take(NOW)
    assert taken is not None
    return taken


def test_a_message_carries_its_key_and_can_be_rated(
    notifier: SlackNotifier, slack: SlackApi, desk: Desk
) -> None:
    message = claimed(desk.store)
    sent = notifier.send(message)
    assert isinstance(sent, Sent)
    [said] = slack.workspace.messages(slack.workspace.dm_of("U0ADA"))
    assert (said.channel, said.ts, said.text) == (sent.channel, sent.ts, "3 due at Acme &amp; Co")
    assert said.metadata == {"event_type": "suggestion", "event_payload": {"id": "k1", "key": "k1"}}
    assert desk.store.suggestions.by_id("k1") == Suggestion("k1", "reminder", 1, NOW)
    desk.store.deliveries.sent(message, sent, NOW)
    assert desk.store.suggestions.by_message(sent.channel, sent.ts) is not None
    assert wrong(slack, desk.store) == []


def test_a_card_may_bring_its_own_suggestion(
    notifier: SlackNotifier, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Suggestion("other", "lead", 1, NOW, pursuit_id=None, win=0.5)
    monkeypatch.setitem(PLAIN_CARDS, "hot", lambda *_: Answer("Acme is hot", suggestion=own))
    assert isinstance(notifier.send(claimed(desk.store, kind="hot")), Sent)
    assert desk.store.suggestions.by_id("k1") == replace(own, id="k1")


def test_nothing_to_say_any_more(notifier: SlackNotifier, slack: SlackApi, desk: Desk) -> None:
    assert notifier.send(claimed(desk.store, payload={})) == NotSent("nothing to say any more")
    assert calls(slack) == []


def test_a_card_that_breaks_is_tried_again_later(
    notifier: SlackNotifier, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_message: Message, _desk: Desk) -> Answer | None:
        raise KeyError("Acme")

    monkeypatch.setitem(PLAIN_CARDS, "reminder", broken)
    result = notifier.send(claimed(desk.store))
    assert isinstance(result, NotSent)
    assert result.retry_after == 600
    assert result.why.startswith("Something broke on our side.")


def test_who_is_not_in_slack_yet_is_told_later(notifier: SlackNotifier, slack: SlackApi, desk: Desk) -> None:
    stranger = desk.store.people.add(Person("new@example.com", "New One"))
    result = notifier.send(claimed(desk.store, person_id=stranger.id))
    assert result == NotSent("their Slack user is not known", 600)
    assert calls(slack) == []


def test_who_lost_their_turn_sends_nothing(notifier: SlackNotifier, slack: SlackApi, desk: Desk) -> None:
    message = claimed(desk.store)
    desk.store.deliveries.take_lost(NOW + timedelta(minutes=5))
    assert notifier.send(message) == NotSent("its turn was over", 0)
    assert calls(slack) == []


def test_one_attempt_even_where_slacks_client_would_make_two(
    notifier: SlackNotifier, slack: SlackApi, desk: Desk
) -> None:
    slack.faults.append(accept_then_drop(ALWAYS))
    assert isinstance(notifier.send(claimed(desk.store)), Unknown)
    assert len(slack.requests) == 1


def test_a_card_that_slack_refuses_comes_as_its_line(desk: Desk, slack: SlackApi) -> None:
    def card(_message: Message, _desk: Desk) -> Answer:
        return Answer("Good morning.", ({"type": "divider"},))

    slack.workspace.break_next("chat.postMessage", "invalid_blocks")
    cards = dict.fromkeys(PLAIN_CARDS, card)
    notifier = SlackNotifier(desk, slack.workspace.bot_token, slack.api_url, cards=cards)
    assert isinstance(notifier.send(claimed(desk.store)), Sent)
    [first, second] = [args for _, args in slack.workspace.calls]
    assert (first["text"], bool(first["blocks"])) == ("Good morning.", True)
    assert (second["text"], bool(second.get("blocks"))) == ("Good morning.", False)


# --- looking for them -----------------------------------------------------------------------------------------------


def test_a_message_is_found_by_its_key(notifier: SlackNotifier, slack: SlackApi, desk: Desk) -> None:
    message = claimed(desk.store)
    slack.faults.append(accept_then_drop(ALWAYS))
    notifier.send(message)
    slack.faults.clear()
    for number in range(3):
        notifier.tell(1, f"Something else, number {number}")
    assert notifier.look_for(replace(message, key="k2"), NOW) is None
    [said] = [one for one in slack.workspace.messages(slack.workspace.dm_of("U0ADA")) if one.metadata]
    assert notifier.look_for(message, NOW) == Sent(said.channel, said.ts)
    assert calls(slack)[-2:] == ["conversations.open", "conversations.history"]


def test_history_is_read_from_a_little_before_the_first_try(notifier: SlackNotifier, desk: Desk) -> None:
    message = claimed(desk.store)
    notifier.send(message)
    late = replace(message, first_tried_at=NOW + timedelta(minutes=4))
    assert notifier.look_for(late, NOW) is not None
    later = replace(message, first_tried_at=NOW + timedelta(minutes=6))
    assert notifier.look_for(later, NOW) is None


def test_history_of_several_pages(notifier: SlackNotifier, slack: SlackApi, desk: Desk) -> None:
    message = claimed(desk.store)
    said = {"ts": "7.0", "metadata": {"event_payload": {"key": "k1"}}}
    pages = iter([
        {"ok": True, "messages": [{"ts": "9.0"}], "has_more": True, "response_metadata": {"next_cursor": "c"}},
        {"ok": True, "messages": [said], "has_more": False},
    ])  # fmt: skip
    slack.workspace.call = lambda method, *_: (  # type: ignore[method-assign] # two pages of history
        next(pages) if method.endswith("history") else {"ok": True, "channel": {"id": "D1"}}
    )
    assert notifier.look_for(message, NOW) == Sent("D1", "7.0")


def test_more_history_than_can_be_read(notifier: SlackNotifier, slack: SlackApi, desk: Desk) -> None:
    page = {"ok": True, "channel": {"id": "D1"}, "messages": [], "has_more": True}
    slack.workspace.call = lambda *_: page  # type: ignore[method-assign] # it never ends
    with pytest.raises(Unavailable):
        notifier.look_for(claimed(desk.store), NOW)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (answers(ALWAYS, 200, {"ok": False, "error": "missing_scope"}), Refused),
        (answers(ALWAYS, 200, {"ok": False, "error": "internal_error"}), Unavailable),
        (answers(ALWAYS, 429, {"ok": False, "error": "ratelimited"}), Unavailable),
        (server_error(ALWAYS), Unavailable),
    ],
)
def test_history_that_cannot_be_read(
    notifier: SlackNotifier, slack: SlackApi, desk: Desk, fault: ScriptedFault, error: type[Exception]
) -> None:
    slack.faults.append(fault)
    with pytest.raises(error):
        notifier.look_for(claimed(desk.store), NOW)


def test_history_while_nobody_answers(desk: Desk) -> None:
    with pytest.raises(Unavailable):
        SlackNotifier(desk, "xoxb-1", DOWN).look_for(claimed(desk.store), NOW)
