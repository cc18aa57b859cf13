"""The messages that come at once, each made when it is sent: None where there is nothing to tell any more."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.dates import Reader
from bot.blocks.push_cards import (
    announced,
    asked_card,
    asked_line,
    hot_card,
    hot_line,
    promise_card,
    promise_line,
)
from bot.commands.recap import open_recap
from bot.commands.remind import ASKED
from bot.exchange import Answer, Desk, Question
from bot.visibility import may_open
from ml.errors import SalesAssistantError
from ml.funnel import CLOSED
from ml.messages import Message
from ml.records import LeadCard, Person, Suggestion


def recap_message(message: Message, desk: Desk) -> Answer | None:
    """The summary of a call that was just read, by the embedded notes."""
    found = _still_theirs(message, desk)
    if found is None:
        return None
    person, card = found
    asked = f"{card.pursuit_id}:{message.payload.get('touch_id', 0)}"
    question = Question(asked, person, desk.now(), message.key)
    try:
        answer = open_recap(question, replace(desk, language_model=""))
    except SalesAssistantError:
        return None
    return replace(answer, blocks=announced(answer.blocks))


def hot_message(message: Message, desk: Desk) -> Answer | None:
    """A pursuit that became hot."""
    found = _still_theirs(message, desk)
    if found is None:
        return None
    person, card = found
    reader, score = Reader.of(person, desk.now()), card.score
    said = replace(
        _suggestion(message, card, desk),
        kind="lead",
        model_version=score.model_version if score else "",
        win=score.win if score else None,
    )
    return Answer(hot_line(card), hot_card(card, reader, message.key), said)


def promise_message(message: Message, desk: Desk) -> Answer | None:
    """A promise that is overdue, but where another step was agreed since; or a reminder that was asked for."""
    found = _still_theirs(message, desk)
    if found is None:
        return None
    person, card = found
    reader, said = Reader.of(person, desk.now()), _suggestion(message, card, desk)
    if ASKED in message.payload:
        return Answer(asked_line(card), asked_card(card, reader, message.key), said)
    due = message.slot.partition(":")[2]
    if card.next_step_due is None or card.next_step_due.isoformat() != due:
        return None
    return Answer(promise_line(card, reader), promise_card(card, reader, message.key), said)


def _still_theirs(message: Message, desk: Desk) -> tuple[Person, LeadCard] | None:
    """The person and the pursuit, while it is open and theirs; one they asked for only has to be theirs to see."""
    person = desk.store.people.by_id(message.person_id)
    card = desk.store.pursuits.card(int(message.payload.get("pursuit_id", 0)))
    if person is None or card is None:
        return None
    if ASKED in message.payload:
        return (person, card) if may_open(person, card, desk.visibility) else None
    return (person, card) if card.owner_id == person.id and card.state not in CLOSED else None


def _suggestion(message: Message, card: LeadCard, desk: Desk) -> Suggestion:
    return Suggestion(message.key, "reminder", message.person_id, desk.now(), card.pursuit_id)
