"""What is offered of HubSpot on a card, and the dialogs that show what will be sent before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.blocks.kit import Block, bold, button, context, lines, plain
from bot.blocks.text_safety import Element, clean, clean_lines
from integrations.store.writebacks import WriteKind
from integrations.systems import Stage
from ml.errors import BadInput
from ml.records import LeadCard

# A dialog's callback id is the action id of the button that opens it.
DIALOG = "hubspot_"
OPEN_CRM = "open_hubspot"
SYNC_NOW = "sync_now"
# The block in which a dialog shows what is wrong with all of it.
FIRST_FIELD: Mapping[WriteKind, str] = {"task": "subject", "note": "text", "stage": "stage"}
TASK_TYPES = {"TODO": "To do", "CALL": "Call"}
MOST_SUBJECT, MOST_DETAILS, MOST_NOTE = 200, 2000, 3000
_MOST_STAGES = 100
_OFFERED: tuple[tuple[WriteKind, str, str], ...] = (
    ("task", "tasks", "Remind me"),
    ("stage", "stages", "Move stage"),
    ("note", "notes", "Note in HubSpot"),
)

View = dict[str, Any]


def crm_buttons(card: LeadCard, writes: Collection[str], portal: str) -> list[Element]:
    """The buttons of a card whose company is in the CRM: what an admin switched on, and the way there.

    Parameters
    ----------
    card
        The pursuit; none of them where its company is not from the CRM.
    writes
        Which kinds may be written.
    portal
        The CRM account's number; '' where it is not known.
    """
    if not card.crm_company:
        return []
    offered = [
        button(label, f"{DIALOG}{kind}", str(card.pursuit_id))
        for kind, switch, label in _OFFERED
        if switch in writes
    ]
    if portal:
        url = f"https://app.hubspot.com/contacts/{portal}/record/0-2/{card.crm_company}"
        offered.append({**button("Open in HubSpot", OPEN_CRM, str(card.pursuit_id)), "url": url})
    return offered


@dataclass(frozen=True)
class About:
    """What a dialog is about; travels in its private metadata.

    Parameters
    ----------
    pursuit_id, deal_id, stage
        Which pursuit, which deal ('' where there is none), and where it stood when the dialog was opened.
    request
        Made from Slack's id of the click that opened it: the dialog sent twice is one wish.
    """

    pursuit_id: int
    deal_id: str
    stage: str
    request: str

    def metadata(self) -> str:
        """As text."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, metadata: str) -> About:
        """From a dialog's private metadata.

        Raises
        ------
        BadInput
            When it is not one of ours.
        """
        try:
            told = json.loads(metadata)
            return cls(
                int(told["pursuit_id"]), str(told["deal_id"]), str(told["stage"]), str(told["request"])
            )
        except (ValueError, KeyError, TypeError):
            raise BadInput("That dialog is from an older version; please close it and click again.") from None


def note_view(about: About, title: str, text: str) -> View:
    """The note, to be changed and confirmed.

    Parameters
    ----------
    about
        What it is about.
    title
        The pursuit in a few words.
    text
        What the note says at first.
    """
    field = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": MOST_NOTE,
        **_initial(clean_lines(text, MOST_NOTE)),
    }
    return _view("note", about, "Note in HubSpot", [
        lines([bold(clean(title, 150))], f"This note goes on {_place(about)} as it stands below."),
        _input("text", "The note", field),
    ])  # fmt: skip


@dataclass(frozen=True)
class TaskDraft:
    """What a task says at first."""

    subject: str
    due_on: date
    details: str
    type: str = "TODO"


def task_view(about: About, title: str, draft: TaskDraft, owner: str) -> View:
    """The task, to be changed and confirmed; `owner` is who gets it."""
    types = [{"text": plain(label, 75), "value": value} for value, label in TASK_TYPES.items()]
    chosen = next(option for option in types if option["value"] == draft.type)
    subject = {"type": "plain_text_input", "max_length": MOST_SUBJECT}
    details = {"type": "plain_text_input", "multiline": True, "max_length": MOST_DETAILS}
    told = f"This task for {clean(owner, 60)} goes on {_place(about)} as it stands below."
    return _view("task", about, "Remind me in HubSpot", [
        lines([bold(clean(title, 150))], told),
        _input("subject", "What to do", {**subject, **_initial(clean_lines(draft.subject, MOST_SUBJECT))}),
        _input("due", "Due on", {"type": "datepicker", "initial_date": draft.due_on.isoformat()}),
        _input("type", "Kind", {"type": "static_select", "options": types, "initial_option": chosen}),
        _input("details", "Details", {**details, **_initial(clean_lines(draft.details, MOST_DETAILS))}, optional=True),
    ])  # fmt: skip


def stage_view(about: About, title: str, pipeline: str, stages: Sequence[Stage]) -> View:
    """The stages of the deal's pipeline, the present one marked; one is to be chosen and confirmed."""
    options = [
        {"text": plain(_stage_label(stage, about.stage), 75), "value": stage.id}
        for stage in stages[:_MOST_STAGES]
    ]
    field = {"type": "static_select", "placeholder": plain("Choose a stage", 150), "options": options}
    now = next((stage.label for stage in stages if stage.id == about.stage), "a stage that is not known")
    stands = f"Deal {about.deal_id} stands at “{clean(now, 80)}” in the pipeline “{clean(pipeline, 80)}”."
    return _view("stage", about, "Move the deal", [
        lines([bold(clean(title, 150))], stands, "Only its stage is changed in HubSpot."),
        _input("stage", "Move it to", field),
    ])  # fmt: skip


def on_its_way() -> View:
    """In place of a dialog that was confirmed."""
    return {
        "type": "modal",
        "title": plain("On its way", 24),
        "close": plain("Close", 24),
        "blocks": [lines("On its way to HubSpot. I'll tell you how it went.")],
    }


def chosen(values: Mapping[str, Any], name: str) -> str:
    """What was typed, picked or chosen in a field, from a view's state values; '' where nothing was.

    >>> chosen({"due": {"due": {"type": "datepicker", "selected_date": "2026-11-26"}}}, "due")
    '2026-11-26'
    """
    block = values.get(name)
    part = block.get(name) if isinstance(block, dict) else None
    if not isinstance(part, dict):
        return ""
    option = part.get("selected_option")
    picked = option.get("value") if isinstance(option, dict) else None
    return str(part.get("value") or part.get("selected_date") or picked or "")


def _place(about: About) -> str:
    return f"the company and its deal {about.deal_id}" if about.deal_id else "the company"


def _stage_label(stage: Stage, present: str) -> str:
    return f"{clean(stage.label, 60)} (now)" if stage.id == present else clean(stage.label, 75)


def _initial(text: str) -> dict[str, str]:
    return {"initial_value": text} if text else {}


def _input(name: str, label: str, field: Mapping[str, Any], *, optional: bool = False) -> Block:
    """A field in a block of the same name."""
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain(label, 75),
        "element": {**field, "action_id": name},
    }


def _view(kind: WriteKind, about: About, title: str, blocks: list[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": f"{DIALOG}{kind}",
        "private_metadata": about.metadata(),
        "title": plain(title, 24),
        "submit": plain("Send to HubSpot", 24),
        "close": plain("Cancel", 24),
        "blocks": [*blocks, context("Nothing is sent before you click Send to HubSpot.")],
    }
