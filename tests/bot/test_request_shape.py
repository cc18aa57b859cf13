"""What Slack sends, and what it never does."""

from __future__ import annotations

from typing import Any

import pytest

from bot.request_shape import well_shaped

CLICK = {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "a"}]}


@pytest.mark.parametrize(
    "body",
    [
        {"command": "/lead", "text": "acme", "user_id": "U1"},
        {"type": "url_verification", "challenge": "x"},
        {"type": "event_callback", "event": {"type": "message"}},
        CLICK,
        {**CLICK, "channel": {"id": "C1"}, "message": {"ts": "1.0"}, "container": {"type": "message"}},
        {"type": "view_submission", "user": {"id": "U1"}, "view": {"type": "modal"}},
    ],
)
def test_requests_of_slack_pass(body: dict[str, Any]) -> None:
    assert well_shaped(body)


@pytest.mark.parametrize(
    "body",
    [
        {"type": 3},
        {"event": None},
        {"type": "event_callback", "event": {"type": 1}},
        {"actions": [{"action_id": "a"}]},
        {**CLICK, "user": "U1"},
        {**CLICK, "user": {"id": 1}},
        {**CLICK, "actions": []},
        {**CLICK, "actions": [3]},
        {**CLICK, "channel": "C1"},
        {**CLICK, "message": {}},
        {"type": "view_submission", "view": {"type": "modal"}},
    ],
)
def test_anything_else_does_not(body: dict[str, Any]) -> None:
    assert not well_shaped(body)
