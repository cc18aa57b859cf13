"""The dialog behind "a tag is wrong": which sentence, and what it really does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.kit import Block, context, lines, plain
from bot.blocks.text_safety import clean
from ml.cuss import MOVES, Move, Tag

CALLBACK = "wrong_tag"
# Slack's limits: options in a group, and characters of an option.
_MOST, _LONGEST = 100, 75
_MEANINGS = {
    Move.CONNECTING: "Connecting – builds or keeps the relation",
    Move.UNDERSTANDING: "Understanding – their world is asked about, told or played back",
    Move.SHARING: "Sharing – our offer meets a need",
    Move.SETTING: "Setting – who does what, when, next",
    Move.NONE: "None – filler, courtesy, nothing for the sale",
}


def correction_view(place: str, tags: Sequence[Tag]) -> dict[str, Any]:
    """The dialog; `place` (pursuit and touch) travels in its private metadata.

    Of each move the sentences are offered that the tagger was least sure of.
    """
    groups = [
        {"label": plain(f"Tagged {move.value}", _LONGEST), "options": options}
        for move in (*MOVES, Move.NONE)
        if (options := _options(tags, move))
    ]
    sentence = {
        "type": "static_select",
        "placeholder": plain("Choose a sentence", 150),
        "option_groups": groups,
    }
    moves = [{"text": plain(words, _LONGEST), "value": move.value} for move, words in _MEANINGS.items()]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": place,
        "title": plain("A tag is wrong", 24),
        "submit": plain("Correct it", 24),
        "close": plain("Cancel", 24),
        "blocks": [
            lines("Which sentence, and what does it do? Your word counts more than the tagger's."),
            _input("sentence", "The sentence", sentence),
            _input("move", "What it does", {"type": "radio_buttons", "options": moves}),
            context("The tagger learns from it at the next training."),
        ],
    }


def corrected(values: Mapping[str, Any]) -> tuple[int | None, Move | None]:
    """The sentence's number and its move, from a view's state values; None for what was not chosen."""
    sentence, move = _chosen(values, "sentence"), _chosen(values, "move")
    number = int(sentence) if sentence.isascii() and sentence.isdecimal() else None
    return number, Move(move) if move in {known.value for known in Move} else None


def _options(tags: Sequence[Tag], move: Move) -> list[dict[str, Any]]:
    mine = [(number, tag) for number, tag in enumerate(tags) if tag.move is move]
    least_sure = sorted(sorted(mine, key=lambda one: one[1].confidence)[:_MOST])
    return [
        {"text": plain(clean(tag.text, _LONGEST), _LONGEST), "value": str(number)}
        for number, tag in least_sure
    ]


def _chosen(values: Mapping[str, Any], name: str) -> str:
    block = values.get(name)
    part = block.get(name) if isinstance(block, dict) else None
    option = part.get("selected_option") if isinstance(part, dict) else None
    return str(option.get("value", "")) if isinstance(option, dict) else ""


def _input(name: str, label: str, element: Mapping[str, Any]) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, _LONGEST),
        "element": {**element, "action_id": name},
    }
