"""Counting one target's history: appointments, cold contacts, activities and sales, each on its day and for its owner.

A target is a pursuit, or a company or contact that is no pursuit yet. Its touches are parted into sales cycles: a cycle
begins where the one before it was lost, after a win with the entry of its own round, and ends on the day of its close.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from ml.sales_metrics import (
    ACTIVITY,
    APPOINTMENT,
    CANCELLED,
    COHORT_APPOINTMENT,
    COHORT_SALE,
    COLD_CONTACT,
    MET,
    SALE,
    SALE_CONTACTS,
    SALE_MET,
    SALE_TOUCHES,
    TOUCH_CHANNELS,
    Definitions,
)

# Held, or not held: of these it is recorded whether they took place.
_MEETINGS = frozenset({"meeting", "visit"})
_TOUCHES = frozenset(TOUCH_CHANNELS)
_A_DAY = timedelta(days=1)
Key = tuple[date, int, str]


class ToldTouch(NamedTuple):
    """A touch as far as it is counted; moments in UTC, `person_id` who made it, 0 for nobody of the team."""

    at: datetime
    channel: str
    outbound: bool
    answered: bool | None
    person_id: int
    contact_id: int | None
    booked_at: datetime | None
    cancelled: bool | None

    @property
    def is_answer(self) -> bool:
        """Whether the target answered, or came by itself."""
        return self.channel in _TOUCHES and (not self.outbound or bool(self.answered))

    @property
    def happened(self) -> bool:
        """Whether it took place: not a meeting that was cancelled or to which nobody came."""
        return not self.cancelled and (self.channel not in _MEETINGS or self.answered is not False)


@dataclass(frozen=True)
class ToldRound:
    """A round as far as it is counted.

    Parameters
    ----------
    owner_id
        Who owned it; 0 for nobody of the team.
    entered_at, closed_at, outcome
        As the store keeps them.
    prospect_at
        When it first entered PROSPECT.
    reopened
        When it was closed, whether it was lost then, and when it was opened again; in order.
    """

    owner_id: int = 0
    entered_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    prospect_at: datetime | None = None
    reopened: Sequence[tuple[datetime, bool, datetime]] = ()


@dataclass
class Counting:
    """The tallies being made: how many, and the sum of days, by day of the zone, owner and kind.

    Parameters
    ----------
    zone, now
        Whose days they are, and the moment after which nothing is counted.
    definitions
        What counts.
    """

    zone: tzinfo
    now: datetime
    definitions: Definitions = field(default_factory=Definitions)
    tallies: dict[Key, tuple[int, float]] = field(default_factory=dict)

    def day(self, at: datetime) -> date:
        """The day of a moment in the zone."""
        return at.astimezone(self.zone).date()

    def add(self, at: datetime, owner_id: int, kind: str, number: int = 1, *, days: float = 0.0) -> None:
        """Count something that happened at a moment; what lies in the future is not counted yet."""
        if at <= self.now:
            key = (self.day(at), owner_id, kind)
            before = self.tallies.get(key, (0, 0.0))
            self.tallies[key] = (before[0] + number, before[1] + days)

    def add_activity(self, touch: ToldTouch, owner_id: int) -> None:
        """Count an outbound touch of the channels that count; a note about a call adds none."""
        if touch.outbound and touch.channel in self.definitions.activities and touch.happened:
            self.add(touch.at, touch.person_id or owner_id, ACTIVITY + touch.channel)


@dataclass
class _Cycle:
    """A cycle's round, its days, and what its touches were."""

    round: ToldRound
    first_day: date
    last_day: date
    first: ToldTouch | None = None
    cold: tuple[datetime, int] | None = None
    touches: int = 0
    contacts: set[int | None] = field(default_factory=set)


def tally_target(
    rounds: Iterable[ToldRound], touches: Iterable[ToldTouch], counting: Counting
) -> list[tuple[ToldRound, float]]:
    """Count everything of one target; a target without rounds is in its first cycle.

    Parameters
    ----------
    rounds
        The rounds of a pursuit.
    touches
        Its touches, notes and inbound ones included.
    counting
        What is added to.

    Returns
    -------
    list of pairs
        The rounds that are sales, each with the days since its first contact.
    """
    ordered = sorted(rounds, key=_beginning) or [ToldRound()]
    told = sorted(touches, key=lambda touch: touch.at)
    cycles = _cycles(ordered, counting)
    answered_at = next((touch.at for touch in told if touch.is_answer), None)
    meetings: list[tuple[_Cycle, ToldTouch]] = []
    for touch in told:
        cycle, owner = _cycle_of(touch, cycles, counting)
        counting.add_activity(touch, owner)
        if (
            cycle
            and touch.outbound
            and touch.channel in _TOUCHES
            and touch.happened
            and touch.at <= counting.now
        ):
            cycle.first = cycle.first or touch
            cycle.touches += 1
            cycle.contacts.add(touch.contact_id)
        if cycle and touch.channel == "meeting":
            meetings.append((cycle, touch))
    for cycle in cycles:
        _count_cold_contact(cycle, answered_at, counting)
    sales = list[tuple[ToldRound, float]]()
    for one in ordered:
        mine = [(cycle, touch) for cycle, touch in meetings if cycle.round is one]
        _count_appointment(one, mine, cycles, counting)
        last = next(cycle for cycle in reversed(cycles) if cycle.round is one)
        days = _count_sale(last, [touch for _, touch in mine], counting)
        sales += [] if days is None else [(one, days)]
    return sales


def _beginning(one: ToldRound) -> tuple[bool, float]:
    return one.entered_at is not None, one.entered_at.timestamp() if one.entered_at else 0.0


def _cycles(rounds: Sequence[ToldRound], counting: Counting) -> list[_Cycle]:
    """The cycles of a pursuit in order: one for each round, and one more for each time it was opened again."""
    cycles = list[_Cycle]()
    begins = date.min
    for place, one in enumerate(rounds):
        if place:
            entered = counting.day(one.entered_at) if one.entered_at else date.min
            before = rounds[place - 1]
            lost = before.outcome == "lost" and before.closed_at is not None
            begins = min(entered, cycles[-1].last_day + _A_DAY) if lost else entered
        for closed_at, was_lost, opened_at in one.reopened:
            cycles.append(_Cycle(one, begins, counting.day(closed_at)))
            begins = counting.day(closed_at) + _A_DAY if was_lost else counting.day(opened_at)
        ends = counting.day(one.closed_at) if one.closed_at and one.outcome else date.max
        cycles.append(_Cycle(one, begins, ends))
    return cycles


def _cycle_of(touch: ToldTouch, cycles: Sequence[_Cycle], counting: Counting) -> tuple[_Cycle | None, int]:
    """The cycle a touch belongs to, the latest that had begun and not ended, and who owned the pursuit then."""
    if len(cycles) == 1 and cycles[0].last_day == date.max:
        return cycles[0], cycles[0].round.owner_id
    # a meeting belongs to the cycle in which it was booked
    day = counting.day(touch.booked_at or touch.at)
    begun = [cycle for cycle in cycles if cycle.first_day <= day] or cycles[:1]
    cycle = next((one for one in reversed(begun) if day <= one.last_day), None)
    return cycle, (cycle or begun[-1]).round.owner_id


def _count_cold_contact(cycle: _Cycle, answered_at: datetime | None, counting: Counting) -> None:
    first = cycle.first
    if first is None:
        return
    unanswered = answered_at is None or answered_at >= first.at
    if unanswered or counting.definitions.cold_contact == "every_cycle":
        cycle.cold = (first.at, first.person_id or cycle.round.owner_id)
        counting.add(*cycle.cold, COLD_CONTACT)


def _count_appointment(
    one: ToldRound, meetings: Sequence[tuple[_Cycle, ToldTouch]], cycles: Sequence[_Cycle], counting: Counting
) -> None:
    """A round's first booked meeting, once, however often it is moved; else its entry into PROSPECT."""
    by = counting.definitions.appointment
    if meetings and by != "prospect":
        cycle, first = min(meetings, key=lambda pair: pair[1].booked_at or pair[1].at)
        at, owner = first.booked_at or first.at, first.person_id or one.owner_id
        _count_what_became(at, owner, [touch for _, touch in meetings], counting)
    elif one.prospect_at and by != "meeting":
        at, owner = one.prospect_at, one.owner_id
        day = counting.day(at)
        mine = [cycle for cycle in cycles if cycle.round is one]
        cycle = next((cycle for cycle in mine if day <= cycle.last_day), mine[-1])
    else:
        return
    counting.add(at, owner, APPOINTMENT)
    if cycle.cold and at <= counting.now:
        counting.add(*cycle.cold, COHORT_APPOINTMENT)


def _count_what_became(at: datetime, owner: int, meetings: Sequence[ToldTouch], counting: Counting) -> None:
    """Cancelled for good, on the day of the booking; or met, on the day on which it took place."""
    if all(touch.cancelled for touch in meetings):
        counting.add(at, owner, CANCELLED)
    held = _held(meetings, counting)
    if held:
        counting.add(held[0].at, held[0].person_id or owner, MET)


def _held(meetings: Sequence[ToldTouch], counting: Counting) -> list[ToldTouch]:
    """Those that took place until now, the earliest first."""
    held = (touch for touch in meetings if touch.happened and touch.at <= counting.now)
    return sorted(held, key=lambda touch: touch.at)


def _count_sale(cycle: _Cycle, meetings: Sequence[ToldTouch], counting: Counting) -> float | None:
    """A round that was won, on the day of its close, with the days since the first contact of its cycle.

    Gives these days; None of a round that is no sale.
    """
    one = cycle.round
    if one.outcome != "won" or one.closed_at is None:
        return None
    began = cycle.first.at if cycle.first else one.entered_at or one.closed_at
    days = max(0.0, (one.closed_at - began) / _A_DAY)
    counting.add(one.closed_at, one.owner_id, SALE, days=days)
    if _held(meetings, counting):
        counting.add(one.closed_at, one.owner_id, SALE_MET)
    if cycle.touches:
        known = len(cycle.contacts - {None})
        counting.add(one.closed_at, one.owner_id, SALE_TOUCHES, cycle.touches)
        counting.add(one.closed_at, one.owner_id, SALE_CONTACTS, known or 1)
    if cycle.cold and one.closed_at <= counting.now:
        counting.add(*cycle.cold, COHORT_SALE, days=days)
    return days
