"""The stays of a pursuit: from what was recorded of its rounds to how long each stood where, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from ml.funnel import CLOSED, LOST, PROGRESS, WON, FunnelState
from ml.funnel_figures import LEFT, WENT_BACK, WENT_ON

_A_DAY = timedelta(days=1)
_LONGEST_REASON = 80
_STATES = {state.value: state for state in FunnelState}
_TARGET, _LOST, _WON = FunnelState.SALES_TARGET.value, LOST.value, WON.value


class Stay(NamedTuple):
    """A round in a state, from one move to the next: the columns of the table `stays`."""

    round_id: int
    place: int
    pursuit_id: int
    owner_id: int
    service: str
    state: str
    from_state: str
    kind: str
    entered_at: datetime | None
    entered_on: date | None
    left_on: date | None
    fate: str
    days: float | None
    current: bool
    counted_as: str | None


class ToldMove(NamedTuple):
    """One row of a round's recorded history; an entry into the same state again moves nothing."""

    at: datetime
    label: str
    step: int
    before: str
    after: str
    kind: str


@dataclass(frozen=True)
class Course:
    """A round as far as its stays go.

    Parameters
    ----------
    round_id, owner_id
        Which, and who owned it; 0 for nobody of the team.
    state
        Where the CRM says it stands; None leaves that to its moves.
    cycle, entered_at, closed_at
        As the store keeps them.
    left_because
        Why it left, as `Reasons` shows it.
    sold
        Of a sale: the company's size, and the days since the first contact.
    moves
        All that was recorded of it, in any order.
    """

    round_id: int
    owner_id: int = 0
    state: str | None = None
    cycle: int = 1
    entered_at: datetime | None = None
    closed_at: datetime | None = None
    left_because: str = ""
    sold: tuple[str, float] | None = None
    moves: Sequence[ToldMove] = ()


@dataclass(frozen=True)
class Target:
    """A pursuit: which, where it stands, and its rounds; one without rounds stands nowhere."""

    pursuit_id: int
    service: str
    state: str
    courses: Sequence[Course]


@dataclass
class Reasons:
    """Reasons in the words in which each was written first: blanks and capitals make no other reason.

    >>> reasons = Reasons()
    >>> [reasons.shown(said) for said in (" No  budget", "no budget", None)]
    ['No budget', 'No budget', '']
    """

    known: dict[str, str] = field(default_factory=dict)

    def shown(self, said: str | None) -> str:
        """How a reason is shown, in at most 80 characters; '' where nobody said."""
        words = " ".join((said or "").split())[:_LONGEST_REASON].rstrip()
        return self.known.setdefault(words.casefold(), words)


@dataclass
class _Visit:
    state: str
    at: datetime | None
    before: str = ""
    kind: str = ""


def stays_of(target: Target, now: datetime, zone: tzinfo) -> Iterator[Stay]:
    """The stays of a pursuit, round by round; what lies after `now` has no date yet.

    Days are of the zone. Exactly one stay of a pursuit that has a round is the current one.
    """
    ordered = [(course, _in_order(course.moves)) for course in target.courses]
    ends = [_standing(course, moves) for course, moves in ordered]
    current = max(
        range(len(ordered)),
        key=lambda n: (ends[n] == target.state, _recency(*ordered[n])),
        default=None,
    )
    for place, (course, moves) in enumerate(ordered):
        stands = target.state if place == current else ends[place]
        visits = _visits(course, moves, stands)
        for visit in visits:
            if visit.at is not None and visit.at > now:
                visit.at = None
        yield from _stays(target, course, visits, zone=zone, current=place == current)


def _in_order(moves: Sequence[ToldMove]) -> list[ToldMove]:
    """By time; of one moment, entries along the funnel and the closing last, and the steps of each in a row."""
    ends = {(one.at, one.label): one.after for one in sorted(moves, key=lambda one: one.step)}

    def order(one: ToldMove) -> tuple[datetime, bool, int, str, int]:
        end = _STATES[ends[one.at, one.label]]
        return one.at, end in CLOSED, PROGRESS[end], one.label, one.step

    return sorted(moves, key=order)


def _standing(course: Course, moves: Sequence[ToldMove]) -> str:
    return course.state or (moves[-1].after if moves else _TARGET)


def _recency(course: Course, moves: Sequence[ToldMove]) -> tuple[bool, int, float, int]:
    """Of several rounds in a state a pursuit stands in the latest; a dated one before undated ones."""
    at = moves[-1].at if moves else course.entered_at
    return at is not None, course.cycle, at.timestamp() if at else 0.0, course.round_id


def _visits(course: Course, moves: Sequence[ToldMove], stands: str) -> list[_Visit]:
    """The states of a round in a row, each once until it is another."""
    visits = list(_moved(course, moves))
    if not visits:
        visits.append(_Visit(stands, course.entered_at))
    elif visits[-1].state != stands:
        # the CRM says so without saying since when
        visits.append(_Visit(stands, None, visits[-1].state))
    if stands in CLOSED and course.closed_at:
        # the same state again corrects the date of the close
        visits[-1].at = course.closed_at
    return visits


def _moved(course: Course, moves: Sequence[ToldMove]) -> Iterator[_Visit]:
    state = ""
    if moves and moves[0].before == _TARGET:
        state = _TARGET
        yield _Visit(state, min(course.entered_at or moves[0].at, moves[0].at))
    for one in moves:
        if one.after != state:
            before = state or (one.before if one.before != one.after else "")
            yield _Visit(one.after, one.at, before, one.kind if before else "")
            state = one.after


def _stays(
    target: Target, course: Course, visits: Sequence[_Visit], *, zone: tzinfo, current: bool
) -> Iterator[Stay]:
    days = [visit.at.astimezone(zone).date() if visit.at else None for visit in visits]
    left = max((n for n, visit in enumerate(visits) if visit.state == _LOST), default=-1)
    for place, visit in enumerate(visits):
        last = place == len(visits) - 1
        after = None if last else visits[place + 1]
        counted_as, took = None, None
        if visit.state == _LOST:
            counted_as = course.left_because if place == left else ""
        elif visit.state == _WON and last and course.sold and visit.at:
            counted_as, took = course.sold
        yield Stay(
            round_id=course.round_id,
            place=place,
            pursuit_id=target.pursuit_id,
            owner_id=course.owner_id,
            service=target.service,
            state=visit.state,
            from_state=visit.before,
            kind=visit.kind,
            entered_at=visit.at,
            entered_on=days[place],
            left_on=None if last else days[place + 1],
            fate=_fate(visit.state, after.state) if after else "",
            days=_length(visit, after) if after else took,
            current=current and last,
            counted_as=counted_as,
        )


def _fate(state: str, following: str) -> str:
    """What became of a stay, by the state that followed.

    >>> [_fate(*pair) for pair in (("LEAD", "HOT_LEAD"), ("LEAD", "COLD_LEAD"), ("LEAD", "UNQUALIFIED"), ("UNQUALIFIED", "LEAD"))]
    ['on', 'back', 'left', 'on']
    """
    if following == _LOST:
        return LEFT
    further = PROGRESS[_STATES[following]] > PROGRESS[_STATES[state]]
    return WENT_ON if further or state == _LOST else WENT_BACK


def _length(visit: _Visit, after: _Visit) -> float | None:
    """Days from one to the next; None where one of them has no date."""
    return max(0.0, (after.at - visit.at) / _A_DAY) if visit.at and after.at else None
