"""The stand-in's answers, and the requests that Twilio's client makes of it, against Twilio's own description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest

from integrations.twilio_calls import TwilioCalls
from tests.standins.twilio import ACCOUNT, TOKEN, TwilioStandIn, call, recording, sid, some_calls

BEGIN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
}  # fmt: skip


@pytest.fixture(scope="module")
def description(shared: Path) -> dict[str, Any]:
    """Twilio's own description of its API."""
    file = shared / "specs/twilio/twilio_api_v2010.json"
    if not file.exists():
        pytest.skip("the description of Twilio's API is not among the shared files")
    return dict(json.loads(file.read_text(encoding="utf-8")))


@pytest.fixture
def account() -> Iterator[TwilioStandIn]:
    calls = [
        *some_calls(30, BEGIN, ["+6591234567"]),
        call(91, BEGIN, status="in-progress", duration=None),
        call(92, BEGIN, direction="outbound-dial", parent_call_sid=sid("CA", 91)),
    ]
    talked = [one for one in calls if one["duration"]]
    with TwilioStandIn(calls, [recording(i, one) for i, one in enumerate(talked, 1)]) as standin:
        yield standin
    assert standin.complaints == []


def faults(description: dict[str, Any], schema: dict[str, Any], value: Any, at: str = "") -> list[str]:
    """What in a value is not as the schema says, and which of its properties are missing or unknown."""
    if "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if wrong := own_fault(schema, value):
        return [f"{at} {wrong}"]
    if isinstance(value, list):
        each = ((schema["items"], item, f"{at}[{i}]") for i, item in enumerate(value))
        return [fault for one in each for fault in faults(description, *one)]
    named = schema.get("properties", {})
    if not named or value is None:
        return []
    strange = [f"{at}.{name} is missing or unknown" for name in value.keys() ^ named.keys()]
    each = ((named[name], value[name], f"{at}.{name}") for name in value.keys() & named.keys())
    return strange + [fault for one in each for fault in faults(description, *one)]


def own_fault(schema: dict[str, Any], value: Any) -> str:
    """What is wrong with a value itself, its parts left aside; '' where nothing is."""
    if value is None:
        return "is null" if schema.get("type") and not schema.get("nullable") else ""
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        return f"is no {schema['type']}"
    if "enum" in schema and value not in schema["enum"]:
        return f"is none of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return f"does not look like {schema['pattern']}"
    return ""


def operation(description: dict[str, Any], path: str) -> dict[str, Any]:
    """The description of a GET of this path."""
    for template, told in description["paths"].items():
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path):
            return dict(told["get"])
    raise AssertionError(f"{path} is not described")


PATHS = [
    "Calls.json",
    "Recordings.json",
    f"Calls/{sid('CA', 3)}.json",
    f"Calls/{sid('CA', 91)}/Recordings.json",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ["", "?PageSize=7", "?PageSize=7&Page=1&PageToken=PA7"])
def test_answers_are_as_twilio_describes_them(
    account: TwilioStandIn, description: dict[str, Any], path: str, query: str
) -> None:
    path = f"/2010-04-01/Accounts/{ACCOUNT}/{path}"
    answer = httpx2.get(account.url + path + query, auth=(ACCOUNT, TOKEN))
    described = operation(description, path)["responses"]["200"]["content"]["application/json"]["schema"]
    assert faults(description, described, answer.json()) == []


def test_what_is_not_as_described_is_found(description: dict[str, Any]) -> None:
    """The check itself can fail."""
    schema = {"$ref": "#/components/schemas/api.v2010.account.call"}
    assert faults(description, schema, call(1, BEGIN)) == []
    assert faults(description, schema, call(1, BEGIN, status="gone", sid="CA1", queue_time=3, extra=1)) != []
    assert len(faults(description, schema, {**call(1, BEGIN), "status": "gone", "to": 7, "more": ""})) == 3


def test_the_client_asks_only_for_what_twilio_describes(
    account: TwilioStandIn, description: dict[str, Any], tmp_path: Path
) -> None:
    source = TwilioCalls(ACCOUNT, TOKEN, account.url)
    list(source.calls(BEGIN - timedelta(days=1)))
    source.call(sid("CA", 92))
    source.download(sid("CA", 1), tmp_path)
    source.close()
    asked = [one for one in account.requests if one.path.endswith(".json")]
    assert len({one.path for one in asked}) >= 5
    for one in asked:
        known = {
            told["name"] for told in operation(description, one.path)["parameters"] if told["in"] == "query"
        }
        assert parse_qs(one.query).keys() <= known, one
