"""What happened to a pursuit, event by event, and how it stood after each: the one path of training and answering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.timeline import DAY, Flags, Floats, Ints, seconds

if TYPE_CHECKING:
    import pandas as pd

# An answer may take this long: what comes in later was not prompted by the touch.
ANSWER_DAYS = 7
ENTRY, OUT, IN = 0, 1, 2
RESULTS = ("agreed", "open", "disagreed")
# What happened last: nothing yet, no answer, they answered, they came by themselves.
ENTERED, NO_ANSWER, ANSWERED, CAME_IN = range(4)


@dataclass(frozen=True)
class Events:
    """Entries and touches of many pursuits, sorted by pursuit and time; arrays of one length.

    Parameters
    ----------
    pursuit, moment
        Whose, and when (seconds).
    kind
        `ENTRY`, `OUT` or `IN`.
    answered
        Whether the target responded: answered, or came by itself.
    known
        Whether it is known that a touch was or was not answered.
    result
        Position in `RESULTS` of how it ended; -1 where not known.
    dated
        Whether a next step with a date was set.
    """

    pursuit: Ints
    moment: Ints
    kind: Ints
    answered: Flags
    known: Flags
    result: Ints
    dated: Flags

    @classmethod
    def of(cls, entries: pd.DataFrame, touches: pd.DataFrame, *, before: int) -> Events:
        """From entries (pursuit_id, at) and touches as `ml.tables` has them, strictly before a moment (seconds)."""
        touches = touches[
            (touches["channel"] != "note").to_numpy(bool) & touches["at"].notna().to_numpy(bool)
        ]
        came = np.asarray(touches["direction"] == "in", bool)
        said = touches["answered"].to_numpy(np.float64)
        codes = touches["result"].map({name: code for code, name in enumerate(RESULTS)})
        columns: list[tuple[Any, Any]] = [
            (entries["pursuit_id"], touches["pursuit_id"]),
            (seconds(entries["at"].to_numpy()), seconds(touches["at"].to_numpy())),
            (np.full(len(entries), ENTRY), np.where(came, IN, OUT)),
            (np.zeros(len(entries), bool), came | (said == 1)),
            (np.ones(len(entries), bool), came | ~np.isnan(said)),
            (np.full(len(entries), -1), codes.fillna(-1).to_numpy(np.int64)),
            (np.zeros(len(entries), bool), touches["dated_next_step"].to_numpy(np.float64) == 1),
        ]
        both = [np.concatenate([np.asarray(one), np.asarray(other)]) for one, other in columns]
        order = np.lexsort((both[2], both[1], both[0]))
        order = order[both[1][order] < before]
        return cls(*(column[order] for column in both))

    def __len__(self) -> int:
        """How many events there are."""
        return len(self.moment)

    @property
    def first(self) -> Ints:
        """Position of the first event of each event's pursuit."""
        begins = np.concatenate([[True], self.pursuit[1:] != self.pursuit[:-1]])[: len(self)]
        return np.asarray(np.maximum.accumulate(np.where(begins, np.arange(len(self)), 0)), np.int64)

    @property
    def last(self) -> Ints:
        """Position of the last event of each pursuit, by pursuit."""
        return np.flatnonzero(np.append(self.pursuit[1:] != self.pursuit[:-1], True)[: len(self)])

    @property
    def replied(self) -> Flags:
        """Whether something came in next, within `ANSWER_DAYS` of an outbound touch: its answer."""
        follows = np.zeros(len(self), bool)
        soon = (self.moment[1:] - self.moment[:-1]) <= ANSWER_DAYS * DAY
        ours = self.pursuit[1:] == self.pursuit[:-1]
        follows[:-1] = ours & soon & (self.kind[1:] == IN) & (self.kind[:-1] == OUT) & ~self.answered[:-1]
        return follows


@dataclass(frozen=True)
class Standing:
    """How pursuits stand before a touch; arrays of one length.

    Parameters
    ----------
    attempt
        Which try in a row without an answer the next touch is, 1 = first.
    answers
        How often the target has responded so far.
    last, last_result
        What happened last (`ENTERED` …), and how the last conversation ended (-1: none, or not known).
    dated
        Whether a next step with a date was set last.
    state, source
        The state's position in `FunnelState`, and where the lead came from ('' where not known).
    """

    attempt: Ints
    answers: Ints
    last: Ints
    last_result: Ints
    dated: Flags
    state: Ints
    source: Any

    def take(self, rows: Ints) -> Standing:
        """These rows, in this order."""
        return Standing(**{name: column[rows] for name, column in vars(self).items()})


def standing(events: Events, state: Ints, source: Any) -> Standing:
    """How each pursuit stood after each of its events.

    Parameters
    ----------
    events
        All events.
    state, source
        Of each event's pursuit, right after the event.
    """
    first, rows = events.first, np.arange(len(events))
    tried = (events.kind == OUT) & ~events.answered
    begun = events.answered | (events.kind == ENTRY)
    reset = np.maximum(np.maximum.accumulate(np.where(begun, rows, -1)) if len(rows) else rows, -1)
    tries, answers = np.cumsum(tried), np.cumsum(events.answered)
    at_reset = np.where(reset >= first, tries[reset], tries[first] - tried[first]) if len(rows) else tries
    result = np.maximum.accumulate(np.where(events.result >= 0, rows, -1)) if len(rows) else rows
    known = result >= first
    return Standing(
        attempt=np.asarray(tries - at_reset + 1, np.int64),
        answers=np.asarray(answers - answers[first] + events.answered[first], np.int64),
        last=np.select(
            [events.kind == ENTRY, events.kind == IN, events.answered],
            [ENTERED, CAME_IN, ANSWERED],
            NO_ANSWER,
        ).astype(np.int64),
        last_result=np.where(known, events.result[result], -1).astype(np.int64),
        dated=events.dated,
        state=state,
        source=source,
    )


def days_between(earlier: Ints, later: Ints) -> Floats:
    """Days from one moment (seconds) to the other."""
    return np.asarray((later - earlier) / DAY)
