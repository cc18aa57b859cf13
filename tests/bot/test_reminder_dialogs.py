"""The daily message in a chat: done, snoozed, not relevant; the message says so, and says it once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from bot.app import make_app
from bot.exchange import Desk
from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import action_of
from bot.slack_notifier import SlackNotifier
from integrations.store.reminders import NewReminder
from integrations.store.schema import pursuits
from ml.errors import Unavailable
from ml.messages import Message, Sent
from tests.bot.reminded_team import (
    ACME,
    KEY,
    METRO,
    TODAY,
    calls_to_slack,
    day,
    dialog,
    list_of,
    option,
    row_of,
    send,
    snooze,
    submit,
)
from tests.bot.slack_team import NOW, Talk, Team, make_team

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store


@pytest.fixture
def team(store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """The team, on both databases."""
    return make_team(store, standin, access)


def give_to_ben(team: Team, pursuit_id: int) -> None:
    with team.store.engine.writing() as connection:
        connection.execute(
            update(pursuits).where(pursuits.c.id == pursuit_id).values(owner_id=2, owner_name="Ben Ng")
        )


def test_done_asks_how_it_ended_and_the_message_says_so(team: Team) -> None:
    shown = send(team, ACME, METRO)
    view = dialog(team.ada, shown, "Done", where=team.ada.dm)
    assert "Acme Pte Ltd · Rostering" in words_of(view["blocks"])
    before = len(calls_to_slack(team))
    assert submit(team.ada, view, outcome=option("agreed"), next=day("2026-12-01")) == {}
    assert calls_to_slack(team)[before:] == ["chat.update"]
    row = row_of(team, 1)
    assert row is not None
    assert (row.answer, row.outcome, row.until, row.answered_at) == ("done", "agreed", date(2026, 12, 1), NOW)
    now = team.ada.last(team.ada.dm)
    assert "1. Acme Pte Ltd · done: they agreed, next step 1 Dec" in now.words
    assert "2. Metro Foods" in now.words
    assert now.words.count("[ Done ]") == 1
    assert now.suggestion_id == KEY
    assert len(team.standin.messages(team.ada.dm)) == 1


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"outcome": {"selected_option": None}, "next": day(None)}, {"outcome"}),
        ({"outcome": option("won"), "next": day("2026-11-22")}, {"outcome", "next"}),
        ({"outcome": option("agreed"), "next": day("2028-01-01")}, {"next"}),
        ({}, {"outcome"}),
    ],
)
def test_done_says_what_is_wrong_by_field_and_keeps_nothing(
    team: Team, said: dict[str, Any], wrong: set[str]
) -> None:
    view = dialog(team.ada, send(team, ACME), "Done", where=team.ada.dm)
    answer = submit(team.ada, view, **said)
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == wrong
    row = row_of(team, 1)
    assert row is not None
    assert row.answer is None


@pytest.mark.parametrize(("label", "until"), [("1 day", date(2026, 11, 24)), ("1 week", date(2026, 11, 30))])
def test_a_snooze_is_one_click(team: Team, label: str, until: date) -> None:
    shown = send(team, ACME, METRO)
    before = len(calls_to_slack(team))
    now = snooze(team.ada, shown, label, where=team.ada.dm, nth=1)
    assert calls_to_slack(team)[before:] == ["chat.update"]
    assert f"2. Metro Foods · snoozed until {until.day} Nov" in now.words
    assert team.store.reminders.open_snoozes(1, TODAY) == {2: until}
    again = snooze(team.ada, shown, label, where=team.ada.dm, nth=1)
    assert again.words == now.words


def test_a_snooze_until_a_picked_day(team: Team) -> None:
    shown = send(team, ACME)
    snooze(team.ada, shown, "Pick a date", where=team.ada.dm)
    [view] = team.standin.views["U0ADA"]
    for wrong in (day(None), day("2026-11-23"), day("2027-12-31"), day("soon")):
        assert set(submit(team.ada, view, until=wrong)["errors"]) == {"until"}
    assert team.store.reminders.open_snoozes(1, TODAY) == {}
    assert submit(team.ada, view, until=day("2027-01-04")) == {}
    assert "1. Acme Pte Ltd · snoozed until 4 Jan 2027" in team.ada.last(team.ada.dm).words


def test_not_relevant_asks_why(team: Team) -> None:
    view = dialog(team.ada, send(team, ACME), "Not relevant", where=team.ada.dm)
    assert set(submit(team.ada, view, words={"value": "hm"})["errors"]) == {"why"}
    assert submit(team.ada, view, why=option("no_need"), words={"value": "<!channel> merged"}) == {}
    assert (
        "1. Acme Pte Ltd · not relevant: They do not need us: <!channel> merged"
        in team.ada.last(team.ada.dm).words
    )
    assert team.store.reminders.irrelevant(1) == {1}
    assert team.store.doubts.all_open() == []


def test_a_wrong_crm_is_kept_as_a_doubt(team: Team) -> None:
    view = dialog(team.ada, send(team, ACME), "Not relevant", where=team.ada.dm)
    assert set(submit(team.ada, view, why=option("crm"), words={"value": " "})["errors"]) == {"words"}
    for _ in range(2):
        assert submit(team.ada, view, why=option("crm"), words={"value": "They signed in May"}) == {}
    [doubt] = team.store.doubts.all_open()
    assert (doubt.pursuit_id, doubt.person_id, doubt.suggestion_id) == (1, 1, KEY)
    assert "They signed in May" in doubt.says


def test_submitted_twice_is_once(team: Team) -> None:
    view = dialog(team.ada, send(team, ACME), "Done", where=team.ada.dm)
    for _ in range(2):
        assert submit(team.ada, view, outcome=option("no_answer")) == {}
    [row] = team.store.reminders.of_message(KEY)
    assert (row.answer, row.outcome) == ("done", "no_answer")


def test_what_was_given_to_a_colleague_is_not_answered_any_more(team: Team) -> None:
    shown = send(team, ACME, METRO)
    view = dialog(team.ada, shown, "Done", where=team.ada.dm)
    give_to_ben(team, 1)
    said = submit(team.ada, view, outcome=option("agreed"))
    assert "Acme Pte Ltd is Ben Ng's now" in words_of(said["view"]["blocks"])
    snooze(team.ada, shown, "1 day", where=team.ada.dm)
    row = row_of(team, 1)
    assert row is not None
    assert row.answer is None
    snooze(team.ada, shown, "1 day", where=team.ada.dm, nth=1)
    first = next(m for m in team.standin.messages(team.ada.dm) if not m.ephemeral_to)
    assert "Acme" not in words_of(first.blocks)
    assert "1. Metro Foods · snoozed" in words_of(first.blocks)


def test_a_colleague_cannot_answer_for_me(team: Team) -> None:
    shown = send(team, ACME)
    view = dialog(team.ada, shown, "Done", where=team.ada.dm)
    said = submit(team.ben, view, outcome=option("agreed"))
    assert "a colleague's" in words_of(said["view"]["blocks"])
    row = row_of(team, 1)
    assert row is not None
    assert row.answer is None


@pytest.mark.parametrize("value", ["", "17", "k:1:x:2026-11-23", "k:1:2:3:4:5", "k:1:99999:2026-11-23"])
def test_a_value_that_is_not_ours_is_said(team: Team, value: str) -> None:
    shown = send(team, ACME)
    block, element = shown.element("Done")
    action = action_of(element, block["block_id"], value=value)
    told = team.ada._clicked(action, team.ada.dm)
    assert "/retarget" in told.text
    assert "(ref" not in told.text


def test_a_message_of_ninety_days_ago_still_works(
    store: Store, standin: SlackStandIn, access: SlackAccess
) -> None:
    team = make_team(store, standin, access)
    shown = send(team, ACME, METRO)
    later = Desk(store, lambda: NOW + timedelta(days=90))
    ada = Talk(make_app(later, access), standin, "U0ADA")
    view = dialog(ada, shown, "Done", where=ada.dm)
    assert submit(ada, view, outcome=option("open")) == {}
    now = snooze(ada, shown, "1 day", where=ada.dm, nth=1)
    assert "1. Acme Pte Ltd · done: still open" in now.words
    assert "2. Metro Foods · snoozed until 22 Feb 2027" in now.words
    assert [row.on for row in store.reminders.of_message(KEY)] == [TODAY, TODAY]


def test_the_database_away_keeps_what_was_filled_in(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    view = dialog(team.ada, send(team, ACME), "Done", where=team.ada.dm)

    def gone(*_: Any) -> Any:
        raise Unavailable("The database did not answer; try again in a moment.")

    monkeypatch.setattr(team.store.reminders, "answer", gone)
    said = submit(team.ada, view, outcome=option("agreed"))
    assert said["errors"] == {"outcome": "The database did not answer; try again in a moment."}


def test_slack_that_does_not_change_the_message_is_told_in_the_dialog(team: Team) -> None:
    view = dialog(team.ada, send(team, ACME), "Done", where=team.ada.dm)
    team.standin.break_next("chat.update")
    said = submit(team.ada, view, outcome=option("agreed"))
    assert said["view"]["title"]["text"] == "Kept"
    row = row_of(team, 1)
    assert row is not None
    assert row.answer == "done"


def test_a_dialog_that_slack_does_not_open_is_said(team: Team) -> None:
    shown = send(team, ACME)
    team.standin.break_next("views.open")
    block, element = shown.element("Done")
    told = team.ada._clicked(action_of(element, block["block_id"]), team.ada.dm)
    assert "did not open the dialog" in told.text


def test_thumbs_and_emoji_rate_the_message(team: Team) -> None:
    shown = send(team, ACME)
    [message] = team.standin.messages(team.ada.dm)
    team.ada.thumb(shown, "up", where=team.ada.dm)
    assert team.store.ratings.current(KEY, 1) == "up"
    team.ada.react("-1", message.ts, at="4000000000.000001")
    assert team.store.ratings.current(KEY, 1) == "down"


def test_the_buttons_of_a_row_open_its_cards(team: Team) -> None:
    shown = send(team, ACME)
    assert "Win chance" in team.ada.click(shown, "Open", where=team.ada.dm).words


def test_a_private_list_is_answered_in_its_place(team: Team) -> None:
    list_of(team, ACME, METRO)
    shown = team.ada.command("/retarget")
    now = snooze(team.ada, shown, "1 week", where="C0SALES")
    assert "Acme Pte Ltd · snoozed until 30 Nov" in now.words
    assert "1. Metro Foods" in now.words
    assert now.suggestion_id == shown.suggestion_id
    view = dialog(team.ada, now, "Done")
    said = submit(team.ada, view, outcome=option("disagreed"))
    assert said["view"]["title"]["text"] == "Kept"
    last = team.ada.last("C0SALES")
    assert "Metro Foods · done: they declined" in last.words
    assert last.text.startswith("Nothing is due now")
    row = row_of(team, 2)
    assert row is not None
    assert (row.delivery_key, row.answer) == (None, "done")


def test_the_dialog_carries_no_more_than_slack_takes(team: Team) -> None:
    list_of(team, replace(ACME, why="x" * 3000, opener="<&>" * 2000))
    view = dialog(team.ada, team.ada.command("/retarget"), "Done")
    assert len(view["private_metadata"]) < 3000
    assert json.loads(view["private_metadata"])["mark"].endswith(":1:1:2026-11-23")


def test_from_the_ledger_to_an_answer(team: Team) -> None:
    made = Message(KEY, "reminder", 1, TODAY.isoformat(), {}, NOW, NOW)
    rows = [NewReminder(1, TODAY, NOW, touch, place) for place, touch in enumerate((ACME, METRO), 1)]
    assert team.store.deliveries.claim(made, rows)
    taken = team.store.deliveries.take(NOW)
    assert taken is not None
    sent = SlackNotifier(team.desk, team.standin.bot_token, team.standin.base_url).send(taken)
    assert isinstance(sent, Sent)
    now = snooze(team.ada, team.ada.last(team.ada.dm), "1 day", where=team.ada.dm)
    assert "1. Acme Pte Ltd · snoozed until 24 Nov" in now.words
    [message] = team.standin.messages(team.ada.dm)
    assert message.metadata is not None
    assert message.metadata["event_payload"]["key"] == KEY
    assert now.suggestion_id == KEY
