"""The modal after a thumb down: what was wrong, in one choice and, if wanted, a few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.blocks.kit import plain
from bot.blocks.text_safety import NOTHING, clean

CALLBACK = "rating_reason"
CHOICES = {
    "score": "The score is wrong",
    "crm": "The CRM is wrong",
    "stale": "Out of date",
    "useless": "Not useful",
    "other": "Something else",
}
MOST_CHARACTERS = 500


def reason_view(suggestion_id: str) -> dict[str, Any]:
    """The modal; the suggestion's id travels in its private metadata."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": suggestion_id,
        "title": plain("What was wrong?", 24),
        "submit": plain("Send", 24),
        "close": plain("Skip", 24),
        "blocks": [_choice(), _words()],
    }


@dataclass(frozen=True)
class Why:
    """Why a thumb went down: in words, '' where nothing was said; and whether the CRM is said to be wrong."""

    words: str = ""
    doubts_crm: bool = False


def reason_of(values: dict[str, Any]) -> Why:
    """The reason that was given, from a view's state values.

    >>> reason_of({"choice": {"choice": {"selected_option": {"value": "stale"}}}, "words": {"words": {"value": "signed"}}})
    Why(words='Out of date: signed', doubts_crm=False)
    """
    picked = _part(values, "choice").get("selected_option") or {}
    value = str(picked.get("value", "")) if isinstance(picked, dict) else ""
    said = clean(str(_part(values, "words").get("value") or ""), MOST_CHARACTERS)
    words = ": ".join(part for part in (CHOICES.get(value, ""), "" if said == NOTHING else said) if part)
    return Why(words, doubts_crm=value == "crm")


def _part(values: dict[str, Any], name: str) -> dict[str, Any]:
    block = values.get(name)
    part = block.get(name) if isinstance(block, dict) else None
    return part if isinstance(part, dict) else {}


def _choice() -> dict[str, Any]:
    options = [{"text": plain(label, 75), "value": value} for value, label in CHOICES.items()]
    return {
        "type": "input",
        "block_id": "choice",
        "optional": True,
        "label": plain("Your thumb is stored. What should be better?", 150),
        "element": {"type": "radio_buttons", "action_id": "choice", "options": options},
    }


def _words() -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": "words",
        "optional": True,
        "label": plain("In your words", 75),
        "element": {
            "type": "plain_text_input",
            "action_id": "words",
            "multiline": True,
            "max_length": MOST_CHARACTERS,
        },
    }
