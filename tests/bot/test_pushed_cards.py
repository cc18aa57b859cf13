"""The messages that come at once: made when they are sent, and not where there is nothing to tell any more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from bot.blocks.push_cards import SWITCHED_OFF
from bot.pushed_cards import hot_message, promise_message, recap_message
from bot.pushes import PUSHES
from bot.sandbox.plain_words import words_of
from integrations.store.schema import pursuits, touches
from ml.messages import Message, MessageKind
from tests.bot.slack_team import NOW, Team
from tests.bot.talked_with_acme import put_call


def message(kind: MessageKind, slot: str = "1:2026-11-14", person_id: int = 1, **payload: Any) -> Message:
    return Message("k1", kind, person_id, slot, {"pursuit_id": 1, **payload}, NOW, NOW)


def change(team: Team, table: Any, **values: Any) -> None:
    with team.store.engine.writing() as connection:
        connection.execute(update(table).where(table.c.id == 1).values(values))


def shown(answer: Any) -> str:
    assert answer is not None
    assert answer.suggestion.id == "k1"
    return words_of(list(answer.blocks))


def test_the_recap_of_a_call(team: Team) -> None:
    touch_id = put_call(team.store)
    answer = recap_message(message("recap", "t1", touch_id=touch_id), team.desk)
    told = shown(answer)
    assert told.startswith("Acme Pte Ltd · Rostering · call of 12 Nov")
    assert "send me the quote before the board meeting" in told
    assert told.endswith(f"{SWITCHED_OFF}\n[ 👍 Helpful ]  [ 👎 Not helpful ]")
    assert answer is not None
    assert answer.suggestion is not None
    assert answer.suggestion.kind == "recap"
    assert answer.later is None


def test_a_hot_pursuit(team: Team) -> None:
    answer = hot_message(message("hot"), team.desk)
    told = shown(answer)
    assert told.startswith("Hot now: Acme Pte Ltd · Rostering\nWin chance 62 % (48–74 %")
    assert "[ Open lead ]  [ Last call ]  [ Draft pitch ]" in told
    assert answer is not None
    assert answer.text == "Hot now: Acme Pte Ltd · Rostering · Hot Lead. Win chance 62 %."
    assert answer.suggestion is not None
    assert (answer.suggestion.kind, answer.suggestion.win, answer.suggestion.pursuit_id) == ("lead", 0.62, 1)


def test_an_overdue_promise(team: Team) -> None:
    answer = promise_message(message("promise"), team.desk)
    told = shown(answer)
    assert told.startswith("Overdue: Acme Pte Ltd · Rostering\n")
    assert "Agreed next: quotation · 14 Nov · OVERDUE 9 days" in told
    assert answer is not None
    assert answer.text == "Overdue: Acme Pte Ltd · Rostering – quotation was due 14 Nov."


def test_a_promise_that_another_took_the_place_of_is_not_told(team: Team) -> None:
    change(team, touches, next_step_due=date(2026, 11, 30))
    assert promise_message(message("promise"), team.desk) is None


@pytest.mark.parametrize("values", [{"owner_id": 2}, {"state": "CLIENT"}])
@pytest.mark.parametrize("kind", ["recap", "hot", "promise"])
def test_what_is_closed_or_somebody_elses_is_not_told(team: Team, kind: MessageKind, values: Any) -> None:
    touch_id = put_call(team.store)
    change(team, pursuits, **values)
    assert PUSHES[kind](message(kind, touch_id=touch_id), team.desk) is None


def test_a_call_that_is_gone_is_not_told(team: Team) -> None:
    answer = recap_message(message("recap", "t9", touch_id=99), team.desk)
    assert answer is None or "Nothing to summarise" in words_of(list(answer.blocks))


def test_what_was_asked_for_comes_to_whoever_asked(team: Team) -> None:
    asked = message("promise", "1:asked:2026-11-24", 3, asked="2026-11-23")
    answer = promise_message(asked, team.desk)
    assert shown(answer).startswith("You asked for Acme Pte Ltd · Rostering today\nWin chance 62 %")
    theirs = message("promise", "1:asked:2026-11-24", 2, asked="2026-11-23")
    assert promise_message(theirs, team.desk) is None  # Ben may not open it
