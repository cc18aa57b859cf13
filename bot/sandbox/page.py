"""What the local Slack workspace page shows, and what people can do on it, free of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox.slack_side import SlackSide
from bot.sandbox.workspace import BOT_USER_ID, Json, Message
from ml.errors import BadInput

if TYPE_CHECKING:
    from bot.exchange import Command
    from bot.sandbox.clock import SandboxClock
    from bot.sandbox.slack_standin import SlackStandIn


@dataclass(frozen=True)
class Page:
    """The page of one workspace.

    Parameters
    ----------
    standin
        The workspace.
    slack
        Carries what people do to the app.
    clock
        The clock of the workspace, which the page can move.
    members
        The user ids that the page can switch between, and the role of each.
    commands
        What the composer completes.
    pass_until
        Lets the clock go on to a moment.
    """

    standin: SlackStandIn
    slack: SlackSide
    clock: SandboxClock
    members: dict[str, str]
    commands: Sequence[Command]
    pass_until: Callable[[datetime], None]

    def setup(self) -> Json:
        """What does not change: who is there, which commands and conversations there are."""
        channels = [channel for channel in self.standin.workspace.channels.values() if not channel.with_user]
        return {
            "people": [self._member(user_id, role) for user_id, role in self.members.items()],
            "names": {user.id: user.name for user in self.standin.users.values()},
            "bot": BOT_USER_ID,
            "channels": [{"id": channel.id, "name": channel.name} for channel in channels],
            "commands": [
                {"name": one.name, "usage": one.usage, "description": one.description}
                for one in self.commands
            ],
        }

    def state(self, user_id: str, since: int) -> Json:
        """All that this member sees now; the clock alone where nothing changed since that version."""
        now = {"now": self.clock().isoformat(), "version": self.standin.workspace.version}
        if since == now["version"]:
            return now
        with self.standin.lock:
            workspace = self.standin.workspace
            seen = [c.id for c in workspace.channels.values() if c.with_user in {None, user_id}]
            return now | {
                "version": workspace.version,
                "messages": {c: [_shown(m) for m in self.standin.messages(c, seen_by=user_id)] for c in seen},
                "views": workspace.views.get(user_id, []),
                "home": workspace.homes.get(user_id),
            }

    def act(self, asked: Json) -> Json:
        """Do what somebody did on the page; gives {} or what went wrong."""
        user_id = asked["user"]
        if user_id not in self.members:
            raise BadInput("Nobody of this workspace.")
        match asked["kind"]:
            case "say":
                return _failed(self.slack.say(user_id, asked["channel"], asked["text"]))
            case "click":
                return _failed(self.slack.click(user_id, asked["place"], asked["chosen"]))
            case "submit":
                return self.slack.submit(user_id, asked["view_id"], asked["values"])
            case "close":
                self.slack.close(user_id, asked["view_id"])
            case "react":
                self.slack.react(user_id, asked["channel"], asked["ts"], asked["name"])
            case "open":
                self.slack.open_app(user_id, asked["tab"])
            case "clock":
                self._move_clock(asked)
            case kind:
                raise BadInput(f"The page knows no “{kind}”.")
        return {}

    def _move_clock(self, asked: Json) -> None:
        if "to" in asked:
            self.pass_until(datetime.fromisoformat(asked["to"]))
        else:
            self.pass_until(self.clock() + timedelta(days=asked["days"]))

    def _member(self, user_id: str, role: str) -> Json:
        user = self.standin.users[user_id]
        return {
            "id": user_id,
            "name": user.name,
            "tz": user.tz,
            "role": role,
            "dm": self.standin.dm_of(user_id),
        }


def _shown(message: Message) -> Json:
    return message.payload() | {"ephemeral": message.ephemeral_to is not None}


def _failed(sentence: str) -> Json:
    return {"error": sentence} if sentence else {}
