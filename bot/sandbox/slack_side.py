"""Slack's side of what a person does: it signs a request to the app, waits three seconds, and shows what came back."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.signed_requests import (
    action_body,
    action_of,
    command_body,
    event_body,
    signed_headers,
    view_closed_body,
    view_submission_body,
)
from bot.sandbox.slack_standin import SlackStandIn
from bot.sandbox.web_call import Wrong, checked_view
from bot.sandbox.workspace import BOT_USER_ID, SLACK_USER_ID, Channel, Json, Message
from ml.errors import BadInput

PATIENCE_SECONDS = 3.0
OK = 200
MEANING = {
    "operation_timeout": "the app did not answer within three seconds",
    "dispatch_failed": "the app did not take it",
    "invalid_command": "there is no such command; type / to see those there are",
    "invalid_blocks": "the app answered with blocks that Slack refuses",
}


@dataclass(frozen=True)
class Answer:
    """What the app answered a request with; `error` is Slack's word where it did not answer well."""

    status: int
    said: Json
    error: str = ""


class SlackSide:
    """What Slack does between a person and the app.

    Parameters
    ----------
    standin
        The workspace.
    events_url
        Where the app takes Slack's requests.
    commands
        The names of the app's commands: Slack asks it for no other.
    """

    def __init__(self, standin: SlackStandIn, events_url: str, commands: Collection[str]) -> None:
        self._standin = standin
        self._commands = commands
        self._url = urlsplit(events_url)

    # --- what a person does

    def say(self, user_id: str, channel_id: str, text: str) -> str:
        """Type something: a slash command, or words. Gives '' or what went wrong, for people."""
        if text.startswith("/"):
            return self._command(user_id, self._channel(user_id, channel_id), text)
        channel = self._channel(user_id, channel_id)
        with self._standin.lock:
            message = self._standin.workspace.post(channel.id, user_id, escape(text, quote=False))
        event = {**message.payload(), "channel": channel.id}
        if channel.with_user:
            self._tell({**event, "channel_type": "im"})
        elif f"<@{BOT_USER_ID}>" in text or "@sales assistant" in text.casefold():
            self._tell({**event, "type": "app_mention"})
        return ""

    def click(self, user_id: str, place: Json, chosen: Json) -> str:
        """Use an element of a message or view.

        `place` says where it is: ``channel`` and ``ts``, or ``view_id`` (a modal's or the App Home's), with
        ``block_id`` and ``action_id``; `chosen` what was chosen.
        """
        if "view_id" in place:
            return self._click_in_view(user_id, place, chosen)
        message = self._message(user_id, place)
        action = action_of(*_element(message.blocks, place), self._ts(), **chosen)
        url = self._standin.new_response_url(message.channel, user_id, message.ts)
        seen = {"ephemeral_ts": message.ts} if message.ephemeral_to else {"message": message.payload()}
        body = action_body([action], user_id=user_id, channel_id=message.channel, response_url=url, **seen)
        return _sentence("The app did not take the click", self._send(body).error)

    def submit(self, user_id: str, view_id: str, values: Json) -> Json:
        """Submit a modal; gives ``{"errors": {block_id: sentence}}``, ``{"error": sentence}`` or {}."""
        view = self._view(user_id, view_id)
        answer = self._send(view_submission_body(view, values, user_id=user_id))
        if answer.error:
            return {"error": _sentence("The app did not take the form", answer.error)}
        if answer.said.get("response_action") == "errors":
            return {"errors": answer.said.get("errors", {})}
        try:
            self._follow(user_id, view, answer.said)
        except Wrong as problem:
            return {"error": _sentence("The app answered with a view that Slack refuses", str(problem))}
        return {}

    def close(self, user_id: str, view_id: str) -> None:
        """Close a modal, the one under it coming up again."""
        view = self._view(user_id, view_id)
        self._pop(user_id)
        if view.get("notify_on_close"):
            self._send(view_closed_body(view, user_id=user_id))

    def react(self, user_id: str, channel_id: str, ts: str, name: str) -> None:
        """Give a reaction, or take it back where it was given."""
        message = self._message(user_id, {"channel": channel_id, "ts": ts})
        if message.ephemeral_to:
            raise BadInput("A message that only you see takes no reactions.")
        with self._standin.lock:
            workspace = self._standin.workspace
            taken_back = workspace.unreact(message, name, user_id)
            if not taken_back:
                workspace.react(message, name, user_id)
        self._tell(
            {
                "type": "reaction_removed" if taken_back else "reaction_added",
                "user": user_id,
                "reaction": name,
                "item_user": message.user,
                "item": {"type": "message", "channel": channel_id, "ts": ts},
            }
        )

    def open_app(self, user_id: str, tab: str) -> None:
        """Open the Home or Messages tab of the app."""
        channel = self._standin.dm_of(user_id)
        home = self._standin.home(user_id)
        event: Json = {"type": "app_home_opened", "user": user_id, "channel": channel, "tab": tab}
        self._tell(event | ({"view": home} if tab == "home" and home else {}))

    # --- how it reaches the app

    def _command(self, user_id: str, channel: Channel, text: str) -> str:
        with self._standin.lock:
            self._standin.workspace.post(channel.id, user_id, text, ephemeral_to=user_id)
        command, _, rest = text.partition(" ")
        error = self._ask(user_id, channel, (command.lower(), rest.strip()))
        if error:
            told = f"{command} failed: {MEANING.get(error, 'the app answered badly')} ({error})."
            with self._standin.lock:
                self._standin.workspace.post(channel.id, SLACK_USER_ID, told, ephemeral_to=user_id)
        return ""

    def _ask(self, user_id: str, channel: Channel, asked: tuple[str, str]) -> str:
        """Send a command and its text to the app and show what it answers; '' or what went wrong."""
        if asked[0] not in self._commands:
            return "invalid_command"
        standin = self._standin
        body = command_body(
            *asked,
            user_id=user_id,
            user_name=standin.users[user_id].payload()["name"],
            channel_id=channel.id,
            channel_name=channel.name,
            response_url=standin.new_response_url(channel.id, user_id),
        )
        answer = self._send(body)
        if answer.error or not answer.said:
            return answer.error
        return standin.show_response(channel.id, user_id, answer.said)

    def _click_in_view(self, user_id: str, place: Json, chosen: Json) -> str:
        view = self._view(user_id, place["view_id"])
        action = action_of(*_element(view["blocks"], place), self._ts(), **chosen)
        shown = {**view, "state": {"values": place.get("values", {})}}
        body = action_body([action], user_id=user_id, view=shown)
        return _sentence("The app did not take the click", self._send(body).error)

    def _tell(self, event: Json) -> None:
        """Send an event; what the app makes of it is its own affair, as with Slack."""
        ts = self._ts()
        self._send(event_body({**event, "event_ts": ts}, event_time=int(float(ts))))

    def _send(self, body: str) -> Answer:
        headers = signed_headers(body, self._standin.signing_secret)
        connection = HTTPConnection(str(self._url.hostname), self._url.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("POST", self._url.path, body.encode(), headers)
            reply = connection.getresponse()
            return _answer(reply.status, reply.read().decode(), reply.headers.get_content_type())
        except TimeoutError:
            return Answer(0, {}, "operation_timeout")
        except (OSError, HTTPException):
            return Answer(0, {}, "dispatch_failed")
        finally:
            connection.close()

    # --- what a person sees and may use

    def _channel(self, user_id: str, channel_id: str) -> Channel:
        channel = self._standin.workspace.channels.get(channel_id)
        if channel is None or channel.with_user not in {None, user_id}:
            raise BadInput("There is no such conversation.")
        return channel

    def _message(self, user_id: str, place: Json) -> Message:
        channel = self._channel(user_id, place["channel"])
        message = self._standin.workspace.find(channel.id, place["ts"])
        if message is None or message.ephemeral_to not in {None, user_id}:
            raise BadInput("That message is gone.")
        return message

    def _view(self, user_id: str, view_id: str) -> Json:
        home = self._standin.home(user_id)
        views = [*self._standin.views.get(user_id, []), *([home] if home else [])]
        view = next((view for view in views if view["id"] == view_id), None)
        if view is None:
            raise BadInput("That view is closed.")
        return view

    def _ts(self) -> str:
        with self._standin.lock:
            return self._standin.workspace.next_ts()

    def _pop(self, user_id: str) -> None:
        with self._standin.lock:
            stack = self._standin.views[user_id]
            stack.pop()
            self._standin.workspace.version += 1

    def _follow(self, user_id: str, view: Json, said: Json) -> None:
        """Do what the app answered a submitted form with: close it, all of them, or show another."""
        action = said.get("response_action")
        if action not in {"update", "push", "clear"}:
            self._pop(user_id)
            return
        with self._standin.lock:
            stack, workspace = self._standin.views[user_id], self._standin.workspace
            workspace.version += 1
            if action == "clear":
                stack.clear()
            elif action == "push":
                stack.append(workspace.make_view(checked_view(said.get("view"), "modal")))
            else:
                stack[-1] = workspace.make_view(checked_view(said.get("view"), "modal"), replaces=view)


def _answer(status: int, body: str, kind: str) -> Answer:
    if status != OK:
        return Answer(status, {}, "dispatch_failed")
    if not body:
        return Answer(status, {})
    try:
        said: Any = json.loads(body) if kind == "application/json" else {"text": body}
    except json.JSONDecodeError:
        said = {"text": body}
    return Answer(status, said if isinstance(said, dict) else {})


def _element(blocks: list[Json], place: Json) -> tuple[Json, str]:
    """The element with this block's and action's id, and its block's id."""
    for block in blocks:
        parts = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
        for part in parts:
            if (
                part
                and part.get("action_id") == place["action_id"]
                and block["block_id"] == place["block_id"]
            ):
                return part, block["block_id"]
    raise BadInput("That message has changed; look again.")


def _sentence(what: str, error: str) -> str:
    return f"{what}: {MEANING.get(error, error)}." if error else ""
