"""What a rep does with a reminder: done, snoozed, not relevant; asked again each time whether they may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.blocks.dates import Reader
from bot.blocks.hubspot_dialog import View
from bot.blocks.reminder_card import DONE, IRRELEVANT, SNOOZE, DueMark
from bot.blocks.reminder_dialog import (
    Asked,
    Errors,
    done_view,
    irrelevant_view,
    read_done,
    read_irrelevant,
    read_snooze,
    snooze_view,
)
from bot.due_lists import asked_for, named_by
from bot.exchange import Answer, Desk
from bot.visibility import may_open
from integrations.store.doubts import CrmDoubt
from integrations.store.reminders import Answered, NewReminder
from ml.errors import BadInput, NotAllowed, Refused
from ml.records import LeadCard, Person, Role
from ml.reminding import DueTouch

Values = Mapping[str, Any]


def dialog(kind: str, asked: Asked, person: Person, desk: Desk) -> View:
    """The dialog of this kind (`DONE`, `SNOOZE`, `IRRELEVANT`); raises as `opened`."""
    title = opened(asked.due, person, desk).title
    if kind == SNOOZE:
        return snooze_view(asked, title, Reader.of(person, desk.now()).today)
    return done_view(asked, title) if kind == DONE else irrelevant_view(asked, title)


def confirm(kind: str, asked: Asked, values: Values, *, person: Person, desk: Desk) -> Errors:
    """Keep what was filled in, or say what is wrong by field; raises as `opened`."""
    due = asked.due
    card = opened(due, person, desk)
    return _KEEP[kind](due, card, values, person=person, desk=desk)


def snooze(due: DueMark, days: int, person: Person, desk: Desk) -> None:
    """Snooze it for so many of the person's days; raises as `opened`."""
    until = Reader.of(person, desk.now()).today + timedelta(days=days)
    _keep(due, opened(due, person, desk), Answered("snoozed", desk.now(), until=until), desk)


def shown_again(due: DueMark, person: Person, desk: Desk) -> Answer | None:
    """The card whose button was used, as it reads now."""
    named = named_by(due.key, desk)
    whose = desk.store.people.by_id(due.person_id)
    if named or whose is None:
        return named
    return asked_for(whose, due.key, desk, of_colleague=whose.id != person.id)


def opened(due: DueMark, person: Person, desk: Desk) -> LeadCard:
    """The pursuit of a reminder, for whoever may answer it now.

    Raises
    ------
    Refused
        When it is no longer in the store.
    NotAllowed
        When the list is somebody else's, or the pursuit is not this person's any more.
    """
    if due.person_id != person.id and person.role is Role.REP:
        raise NotAllowed("That list is a colleague's; yours is /retarget.")
    card = desk.store.pursuits.card(due.pursuit_id)
    if card is None:
        raise Refused("That pursuit is no longer in the store; please type /retarget.")
    if not may_open(person, card, desk.visibility):
        raise NotAllowed(f"{card.company} is {card.owner or 'a colleague'}'s now, so it left your list.")
    return card


def _done(due: DueMark, card: LeadCard, values: Values, *, person: Person, desk: Desk) -> Errors:
    outcome, following, errors = read_done(values, Reader.of(person, desk.now()).today)
    if not errors:
        _keep(due, card, Answered("done", desk.now(), outcome=outcome, until=following), desk)
    return errors


def _snoozed(due: DueMark, card: LeadCard, values: Values, *, person: Person, desk: Desk) -> Errors:
    until, errors = read_snooze(values, Reader.of(person, desk.now()).today)
    if not errors:
        _keep(due, card, Answered("snoozed", desk.now(), until=until), desk)
    return errors


def _irrelevant(due: DueMark, card: LeadCard, values: Values, *, person: Person, desk: Desk) -> Errors:
    reason, crm_is_wrong, errors = read_irrelevant(values)
    if errors:
        return errors
    _keep(due, card, Answered("irrelevant", desk.now(), reason=reason), desk)
    if crm_is_wrong:
        said_in = desk.store.suggestions.by_id(due.key)
        doubt = CrmDoubt(
            card.pursuit_id, person.id, reason, desk.now(), suggestion_id=said_in.id if said_in else None
        )
        desk.store.doubts.open(doubt)
    return {}


_KEEP: Mapping[str, Callable[..., Errors]] = {DONE: _done, SNOOZE: _snoozed, IRRELEVANT: _irrelevant}


def _keep(due: DueMark, card: LeadCard, answered: Answered, desk: Desk) -> None:
    """Keep an answer; what a rep asked for by themselves has no row before it."""
    if desk.store.people.by_id(due.person_id) is None:
        raise BadInput("That list is of somebody who left the team; please type /retarget.")
    touch = DueTouch(
        pursuit_id=card.pursuit_id,
        company=card.company,
        service=card.service,
        state=card.state,
        reason="overdue",
        why="asked for",
        gain=0.0,
        chance=0.0,
        level="cadence",
    )
    desk.store.reminders.answer(NewReminder(due.person_id, due.on, desk.now(), touch, place=1), answered)
