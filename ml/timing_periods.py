"""Person-period rows: what came of each bin of days since a pursuit's last touch, while it was open.

A row is one bin that a pursuit lived through without hearing from us, or the touch that ended its silence there.
Its outcome is a positive response: the touch was answered, or the target came by itself. Rows end at the as-of
moment, at the close of the round and at an opt-out (Singer and Willett, 1993: discrete-time survival).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.contact_countries import zone_of
from ml.timeline import DAY, Flags, Floats, Ints, Timeline
from ml.timing_events import ANSWER_DAYS, IN, OUT, Events, Standing, days_between, standing

if TYPE_CHECKING:
    import pandas as pd

    from ml.data_preparation import Tables

# Bins of whole days since the last touch: 0-1, 2-3, 4-7, 8-14, 15-30, 31-60, 61-90; a later touch counts in the last.
EDGES = np.array([0, 2, 4, 8, 15, 31, 61, 91], dtype=np.float64)
BINS = len(EDGES) - 1
HOUR_BLOCKS = ((0, 9), (9, 10), (10, 12), (12, 14), (14, 16), (16, 18), (18, 24))
_BLOCK_OF_HOUR = np.array([k for k, (start, end) in enumerate(HOUR_BLOCKS) for _ in range(start, end)])
TEAM_ZONE = "Asia/Singapore"


@dataclass(frozen=True)
class Periods:
    """Person-period rows; arrays of one length.

    Parameters
    ----------
    pursuit
        Whose row.
    episode
        Which silence it belongs to: the position of the event that began it.
    bin
        Position in the bins of `EDGES`.
    touched
        Whether somebody reached out in this bin.
    outcome
        1 where the target responded.
    at
        When that was known, in seconds.
    weekday, block
        Of touches: ISO weekday and position in `HOUR_BLOCKS` by the contact's clock; 0 and -1 of others.
    before
        How the pursuit stood when the silence began.
    lasted, ended
        Of the whole silence: days, and whether a response ended it.
    """

    pursuit: Ints
    episode: Ints
    bin: Ints
    touched: Flags
    outcome: Floats
    at: Ints
    weekday: Ints
    block: Ints
    before: Standing
    lasted: Floats
    ended: Flags

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.bin)

    def take(self, rows: Any) -> Periods:
        """These rows."""
        rows = np.flatnonzero(rows) if np.asarray(rows).dtype == bool else rows
        columns: dict[str, Any] = {
            name: column.take(rows) if isinstance(column, Standing) else column[rows]
            for name, column in vars(self).items()
        }
        return Periods(**columns)


def bin_of(days: Any) -> Ints:
    """The bin of so many days; the last one for all beyond.

    >>> bin_of(np.array([0.5, 2, 7.9, 400])).tolist()
    [0, 1, 2, 6]
    """
    return np.asarray(
        np.clip(np.searchsorted(EDGES, np.maximum(days, 0.0), side="right") - 1, 0, BINS - 1), np.int64
    )


def periods(tables: Tables, *, as_of: datetime, opted_out: Mapping[int, datetime] | None = None) -> Periods:
    """All rows of clean tables as they were known at a moment.

    Parameters
    ----------
    tables
        As `ml.data_preparation` gives them.
    as_of
        What lies at or after it is not looked at (UTC).
    opted_out
        Since when a pursuit's contact does not want to hear from us: there its rows end.
    """
    until = int(as_of.timestamp())
    rounds = tables.rounds
    entries = rounds[["pursuit_id", "entered_at"]].rename(columns={"entered_at": "at"})
    events = Events.of(entries[entries["at"].notna()], tables.touches, before=until)
    after = _Silence.of(events, rounds, until=until, opted_out=opted_out or {})
    row, bins, at_end = _lived(after)
    touched = at_end & after.touch[row]
    came = np.zeros(len(row), bool)
    came[at_end] = after.response[row[at_end]]
    weekday, block = _local(events, rounds, after.next[row], touched)
    first = rounds.drop_duplicates("pursuit_id").set_index("pursuit_id")
    source = first["source"].reindex(events.pursuit).fillna("").to_numpy(object)
    return Periods(
        pursuit=events.pursuit[row],
        episode=row,
        bin=bins,
        touched=touched,
        outcome=came.astype(np.float64),
        at=np.where(at_end, after.end[row], events.moment[row] + (EDGES[bins + 1] * DAY).astype(np.int64)),
        weekday=weekday,
        block=block,
        before=standing(events, _states(tables.stage_changes, events), source).take(row),
        lasted=np.minimum(days_between(events.moment, after.end), EDGES[-1])[row],
        ended=after.response[row] & after.counts[row],
    )


@dataclass(frozen=True)
class _Silence:
    """What ended the silence after each event.

    Parameters
    ----------
    end
        When (seconds).
    next
        Position of the event that ended it.
    touch, response
        Whether that was a touch of ours, and whether the target responded.
    counts
        Whether the bin in which it ended is a row: nobody knows what came of a censored one.
    open
        Whether the pursuit was open when it began.
    """

    start: Ints
    end: Ints
    next: Ints
    touch: Flags
    response: Flags
    counts: Flags
    open: Flags

    @classmethod
    def of(
        cls, events: Events, rounds: pd.DataFrame, *, until: int, opted_out: Mapping[int, datetime]
    ) -> _Silence:
        following = np.minimum(np.arange(1, len(events) + 1), max(len(events) - 1, 0))
        same = (events.pursuit[following] == events.pursuit) & (following > np.arange(len(events)))
        is_open, closes = _rounds_at(events, rounds, until)
        stop = np.array([int(opted_out[p].timestamp()) if p in opted_out else until for p in events.pursuit.tolist()], np.int64) if opted_out else np.full(len(events), until)  # fmt: skip
        stop = np.minimum(np.minimum(stop, until), closes)
        moment = np.where(same, events.moment[following], stop)
        # a touch that closes the round was still made in it
        ended_by_event = same & (moment <= stop)
        touch = ended_by_event & (events.kind[following] == OUT)
        replied = events.replied
        prompted = ended_by_event & replied & (events.kind[following] == IN)
        response = np.where(
            touch, (events.answered | replied)[following], ended_by_event & (events.kind[following] == IN)
        )
        # the answers of the last days came in, those that will come did not: neither counts yet
        unsettled = ~events.known & (events.moment + ANSWER_DAYS * DAY > until)
        counts = (touch & ~unsettled[following]) | (
            ended_by_event & (events.kind[following] == IN) & ~prompted
        )
        return cls(events.moment, np.minimum(moment, stop), following, touch, response, counts, is_open)


def _rounds_at(events: Events, rounds: pd.DataFrame, until: int) -> tuple[Flags, Ints]:
    """Whether a round was open right after each event, and when the next one closed (`until` where none did)."""
    closed = rounds[rounds["outcome"].notna() & rounds["closed_at"].notna()]
    ends = Timeline(closed["pursuit_id"].to_numpy(np.int64), closed["closed_at"].to_numpy())
    entered = rounds[rounds["entered_at"].notna()]
    begins = Timeline(entered["pursuit_id"].to_numpy(np.int64), entered["entered_at"].to_numpy())
    gone = ends.before(events.pursuit, events.moment + 1)
    is_open = (gone.count == 0) | (begins.before(events.pursuit, events.moment + 1).count > gone.count)
    ever = ends.before(events.pursuit, np.full(len(events), until + 1))
    upcoming = ever.count > gone.count
    return is_open, np.where(upcoming, np.append(ends.at, until)[gone.end], until)


def _lived(after: _Silence) -> tuple[Ints, Ints, Flags]:
    """One row per silence and bin lived through: (silence, bin, whether the silence ended in it)."""
    days = days_between(after.start, after.end)
    last = bin_of(days)
    # a censored bin was not lived through
    lived = np.where(after.counts, last + 1, np.where(days >= EDGES[-1], BINS, last)) * after.open
    row = np.repeat(np.arange(len(days)), lived)
    bins = np.arange(len(row)) - np.repeat(np.cumsum(lived) - lived, lived)
    return row, bins, np.asarray((bins == last[row]) & after.counts[row], bool)


def _states(stage_changes: pd.DataFrame, events: Events) -> Ints:
    from ml.data_preprocessing import StateHistory

    history = StateHistory(stage_changes.assign(round_id=stage_changes["pursuit_id"]))
    return history.state(events.pursuit, events.moment + 1)[0]


def _local(events: Events, rounds: pd.DataFrame, event: Ints, touched: Flags) -> tuple[Ints, Ints]:
    """ISO weekday and hour block by the contact's clock; 0 and -1 where nobody reached out."""
    import pandas as pd

    country = rounds.drop_duplicates("pursuit_id").set_index("pursuit_id")["country"]
    zones = country.map(lambda one: zone_of(one if isinstance(one, str) else None, TEAM_ZONE))
    zone = zones.reindex(events.pursuit[event]).fillna(TEAM_ZONE).to_numpy(object)
    at = pd.Series(pd.to_datetime(events.moment[event], unit="s", utc=True))
    weekday, block = np.zeros(len(event), np.int64), np.full(len(event), -1)
    for name in set(zone[touched]):
        here = touched & (zone == name)
        clock = at[here].dt.tz_convert(name)
        weekday[here] = clock.dt.day_of_week + 1
        block[here] = _BLOCK_OF_HOUR[clock.dt.hour]
    return weekday, block
