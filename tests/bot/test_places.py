"""Which addresses are called, and that no failing call raises."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient

from bot.exchange import Answer
from bot.places import SLACK_API, is_direct, may_call, post, respond

STANDIN = "http://127.0.0.1:8000/api/"
SAID = Answer("Hello", ({"type": "divider"},))


@pytest.mark.parametrize(
    ("url", "api", "allowed"),
    [
        ("https://hooks.slack.com/actions/T1/2/3", SLACK_API, True),
        ("http://hooks.slack.com/actions/T1/2/3", SLACK_API, False),
        ("https://user@hooks.slack.com/x", SLACK_API, False),
        ("https://hooks.slack.com:444/x", SLACK_API, False),
        ("https://slack.com/x", SLACK_API, False),
        ("http://127.0.0.1:8000/response/1", SLACK_API, False),
        ("http://127.0.0.1:8000/response/1", STANDIN, True),
        ("http://127.0.0.1:9000/response/1", STANDIN, True),
        ("http://169.254.169.254/latest", STANDIN, False),
        ("file:///etc/passwd", STANDIN, False),
        ("https://hooks.slack.com/x", STANDIN, True),
        ("https://[", STANDIN, False),
        ("", STANDIN, False),
    ],
)
def test_only_slack_or_its_stand_in_is_called(url: str, api: str, *, allowed: bool) -> None:
    assert may_call(url, api) is allowed


def test_a_direct_message() -> None:
    assert is_direct("D1")
    assert is_direct("C1", "directmessage")
    assert not is_direct("C1", "sales")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_nobody_listens() -> None:
    """A refused connection is a failed call, not an error."""
    client = WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/", timeout=1, retry_handlers=[])
    assert post(client, "D1", SAID) is None
    assert respond("http://127.0.0.1:9/response/1", SAID) is False
