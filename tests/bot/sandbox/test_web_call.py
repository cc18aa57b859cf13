"""Arguments of a call come as JSON or as text with JSON in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.triggers import Triggers
from bot.sandbox.web_call import Call, Wrong, checked_message, checked_view
from bot.sandbox.web_methods import METHODS
from bot.sandbox.workspace import Workspace

DIVIDER = {"type": "divider"}


def call(**args: Any) -> Call:
    return Call(
        Workspace(lambda: datetime(2026, 11, 23, tzinfo=UTC)), Triggers(), args, frozenset({"chat:write"})
    )


@pytest.mark.parametrize("blocks", [[DIVIDER], json.dumps([DIVIDER])])
def test_blocks_may_come_either_way(blocks: object) -> None:
    assert call(blocks=blocks).parsed("blocks", "invalid_blocks_format") == [DIVIDER]
    assert call().parsed("blocks", "invalid_blocks_format") is None


def test_what_does_not_parse_is_wrong() -> None:
    with pytest.raises(Wrong, match="invalid_blocks_format"):
        call(blocks="[").parsed("blocks", "invalid_blocks_format")


def test_scopes_are_those_that_were_given() -> None:
    assert call().has("chat:write")
    assert not call().has("im:write")


def test_messages_and_views_are_checked() -> None:
    assert checked_message({"text": "hi"}) == {"text": "hi", "blocks": []}
    view = {"type": "home", "blocks": [DIVIDER]}
    assert checked_view(view, "home") == view
    for wrong in ({"text": ""}, {"blocks": [{"type": "x"}]}):
        with pytest.raises(Wrong):
            checked_message(wrong)
    with pytest.raises(Wrong, match="invalid_arguments"):
        checked_view(view, "modal")


def test_every_method_says_what_it_does() -> None:
    assert all(answer.__doc__ for _, answer in METHODS.values())
