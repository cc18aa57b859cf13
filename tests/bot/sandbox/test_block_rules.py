"""Blocks within Slack's limits pass; everything beyond them is named with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.block_rules import complaints_about_blocks, complaints_about_view

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def option(value: str = "1") -> Json:
    return {"text": plain("One"), "value": value}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def table(rows: int = 2, columns: int = 2, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option()], **more}


def chart(labels: Sequence[str] = ("May", "June"), *, names: Sequence[str] = ("Set",), **more: Any) -> Json:
    series = [{"name": name, "data": [{"label": one, "value": 1} for one in labels]} for name in names]
    drawn = {"type": "bar", "series": series, "axis_config": {"categories": list(labels)}}
    return {"type": "data_visualization", "title": "x", "chart": drawn | more}


THUMB = {"text": plain("👍"), "value": "up"}
FINE = {
    "section": {"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}, "accessory": button()},
    "fields": {"type": "section", "fields": [plain("a")] * 10},
    "header": {"type": "header", "text": plain("x" * 150)},
    "context": {
        "type": "context",
        "elements": [plain("a"), {"type": "image", "image_url": "u", "alt_text": "a"}],
    },
    "actions": actions(button(style="primary", value="1"), select()),
    "overflow": actions({"type": "overflow", "action_id": "o", "options": [option()]}),
    "thumbs": {
        "type": "context_actions",
        "elements": [{"type": "feedback_buttons", "positive_button": THUMB, "negative_button": THUMB}],
    },
    "table": table(100, 20),
    "rich text": rich(
        {"type": "text", "text": "x", "style": {"bold": True}}, {"type": "link", "url": "https://x"}
    ),
    "markdown": {"type": "markdown", "text": "**x**"},
    "image": {"type": "image", "image_url": "https://x", "alt_text": "x"},
    "unchecked": {"type": "data_table", "whatever": 1},
    "chart": chart(),
    "pie": {
        "type": "data_visualization",
        "title": "x",
        "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
    },
}
WRONG = {
    "unsupported type: nothing": {"type": "nothing"},
    "must be an object": {"type": "section", "text": "bare"},
    "must have text or fields": {"type": "section"},
    "no more than 10 items allowed": {"type": "section", "fields": [plain("a")] * 11},
    "must be less than 2001 characters": {"type": "section", "fields": [plain("a" * 2001)]},
    "must be less than 3001 characters": {"type": "section", "text": plain("a" * 3001)},
    "must be less than 151 characters": {"type": "header", "text": plain("a" * 151)},
    "must be more than 0 characters": {"type": "header", "text": plain("")},
    "unsupported type: mrkdwn": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "no more than 25 items allowed": actions(*(button(action_id=str(n)) for n in range(26))),
    "no fewer than 1 items allowed": actions(),
    "must be less than 76 characters": actions(button(text=plain("x" * 76))),
    "must be less than 2001": actions(button(value="x" * 2001)),
    "must be one of danger, primary": actions(button(style="green")),
    "invalid additional property: disabled": actions(button(disabled=True)),
    "action_id “go” already exists": actions(button(), button()),
    "missing required field: value": actions(select(options=[{"text": plain("One")}])),
    "no more than 100 items allowed": actions(select(options=[option(str(n)) for n in range(101)])),
    "no more than 5 items": actions({"type": "overflow", "options": [option(str(n)) for n in range(6)]}),
    "no more than 20 items allowed": table(1, 21),
    "no more than 100 items": table(101, 1),
    "/rows/0/0/text": table(1, 1, text=""),
    "table cells must be less than 10001": table(11, 1, text="x" * 1000),
    "/elements/0/elements/0/text": rich({"type": "text", "text": ""}),
    "must be less than 12001 characters": {"type": "markdown", "text": "x" * 12_001},
    "unsupported type: donut": chart(type="donut"),
    "must be less than 21 characters": chart(["x" * 21]),
    "no more than 20 items allowed [json-pointer:/blocks/1/chart/series/0/data]": chart(
        [str(n) for n in range(21)]
    ),
    "no more than 6 items allowed [json-pointer:/blocks/1/chart/series]": chart(
        names=[str(n) for n in range(7)]
    ),
    "labels must be the categories": chart(axis_config={"categories": ["June", "May"]}),
    "name “Set” already exists": chart(names=["Set", "Set"]),
    "missing required field: axis_config": {**chart(), "chart": {"type": "line", "series": []}},
    "missing required field: chart": {"type": "data_visualization", "title": "x"},
    "missing required field: alt_text": {"type": "image", "image_url": "https://x"},
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_what_slack_takes_passes(block: Json) -> None:
    assert complaints_about_blocks([block]) == []


@pytest.mark.parametrize(("complaint", "block"), WRONG.items(), ids=WRONG)
def test_what_slack_refuses_is_named(complaint: str, block: Json) -> None:
    assert any(complaint in found for found in complaints_about_blocks([{"type": "divider"}, block]))


def test_a_whole_message_has_limits_too() -> None:
    header = {"type": "header", "text": plain("x")}
    marked = {"type": "markdown", "text": "x" * 7000}
    wholes = {
        "no more than 50 items allowed": [header] * 51,
        "no more than 2 charts allowed": [chart()] * 3,
        "only one table is allowed": [table(), table()],
        "markdown must be less than 12001": [marked, marked],
        "block_id “b” already exists": [header | {"block_id": "b"}] * 2,
        "must be a list of objects": ["x"],
    }
    for complaint, blocks in wholes.items():
        [found] = complaints_about_blocks(blocks)
        assert found.startswith(complaint)


def test_views_have_their_own_limits() -> None:
    question = {
        "type": "input",
        "label": plain("Why?"),
        "element": {"type": "plain_text_input", "action_id": "a"},
    }
    view = {"type": "modal", "title": plain("Why?"), "blocks": [question], "submit": plain("Send")}
    assert complaints_about_view(view) == []
    assert complaints_about_view({"type": "home", "blocks": [{"type": "divider"}] * 100}) == []
    wrong = (
        view | {"title": plain("x" * 25)},
        view | {"private_metadata": "x" * 3001},
        view | {"blocks": [{"type": "divider"}] * 101},
        view | {"type": "popup"},
        {key: value for key, value in view.items() if key != "submit"},
        {key: value for key, value in view.items() if key != "title"},
    )
    assert all(len(complaints_about_view(one)) == 1 for one in wrong)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "rows", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JUNK, st.sampled_from(sorted(FINE.values(), key=str)))
def test_nothing_makes_the_rules_fail(junk: object, block: Json) -> None:
    for name in block:
        broken = {**block, name: junk}
        assert all(isinstance(found, str) for found in complaints_about_blocks([broken]))
    assert isinstance(complaints_about_view(junk), list)
