"""The sales funnel: the states of one pursuit, which moves are legal, and how a history reads.

A *pursuit* is one company for one service. The table of moves and every rule below are the team's own
(its funnel and sales-cycle definitions): typical moves, atypical but allowed ones, and everything else,
which a CRM may still record and which is then kept as it was and marked irregular.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FunnelState(StrEnum):
    """Where a pursuit stands."""

    SALES_TARGET = "SALES_TARGET"
    LEAD = "LEAD"
    HOT_LEAD = "HOT_LEAD"
    COLD_LEAD = "COLD_LEAD"
    QUALIFIED_OPPORTUNITY = "QUALIFIED_OPPORTUNITY"
    PROSPECT = "PROSPECT"
    CLIENT = "CLIENT"
    UNQUALIFIED = "UNQUALIFIED"

    @property
    def label(self) -> str:
        """The state in a rep's words.

        >>> FunnelState.HOT_LEAD.label
        'Hot Lead'
        """
        return self.value.replace("_", " ").title()


class CycleStage(StrEnum):
    """The three stages of a sales cycle, and the time before it begins."""

    BEFORE = "Before the cycle"
    PROSPECTING = "Prospecting"
    QUALIFYING = "Qualifying"
    CLOSING = "Closing"


class MoveKind(StrEnum):
    """How a move relates to the table of moves."""

    TYPICAL = "typical"
    ATYPICAL = "atypical"
    IRREGULAR = "irregular"


class EventCategory(StrEnum):
    """What a sales event aims at: discovering prospects or converting them."""

    DISCOVERING = "discovering"
    CONVERTING = "converting"


S = FunnelState

TYPICAL_MOVES: Mapping[FunnelState, tuple[FunnelState, ...]] = {
    S.SALES_TARGET: (S.LEAD,),
    S.LEAD: (S.HOT_LEAD, S.COLD_LEAD, S.UNQUALIFIED),
    S.COLD_LEAD: (S.UNQUALIFIED,),
    S.HOT_LEAD: (S.QUALIFIED_OPPORTUNITY, S.UNQUALIFIED),
    S.QUALIFIED_OPPORTUNITY: (S.PROSPECT, S.UNQUALIFIED),
    S.PROSPECT: (S.CLIENT, S.UNQUALIFIED),
    S.CLIENT: (),
    S.UNQUALIFIED: (),
}

ATYPICAL_MOVES: Mapping[FunnelState, tuple[FunnelState, ...]] = {
    S.SALES_TARGET: (S.QUALIFIED_OPPORTUNITY, S.PROSPECT, S.CLIENT),
    S.LEAD: (),
    S.COLD_LEAD: (S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY),
    S.HOT_LEAD: (S.COLD_LEAD,),
    S.QUALIFIED_OPPORTUNITY: (S.COLD_LEAD,),
    S.PROSPECT: (),
    S.CLIENT: (),
    S.UNQUALIFIED: (S.LEAD, S.COLD_LEAD, S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY, S.PROSPECT),
}

# Without an event (a sign-up form, say) a sales target may land in any state of the funnel.
_MOVES_WITHOUT_EVENT_FROM_TARGET = tuple(state for state in S if state is not S.SALES_TARGET)

WON = S.CLIENT
LOST = S.UNQUALIFIED
CLOSED: frozenset[FunnelState] = frozenset({WON, LOST})

CYCLE_STAGES: Mapping[FunnelState, CycleStage] = {
    S.SALES_TARGET: CycleStage.BEFORE,
    S.LEAD: CycleStage.PROSPECTING,
    S.COLD_LEAD: CycleStage.PROSPECTING,
    S.HOT_LEAD: CycleStage.PROSPECTING,
    S.QUALIFIED_OPPORTUNITY: CycleStage.QUALIFYING,
    S.UNQUALIFIED: CycleStage.QUALIFYING,
    S.PROSPECT: CycleStage.CLOSING,
    S.CLIENT: CycleStage.CLOSING,
}

EVENT_CATEGORIES: Mapping[FunnelState, EventCategory] = {
    S.LEAD: EventCategory.DISCOVERING,
    S.HOT_LEAD: EventCategory.DISCOVERING,
    S.COLD_LEAD: EventCategory.DISCOVERING,
    S.QUALIFIED_OPPORTUNITY: EventCategory.DISCOVERING,
    S.PROSPECT: EventCategory.CONVERTING,
    S.CLIENT: EventCategory.CONVERTING,
}

# The next step a rep works towards, from each state; a cold lead is warmed up again.
NEXT_STEP: Mapping[FunnelState, FunnelState | None] = {
    S.SALES_TARGET: S.LEAD,
    S.LEAD: S.HOT_LEAD,
    S.COLD_LEAD: S.HOT_LEAD,
    S.HOT_LEAD: S.QUALIFIED_OPPORTUNITY,
    S.QUALIFIED_OPPORTUNITY: S.PROSPECT,
    S.PROSPECT: S.CLIENT,
    S.CLIENT: None,
    S.UNQUALIFIED: None,
}

NEXT_STEP_WORDS: Mapping[FunnelState, str] = {
    S.LEAD: "answers the first contact",
    S.HOT_LEAD: "warms up to you",
    S.QUALIFIED_OPPORTUNITY: "becomes a qualified opportunity",
    S.PROSPECT: "agrees to a demo",
    S.CLIENT: "buys",
}

# How far along the funnel a state is; a cold lead is one step behind a hot one.
PROGRESS: Mapping[FunnelState, int] = {
    S.SALES_TARGET: 0,
    S.LEAD: 1,
    S.COLD_LEAD: 1,
    S.HOT_LEAD: 2,
    S.QUALIFIED_OPPORTUNITY: 3,
    S.PROSPECT: 4,
    S.CLIENT: 5,
    S.UNQUALIFIED: 0,
}


@dataclass(frozen=True)
class Move:
    """One step of a pursuit from a state to another, and what the table says of it."""

    before: FunnelState
    after: FunnelState
    kind: MoveKind


@dataclass(frozen=True)
class Entry:
    """What a CRM recorded: this round entered a state at a moment, with or without a sales event.

    Parameters
    ----------
    state
        The state entered.
    at
        When.
    by_event
        Whether a sales event (a call, a meeting …) caused it.
    round_key
        Which round (the CRM's deal) it belongs to.
    """

    state: FunnelState
    at: datetime
    by_event: bool
    round_key: str


@dataclass(frozen=True)
class StageMove:
    """A move placed in a pursuit's history: when, in which cycle, caused by an event or not."""

    move: Move
    at: datetime
    cycle: int
    by_event: bool
    round_key: str


@dataclass(frozen=True)
class Leaving:
    """Why a pursuit left the funnel; a temporary reason has a date to look again."""

    reason: str
    temporary: bool = False
    look_again_on: date | None = None

    def due(self, today: date) -> bool:
        """Whether the pursuit should come back as a retargeting candidate.

        >>> Leaving("budget frozen until Q3", temporary=True, look_again_on=date(2026, 7, 1)).due(date(2026, 7, 2))
        True
        """
        return self.temporary and self.look_again_on is not None and self.look_again_on <= today


def kind_of(before: FunnelState, after: FunnelState, *, by_event: bool) -> MoveKind:
    """What the table says of a single direct move.

    >>> kind_of(FunnelState.PROSPECT, FunnelState.LEAD, by_event=True).value
    'irregular'
    """
    if after in TYPICAL_MOVES[before]:
        return MoveKind.TYPICAL
    if after in ATYPICAL_MOVES[before]:
        return MoveKind.ATYPICAL
    if before is S.SALES_TARGET and not by_event and after in _MOVES_WITHOUT_EVENT_FROM_TARGET:
        return MoveKind.ATYPICAL
    return MoveKind.IRREGULAR


def moves_between(before: FunnelState, after: FunnelState, *, by_event: bool) -> tuple[Move, ...]:
    """The moves that one change of state stands for.

    With an event, the shortest path over typical moves, every step; where there is none, one direct move.
    Without an event: one direct move. A move that the table forbids is one irregular move.

    >>> [move.after.value for move in moves_between(S.SALES_TARGET, S.PROSPECT, by_event=True)]
    ['LEAD', 'HOT_LEAD', 'QUALIFIED_OPPORTUNITY', 'PROSPECT']
    >>> [move.kind.value for move in moves_between(S.SALES_TARGET, S.PROSPECT, by_event=False)]
    ['atypical']
    """
    if before is after:
        return ()
    if by_event and (path := _typical_path(before, after)):
        return tuple(Move(a, b, MoveKind.TYPICAL) for a, b in itertools.pairwise(path))
    return (Move(before, after, kind_of(before, after, by_event=by_event)),)


def _typical_path(before: FunnelState, after: FunnelState) -> list[FunnelState]:
    """The shortest path over typical moves, both ends included; empty where there is none."""
    waiting = deque([[before]])
    while waiting:
        path = waiting.popleft()
        for state in TYPICAL_MOVES[path[-1]]:
            if state is after:
                return [*path, state]
            if state not in path:
                waiting.append([*path, state])
    return []


def read_history(entries: Iterable[Entry]) -> list[StageMove]:
    """The moves of one pursuit, round by round in the order of their beginning, from what the CRM recorded.

    The first round begins as a sales target in cycle 1. Every later round is the next cycle: it begins at
    UNQUALIFIED when a round ended there before it, else, or when the CRM enters it there, as a sales target
    again (rounds may overlap).
    Within a round, a move out of a closed state begins the next cycle too. Moves that the table forbids are
    kept as they were and marked irregular.
    """
    rounds: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.at):
        rounds.setdefault(entry.round_key, []).append(entry)
    history = list[StageMove]()
    for of_round in rounds.values():
        cycle = history[-1].cycle + 1 if history else 1
        history += _read_round(of_round, _beginning(history, of_round[0]), cycle)
    return history


def _beginning(history: Sequence[StageMove], first: Entry) -> FunnelState:
    """Where a new round begins: left and not yet back, or a sales target (always when the CRM says so)."""
    ended = [step for step in history if step.move.after in CLOSED and step.at <= first.at]
    left = bool(ended) and max(ended, key=lambda step: step.at).move.after is LOST
    return LOST if left and first.state is not S.SALES_TARGET else S.SALES_TARGET


def _read_round(entries: Sequence[Entry], state: FunnelState, cycle: int) -> Iterator[StageMove]:
    begun = False
    for entry in entries:
        for move in moves_between(state, entry.state, by_event=entry.by_event):
            cycle += begun and move.before in CLOSED and move.after not in CLOSED
            begun = True
            yield StageMove(move, entry.at, cycle, entry.by_event, entry.round_key)
        state = entry.state


def outcome_of(state: FunnelState) -> str | None:
    """'won', 'lost', or None while the round is open."""
    return {WON: "won", LOST: "lost"}.get(state)


def opens_linked_pursuit(state: FunnelState, service: str, wanted: str) -> bool:
    """Whether wanting another service opens a new pursuit linked to this one (this one stays as it is).

    >>> opens_linked_pursuit(FunnelState.CLIENT, "Rostering", "Payroll")
    True
    >>> opens_linked_pursuit(FunnelState.CLIENT, "Rostering", "Rostering")
    False
    """
    return state is S.CLIENT and service != wanted
