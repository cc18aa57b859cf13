"""A stand-in of OpenAI's interfaces for text: Chat Completions and Responses, with a model that obeys.

In the mode 'good' it writes plausible drafts and notes from nothing but the material. In the mode 'evil' it does
whatever the material tells it to, and worse. The other modes are the ways in which models and servers fail.

What is imitated is documented in OpenAI's API reference: shapes of requests, answers, refusals and errors.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.standins.http import Answer, Request, StandIn, json_answer
from tests.standins.openai_audio import problem
from tests.standins.written_text import MODEL, evil_answer, good_answer, inventing_answer

FIELDS = {
    "/v1/responses": {"model", "input", "instructions", "text", "store"},
    "/v1/chat/completions": {"model", "messages", "response_format", "store"},
}
MODES = (
    "good", "evil", "invents", "stubborn", "slow", "timeout", "refuses", "filtered", "prose", "half", "huge", "empty",
    "limit", "quota", "fails", "too_long", "html", "no_schema", "only_text",
)  # fmt: skip
SLOW_SECONDS, NEVER_SECONDS = 2.0, 600.0
PROSE = "Sure! Here is a great pitch for you: buy now, it is the best."


class OpenAiChat(StandIn):
    """The stand-in.

    Attributes
    ----------
    mode
        One of `MODES`; may be changed at any time.
    bodies
        Every request's body that was taken, in order.
    told
        The answers that were given, as text, in order.
    """

    def __init__(
        self, *, key: str = "sk-test", port: int = 0, mode: str = "good", keeps: bool = False
    ) -> None:
        super().__init__(port=port)
        self.key, self.mode, self.keeps = key, mode, keeps
        self.bodies: list[dict[str, Any]] = []
        self.told: list[str] = []

    @property
    def base_url(self) -> str:
        """What OPENAI_BASE_URL is set to."""
        return f"{self.url}/v1"

    @property
    def sent(self) -> str:
        """All that ever left the product, for a test to search."""
        return json.dumps(self.bodies, ensure_ascii=False)

    def answer(self, request: Request) -> Answer:
        """See `StandIn`."""
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return problem(401, "Incorrect API key provided.", code="invalid_api_key")
        if (request.method, request.path) == ("GET", "/v1/models"):
            return json_answer({"object": "list", "data": [{"id": MODEL, "object": "model"}]})
        if request.method != "POST" or request.path not in FIELDS:
            return problem(404, f"Invalid URL ({request.method} {request.path})")
        body = request.json()
        if unknown := set(body) - FIELDS[request.path]:
            self.complaints.append(f"unknown fields {sorted(unknown)}")
        if body["model"] != MODEL:
            return problem(404, "The model does not exist", param="model", code="model_not_found")
        return self._refused(body) or self._written(request.path, body)

    def _refused(self, body: dict[str, Any]) -> Answer | None:
        """The answer of a server that does not come to writing; None where it does."""
        form = _form(body)
        param = "response_format" if "messages" in body else "text.format"
        if (self.mode == "no_schema" and form == "json_schema") or (
            self.mode == "only_text" and form != "text"
        ):
            return problem(
                400, f"Invalid parameter: '{param}' of type '{form}' is not supported.", param=param
            )
        if (
            form == "json_object"
            and "json" not in json.dumps(body.get("input", body.get("messages"))).lower()
        ):
            return problem(400, "'messages' must contain the word 'json' in some form.", param=param)
        return {
            "limit": lambda: json_answer({"error": {"message": "Rate limit reached", "code": "rate_limit_exceeded"}}, 429, {"Retry-After": "40"}),
            "quota": lambda: problem(429, "You exceeded your current quota.", code="insufficient_quota"),
            "fails": lambda: problem(500, "The server had an error", type_="server_error"),
            "too_long": lambda: problem(400, "This model's maximum context length is 8 tokens.", code="context_length_exceeded"),
            "html": lambda: Answer(200, b"<html>We will be back soon.</html>", {"Content-Type": "text/html"}),
        }.get(self.mode, lambda: None)()  # fmt: skip

    def _written(self, path: str, body: dict[str, Any]) -> Answer:
        self.bodies.append(body)
        task, messages = _task(body), _messages(body)
        again = len(messages) > 1
        text = self._text(task, messages, again=again)
        self.told.append(text)
        answer = _in_responses if path.endswith("responses") else _in_chat
        stall = {"slow": SLOW_SECONDS, "timeout": NEVER_SECONDS}.get(self.mode, 0.0)
        found = json_answer(answer(text, self.mode))
        return Answer(found.status, found.body, found.headers, stall_s=stall)

    def _text(self, task: str, messages: list[str], *, again: bool) -> str:
        material = messages[0].partition("\n")[2]
        ways: Mapping[str, Callable[[], str]] = {
            "prose": lambda: PROSE,
            "half": lambda: good_answer(task, material)[:-25],
            "huge": lambda: json.dumps({"subject": "", "lines": [], "filler": "x" * 1_000_000}),
            "empty": lambda: "",
            "evil": lambda: evil_answer(task, material),
            "invents": lambda: good_answer(task, material) if again else inventing_answer(task, material),
            "stubborn": lambda: inventing_answer(task, material),
        }
        return ways.get(self.mode, lambda: good_answer(task, material))()


def _form(body: Mapping[str, Any]) -> str:
    format_ = body.get("response_format") or body.get("text", {}).get("format") or {"type": "text"}
    return str(format_["type"])


def _task(body: Mapping[str, Any]) -> str:
    """Which of the product's tasks it is, by what the answer is to hold."""
    told = json.dumps(body.get("instructions") or body["messages"][0])
    return next(
        task
        for task, word in (("pitch", "four moves"), ("notes", "summary"), ("fill", "cells"))
        if word in told
    )


def _messages(body: Mapping[str, Any]) -> list[str]:
    """What was said to the model after its instructions."""
    turns = body.get("input") or body["messages"][1:]
    return [turn["content"] for turn in turns]


def _in_responses(text: str, mode: str) -> dict[str, Any]:
    """An answer of the Responses interface."""
    part = {"type": "output_text", "text": text, "annotations": []}
    if mode == "refuses":
        part = {"type": "refusal", "refusal": "I can't help with that."}
    filtered = {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}}
    return {
        "id": "resp_1", "object": "response", "created_at": 0, "model": MODEL, "status": "completed", "error": None,
        "incomplete_details": None, "parallel_tool_calls": False, "tool_choice": "auto", "tools": [],
        "output": [
            {"id": "rs_1", "type": "reasoning", "summary": []},
            {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": [part]},
        ],
    } | (filtered if mode == "filtered" else {})  # fmt: skip


def _in_chat(text: str, mode: str) -> dict[str, Any]:
    """An answer of the Chat Completions interface."""
    refusal = "I can't help with that." if mode == "refuses" else None
    message = {"role": "assistant", "content": None if refusal else text, "refusal": refusal}
    reason = "content_filter" if mode == "filtered" else "stop"
    choice = {"index": 0, "message": message, "finish_reason": reason, "logprobs": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": MODEL,
        "choices": [choice],
    }


def add_options(parser: argparse.ArgumentParser) -> None:
    """See `tests.standins.__main__`."""
    parser.add_argument("--key", default="sk-test", help="the key that is accepted")
    parser.add_argument("--mode", default="good", choices=MODES, help="how the model behaves")


def serve(options: argparse.Namespace) -> tuple[StandIn, list[str]]:
    """See `tests.standins.__main__`."""
    return OpenAiChat(key=options.key, port=options.port, mode=options.mode), [
        "OPENAI_BASE_URL={url}/v1",
        f"OPENAI_API_KEY={options.key}",
        f"LANGUAGE_MODEL={MODEL}",
    ]
