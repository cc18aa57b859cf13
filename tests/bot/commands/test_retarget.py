"""`/retarget`: my list now, a rep's for managers, and what it falls back to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from integrations.store.reminders import Answered, NewReminder
from integrations.store.schema import pursuits
from ml.records import Person
from tests.bot.reminded_team import ACME, GYM, LOST, METRO, TODAY, claim, list_of, row_of, snooze
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from ml.reminding import DueTouch
    from tests.bot.slack_team import Team


def answered(team: Team, touch: DueTouch, answer: Answered) -> None:
    team.store.reminders.answer(NewReminder(1, TODAY, NOW, touch, 1), answer)


def test_the_list_that_was_made(team: Team) -> None:
    list_of(team, ACME, METRO)
    shown = team.ada.command("/retarget")
    assert shown.words.startswith("Two worth a touch now\n1. Acme Pte Ltd · Rostering · silent 11 days\n")
    assert shown.response_type == "ephemeral"
    suggestion = team.store.suggestions.by_id(shown.suggestion_id)
    assert suggestion is not None
    assert (suggestion.kind, suggestion.person_id) == ("retarget", 1)
    assert team.store.reminders.of_day(1, TODAY) == []


def test_five_of_a_longer_list(team: Team) -> None:
    numbers = range(20, 28)
    with team.store.engine.writing() as connection:
        connection.execute(
            insert(pursuits),
            [{"id": n, "company_id": 2, "service": str(n), "owner_id": 1, "state": "LEAD"} for n in numbers],
        )
    list_of(team, *(replace(METRO, pursuit_id=n, service=str(n)) for n in numbers))
    shown = team.ada.command("/retarget")
    assert shown.words.startswith("Five worth a touch now (the first of 8)\n")
    assert shown.words.count("[ Done ]") == 5


def test_without_a_list_overdue_promises_and_the_longest_silence(team: Team) -> None:
    shown = team.ada.command("/retarget")
    assert "1. Acme Pte Ltd · Rostering · silent 11 days" in shown.words
    assert "The agreed next step is 9 days overdue · agreed for 14 Nov" in shown.words
    assert "The first list is not made yet" in shown.words
    assert "Metro Foods" not in shown.words  # nobody ever touched it: there is no silence to tell of


def test_nothing_is_due(team: Team) -> None:
    list_of(team)
    assert team.ada.command("/retarget").words.startswith("Nothing is due now. /leads ranks")
    assert team.ben.command("/retarget").words.startswith("Nothing is due now. /leads ranks")


def test_what_was_snoozed_refused_answered_withheld_or_given_away_is_left_out(team: Team) -> None:
    list_of(team, ACME, METRO, GYM, LOST, replace(METRO, pursuit_id=5, company="Qwik Express"))
    yesterday = TODAY - timedelta(days=1)
    later = TODAY + timedelta(days=1)
    team.store.reminders.answer(
        NewReminder(1, yesterday, NOW, METRO, 1), Answered("snoozed", NOW, until=later)
    )
    team.store.reminders.answer(NewReminder(1, yesterday, NOW, GYM, 1), Answered("irrelevant", NOW))
    claim(team, withheld=LOST)
    answered(team, ACME, Answered("done", NOW, outcome="open"))
    shown = team.ada.command("/retarget")
    assert shown.words.startswith("Nothing is due now.")
    assert "1. Acme Pte Ltd · done: still open" in shown.words
    for name in ("Metro Foods", "Metropolis", "Lost", "Qwik"):
        assert name not in shown.words


@pytest.mark.parametrize("typed", ["ada", "Ada Tan", "tan", "ADA@example.com"])
def test_a_manager_may_see_a_reps_list(team: Team, typed: str) -> None:
    list_of(team, ACME)
    shown = team.mia.command("/retarget", typed)
    assert shown.words.startswith("One worth a touch now for Ada Tan\n")
    assert "App Home" not in shown.words
    assert "[ Done ]" in shown.words


def test_a_manager_may_answer_for_a_rep(team: Team) -> None:
    list_of(team, ACME)
    now = snooze(team.mia, team.mia.command("/retarget", "ada"), "1 day", where="C0SALES")
    assert now.text.startswith("Nothing is due for Ada Tan now.")
    row = row_of(team, 1)
    assert row is not None
    assert (row.person_id, row.answer) == (1, "snoozed")


def test_a_rep_sees_only_their_own(team: Team) -> None:
    list_of(team, ACME)
    assert "Only a manager can see a colleague's list" in team.ben.command("/retarget", "ada").text
    assert team.ada.command("/retarget", "ada").words.startswith("One worth a touch now\n")


def test_names_that_fit_nobody_or_several(team: Team) -> None:
    team.store.people.add(Person("ada.lim@example.com", "Ada Lim <!here>"))
    assert "Nobody of the team is called “zoe”" in team.mia.command("/retarget", "zoe").text
    told = team.mia.command("/retarget", "ada").text
    assert "fits several" in told
    assert "ada.lim@example.com" in told


def test_the_same_request_twice_is_one_suggestion(team: Team) -> None:
    list_of(team, ACME)
    for _ in range(2):
        team.ada.command("/retarget", trigger_id="1.2.same")
    assert team.store.counts()["suggestions"] == 1


def test_typed_in_the_chat_it_is_a_real_message_that_is_changed_in_place(team: Team) -> None:
    list_of(team, ACME, METRO)
    shown = team.ada.message("retarget")
    now = snooze(team.ada, shown, "1 day", where=team.ada.dm)
    assert "1. Metro Foods" in now.words
    assert "2. Acme Pte Ltd · snoozed until 24 Nov" in now.words
    assert now.suggestion_id == shown.suggestion_id
