"""What a user test measures: how long a call is prepared, how many answers were rated and found useful. Counting only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import quantiles

# What somebody looks up of one pursuit before they talk to it.
LOOK_UPS = ("lead", "brief", "recap", "pitch")
# A call that comes later than this was not what the look-up was for.
WITHIN = timedelta(hours=4)
# Nothing is told of fewer.
FEWEST = 5


@dataclass(frozen=True)
class Moment:
    """When somebody looked a pursuit up, or called or met it.

    Parameters
    ----------
    person_id, pursuit_id
        Who, and which.
    at
        When (UTC).
    """

    person_id: int
    pursuit_id: int
    at: datetime


@dataclass(frozen=True)
class Preparation:
    """What came before one call: minutes since the first look-up, and how many look-ups there were."""

    minutes: float
    look_ups: int


@dataclass(frozen=True)
class Spread:
    """The quartiles of some values, and of how many."""

    of: int
    q1: float
    median: float
    q3: float


@dataclass(frozen=True)
class Shown:
    """Answers of one kind: how many were shown, how many of them rated, and how many of these as helpful."""

    shown: int
    rated: int = 0
    useful: int = 0


@dataclass(frozen=True)
class Measures:
    """All that is measured in a period.

    Parameters
    ----------
    calls
        Outbound calls and meetings with a pursuit.
    preparations
        Those before which the caller looked the pursuit up.
    answers
        What was shown, by kind of suggestion.
    drafts, edited
        Drafts shown, and those that the rep put into their own words.
    feedback
        How often somebody said something in their own words.
    """

    calls: int = 0
    preparations: Sequence[Preparation] = ()
    answers: Mapping[str, Shown] = field(default_factory=dict)
    drafts: int = 0
    edited: int = 0
    feedback: int = 0

    @property
    def minutes(self) -> Spread | None:
        """Minutes from the first look-up to the call; None of too few."""
        return spread([one.minutes for one in self.preparations])

    @property
    def look_ups(self) -> Spread | None:
        """Look-ups before a call; None of too few."""
        return spread([one.look_ups for one in self.preparations])

    @property
    def all_answers(self) -> Shown:
        """The answers of all kinds."""
        told = self.answers.values()
        return Shown(*(sum(getattr(one, name) for one in told) for name in ("shown", "rated", "useful")))


def preparations(look_ups: Iterable[Moment], calls: Iterable[Moment]) -> Iterator[Preparation]:
    """For each call before which the caller looked the pursuit up, within `WITHIN` and since their call before it.

    >>> nine = datetime(2026, 11, 23, 9)
    >>> seen = [Moment(1, 7, nine), Moment(1, 7, nine + timedelta(minutes=6))]
    >>> list(preparations(seen, [Moment(1, 7, nine + timedelta(minutes=8)), Moment(2, 7, nine)]))
    [Preparation(minutes=8.0, look_ups=2)]
    """
    seen = defaultdict[tuple[int, int], list[datetime]](list)
    for one in look_ups:
        seen[one.person_id, one.pursuit_id].append(one.at)
    before: dict[tuple[int, int], datetime] = {}
    for call in sorted(calls, key=lambda one: one.at):
        pair = call.person_id, call.pursuit_id
        since = call.at - WITHIN
        mine = [
            at for at in seen[pair] if since <= at <= call.at and (pair not in before or at > before[pair])
        ]
        before[pair] = call.at
        if mine:
            yield Preparation((call.at - min(mine)).total_seconds() / 60, len(mine))


def spread(values: Sequence[float]) -> Spread | None:
    """The quartiles; None of fewer than `FEWEST`.

    >>> spread([1, 2, 3, 4, 100]), spread([1, 2])
    (Spread(of=5, q1=2.0, median=3.0, q3=4.0), None)
    """
    if len(values) < FEWEST:
        return None
    q1, median, q3 = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), q1, median, q3)


def share(part: int, of: int) -> float | None:
    """A share between 0 and 1; None of fewer than `FEWEST`.

    >>> share(2, 8), share(1, 2)
    (0.25, None)
    """
    return part / of if of >= FEWEST else None
