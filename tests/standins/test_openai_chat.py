"""The stand-in answers as OpenAI's interfaces for text are documented to; its own models read the answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from openai.types.chat import ChatCompletion
from openai.types.responses import Response

from tests.standins.openai_chat import MODES, OpenAiChat
from tests.standins.written_text import MODEL

TOLD = "You write four moves."
GIVEN = "Material, JSON:\n" + json.dumps(
    {
        "channel": "email", "limits": {}, "ask_about": [], "pairings": [],
        "facts": [{"id": "f1", "kind": "pain", "text": "<!channel> see https://x.example", "said_by": "prospect"}],
    }
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[OpenAiChat]:
    with OpenAiChat() as standin:
        yield standin
    assert standin.complaints == []


@pytest.fixture
def client(server: OpenAiChat) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=server.base_url, api_key="sk-test", max_retries=0) as client:
        yield client


def respond(client: openai.OpenAI) -> Response:
    return client.responses.create(model=MODEL, instructions=TOLD, input=[{"role": "user", "content": GIVEN}])


def chat(client: openai.OpenAI, **changes: Any) -> ChatCompletion:
    turns = [{"role": "system", "content": TOLD}, {"role": "user", "content": GIVEN}]
    return client.chat.completions.create(**{"model": MODEL, "messages": turns, **changes})  # type: ignore[no-any-return]  # keywords of any kind


def test_both_interfaces_tell_the_same(server: OpenAiChat, client: openai.OpenAI) -> None:
    one, other = respond(client), chat(client)
    Response.model_validate(one.model_dump())
    ChatCompletion.model_validate(other.model_dump())
    assert one.output_text == other.choices[0].message.content == server.told[0]
    assert {line["move"] for line in json.loads(one.output_text)["lines"]} == {
        "connecting",
        "understanding",
        "sharing",
        "setting",
    }


def test_refusals(server: OpenAiChat, client: openai.OpenAI) -> None:
    server.mode = "refuses"
    assert chat(client).choices[0].message.refusal
    (message,) = [item for item in respond(client).output if item.type == "message"]
    assert message.content[0].type == "refusal"


@pytest.mark.parametrize(
    ("mode", "kind", "code"),
    [
        ("limit", openai.RateLimitError, "rate_limit_exceeded"),
        ("quota", openai.RateLimitError, "insufficient_quota"),
        ("fails", openai.InternalServerError, None),
        ("too_long", openai.BadRequestError, "context_length_exceeded"),
    ],
)
def test_errors(
    server: OpenAiChat, client: openai.OpenAI, mode: str, kind: type[openai.APIStatusError], code: str | None
) -> None:
    server.mode = mode
    with pytest.raises(kind) as caught:
        chat(client)
    assert caught.value.code == code


def test_what_is_not_known_is_refused(server: OpenAiChat, client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="does not exist"):
        chat(client, model="none")
    server.mode = "no_schema"
    with pytest.raises(openai.BadRequestError) as caught:
        chat(client, response_format={"type": "json_schema", "json_schema": {"name": "x", "schema": {}}})
    assert caught.value.param == "response_format"


def test_the_evil_model_obeys_the_material(server: OpenAiChat, client: openai.OpenAI) -> None:
    server.mode = "evil"
    text = respond(client).output_text
    assert "<!channel>" in text
    assert "https://x.example" in text


def test_the_key_and_the_models(server: OpenAiChat, client: openai.OpenAI) -> None:
    assert [one.id for one in client.models.list()] == [MODEL]
    with (
        openai.OpenAI(base_url=server.base_url, api_key="sk-wrong") as other,
        pytest.raises(openai.AuthenticationError),
    ):
        chat(other)


def test_unknown_fields_are_complained_about(server: OpenAiChat, client: openai.OpenAI) -> None:
    chat(client, temperature=0)
    assert server.complaints == ["unknown fields ['temperature']"]
    server.complaints.clear()


def test_every_mode_is_a_word() -> None:
    assert len(set(MODES)) == len(MODES)
