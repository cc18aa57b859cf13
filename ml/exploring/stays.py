"""How long each round stood in each state and what followed, over whole tables at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ml.data_preparation import Tables
from ml.data_preprocessing import STATES, StateHistory
from ml.funnel import LOST, PROGRESS, FunnelState
from ml.funnel_figures import LEFT, WENT_BACK, WENT_ON
from ml.timeline import DAY, Ints, seconds

STILL_THERE = "still there"
_NAMES = np.array([str(state) for state in STATES], dtype=object)
_STEPS: Ints = np.array([PROGRESS[state] for state in STATES], np.int64)
_LEFT, _TARGET = STATES.index(LOST), STATES.index(FunnelState.SALES_TARGET)


def stays_of(tables: Tables, data_end: pd.Timestamp) -> pd.DataFrame:
    """One row for each stay of a round in a state, up to the end of the data.

    Returns
    -------
    pandas.DataFrame
        round_id; state; `fate` (on, back, left as the funnel counts them, or `STILL_THERE`); `days` from entry to the
        next state, or, while it stands there, to the end of the data.
    """
    moves = tables.stage_changes[(tables.stage_changes["at"] <= data_end).to_numpy(bool)]
    history = StateHistory(moves)
    moves = moves.take(history.line.order)
    ids, at, codes = _begun(tables.rounds, moves, data_end)
    ids = np.concatenate([ids, moves["round_id"].to_numpy(np.int64)])
    at, codes = np.concatenate([at, history.line.at]), np.concatenate([codes, history.codes])
    order = np.argsort(ids, kind="stable")
    ids, at, codes = ids[order], at[order], codes[order]
    again = (ids[1:] == ids[:-1]) & (codes[1:] == codes[:-1])
    kept = np.concatenate([np.ones(min(1, len(ids)), bool), ~again])
    return _followed(ids[kept], at[kept], codes[kept], int(data_end.timestamp()))


def _begun(rounds: pd.DataFrame, moves: pd.DataFrame, data_end: pd.Timestamp) -> tuple[Ints, Ints, Ints]:
    """The stay before the first move, of rounds that began as a sales target; open ones without a move stand there."""
    first = moves.drop_duplicates("round_id").set_index("round_id")[["at", "from_state"]]
    first = first.reindex(rounds["round_id"])
    unmoved = first["at"].isna().to_numpy(bool)
    entered, moved = seconds(rounds["entered_at"].to_numpy()), seconds(first["at"].to_numpy())
    begun = (rounds["entered_at"] <= data_end).to_numpy(bool)
    from_target = (first["from_state"] == str(FunnelState.SALES_TARGET)).to_numpy(bool)
    wanted = np.where(unmoved, rounds["outcome"].isna().to_numpy(bool) & begun, from_target)
    at = np.where(unmoved, entered, np.minimum(entered, moved))
    ids = rounds["round_id"].to_numpy(np.int64)[wanted]
    return ids, at[wanted], np.full(len(ids), _TARGET, np.int64)


def _followed(ids: Ints, at: Ints, codes: Ints, end: int) -> pd.DataFrame:
    last = np.append(ids[1:] != ids[:-1], np.ones(min(1, len(ids)), bool))
    after, until = np.roll(codes, -1), np.where(last, end, np.roll(at, -1))
    further = (_STEPS[after] > _STEPS[codes]) | (codes == _LEFT)
    fate = np.select([last, after == _LEFT, further], [STILL_THERE, LEFT, WENT_ON], WENT_BACK)
    days = np.maximum(0, until - at) / DAY
    return pd.DataFrame({"round_id": ids, "state": _NAMES[codes], "fate": fate.astype(object), "days": days})
