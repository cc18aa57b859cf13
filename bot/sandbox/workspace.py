"""A Slack workspace held in memory: its members, conversations, messages and open views."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]

TEAM_ID = "T0SANDBOX"
APP_ID = "A0SANDBOX"
BOT_ID = "B0ASSISTANT"
BOT_USER_ID = "U0ASSISTANT"
SLACK_USER_ID = "U0SLACK"


@dataclass(frozen=True)
class Member:
    """Somebody of the workspace; `tz` is an IANA time zone."""

    id: str
    name: str
    email: str
    tz: str = "UTC"
    is_bot: bool = False

    def payload(self, *, with_email: bool = True) -> Json:
        """The member as `users.info` shows it; the e-mail needs a scope of its own."""
        profile: Json = {"real_name": self.name, "display_name": self.name.split()[0]}
        if with_email:
            profile["email"] = self.email
        handle = self.email.partition("@")[0]
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "name": handle,
            "real_name": self.name,
            "tz": self.tz,
            "deleted": False,
            "is_bot": self.is_bot,
            "profile": profile,
        }


@dataclass(frozen=True)
class Channel:
    """A conversation; a direct message between the bot and one member has that member in `with_user`."""

    id: str
    name: str
    with_user: str | None = None
    bot_is_member: bool = True


@dataclass
class Message:
    """One message; an ephemeral one is seen by `ephemeral_to` alone and forgotten by Slack's methods."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    ephemeral_to: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    def payload(self) -> Json:
        """The message as Slack's methods and payloads show it."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.user == BOT_USER_ID:
            shown |= {"bot_id": BOT_ID, "app_id": APP_ID, "team": TEAM_ID}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.edited_ts:
            shown["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in self.reactions.items()
            ]
        return shown


class Workspace:
    """The state of the workspace; every change raises `version`, so that a page knows when to look.

    It is not locked: `SlackStandIn` holds one lock around every use. `shown` lists all that the app has shown, in order,
    as ``{"response_type", "text", "blocks"}`` with response type ephemeral, in_channel, modal or home.

    Parameters
    ----------
    clock
        Gives the moment that new messages carry (aware).
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.version = 0
        self.users: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, list[Message]] = {}
        self.views: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}
        self.shown: list[Json] = []
        self._serial = itertools.count(1)
        self._last_ts = 0
        self.add_member(Member(BOT_USER_ID, "Sales Assistant", "assistant@sandbox.example", is_bot=True))
        self.add_member(Member(SLACK_USER_ID, "Slack", "slack@sandbox.example", is_bot=True))

    def add_member(self, member: Member) -> Member:
        """Admit somebody, or change what is known of them."""
        self.users[member.id] = member
        self.version += 1
        return member

    def add_channel(self, channel: Channel) -> Channel:
        """Open a conversation."""
        self.messages.setdefault(channel.id, [])
        self.version += 1
        return self.channels.setdefault(channel.id, channel)

    def dm_of(self, user_id: str) -> Channel:
        """The direct message between the bot and this member, opened where it was not."""
        return self.add_channel(Channel("D" + user_id[1:], "directmessage", with_user=user_id))

    def next_ts(self) -> str:
        """A timestamp as Slack writes them: seconds with six decimals, later than all before it.

        The sandbox's clock may be moved, so two messages could otherwise share a moment.
        """
        self._last_ts = max(self._last_ts + 1, int(self.clock().timestamp() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def post(self, channel: str, user: str, text: str, **rest: Any) -> Message:
        """Append a message; blocks without an id get one, as Slack gives them."""
        blocks = rest.pop("blocks", None) or []
        message = Message(channel, self.next_ts(), user, text, self.with_block_ids(blocks), **rest)
        if user == BOT_USER_ID:
            self._log("ephemeral" if message.ephemeral_to else "in_channel", text, blocks)
        self.messages[channel].append(message)
        self.version += 1
        return message

    def rewrite(self, message: Message, text: str, blocks: list[Json]) -> None:
        """Change what a message says."""
        self._log("ephemeral" if message.ephemeral_to else "in_channel", text, blocks)
        message.text, message.blocks = text, self.with_block_ids(blocks)
        message.edited_ts = self.next_ts()
        self.version += 1

    def remove(self, message: Message) -> None:
        """Take a message away."""
        self.messages[message.channel].remove(message)
        self.version += 1

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with this timestamp, ephemeral ones included."""
        return next((m for m in self.messages.get(channel, ()) if m.ts == ts), None)

    def react(self, message: Message, name: str, user: str) -> bool:
        """Add a reaction; False where this member has already given it."""
        users = message.reactions.setdefault(name, [])
        self.version += 1
        if user in users:
            return False
        users.append(user)
        return True

    def unreact(self, message: Message, name: str, user: str) -> bool:
        """Take a reaction back; False where there was none."""
        users = message.reactions.get(name, [])
        self.version += 1
        if user not in users:
            return False
        users.remove(user)
        if not users:
            del message.reactions[name]
        return True

    def make_view(self, view: Json, *, replaces: Json | None = None) -> Json:
        """The view as Slack hands it back: with an id, a hash, and ids for its blocks."""
        self._log(view["type"], view.get("title", {}).get("text", ""), view["blocks"])
        kept = {"id": replaces["id"], "state": replaces["state"]} if replaces else {}
        self.version += 1
        return {
            "id": f"V{next(self._serial):08d}",
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "bot_id": BOT_ID,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "state": {"values": {}},
            "hash": f"{self.next_ts()}.{secrets.token_hex(4)}",
            **view,
            **kept,
            "blocks": self.with_block_ids(view["blocks"]),
        }

    def _log(self, response_type: str, text: str, blocks: list[Json]) -> None:
        """Note what was shown, as the app gave it."""
        self.shown.append({"response_type": response_type, "text": text, "blocks": blocks})

    def open_views(self) -> Iterator[tuple[list[Json], int]]:
        """Every open modal with its place in its stack."""
        for stack in self.views.values():
            for place in range(len(stack)):
                yield stack, place

    def with_block_ids(self, blocks: list[Json]) -> list[Json]:
        """The same blocks, each with a `block_id`; elements that can be clicked get an `action_id`."""
        return [self._with_ids(block) for block in blocks]

    def _with_ids(self, block: Json) -> Json:
        block = {"block_id": f"b{next(self._serial)}", **block}
        for part in ("accessory", "element"):
            if isinstance(block.get(part), dict):
                block[part] = self._with_action_id(block[part])
        if block["type"] in {"actions", "context_actions"}:
            block["elements"] = [self._with_action_id(element) for element in block["elements"]]
        return block

    def _with_action_id(self, element: Json) -> Json:
        return element if element["type"] == "image" else {"action_id": f"a{next(self._serial)}", **element}
