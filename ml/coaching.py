"""Coaching: how often a rep makes each move, what followed, and what changed; nothing is said of too few conversations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ml.cuss import MOVES
from ml.sales_periods import Period, month_of
from ml.timing_intervals import difference, wilson

PICTURE_DAYS, LISTEN_DAYS = 90, 60
# Below so many conversations nothing is said.
FEWEST = 20
# Five things are compared with what followed: a difference is told that holds at 99 %, so that of all five together
# chance alone shows one in 1 of 20 times at most.
_Z99 = 2.5758293035489004
TEAM, NOBODY = -1, 0
DATED = "dated"
KEYS = (*(str(move) for move in MOVES), DATED)
# What is counted of conversations; those of the last `PICTURE_DAYS` under the same names with `LATELY` before them.
LATELY = "lately_"
TALKS, MADE, REP_SHARE = "talks", "made", "rep_share"
LED_ON, LED_ON_WITH, LED_ON_WITHOUT = "led_on", "led_on_with", "led_on_without"
OVERDUE = "overdue"
# Shares of the talk are added up in thousandths.
THOUSAND = 1000

# (what, key) -> (how many, of how many), of one person or the team in one window.
Counts = Mapping[tuple[str, str], tuple[int, int]]
# The same by month and owner, as it is kept; and by owner, month and what stands before the names of the window.
Tallies = Mapping[tuple[date, int, str, str], tuple[int, int]]
Windows = Mapping[tuple[int, date, str], Counts]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many.

    >>> share = Share(14, 40)
    >>> share.value, [round(end, 2) for end in share.interval], share.is_enough
    (0.35, [0.22, 0.5], True)
    """

    number: int = 0
    of: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to say anything."""
        return self.of >= FEWEST

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing."""
        return self.number / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share lies with 95 %: Wilson's score interval (1927)."""
        return wilson(self.number, self.of)

    def is_apart_from(self, other: Share) -> bool:
        """Whether both are of enough and their intervals do not meet; stricter than a test at 95 %, as many are looked at.

        >>> Share(30, 40).is_apart_from(Share(10, 40)), Share(9, 10).is_apart_from(Share(1, 10))
        (True, False)
        """
        (low, high), (other_low, other_high) = self.interval, other.interval
        return self.is_enough and other.is_enough and (low > other_high or other_low > high)


@dataclass(frozen=True, slots=True)
class Change:
    """In how many conversations something was done in one month, and in the month before; the two differ clearly."""

    key: str
    before: Share
    now: Share


@dataclass(frozen=True, slots=True)
class Followed:
    """Conversations that led on: of those in which something was done, and of the others."""

    key: str
    with_it: Share
    without: Share

    @property
    def is_enough(self) -> bool:
        """Whether both sides have enough conversations."""
        return self.with_it.is_enough and self.without.is_enough

    @property
    def sign(self) -> int:
        """1 where more led on with it, −1 where fewer did, 0 where the difference is not clear.

        The difference has to be apart from none at 99 % (Newcombe, 1998, method 10).

        >>> Followed("setting", Share(66, 160), Share(40, 240)).sign, Followed("setting", Share(3, 4), Share(1, 9)).sign
        (1, 0)
        """
        if not self.is_enough:
            return 0
        made, not_made = self.with_it, self.without
        low, high = difference((made.number, made.of), (not_made.number, not_made.of), _Z99)
        return (low > 0) - (high < 0)


@dataclass(frozen=True)
class RepCoaching:
    """What is shown of one person, or of the team.

    Parameters
    ----------
    owner_id, name, former
        Whose it is, and whether they left the team; `TEAM` for the team, `NOBODY` for who never was of it.
    talks
        Conversations of substance in the last `PICTURE_DAYS` days.
    made
        In how many of them each of `KEYS` was done.
    rep_share, rep_share_of
        The seller's share of the talk, mean of so many conversations in which it was measured; None without any.
    led_on
        Conversations after which the pursuit took its next step, of those whose 30 days are over.
    changes
        What differs clearly between the last whole month and the one before it.
    comparable
        Whether both months have enough conversations to compare.
    overdue
        How many promises are overdue.
    """

    owner_id: int
    name: str
    former: bool = False
    talks: int = 0
    made: Mapping[str, Share] = field(default_factory=dict)
    rep_share: float | None = None
    rep_share_of: int = 0
    led_on: Share = Share()
    changes: Sequence[Change] = ()
    comparable: bool = False
    overdue: int = 0

    def share(self, key: str) -> Share:
        """In how many conversations this was done."""
        return self.made.get(key, Share())


@dataclass(frozen=True, slots=True)
class CallWorthHearing:
    """A call that teaches something, and why."""

    touch_id: int
    pursuit_id: int
    owner_id: int
    company: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class OverduePromise:
    """An agreed next step whose day is past."""

    pursuit_id: int
    owner_id: int
    company: str
    words: str
    due_on: date


@dataclass(frozen=True)
class CoachingPage:
    """What the coaching view shows.

    Parameters
    ----------
    reps
        Whoever the viewer may see, by name.
    team
        The same of everybody together.
    followed
        For each of `KEYS`, what followed with it and without it, of the team.
    calls, promises
        Calls worth listening to, the most instructive first; overdue promises, the oldest first, three a person.
    on, counted_at
        The day up to which was counted, and when; None before anything was.
    today
        The day on which it is read.
    zone
        The zone whose days these are.
    """

    reps: Sequence[RepCoaching] = ()
    team: RepCoaching = RepCoaching(TEAM, "The team")
    followed: Sequence[Followed] = ()
    calls: Sequence[CallWorthHearing] = ()
    promises: Sequence[OverduePromise] = ()
    on: date | None = None
    today: date | None = None
    counted_at: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Window:
    """Days whose conversations are counted together: under which month, with what before their names."""

    month: date
    period: Period
    before: str = ""


def windows(on: date) -> tuple[Window, ...]:
    """What is counted on a day: this month so far, the two before it, and the last `PICTURE_DAYS` days.

    >>> [(window.before, window.period.label) for window in windows(date(2026, 11, 23))]
    [('', 'November 2026 so far'), ('', 'October 2026'), ('', 'September 2026'), ('lately_', '26 Aug – 23 Nov 2026')]
    """
    this = month_of(on)
    months = (this.until(on), this.before, this.before.before)
    picture = Period(on - timedelta(days=PICTURE_DAYS - 1), on)
    return (*(Window(one.first, one) for one in months), Window(this.first, picture, LATELY))


def by_window(tallies: Tallies) -> Windows:
    """The counts of each owner in each window."""
    found = defaultdict[tuple[int, date, str], dict[tuple[str, str], tuple[int, int]]](dict)
    for (month, owner_id, what, key), told in tallies.items():
        before = LATELY if what.startswith(LATELY) else ""
        found[owner_id, month, before][what.removeprefix(before), key] = told
    return found


def rep_coaching(rep: RepCoaching, counted: Windows, on: date) -> RepCoaching:
    """A person with what was counted of their conversations up to a day."""
    _, last, earlier, picture = (
        counted.get((rep.owner_id, one.month, one.before), {}) for one in windows(on)
    )
    spoken, measured = picture.get((REP_SHARE, ""), (0, 0))
    return replace(
        rep,
        talks=picture.get((TALKS, ""), (0, 0))[0],
        made={key: _share(picture, MADE, key) for key in KEYS},
        rep_share=spoken / measured / THOUSAND if measured else None,
        rep_share_of=measured,
        led_on=_share(picture, LED_ON),
        changes=tuple(_changes(last, earlier)),
        overdue=picture.get((OVERDUE, ""), (0, 0))[0],
        comparable=min(one.get((TALKS, ""), (0, 0))[0] for one in (last, earlier)) >= FEWEST,
    )


def overdue_tallies(owner_ids: Iterable[int], on: date) -> Tallies:
    """How many promises are overdue on a day, by owner and for the team, from the owner of each.

    >>> list(overdue_tallies([7, 7], date(2026, 11, 23)).values())
    [(2, 2), (2, 2)]
    """
    counted = Counter(owner_ids)
    team = {TEAM: counted.total()} if counted else {}
    picture = windows(on)[-1]
    return {
        (picture.month, owner_id, f"{picture.before}{OVERDUE}", ""): (number, number)
        for owner_id, number in (counted | team).items()
    }


def followed(counted: Windows, on: date) -> tuple[Followed, ...]:
    """What followed with each of `KEYS` and without it, of the team."""
    picture = windows(on)[-1]
    counts = counted.get((TEAM, picture.month, picture.before), {})
    return tuple(
        Followed(key, _share(counts, LED_ON_WITH, key), _share(counts, LED_ON_WITHOUT, key)) for key in KEYS
    )


def _changes(now: Counts, before: Counts) -> Iterator[Change]:
    for key in KEYS:
        change = Change(key, _share(before, MADE, key), _share(now, MADE, key))
        if change.now.is_apart_from(change.before):
            yield change


def _share(counts: Counts, what: str, key: str = "") -> Share:
    return Share(*counts.get((what, key), (0, 0)))
