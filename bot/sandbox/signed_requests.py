"""What Slack sends an app: slash commands, clicks, submitted modals and events, truly signed.

The bodies have the fields of Slack's own; `signed_headers` signs them with the app's signing secret, so that they pass
Bolt's own check of signature and age.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.triggers import new_trigger_id
from bot.sandbox.workspace import APP_ID, BOT_USER_ID, TEAM_ID

Json = dict[str, Any]

TOKEN = "sandbox"  # noqa: S105 - Slack's retired verification token, still sent and never checked
TEAM = {"id": TEAM_ID, "domain": "sandbox"}
_serial = itertools.count(1)


def command_body(
    command: str,
    text: str = "",
    *,
    user_id: str,
    channel_id: str,
    channel_name: str = "directmessage",
    user_name: str = "",
    response_url: str = "",
    trigger_id: str | None = None,
) -> str:
    """A slash command as Slack posts it; in a direct message the channel's name is ``directmessage``."""
    fields = {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM["domain"],
        "channel_id": channel_id,
        "channel_name": channel_name,
        "user_id": user_id,
        "user_name": user_name or user_id.lower(),
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id or new_trigger_id(user_id),
    }
    return urlencode(fields)


def action_of(element: Mapping[str, Any], block_id: str, action_ts: str | None = None, **chosen: Any) -> Json:
    """The action that using this element of a block gives.

    `chosen` is what was chosen: ``value``, ``selected_option``, ``selected_options``, ``selected_date`` …; a button
    brings its own value and text.
    """
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block_id,
        "action_ts": action_ts or f"{time.time():.6f}",
    }
    if element["type"] == "button":
        action["text"] = element["text"]
        action |= {"value": element["value"]} if "value" in element else {}
    return action | chosen


def action_body(
    actions: Sequence[Json],
    *,
    user_id: str,
    channel_id: str = "",
    message: Mapping[str, Any] | None = None,
    ephemeral_ts: str | None = None,
    view: Mapping[str, Any] | None = None,
    response_url: str = "",
    trigger_id: str | None = None,
    state: Mapping[str, Any] | None = None,
) -> str:
    """A click: on a real message (give `message`), on an ephemeral one (its `ephemeral_ts`), or in a `view`.

    As with Slack, a click on an ephemeral message carries no message, and a click in a view no channel.
    """
    payload = _payload("block_actions", user_id, trigger_id) | {"actions": list(actions)}
    if view is not None:
        payload |= {"container": {"type": "view", "view_id": view["id"]}, "view": dict(view)}
        return _interactive(payload)
    ts = message["ts"] if message else ephemeral_ts
    container = {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel_id,
        "is_ephemeral": message is None,
    }
    payload |= {
        "container": container,
        "channel": {"id": channel_id, "name": "directmessage" if channel_id.startswith("D") else "channel"},
        "response_url": response_url,
        "state": {"values": state or {}},
    }
    if message is not None:
        payload["message"] = dict(message)
    return _interactive(payload)


def view_submission_body(
    view: Mapping[str, Any], values: Mapping[str, Any], *, user_id: str, trigger_id: str | None = None
) -> str:
    """A submitted modal; `values` by block id, then action id, as in Slack's ``view.state.values``."""
    filled = {**view, "state": {"values": values}}
    payload = _payload("view_submission", user_id, trigger_id) | {"view": filled, "response_urls": []}
    return _interactive(payload)


def view_closed_body(view: Mapping[str, Any], *, user_id: str, is_cleared: bool = False) -> str:
    """A modal closed without submitting; Slack sends it where the view has ``notify_on_close``."""
    payload = _payload("view_closed", user_id, None) | {"view": dict(view), "is_cleared": is_cleared}
    return _interactive(payload)


def event_body(
    event: Mapping[str, Any], *, event_time: int | None = None, event_id: str | None = None
) -> str:
    """An event of the Events API in its envelope."""
    envelope = {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": dict(event),
        "type": "event_callback",
        "event_id": event_id or f"Ev{time.time_ns()}{next(_serial)}",
        "event_time": int(time.time()) if event_time is None else event_time,
        "authorizations": [{"team_id": TEAM_ID, "user_id": BOT_USER_ID, "is_bot": True}],
        "is_ext_shared_channel": False,
    }
    return json.dumps(envelope)


def signed_headers(body: str, secret: str, timestamp: float | None = None) -> dict[str, str]:
    """The headers of a request with this body, signed at this Unix time (now, where none is given)."""
    moment = str(int(time.time() if timestamp is None else timestamp))
    signature = SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)
    return {
        "content-type": "application/json" if body.startswith("{") else "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": moment,
        "x-slack-signature": signature or "",
    }


def bolt_request(body: str, secret: str, timestamp: float | None = None) -> BoltRequest:
    """The same as a request to dispatch into a Bolt app without HTTP."""
    return BoltRequest(body=body, headers={**signed_headers(body, secret, timestamp)})


def _payload(kind: str, user_id: str, trigger_id: str | None) -> Json:
    return {
        "type": kind,
        "user": {"id": user_id, "username": user_id.lower(), "name": user_id.lower(), "team_id": TEAM_ID},
        "api_app_id": APP_ID,
        "token": TOKEN,
        "team": TEAM,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": trigger_id or new_trigger_id(user_id),
    }


def _interactive(payload: Json) -> str:
    return urlencode({"payload": json.dumps(payload)})
