"""Which pursuits are worth a touch today, and in which order: hard rules first, then the gain of touching now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ml.funnel import CLOSED, LOST, WON, FunnelState
from ml.reminding import BestTouch, DayList, DueReason, DueTouch, TimingLevel

# The table of days: how long to wait before the 1st, 2nd … try in a row without an answer.
CADENCE = (1, 3, 7, 14, 30)
AFTER_A_TALK = 7  # after a conversation that set no date
IN_PEACE = 30  # a cold lead needs more warming, not more calls
# First days of the bins of `ml.timing_periods.EDGES`, the last one open.
BIN_STARTS = (0, 2, 4, 8, 15, 31, 61)
NUISANCE = 2.0  # percentage points that a touch must gain at least, so that it is worth the interruption
LATER_DAYS = 7  # a touch now is compared with one at least so much later
MOST_DOUBLED = 4  # so often reminders in vain double the nuisance and the rest between them
WAITING_COSTS = 0.005  # a response is worth so much less for each day that it comes later
_ORDER: dict[DueReason, int] = {"promise": 0, "look_again": 1, "gain": 2, "overdue": 2, "other_service": 4}
_STALE = 3


@dataclass(frozen=True)
class ContactRules:
    """When a pursuit is left in peace, whatever a touch might gain.

    Parameters
    ----------
    most_unanswered
        So many tries in a row without an answer are enough.
    gap_days
        At least so many days lie between two touches, unless a promise is due.
    promise_days
        A promise that was forgotten for longer is none any more.
    fresh_days
        So long those that left for a while come before the others, once their day has come.
    client_days
        So long after the last touch a client is asked about another service.
    test_days
        So long a pursuit rests whose reminder was withheld: its outcome is measured within them.
    """

    most_unanswered: int = 6
    gap_days: int = 2
    promise_days: int = 60
    fresh_days: int = 30
    client_days: int = 60
    test_days: int = 7


@dataclass(frozen=True)
class Reminded:
    """What became of a pursuit's reminders since its last touch.

    Parameters
    ----------
    times, last_on
        How often it was shown, and when last.
    done_on
        When the rep said that it was done; the touch itself may not be recorded yet.
    withheld_on
        When it was withheld at random last.
    """

    times: int = 0
    last_on: date | None = None
    done_on: date | None = None
    withheld_on: date | None = None


@dataclass(frozen=True)
class Candidate:
    """A pursuit that may be worth a touch.

    Parameters
    ----------
    pursuit_id, company, service, state
        Which, and where it stands.
    chances
        The chance that a touch is answered, by bin of days since the last one.
    level
        From what they are told.
    silent_days
        Days since the last touch, or since it came in where nobody was in touch; None where neither is known.
    touched
        Whether anybody was ever in touch.
    unanswered
        Tries in a row without an answer.
    next_step, next_step_due
        The agreed step that nobody has kept yet.
    look_again_on, left_because
        Of one that left for a while.
    other_service
        Of a client: what else could be offered; '' for nothing.
    quote, contact, contact_role
        What the target said last, whom to call, and their role.
    opted_out, holiday, irrelevant, snoozed
        Whether they do not want to hear from us, have a public holiday, were called not relevant, or sleep.
    reminded
        What became of earlier reminders.
    best
        The best next touch.
    company_id
        The company's id.
    """

    pursuit_id: int
    company: str
    service: str
    state: FunnelState
    chances: Sequence[float]
    company_id: int = 0
    level: TimingLevel = "cadence"
    silent_days: int | None = None
    touched: bool = True
    unanswered: int = 0
    next_step: str = ""
    next_step_due: date | None = None
    look_again_on: date | None = None
    left_because: str = ""
    other_service: str = ""
    quote: str = ""
    contact: str = ""
    contact_role: str = ""
    opted_out: bool = False
    holiday: bool = False
    irrelevant: bool = False
    snoozed: bool = False
    reminded: Reminded = field(default_factory=Reminded)
    best: BestTouch = field(default_factory=BestTouch)

    @property
    def is_open(self) -> bool:
        """Whether it is being pursued now."""
        return self.state not in CLOSED


@dataclass(frozen=True)
class Due:
    """A candidate that is due: why, what a touch now gains (percentage points), its chance and the best later one.

    What is not `pressing` comes after open pursuits, by its gain.
    """

    candidate: Candidate
    reason: DueReason
    gain: float
    chance: float
    later: float
    pressing: bool = True

    @property
    def place(self) -> tuple[float, ...]:
        """Sorts the most pressing first: the oldest promise, the oldest date, the highest gain."""
        one = self.candidate
        since = {"promise": one.next_step_due, "look_again": one.look_again_on}.get(self.reason)
        day = since.toordinal() if since and self.pressing else 0
        group = _ORDER[self.reason] if self.pressing else _STALE
        return (group, day, -self.gain, -self.chance, one.pursuit_id)


def due_today(
    candidates: Iterable[Candidate],
    on: date,
    *,
    nuisance: float = NUISANCE,
    rules: ContactRules | None = None,
) -> list[Due]:
    """The candidates that are worth a touch on this day, the most pressing first.

    Parameters
    ----------
    candidates
        Pursuits of one rep.
    on
        The day by the rep's calendar.
    nuisance
        Percentage points that a touch must gain to be worth an interruption; doubled by each reminder that was
        shown and not answered.
    rules
        When a pursuit is left in peace.
    """
    rules = rules or ContactRules()
    told = (_due(one, on, nuisance, rules) for one in candidates if not _left_in_peace(one, on, rules))
    return sorted((due for due in told if due is not None), key=lambda due: due.place)


def wait_of(unanswered: int, *, talked: bool = False, cold: bool = False) -> int:
    """Days to wait by the table of days: after so many tries without an answer, after a talk, with a cold lead.

    >>> [wait_of(tries) for tries in (0, 1, 9)], wait_of(0, talked=True), wait_of(1, cold=True)
    ([1, 3, 30], 7, 30)
    """
    wait = AFTER_A_TALK if talked and not unanswered else CADENCE[min(max(unanswered, 0), len(CADENCE) - 1)]
    return max(wait, IN_PEACE) if cold else wait


def bin_of_days(days: float) -> int:
    """The bin of so many days since the last touch.

    >>> [bin_of_days(days) for days in (0, 7, 8, 1000)]
    [0, 2, 3, 6]
    """
    return sum(days >= start for start in BIN_STARTS[1:])


def draw(person_id: int, pursuit_id: int, on: date) -> float:
    """A number from 0 to 1 that is always the same for a person, a pursuit and a day.

    >>> 0 <= draw(1, 2, date(2026, 11, 23)) < 1
    True
    """
    digest = hashlib.blake2b(f"{person_id}/{pursuit_id}/{on.isoformat()}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def part(due: Sequence[DueTouch], budget: int, share: float, drawn: Callable[[int], float]) -> DayList:
    """What is shown and what is withheld: down the list, each is withheld by its draw until enough are shown.

    Parameters
    ----------
    due
        The most pressing first.
    budget
        How many are shown at most.
    share
        The chance that one is withheld; 0 where the control group is off.
    drawn
        The draw, 0 to 1, of a pursuit.
    """
    shown, withheld = list[DueTouch](), list[DueTouch]()
    for touch in due:
        if len(shown) >= budget:
            break
        (withheld if drawn(touch.pursuit_id) < share else shown).append(touch)
    return DayList(tuple(shown), tuple(withheld), propensity=1.0 - share)


def _left_in_peace(one: Candidate, on: date, rules: ContactRules) -> bool:
    if one.opted_out or one.holiday or one.irrelevant or one.snoozed:
        return True
    if one.state is LOST and not _comes_back(one, on):
        return True
    tested = one.reminded.withheld_on
    if tested is not None and on < tested + timedelta(days=rules.test_days):
        return True
    promised = _promise_is_due(one, on, rules)
    done = one.reminded.done_on
    if done is not None and (on - done).days < (1 if promised else rules.gap_days):
        return True
    return _was_just_shown(one.reminded, on, promised=promised)


def _was_just_shown(reminded: Reminded, on: date, *, promised: bool) -> bool:
    """One that is shown again and again without a word from the rep comes ever more seldom."""
    if reminded.last_on is None or not reminded.times:
        return False
    rest = 2 ** min(reminded.times - promised, MOST_DOUBLED)
    return on < reminded.last_on + timedelta(days=rest)


def _promise_is_due(one: Candidate, on: date, rules: ContactRules) -> bool:
    due = one.next_step_due
    return due is not None and timedelta() <= on - due <= timedelta(days=rules.promise_days)


def _comes_back(one: Candidate, on: date) -> bool:
    return one.look_again_on is not None and one.look_again_on <= on


def _due(one: Candidate, on: date, nuisance: float, rules: ContactRules) -> Due | None:
    silent = one.silent_days if one.silent_days is not None else BIN_STARTS[-1]
    chance, later = one.chances[bin_of_days(silent)], _best_later(one.chances, silent)
    told = Due(
        one,
        "gain",
        100 * (chance - later) - nuisance * 2 ** min(one.reminded.times, MOST_DOUBLED),
        chance,
        later,
    )
    if one.state is WON:
        asks = one.other_service and silent >= rules.client_days
        return replace(told, reason="other_service") if asks else None
    if _promise_is_due(one, on, rules):
        return replace(told, reason="promise")
    if one.state is LOST:
        fresh = one.look_again_on is not None and (on - one.look_again_on).days <= rules.fresh_days
        return replace(told, reason="look_again", pressing=fresh)
    waits = one.next_step_due is not None and one.next_step_due > on
    if waits or one.unanswered >= rules.most_unanswered or (one.touched and silent < rules.gap_days):
        return None
    return _by_table(told, silent) if one.level == "cadence" else _by_chance(told, silent)


def _best_later(chances: Sequence[float], silent: float) -> float:
    """The best chance of a touch at least `LATER_DAYS` from now, less what the wait costs."""
    ends = (*BIN_STARTS[1:], float("inf"))
    later = silent + LATER_DAYS
    return max(
        chance * float((1 - WAITING_COSTS) ** (max(start, later) - silent))
        for start, end, chance in zip(BIN_STARTS, ends, chances, strict=True)
        if later < end
    )


def _wait(one: Candidate) -> int:
    return wait_of(one.unanswered, talked=one.touched, cold=one.state is FunnelState.COLD_LEAD)


def _by_table(told: Due, silent: int) -> Due | None:
    """Without rates, the table of days says what is due: the gain grows with the days past its day."""
    wait = _wait(told.candidate)
    past = silent - wait
    if past < 0:
        return None
    nuisance = 100 * (told.chance - told.later) - told.gain
    gain = 100 * told.chance * min(1.0, (past + 1) / (wait + 1)) - nuisance
    return replace(told, reason="overdue", gain=gain)


def _by_chance(told: Due, silent: int) -> Due | None:
    """Where a touch now gains enough; else one that the table of days calls overdue, unless waiting is better."""
    if told.gain > 0:
        return told
    better_later = told.later > told.chance
    overdue = silent >= _wait(told.candidate) and not better_later
    return replace(told, reason="overdue") if overdue else None
