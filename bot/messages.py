"""What people type to the bot in their chat with it: a command, with or without its slash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk import WebClient

from bot.commands.help import help_answer
from bot.exchange import Answer, Command, Desk, Question
from bot.replying import Answering, Asking, Body, Replies, attempted
from bot.typed_text import command_and_rest

_ALSO = {"/help": "/sales-help", "/hi": "/sales-help", "/hello": "/sales-help"}


class Messages:
    """The listener of direct messages."""

    def __init__(self, replies: Replies, commands: Sequence[Command]) -> None:
        self._replies = replies
        self._commands = commands
        self._by_name = {command.name: command.answer for command in commands}

    def listen(self, body: Body, client: WebClient) -> None:
        """Answer a message that a person typed in their chat with the bot; leave all others alone."""
        event = body["event"]
        if not _is_typed(event):
            return
        failure = attempted("a message", lambda: self._answer(body, client))
        if failure:
            self._replies.say(client, event["channel"], failure.answer, event.get("thread_ts"))

    def _answer(self, body: Body, client: WebClient) -> None:
        event = body["event"]
        name, rest = command_and_rest(event["text"])
        asking = Asking(event["user"], rest, body.get("event_id"), client)
        answer = self._replies.answer(asking, self._answering(name))
        self._replies.say(client, event["channel"], answer, event.get("thread_ts"))

    def _answering(self, name: str) -> Answering:
        return self._by_name.get(_ALSO.get(name, name), self._not_understood)

    def _not_understood(self, _question: Question, _desk: Desk) -> Answer:
        return help_answer(self._commands, first="I know these; just type one, for example: lead acme")


def _is_typed(event: dict[str, Any]) -> bool:
    """Whether a person typed it to the bot: no edit, no bot, no other conversation."""
    if event.get("channel_type") != "im" or event.get("subtype") or event.get("bot_id"):
        return False
    return all(isinstance(event.get(key), str) and event[key] for key in ("user", "channel", "text"))
