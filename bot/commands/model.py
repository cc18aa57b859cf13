"""`/model`: how good the model is; approve, keep, roll back, train. And what managers are sent about models."""

from __future__ import annotations

from typing import Any

from bot.blocks.dates import Reader
from bot.blocks.model_card import ModelPage, alarm_card, approval_card, model_card, model_line
from bot.blocks.text_safety import safe_text
from bot.exchange import Answer, Command, Desk, Question
from bot.failures import in_words
from jobs.retrain import RETRAIN
from ml.errors import NotAllowed
from ml.messages import Message
from ml.records import Person, Role, Suggestion

_DECIDED = "That was decided meanwhile; this is how it stands."


def answer(question: Question, desk: Desk) -> Answer:
    """The model card for managers and admins; for a rep the one sentence that concerns them."""
    if question.asker.role is Role.REP:
        told = model_line(ModelPage(desk.store.models.current("win")), _reader(question))
        return Answer(told, in_words(f"{told} Your manager sees more.").blocks)
    return _card(question, desk)


def approve(question: Question, desk: Desk) -> Answer:
    """Let the waiting model speak; raises `NotAllowed` for a rep."""
    _require_manager(question.asker)
    if not desk.store.models.approve(question.text, at=question.at):
        return _card(question, desk, _DECIDED)
    _write_down(question, desk, "approve_model", question.text)
    return _card(question, desk, "Approved: the newer model speaks, and the scores follow within minutes.")


def keep(question: Question, desk: Desk) -> Answer:
    """Leave the model that speaks; raises `NotAllowed` for a rep."""
    _require_manager(question.asker)
    if not desk.store.models.keep(question.text):
        return _card(question, desk, _DECIDED)
    _write_down(question, desk, "keep_model", question.text)
    return _card(question, desk, "Kept: the model that speaks goes on.")


def roll_back(question: Question, desk: Desk) -> Answer:
    """Let the model before speak again; raises `NotAllowed` for a rep, `Refused` when its files are gone."""
    _require_manager(question.asker)
    models, version = desk.store.models, question.text
    if version != models.before():  # clicked twice, or somebody was quicker
        return _card(question, desk, _DECIDED)
    models.make_current(version, at=question.at)
    _write_down(question, desk, "roll_back", version)
    return _card(question, desk, "Rolled back: the scores follow within minutes.")


def train_now(question: Question, desk: Desk) -> Answer:
    """Ask the worker for a training; raises `NotAllowed` for a rep."""
    _require_manager(question.asker)
    desk.store.hints.add(RETRAIN, "model", [str(question.asker.id)], now=question.at)
    return in_words("The training begins within a minute; I will tell you in our chat how it went.")


def approval_push(message: Message, desk: Desk) -> Answer | None:
    """The card that asks a manager; None once that was decided."""
    waiting, manager = desk.store.models.waiting(), _manager(message, desk)
    if waiting is None or manager is None or waiting.version != message.payload["version"]:
        return None
    why, reader = str(message.payload["sentence"]), Reader.of(manager, desk.now())
    text = safe_text(f"A newer model waits for your word. {why}", 600)
    return Answer(text, approval_card(waiting, why, reader, message.key), _suggestion(message, desk))


def alarm_push(message: Message, desk: Desk) -> Answer | None:
    """The card of an alarm; None for somebody who is no manager any more."""
    manager = _manager(message, desk)
    if manager is None:
        return None
    said = str(message.payload["sentence"])
    card = alarm_card(said, Reader.of(manager, desk.now()), message.key)
    return Answer(safe_text(said, 900), card, _suggestion(message, desk))


def _card(question: Question, desk: Desk, note: str = "") -> Answer:
    models, reader = desk.store.models, _reader(question)
    drift: dict[str, Any] = desk.store.facts.get("drift", {})
    speaking = models.current("win")
    # What was found of another model does not concern this one.
    known = drift.get("findings", []) if speaking and drift.get("version") == speaking.version else []
    page = ModelPage(
        speaking, models.waiting(), models.before(), tuple(found["sentence"] for found in known), note
    )
    text = safe_text(f"{note} {model_line(page, reader)}".strip(), 900)
    return Answer(text, model_card(page, reader), replaces=bool(note))


def _require_manager(asker: Person) -> None:
    if asker.role is Role.REP:
        raise NotAllowed("Only a manager decides about the model; please ask yours.")


def _manager(message: Message, desk: Desk) -> Person | None:
    person = desk.store.people.by_id(message.person_id)
    return person if person and person.role is not Role.REP else None


def _suggestion(message: Message, desk: Desk) -> Suggestion:
    return Suggestion(message.key, "model", message.person_id, desk.now())


def _write_down(question: Question, desk: Desk, did: str, version: str) -> None:
    desk.store.audit.write(
        who=question.asker.email, did=did, about=f"model {version}", rows=0, at=question.at
    )


def _reader(question: Question) -> Reader:
    return Reader.of(question.asker, question.at)


MODEL = Command(
    "/model",
    "",
    "What the win chances come from: how good the model is, how honest, what drives it, what changed.",
    answer,
)
