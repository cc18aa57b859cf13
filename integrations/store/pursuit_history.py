"""One pursuit as the funnel reads it: what was recorded of its rounds, and the moves, states and dates it means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from integrations.intake_rows import Owner
from ml.funnel import (
    CLOSED,
    EVENT_CATEGORIES,
    PROGRESS,
    Entry,
    FunnelState,
    MoveKind,
    StageMove,
    outcome_of,
    read_history,
)

# A CRM notes a stage while or soon after the conversation that caused it.
SAME_MOMENT = timedelta(hours=1)
_WHOLE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Recorded:
    """An entry into a stage as the CRM recorded it."""

    round_id: int
    at: datetime
    label: str
    state: FunnelState
    touch_id: int | None = None
    contact_id: int | None = None


@dataclass(frozen=True)
class Touch:
    """A sales event that may have caused an entry."""

    id: int
    at: datetime
    contact_id: int | None


@dataclass
class Round:
    """A round: what its row says, and what its history means (filled in by `read_pursuit`).

    `state` is where the CRM says it stands; None leaves that to the history.
    """

    id: int
    state: FunnelState | None
    entered_at: datetime | None
    owner_name: str = ""
    owner_email: str = ""
    cycle: int = 1
    closed_at: datetime | None = None
    moved_at: datetime | None = None
    standing: FunnelState = FunnelState.SALES_TARGET

    @property
    def outcome(self) -> str | None:
        """'won', 'lost', or None while it is open."""
        return outcome_of(self.standing)


@dataclass(frozen=True)
class HistoryRow:
    """One row of stage history: a move, or an entry that moved nothing (the same state again)."""

    recorded: Recorded
    step: int
    before: FunnelState
    after: FunnelState
    kind: MoveKind
    cycle: int
    by_event: bool
    touch: Touch | None = None

    @property
    def round_id(self) -> int:
        """The round it belongs to."""
        return self.recorded.round_id

    @property
    def at(self) -> datetime:
        """When."""
        return self.recorded.at

    @property
    def label(self) -> str:
        """The CRM's own label of the stage."""
        return self.recorded.label

    def columns(self) -> dict[str, Any]:
        """What is derived, as the store keeps it."""
        category = EVENT_CATEGORIES.get(self.after)
        through = self.recorded.contact_id or (self.touch.contact_id if self.touch else None)
        return {
            "from_state": self.before.value,
            "to_state": self.after.value,
            "kind": self.kind.value,
            "category": category.value if category else None,
            "cycle": self.cycle,
            "by_event": self.by_event,
            "touch_id": self.touch.id if self.touch else self.recorded.touch_id,
            "contact_id": through,
        }


@dataclass
class Pursuit:
    """A pursuit: its rounds, everything recorded of them, and the touches that were answered or may have been."""

    rounds: list[Round]
    entries: list[Recorded]
    touches: list[Touch] = field(default_factory=list)
    irregular_moves: int = 0

    @property
    def _current(self) -> Round | None:
        """The latest open round, else the latest; a dated one before undated ones; None where all moved away."""
        standing = [one for one in self.rounds if one.outcome is None] or self.rounds
        return max(standing, key=_recency, default=None)

    @property
    def state(self) -> FunnelState:
        """Where it stands."""
        return self._current.standing if self._current else FunnelState.SALES_TARGET

    @property
    def cycle(self) -> int:
        """The latest cycle it began."""
        return max((one.cycle for one in self.rounds), default=1)

    @property
    def owner(self) -> Owner:
        """Whose it is: the current round's owner, else the latest named one."""
        ranked = [*self.rounds, self._current]
        named = [one for one in ranked if one and (one.owner_name or one.owner_email)]
        return Owner(named[-1].owner_name, named[-1].owner_email) if named else Owner()

    @property
    def began_at(self) -> datetime | None:
        """When its first round began."""
        return min((one.entered_at for one in self.rounds if one.entered_at), default=None)

    @property
    def won_at(self) -> datetime | None:
        """When it first made the company a client."""
        return min(
            (one.closed_at for one in self.rounds if one.outcome == "won" and one.closed_at), default=None
        )

    def open_at(self, moment: datetime) -> bool:
        """Whether a round of it was under way at a moment, by what was recorded."""
        for one in self.rounds:
            of_round = [entry for entry in self.entries if entry.round_id == one.id]
            begun = one.entered_at or min((entry.at for entry in of_round), default=None)
            last = max(of_round, key=_order, default=None)
            ended = last.at if last and last.state in CLOSED else None
            if begun and begun <= moment + SAME_MOMENT and (ended is None or moment <= ended + SAME_MOMENT):
                return True
        return False


def read_pursuit(pursuit: Pursuit) -> list[HistoryRow]:
    """The stage history of a pursuit; fills in what it means for the rounds."""
    by_touch = _Causes(pursuit.touches)
    entries = sorted(pursuit.entries, key=_order)
    causes = {id(entry): by_touch.of(entry) for entry in entries}
    told = [
        Entry(
            entry.state,
            entry.at,
            entry.touch_id is not None or causes[id(entry)] is not None,
            str(entry.round_id),
        )
        for entry in entries
    ]
    moves = {key: list(group) for key, group in _by_round(read_history(told))}
    history, begun = list[HistoryRow](), dict[int, int]()
    for entry in entries:
        history += _rows(entry, moves.get(str(entry.round_id), []), causes[id(entry)], history)
        begun.setdefault(entry.round_id, len(begun))
    pursuit.irregular_moves = sum(row.kind is MoveKind.IRREGULAR for row in history)
    for one in pursuit.rounds:
        _conclude(one, [row for row in history if row.round_id == one.id], history)
    return history


def _by_round(moves: Sequence[StageMove]) -> Iterator[tuple[str, Iterator[StageMove]]]:
    return groupby(sorted(moves, key=lambda move: move.round_key), key=lambda move: move.round_key)


def _rows(
    entry: Recorded, moves: list[StageMove], cause: Touch | None, before: Sequence[HistoryRow]
) -> Iterator[HistoryRow]:
    """The rows of one entry: its moves are taken off the front of its round's; none if it changes no state."""
    by_event = cause is not None or entry.touch_id is not None
    if not moves or moves[0].move.before is entry.state:
        cycle = _cycle_of(entry, moves, before)
        yield HistoryRow(entry, 0, entry.state, entry.state, MoveKind.TYPICAL, cycle, by_event, cause)
        return
    step, after = 0, None
    while moves and after is not entry.state:
        one = moves.pop(0)
        after = one.move.after
        yield HistoryRow(entry, step, one.move.before, after, one.move.kind, one.cycle, by_event, cause)
        step += 1


def _cycle_of(entry: Recorded, coming: Sequence[StageMove], before: Sequence[HistoryRow]) -> int:
    """The cycle of an entry that moves nothing: that of its round, which it may begin."""
    mine = [row.cycle for row in before if row.round_id == entry.round_id]
    if mine:
        return mine[-1]
    return coming[0].cycle if coming else max((row.cycle for row in before), default=0) + 1


def _conclude(one: Round, rows: Sequence[HistoryRow], history: Sequence[HistoryRow]) -> None:
    """What the history means for a round; an undated state of the CRM's own is the newer word."""
    last = rows[-1] if rows else None
    one.standing = one.state or (last.after if last else FunnelState.SALES_TARGET)
    one.moved_at = last.at if last else one.entered_at
    one.entered_at = one.entered_at or (rows[0].at if rows else None)
    one.cycle = last.cycle if last else max((row.cycle for row in history), default=0) + 1
    one.closed_at = _closed_at(one.standing, rows) if one.standing in CLOSED else None


def _closed_at(state: FunnelState, rows: Sequence[HistoryRow]) -> datetime | None:
    """When a closed round was closed: it stands in this state since; a corrected date of the same label counts."""
    closing = list[HistoryRow]()
    for row in reversed(rows):
        if row.after is not state:
            break
        closing.insert(0, row)
    return max((row.at for row in closing if row.label == closing[0].label), default=None)


def _order(entry: Recorded) -> tuple[datetime, bool, int, str]:
    """By time; of one moment, along the funnel and the closing last."""
    return entry.at, entry.state in CLOSED, PROGRESS[entry.state], entry.label


def _recency(one: Round) -> tuple[bool, int, float, int]:
    return one.moved_at is not None, one.cycle, one.moved_at.timestamp() if one.moved_at else 0.0, one.id


class _Causes:
    """The touches that may have caused entries, by time."""

    def __init__(self, touches: Sequence[Touch]) -> None:
        self._touches = sorted(touches, key=lambda touch: touch.at)
        self._times = [touch.at for touch in self._touches]

    def of(self, entry: Recorded) -> Touch | None:
        """The nearest touch within the same moment; on the same day for an entry that has no time of day."""
        if entry.touch_id is not None:
            return next((touch for touch in self._touches if touch.id == entry.touch_id), None)
        midnight = entry.at == entry.at.replace(hour=0, minute=0, second=0, microsecond=0)
        low, high = entry.at - SAME_MOMENT, entry.at + (_WHOLE_DAY if midnight else SAME_MOMENT)
        near = self._touches[bisect_left(self._times, low) : bisect_left(self._times, high)]
        return min(near, key=lambda touch: abs(touch.at - entry.at), default=None)
