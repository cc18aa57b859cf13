"""Snapshots: a round looked at "as of" a moment, and the labels that later events gave it."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from ml.data_preparation import Tables
from ml.funnel import CLOSED, LOST, NEXT_STEP, PROGRESS, FunnelState
from ml.timeline import DAY, Floats, Ints, Timeline, pick, seconds

GRID_DAYS = (1, 10, 30, 75, 150, 300)
NEXT_STEP_DAYS = 30
STALE_AFTER = timedelta(days=14)

STATES = tuple(FunnelState)
_CODE = {str(state): code for code, state in enumerate(STATES)}
_PROGRESS: Ints = np.array([PROGRESS[state] for state in STATES], dtype=np.int64)
# What a next step from each state must reach; out of reach where there is no next step.
_AIM: Ints = np.array([PROGRESS[aim] if (aim := NEXT_STEP[state]) else 99 for state in STATES], np.int64)
_IS_CLOSED = np.array([state in CLOSED for state in STATES])
_LEFT = STATES.index(LOST)


def end_of_data(tables: Tables, now: datetime) -> pd.Timestamp:
    """The newest event that is not in the future: labels are known up to here (naive UTC)."""
    limit = _naive(now)
    columns = (
        tables.rounds["entered_at"],
        tables.rounds["closed_at"],
        tables.stage_changes["at"],
        tables.touches["at"],
    )
    newest = [column[column <= limit].max() for column in columns]
    return max((pd.Timestamp(moment) for moment in newest if not pd.isna(moment)), default=limit)


def scoring_moment(newest: datetime, now: datetime) -> datetime:
    """The moment to look back from: now, or just after the newest event when the data ended long ago.

    >>> from datetime import UTC
    >>> scoring_moment(datetime(2017, 12, 31, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)).isoformat()
    '2017-12-31T00:00:01+00:00'
    """
    return now if now - newest <= STALE_AFTER else newest + timedelta(seconds=1)


def training_snapshots(tables: Tables, *, data_end: pd.Timestamp) -> pd.DataFrame:
    """Every round on the grid of days after its entry while it was open, with its labels.

    Returns
    -------
    pandas.DataFrame
        round_id, pursuit_id, as_of; `won` (1, 0, or NaN while open), `won_known_at`; `next_step` (1 when
        the next typical step or one further along was entered within 30 days, NaN while that window is
        not over), `next_step_known_at`; `days_to_close` (days until it was won or lost; NaN while open).
    """
    rounds = tables.rounds
    entered = seconds(rounds["entered_at"].to_numpy())
    grid = np.array(GRID_DAYS) * DAY
    row = np.repeat(np.arange(len(rounds)), len(grid))
    as_of = (entered[:, None] + grid).ravel()
    until = _open_until(rounds, data_end)
    return label(_snapshots(rounds, row, as_of, as_of < until[row]), tables, data_end=data_end)


def current_snapshots(tables: Tables, *, as_of: datetime) -> pd.DataFrame:
    """Each pursuit's open round as of one moment: of several, the one that moved last."""
    moment = _naive(as_of)
    rounds, moves = tables.rounds, tables.stage_changes
    begun = (rounds["entered_at"] < moment) | rounds["entered_at"].isna()
    is_open = begun & (rounds["closed_at"].isna() | (rounds["closed_at"] >= moment))
    moved_at = moves[moves["at"] < moment].groupby("round_id")["at"].max().reindex(rounds["round_id"])
    rounds = rounds.assign(moved_at=moved_at.to_numpy())[is_open]
    rounds["moved_at"] = rounds["moved_at"].fillna(rounds["entered_at"])
    latest = rounds.sort_values(["moved_at", "round_id"], na_position="first").drop_duplicates(
        "pursuit_id", keep="last"
    )
    latest = latest.sort_values("pursuit_id")
    return latest[["round_id", "pursuit_id"]].assign(as_of=moment.as_unit("s")).reset_index(drop=True)


def label(snapshots: pd.DataFrame, tables: Tables, *, data_end: pd.Timestamp) -> pd.DataFrame:
    """The snapshots with what came after them, as far as it is known by `data_end`."""
    rounds = tables.rounds.set_index("round_id").loc[snapshots["round_id"]]
    as_of = seconds(snapshots["as_of"].to_numpy())
    closed = seconds(rounds["closed_at"].to_numpy())
    known = rounds["outcome"].notna().to_numpy() & (closed <= _second(data_end))
    return snapshots.assign(
        won=np.where(known, (rounds["outcome"] == "won").to_numpy(), np.nan),
        won_known_at=np.where(known, rounds["closed_at"].to_numpy(), np.datetime64("NaT")),
        next_step=_next_step(snapshots, tables, data_end),
        next_step_known_at=snapshots["as_of"] + pd.Timedelta(days=NEXT_STEP_DAYS),
        days_to_close=np.where(known, (closed - as_of) / DAY, np.nan),
    )


class StateHistory:
    """The states each round entered, as-of any moment."""

    def __init__(self, stage_changes: pd.DataFrame) -> None:
        codes = np.asarray(stage_changes["to_state"].map(_CODE), np.int64)
        # Steps that one event caused share its time; leaving and buying end a path, the rest is in order.
        rank = np.where(codes == _LEFT, len(STATES), _PROGRESS[codes]).astype(np.int64)
        self.line = Timeline(
            stage_changes["round_id"].to_numpy(np.int64), stage_changes["at"].to_numpy(), rank
        )
        self.codes: Ints = codes[self.line.order]
        self.progress = _PROGRESS[self.codes]

    def state(self, round_ids: Ints, moments: Ints) -> tuple[Ints, Floats]:
        """The state's code in `STATES` before each moment (entry when none), and the days spent in it."""
        last = self.line.last(np.ones(len(self.codes), bool), self.line.before(round_ids, moments))
        return np.nan_to_num(pick(self.codes, last)).astype(np.int64), self.line.days_since(last, moments)


def aims_of(state: Ints) -> Ints:
    """How far along the funnel the next step from each state must reach; out of reach where there is none."""
    aims: Ints = _AIM[state]
    return aims


def _snapshots(rounds: pd.DataFrame, row: Ints, as_of: Ints, wanted: np.ndarray) -> pd.DataFrame:
    columns = rounds[["round_id", "pursuit_id"]].iloc[row[wanted]].reset_index(drop=True)
    snapshots: pd.DataFrame = columns.assign(as_of=as_of[wanted].astype("datetime64[s]"))
    return snapshots


def _open_until(rounds: pd.DataFrame, data_end: pd.Timestamp) -> Ints:
    return np.minimum(seconds(rounds["closed_at"].fillna(data_end).to_numpy()), _second(data_end))


def _next_step(snapshots: pd.DataFrame, tables: Tables, data_end: pd.Timestamp) -> Floats:
    history = StateHistory(tables.stage_changes)
    ids, as_of = snapshots["round_id"].to_numpy(np.int64), seconds(snapshots["as_of"].to_numpy())
    until = as_of + NEXT_STEP_DAYS * DAY
    state, _ = history.state(ids, as_of)
    window = history.line.before(ids, until, NEXT_STEP_DAYS)
    reached = np.zeros(len(ids), bool)
    aims = aims_of(state)
    for aim in np.unique(aims):
        asked = aims == aim
        reached |= asked & (history.line.total(history.progress >= aim, window) > 0)
    complete = (until <= _second(data_end)) & ~_IS_CLOSED[state]
    return np.where(complete, reached, np.nan)


def _naive(moment: datetime) -> pd.Timestamp:
    stamp = pd.Timestamp(moment)
    return stamp.tz_convert(None) if stamp.tzinfo else stamp


def _second(moment: pd.Timestamp) -> int:
    return int(moment.timestamp())
