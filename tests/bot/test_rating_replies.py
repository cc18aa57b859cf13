"""Thumbs through signed requests: clicks, reasons, emoji; once each, the last one counts."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from bot.rating_replies import CORRECT
from bot.sandbox.block_rules import complaints_about_view
from ml.errors import Unavailable
from ml.records import Suggestion
from tests.bot.hubspot_team import connected_team, everything, left_alone
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store
    from tests.bot.slack_team import Shown, Team


def current(team: Team, shown: Shown, person_id: int = 1) -> str | None:
    return team.store.ratings.current(shown.suggestion_id, person_id)


def test_a_thumb_up_is_stored_and_thanked_for_privately(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    assert team.ada.thumb(card, "up").status == 200
    assert current(team, card) == "up"
    assert team.ada.last("C0SALES").text == "Thank you, noted: helpful."
    assert team.ada.last("C0SALES").response_type == "ephemeral"


def test_the_value_of_a_thumb_holds_the_suggestion(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    assert team.store.suggestions.by_id(card.suggestion_id) is not None


def test_a_thumb_down_asks_why_and_keeps_the_answer(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.ada.thumb(card, "down")
    assert current(team, card) == "down"
    [view] = team.standin.views["U0ADA"]
    assert view["private_metadata"] == card.suggestion_id
    answer = team.ada.submit(view, "stale", "they signed\x00 last week")
    assert (answer.status, answer.body) == (200, "")
    assert reasons(team) == ["Out of date: they signed last week"]


def test_a_reason_without_words_or_choice_is_none(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.ada.thumb(card, "down")
    [view] = team.standin.views["U0ADA"]
    assert team.ada.submit(view, None, None).body == ""
    assert reasons(team) == [""]


def test_when_the_question_cannot_be_asked_the_thumb_still_counts(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.standin.break_next("views.open", "expired_trigger_id")
    team.ada.thumb(card, "down")
    assert current(team, card) == "down"
    assert team.ada.last("C0SALES").text.startswith("Noted: not helpful")


def test_the_same_click_counts_once_and_a_changed_mind_counts(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    body = team.ada.thumb_body(f"{card.suggestion_id}:up", ts="1795424400.000100")
    assert [team.ada.send(body).status for _ in range(3)] == [200, 200, 200]
    assert events(team) == 1
    team.ada.thumb(card, "down", ts="1795424500.000100")
    team.ada.send(body)
    assert current(team, card) == "down"
    assert events(team) == 2


def test_clicks_that_arrive_in_the_wrong_order_leave_the_last_one(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.ada.thumb(card, "down", ts="1795424500.000100")
    team.ada.thumb(card, "up", ts="1795424400.000100")
    assert current(team, card) == "down"


def test_somebody_elses_answer_cannot_be_rated_unless_its_pursuit_may_be_seen(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.ben.thumb(card, "down")
    assert current(team, card, person_id=2) is None
    assert "Only the person who got this answer" in team.ben.last("C0SALES").words
    team.mia.thumb(card, "up")
    assert current(team, card, person_id=3) == "up"


@pytest.mark.parametrize("value", ["nonsense", ":up", "no-such-id:up", "x:sideways", ""])
def test_a_foreign_value_is_answered_in_words(team: Team, value: str) -> None:
    assert team.ada.send(team.ada.thumb_body(value)).status == 200
    assert "cannot be" in team.ada.last("C0SALES").words
    assert events(team) == 0


def test_a_reason_that_cannot_be_kept_is_said_in_the_modal(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.ada.thumb(card, "down")
    [view] = team.standin.views["U0ADA"]
    answer = team.ada.submit({**view, "private_metadata": "gone"}, "stale", None)
    assert answer.status == 200
    assert '"response_action": "update"' in answer.body
    assert "no longer known" in answer.body


@pytest.mark.parametrize("emoji", ["+1", "thumbsup", "+1::skin-tone-3", "thumbsup::skin-tone-6"])
def test_an_emoji_on_a_real_message_is_a_vote(team: Team, emoji: str) -> None:
    card, ts = in_chat(team)
    assert team.ada.react(emoji, ts).status == 200
    assert current(team, card) == "up"
    team.ada.react(emoji, ts, added=False)
    assert current(team, card) is None


def test_an_emoji_delivered_twice_counts_once(team: Team) -> None:
    _, ts = in_chat(team)
    for _ in range(3):
        team.ada.react("-1", ts, event_id="Ev1")
    assert events(team) == 1
    assert team.store.ratings.totals() == {"up": 0, "down": 1}


def test_taking_off_one_thumb_leaves_the_other(team: Team) -> None:
    card, ts = in_chat(team)
    team.ada.react("+1", ts)
    team.ada.react("-1", ts)
    team.ada.react("+1", ts, added=False)
    assert current(team, card) == "down"


def test_two_skins_of_a_thumb_are_two_and_each_is_taken_off_alone(team: Team) -> None:
    card, ts = in_chat(team)
    team.ada.react("+1", ts)
    team.ada.react("thumbsup::skin-tone-3", ts)
    team.ada.react("+1::skin-tone-3", ts, added=False)
    assert current(team, card) == "up"
    team.ada.react("thumbsup", ts, added=False)
    assert current(team, card) is None


def test_emoji_four_times_each_in_any_order_and_at_once_end_alike(team: Team) -> None:
    card, ts = in_chat(team)
    told = [("+1", True), ("-1", True), ("+1", False), ("+1::skin-tone-2", True), ("-1", False), ("-1", True)]
    bodies = [
        {"emoji": emoji, "ts": ts, "added": added, "at": f"17954245{k:02}.000100", "event_id": f"Ev{k}"}
        for k, (emoji, added) in enumerate(told)
    ]
    for seed in range(3):
        copies = bodies * 4
        Random(seed).shuffle(copies)  # noqa: S311 - an order, not a secret
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(lambda event: team.ada.react(**event), copies))
        assert {answer.status for answer in answers} == {200}
        assert (current(team, card), events(team)) == ("down", len(told))


def test_a_vote_on_a_message_of_three_months_ago_counts(team: Team) -> None:
    old = Suggestion(
        "s-old", "reminder", 1, NOW - timedelta(days=90), channel=team.ada.dm, ts="1787648400.000100"
    )
    team.store.suggestions.save(old)
    team.ada.react("+1", "1787648400.000100")
    assert team.store.ratings.current("s-old", 1) == "up"


def test_who_says_the_crm_is_wrong_leaves_a_doubt(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.ada.thumb(card, "down")
    [view] = team.standin.views["U0ADA"]
    for words in ("they signed", "they signed in May"):
        assert team.ada.submit(view, "crm", words).body == ""
    [doubt] = team.store.doubts.all_open()
    assert (doubt.company, doubt.person_id, doubt.says) == (
        "Acme Pte Ltd",
        1,
        "The CRM is wrong: they signed in May",
    )


def test_another_reason_leaves_no_doubt(team: Team) -> None:
    card = team.ada.command("/lead", "acme")
    team.ada.thumb(card, "down")
    [view] = team.standin.views["U0ADA"]
    team.ada.submit(view, "score", "the CRM is wrong")
    assert team.store.doubts.all_open() == []


def test_a_doubt_offers_a_task_where_those_are_switched_on(
    sqlite_store: Store, standin: SlackStandIn, access: SlackAccess
) -> None:
    team = connected_team(sqlite_store, standin, access, everything())
    card = team.ada.command("/lead", "acme")
    team.ada.thumb(card, "down")
    [view] = team.standin.views["U0ADA"]
    said = json.loads(team.ada.submit(view, "crm", "they signed").body)
    assert said["response_action"] == "update"
    assert said["view"]["callback_id"] == "hubspot_task"
    assert complaints_about_view(said["view"]) == []
    assert left_alone(said["view"])["subject"]["subject"]["value"] == CORRECT
    assert len(team.store.doubts.all_open()) == 1


def test_a_removal_that_overtakes_its_emoji_stands(team: Team) -> None:
    card, ts = in_chat(team)
    team.ada.react("+1", ts, added=False, at="1795424500.000100")
    team.ada.react("+1", ts, at="1795424400.000100")
    assert current(team, card) is None


def test_button_and_emoji_are_one_vote(team: Team) -> None:
    card, ts = in_chat(team)
    team.ada.thumb(card, "up", where=team.ada.dm, ts="1795424400.000100")
    team.ada.react("-1", ts, at="1795424500.000100")
    assert team.store.ratings.totals() == {"up": 0, "down": 1}
    assert current(team, card) == "down"


def test_other_emoji_messages_and_people_are_left_alone(team: Team) -> None:
    card, ts = in_chat(team)
    calls = len(team.standin.calls)
    assert team.ada.react("tada", ts).status == 200
    assert team.ada.react("+1", "1.000001").status == 200
    assert team.talk("U0STR").react("+1", "1.000001").status == 200
    assert events(team) == 0
    assert len(team.standin.calls) == calls
    assert current(team, card) is None


def test_an_emoji_that_could_not_be_stored_is_delivered_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack delivers an event again when it is not answered with 2xx."""
    card, ts = in_chat(team)

    def gone(_event: Any) -> bool:
        raise Unavailable("The database did not answer; try again in a moment.")

    with monkeypatch.context() as broken:
        broken.setattr(team.store.ratings, "vote", gone)
        assert team.ada.react("+1", ts, event_id="Ev7").status == 503
    assert team.ada.react("+1", ts, event_id="Ev7").status == 200
    assert current(team, card) == "up"


def in_chat(team: Team) -> tuple[Shown, str]:
    """A card as a real message, and where it stands."""
    card = team.ada.command("/lead", "acme", channel=team.ada.dm)
    return card, team.standin.messages(team.ada.dm)[-1].ts


def events(team: Team) -> int:
    return len(reasons(team))


def reasons(team: Team) -> list[str]:
    from sqlalchemy import select

    from integrations.store.schema import rating_events

    with team.store.engine.reading() as connection:
        return list(connection.scalars(select(rating_events.c.reason)))
