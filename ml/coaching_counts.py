"""Counting conversations for the coaching view: whose they are, which moves they make, whether they led on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import numpy as np
import pandas as pd

from ml.calls_worth_hearing import CallsWorthHearing
from ml.coaching import (
    DATED,
    KEYS,
    LED_ON,
    LED_ON_WITH,
    LED_ON_WITHOUT,
    MADE,
    NOBODY,
    REP_SHARE,
    TALKS,
    TEAM,
    THOUSAND,
    Tallies,
    Window,
    windows,
)
from ml.data_preparation import Tables
from ml.data_preprocessing import NEXT_STEP_DAYS, label
from ml.feature_engineering import MOVE_MADE_FROM
from ml.timeline import Flags

_NAMES = (
    (TALKS, ""),
    (REP_SHARE, ""),
    (LED_ON, ""),
    *((what, key) for key in KEYS for what in (MADE, LED_ON_WITH, LED_ON_WITHOUT)),
)
_A_DAY = pd.Timedelta(days=1)
_EVER = pd.Timestamp("1800-01-01")


@dataclass(frozen=True)
class Conversations:
    """A part of the pursuits: conversations of substance, rounds and stage changes; times are naive UTC in whole seconds.

    Parameters
    ----------
    talks
        touch_id, pursuit_id, at, person_id (missing: the round's owner had it), the four moves' shares,
        dated_next_step, rep_share, monologue_s, result, heard (1 where there is a transcript).
    rounds
        round_id, pursuit_id, entered_at, closed_at, outcome, owner_id (0: nobody of the team), value.
    stage_changes
        round_id, at, to_state; none lies in the future.
    """

    talks: pd.DataFrame
    rounds: pd.DataFrame
    stage_changes: pd.DataFrame


class CoachingCounts:
    """Adds up parts of the pursuits.

    Parameters
    ----------
    zone
        The team's zone, whose days and months are counted.
    now
        What lies after it is not counted yet.
    data_end
        Up to when the data tell what happened: only conversations whose 30 days were over by then can have led on.
    """

    def __init__(self, zone: tzinfo, now: datetime, data_end: datetime) -> None:
        self._now, self._data_end = _naive(now), _naive(min(data_end, now))
        self._windows = [(window, *_borders(window, zone)) for window in windows(now.astimezone(zone).date())]
        self.calls = CallsWorthHearing(self._now)
        self._sums = dict[Window, pd.DataFrame]()

    @property
    def since(self) -> datetime:
        """The earliest moment that is counted (UTC)."""
        first = min(self.calls.since, *(start for _, start, _ in self._windows))
        return first.to_pydatetime().replace(tzinfo=UTC)

    def add(self, part: Conversations) -> None:
        """Count a part."""
        self.calls.note_values(part.rounds["value"])
        if part.talks.empty:
            return
        talks = self._with_rounds(part)
        measures = _measures(talks)
        for window, start, end in self._windows:
            inside = ((talks["at"] >= start) & (talks["at"] < end)).to_numpy()
            sums = measures[inside].groupby(talks["owner_id"][inside]).sum()
            before = self._sums.get(window)
            self._sums[window] = sums if before is None else before.add(sums, fill_value=0)
        self.calls.add(talks, part.stage_changes)

    def tallies(self) -> Tallies:
        """Everything that was counted, of each owner and the team, by window."""
        found = dict[tuple[date, int, str, str], tuple[int, int]]()
        for window, sums in self._sums.items():
            counted = sums.to_numpy(np.int64)
            rows = np.vstack([counted, counted.sum(axis=0)]).reshape(-1, len(_NAMES), 2).tolist()
            for owner, row in zip([*sums.index.tolist(), TEAM], rows, strict=True):
                for (what, key), (number, of) in zip(_NAMES, row, strict=True):
                    if of:
                        found[window.month, owner, f"{window.before}{what}", key] = (number, of)
        return found

    # --- whose, and what followed -----------------------------------------------------------------------------------

    def _with_rounds(self, part: Conversations) -> pd.DataFrame:
        """Conversations with their round, whose they are, and whether the pursuit took its next step.

        `went_on` says whether it did by now; `led_on` the same of those whose 30 days are over. Both are missing where
        the pursuit stood at an end.
        """
        talks = _in_rounds(part.talks, part.rounds)
        owner = talks["person_id"].fillna(talks.pop("owner_id")).fillna(NOBODY).astype(np.int64)
        talks = talks.assign(owner_id=owner, went_on=np.nan, led_on=np.nan)
        is_over = talks["outcome"].notna() & (talks["closed_at"] <= talks["at"])
        asked = talks[talks["round_id"].notna() & ~is_over]
        snapshots = asked[["round_id", "pursuit_id"]].astype(np.int64).assign(as_of=asked["at"])
        tables = Tables(part.rounds, part.stage_changes, part.talks)
        # as if all windows were over: what came by now, of each; whether it may be counted is told below
        told = label(snapshots, tables, data_end=self._now + 2 * NEXT_STEP_DAYS * _A_DAY)
        talks.loc[asked.index, "went_on"] = told["next_step"]
        is_known = told["next_step_known_at"] <= self._data_end
        talks.loc[asked.index, "led_on"] = told["next_step"].where(is_known)
        return talks


def _in_rounds(talks: pd.DataFrame, rounds: pd.DataFrame) -> pd.DataFrame:
    """Each conversation with the round that began last before it; a pursuit's first has what came before it, too."""
    rounds = rounds.sort_values(["entered_at", "round_id"], na_position="first")
    begun = rounds["entered_at"].where(rounds["pursuit_id"].duplicated(), _EVER).fillna(_EVER)
    ordered = rounds.assign(begun=begun).sort_values("begun", kind="stable")
    return pd.merge_asof(
        talks.sort_values("at", kind="stable"), ordered, left_on="at", right_on="begun", by="pursuit_id"
    )


def _measures(talks: pd.DataFrame) -> pd.DataFrame:
    """For each conversation and each of `_NAMES` two columns: how much it counts, and of how much."""
    led = talks["led_on"].to_numpy(np.float64)
    spoken = talks["rep_share"].to_numpy(np.float64)
    every, known, measured = np.ones(len(talks)), ~np.isnan(led), ~np.isnan(spoken)
    pairs = [(every, every), (np.nan_to_num(spoken * THOUSAND).round(), measured), (led == 1, known)]
    for key in KEYS:
        made = _is_made(talks, key)
        pairs += [(made, every), (made & (led == 1), made & known), (~made & (led == 1), ~made & known)]
    columns = [column.astype(np.int64) for pair in pairs for column in pair]
    return pd.DataFrame(np.column_stack(columns), index=talks.index)


def _is_made(talks: pd.DataFrame, key: str) -> Flags:
    made = talks["dated_next_step"] == 1 if key == DATED else talks[key] >= MOVE_MADE_FROM
    return made.to_numpy(bool)


def _borders(window: Window, zone: tzinfo) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The moments from which and before which a conversation is in a window."""
    first, after = window.period.first, window.period.last + timedelta(days=1)
    start, end = (_naive(datetime.combine(day, time(), zone)) for day in (first, after))
    return start, end


def _naive(moment: datetime) -> pd.Timestamp:
    return pd.Timestamp(moment.astimezone(UTC).replace(tzinfo=None))
