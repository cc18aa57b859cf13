"""Raw tables to clean ones: types settled, contradictory rows set aside with their reason, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ml import tables as table_of
from ml.funnel import FunnelState

REJECT_COLUMNS = ("table", "id", "reason")
_STATES = {str(state) for state in FunnelState}
_FLAGS = ("answered", "substantial", "dated_next_step")
_SHARES = ("connecting", "understanding", "sharing", "setting")


@dataclass(frozen=True)
class Tables:
    """The three tables that the models learn from, as `ml.tables` describes them."""

    rounds: pd.DataFrame
    stage_changes: pd.DataFrame
    touches: pd.DataFrame


@dataclass(frozen=True)
class Prepared:
    """Clean tables, and every row that is not in them.

    Parameters
    ----------
    tables
        What can be learned from: ids unique, times present and in order, flags and shares as floats.
    rejects
        One row per row set aside: table, id and the reason in words.
    """

    tables: Tables
    rejects: pd.DataFrame


def prepare(raw: Tables, *, undated: bool = False) -> Prepared:
    """Clean the three tables; a row goes to exactly one side.

    Parameters
    ----------
    raw
        The tables as the store or an export has them.
    undated
        Whether open rounds without any date stay: they can be scored, but nothing can be learned from them.

    Raises
    ------
    BadInput
        When a table lacks a column or a column holds another type.
    """
    stage_changes, no_moves = _clean_stage_changes(table_of.check(raw.stage_changes, table_of.STAGE_CHANGES))
    rounds, no_rounds = _clean_rounds(
        table_of.check(raw.rounds, table_of.ROUNDS), stage_changes, undated=undated
    )
    touches, no_touches = _clean_touches(table_of.check(raw.touches, table_of.TOUCHES))
    known = stage_changes["round_id"].isin(rounds["round_id"])
    stage_changes, orphans = _set_aside(
        stage_changes, "stage_changes", "round_id", {"its round was set aside or is unknown": ~known}
    )
    rejects = pd.concat([no_rounds, no_moves, orphans, no_touches], ignore_index=True)
    return Prepared(Tables(rounds, stage_changes, touches), rejects)


def _set_aside(
    frame: pd.DataFrame, table: str, key: str, faults: Mapping[str, pd.Series]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part a frame into the rows without a fault and a list of the others with their first fault."""
    reason = pd.Series(pd.NA, index=frame.index, dtype="object")
    for words, faulty in faults.items():
        reason = reason.mask(faulty & reason.isna(), words)
    bad = reason.notna()
    rejects = pd.DataFrame({"table": table, "id": frame.loc[bad, key], "reason": reason[bad]})
    return frame.loc[~bad].reset_index(drop=True), rejects.reset_index(drop=True)


def _clean_rounds(
    rounds: pd.DataFrame, stage_changes: pd.DataFrame, *, undated: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    first_move = stage_changes.groupby("round_id")["at"].min().reindex(rounds["round_id"])
    rounds = rounds.assign(
        entered_at=rounds["entered_at"].fillna(pd.Series(first_move.to_numpy(), index=rounds.index)),
        employees=_numbers(rounds["employees"]),
        cycle=_numbers(rounds["cycle"]),
    )
    outcome = rounds["outcome"]
    # A date of closing without an outcome is a plan, not an event.
    closed = rounds["closed_at"] = rounds["closed_at"].where(outcome.notna())
    faults = {
        "this round is given twice": rounds["round_id"].duplicated(),
        "it has no date of entry and no dated stage change": rounds["entered_at"].isna()
        & (outcome.notna() | (not undated)),
        "its outcome is neither won nor lost": outcome.notna() & ~outcome.isin(["won", "lost"]),
        "it is won or lost, but not said when": outcome.notna() & closed.isna(),
        "it closed before it was entered": outcome.notna() & (closed < rounds["entered_at"]),
    }
    return _set_aside(rounds, "rounds", "round_id", faults)


def _clean_stage_changes(moves: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    faults = {
        "the stage change has no date": moves["at"].isna(),
        "the state entered is unknown": ~moves["to_state"].isin(_STATES),
    }
    return _set_aside(moves, "stage_changes", "round_id", faults)


def _clean_touches(touches: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    length = _numbers(touches["duration_s"])
    columns = {name: _numbers(touches[name]) for name in (*_FLAGS, *_SHARES)}
    columns |= {name: _numbers(touches[name]) for name in table_of.TALK if name in touches}
    touches = touches.assign(duration_s=length.where(length >= 0), **columns)
    shares = touches[list(_SHARES)]
    faults = {
        "this touch is given twice": touches["touch_id"].duplicated(),
        "the touch has no date": touches["at"].isna(),
        "a share of a move is not between 0 and 1": ((shares < 0) | (shares > 1)).any(axis=1),
    }
    return _set_aside(touches, "touches", "touch_id", faults)


def _numbers(column: pd.Series) -> pd.Series:
    """Flags and numbers as floats, missing as NaN."""
    return pd.Series(column.to_numpy("float64", na_value=np.nan), index=column.index)
