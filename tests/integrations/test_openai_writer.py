"""Drafts and summaries from any server that speaks OpenAI's interface for text; here over HTTP, at a stand-in."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from integrations.errors import AccessRefused, Garbled
from integrations.openai_writer import OpenAiWriter
from integrations.text_wire import Wire
from integrations.writing import Material, Writer
from ml.errors import Refused, SalesAssistantError, Unavailable
from tests.standins.faults import ALWAYS, Where, accept_then_drop, answers, half_page, no_answer, server_error
from tests.standins.openai_chat import PROSE, OpenAiChat
from tests.standins.written_text import MODEL

WIRES: tuple[Wire, ...] = ("responses", "chat")
CANARY = "CANARY-7301"
PITCH = Material("pitch", json.dumps({
    "channel": "email", "limits": {"words": 125},
    "facts": [{"id": "f1", "kind": "person", "text": f"[PERSON_1] {CANARY}"}, {"id": "f2", "kind": "capability", "text": "It works."}],
    "ask_about": [], "pairings": [],
}))  # fmt: skip
NOTES = Material(
    "notes", json.dumps({"sentences": [{"n": 0, "who": "prospect", "says": "We correct payslips."}]})
)
FILL = Material(
    "fill", json.dumps({"rows": [{"row": "c1", "wanted": ["industry"], "notes": ["They run a bakery."]}]})
)


@pytest.fixture
def server() -> Iterator[OpenAiChat]:
    with OpenAiChat() as standin:
        yield standin
    assert standin.complaints == []


def at(server: OpenAiChat, wire: Wire = "chat", **options: Any) -> OpenAiWriter:
    key, model = options.pop("key", "sk-test"), options.pop("model", MODEL)
    return OpenAiWriter(server.base_url, key, model, api=wire, **options)


def failure(writer: OpenAiWriter) -> SalesAssistantError:
    """How a pitch fails: in one sentence that tells nothing of the material."""
    with pytest.raises(SalesAssistantError) as caught:
        writer.pitch(PITCH)
    told = str(caught.value)
    assert told.endswith(".")
    assert "\n" not in told
    assert len(told) < 160
    assert CANARY not in told
    return caught.value


@pytest.mark.parametrize("wire", WIRES)
def test_a_draft_notes_and_cells(server: OpenAiChat, wire: Wire) -> None:
    writer: Writer = at(server, wire)
    draft = writer.pitch(PITCH)
    assert [line.move for line in draft.lines] == ["connecting", "understanding", "sharing", "setting"]
    assert (draft.lines[0].facts, draft.subject) == (("f1",), "")
    notes = writer.notes(NOTES)
    assert (notes.summary[0].rests_on, notes.picks, notes.tags) == (
        (0,),
        {"pains": (0,)},
        {0: "understanding"},
    )
    assert [(cell.row, cell.field, cell.value) for cell in writer.fill(FILL)] == [
        ("c1", "industry", "Bakery")
    ]
    assert {one.path for one in server.requests} == {
        "/v1/responses" if wire == "responses" else "/v1/chat/completions"
    }
    assert writer.name == f"openai:{MODEL}"
    assert writer.prompts.startswith("pitch 2")
    assert server.url.endswith(writer.host)


@pytest.mark.parametrize("wire", WIRES)
def test_the_preview_is_what_is_sent(server: OpenAiChat, wire: Wire) -> None:
    writer = at(server, wire)
    address, _, body = writer.preview(PITCH).partition("\n\n")
    assert server.requests == []
    writer.pitch(PITCH)
    assert json.loads(body) == server.bodies[0]
    assert address == f"POST {server.url}{server.requests[0].path}"
    assert "store" not in server.bodies[0]  # not OpenAI's own server, which alone knows the word


@pytest.mark.parametrize(
    ("address", "api", "path", "kept"),
    [
        ("https://api.openai.com/v1", "auto", "/v1/responses", False),
        ("https://eu.api.openai.com/v1/", "auto", "/v1/responses", False),
        ("https://api.openai.com/v1", "chat", "/v1/chat/completions", False),
        ("http://localhost:11434/v1", "auto", "/v1/chat/completions", None),
        ("https://openai.example/v1", "responses", "/v1/responses", None),
    ],
)
def test_which_interface_is_spoken(address: str, api: Any, path: str, *, kept: bool | None) -> None:
    first, _, body = OpenAiWriter(address, "", "m", api=api).preview(PITCH).partition("\n\n")
    assert first == f"POST {address.removesuffix('/v1/').removesuffix('/v1')}{path}"
    assert json.loads(body).get("store") is kept


def test_a_repair_tells_the_draft_and_its_faults(server: OpenAiChat) -> None:
    server.mode = "invents"
    writer = at(server)
    draft = writer.pitch(PITCH)
    assert "87 %" in " ".join(line.text for line in draft.lines)
    repaired = writer.repair(PITCH, draft, ["“87” is in no fact"])
    assert "87" not in " ".join(line.text for line in repaired.lines)
    roles = [turn["role"] for turn in server.bodies[1]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert "“87” is in no fact" in server.bodies[1]["messages"][-1]["content"]


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize(("mode", "forms"), [("no_schema", 2), ("only_text", 3)])
def test_a_server_without_schemas_is_told_in_words(
    server: OpenAiChat, wire: Wire, mode: str, forms: int
) -> None:
    server.mode = mode
    writer = at(server, wire)
    assert writer.pitch(PITCH).lines
    assert len(server.requests) == forms
    assert '"additionalProperties"' in server.bodies[0].get(
        "instructions", str(server.bodies[0].get("messages"))
    )
    assert writer.pitch(PITCH).lines
    assert len(server.requests) == forms + 1  # it is remembered


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize(
    ("mode", "kind", "sentence", "requests"),
    [
        ("refuses", Refused, "declined", 1),
        ("filtered", Refused, "declined", 1),
        ("prose", Garbled, "no draft", 3),
        ("half", Garbled, "no draft", 3),
        ("empty", Garbled, "no draft", 3),
        ("huge", Garbled, "far more", 1),
        ("html", Garbled, "no answer of an OpenAI-compatible server", 1),
        ("limit", Unavailable, "too busy", 1),
        ("quota", Unavailable, "no credit", 1),
        ("fails", Unavailable, "HTTP 500", 2),
        ("too_long", Refused, "more than", 1),
    ],
)
def test_failures_are_one_sentence(
    server: OpenAiChat, wire: Wire, mode: str, kind: type[SalesAssistantError], sentence: str, *, requests: int
) -> None:  # fmt: skip
    server.mode = mode
    error = failure(at(server, wire))
    assert isinstance(error, kind)
    assert sentence in str(error)
    assert len(server.requests) == requests


def test_prose_is_asked_for_again_once_as_json(server: OpenAiChat) -> None:
    server.mode = "prose"
    failure(at(server))
    again = server.bodies[1]["messages"]
    assert [turn["content"] for turn in again if turn["role"] == "assistant"] == [PROSE]
    assert [body["response_format"]["type"] for body in server.bodies] == [
        "json_schema",
        "json_object",
        "json_object",
    ]


def test_keys_models_and_addresses(server: OpenAiChat) -> None:
    for writer in (at(server, key="sk-wrong"), at(server, key="sk-\N{SNOWMAN}"), at(server, key="")):
        assert "OPENAI_API_KEY" in str(failure(writer))
    for writer in (at(server, model="none"), OpenAiWriter(server.url, "sk-test", MODEL)):
        error = failure(writer)
        assert isinstance(error, AccessRefused)
        assert "LANGUAGE_MODEL" in str(error)


def test_a_moment_of_trouble_is_waited_out(server: OpenAiChat) -> None:
    busy = answers(Where(), 429, {"error": {"message": "slow down"}}, {"Retry-After": "0"})
    for fault in (
        no_answer(Where()),
        accept_then_drop(Where()),
        half_page(Where()),
        server_error(Where(), 503),
        busy,
    ):
        server.faults = [fault]
        assert at(server).pitch(PITCH).lines


def test_a_server_that_is_not_there() -> None:
    error = failure(OpenAiWriter("http://127.0.0.1:9/v1", "k", MODEL, seconds=5))
    assert str(error) == f"The server of {MODEL} did not answer."


def test_nothing_follows_a_redirect(server: OpenAiChat) -> None:
    with OpenAiChat() as other:
        server.faults = [answers(ALWAYS, 307, {}, {"Location": f"{other.url}/v1/chat/completions"})]
        assert isinstance(failure(at(server)), AccessRefused)
        assert other.requests == []


def test_a_silent_model_is_left_in_time(server: OpenAiChat) -> None:
    server.mode = "timeout"
    assert str(failure(at(server, seconds=0.3))) == f"{MODEL} did not answer within 0.3 seconds."


def test_nothing_of_the_content_is_logged(server: OpenAiChat, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    at(server, key="sk-test").pitch(PITCH)
    server.mode = "half"
    failure(at(server))
    assert CANARY in server.sent
    assert CANARY not in caplog.text
    assert "sk-test" not in caplog.text
