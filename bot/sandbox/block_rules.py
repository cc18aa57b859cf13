"""Slack's rules for blocks and views, as far as they are published: what it refuses, and where.

Limits are those of Slack's Block Kit reference. Every complaint reads like one of Slack's own, with a JSON pointer to
the place: ``must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox.block_shapes import BLOCKS, OBJECTS, Many, One, Rule, Shape, Text

Json = dict[str, Any]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
TABLE_CHARACTERS = 10_000
MARKDOWN_CHARACTERS = 12_000
CHARTS = 2
# Shapes are not published as rules for these; they are accepted as they come.
UNCHECKED = frozenset(
    {
        "alert",
        "card",
        "carousel",
        "container",
        "data_table",
        "file",
        "plan",
        "task_card",
        "video",
    }
)


def complaints_about_blocks(blocks: object, *, limit: int = MESSAGE_BLOCKS) -> list[str]:
    """What Slack would refuse in these blocks; empty where they are fine.

    >>> complaints_about_blocks([{"type": "header", "text": {"type": "plain_text", "text": ""}}])
    ['must be more than 0 characters [json-pointer:/blocks/0/text/text]']
    """
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return ["must be a list of objects [json-pointer:/blocks]"]
    found = list(_of_count(blocks, 0, limit, "/blocks"))
    for place, block in enumerate(blocks):
        found += _of_block(block, f"/blocks/{place}")
    return found or list(_of_whole(blocks))


def complaints_about_view(view: object) -> list[str]:
    """What Slack would refuse in a modal or App Home view; empty where it is fine."""
    if not isinstance(view, dict):
        return ["must be an object [json-pointer:/view]"]
    kind, blocks = str(view.get("type")), view.get("blocks")
    if kind not in {"modal", "home"}:
        return ["must be modal or home [json-pointer:/view/type]"]
    found = list(_of_shape({**view, "blocks": []}, OBJECTS[kind], "/view"))
    found += complaints_about_blocks(blocks, limit=VIEW_BLOCKS)
    has_input = not found and any(block["type"] == "input" for block in blocks or [])
    if kind == "modal" and has_input and "submit" not in view:
        found.append("submit must be defined where there is an input block [json-pointer:/view/submit]")
    return found


def _of_block(block: Json, at: str) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind in UNCHECKED:
        return
    if kind not in BLOCKS:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from _of_shape(block, BLOCKS[kind], at)
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield f"must have text or fields [json-pointer:{at}]"
    yield from _of_twins((e.get("action_id") for e in _elements(block)), "action_id", at)
    if kind == "data_visualization":
        yield from _of_chart(block.get("chart"), f"{at}/chart")


def _of_chart(chart: object, at: str) -> Iterator[str]:
    """Every series of a chart with an axis has a point for each of its categories, in their order."""
    if not isinstance(chart, dict) or not isinstance(chart.get("axis_config"), dict):
        return
    series = [one for one in chart.get("series") or () if isinstance(one, dict)]
    for place, one in enumerate(series):
        labels = [point.get("label") for point in one.get("data") or () if isinstance(point, dict)]
        if labels != chart["axis_config"].get("categories"):
            yield f"labels must be the categories [json-pointer:{at}/series/{place}]"
    yield from _of_twins((one.get("name") for one in series), "name", f"{at}/series")


def _of_whole(blocks: list[Json]) -> Iterator[str]:
    """Rules over all blocks together: ids once, one table, totals."""
    yield from _of_twins((block.get("block_id") for block in blocks), "block_id", "/blocks")
    tables = [block for block in blocks if block.get("type") == "table"]
    if len(tables) > 1:
        yield "only one table is allowed [json-pointer:/blocks]"
    cells = (cell for table in tables for row in table.get("rows") or [] for cell in row)
    if sum(len(str(cell.get("text", ""))) for cell in cells) > TABLE_CHARACTERS:
        yield f"table cells must be less than {TABLE_CHARACTERS + 1} characters together [json-pointer:/blocks]"
    if sum(block.get("type") == "data_visualization" for block in blocks) > CHARTS:
        yield f"no more than {CHARTS} charts allowed [json-pointer:/blocks]"
    marked = sum(len(block.get("text") or "") for block in blocks if block.get("type") == "markdown")
    if marked > MARKDOWN_CHARACTERS:
        yield f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters together [json-pointer:/blocks]"


def _elements(block: Json) -> Iterator[Json]:
    elements = block.get("elements")
    yield from (e for e in elements if isinstance(e, dict)) if isinstance(elements, list) else ()


def _of_twins(ids: Iterable[object], name: str, at: str) -> Iterator[str]:
    seen = set[object]()
    for value in ids:
        if isinstance(value, str) and value in seen:
            yield f"{name} “{value}” already exists [json-pointer:{at}]"
        seen.add(str(value))


def _of_shape(value: Json, shape: Shape, at: str) -> Iterator[str]:
    for name in value.keys() - shape.rules.keys() - {"type"}:
        yield f"invalid additional property: {name} [json-pointer:{at}]"
    for name, rule in shape.rules.items():
        if name in value:
            yield from _of_value(value[name], rule, f"{at}/{name}")
        elif name in shape.required:
            yield f"missing required field: {name} [json-pointer:{at}]"


def _of_value(value: object, rule: Rule, at: str) -> Iterator[str]:
    match rule:
        case Text():
            yield from _of_text(value, rule, at)
        case One():
            yield from _of_one(value, rule, at)
        case Many():
            yield from _of_many(value, rule, at)
        case type() if not isinstance(value, rule):
            yield f"must be a {rule.__name__} [json-pointer:{at}]"


def _of_text(value: object, rule: Text, at: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{at}]"
    elif len(value) < rule.least:
        yield f"must be more than {rule.least - 1} characters [json-pointer:{at}]"
    elif len(value) > rule.most:
        yield f"must be less than {rule.most + 1} characters [json-pointer:{at}]"
    elif rule.among and value not in rule.among:
        yield f"must be one of {', '.join(sorted(rule.among))} [json-pointer:{at}]"


def _of_one(value: object, rule: One, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"must be an object [json-pointer:{at}]"
        return
    kind = str(value.get("type", ""))
    name = (
        kind
        if kind in rule.kinds
        else next((k for k in rule.kinds if k in OBJECTS and not OBJECTS[k].typed), "")
    )
    if not name:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from _of_shape(value, OBJECTS[name], at)
    text = value.get("text")
    if rule.most and isinstance(text, str) and len(text) > rule.most:
        yield f"must be less than {rule.most + 1} characters [json-pointer:{at}/text]"


def _of_many(value: object, rule: Many, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"must be a list [json-pointer:{at}]"
        return
    yield from _of_count(value, rule.least, rule.most, at)
    for place, item in enumerate(value):
        yield from _of_value(item, rule.of, f"{at}/{place}")


def _of_count(values: list[Any], least: int, most: int, at: str) -> Iterator[str]:
    if len(values) < least:
        yield f"no fewer than {least} items allowed [json-pointer:{at}]"
    if len(values) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"
