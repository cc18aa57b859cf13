"""The training table with the evidence of each label: which stage change made it true, or that none did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.data_preprocessing import NEXT_STEP_DAYS, StateHistory, aims_of
from ml.funnel import LOST, WON
from ml.timeline import DAY, Flags, Ints, Span, seconds

if TYPE_CHECKING:
    from ml.data_preparation import Tables
    from ml.training_rows import TrainingRows

STAGE_CHANGE, OF_ROUND = "stage change", "closed_at of the round"
EVIDENCE = ("change_id", "change_at", "change_from", "change_to", "change_label")
_TOLD = ("stage_change_id", "at", "from_state", "to_state", "label")
_NONE = -1


def training_export(tables: Tables, rows: TrainingRows) -> pd.DataFrame:
    """One line for each snapshot: ids, the labels, what each label comes from, the owner's number, the features.

    Parameters
    ----------
    tables
        Clean tables, their stage changes with `ml.tables.TRACED_STAGE_CHANGES`.
    rows
        What the models learn from, made of them.
    """
    snapshots, moves = rows.snapshots, tables.stage_changes
    closing, fulfilling = closing_changes(tables, snapshots), fulfilling_changes(tables, snapshots)
    known = snapshots["won"].notna().to_numpy(bool)
    from_close = np.array([None, OF_ROUND, STAGE_CHANGE], object)[known.astype(int) + (closing >= 0)]
    owner = tables.rounds.set_index("round_id")["owner"].reindex(snapshots["round_id"]).to_numpy()
    parts = [
        snapshots[["round_id", "pursuit_id", "as_of", "won", "won_known_at"]].assign(won_from=from_close),
        _evidence(moves, closing, "won"),
        snapshots[["next_step", "next_step_known_at"]].assign(
            next_step_from=_next_step_from(snapshots, fulfilling)
        ),
        _evidence(moves, fulfilling, "next_step"),
        snapshots[["days_to_close"]].assign(days_to_close_from=from_close, owner=owner),
        rows.features,
    ]
    return pd.concat([part.reset_index(drop=True) for part in parts], axis=1)


def closing_changes(tables: Tables, snapshots: pd.DataFrame) -> Ints:
    """For each snapshot whose round ended: position of the stage change that says so, of that very moment; else -1."""
    moves, rounds = tables.stage_changes, tables.rounds
    ends = pd.DataFrame(
        {
            "round_id": moves["round_id"],
            "outcome": moves["to_state"].map({str(WON): "won", str(LOST): "lost"}),
            "second": seconds(moves["at"].to_numpy()),
            "position": np.arange(len(moves)),
        }
    ).dropna(subset="outcome")
    ends = ends.drop_duplicates(["round_id", "outcome", "second"], keep="last")
    ended = rounds[["round_id", "outcome"]].assign(second=seconds(rounds["closed_at"].to_numpy()))
    found = ended.merge(ends, how="left", on=["round_id", "outcome", "second"]).set_index("round_id")[
        "position"
    ]
    position = found.reindex(snapshots["round_id"]).fillna(_NONE).to_numpy(np.int64)
    return np.where(snapshots["won"].notna().to_numpy(bool), position, _NONE)


def fulfilling_changes(tables: Tables, snapshots: pd.DataFrame) -> Ints:
    """For each snapshot whose next step was taken: position of the first stage change that took it; else -1."""
    history = StateHistory(tables.stage_changes)
    ids, as_of = snapshots["round_id"].to_numpy(np.int64), seconds(snapshots["as_of"].to_numpy())
    aim = aims_of(history.state(ids, as_of)[0])
    window = history.line.before(ids, as_of + NEXT_STEP_DAYS * DAY, NEXT_STEP_DAYS)
    found = np.full(len(ids), _NONE)
    for wanted in np.unique(aim):
        asked = aim == wanted
        found[asked] = _first(history.progress >= wanted, window)[asked]
    found = np.where((snapshots["next_step"] == 1).to_numpy(bool), found, _NONE)
    return np.asarray(np.append(history.line.order, _NONE)[found], np.int64)


def _first(wanted: Flags, span: Span) -> Ints:
    """Position of the first wanted event in each span, -1 where there is none."""
    size = len(wanted)
    upcoming = np.minimum.accumulate(np.where(wanted, np.arange(size), size)[::-1])[::-1]
    found: Ints = np.append(upcoming, size)[span.start]
    return np.asarray(np.where(found < span.end, found, _NONE), np.int64)


def _next_step_from(snapshots: pd.DataFrame, fulfilling: Ints) -> pd.Series:
    until = snapshots["next_step_known_at"].dt.strftime("%Y-%m-%d")
    none = f"none within {NEXT_STEP_DAYS} days (window until " + until + ")"
    told: pd.Series = none.where((fulfilling < 0) & snapshots["next_step"].notna())
    return told.mask(fulfilling >= 0, STAGE_CHANGE)


def _evidence(moves: pd.DataFrame, position: Ints, label: str) -> pd.DataFrame:
    """The stage changes at these positions, missing at -1."""
    lines = moves[list(_TOLD)].reset_index(drop=True).reindex(np.where(position < 0, len(moves), position))
    lines["stage_change_id"] = lines["stage_change_id"].astype("Int64")
    return lines.set_axis([f"{label}_{name}" for name in EVIDENCE], axis=1)
