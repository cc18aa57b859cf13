"""[Remind me]: a message on the chosen day at the person's own time, once."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from bot.blocks.lead_card import REMIND_IN, REMIND_ME
from bot.commands import CLICKS
from bot.commands.remind import remind
from bot.exchange import Question
from integrations.store.loop_schema import deliveries
from ml.errors import BadInput, NotAllowed, Refused
from ml.messages import Preferences
from ml.records import Person
from tests.bot.slack_team import NOW, Team


def person(team: Team, email: str = "ada@example.com") -> Person:
    found = team.store.people.by_email(email)
    assert found
    return found


def words_of_options(element: dict[str, Any]) -> list[str]:
    return [option["text"]["text"] for option in element["options"]]


def claimed(team: Team) -> list[tuple[str, int, str, datetime]]:
    c = deliveries.c
    with team.store.engine.reading() as connection:
        return [tuple(row) for row in connection.execute(select(c.kind, c.person_id, c.slot, c.not_before))]


def test_a_day_is_chosen_on_the_card(team: Team) -> None:
    team.store.preferences.put(1, Preferences(at=time(8, 30)))
    card = team.ada.command("/lead", "acme")
    elements = [element for block in card.blocks for element in block.get("elements", [])]
    [select_of_days] = [element for element in elements if element.get("action_id") == REMIND_ME]
    assert words_of_options(select_of_days) == list(REMIND_IN.values())
    value = select_of_days["options"][1]["value"]
    said = remind(Question(value, person(team), NOW, "s1"), team.desk)
    assert said.text == "I will remind you of Acme Pte Ltd · Rostering on Thursday, 26 Nov, at 08:30."
    half_past_eight = datetime(2026, 11, 26, 0, 30, tzinfo=UTC)
    assert claimed(team) == [("promise", 1, "1:asked:2026-11-26", half_past_eight)]


def test_the_select_leads_here() -> None:
    assert [click.answer for click in CLICKS if click.action == REMIND_ME] == [remind]


def test_asked_twice_it_comes_once(team: Team) -> None:
    for number in range(2):
        remind(Question("1:1", person(team), NOW, f"s{number}"), team.desk)
    assert len(claimed(team)) == 1


@pytest.mark.parametrize("text", ["1:2", "x:1", "1", "", "1:1:1"])
def test_other_values_are_refused(team: Team, text: str) -> None:
    with pytest.raises(BadInput, match="older version"):
        remind(Question(text, person(team), NOW, "s"), team.desk)


def test_what_is_gone_or_not_theirs_is_refused(team: Team) -> None:
    with pytest.raises(Refused, match="no longer"):
        remind(Question("99:1", person(team), NOW, "s"), team.desk)
    with pytest.raises(NotAllowed, match="Ben Ng's"):
        remind(Question("5:1", person(team), NOW, "s"), team.desk)
