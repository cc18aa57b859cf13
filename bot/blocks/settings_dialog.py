"""The dialog of a person's own settings, and what was filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import time
from typing import Any

from bot.blocks.hubspot_dialog import View, chosen
from bot.blocks.kit import Block, context, plain
from bot.blocks.text_safety import clean
from ml.messages import SWITCHES, Preferences

SETTINGS = "settings"
CHANGE, CONTROL = f"{SETTINGS}:change", f"{SETTINGS}:control"
MOST_NAMED = 10
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KIND_NAMES = {
    "reminder": "Daily message: who is worth a touch",
    "recap": "Summary after a call was transcribed",
    "hot": "A pursuit became hot",
    "promise": "A promise is overdue",
    "weekly": "My week in numbers",
}

Errors = dict[str, str]


def settings_view(now: Preferences, time_zone: str) -> View:
    """The dialog, filled with what is wanted now."""
    wanted = [
        kind for kind in KIND_NAMES if (now.reminders if kind == "reminder" else now.switches.get(kind, True))
    ]
    picker = {"type": "timepicker", "initial_time": now.at.isoformat("minutes")}
    budget = [_option(str(count), str(count)) for count in range(1, MOST_NAMED + 1)]
    number = {"type": "static_select", "options": budget, "initial_option": budget[_known(now.budget) - 1]}
    days = {str(day): name for day, name in enumerate(DAY_NAMES, 1)}
    return {
        "type": "modal",
        "callback_id": CHANGE,
        "title": plain("My settings", 24),
        "submit": plain("Keep", 24),
        "close": plain("Cancel", 24),
        "blocks": [
            _input("wanted", "What I want to be told", _boxes(KIND_NAMES, wanted), optional=True),
            _input("at", "Daily message at", picker),
            _input("days", "On these days", _boxes(days, list(map(str, sorted(now.days)))), optional=True),
            _input("budget", "Pursuits it names at most", number),
            context(f"By the clock of {clean(time_zone, 60)}. None comes on its public holidays."),
        ],
    }


def read_settings(values: Mapping[str, Any]) -> tuple[Preferences, Errors]:
    """What is wanted, and what is wrong by field; the first is worth nothing where anything is wrong.

    >>> read_settings({})[1]["at"]
    'Choose a time.'
    """
    wanted, days = _ticked(values, "wanted", KIND_NAMES), _ticked(values, "days", set("1234567"))
    at, budget = _time(values), chosen(values, "budget")
    errors = Errors()
    if at is None:
        errors["at"] = "Choose a time."
    if "reminder" in wanted and not days:
        errors["days"] = "Choose at least one day, or untick the daily message."
    if budget not in set(map(str, range(1, MOST_NAMED + 1))):
        errors["budget"] = f"Choose a number from 1 to {MOST_NAMED}."
    if errors:
        return Preferences(), errors
    told = Preferences(
        reminders="reminder" in wanted,
        at=at or time(9),
        days=frozenset(map(int, days)),
        budget=int(budget),
        switches={kind: kind in wanted for kind in SWITCHES},
    )
    return told, {}


def _time(values: Mapping[str, Any]) -> time | None:
    block = values.get("at")
    part = block.get("at") if isinstance(block, dict) else None
    try:
        told = time.fromisoformat(str(part.get("selected_time"))) if isinstance(part, dict) else None
    except ValueError:
        return None
    return told.replace(second=0, microsecond=0, tzinfo=None) if told else None


def _ticked(values: Mapping[str, Any], name: str, known: Collection[str]) -> set[str]:
    block = values.get(name)
    part = block.get(name) if isinstance(block, dict) else None
    options = part.get("selected_options") if isinstance(part, dict) else None
    told = {str(option.get("value", "")) for option in options or () if isinstance(option, dict)}
    return told & set(known)


def _known(budget: int) -> int:
    return min(max(budget, 1), MOST_NAMED)


def _boxes(choices: Mapping[str, str], ticked: Collection[str]) -> dict[str, Any]:
    options = {value: _option(label, value) for value, label in choices.items()}
    initial = [options[value] for value in ticked if value in options]
    boxes = {"type": "checkboxes", "options": list(options.values())}
    return {**boxes, "initial_options": initial} if initial else boxes


def _option(label: str, value: str) -> dict[str, Any]:
    return {"text": plain(label, 75), "value": value}


def _input(name: str, label: str, element: Mapping[str, Any], *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain(label, 75),
        "element": {**element, "action_id": name},
    }
