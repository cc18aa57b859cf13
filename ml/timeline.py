"""What was known before a moment: as-of counts, sums and last events over many keys at once, without a loop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Times = NDArray[np.datetime64]

DAY = 86_400
_NEVER = -1


def seconds(times: Times) -> Ints:
    """Whole seconds since 1970, rounded down; a missing time is the smallest number there is."""
    return np.asarray(times).astype("datetime64[s]").astype(np.int64)


@dataclass(frozen=True)
class Span:
    """For each question asked, the events `start:end` of the sorted timeline that answer it."""

    start: Ints
    end: Ints

    @property
    def count(self) -> Floats:
        """How many events."""
        return (self.end - self.start).astype(np.float64)


class Timeline:
    """Events of many keys, sorted by key, then time, then `rank` for events of one moment.

    `order` sorts any column of the events into the timeline's own order. An event counts as known only
    strictly before the moment asked for (compared in whole seconds, so never too early).
    """

    def __init__(self, keys: Ints, times: Times, rank: Ints | None = None) -> None:
        at = seconds(times)
        ties = np.zeros(len(at), np.int64) if rank is None else rank
        self.order: Ints = np.lexsort((ties, at, keys))
        self._keys, codes = np.unique(keys[self.order], return_inverse=True)
        self.at: Ints = at[self.order]
        self._first = int(at.min()) if len(at) else 0
        self._width = int(at.max()) - self._first + 2 if len(at) else 1
        self._position = codes * self._width + (self.at - self._first)

    def before(self, keys: Ints, moments: Ints, days: int | None = None) -> Span:
        """Each key's events before its moment (in seconds), all of them or those of the last `days`."""
        since = np.full(len(keys), self._first) if days is None else moments - days * DAY
        return Span(self._find(keys, since), self._find(keys, moments))

    def _find(self, keys: Ints, moments: Ints) -> Ints:
        if not len(self._keys):
            return np.zeros(len(keys), np.int64)
        code = np.searchsorted(self._keys, keys)
        known = np.take(self._keys, code, mode="clip") == keys
        offset = np.clip(moments - self._first, 0, self._width - 1)
        return np.where(known, np.searchsorted(self._position, code * self._width + offset), 0)

    def total(self, values: Floats | Flags, span: Span) -> Floats:
        """The sum of a column (in the timeline's order, NaN counts as 0) over each span."""
        running = np.concatenate(([0.0], np.cumsum(np.nan_to_num(values.astype(np.float64)))))
        return np.asarray(running[span.end] - running[span.start])

    def last(self, wanted: Flags, span: Span) -> Ints:
        """Position of the last wanted event in each span, -1 where there is none."""
        latest = np.maximum.accumulate(np.where(wanted, np.arange(len(wanted)), _NEVER))
        found = np.concatenate(([_NEVER], latest))[span.end]
        return np.where(found >= span.start, found, _NEVER)

    def days_since(self, position: Ints, moments: Ints) -> Floats:
        """Days from the event at each position to its moment; NaN where there is no event."""
        at = np.append(self.at, 0)[position]
        return np.where(position == _NEVER, np.nan, (moments - at) / DAY)


def pick(values: NDArray[np.generic], position: Ints) -> Floats:
    """The values at the positions as floats; NaN where the position is -1.

    >>> pick(np.array([1.0, 2.0]), np.array([1, -1])).tolist()
    [2.0, nan]
    """
    return np.append(values.astype(np.float64), np.nan)[position]
