"""Conversations told by hand, as the coaching view counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from ml.coaching_counts import CoachingCounts, Conversations

Row = dict[str, object]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ON = NOW.date()
SINGAPORE = ZoneInfo("Asia/Singapore")
TALK = {
    "touch_id": 1, "pursuit_id": 1, "at": NOW, "person_id": np.nan, "connecting": 0.1, "understanding": 0.5,
    "sharing": 0.4, "setting": 0.0, "dated_next_step": 0, "rep_share": np.nan, "monologue_s": np.nan,
    "result": None, "heard": 0,
}  # fmt: skip
ROUND = {
    "round_id": 10, "pursuit_id": 1, "entered_at": None, "closed_at": None, "outcome": None, "owner_id": 7,
    "value": np.nan,
}  # fmt: skip


def frame(rows: Sequence[Row], first: Mapping[str, object]) -> pd.DataFrame:
    """Rows that differ from the first one; moments as naive UTC."""
    told = pd.DataFrame([{**first, **row} for row in rows], columns=list(first))
    times = [name for name in ("at", "entered_at", "closed_at") if name in told]
    as_utc = {name: pd.to_datetime(told[name], utc=True).dt.tz_localize(None) for name in times}
    return told.assign(**{name: column.astype("datetime64[s]") for name, column in as_utc.items()})


def counted(
    talks: Sequence[Row],
    moves: Sequence[Row] = (),
    rounds: Sequence[Row] = ({},),
    *,
    data_end: datetime = NOW,
) -> CoachingCounts:
    """Counted at noon of a Monday, in Singapore."""
    counts = CoachingCounts(SINGAPORE, NOW, data_end)
    move = {"round_id": 10, "at": NOW, "to_state": "LEAD"}
    counts.add(Conversations(frame(talks, TALK), frame(rounds, ROUND), frame(list(moves), move)))
    return counts


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)
