"""What the dialogs say at first: what was agreed and said last, and a day that is worth something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.dates import Reader
from bot.commands import hubspot_dialogs
from bot.commands.hubspot_dialogs import dialog
from bot.exchange import Desk, Question
from bot.sandbox.plain_words import words_of
from ml.errors import Refused
from ml.records import LeadCard
from tests.bot.blocks.test_lead_card import CARD, READER
from tests.bot.slack_team import NOW, PEOPLE, Team


def draft(card: LeadCard, reader: Reader = READER) -> Any:
    return hubspot_dialogs._task_draft(card, reader)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
    ],
)
def test_without_a_promise_the_next_working_day(today: date, day: date) -> None:
    reader = Reader(datetime(today.year, today.month, today.day, 9, tzinfo=ZoneInfo("Asia/Singapore")))
    assert draft(replace(CARD, next_step_due=None), reader).due_on == day


@pytest.mark.parametrize("promised", [date(2026, 11, 23), date(2026, 12, 24)])
def test_a_promise_that_is_not_past_is_kept(promised: date) -> None:
    assert draft(replace(CARD, next_step_due=promised)).due_on == promised


def test_nothing_known_is_still_a_reminder() -> None:
    bare = replace(CARD, next_step="", next_step_due=None, last_touch=None)
    assert (draft(bare).subject, draft(bare).details) == ("Follow up with Acme Pte Ltd", "")
    assert draft(replace(bare, next_step_due=date(2026, 12, 1))).details == (
        "Agreed next: a next step, by 1 Dec 2026."
    )


def test_the_summary_quotes_and_dates() -> None:
    assert draft(CARD).details == (
        "Call of 11 Nov 2026, 12 min, with Mei Lin.\n"
        "They said: “send me the quote”\n"
        "Agreed next: quotation, by 14 Nov 2026."
    )


def test_a_desk_without_hubspot_has_no_dialog(team: Team) -> None:
    ada = team.store.people.by_email(PEOPLE[0].email)
    assert ada
    with pytest.raises(Refused, match="has not switched on"):
        dialog("note", Question("1", ada, NOW, "", "trigger"), Desk(team.store, lambda: NOW))


def test_words_of_a_dialog_are_readable_in_a_terminal() -> None:
    from bot.blocks.hubspot_dialog import About, note_view

    told = words_of(note_view(About(1, "501", "", ""), "Acme · Rostering", "x")["blocks"])
    assert told.splitlines()[0] == "Acme · Rostering"
