"""Where an answer is shown: in the ack of the command, as a real message, or through the address of a click.

Every Slack call is one attempt with a short time-out; none of them raises when Slack does not take it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.exchange import Answer

SLACK_API = "https://slack.com/api/"
TIMEOUT_SECONDS = 2
EVENT_TYPE = "suggestion"
_REFUSED = "invalid_blocks"

_NO_PREVIEWS = {"unfurl_links": False, "unfurl_media": False}
_log = logging.getLogger(__name__)


class BlocksRefused(Exception):
    """Slack refused the blocks of an answer that has classic ones, too."""


@dataclass(frozen=True)
class Posted:
    """Where a real message stands."""

    channel: str
    ts: str


def slack_client(bot_token: str, api_url: str) -> WebClient:
    """A client of the Web API: one attempt, a short time-out; its debug lines quote what is said, so none are made."""
    logger = logging.getLogger("bot.slack")
    logger.setLevel(logging.INFO)
    return WebClient(
        token=bot_token,
        base_url=f"{api_url.rstrip('/')}/",
        timeout=TIMEOUT_SECONDS,
        retry_handlers=[],
        logger=logger,
    )


def show_privately(ack: Ack, answer: Answer) -> None:
    """Answer a slash command in its ack, seen by the asker alone."""
    body = {"response_type": "ephemeral", "text": answer.text, **_NO_PREVIEWS}
    ack({**body, "blocks": answer.blocks} if answer.blocks else body)


def message_of(channel: str, answer: Answer, payload: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The arguments of chat.postMessage: what is said, where, and what its metadata says of it."""
    message = {"channel": channel, "text": answer.text, "blocks": answer.blocks, **_NO_PREVIEWS}
    return message | ({"metadata": {"event_type": EVENT_TYPE, "event_payload": payload}} if payload else {})


def post(client: WebClient, channel: str, answer: Answer, thread_ts: str | None = None) -> Posted | None:
    """Say it as a real message; None when Slack did not take it.

    Raises
    ------
    BlocksRefused
        As `rewrite` and `respond`: when Slack refused the blocks, and the answer has classic ones, too.
    """
    message = message_of(channel, answer, {"id": answer.suggestion.id} if answer.suggestion else None)
    said = _shown("chat.postMessage", answer, lambda: client.chat_postMessage(thread_ts=thread_ts, **message))
    return Posted(str(said["channel"]), str(said["ts"])) if said else None


def rewrite(client: WebClient, place: Posted, answer: Answer) -> bool:
    """Show this in place of a real message of ours."""
    return bool(
        _shown(
            "chat.update",
            answer,
            lambda: client.chat_update(
                channel=place.channel, ts=place.ts, text=answer.text, blocks=answer.blocks
            ),
        )
    )


def respond(response_url: str, answer: Answer) -> bool:
    """Answer a click through the address that came with it (see `may_call`), seen by the asker alone."""
    client = WebhookClient(response_url, timeout=TIMEOUT_SECONDS, retry_handlers=[], logger=_log)
    try:
        sent = client.send_dict(
            {
                "response_type": "ephemeral",
                "replace_original": answer.replaces,
                "text": answer.text,
                "blocks": answer.blocks,
                **_NO_PREVIEWS,
            }
        )
    except (SlackClientError, OSError, HTTPException, ValueError) as error:
        _log.warning("the response address did not answer: %s", type(error).__name__)
        return False
    if answer.classic and _REFUSED in (sent.body or ""):
        raise BlocksRefused
    if sent.status_code != HTTPStatus.OK:
        _log.warning("the response address answered %s", sent.status_code)
    return sent.status_code == HTTPStatus.OK


def _shown(method: str, answer: Answer, call: Callable[[], SlackResponse]) -> SlackResponse | None:
    """Make one Slack call that shows an answer."""

    def show() -> SlackResponse:
        try:
            return call()
        except SlackApiError as error:
            if answer.classic and error.response.get("error") == _REFUSED:
                raise BlocksRefused from error
            raise

    return attempt(method, show)


def attempt(method: str, call: Callable[[], SlackResponse]) -> SlackResponse | None:
    """Make one Slack call; None, and a line in the log, when it fails."""
    try:
        return call()
    except SlackApiError as error:
        _log.warning("%s was refused: %s", method, error.response.get("error"))
    except (SlackClientError, OSError, HTTPException) as error:
        _log.warning("%s got no answer: %s", method, type(error).__name__)
    return None


def may_call(response_url: str, api_url: str) -> bool:
    """Whether a response address is Slack's own, or the stand-in's where one is configured.

    >>> may_call("https://hooks.slack.com/commands/T1/2/3", SLACK_API)
    True
    >>> may_call("https://hooks.slack.com.evil.example/", SLACK_API)
    False
    """
    try:
        url, api = urlsplit(response_url), urlsplit(api_url)
        own = url.scheme == "https" and url.netloc == "hooks.slack.com"
    except ValueError:
        return False
    standin = api.netloc not in {"", urlsplit(SLACK_API).netloc}
    return own or (standin and url.scheme == api.scheme and url.hostname == api.hostname)


def is_direct(channel_id: str, channel_name: str = "") -> bool:
    """Whether a conversation is a direct message."""
    return channel_id.startswith("D") or channel_name == "directmessage"
