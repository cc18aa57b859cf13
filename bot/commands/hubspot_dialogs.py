"""The buttons that write to HubSpot: what a dialog says at first, and what is kept once it was confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from bot.blocks import hubspot_dialog as dialogs
from bot.blocks.dates import Reader, duration
from bot.blocks.hubspot_dialog import About, TaskDraft, View, chosen
from bot.blocks.recap_text import recap_text
from bot.blocks.text_safety import clean_lines
from bot.commands.recap import read_notes
from bot.exchange import Answer, Desk, Question
from bot.failures import in_words
from bot.visibility import may_open
from integrations.store.hints import EVERYTHING
from integrations.store.writebacks import CrmPlace, Writeback, WriteKind
from integrations.systems import Stage
from jobs.write_back import SWITCHES
from ml.errors import BadInput, NotAllowed, Refused
from ml.records import LeadCard, Person

_OFF: Mapping[WriteKind, str] = {
    "task": "Your admin has not switched on tasks in HubSpot, so there is nothing to send.",
    "stage": "Your admin has not switched on moving deals in HubSpot, so there is nothing to send.",
    "note": "Your admin has not switched on notes to HubSpot, so there is nothing to send.",
}
_CHANGED = "This deal changed meanwhile, so nothing was sent; please close this and click the button again."
_FARTHEST = timedelta(days=2 * 365)
_MORNING = time(9)
_FRIDAY = 4

Errors = dict[str, str]


@dataclass(frozen=True)
class Submitted:
    """A dialog that was confirmed: its private metadata, its own id, and its state values."""

    metadata: str
    view_id: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class _Wish:
    """A confirmed dialog with all that it is about."""

    card: LeadCard
    place: CrmPlace
    values: Mapping[str, Any]
    reader: Reader
    desk: Desk


def dialog(kind: WriteKind, question: Question, desk: Desk, *, subject: str = "") -> View:
    """The dialog behind a button, filled with what was agreed and said last; a task with this subject, if any.

    Raises
    ------
    BadInput
        When the button's value is not one of ours.
    Refused
        When this may not be written, or the pursuit or its deal is not there any more.
    """
    if not question.text.isdecimal():
        raise BadInput("That button is from an older version; please type /lead and the name again.")
    card, place = _opened(kind, int(question.text), question.asker, desk)
    about = About(card.pursuit_id, place.deal_id, place.stage, _digest(question.request_key))
    title = f"{card.company} · {card.service}"
    reader = Reader.of(question.asker, question.at)
    if kind == "note":
        return dialogs.note_view(about, title, _recap(card, reader, desk) or _summary(card, reader))
    if kind == "task":
        draft = _task_draft(card, reader)
        draft = replace(draft, subject=subject) if subject else draft
        return dialogs.task_view(about, title, draft, question.asker.name)
    pipeline, stages = _pipeline(place, desk)
    return dialogs.stage_view(about, title, pipeline, stages)


def confirm(kind: WriteKind, submitted: Submitted, asker: Person, desk: Desk) -> Errors:
    """Keep what was confirmed, to be sent by the worker; or say what is wrong with it, by field.

    Raises
    ------
    BadInput, Refused
        As `dialog`; also when the deal changed since the dialog was opened.
    """
    about = About.read(submitted.metadata)
    card, place = _opened(kind, about.pursuit_id, asker, desk)
    if (place.deal_id, place.stage) != (about.deal_id, about.stage):
        raise Refused(_CHANGED)
    now = desk.now()
    wish = _Wish(card, place, submitted.values, Reader.of(asker, now), desk)
    said, errors = _READ[kind](wish)
    if errors:
        return errors
    desk.store.writebacks.ask(
        Writeback(
            id=f"{kind}:{about.request or submitted.view_id}",
            kind=kind,
            person_id=asker.id,
            payload={"company": card.company, "company_id": place.company_id, **said},
            asked_at=now,
            pursuit_id=card.pursuit_id,
            deal_id=place.deal_id,
        )
    )
    return {}


def sync_now(question: Question, desk: Desk) -> Answer:
    """Let the worker look into HubSpot now.

    Raises
    ------
    Refused
        When HubSpot is not connected.
    """
    if not desk.crm.connected:
        raise Refused("HubSpot is not connected any more; please ask your admin.")
    desk.store.hints.add(EVERYTHING, "all", ["now"], now=question.at)
    return in_words("Looking in HubSpot … ask again in a minute.")


def _opened(kind: WriteKind, pursuit_id: int, asker: Person, desk: Desk) -> tuple[LeadCard, CrmPlace]:
    """The pursuit and where it is in the CRM, if this person may write this there now."""
    if SWITCHES[kind] not in desk.crm.offered:
        raise Refused(_OFF[kind])
    card = desk.store.pursuits.card(pursuit_id)
    if card is None:
        raise Refused("That pursuit is no longer in the store; please type /lead and the name again.")
    if not may_open(asker, card, desk.visibility):
        raise NotAllowed("This one is not yours, so you cannot write to it; ask its owner or your manager.")
    place = desk.store.writebacks.place(pursuit_id)
    if kind == "stage" and not place.deal_id:
        raise Refused(
            "HubSpot has no deal for this, as far as the last sync saw, so there is no stage to move."
        )
    if not (place.company_id or place.deal_id):
        raise Refused("HubSpot does not have this company, as far as the last sync saw.")
    return card, place


def _digest(request_key: str | None) -> str:
    return blake2b(request_key.encode(), digest_size=12).hexdigest() if request_key else ""


def _pipeline(place: CrmPlace, desk: Desk) -> tuple[str, list[Stage]]:
    """The label and the stages of the deal's pipeline, as they were synced last."""
    for told in desk.store.facts.get("crm_pipelines", []):
        if told["id"] == place.pipeline and told["stages"]:
            return told["label"], [Stage(stage["id"], stage["label"]) for stage in told["stages"]]
    raise Refused(
        "The stages of this deal's pipeline are not known yet; please try again after the next sync."
    )


# --- what a dialog says at first -----------------------------------------------------------------------------


def _recap(card: LeadCard, reader: Reader, desk: Desk) -> str:
    """The notes of the last conversation of substance; '' where there is none."""
    for talk in desk.store.conversations.of_pursuit(card.pursuit_id, 1):
        return recap_text(talk, read_notes(talk, reader), reader)
    return ""


def _summary(card: LeadCard, reader: Reader) -> str:
    """The last conversation: when and with whom, its one telling sentence, what was agreed."""
    told = list[str]()
    if touch := card.last_touch:
        long = f", {duration(touch.duration_s)}" if touch.duration_s else ""
        whom = f", with {touch.with_whom}" if touch.with_whom else ""
        told.append(f"{touch.channel.capitalize()} of {_full_day(reader.local_day(touch.at))}{long}{whom}.")
        told += [f"They said: “{touch.quote}”"] if touch.quote else []
    return "\n".join([*told, *_agreed(card)])


def _agreed(card: LeadCard) -> list[str]:
    if not (card.next_step or card.next_step_due):
        return []
    by = f", by {_full_day(card.next_step_due)}" if card.next_step_due else ""
    return [f"Agreed next: {card.next_step.rstrip('.') or 'a next step'}{by}."]


def _task_draft(card: LeadCard, reader: Reader) -> TaskDraft:
    step = card.next_step.rstrip(".")
    subject = f"{step[:1].upper()}{step[1:]} – {card.company}" if step else f"Follow up with {card.company}"
    promised = card.next_step_due
    due_on = promised if promised and promised >= reader.today else _next_working_day(reader.today)
    return TaskDraft(subject, due_on, _summary(card, reader))


def _next_working_day(today: date) -> date:
    """The next day from Monday to Friday."""
    return today + timedelta(days=7 - today.weekday() if today.weekday() >= _FRIDAY else 1)


def _full_day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


# --- what was confirmed --------------------------------------------------------------------------------------


def _note(wish: _Wish) -> tuple[dict[str, str], Errors]:
    errors = Errors()
    text = _text(wish, "text", dialogs.MOST_NOTE, errors)
    return {"text": text}, errors if text or errors else {"text": "Write what the note should say."}


def _task(wish: _Wish) -> tuple[dict[str, str], Errors]:
    errors = Errors()
    subject = " ".join(_text(wish, "subject", dialogs.MOST_SUBJECT, errors).split())
    if not subject:
        errors.setdefault("subject", "Write what you want to be reminded of.")
    details = _text(wish, "details", dialogs.MOST_DETAILS, errors)
    kind = chosen(wish.values, "type")
    if kind not in dialogs.TASK_TYPES:
        errors["type"] = "Choose one of these."
    due_on = _due(wish, errors)
    said = {"subject": subject, "details": details, "type": kind, "due_on": due_on.isoformat()}
    return {**said, "due_at": _due_at(due_on, wish.reader).isoformat()}, errors


def _stage(wish: _Wish) -> tuple[dict[str, str], Errors]:
    wanted, before = chosen(wish.values, "stage"), wish.place.stage
    pipeline, stages = _pipeline(wish.place, wish.desk)
    label = next((stage.label for stage in stages if stage.id == wanted), None)
    said = {"stage": wanted, "label": label or "", "before": before, "pipeline": pipeline}
    if label is None:
        return said, {"stage": "Choose a stage of this deal's pipeline."}
    return said, {"stage": "The deal stands there already; choose another stage."} if wanted == before else {}


_READ: Mapping[WriteKind, Callable[[_Wish], tuple[dict[str, str], Errors]]] = {
    "note": _note,
    "task": _task,
    "stage": _stage,
}


def _text(wish: _Wish, name: str, most: int, errors: Errors) -> str:
    said = chosen(wish.values, name)
    if len(said) > most:
        errors[name] = f"Make it shorter: at most {most} characters."
    return clean_lines(said, most)


def _due(wish: _Wish, errors: Errors) -> date:
    today = wish.reader.today
    try:
        day = date.fromisoformat(chosen(wish.values, "due"))
    except ValueError:
        errors["due"] = "Choose a day."
        return today
    if day < today:
        errors["due"] = "Choose today or a later day."
    elif day - today > _FARTHEST:
        errors["due"] = "Choose a day within the next two years."
    else:
        return day
    return today


def _due_at(day: date, reader: Reader) -> datetime:
    """The morning of that day where the reader is; on the day itself not before an hour from now."""
    return max(datetime.combine(day, _MORNING, reader.now.tzinfo), reader.now + timedelta(hours=1))
