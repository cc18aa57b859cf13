"""Where answers go: privately in a channel, as real messages in the chat with the bot, and what a click does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.slack_team import make_team

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store
    from tests.bot.slack_team import Team


def test_in_the_chat_with_the_bot_the_answer_is_a_real_message(team: Team) -> None:
    shown = team.ada.command("/lead", "acme", channel=team.ada.dm)
    [(method, call)] = team.standin.calls
    assert method == "chat.postMessage"
    assert call["metadata"] == {"event_type": "suggestion", "event_payload": {"id": shown.suggestion_id}}
    assert call["unfurl_links"] is call["unfurl_media"] is False
    said = team.store.suggestions.by_id(shown.suggestion_id)
    assert said is not None
    assert said == team.store.suggestions.by_message(team.ada.dm, said.ts or "")


def test_delivered_twice_it_is_posted_once(team: Team) -> None:
    body = team.ada.command_body("/lead", "acme", channel=team.ada.dm, trigger_id="1.2.same")
    assert [team.ada.send(body).status for _ in range(2)] == [200, 200]
    assert len(team.standin.messages(team.ada.dm)) == 1
    assert team.store.counts()["suggestions"] == 1


def test_when_slack_does_not_take_the_message_the_answer_is_private(team: Team) -> None:
    team.standin.break_next("chat.postMessage", "internal_error")
    shown = team.ada.command("/lead", "acme", channel=team.ada.dm)
    assert shown.response_type == "ephemeral"
    assert "Win chance 62 %" in shown.words
    assert team.standin.messages(team.ada.dm) == []


def test_a_slow_slack_costs_two_seconds_and_one_attempt(team: Team) -> None:
    team.standin.break_next("chat.postMessage", "internal_error", after=2.3)
    shown = team.ada.command("/lead", "acme", channel=team.ada.dm)
    assert shown.response_type == "ephemeral"
    assert len(team.standin.calls) == 1


def test_a_direct_message_with_somebody_else_is_answered_privately(team: Team) -> None:
    assert team.ada.command("/lead", "acme", channel="D0OTHERS").response_type == "ephemeral"


def test_the_picker_opens_the_chosen_card_beside_it(team: Team) -> None:
    picker = team.ada.command("/lead", "metro")
    card = team.ada.click(picker, "Metro Foods")
    assert "Win chance 71 %" in card.words
    assert card.response_type == "ephemeral"
    assert card.suggestion_id != picker.suggestion_id
    said = team.store.suggestions.by_id(card.suggestion_id)
    assert said is not None
    assert said.pursuit_id == 2


def test_a_click_in_the_chat_is_answered_by_a_real_message(team: Team) -> None:
    picker = team.ada.command("/lead", "metro", channel=team.ada.dm)
    card = team.ada.click(picker, "Metro Foods", where=team.ada.dm)
    assert "Win chance 71 %" in card.words
    said = team.store.suggestions.by_id(card.suggestion_id)
    assert said is not None
    assert said.channel == team.ada.dm


def test_what_may_be_opened_is_checked_again_on_the_click(team: Team) -> None:
    """The button was made when the pursuit was nobody's; meanwhile Ben took it."""
    picker = team.ada.command("/lead", "metro")
    _give(team.store, pursuit_id=4, owner_id=2)
    card = team.ada.click(picker, "Metropolis Gym")
    assert card.words.startswith("Metropolis Gym\nCold Lead · owned by Ben Ng")
    assert "%" not in card.words


def test_a_button_of_another_version_is_answered_in_words(team: Team) -> None:
    picker = team.ada.command("/lead", "metro")
    picker.element("Metro Foods")[1]["value"] = "<b>"
    assert "older version" in team.ada.click(picker, "Metro Foods").words


def test_a_button_of_a_pursuit_that_is_gone_is_answered_in_words(team: Team) -> None:
    picker = team.ada.command("/lead", "metro")
    picker.element("Metro Foods")[1]["value"] = "404"
    assert "no longer in the store" in team.ada.click(picker, "Metro Foods").words


def test_a_click_of_a_stranger_shows_nothing(team: Team) -> None:
    picker = team.ada.command("/lead", "metro")
    shown = team.talk("U0STR").click(picker, "Metro Foods")
    assert shown.text.startswith("I don't know you yet")


def test_pages_and_filters_replace_the_message(team: Team) -> None:
    queue = team.ada.command("/leads")
    team.standin.show_response("C0SALES", "U0ADA", {"text": queue.text, "blocks": queue.blocks})
    before = len(team.standin.messages("C0SALES"))
    filtered = team.ada.click(queue, "All stages", option="Hot Lead")
    assert len(team.standin.messages("C0SALES")) == before
    assert "Acme" in filtered.words
    assert "Metro Foods" not in filtered.words
    assert filtered.suggestion_id == queue.suggestion_id


def test_in_the_chat_a_filter_changes_the_message_itself(team: Team) -> None:
    queue = team.ada.command("/leads", channel=team.ada.dm)
    filtered = team.ada.click(queue, "Any score", option="Score 60 or more", where=team.ada.dm)
    assert [method for method, _ in team.standin.calls] == ["chat.postMessage", "chat.update"]
    assert "Metropolis" in queue.words
    assert "Metropolis" not in filtered.words
    assert "1–2 of 2 open pursuits" in filtered.words


def test_the_lead_card_leads_to_the_queue(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    queue = team.ada.click(card, "My next conversations")
    assert queue.words.startswith("My next conversations")
    assert queue.suggestion_id != card.suggestion_id


def test_both_databases_carry_the_whole_road(
    store: Store, standin: SlackStandIn, access: SlackAccess
) -> None:
    team = make_team(store, standin, access)
    picker = team.ada.command("/lead", "metro")
    card = team.ada.click(picker, "Metro Foods")
    assert team.ada.thumb(card, "up").status == 200
    assert team.store.ratings.totals() == {"up": 1, "down": 0}


@pytest.mark.parametrize(
    "url", ["https://evil.example/x", "https://hooks.slack.com.evil.example/x", "file:///etc/passwd"]
)
def test_only_slack_is_called_back(team: Team, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is left alone, and the answer comes as a message instead."""
    picker = team.ada.command("/lead", "metro")
    monkeypatch.setattr(team.standin, "new_response_url", lambda *_: url)
    block, element = picker.element("Metro Foods")
    from bot.sandbox.signed_requests import action_of

    body = team.ada._action_body(action_of(element, "b1"), "C0SALES")
    assert team.ada.send(body).status == 200
    assert block["type"] == "actions"
    assert [method for method, _ in team.standin.calls] == ["chat.postMessage"]


def _give(store: Store, *, pursuit_id: int, owner_id: int) -> None:
    from sqlalchemy import update

    from integrations.store.schema import pursuits

    with store.engine.writing() as connection:
        connection.execute(update(pursuits).where(pursuits.c.id == pursuit_id).values(owner_id=owner_id))
