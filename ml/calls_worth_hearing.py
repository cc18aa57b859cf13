"""Calls worth listening to: which recorded calls teach something, and why, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ml.coaching import FEWEST, LISTEN_DAYS, NOBODY
from ml.data_preprocessing import NEXT_STEP_DAYS
from ml.feature_engineering import MOVE_MADE_FROM, MOVES
from ml.funnel import LOST, PROGRESS, FunnelState
from ml.timeline import Floats

CALLS_A_REP, LOOKED_INTO = 5, 5
# A seller talks too much from this share of the talk on.
MOST_TALK = 0.75
# A stretch is unusually long beyond that of 95 in 100 conversations, and of two minutes.
_USUAL, _SHORTEST_S = 0.95, 120.0
# A deal is big from the value on that four in five stay below; it was lost right after within two weeks.
_BIG, _RIGHT_AFTER_DAYS = 0.8, 14
# Kinds of reasons, the most instructive first.
_WENT_ON, _OBJECTED, _LOST, _TALKED = range(4)
_FEWEST_COLUMNS = ("owner_id", "touch_id", "result")


@dataclass(frozen=True)
class _Usual:
    """Beyond what a stretch is unusually long, and from what value on a deal is big; infinite where nobody can tell."""

    stretch_s: float
    value: float


class CallsWorthHearing:
    """Gathers the recorded calls of the last `LISTEN_DAYS` days, part by part, and chooses among them at the end."""

    def __init__(self, now: pd.Timestamp) -> None:
        self.since = now - pd.Timedelta(days=LISTEN_DAYS)
        self._heard = list[pd.DataFrame]()
        self._stretches, self._values = list[Floats](), list[Floats]()

    def note_values(self, values: pd.Series) -> None:
        """What deals are worth, to tell the big ones."""
        self._values.append(values.dropna().to_numpy(np.float64))

    def add(self, talks: pd.DataFrame, stage_changes: pd.DataFrame) -> None:
        """A part's conversations with round and owner, as `ml.coaching_counts` has them, and its stage changes."""
        self._stretches.append(talks["monologue_s"].dropna().to_numpy(np.float64))
        recent = (talks["at"] >= self.since) & (talks["heard"] == 1) & (talks["owner_id"] != NOBODY)
        calls = talks[recent & talks["round_id"].notna()]
        if not calls.empty:
            self._heard.append(_with_what_followed(calls, stage_changes))

    def agreed(self) -> list[int]:
        """Each owner's latest calls that ended in agreement: whether an objection was answered stands in their words."""
        calls = self._calls()
        agreed = calls[calls["result"] == "agreed"].groupby("owner_id").head(LOOKED_INTO)
        return [int(touch_id) for touch_id in agreed["touch_id"]]

    def choose(self, objections: Collection[int]) -> dict[tuple[int, int], tuple[int, str]]:
        """Up to `CALLS_A_REP` an owner, one of each kind before a second: (owner, place) -> (touch, why).

        Parameters
        ----------
        objections
            Of the calls that ended in agreement, those in which an objection was answered.
        """
        usual = _Usual(max(_SHORTEST_S, _quantile(self._stretches, _USUAL)), _quantile(self._values, _BIG))
        told = pd.DataFrame(
            [
                (call.owner_id, call.touch_id, min(reasons), "; ".join(reasons.values()))
                for call in self._calls().itertuples()
                if (reasons := dict(_reasons(call, objections, usual)))
            ],
            columns=["owner", "touch", "kind", "why"],
        )
        turn = told.groupby(["owner", "kind"]).cumcount()
        chosen = told.assign(turn=turn).sort_values(["owner", "turn", "kind"], kind="stable")
        chosen = chosen.assign(place=chosen.groupby("owner").cumcount() + 1)
        first = chosen[chosen["place"] <= CALLS_A_REP]
        keys = zip(first["owner"].tolist(), first["place"].tolist(), strict=True)
        return dict(zip(keys, zip(first["touch"].tolist(), first["why"].tolist(), strict=True), strict=True))

    def _calls(self) -> pd.DataFrame:
        """The latest first."""
        if not self._heard:
            return pd.DataFrame(columns=_FEWEST_COLUMNS)
        return pd.concat(self._heard).sort_values(["at", "touch_id"], ascending=False)


def _with_what_followed(calls: pd.DataFrame, moves: pd.DataFrame) -> pd.DataFrame:
    """Calls with the furthest state within 30 days, and when it came; and how soon they were lost."""
    moved = moves.rename(columns={"at": "moved_at"})
    after = calls[["touch_id", "round_id", "at"]].merge(moved, on="round_id")
    after = after[after["moved_at"] >= after["at"]]
    days = (after["moved_at"] - after["at"]).dt.days.astype(np.float64)
    after = after.assign(days=days, progress=after["to_state"].map(PROGRESS))
    further = after[days < NEXT_STEP_DAYS].sort_values(["progress", "moved_at"], ascending=[False, True])
    reached = further.drop_duplicates("touch_id").set_index("touch_id")
    lost = after[(after["to_state"] == LOST.value) & (days < _RIGHT_AFTER_DAYS)]
    touch_ids = calls["touch_id"]
    return calls.assign(
        reached=touch_ids.map(reached["to_state"]),
        reached_days=touch_ids.map(reached["days"]),
        lost_days=touch_ids.map(lost.groupby("touch_id")["days"].min()),
    )


def _quantile(parts: list[Floats], share: float) -> float:
    """What this share of all positive numbers stays below; infinite where there are too few."""
    numbers = np.concatenate([*parts, np.empty(0)])
    numbers = numbers[numbers > 0]
    return float(np.quantile(numbers, share)) if len(numbers) >= FEWEST else np.inf


def _reasons(call: Any, objections: Collection[int], usual: _Usual) -> Iterator[tuple[int, str]]:
    """Why a call is worth hearing, the most instructive first; what is missing (NaN) is no reason."""
    if call.went_on == 1 and all(getattr(call, move) >= MOVE_MADE_FROM for move in MOVES):
        state = FunnelState(call.reached).label
        yield _WENT_ON, f"all four moves, and it became a {state} {_later(call.reached_days)}"
    if call.touch_id in objections:
        yield _OBJECTED, "they objected, got an answer, and agreed"
    if call.lost_days >= 0 and call.value >= usual.value:
        yield _LOST, f"one of the biggest deals ({call.value:,.0f}), lost {_later(call.lost_days)}"
    talked = list[str]()
    if call.rep_share > MOST_TALK:
        talked.append(f"the seller had {round(100 * call.rep_share)} % of the talk")
    if call.monologue_s > usual.stretch_s:
        talked.append(f"the seller spoke {call.monologue_s / 60:.0f} minutes without a pause")
    if talked:
        yield _TALKED, "; ".join(talked)


def _later(days: float) -> str:
    """How much later in words.

    >>> _later(0.0), _later(1.0), _later(3.0)
    ('the same day', '1 day later', '3 days later')
    """
    return f"{days:.0f} day{'' if days == 1 else 's'} later" if days else "the same day"
