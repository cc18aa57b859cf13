"""What is due for a rep, as an answer: what a message named, and what is due when somebody asks.

Both are read anew each time, so that what was closed or given to somebody else since is left out, and what was
answered says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import islice

from bot.blocks.dates import Reader, days
from bot.blocks.hubspot_dialog import crm_buttons
from bot.blocks.reminder_card import (
    MOST,
    NOT_MADE,
    DueItem,
    DueList,
    how_many,
    reminder_card,
    reminder_line,
    why_these,
)
from bot.blocks.text_safety import clean
from bot.exchange import Answer, Desk
from integrations.store import QueueFilter
from jobs.day_lists import store_list
from ml.funnel import CLOSED, FunnelState
from ml.messages import Message
from ml.records import Person, QueueRow, Suggestion
from ml.reminding import DueTouch, Reminder

SHOWN_WHEN_ASKED = 5
_LOOKED_THROUGH = 200  # open pursuits, where no list was made yet
_NOON, _EVENING = 12, 18
_SETTINGS = " Change time, days or number: App Home."


@dataclass(frozen=True)
class DueNow:
    """What is due for somebody now.

    Parameters
    ----------
    due
        The pursuits that are due and still to be done, the most pressing first.
    answered
        What they answered today.
    why
        Why these, in a rep's words.
    withheld
        Pursuits that are withheld from them today, to measure what reminders bring.
    """

    due: Sequence[DueTouch]
    answered: Sequence[Reminder]
    why: str
    withheld: frozenset[int] = frozenset()


def daily_message(message: Message, desk: Desk) -> Answer | None:
    """The daily message of a rep; None where nothing of it is due any more."""
    due = _named(message.key, desk)
    if due is None or all(item.answered for item in due.items):
        return None
    suggestion = Suggestion(id=message.key, kind="reminder", person_id=message.person_id, said_at=desk.now())
    return replace(_shown(due), suggestion=suggestion)


def named_by(key: str, desk: Desk) -> Answer | None:
    """The card of a message of reminders as it reads now; None where nothing is left to be said.

    What was answered stays, as a line that says how.
    """
    due = _named(key, desk)
    return _shown(due) if due else None


def _named(key: str, desk: Desk) -> DueList | None:
    rows = desk.store.reminders.of_message(key)
    person = desk.store.people.by_id(rows[0].person_id) if rows else None
    if person is None:
        return None
    reader = Reader.of(person, rows[0].at)
    left = _still_due((row.touch for row in rows), person, desk)
    items = [
        DueItem(row.touch, answered=row) if row.answer else _item(row.touch, desk)
        for row in rows
        if row.answer or row.touch in left
    ]
    if not items:
        return None
    listed = store_list(desk.store, person.id)
    level = rows[0].touch.level
    return DueList(
        key=key,
        person_id=person.id,
        on=rows[0].on,
        title=f"{_greeting(person, reader)} {_headline(len(items), person, desk)}",
        items=items,
        why=why_these(level, listed.answers if listed and listed.level == level else None) + _SETTINGS,
    )


def asked_for(person: Person, key: str, desk: Desk, *, of_colleague: bool = False) -> Answer:
    """What is due for somebody now, and what they answered today."""
    at = desk.now()
    reader, now = Reader.of(person, at), due_now(person, desk, at)
    items = [_item(touch, desk) for touch in now.due[:SHOWN_WHEN_ASKED]]
    items += [DueItem(row.touch, answered=row) for row in now.answered]
    due = DueList(
        key=key,
        person_id=person.id,
        on=reader.today,
        title=_asked_title(now, person if of_colleague else None),
        items=items,
        why=now.why + ("" if of_colleague else _SETTINGS),
    )
    return _shown(due)


def due_now(person: Person, desk: Desk, at: datetime) -> DueNow:
    """What is due for somebody: from the list made last, else straight from their open pursuits.

    What they snoozed, called not relevant or answered today, and what is withheld from them today, is left out.
    """
    reader, store = Reader.of(person, at), desk.store
    today = store.reminders.of_day(person.id, reader.today)
    withheld = frozenset(row.touch.pursuit_id for row in today if row.withheld)
    away = withheld | {row.touch.pursuit_id for row in today if row.answer}
    away |= store.reminders.open_snoozes(person.id, reader.today).keys()
    away |= store.reminders.irrelevant(person.id)
    listed = store_list(store, person.id)
    touches: Iterable[DueTouch] = listed.due if listed else _from_queue(person, desk, reader)
    due = _still_due((touch for touch in touches if touch.pursuit_id not in away), person, desk)
    why = why_these(listed.level, listed.answers) if listed else NOT_MADE
    return DueNow(due, [row for row in today if row.answer], why, withheld)


def _shown(due: DueList) -> Answer:
    reader = Reader(datetime.combine(due.on, time(), UTC))  # its days are told as on the day of the list
    return Answer(reminder_line(due), reminder_card(due, reader))


def _item(touch: DueTouch, desk: Desk) -> DueItem:
    """A pursuit with the way to the CRM, where it is from there."""
    portal = desk.crm.portal(desk.store, desk.now())
    card = desk.store.pursuits.card(touch.pursuit_id) if portal else None
    return DueItem(touch, crm_buttons(card, (), portal) if card else ())


def _still_due(touches: Iterable[DueTouch], person: Person, desk: Desk) -> list[DueTouch]:
    """Those whose pursuit was neither given to somebody else nor closed since."""
    given = list(touches)
    now = desk.store.reminders.still_theirs(person.id, [touch.pursuit_id for touch in given])
    return [touch for touch in given if _is_due(touch, now.get(touch.pursuit_id))]


def _is_due(touch: DueTouch, state: FunnelState | None) -> bool:
    return state is not None and (state not in CLOSED or touch.state in CLOSED)


def _from_queue(person: Person, desk: Desk, reader: Reader) -> Iterator[DueTouch]:
    """Overdue promises, the oldest first; then the longest silence."""
    rows = desk.store.pursuits.queue(QueueFilter(owner_id=person.id, limit=_LOOKED_THROUGH))
    late = [row for row in rows if row.next_step_due and row.next_step_due < reader.today]
    silent = [row for row in rows if row not in late and row.last_touch_at]
    for row in sorted(late, key=lambda row: str(row.next_step_due)):
        yield _due(row, reader)
    for row in sorted(silent, key=lambda row: str(row.last_touch_at)):
        yield _due(row, reader)


def _due(row: QueueRow, reader: Reader) -> DueTouch:
    silent = max(0, reader.days_since(row.last_touch_at)) if row.last_touch_at else None
    due = row.next_step_due
    late = (reader.today - due).days if due else 0
    return DueTouch(
        pursuit_id=row.pursuit_id,
        company=row.company,
        service=row.service,
        state=row.state,
        reason="promise" if late > 0 else "overdue",
        why=f"the agreed next step is {days(late)} overdue"
        if late > 0
        else f"no touch for {days(silent or 0)}",
        gain=0.0,
        chance=row.win or 0.0,
        level="cadence",
        silent_days=silent,
        next_step_due=due,
    )


def _greeting(person: Person, reader: Reader) -> str:
    hour = reader.now.hour
    part = "morning" if hour < _NOON else "afternoon" if hour < _EVENING else "evening"
    first = next(islice(clean(person.name, 40).split(), 1), "")
    return f"Good {part} {first}."


def _headline(count: int, person: Person, desk: Desk) -> str:
    mine = desk.store.pursuits.count_queue(QueueFilter(owner_id=person.id, include_unowned=False))
    of = f" (of {mine})" if mine > count else ""
    return f"{how_many(min(count, MOST))} worth a touch today{of}."


def _asked_title(now: DueNow, colleague: Person | None) -> str:
    whose = f" for {clean(colleague.name, 60)}" if colleague else ""
    if not now.due:
        return f"Nothing is due{whose} now. /leads ranks the open pursuits."
    shown = min(len(now.due), SHOWN_WHEN_ASKED)
    more = f" (the first of {len(now.due)})" if len(now.due) > shown else ""
    return f"{how_many(shown)} worth a touch now{whose}{more}"
