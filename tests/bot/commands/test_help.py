"""`/sales-help` and the registries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app import SlackAccess, make_app
from bot.commands import CLICKS, COMMANDS
from bot.exchange import Answer, Command
from tests.bot.slack_team import Talk

if TYPE_CHECKING:
    from tests.bot.slack_team import Team


def test_help_names_every_command_with_its_use(team: Team) -> None:
    shown = team.ada.command("/sales-help").words
    for command in COMMANDS:
        assert f"{command.name} {command.usage}".strip() in shown
        assert command.description in shown


def test_lead_is_the_first_that_bolt_tries() -> None:
    assert COMMANDS[0].name == "/lead"


def test_names_are_unique_and_slacks_own_are_left_alone() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert not {"/call", "/help", "/feedback"} & set(names)
    actions = [click.action for click in CLICKS]
    assert not [a for a in actions for b in actions if a != b and a.startswith(b)]


def test_a_new_command_is_one_more_line_of_the_registry(team: Team, access: SlackAccess) -> None:
    hello = Command(
        "/hello", "", "Says hello.", lambda question, _desk: Answer(f"Hello {question.asker.name}")
    )
    talk = Talk(make_app(team.desk, access, (*COMMANDS, hello)), team.standin, "U0ADA")
    assert talk.command("/hello").text == "Hello Ada Tan"
