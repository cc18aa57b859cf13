"""The manifest and the listeners agree, both ways."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bot.commands import COMMANDS
from bot.manifest import EVENTS, manifest

if TYPE_CHECKING:
    from tests.bot.slack_team import Team


def registered(team: Team, kind: str) -> set[str]:
    """The names that Bolt's listeners of this kind wait for, read from what each matcher closed over."""
    found = set[str]()
    for listener in team.app._listeners:
        matcher: Any = listener.matchers[0]
        if matcher.func.__qualname__.startswith(f"{kind}."):
            cells = dict(zip(matcher.func.__code__.co_freevars, matcher.func.__closure__, strict=True))
            found |= {str(cells[name].cell_contents) for name in ("command", "event_type") if name in cells}
            if "constraints" in cells:
                found.add(str(cells["constraints"].cell_contents["type"]))
    return found


def test_every_command_has_a_listener_and_the_reverse(team: Team) -> None:
    commands = {command["command"] for command in manifest()["features"]["slash_commands"]}
    assert commands == registered(team, "command") == {command.name for command in COMMANDS}


def test_every_event_has_a_listener_and_the_reverse(team: Team) -> None:
    events = {event.split(".")[0] for event in manifest()["settings"]["event_subscriptions"]["bot_events"]}
    assert events == registered(team, "event")


def test_without_an_address_it_is_socket_mode() -> None:
    made = manifest()
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(made)


def test_with_an_address_everything_goes_there() -> None:
    made = manifest("https://sales.example.com/")
    text = json.dumps(made)
    assert made["settings"]["socket_mode_enabled"] is False
    assert set(re.findall(r"https://[^\"]+", text)) == {"https://sales.example.com/slack/events"}
    assert text.count("/slack/events") == len(COMMANDS) + 2


def test_the_scopes_are_the_least() -> None:
    assert manifest()["oauth_config"]["scopes"]["bot"] == [
        "assistant:write",
        "chat:write",
        "commands",
        "im:history",
        "im:write",
        "reactions:read",
        "users:read",
        "users:read.email",
    ]


def test_slacks_limits_are_kept() -> None:
    made = manifest()
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert {*EVENTS} >= {"app_home_opened", "message.im", "reaction_added", "reaction_removed"}
    for command in made["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
        assert len(command["description"]) <= 2000
