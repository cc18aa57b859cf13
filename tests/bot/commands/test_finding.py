"""From a typed name to one pursuit: what `/lead`, `/recap`, `/brief` and `/pitch` have in common."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands.finding import Meant, by_id, by_name
from bot.exchange import Answer, Desk, Question
from ml.errors import BadInput, Refused
from ml.records import LeadCard, Person
from tests.bot.slack_team import NOW, PEOPLE, Shown, Team
from tests.bot.talked_with_acme import put_call

COMMANDS = ("/lead", "/recap", "/brief", "/pitch")


def _show(card: LeadCard, _question: Question, _desk: Desk) -> Answer:
    return Answer(f"{card.pursuit_id} {card.company} · {card.service}")


MEANT = Meant("brief", "/brief", "open_brief", _show, ":email:demo")


def person(team: Team, number: int) -> Person:
    found = team.store.people.by_email(PEOPLE[number].email)
    assert found
    return found


@pytest.fixture
def ada(team: Team) -> Person:
    return person(team, 0)


@pytest.fixture
def ben(team: Team) -> Person:
    return person(team, 1)


def found(text: str, asker: Person, desk: Desk) -> str:
    return by_name(text, MEANT, Question(text, asker, NOW, "abc"), desk).text


@pytest.mark.parametrize("typed", ["acme", "  ACME   pte ltd ", "acmee", "Acme Pte Ltd"])
def test_one_company_is_shown(team: Team, ada: Person, typed: str) -> None:
    assert found(typed, ada, team.desk) == "1 Acme Pte Ltd · Rostering"


def test_the_askers_own_service_comes_before_a_better_one(team: Team, ada: Person, ben: Person) -> None:
    """Acme's Rostering scores higher and is Ada's; Ben sells them Payroll; to a manager the better one is shown."""
    assert found("acme", ben, team.desk) == "7 Acme Pte Ltd · Payroll"
    assert found("acme", person(team, 2), team.desk) == "1 Acme Pte Ltd · Rostering"
    assert found("acme", ada, team.desk) == "1 Acme Pte Ltd · Rostering"


def test_several_are_chosen_from_and_the_buttons_carry_what_was_wanted(team: Team, ada: Person) -> None:
    chosen = by_name("metro", MEANT, Question("metro", ada, NOW, "abc"), team.desk)
    assert chosen.suggestion is not None
    assert (chosen.suggestion.kind, chosen.suggestion.pursuit_id) == ("brief", None)
    told = str(chosen.blocks)
    for value in ("2:email:demo", "4:email:demo"):
        assert f"'{value}'" in told
    assert "'action_id': 'open_brief" in told


def test_no_company_names_the_nearest_and_how_fresh_the_data_is(team: Team, ada: Person) -> None:
    answer = by_name("qwzx", MEANT, Question("qwzx", ada, NOW, "abc"), team.desk)
    assert "Qwik Express" in answer.text
    assert "Data of 08:10 today" in str(answer.blocks)


def test_no_name_says_how_this_command_is_typed(team: Team, ada: Person) -> None:
    answer = by_name(" \n ", MEANT, Question(" ", ada, NOW, "abc"), team.desk)
    assert answer.text == "Which company? Type its name after the command: /brief acme"


def test_a_colleagues_is_closed_unless_the_team_shares(team: Team, ada: Person) -> None:
    assert found("metro gas", ada, team.desk) == "Metro Gas · Client · owned by Ben Ng"
    assert found("metro gas", ada, replace(team.desk, visibility="team")) == "3 Metro Gas · Payroll"


def test_a_closed_answer_is_a_suggestion_of_its_own_kind(team: Team, ada: Person) -> None:
    closed = by_id("3", MEANT, Question("3", ada, NOW, "abc"), team.desk)
    assert closed.suggestion is not None
    assert (closed.suggestion.kind, closed.suggestion.pursuit_id) == ("brief", 3)


def test_a_button_is_asked_again_who_may_open_it(team: Team, ada: Person) -> None:
    assert by_id("1", MEANT, Question("1", ada, NOW, "abc"), team.desk).text == "1 Acme Pte Ltd · Rostering"
    with team.store.engine.writing() as connection:
        connection.exec_driver_sql("UPDATE pursuits SET owner_id = 2, owner_name = 'Ben Ng' WHERE id = 1")
    told = by_id("1", MEANT, Question("1", ada, NOW, "abc"), team.desk).text
    assert told == "Acme Pte Ltd · Hot Lead · owned by Ben Ng"


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "²", "٣", "1 OR 1=1", " 1"])
def test_a_foreign_button_is_refused_with_the_command_to_type(team: Team, ada: Person, value: str) -> None:
    with pytest.raises(BadInput, match="type /brief and the name again"):
        by_id(value, MEANT, Question(value, ada, NOW, "abc"), team.desk)


def test_a_button_of_a_pursuit_that_is_gone(team: Team, ada: Person) -> None:
    with pytest.raises(Refused, match="no longer in the store; please type /brief"):
        by_id("99", MEANT, Question("99", ada, NOW, "abc"), team.desk)


# --- the same in all commands -----------------------------------------------------------------------------------


def opened(shown: Shown, company: str) -> bool:
    """Whether more than company, state and owner is shown."""
    assert company in shown.words
    return "This one is not yours" not in shown.words


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("who", "typed", "company", "expected"),
    [
        ("ada", "acme", "Acme Pte Ltd", True),
        ("ada", "metro gas", "Metro Gas", False),
        ("ada", "qwik", "Qwik Express", False),
        ("ada", "metropolis", "Metropolis Gym", True),
        ("ben", "metro gas", "Metro Gas", True),
        ("ben", "metro foods", "Metro Foods", False),
        ("mia", "metro gas", "Metro Gas", True),
    ],
)
def test_every_command_opens_what_the_lead_card_opens(
    team: Team, *, command: str, who: str, typed: str, company: str, expected: bool
) -> None:
    put_call(team.store)
    shown = team.talk({"ada": "U0ADA", "ben": "U0BEN", "mia": "U0MIA"}[who]).command(command, typed)
    assert opened(shown, company) is expected
    if not expected:
        assert "Payroll" not in shown.words + shown.text
        assert "Rostering" not in shown.words + shown.text


@pytest.mark.parametrize("command", COMMANDS)
def test_a_strangers_answer_is_one_sentence(team: Team, command: str) -> None:
    shown = team.talk("U0STR").command(command, "acme")
    assert shown.words == (
        "I don't know you yet: ask your admin to add you with the e-mail address of your Slack profile."
    )


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("typed", ["", "   ", "metro", "qwzx", "lost", "<!channel>", "x" * 5000, "\u202e", "%_'\";", "0"])  # fmt: skip
def test_whatever_is_typed_is_answered_and_can_be_rated(team: Team, command: str, typed: str) -> None:
    shown = team.ada.command(command, typed)
    assert team.store.suggestions.by_id(shown.suggestion_id) is not None


@pytest.mark.parametrize("command", COMMANDS)
def test_a_choice_leads_to_what_was_asked_for(team: Team, command: str) -> None:
    chosen = team.ada.click(team.ada.command(command, "metro"), "Metropolis Gym")
    assert opened(chosen, "Metropolis Gym")
    kept = team.store.suggestions.by_id(chosen.suggestion_id)
    assert kept is not None
    assert (kept.kind, kept.pursuit_id) == (command.removeprefix("/"), 4)


def test_of_a_choice_the_channel_and_the_goal_are_kept(team: Team) -> None:
    chosen = team.ada.click(team.ada.command("/pitch", "metro email renewal in May"), "Metropolis Gym")
    kept = team.store.drafts.by_suggestion(chosen.suggestion_id)
    assert kept is not None
    assert (kept.draft.channel.value, kept.goal) == ("email", "renewal in May")
