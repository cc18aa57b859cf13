"""Conversations of substance, each with the round it belongs to: the one that closed next after it, else the open one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ml.feature_engineering import MOVES
from ml.tables import TALK
from ml.timeline import seconds

_NEVER = np.iinfo(np.int64).max
_KEPT = ("pursuit_id", "at", *MOVES, "dated_next_step", *TALK)


def talks_of(rounds: pd.DataFrame, touches: pd.DataFrame) -> pd.DataFrame:
    """The conversations that came before a close, in order of time.

    What was said after a pursuit's last close belongs to no round and is left out.

    Returns
    -------
    pandas.DataFrame
        round_id; `outcome` of that round, missing while it is open; `second` (since 1970); pursuit_id, at, the four
        moves' shares, dated_next_step, and the talk figures (missing where nobody measured them).
    """
    spoken = (touches["connecting"].notna() & (touches["substantial"] != 0)).to_numpy(bool)
    talks = touches.loc[spoken].reindex(columns=list(_KEPT))
    talks["second"] = seconds(talks["at"].to_numpy())
    ends = rounds[["pursuit_id", "round_id", "outcome", "entered_at"]].assign(
        end=np.where(rounds["closed_at"].isna(), _NEVER, seconds(rounds["closed_at"].to_numpy()))
    )
    ends = ends.sort_values(["end", "entered_at", "round_id"]).drop(columns="entered_at")
    found = pd.merge_asof(
        talks.sort_values("second", kind="stable"),
        ends,
        left_on="second",
        right_on="end",
        by="pursuit_id",
        direction="forward",
    )
    found = found[found["round_id"].notna()].astype({"round_id": np.int64}).drop(columns="end")
    return found.reset_index(drop=True)
