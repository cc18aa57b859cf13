"""What was due on each day for each rep: named to them or withheld at random, and what they did with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Executable, bindparam, exists, or_, select, update

from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.loop_schema import reminders
from integrations.store.schema import pursuits, stage_changes
from ml.funnel import FunnelState
from ml.reminding import BestTouch, DueTouch, Reminder, ReminderAnswer, ReminderOutcome, as_details

_AS_THEY_ARE = tuple(name for name in Reminder.__dataclass_fields__ if name != "touch")
_columns = reminders.c
_THIS = (
    _columns.person_id == bindparam("of_person"),
    _columns.pursuit_id == bindparam("of_pursuit"),
    _columns.on == bindparam("of_day"),
)
_ONE = select(reminders).where(*_THIS)
_OF_MESSAGE = (
    select(reminders).where(_columns.delivery_key == bindparam("key")).order_by(_columns.place, _columns.id)
)
_OF_DAY = (
    select(reminders)
    .where(_columns.person_id == bindparam("of_person"), _columns.on == bindparam("of_day"))
    .order_by(_columns.place, _columns.id)
)
_SINCE = (
    select(reminders)
    .where(_columns.person_id == bindparam("of_person"), _columns.on >= bindparam("of_day"))
    .order_by(_columns.on, _columns.place, _columns.id)
)
_FOR_LIFT = (
    select(reminders)
    .where(or_(_columns.withheld, _columns.delivery_key.is_not(None)))
    .order_by(_columns.on, _columns.id)
)
_ANSWERED = (
    select(_columns.pursuit_id, _columns.until)
    .where(_columns.person_id == bindparam("of_person"), _columns.answer.is_not(None))
    .order_by(_columns.answered_at, _columns.id)
)
_IRRELEVANT = select(_columns.pursuit_id).where(
    _columns.person_id == bindparam("of_person"),
    _columns.answer == "irrelevant",
    ~exists().where(
        stage_changes.c.pursuit_id == _columns.pursuit_id, stage_changes.c.at > _columns.answered_at
    ),
)


@dataclass(frozen=True)
class NewReminder:
    """A pursuit that is due, before it has a row; everything as in `ml.reminding.Reminder`."""

    person_id: int
    on: date
    at: datetime
    touch: DueTouch
    place: int
    withheld: bool = False
    propensity: float = 1.0


@dataclass(frozen=True)
class Answered:
    """What a rep did with a reminder.

    Parameters
    ----------
    answer, at
        What, and when (UTC).
    outcome
        How the touch ended, once it was done.
    reason
        Why it is not relevant, in the rep's words.
    until
        The day before which it is not to be named again: the end of a snooze, or the next step's day.
    """

    answer: ReminderAnswer
    at: datetime
    outcome: ReminderOutcome | None = None
    reason: str = ""
    until: date | None = None


def insert_reminders(connection: Connection, delivery_key: str | None, rows: Sequence[NewReminder]) -> None:
    """Keep what is due; what has a row of that day already stays as it was.

    Parameters
    ----------
    connection
        Within a transaction.
    delivery_key
        The message that names them; those withheld are named by none.
    rows
        What is due.
    """
    if rows:
        values = [_values(row, None if row.withheld else delivery_key) for row in rows]
        connection.execute(_insert_new(connection), values)


class Reminders:
    """One row for each person, pursuit and day."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def of_message(self, key: str) -> list[Reminder]:
        """What a message names, in its order; empty where it is no message of reminders."""
        return self._read(_OF_MESSAGE, key=key)

    def of_day(self, person_id: int, on: date) -> list[Reminder]:
        """Everything that was due for a person on a day: named, withheld, or asked for and answered."""
        return self._read(_OF_DAY, of_person=person_id, of_day=on)

    def since(self, person_id: int, day: date) -> list[Reminder]:
        """The same from a day on, the oldest first."""
        return self._read(_SINCE, of_person=person_id, of_day=day)

    def all_for_lift(self) -> list[Reminder]:
        """What was named by a message or withheld, the oldest first; not what a rep asked for by themselves."""
        return self._read(_FOR_LIFT)

    def answer(self, about: NewReminder, answered: Answered) -> bool:
        """Keep what a rep did; the last answer counts. False where it was said before.

        A pursuit that no message named that day gets its row now, without a message.
        """
        this = {
            "of_person": about.person_id,
            "of_pursuit": about.touch.pursuit_id,
            "of_day": about.on,
        }
        told = {name: value for name, value in vars(answered).items() if name != "at"}
        with self._engine.writing() as connection:
            insert_reminders(connection, None, [about])
            row = connection.execute(_ONE.with_for_update(), this).one()
            if all(getattr(row, name) == value for name, value in told.items()):
                return False
            connection.execute(
                update(reminders).where(*_THIS).values(told | {"answered_at": answered.at}), this
            )
        return True

    def open_snoozes(self, person_id: int, on: date) -> dict[int, date]:
        """Until which day pursuits are not to be named, by pursuit: as the last answer about each says."""
        with self._engine.reading() as connection:
            last = {
                row.pursuit_id: row.until for row in connection.execute(_ANSWERED, {"of_person": person_id})
            }
        return {pursuit_id: until for pursuit_id, until in last.items() if until and until > on}

    def irrelevant(self, person_id: int) -> set[int]:
        """The pursuits that this person called not relevant, and that did not move in the CRM since."""
        with self._engine.reading() as connection:
            return set(connection.scalars(_IRRELEVANT, {"of_person": person_id}))

    def still_theirs(self, person_id: int, pursuit_ids: Collection[int]) -> dict[int, FunnelState]:
        """Where those of these pursuits stand that are this person's, or nobody's."""
        own = or_(pursuits.c.owner_id == person_id, pursuits.c.owner_id.is_(None))
        query = select(pursuits.c.id, pursuits.c.state).where(pursuits.c.id.in_(pursuit_ids), own)
        with self._engine.reading() as connection:
            return {row.id: FunnelState(row.state) for row in connection.execute(query)}

    def _read(self, query: Executable, **values: object) -> list[Reminder]:
        with self._engine.reading() as connection:
            return [_reminder(row) for row in connection.execute(query, values)]


def _insert_new(connection: Connection) -> Executable:
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(reminders).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(reminders).on_conflict_do_nothing()


def _values(new: NewReminder, delivery_key: str | None) -> dict[str, object]:
    touch = new.touch
    kept = {name: getattr(new, name) for name in ("person_id", "on", "at", "place", "withheld", "propensity")}
    return kept | {
        "delivery_key": delivery_key,
        "pursuit_id": touch.pursuit_id,
        "gain": touch.gain,
        "level": touch.level,
        "why": touch.why,
        "details": dict(as_details(touch)),
        "reason": "",
    }


def _reminder(row: AnyRow) -> Reminder:
    kept = {name: getattr(row, name) for name in _AS_THEY_ARE}
    return Reminder(**kept, touch=_touch(row))


def _touch(row: AnyRow) -> DueTouch:
    details = dict(row.details)
    due = details["next_step_due"]
    details |= {
        "state": FunnelState(details["state"]),
        "next_step_due": date.fromisoformat(due) if due else None,
        "best": BestTouch(**details["best"]),
    }
    return DueTouch(row.pursuit_id, gain=row.gain, level=row.level, why=row.why, **details)
