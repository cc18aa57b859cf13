"""The dialogs behind Done, Snooze and Not relevant, and what was filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, cast, get_args

from bot.blocks.hubspot_dialog import View, chosen
from bot.blocks.kit import Block, bold, context, lines, plain
from bot.blocks.reminder_card import DONE, IRRELEVANT, OUTCOMES, SNOOZE, DueMark
from bot.blocks.text_safety import NOTHING, clean
from ml.errors import BadInput
from ml.reminding import ReminderOutcome

CRM_IS_WRONG = "crm"
REASONS = {
    "talking": "We are already talking",
    "no_need": "They do not need us",
    "not_mine": "It is not mine",
    CRM_IS_WRONG: "The CRM is wrong",
    "other": "Something else",
}
MOST_WORDS = 500
_FURTHEST = timedelta(days=366)
_FIRST_SHOWN = timedelta(days=14)

Errors = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """What a dialog is about, and where the card stands whose button opened it; travels in its private metadata.

    Parameters
    ----------
    mark
        The value of the button.
    channel, ts
        The real message; '' where it was a private answer.
    url
        The address through which a private answer can be replaced.
    """

    mark: str
    channel: str = ""
    ts: str = ""
    url: str = ""

    def metadata(self) -> str:
        """As text."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, metadata: str) -> Asked:
        """From a dialog's private metadata.

        Raises
        ------
        BadInput
            When it is not one of ours.
        """
        try:
            told = json.loads(metadata)
            return cls(*(str(told[name]) for name in ("mark", "channel", "ts", "url")))
        except (ValueError, KeyError, TypeError):
            raise BadInput("That dialog is from an older version; please close it and click again.") from None

    @property
    def due(self) -> DueMark:
        """What the button was about; raises as `DueMark.read`."""
        return DueMark.read(self.mark)


def done_view(asked: Asked, title: str) -> View:
    """It asks how it ended, and when the next step is."""
    return _view(DONE, asked, "How did it end?", [
        lines([bold(clean(title, 150))]),
        _input("outcome", "Outcome", _radio(OUTCOMES)),
        _input("next", "Next step on", {"type": "datepicker"}, optional=True),
        context("With a day, it is not named again before it."),
    ])  # fmt: skip


def snooze_view(asked: Asked, title: str, today: date) -> View:
    """It asks until when it is snoozed."""
    picker = {"type": "datepicker", "initial_date": (today + _FIRST_SHOWN).isoformat()}
    return _view(SNOOZE, asked, "Snooze", [
        lines([bold(clean(title, 150))]),
        _input("until", "Name it again on", picker),
    ])  # fmt: skip


def irrelevant_view(asked: Asked, title: str) -> View:
    """It asks why it is not relevant."""
    words = {"type": "plain_text_input", "multiline": True, "max_length": MOST_WORDS}
    return _view(IRRELEVANT, asked, "Not relevant", [
        lines([bold(clean(title, 150))]),
        _input("why", "Why?", _radio(REASONS)),
        _input("words", "In your words", words, optional=True),
        context("It is not named again before it moves in the CRM."),
    ])  # fmt: skip


def read_done(values: Mapping[str, Any], today: date) -> tuple[ReminderOutcome | None, date | None, Errors]:
    """The outcome, the day of the next step, and what is wrong by field."""
    outcome = chosen(values, "outcome")
    errors = {} if outcome in get_args(ReminderOutcome) else {"outcome": "Choose how it ended."}
    if not chosen(values, "next"):
        return cast("ReminderOutcome", outcome), None, errors
    day, wrong = _day(values, "next", today)
    return cast("ReminderOutcome", outcome), day, errors | wrong


def read_snooze(values: Mapping[str, Any], today: date) -> tuple[date | None, Errors]:
    """The day until which it is snoozed, and what is wrong by field."""
    return _day(values, "until", today + timedelta(days=1))


def read_irrelevant(values: Mapping[str, Any]) -> tuple[str, bool, Errors]:
    """Why, in words; whether the CRM is said to be wrong; and what is wrong by field."""
    why, said = chosen(values, "why"), clean(chosen(values, "words"), MOST_WORDS)
    words = "" if said == NOTHING else said
    if why not in REASONS:
        return "", False, {"why": "Choose a reason."}
    if why == CRM_IS_WRONG and not words:
        return "", True, {"words": "Say in a few words what the CRM should say."}
    return ": ".join(filter(None, [REASONS[why], words])), why == CRM_IS_WRONG, {}


def _day(values: Mapping[str, Any], name: str, first: date) -> tuple[date | None, Errors]:
    try:
        day = date.fromisoformat(chosen(values, name))
    except ValueError:
        return None, {name: "Choose a day."}
    if not first <= day <= first + _FURTHEST:
        return None, {name: f"Choose a day from {first.day} {first:%b} on, within a year."}
    return day, {}


def _radio(choices: Mapping[Any, str]) -> dict[str, Any]:
    options = [{"text": plain(label, 75), "value": value} for value, label in choices.items()]
    return {"type": "radio_buttons", "options": options}


def _input(name: str, label: str, element: Mapping[str, Any], *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain(label, 75),
        "element": {**element, "action_id": name},
    }


def _view(callback_id: str, asked: Asked, title: str, blocks: Sequence[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": asked.metadata(),
        "title": plain(title, 24),
        "submit": plain("Keep", 24),
        "close": plain("Cancel", 24),
        "blocks": list(blocks),
    }
