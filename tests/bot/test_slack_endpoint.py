"""Malformed requests: unsigned garbage and signed nonsense are refused or ignored, never a 5xx."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.signed_requests import signed_headers
from bot.slack_endpoint import SlackEndpoint

if TYPE_CHECKING:
    from tests.bot.slack_team import Team

Json = dict[str, Any]
KEYS = (
    *("type", "event", "actions", "user", "channel", "view", "message", "container", "state", "value", "id"),
    *("authorizations", "team", "command", "user_id", "channel_id", "text", "trigger_id", "item", "reaction"),
    *("channel_type", "tab", "callback_id", "private_metadata", "action_id", "response_url", "payload"),
)
WORDS = (
    *("event_callback", "block_actions", "view_submission", "message", "reaction_added", "app_home_opened"),
    *(
        "feedback",
        "open_lead:1",
        "turn_queue:more",
        "rating_reason",
        "+1",
        "im",
        "home",
        "U0ADA",
        "D0ADA",
        "/lead",
    ),
)
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(WORDS))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=20,
)
events = st.fixed_dictionaries(
    {"type": st.just("event_callback"), "event": st.dictionaries(st.sampled_from(KEYS), values, max_size=8)}
)
clicks = st.fixed_dictionaries(
    {"type": st.sampled_from(["block_actions", "view_submission"])},
    optional=dict.fromkeys(
        ("user", "channel", "actions", "view", "message", "container", "trigger_id"), values
    ),
)
likely_clicks = st.fixed_dictionaries(
    {
        "type": st.just("block_actions"),
        "user": st.just({"id": "U0ADA"}),
        "actions": st.lists(st.dictionaries(st.sampled_from(KEYS), values), min_size=1, max_size=2),
    },
    optional={"channel": values, "message": values},
)
bodies = st.one_of(values, events, clicks, likely_clicks)
relaxed = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def post(team: Team, body: bytes, headers: dict[str, str]) -> int:
    """The status of a request to the endpoint."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/slack/events",
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "application/x-www-form-urlencoded")
    endpoint: Any = SlackEndpoint(team.app)
    list(endpoint(environ, lambda status, _headers: told.append(status)))
    return int(told[0].split()[0])


@relaxed
@given(body=bodies, form=st.booleans())
def test_signed_nonsense_is_never_a_server_error(team: Team, body: Any, form: bool) -> None:
    text = urlencode({"payload": json.dumps(body)}) if form else json.dumps(body)
    assert post(team, text.encode(), signed_headers(text, team.standin.signing_secret)) < 500


@relaxed
@given(body=st.binary(max_size=200))
def test_unsigned_garbage_is_refused(team: Team, body: bytes) -> None:
    assert post(team, body, {}) in {400, 401}


@pytest.mark.parametrize(
    "body", [b"{", b"[1]", b"{]", b'{"a":' * 5000, b"payload=%7B", b"payload=3", b"\xff\xfe"]
)
def test_bodies_that_do_not_parse_are_refused(team: Team, body: bytes) -> None:
    assert post(team, body, {}) in {400, 401}


@relaxed
@given(fields=st.dictionaries(st.sampled_from(KEYS), st.text(max_size=30)))
def test_a_command_with_any_fields_is_answered(team: Team, fields: dict[str, str]) -> None:
    text = urlencode({"command": "/lead", "user_id": "U0ADA", "text": "acme", **fields})
    assert post(team, text.encode(), signed_headers(text, team.standin.signing_secret)) < 500


def test_a_real_command_passes(team: Team) -> None:
    body = team.ada.command_body("/lead", "acme")
    assert post(team, body.encode(), signed_headers(body, team.standin.signing_secret)) == 200
