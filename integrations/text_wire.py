"""The two ways in which OpenAI-compatible servers are asked for text: the body of a request, and what an answer says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

Wire = Literal["responses", "chat"]
Form = Literal["json_schema", "json_object", "text"]
Messages = tuple[dict[str, str], ...]

PATHS: dict[Wire, str] = {"responses": "/responses", "chat": "/chat/completions"}
# What to try where a server does not know how to keep to a schema, or to JSON.
AFTER: dict[Form, Form] = {"json_schema": "json_object", "json_object": "text"}


@dataclass(frozen=True)
class Wanted:
    """What is asked for: the schema of the answer by name, and what the model is told before everything else."""

    name: str
    schema: dict[str, Any]
    told: str


def is_openai(base_url: str) -> bool:
    """Whether an address is OpenAI's own.

    >>> is_openai("https://eu.api.openai.com/v1"), is_openai("https://api.openai.com.evil.example/v1")
    (True, False)
    """
    host = urlsplit(base_url).hostname or ""
    return f".{host}".endswith(".api.openai.com")


def turn(role: str, content: str) -> dict[str, str]:
    """One message."""
    return {"role": role, "content": content}


def body(wire: Wire, form: Form, wanted: Wanted, messages: Messages) -> dict[str, Any]:
    """A request's body but for the model: what is asked comes first, so that it is read first.

    A server that knows no schemas is told in words which JSON is wanted.
    """
    named = {"name": wanted.name, "schema": wanted.schema, "strict": True}
    format_: dict[str, Any] = {"type": form}
    told = wanted.told
    if form != "json_schema":
        told += (
            f"\n\nAnswer with one JSON object of this schema and nothing else:\n{json.dumps(wanted.schema)}"
        )
    elif wire == "responses":
        format_ |= named
    else:
        format_["json_schema"] = named
    if wire == "responses":
        return {"input": list(messages), "instructions": told, "text": {"format": format_}}
    return {"messages": [turn("system", told), *messages], "response_format": format_}


def said(wire: Wire, answer: bytes) -> str | None:
    """The text of an answer; None where the model, or a filter, declined.

    Raises
    ------
    ValueError
        When it is no answer of such a server.
    """
    try:
        raw = json.loads(answer)
        return _of_responses(raw) if wire == "responses" else _of_chat(raw)
    except (TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError("no answer of an OpenAI-compatible server") from error


def _of_responses(raw: Any) -> str | None:
    parts = [part for item in raw["output"] if item.get("type") == "message" for part in item["content"]]
    reason = (raw.get("incomplete_details") or {}).get("reason")
    if reason == "content_filter" or any(part.get("type") == "refusal" for part in parts):
        return None
    return _joined(part["text"] for part in parts if part.get("type") == "output_text")


def _of_chat(raw: Any) -> str | None:
    choice = raw["choices"][0]
    message = choice["message"]
    if choice.get("finish_reason") == "content_filter" or message.get("refusal"):
        return None
    return _joined([message["content"] or ""])


def _joined(texts: Iterable[Any]) -> str:
    return "".join(texts)
