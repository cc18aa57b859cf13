"""What HubSpot answers when it refuses: the bodies of its errors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.standins.http import Answer, json_answer

CORRELATION = "aeb5f871-7f07-4993-9211-075dc63e7cbf"
NO_TOKEN = (
    "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more "
    "details at https://developers.hubspot.com/docs/methods/auth/oauth-overview"
)
NO_SCOPE = (
    "This app hasn't been granted all required scopes to make this call. "
    "Read more about required scopes here: https://developers.hubspot.com/scopes."
)
READABLE_POLICY = {"TEN_SECONDLY_ROLLING": "ten_secondly_rolling", "SECONDLY": "secondly", "DAILY": "daily"}


class Problem(Exception):
    """A request that HubSpot refuses, with the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.body.decode())
        self.answer = answer


def problem(status: int, message: str, category: str, **more: Any) -> Problem:
    """A refusal with HubSpot's usual body."""
    body = {"status": "error", "message": message, "correlationId": CORRELATION, "category": category}
    return Problem(json_answer(body | more, status))


def invalid(message: str, **more: Any) -> Problem:
    """A request that makes no sense to HubSpot."""
    return problem(400, message, "VALIDATION_ERROR", **more)


def not_found(message: str = "resource not found") -> Problem:
    """A record, a property or a path that is not there."""
    return problem(404, message, "OBJECT_NOT_FOUND")


def no_such_token() -> Problem:
    """A token that is missing, wrong or revoked."""
    return problem(401, NO_TOKEN, "INVALID_AUTHENTICATION")


def no_scope(scope: str) -> Problem:
    """A token that lacks a permission."""
    error = {
        "message": "One or more of the following scopes are required.",
        "context": {"requiredGranularScopes": [scope]},
    }
    links = {"scopes": "https://developers.hubspot.com/scopes"}
    return problem(403, NO_SCOPE, "MISSING_SCOPES", errors=[error], links=links)


def too_many(policy: str, retry_after_s: int) -> Answer:
    """A limit that is reached."""
    body = {
        "status": "error",
        "message": f"You have reached your {READABLE_POLICY[policy]} limit.",
        "errorType": "RATE_LIMIT",
        "correlationId": CORRELATION,
        "policyName": policy,
    }
    return json_answer(body, 429, {"Retry-After": str(retry_after_s)})


@dataclass(frozen=True)
class BadValue:
    """One property that a write may not set so."""

    name: str
    code: str
    message: str


def bad_values(found: Sequence[BadValue]) -> Problem:
    """A write whose values HubSpot refuses."""
    told = [{"isValid": False, "message": one.message, "error": one.code, "name": one.name} for one in found]
    errors = [
        {"message": one.message, "code": one.code, "context": {"propertyName": [one.name]}} for one in found
    ]
    return invalid(f"Property values were not valid: {json.dumps(told)}", errors=errors)
