"""`/lead`: one company, several, none; and what a rep may see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.commands.lead import answer, open_card
from bot.exchange import Desk, Question
from ml.errors import BadInput, Refused
from ml.records import Person
from tests.bot.slack_team import NOW, PEOPLE, Team

if TYPE_CHECKING:
    from integrations.store import Store


@pytest.fixture
def ada(team: Team) -> Person:
    found = team.store.people.by_email("ada@example.com")
    assert found
    return found


def ask(text: str, asker: Person) -> Question:
    return Question(text, asker, NOW, "abc", "trigger")


def test_a_part_of_the_name_or_a_misspelling_is_enough(team: Team) -> None:
    for typed in ("acme", "ACME pte ltd", "  acmee ", "qwik"):
        assert ("Acme Pte Ltd" if "ac" in typed.lower() else "Qwik Express") in team.mia.command(
            "/lead", typed
        ).words


def test_several_companies_are_a_choice(team: Team) -> None:
    assert team.ada.command("/lead", "metro").words.startswith(
        "Three companies fit “metro”\n[ Metro Foods · Lead · 71 % ]\n"
    )


def test_no_company_names_the_nearest(team: Team) -> None:
    shown = team.ada.command("/lead", "qwzx")
    assert shown.words.startswith("No company like “qwzx”")
    assert "Qwik Express" in shown.text
    assert "Data of 08:10 today" in shown.words


def test_no_name_says_how_and_offers_the_three_best(team: Team) -> None:
    shown = team.ada.command("/lead", "   ")
    assert shown.words.startswith("Which company?\nType its name after the command")
    assert [label for label in ("Metro Foods", "Acme", "Metropolis") if label in shown.words] == [
        "Metro Foods",
        "Acme",
        "Metropolis",
    ]
    assert "Win chance 71 %" in team.ada.click(shown, "Open").words


def test_every_answer_can_be_rated(team: Team) -> None:
    ids = [
        team.ada.command("/lead", text).suggestion_id for text in ("acme", "metro", "qwzx", "", "metro gas")
    ]
    assert team.store.counts()["suggestions"] == len(set(ids)) == 5


def test_of_a_colleagues_pursuit_only_company_state_and_owner(team: Team) -> None:
    shown = team.ada.command("/lead", "metro gas")
    assert shown.words.startswith("Metro Gas\nClient · owned by Ben Ng\n")
    assert "Payroll" not in shown.words + shown.text


@pytest.mark.parametrize("who", ["ben", "mia"])
def test_the_owner_and_the_manager_see_all_of_it(team: Team, who: str) -> None:
    assert "Metro Gas · Payroll" in getattr(team, who).command("/lead", "metro gas").words


def test_unowned_pursuits_are_everybodys(team: Team) -> None:
    assert "Win chance 12 %" in team.ben.command("/lead", "metropolis").words


def test_of_one_company_the_service_that_i_may_open(team: Team) -> None:
    """Acme's Rostering scores higher and is Ada's; Ben sells them Payroll."""
    shown = team.ben.command("/lead", "acme")
    assert shown.words.startswith("Acme Pte Ltd · Payroll\n")
    assert "Rostering" not in shown.words


def test_other_services_are_a_click_away_for_who_may_open_them(team: Team) -> None:
    card = team.mia.command("/lead", "acme")
    assert "[ Payroll · Lead ]" in card.words
    assert team.mia.click(card, "Payroll").words.startswith("Acme Pte Ltd · Payroll\n")
    assert "Payroll" not in team.ada.command("/lead", "acme").words


def test_team_visibility_opens_the_teams(team: Team, ada: Person) -> None:
    shared = replace(team.desk, visibility="team")
    assert "Metro Gas · Payroll" in answer(ask("metro gas", ada), shared).text
    assert "Payroll" not in answer(ask("metro gas", ada), team.desk).text


def test_a_button_opens_what_may_be_opened(team: Team, ada: Person) -> None:
    assert open_card(ask("1", ada), team.desk).text.startswith("Acme Pte Ltd · Rostering")
    assert open_card(ask("3", ada), team.desk).text == "Metro Gas · Client · owned by Ben Ng"


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "²", "1 OR 1=1"])
def test_a_foreign_button_is_refused(team: Team, ada: Person, value: str) -> None:
    with pytest.raises((BadInput, Refused)):
        open_card(ask(value, ada), team.desk)


def test_hostile_names_are_shown_as_they_are(team: Team) -> None:
    shown = team.ada.command("/lead", "lost")
    assert "Lost & Found <!channel>" in shown.words
    assert "Lost &amp; Found &lt;!channel&gt;" in shown.text


def test_long_and_strange_words_are_answered(team: Team) -> None:
    for typed in ("x" * 5000, "<!channel>", "%_'\"; DROP TABLE", "\u202e", "😀", "0"):
        assert team.ada.command("/lead", typed).status == 200


def test_before_anything_was_imported(sqlite_store: Store) -> None:
    person = sqlite_store.people.add(PEOPLE[0])
    said = answer(ask("acme", person), Desk(sqlite_store, lambda: NOW))
    assert said.text == "No company like “acme”."
    assert "Nothing was imported yet" in str(said.blocks)
