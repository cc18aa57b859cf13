"""The weekly figures of each person: claimed on the first workday of their week, at the time of their daily message."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jobs.due_days import LATEST, is_workday, slot_start
from ml.messages import Message, MessageKind, Preferences
from ml.records import Person

if TYPE_CHECKING:
    from jobs.job import Workplace

KIND: MessageKind = "weekly"
_A_DAY = timedelta(days=1)
_A_WEEK = timedelta(days=7)


def is_due(place: Workplace, _last: datetime | None) -> bool:
    """When the first workday's time has come for somebody whose week was not told yet."""
    return bool(place.store.facts.get("data_version", 0)) and bool(_due(place))


def run(place: Workplace) -> str:
    """Claim the message of everybody whose time has come; each week once."""
    claimed = sum(place.store.deliveries.claim(_message(place, *due)) for due in _due(place))
    return f"{claimed} weekly figures to send"


def _due(place: Workplace) -> list[tuple[Person, date, datetime]]:
    """Whom, the Monday of which week, and since when."""
    served = place.store.deliveries.served(KIND, place.now - 2 * _A_WEEK)
    wanted = place.store.preferences.all()
    found = list[tuple[Person, date, datetime]]()
    for person in place.store.people.all():
        wants = wanted.get(person.id, Preferences())
        on = place.now.astimezone(ZoneInfo(person.time_zone)).date()
        begins = slot_start(on, wants.at, person.time_zone)
        if (
            wants.wants(KIND)
            and begins
            and timedelta() <= place.now - begins <= LATEST
            and (person.id, slot_of(on)) not in served
            and _is_first_workday(on, person, wants)
        ):
            found.append((person, on - on.weekday() * _A_DAY, begins))
    return found


def _is_first_workday(on: date, person: Person, wants: Preferences) -> bool:
    """Monday, or the first day after it on which they work and that is no holiday."""
    monday = on - on.weekday() * _A_DAY
    week = (monday + number * _A_DAY for number in range(7))
    return next((day for day in week if is_workday(day, person.time_zone, wants.days)), None) == on


def slot_of(day: date) -> str:
    """The ISO week of a day.

    >>> slot_of(date(2026, 11, 23))
    '2026-W48'
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _message(place: Workplace, person: Person, monday: date, begins: datetime) -> Message:
    payload = {"monday": monday.isoformat()}
    key = secrets.token_hex(12)
    return Message(
        key, KIND, person.id, slot_of(monday), payload, place.now, place.now, not_after=begins + LATEST
    )
