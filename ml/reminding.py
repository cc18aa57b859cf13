"""Frozen values of retargeting: a pursuit that is due for a touch, why, what a touch may gain, when it is best done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from ml.funnel import FunnelState

# From what the timing is told: a table of days, shrunken rates, or the hazard model.
TimingLevel = Literal["cadence", "rates", "hazard"]
# Why a pursuit is due, the most pressing first.
DueReason = Literal["promise", "look_again", "overdue", "gain", "other_service"]
ReminderAnswer = Literal["done", "snoozed", "irrelevant"]
ReminderOutcome = Literal["agreed", "disagreed", "open", "no_answer"]


@dataclass(frozen=True)
class BestTouch:
    """The best next touch, with the counts behind it; nothing is claimed where they are too few.

    Parameters
    ----------
    weekday
        ISO weekday, 1 = Monday; None where no day is surely better than the others.
    from_hour, to_hour
        The hour block by the contact's clock; None where none is surely better.
    answered, tried
        How many touches of this block and their answers, of this pursuit's company or segment.
    team_rate
        Share answered over all the team's touches; None before the first.
    """

    weekday: int | None = None
    from_hour: int | None = None
    to_hour: int | None = None
    answered: int = 0
    tried: int = 0
    team_rate: float | None = None

    @property
    def known(self) -> bool:
        """Whether anything can be told."""
        return self.weekday is not None or self.from_hour is not None


@dataclass(frozen=True)
class DueTouch:
    """A pursuit that is worth a touch now.

    Parameters
    ----------
    pursuit_id, company, service, state
        Which pursuit, and where it stands.
    reason
        The kind of reason why now.
    why
        The reason in a rep's words, one sentence part, such as “quotation is 9 days overdue”.
    gain
        Expected percentage points: the chance of a positive response to a touch now, less that of the best later
        bin and a nuisance cost.
    chance
        The chance (0 to 1) of a positive response to a touch now.
    level
        From what the timing was told.
    silent_days
        Days since the last touch; None where there was none.
    next_step, next_step_due
        The last agreed step, where one was agreed.
    opener
        One line to open with; '' where nothing is known to open with.
    contact
        Whom to call: the name; '' where nobody is known.
    best
        The best next touch.
    """

    pursuit_id: int
    company: str
    service: str
    state: FunnelState
    reason: DueReason
    why: str
    gain: float
    chance: float
    level: TimingLevel
    silent_days: int | None = None
    next_step: str = ""
    next_step_due: date | None = None
    opener: str = ""
    contact: str = ""
    best: BestTouch = field(default_factory=BestTouch)


@dataclass(frozen=True)
class DayList:
    """What is due for one rep on one day.

    Parameters
    ----------
    due
        What the message names, the most pressing first, at most the rep's budget.
    withheld
        What was withheld at random to measure the effect of reminders; empty where the control group is off.
    propensity
        The chance that one was shown; 1 where the control group is off.
    open_pursuits
        Of how many open pursuits these were chosen.
    level
        From what the timing was told; the least of those used.
    answers
        How many positive responses the timing rests on.
    """

    due: tuple[DueTouch, ...]
    withheld: tuple[DueTouch, ...] = ()
    propensity: float = 1.0
    open_pursuits: int = 0
    level: TimingLevel = "cadence"
    answers: int = 0


@dataclass(frozen=True)
class Reminder:
    """One row of the reminders' table.

    Parameters
    ----------
    id
        Its number; travels in the buttons' values.
    person_id, on, at
        Whose, the local day, and when it was made (UTC).
    touch
        What was due.
    place
        Its place in the message, 1 = first.
    delivery_key
        The message that named it; None where it was withheld.
    withheld, propensity
        Whether it was withheld, and the chance of what was done with it.
    answer, outcome, reason, until, answered_at
        What the rep did with it, as far as known; `until` is the end of a snooze.
    """

    id: int
    person_id: int
    on: date
    at: datetime
    touch: DueTouch
    place: int
    delivery_key: str | None = None
    withheld: bool = False
    propensity: float = 1.0
    answer: ReminderAnswer | None = None
    outcome: ReminderOutcome | None = None
    reason: str = ""
    until: date | None = None
    answered_at: datetime | None = None


def as_details(touch: DueTouch) -> Mapping[str, object]:
    """What the store keeps of a due touch beside its own columns, JSON-ready."""
    due = touch.next_step_due
    return {
        "company": touch.company,
        "service": touch.service,
        "state": touch.state.value,
        "reason": touch.reason,
        "chance": touch.chance,
        "silent_days": touch.silent_days,
        "next_step": touch.next_step,
        "next_step_due": due.isoformat() if due else None,
        "opener": touch.opener,
        "contact": touch.contact,
        "best": vars(touch.best),
    }
