"""The pieces that all cards are made of: Slack's blocks as plain dictionaries, their text made safe.

Limits are those of Slack's Block Kit reference: header 150, button 75, option 75, context element 3000 characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.blocks.text_safety import Element, clean, words
from bot.exchange import Command

Block = dict[str, Any]
Line = Sequence[str | Element] | str

FEEDBACK = "feedback"
OPEN_LEAD = "open_lead"
OPEN_RECAP = "open_recap"
OPEN_BRIEF = "open_brief"
OPEN_PITCH = "open_pitch"
MY_QUEUE = "my_queue"
TURN_QUEUE = "turn_queue"


def plain(text: str, limit: int) -> Element:
    """A plain text object; Slack shows it literally."""
    return {"type": "plain_text", "text": clean(text, limit), "emoji": False}


def header(text: str) -> Block:
    """The heading of a card."""
    return {"type": "header", "text": plain(text, 150)}


def lines(*given: Line) -> Block:
    """Lines of literal text, one under the other; a line is words, or a sequence of words and elements.

    >>> [part["text"] for part in lines([bold("Won"), " in May"])["elements"][0]["elements"]]
    ['Won', ' in May']
    """
    parts = list[Element]()
    for line in given:
        _begin_line(parts)
        parts += _elements(line)
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}


def bullets(title: str, given: Iterable[Line]) -> Block:
    """A bold title and a list under it."""
    rows = [{"type": "rich_text_section", "elements": _elements(line)} for line in given]
    section = {"type": "rich_text_section", "elements": [bold(title)]}
    return {
        "type": "rich_text",
        "elements": [section, {"type": "rich_text_list", "style": "bullet", "elements": rows}],
    }


def bold(text: str) -> Element:
    """Bold words in rich text."""
    return words(text, bold=True, limit=200)


def labelled(label: str, text: str = "") -> Sequence[str | Element]:
    """A line that begins with a bold label.

    >>> [part if isinstance(part, str) else part["text"] for part in labelled("Last touch", "call")]
    ['Last touch', ': call']
    """
    return [bold(label), f": {text}"]


def context(text: str) -> Block:
    """A small grey line: who made this, and how fresh it is."""
    return {"type": "context", "elements": [plain(text, 1000)]}


def button(label: str, action_id: str, value: str) -> Element:
    """A button; `action_id` has to be unique within its block."""
    return {"type": "button", "text": plain(label, 75), "action_id": action_id, "value": value}


def typed_lines(commands: Iterable[Command]) -> Iterator[Line]:
    """What can be typed: one line for each command."""
    for command in commands:
        yield [bold(f"{command.name} {command.usage}".strip()), f"  {command.description}"]


def buttons(elements: Sequence[Element]) -> list[Block]:
    """A row of buttons or selects; no block where there are none."""
    return [{"type": "actions", "elements": list(elements)}] if elements else []


def select(action_id: str, options: Sequence[tuple[str, str]], chosen: str) -> Element:
    """A select of (label, value) options; the first is taken where no value is `chosen`."""
    given = [{"text": plain(label, 75), "value": value} for label, value in options]
    initial = next((option for option in given if option["value"] == chosen), given[0])
    return {"type": "static_select", "action_id": action_id, "options": given, "initial_option": initial}


def row(text: str, accessory: Element) -> Block:
    """A line of mrkdwn with a button at its end; `text` has to be made of `safe_text`."""
    section = {"type": "mrkdwn", "text": text, "verbatim": True}
    return {"type": "section", "text": section, "accessory": accessory}


def thumbs(suggestion_id: str) -> Block:
    """The two thumbs under everything the bot says; their values carry which suggestion it is."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": _thumb("👍 Helpful", f"{suggestion_id}:up"),
                "negative_button": _thumb("👎 Not helpful", f"{suggestion_id}:down"),
            }
        ],
    }


def _thumb(label: str, value: str) -> Element:
    return {
        "text": {"type": "plain_text", "text": label, "emoji": True},
        "value": value,
        "accessibility_label": label[2:],
    }


def _begin_line(parts: list[Element]) -> None:
    """Break the line, at the end of plain words where there are some."""
    if parts and "style" not in parts[-1] and parts[-1]["type"] == "text":
        parts[-1] = {"type": "text", "text": f"{parts[-1]['text']}\n"}
    elif parts:
        parts.append({"type": "text", "text": "\n"})


def _elements(line: Line) -> list[Element]:
    given = [line] if isinstance(line, str) else line
    return [_literal(part) if isinstance(part, str) else part for part in given]


def _literal(part: str) -> Element:
    """The words with their outer blanks, which `clean` would take away."""
    before = " " if part[:1] == " " else ""
    after = " " if part[-1:] == " " and part.strip() else ""
    return {"type": "text", "text": f"{before}{clean(part)}{after}"}
