"""Posts one message to Slack once, and tells apart: Slack has it, surely has it not, or nobody knows.

Not by Slack's own client, which cannot tell whether the connection ended before or after the message left: here the body
goes out on its own, when everything else stands, and whether it may still go is asked in that very moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bot.places import TIMEOUT_SECONDS
from ml.messages import NotSent, SendResult, Sent, Unknown

# In seconds: when Slack wants fewer messages without saying for how long, when nobody reached it, and when somebody
# has to mend something first.
_SLOWER, _AWAY, MENDED = 30.0, 60.0, 600.0
# Slack says of these that a part may have been done.
_PERHAPS = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}
_TO_MEND = {
    "invalid_auth",
    "not_authed",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "missing_scope",
    "access_denied",
    "org_login_required",
    "team_access_not_granted",
}
_RATE = {"ratelimited", "rate_limited", "message_limit_exceeded"}


class _Over(Exception):
    """It may not go any more."""


def post_once(api_url: str, token: str, message: Mapping[str, Any], may_go: Callable[[], bool]) -> SendResult:
    """Post a message, the arguments of chat.postMessage, in one attempt; nothing that Slack or the network do is raised.

    Parameters
    ----------
    api_url, token
        How Slack is reached.
    message
        What is posted, JSON-ready.
    may_go
        Asked when the connection stands, before the message leaves; where it says no, nothing was sent. What it
        raises reaches the caller, and nothing was sent either.
    """
    left = list[bytes]()

    def body() -> Iterator[bytes]:
        if not may_go():
            raise _Over
        left.append(data)
        yield data

    data = json.dumps(message).encode()
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(data)),
    }
    request = Request(f"{api_url.rstrip('/')}/chat.postMessage", body(), headers)  # noqa: S310 - the address is the admin's own
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - the same
            return _read(json.loads(answer.read()))
    except _Over:
        return NotSent("its turn was over", 0.0)
    except HTTPError as error:
        return _of_status(error)
    except (OSError, HTTPException, ValueError) as error:
        if left:
            return Unknown(f"Slack's answer was lost ({_kind(error)})")
        return NotSent(f"Slack was not reached ({_kind(error)})", _AWAY)


def refused(result: SendResult, word: str) -> bool:
    """Whether Slack refused it for good with this word.

    >>> refused(NotSent("Slack refused it: invalid_blocks"), "invalid_blocks")
    True
    """
    return isinstance(result, NotSent) and result.retry_after is None and result.why.endswith(f": {word}")


def _of_status(error: HTTPError) -> SendResult:
    with error:
        if error.code == HTTPStatus.TOO_MANY_REQUESTS:
            return NotSent("Slack wants fewer messages", _seconds(error.headers.get("Retry-After")))
    return Unknown(f"Slack answered with status {error.code}")


def _seconds(text: str | None) -> float:
    """A Retry-After in seconds, as Slack gives it."""
    return float(text) if text and text.isascii() and text.isdigit() else _SLOWER


def _read(said: Any) -> SendResult:
    if not isinstance(said, dict) or "ok" not in said:
        return Unknown("Slack's answer could not be read")
    if said["ok"]:
        return Sent(str(said.get("channel", "")), str(said.get("ts", "")))
    word = str(said.get("error", ""))
    if word in _PERHAPS or not word:
        return Unknown(f"Slack broke off: {word}")
    if word in _RATE:
        return NotSent("Slack wants fewer messages", _SLOWER)
    return NotSent(f"Slack refused it: {word}", MENDED if word in _TO_MEND else None)


def _kind(error: Exception) -> str:
    cause = getattr(error, "reason", error)
    return type(cause if isinstance(cause, Exception) else error).__name__
