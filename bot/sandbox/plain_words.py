"""Blocks as plain words: what a card says, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Json = dict[str, Any]

_LINK = re.compile(r"<(?:[^|>]*\|)?([^>]*)>")
_MARKS = re.compile(r"(?<!\w)([*_~`])(\S(?:.*?\S)?)\1(?!\w)")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def words_of(blocks: Iterable[Json]) -> str:
    """All that these blocks say, a line each; buttons in square brackets.

    >>> words_of([{"type": "header", "text": {"type": "plain_text", "text": "Acme"}}])
    'Acme'
    """
    return "\n".join(_WORDS.get(block["type"], _unknown)(block) for block in blocks)


def text_of(text: Json) -> str:
    """The words of a text object, mrkdwn without its marks.

    >>> text_of({"type": "mrkdwn", "text": "*Acme* &amp; Co, see <https://x.example|the deal>"})
    'Acme & Co, see the deal'
    """
    words = str(text.get("text", ""))
    if text.get("type") == "mrkdwn":
        words = _MARKS.sub(r"\2", _LINK.sub(r"\1", words))
        for entity, character in _ENTITIES:
            words = words.replace(entity, character)
    return words.replace("\u200b", "")


def _section(block: Json) -> str:
    texts = [block["text"]] if "text" in block else []
    lines = [text_of(text) for text in [*texts, *block.get("fields", [])]]
    button = f"  {_element(block['accessory'])}" if "accessory" in block else ""
    return "\n".join(lines) + button


def _element(element: Json) -> str:
    match element["type"]:
        case "feedback_buttons":
            choices = (element["positive_button"], element["negative_button"])
            return "  ".join(f"[ {text_of(choice['text'])} ]" for choice in choices)
        case "image":
            return str(element.get("alt_text", ""))
        case "plain_text" | "mrkdwn":
            return text_of(element)
        case "button" | "icon_button":
            return f"[ {text_of(element['text'])} ]"
        case _:
            shown = element.get("initial_option", {}).get("text") or element.get("placeholder") or {}
            return f"[ {text_of(shown) or '…'} ▾ ]"


def _elements(block: Json) -> str:
    return "  ".join(_element(element) for element in block["elements"])


def _rich_text(block: Json) -> str:
    return "\n".join(_rich_element(element) for element in block["elements"])


def _rich_element(element: Json) -> str:
    if element["type"] == "rich_text_list":
        marks = ["•"] * len(element["elements"])
        if element["style"] == "ordered":
            marks = [f"{place}." for place in range(1, len(marks) + 1)]
        rows = zip(marks, element["elements"], strict=True)
        return "\n".join(f"  {mark} {_rich_element(row)}" for mark, row in rows)
    words = "".join(_rich_part(part) for part in element["elements"])
    return f"> {words}" if element["type"] == "rich_text_quote" else words


def _rich_part(part: Json) -> str:
    match part["type"]:
        case "link":
            return str(part.get("text") or part["url"])
        case "emoji":
            return f":{part['name']}:"
        case "user":
            return f"@{part['user_id']}"
        case "date":
            return str(part.get("fallback", part["timestamp"]))
        case _:
            return str(part.get("text", ""))


def _table(block: Json) -> str:
    rows = [[_cell(cell) for cell in row] for row in block["rows"]]
    widths = [max(len(row[column]) for row in rows) for column in range(min(map(len, rows)))]
    return "\n".join(_row(row, widths) for row in rows)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip()


def _cell(cell: Json) -> str:
    return _rich_text(cell) if cell["type"] == "rich_text" else str(cell.get("text", cell.get("value", "")))


def _chart(block: Json) -> str:
    chart = block["chart"]
    points = [(point["label"], "", point["value"]) for point in chart.get("segments", ())]
    for one in chart.get("series", ()):
        points += [(point["label"], f"{one['name']} ", point["value"]) for point in one["data"]]
    told = dict[str, list[str]]()
    for label, name, value in points:
        told.setdefault(label, []).append(f"{name}{value}")
    return "\n".join(
        [str(block["title"]), *(f"{label}: {', '.join(values)}" for label, values in told.items())]
    )


def _input(block: Json) -> str:
    return f"{text_of(block['label'])}: ____"


def _unknown(block: Json) -> str:
    return f"({block['type']})"


_WORDS: dict[str, Callable[[Json], str]] = {
    "header": lambda block: text_of(block["text"]),
    "section": _section,
    "context": _elements,
    "actions": _elements,
    "context_actions": _elements,
    "divider": lambda _: "",
    "rich_text": _rich_text,
    "table": _table,
    "data_visualization": _chart,
    "markdown": lambda block: str(block["text"]),
    "image": lambda block: str(block["alt_text"]),
    "input": _input,
}
