"""Who may answer a reminder: whose list it is, or a manager; and only while the pursuit is theirs to open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.blocks.reminder_card import DueMark
from bot.commands.reminder_answers import opened, shown_again, snooze
from ml.errors import BadInput, NotAllowed, Refused
from tests.bot.reminded_team import ACME, KEY, TODAY, claim

if TYPE_CHECKING:
    from ml.records import Person
    from tests.bot.slack_team import Team

MARK = DueMark(KEY, 1, 1, TODAY)


def person(team: Team, name: str) -> Person:
    found = team.store.people.by_email(f"{name}@example.com")
    assert found is not None
    return found


def test_the_rep_and_a_manager_may_a_colleague_may_not(team: Team) -> None:
    assert opened(MARK, person(team, "ada"), team.desk).company == "Acme Pte Ltd"
    assert opened(MARK, person(team, "mia"), team.desk).company == "Acme Pte Ltd"
    with pytest.raises(NotAllowed, match="a colleague's"):
        opened(MARK, person(team, "ben"), team.desk)


def test_only_what_is_theirs_to_open(team: Team) -> None:
    with pytest.raises(NotAllowed, match="Qwik Express is Ben Ng's now"):
        opened(replace(MARK, pursuit_id=5), person(team, "ada"), team.desk)
    assert opened(replace(MARK, pursuit_id=4), person(team, "ada"), team.desk)  # nobody's
    shared = replace(team.desk, visibility="team")
    assert opened(replace(MARK, pursuit_id=5), person(team, "ada"), shared)
    with pytest.raises(Refused, match="no longer in the store"):
        opened(replace(MARK, pursuit_id=99), person(team, "ada"), team.desk)


def test_team_visibility_does_not_open_a_colleagues_list(team: Team) -> None:
    with pytest.raises(NotAllowed):
        opened(MARK, person(team, "ben"), replace(team.desk, visibility="team"))


def test_a_list_of_somebody_who_left_takes_no_answer(team: Team) -> None:
    with pytest.raises(BadInput, match="left the team"):
        snooze(replace(MARK, person_id=77), 1, person(team, "mia"), team.desk)


def test_the_message_is_shown_again_or_else_the_list(team: Team) -> None:
    asked = shown_again(MARK, person(team, "ada"), team.desk)
    assert asked is not None
    assert "worth a touch now" in asked.text
    claim(team, ACME)
    named = shown_again(MARK, person(team, "ada"), team.desk)
    assert named is not None
    assert "worth a touch today" in named.text
    assert shown_again(replace(MARK, key="gone", person_id=77), person(team, "mia"), team.desk) is None
