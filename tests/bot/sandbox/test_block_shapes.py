"""The table of shapes holds together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.models import blocks as sdk

from bot.sandbox.block_shapes import BLOCKS, OBJECTS, Many, One, Rule


def kinds_in(rule: Rule) -> Iterator[str]:
    match rule:
        case One(kinds):
            yield from kinds
        case Many(of):
            yield from kinds_in(of)


@pytest.mark.parametrize("name", [*BLOCKS, *OBJECTS])
def test_every_kind_that_is_named_has_a_shape(name: str) -> None:
    shape = (BLOCKS | OBJECTS)[name]
    named = {kind for rule in shape.rules.values() for kind in kinds_in(rule)}
    assert named <= OBJECTS.keys()
    assert shape.required <= shape.rules.keys()


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("section", sdk.SectionBlock),
        ("context", sdk.ContextBlock),
        ("actions", sdk.ActionsBlock),
        ("table", sdk.TableBlock),
        ("button", sdk.ButtonElement),
        ("static_select", sdk.StaticSelectElement),
        ("feedback_buttons", sdk.FeedbackButtonsElement),
    ],
)
def test_what_slacks_own_library_may_send_has_a_rule(name: str, model: type[Any]) -> None:
    attributes: set[str] = model.attributes.fget(object.__new__(model))
    assert attributes - {"type", "alt_text"} <= (BLOCKS | OBJECTS)[name].rules.keys()
