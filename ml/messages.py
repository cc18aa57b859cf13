"""Frozen values of what is sent without being asked: a message of the ledger, how its sending ended, what people want."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Literal

MessageKind = Literal["reminder", "recap", "hot", "promise", "weekly", "approval", "alarm", "feedback"]
# The kinds that each person switches on and off; approvals and alarms go to managers in any case,
# what people say about the assistant into a channel.
SWITCHES: tuple[MessageKind, ...] = ("recap", "hot", "promise", "weekly")


@dataclass(frozen=True)
class Message:
    """One message of the ledger: whom it is for, which slot it fills, what it is made from.

    Parameters
    ----------
    key
        Unguessable; travels in the message's metadata, and is the id of its suggestion.
    kind, person_id, slot
        What, for whom, and for which day or event; the three together happen once.
    payload
        What its card is made from: ids and plain values, JSON-ready.
    made_at, not_before
        When it was claimed, and from when on it may be sent (UTC).
    not_after
        Later than this it is not sent any more; None: whenever it can be.
    attempt
        How often its sending was tried, this time included.
    first_tried_at
        When it was first tried (UTC): its conversation is read from a little before.
    """

    key: str
    kind: MessageKind
    person_id: int
    slot: str
    payload: Mapping[str, Any]
    made_at: datetime
    not_before: datetime
    not_after: datetime | None = None
    attempt: int = 0
    first_tried_at: datetime | None = None


@dataclass(frozen=True)
class Sent:
    """Slack has it: in which conversation, under which timestamp."""

    channel: str
    ts: str


@dataclass(frozen=True)
class NotSent:
    """Slack surely does not have it: why, and after how many seconds it may be tried again; None: never."""

    why: str
    retry_after: float | None = None


@dataclass(frozen=True)
class Unknown:
    """Nobody knows whether Slack has it: the connection ended before its answer."""

    why: str


SendResult = Sent | NotSent | Unknown


@dataclass(frozen=True)
class Preferences:
    """When and what a person wants to be told.

    Parameters
    ----------
    reminders
        Whether the daily message comes at all.
    at
        When, by the person's own clock.
    days
        On which ISO weekdays, 1 = Monday; public holidays of the zone's country are left out besides.
    budget
        How many pursuits a message names at most.
    switches
        Which other messages are wanted, by `SWITCHES`; one that is not named is wanted.
    """

    reminders: bool = True
    at: time = time(9)
    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    budget: int = 3
    switches: Mapping[str, bool] = field(default_factory=dict)

    def wants(self, kind: MessageKind) -> bool:
        """Whether this person wants messages of this kind.

        >>> Preferences(switches={"hot": False}).wants("hot"), Preferences().wants("weekly")
        (False, True)
        """
        return self.switches.get(kind, True) if kind in SWITCHES else kind != "reminder" or self.reminders
