"""The ledger of messages sent without being asked: each slot claimed once, each sending one holder's at a time.

A message goes from pending to sending, and from there to sent, unsent, back to pending, or to unknown. Whoever takes one
has it for a minute; then, or once its holder says that nobody knows how the sending ended, somebody looks for it in its
person's chat before it is sent again. See docs/delivery.md.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal, or_, select, text, update

from integrations.store.columns import Moment
from integrations.store.engine import StoreEngine
from integrations.store.loop_schema import deliveries
from integrations.store.reminders import NewReminder, insert_reminders
from integrations.store.schema import people, suggestions
from integrations.store.status import deliveries_by_state
from ml.messages import Message, NotSent, Sent

# A holder that is silent for so long has died, or will find that its turn is over.
LEASE = timedelta(seconds=60)
# Between two looks; so long after a lost answer Slack has surely shown what it took.
LOOK_AGAIN = timedelta(seconds=60)
# So often it is looked for in vain before it is sent again, and so often nobody could look before it is left alone.
MOST_LOOKS, MOST_REFUSALS = 2, 3
# Slack wants no more than one message a second in a chat.
PACE = timedelta(seconds=1)
# A message sent so far ahead of now was sent in a played time, and holds up nothing.
_AHEAD = timedelta(minutes=1)
# Who takes a message on PostgreSQL takes turns, since one in a second is a rule about several rows.
_TURN = 7_203_551
_c, _other = deliveries.c, deliveries.alias("other")
_MESSAGE = tuple(deliveries.c[name] for name in Message.__dataclass_fields__)


@dataclass(frozen=True)
class UnknownDelivery:
    """A message that stays unsent because nobody can find out whether it was sent; all plain text, for lists.

    Parameters
    ----------
    kind, person, slot
        What it was, whose (their e-mail address), and for which day or event.
    tried_at
        When its sending was first tried (UTC, ISO).
    why
        Why nobody knows.
    """

    kind: str
    person: str
    slot: str
    tried_at: str
    why: str


class Deliveries:
    """The ledger; every change is one transaction, and is made by whoever holds the message."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    # --- slots

    def claim(self, message: Message, reminders: Sequence[NewReminder] = ()) -> bool:
        """Keep a message that is to be sent, and what it names; False, and nothing kept, where its slot was claimed."""
        return self._claim({**vars(message), "payload": dict(message.payload), "state": "pending"}, reminders)

    def claim_nothing(
        self, kind: str, person_id: int, slot: str, at: datetime, *, reminders: Sequence[NewReminder] = ()
    ) -> bool:
        """Claim a slot in which there is nothing to say, with what was withheld in it; False where it was claimed."""
        told = {"kind": kind, "person_id": person_id, "slot": slot, "made_at": at, "not_before": at}
        return self._claim(
            {**told, "key": secrets.token_hex(12), "state": "nothing", "payload": {}}, reminders
        )

    def _claim(self, values: dict[str, Any], reminders: Sequence[NewReminder]) -> bool:
        slot = (_c.kind, _c.person_id, _c.slot)
        insert = self._engine.insert(deliveries).on_conflict_do_nothing(index_elements=slot).returning(_c.key)
        with self._engine.writing() as connection:
            key = connection.scalar(insert, values)
            if key is not None:
                insert_reminders(connection, key, reminders)
        return key is not None

    def served(self, kind: str, since: datetime) -> set[tuple[int, str]]:
        """Person and slot of all of a kind that were claimed since a moment, sent or not."""
        query = select(_c.person_id, _c.slot).where(_c.kind == kind, _c.made_at >= since)
        with self._engine.reading() as connection:
            return {(row.person_id, row.slot) for row in connection.execute(query)}

    # --- what is to be done

    def due(self, now: datetime) -> bool:
        """Whether any message can be sent now, is too late, or is to be looked for."""
        with self._engine.reading() as connection:
            return bool(
                connection.scalar(select(or_(exists().where(_pending(now)), exists().where(_lost(now)))))
            )

    def waiting(self, now: datetime) -> int:
        """How many messages could be sent now."""
        with self._engine.reading() as connection:
            return connection.scalar(select(func.count()).select_from(deliveries).where(_pending(now))) or 0

    def take(self, now: datetime) -> Message | None:
        """The longest waiting message, which is this process's to send until `LEASE` has passed.

        Not one of a person whom somebody is just telling, or told within `PACE`. None where there is none.
        """
        first = select(_c.key).where(_pending(now), _is_in_time(now), *_free_people(now))
        turn = {
            "first_tried_at": func.coalesce(_c.first_tried_at, literal(now, Moment)),
            "lease_until": now + LEASE,
            "looked_at": None,
            "note": "",
        }
        with self._engine.writing() as connection:
            self._wait_turn(connection)
            return self._take(connection, first.order_by(_c.not_before, _c.made_at, _c.key), turn)

    def take_lost(self, now: datetime) -> Message | None:
        """A message whose sending ended nobody knows how, to look for in its person's chat; None where there is none.

        Its sender, should it live, holds it no more.
        """
        first = select(_c.key).where(_lost(now)).order_by(_c.lease_until, _c.key)
        turn = {"lease_until": now + LOOK_AGAIN, "looked_at": now}
        with self._engine.writing() as connection:
            return self._take(connection, first, turn)

    def _wait_turn(self, connection: Connection) -> None:
        if not self._engine.sqlite:
            # A process that is frozen in here must not stop the others for good.
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = '10s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})

    def _take(
        self, connection: Connection, first: Select[tuple[str]], turn: dict[str, Any]
    ) -> Message | None:
        """Take the first of these; `attempt` says from now on who holds it."""
        first = first.limit(1)
        if not self._engine.sqlite:
            first = first.with_for_update(skip_locked=True)
        taken = update(deliveries).where(_c.key == first.scalar_subquery()).returning(*_MESSAGE)
        mine = taken.values(state="sending", attempt=_c.attempt + 1, **turn)
        row = connection.execute(mine).mappings().first()
        return Message(**row) if row else None

    def is_held(self, message: Message) -> bool:
        """Whether whoever took this message may still send it: asked in the last moment before it leaves."""
        with self._engine.reading() as connection:
            return connection.scalar(select(_c.key).where(_held(message))) is not None

    # --- how it ended; each says whether it counts

    def sent(self, message: Message, place: Sent, now: datetime) -> bool:
        """Slack has it, so that it never goes again, whoever holds it; its suggestion gets its place, for emoji."""
        told = {"state": "sent", "channel": place.channel, "ts": place.ts, "sent_at": now}
        with self._engine.writing() as connection:
            mine = update(deliveries).where(_c.key == message.key, _c.state != "sent")
            counts = connection.execute(mine.values(**told)).rowcount == 1
            if counts:
                said = update(suggestions).where(suggestions.c.id == message.key)
                connection.execute(said.values(channel=place.channel, ts=place.ts))
        return counts

    def not_sent(self, message: Message, result: NotSent, now: datetime) -> bool:
        """Slack surely does not have it: it waits again, or is left unsent for good."""
        if result.retry_after is None:
            return self._end(message, state="unsent", note=result.why)
        later = now + timedelta(seconds=result.retry_after)
        return self._end(message, state="pending", not_before=later, note=result.why)

    def unknown(self, message: Message, why: str, now: datetime) -> bool:
        """Its answer got lost: it is looked for in a while."""
        return self._end(message, lease_until=now + LOOK_AGAIN, looked_at=now, note=why)

    def missing(self, message: Message, now: datetime) -> bool:
        """It does not stand in the chat; the second time in a row it is sent again."""
        again = {"state": "pending", "not_before": now, "looks": 0, "refusals": 0}
        with self._engine.writing() as connection:
            mine = update(deliveries).where(_held(message))
            looked = connection.scalar(mine.values(looks=_c.looks + 1, refusals=0).returning(_c.looks)) or 0
            if looked >= MOST_LOOKS:
                connection.execute(mine.values(**again))
        return looked > 0

    def unreadable(self, message: Message, why: str, now: datetime) -> bool:
        """The chat could not be read: later again, ten times as late each time; the third time it is left unknown."""
        with self._engine.writing() as connection:
            mine = update(deliveries).where(_held(message))
            refused = connection.scalar(mine.values(refusals=_c.refusals + 1).returning(_c.refusals)) or 0
            later: dict[str, Any] = {"lease_until": now + LOOK_AGAIN * 10**refused}
            left = {"state": "unknown", "note": why}
            connection.execute(mine.values(**(left if refused >= MOST_REFUSALS else later)))
        return refused > 0

    def end_late(self, now: datetime) -> int:
        """Leave unsent what is too late by now; says how many."""
        late = update(deliveries).where(_c.state == "pending", _c.not_after <= now)
        with self._engine.writing() as connection:
            return connection.execute(late.values(state="unsent", note="too late")).rowcount

    def _end(self, message: Message, **values: Any) -> bool:
        with self._engine.writing() as connection:
            mine = update(deliveries).where(_held(message))
            return connection.execute(mine.values(**values)).rowcount == 1

    # --- what is known of them

    def sent_at(self, person_id: int) -> datetime | None:
        """When this person was told something last (UTC)."""
        last = select(_c.sent_at).where(_c.person_id == person_id, _c.sent_at.is_not(None))
        with self._engine.reading() as connection:
            return connection.scalar(last.order_by(_c.sent_at.desc()).limit(1))

    def unknowns(self) -> list[UnknownDelivery]:
        """The messages that stay unsent because nobody knows, the oldest first."""
        query = (
            select(_c.kind, people.c.email, _c.slot, _c.first_tried_at, _c.note)
            .join(people, people.c.id == _c.person_id)
            .where(_c.state == "unknown")
            .order_by(_c.made_at, _c.key)
        )
        with self._engine.reading() as connection:
            return [
                UnknownDelivery(kind, email, slot, tried.isoformat() if tried else "", why)
                for kind, email, slot, tried, why in connection.execute(query)
            ]

    def counts(self) -> dict[str, int]:
        """How many messages are in each state."""
        return deliveries_by_state(self._engine)


def _pending(now: datetime) -> ColumnElement[bool]:
    return (_c.state == "pending") & (_c.not_before <= now)


def _lost(now: datetime) -> ColumnElement[bool]:
    return (_c.state == "sending") & (_c.lease_until <= now)


def _is_in_time(now: datetime) -> ColumnElement[bool]:
    return or_(_c.not_after.is_(None), _c.not_after > now)


def _free_people(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whom nobody is just telling, and nobody told a moment ago."""
    theirs, other = _other.c.person_id == _c.person_id, _other.c
    telling = (other.state == "sending") & other.looked_at.is_(None) & (other.lease_until > now)
    told = (other.sent_at > now - PACE) & (other.sent_at <= now + _AHEAD)
    return ~exists().where(theirs, telling), ~exists().where(theirs, told)


def _held(message: Message) -> ColumnElement[bool]:
    return (_c.key == message.key) & (_c.attempt == message.attempt) & (_c.state == "sending")
