"""One call of Slack's Web API: its arguments, and what makes it wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.block_rules import complaints_about_blocks, complaints_about_view
from bot.sandbox.triggers import Triggers
from bot.sandbox.workspace import Json, Workspace

LONGEST_TEXT = 40_000


class Wrong(Exception):
    """The call is wrong; the text is Slack's error word, `messages` say where."""

    def __init__(self, error: str, messages: list[str] | None = None) -> None:
        super().__init__(error)
        self.messages = messages or []


@dataclass(frozen=True)
class Call:
    """One call of a method: the workspace it is made in, and its arguments."""

    workspace: Workspace
    triggers: Triggers
    args: Json
    scopes: frozenset[str] | None

    def text(self, name: str) -> str:
        """An argument as text; '' where it is absent."""
        return str(self.args.get(name) or "")

    def parsed(self, name: str, error: str) -> Any:
        """An argument that may come as JSON text, as form-encoded calls send it."""
        value = self.args.get(name)
        try:
            return json.loads(value) if isinstance(value, str) and value else value
        except json.JSONDecodeError as problem:
            raise Wrong(error) from problem

    def has(self, scope: str) -> bool:
        """Whether the token has this scope; a stand-in without a list of scopes has all."""
        return self.scopes is None or scope in self.scopes


def checked_message(said: Json) -> Json:
    """The same text and blocks.

    Raises
    ------
    Wrong
        Where Slack would not show them.
    """
    text, blocks = said.get("text") or "", said.get("blocks") or []
    if not text and not blocks:
        raise Wrong("no_text")
    if len(text) > LONGEST_TEXT:
        raise Wrong("msg_too_long")
    if found := complaints_about_blocks(blocks) if blocks else []:
        raise Wrong("invalid_blocks", found)
    return {"text": text, "blocks": blocks}


def checked_view(view: Any, kind: str = "") -> Json:
    """The same view.

    Raises
    ------
    Wrong
        Where Slack would not show it, or it is not of this kind (modal, home).
    """
    found = complaints_about_view(view)
    if not found and kind and view["type"] != kind:
        found = [f"must be {kind} [json-pointer:/view/type]"]
    if found:
        raise Wrong("invalid_arguments", found)
    checked: Json = view
    return checked
