"""Saying something to the bot without Slack: the same Bolt app, a signed request, and all that Slack would have shown."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal

from bot.commands import COMMANDS
from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import bolt_request, command_body, event_body
from bot.sandbox.slack_standin import SALES_CHANNEL, SlackStandIn
from ml.errors import BadInput, Unavailable

if TYPE_CHECKING:
    from slack_bolt import App, BoltResponse

    from bot.wiring import Office
    from ml.records import Person

Json = dict[str, Any]
Where = Literal["channel", "dm"]


@dataclass(frozen=True)
class Said:
    """All that Slack would have shown, in order, and how long it took.

    Parameters
    ----------
    responses
        Each ``{"response_type", "text", "blocks"}``; response type ephemeral, in_channel, modal or home.
    milliseconds
        From the parsed command to the last response.
    """

    responses: tuple[Json, ...]
    milliseconds: float

    def payload(self) -> Json:
        """The same as one JSON document."""
        return {"responses": list(self.responses), "milliseconds": self.milliseconds}

    def __str__(self) -> str:
        """The same in plain words."""
        return "\n\n".join(words_of(response["blocks"]) or response["text"] for response in self.responses)


def say_here(office: Office, text: str, as_person: Person, where: Where = "channel") -> Said:
    """Say it in a workspace of its own, made for this one time; nothing of it stays behind but the suggestion."""
    from bot.app import SlackAccess, make_app

    standin = SlackStandIn(office.clock)
    with standin.serve() as api_url:
        access = SlackAccess(
            bot_token=standin.bot_token, signing_secret=standin.signing_secret, api_url=api_url
        )
        app = make_app(office.desk, access, introduced={standin.admit(as_person): as_person})

        def finish() -> None:
            if office.store.slow_answers.waiting(office.clock()):
                office.slow_work(access).work_off()

        return say(app, standin, text, as_person, where=where, finish=finish)


def say(
    app: App,
    standin: SlackStandIn,
    text: str,
    as_person: Person,
    *,
    where: Where = "channel",
    finish: Callable[[], object] = lambda: None,
) -> Said:
    """Say it as this person, in a channel (answered privately) or in the direct message with the bot.

    `finish` gives the slow half of the answer, where there is one.

    Raises
    ------
    BadInput
        When there is no such command.
    Unavailable
        When the app did not take the request.
    """
    user_id = standin.admit(as_person)
    channel_id = standin.dm_of(user_id) if where == "dm" else SALES_CHANNEL.id
    body = _body(standin, text.strip(), user_id, channel_id)
    seen = len(standin.workspace.shown)
    begun = time.perf_counter()
    answer = app.dispatch(bolt_request(body, standin.signing_secret))
    if answer.status != HTTPStatus.OK:
        raise Unavailable(f"The app answered with {answer.status} instead of taking it.")
    if shown := _ack(answer):
        standin.show_response(channel_id, user_id, shown)
    finish()
    elapsed = time.perf_counter() - begun
    return Said(tuple(standin.workspace.shown[seen:]), round(1000 * elapsed, 3))


def _body(standin: SlackStandIn, text: str, user_id: str, channel_id: str) -> str:
    """A slash command, or what is said to the bot in its direct message."""
    in_dm = channel_id != SALES_CHANNEL.id
    if text.startswith("/"):
        command, _, rest = text.partition(" ")
        return command_body(
            _known(command.lower()),
            rest.strip(),
            user_id=user_id,
            channel_id=channel_id,
            channel_name="directmessage" if in_dm else SALES_CHANNEL.name,
            response_url=standin.new_response_url(channel_id, user_id),
        )
    if not in_dm:
        raise BadInput(f"Commands begin with a slash: try “/lead {text}”.")
    message = standin.workspace.post(channel_id, user_id, escape(text, quote=False))
    return event_body({**message.payload(), "channel": channel_id, "channel_type": "im"})


def _ack(answer: BoltResponse) -> Json:
    """What was said in the ack itself: JSON, plain text, or nothing."""
    if not answer.body:
        return {}
    kind = "".join(answer.headers.get("content-type", []))
    said: Json = json.loads(answer.body) if kind.startswith("application/json") else {"text": answer.body}
    return said


def _known(command: str) -> str:
    """The same command: Slack asks an app only for those that it has."""
    names = [one.name for one in COMMANDS]
    if command not in names:
        raise BadInput(f"There is no “{command}” here; there are {', '.join(names)}.")
    return command
