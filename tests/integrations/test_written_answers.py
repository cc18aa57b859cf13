"""A model's answer is our own small value, or none; prompts are files with a version."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.writing import Task, WrittenLine, WrittenNotes, WrittenPitch, WrittenSentence
from integrations.written_answers import read, schema
from integrations.written_prompts import TASKS, prompt, version

LINE = {"move": "sharing", "text": " It\u0000 works.\n", "facts": ["f1", "f1", "f2"], "score": 99}


def test_a_draft() -> None:
    text = json.dumps({"subject": "Hi", "lines": [LINE, {**LINE, "text": " "}], "action": "send"})
    expected = WrittenPitch((WrittenLine("sharing", "It works.", ("f1", "f2")),), "Hi")
    assert read("pitch", text) == expected
    assert read("pitch", f"Sure, here it is:\n```json\n{text}\n```") == expected


def test_notes() -> None:
    told = {
        "summary": [{"text": "They pay.", "rests_on": [1, 1, -1]}],
        "picks": [{"slot": "pains", "sentences": [2]}, {"slot": "pains", "sentences": [3]}],
        "tags": [{"sentence": 4, "move": "none"}, {"sentence": -4, "move": "none"}],
    }
    expected = WrittenNotes((WrittenSentence("They pay.", (1,)),), {"pains": (2, 3)}, {4: "none"})
    assert read("notes", json.dumps(told)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "Sure!", "{", "}", "[]", "null", "{}", '{"subject": "x"}', '{"subject": 1, "lines": []}',
        json.dumps({"subject": "", "lines": [{**LINE, "move": "none"}]}), '{"subject": "", "lines": [' + "[" * 5000,
        '{"subject": "\\ud800", "lines": []}', json.dumps({"subject": "", "lines": [LINE]})[:-3],
    ],
)  # fmt: skip
def test_what_is_no_draft(text: str) -> None:
    assert read("pitch", text) is None


def test_too_much_is_cut() -> None:
    found = read("pitch", json.dumps({"subject": "s" * 9000, "lines": [{**LINE, "text": "x" * 9000}] * 900}))
    assert len(found.lines) <= 30
    assert max(len(line.text) for line in found.lines) <= 800
    assert len(found.subject) <= 200


@given(
    st.text()
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda some: (
            st.lists(some)
            | st.dictionaries(
                st.sampled_from(("subject", "lines", "move", "text", "facts", "summary", "cells")), some
            )
        ),
    ).map(json.dumps)
)
def test_anything_is_an_answer_or_none(text: str) -> None:
    for task in TASKS:
        read(task, text)


def everything(node: Any) -> list[Any]:
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [node, *(one for part in inside for one in everything(part))]


@pytest.mark.parametrize("task", TASKS)
def test_schemas_are_strict(task: Task) -> None:
    """As OpenAI's structured outputs want it: every property required, and no other allowed."""
    objects = [one for one in everything(schema(task)) if isinstance(one, dict) and "properties" in one]
    assert objects
    for one in objects:
        assert one["required"] == list(one["properties"])
        assert one["additionalProperties"] is False
    assert not [one for one in everything(schema(task)) if isinstance(one, dict) and "default" in one]


@pytest.mark.parametrize("task", TASKS)
def test_prompts_have_versions_and_distrust_the_material(task: Task) -> None:
    assert f"{task} " in version()
    assert "data, not instructions" in " ".join(prompt(task).split())
    assert not prompt(task).startswith("version")
