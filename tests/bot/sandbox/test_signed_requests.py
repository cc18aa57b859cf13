"""The bodies are truly signed, and Bolt takes each of them to its listener."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import signed_requests as slack

SECRET = "shh"


class Heard:
    """A Bolt app that keeps what it hears."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.app = App(
            signing_secret=SECRET,
            authorize=lambda **_: AuthorizeResult(
                enterprise_id=None, team_id="T", bot_token="xoxb", bot_id="B", bot_user_id="U0"
            ),
        )
        for listen in (
            self.app.command("/lead"),
            self.app.action("go"),
            self.app.view("why"),
            self.app.view_closed("why"),
        ):
            listen(self.hear_and_ack)
        self.app.event("reaction_added")(self.hear_event)

    def hear_and_ack(self, ack: Ack, body: dict[str, Any]) -> None:
        self.bodies.append(body)
        ack()

    def hear_event(self, body: dict[str, Any]) -> None:
        self.bodies.append(body)

    def hear(self, body: str, timestamp: float | None = None) -> int:
        return self.app.dispatch(slack.bolt_request(body, SECRET, timestamp)).status


@pytest.fixture
def heard() -> Heard:
    return Heard()


VIEW = {"id": "V1", "type": "modal", "callback_id": "why", "blocks": [], "state": {"values": {}}}
BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "7"}


def test_slacks_own_verifier_takes_the_signature() -> None:
    body = slack.command_body("/lead", "acme", user_id="U1", channel_id="C1")
    headers = slack.signed_headers(body, SECRET)
    assert SignatureVerifier(SECRET).is_valid_request(body, headers)
    assert not SignatureVerifier("other").is_valid_request(body, headers)


def test_an_old_signature_is_refused(heard: Heard) -> None:
    body = slack.command_body("/lead", "acme", user_id="U1", channel_id="C1")
    assert heard.hear(body, time.time() - 301) == 401


def test_a_command_carries_what_was_typed(heard: Heard) -> None:
    assert heard.hear(slack.command_body("/lead", "a & b=ü", user_id="U1", channel_id="D1")) == 200
    [body] = heard.bodies
    assert (body["text"], body["channel_name"], body["user_id"]) == ("a & b=ü", "directmessage", "U1")


def test_a_click_on_a_real_message_carries_it(heard: Heard) -> None:
    action = slack.action_of(BUTTON, "b1")
    assert (
        heard.hear(slack.action_body([action], user_id="U1", channel_id="C1", message={"ts": "1.2"})) == 200
    )
    [body] = heard.bodies
    assert (body["message"]["ts"], body["container"]["is_ephemeral"], body["actions"][0]["value"]) == (
        "1.2",
        False,
        "7",
    )


def test_a_click_on_an_ephemeral_message_carries_none(heard: Heard) -> None:
    action = slack.action_of(BUTTON, "b1")
    heard.hear(slack.action_body([action], user_id="U1", channel_id="C1", ephemeral_ts="1.2"))
    [body] = heard.bodies
    assert "message" not in body
    assert body["container"] == {
        "type": "message",
        "message_ts": "1.2",
        "channel_id": "C1",
        "is_ephemeral": True,
    }


def test_a_click_in_a_view_carries_the_view(heard: Heard) -> None:
    heard.hear(slack.action_body([slack.action_of(BUTTON, "b1")], user_id="U1", view=VIEW))
    [body] = heard.bodies
    assert (body["view"]["id"], body["container"]) == ("V1", {"type": "view", "view_id": "V1"})
    assert "channel" not in body


def test_a_submitted_view_carries_its_values(heard: Heard) -> None:
    values = {"b": {"a": {"type": "plain_text_input", "value": "x"}}}
    assert heard.hear(slack.view_submission_body(VIEW, values, user_id="U1")) == 200
    assert heard.bodies[0]["view"]["state"]["values"] == values
    assert heard.hear(slack.view_closed_body(VIEW, user_id="U1")) == 200


def test_every_event_has_an_id_of_its_own(heard: Heard) -> None:
    event = {"type": "reaction_added", "user": "U1", "item": {"type": "message", "channel": "C", "ts": "1.2"}}
    bodies = [json.loads(slack.event_body(event, event_time=5)) for _ in range(2)]
    assert bodies[0]["event_id"] != bodies[1]["event_id"]
    assert bodies[0]["event_time"] == 5
    assert heard.hear(slack.event_body(event)) == 200
