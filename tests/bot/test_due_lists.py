"""What is due: the daily message reads its rows anew, and says nothing where nothing is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, update

from bot.due_lists import daily_message
from bot.exchange import CrmDesk
from bot.sandbox.plain_words import words_of
from integrations.store.reminders import Answered, NewReminder, insert_reminders
from integrations.store.schema import pursuits
from ml.funnel import FunnelState
from ml.messages import Message
from tests.bot.hubspot_team import connected_team
from tests.bot.reminded_team import ACME, GYM, KEY, LOST, METRO, TODAY, claim, list_of, send
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store
    from tests.bot.slack_team import Team


def change(team: Team, pursuit_id: int, **values: object) -> None:
    with team.store.engine.writing() as connection:
        connection.execute(update(pursuits).where(pursuits.c.id == pursuit_id).values(**values))


def said(team: Team, message: Message) -> str:
    answer = daily_message(message, team.desk)
    return words_of(answer.blocks) if answer else ""


def test_the_message_says_who_how_long_why_what_was_agreed_and_what_to_open_with(team: Team) -> None:
    list_of(team, ACME)
    shown = send(team, ACME, METRO)
    assert shown.words.startswith("Good afternoon Ada. Two worth a touch today.\n")
    told, row = shown.words.split("\n")[1:5], shown.words.split("\n")[5]
    assert told[0] == "1. Acme Pte Ltd · Rostering · silent 11 days"
    assert told[1].startswith("Quotation is 9 days overdue; the board meets on Wednesday · agreed for 14 Nov")
    assert told[1].endswith("best Thu 10–12 h (7 of 9 answered; team 31 %)")
    assert told[2] == "Open with Mei Lin: “Mei Lin, before Wednesday: shall I send the quote?”  [ Open ]"
    assert told[3] == "[ Draft pitch ]  [ Last call ]  [ Done ]  [ Snooze ▾ ]  [ Not relevant ]"
    assert row == "2. Metro Foods · Rostering · no touch yet"
    assert "cadence table: your team has 38 answers so far, 50 start the model" in shown.words
    assert "Change time, days or number: App Home." in shown.words
    assert "Acme Pte Ltd – quotation is 9 days overdue" in shown.text
    suggestion = team.store.suggestions.by_id(KEY)
    assert suggestion is not None
    assert (suggestion.kind, suggestion.person_id) == ("reminder", 1)


def test_it_says_of_how_many_open_pursuits(team: Team) -> None:
    assert "One worth a touch today (of 2)." in said(team, claim(team, ACME))


@pytest.mark.parametrize(
    ("hour", "greeting"), [(1, "Good morning Ada."), (4, "Good afternoon Ada."), (10, "Good evening Ada.")]
)
def test_it_greets_by_the_persons_clock_when_it_was_made(team: Team, hour: int, greeting: str) -> None:
    message = claim(team)
    made = datetime(2026, 11, 23, hour, tzinfo=UTC)
    with team.store.engine.writing() as connection:
        insert_reminders(connection, KEY, [NewReminder(1, TODAY, made, ACME, 1)])
    assert said(team, message).startswith(greeting)


def test_what_is_left_of_it_is_said(team: Team) -> None:
    message = claim(team, ACME, METRO, GYM)
    change(team, 1, owner_id=2)  # given to a colleague
    change(team, 2, state=FunnelState.CLIENT.value)  # won meanwhile
    words = said(team, message)
    assert "1. Metropolis Gym" in words  # nobody's, so still Ada's to see
    assert "Acme" not in words
    assert "Metro Foods" not in words


def test_nothing_is_left(team: Team) -> None:
    message = claim(team, ACME)
    change(team, 1, owner_id=2)
    assert daily_message(message, team.desk) is None
    assert daily_message(replace(message, key="other"), team.desk) is None


def test_what_was_answered_before_it_was_sent_needs_no_message(team: Team) -> None:
    message = claim(team, ACME, METRO)
    for touch in (ACME, METRO):
        assert daily_message(message, team.desk) is not None
        team.store.reminders.answer(
            NewReminder(1, TODAY, NOW, touch, 1), Answered("done", NOW, outcome="open")
        )
    assert daily_message(message, team.desk) is None


def test_somebody_who_left_gets_nothing(team: Team) -> None:
    message = claim(team, ACME)
    team.store.people.remove("ada@example.com")
    assert daily_message(message, team.desk) is None


def test_what_was_lost_for_a_time_comes_back(team: Team) -> None:
    assert "1. Lost & Found" in said(team, claim(team, LOST))


def test_what_is_withheld_is_not_named(team: Team) -> None:
    assert "Metro" not in said(team, claim(team, ACME, withheld=METRO))


def test_ten_fit_in_a_message(team: Team) -> None:
    numbers = range(20, 32)
    with team.store.engine.writing() as connection:
        connection.execute(
            insert(pursuits),
            [{"id": n, "company_id": 2, "service": str(n), "owner_id": 1, "state": "LEAD"} for n in numbers],
        )
    shown = send(team, *(replace(METRO, pursuit_id=n, opener="Hello") for n in numbers))
    assert shown.words.count("[ Done ]") == 10
    assert "Ten worth a touch today" in shown.words


def test_the_way_to_hubspot_is_offered_where_the_company_is_from_there(
    sqlite_store: Store, standin: SlackStandIn, access: SlackAccess
) -> None:
    team = connected_team(sqlite_store, standin, access, CrmDesk(connected=True))
    shown = send(team, ACME, METRO)
    assert shown.words.count("[ Open in HubSpot ]") == 1
    _, link = shown.element("Open in HubSpot")
    assert link["url"].startswith("https://app.hubspot.com/contacts/7654321/")


def test_what_was_answered_stays_though_it_was_won_since(team: Team) -> None:
    message = claim(team, ACME, METRO)
    team.store.reminders.answer(NewReminder(1, TODAY, NOW, ACME, 1), Answered("done", NOW, outcome="agreed"))
    change(team, 1, state=FunnelState.CLIENT.value)
    assert "1. Acme Pte Ltd · done: they agreed" in said(team, message)
