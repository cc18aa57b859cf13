"""The frozen test set: pursuits kept aside for good, so that the figures of models years apart can be compared.

The newest fifth, on which each training is judged, moves on with time; this set does not. It is chosen once there
are enough closed rounds: of the newest half of the closed pursuits two in five, by a stable hash, a fifth of all.
The models that are judged never learn from it; the model that speaks learns from every row. A year later a second
version is added beside it, from pursuits that were in none; of several the two newest are in force, and older ones
are learned from again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.figures import auc, brier, ece, top_decile_lift

if TYPE_CHECKING:
    import pandas as pd

    from ml.problem import Problem
    from ml.timeline import Flags, Floats

FEWEST_OUTCOMES = 20  # of each among the pursuits kept aside; with fewer there is no set yet
RENEWED_AFTER = timedelta(days=365)
IN_FORCE = 2
_DEALT, _KEPT = 5, 2  # two in five of the newest half
_JUDGED = "by a model that never learned from them; the model that speaks learned from every row"


@dataclass(frozen=True)
class FrozenTest:
    """One version of the set: when it was chosen, and the ids of its pursuits, rising."""

    version: int
    made_on: date
    pursuits: tuple[int, ...]

    @property
    def digest(self) -> str:
        """A fingerprint of the ids: a set that was changed is another set."""
        return hashlib.sha256(",".join(map(str, self.pursuits)).encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """What the store writes down."""
        return {
            "version": self.version,
            "made_on": self.made_on.isoformat(),
            "pursuits": list(self.pursuits),
            "digest": self.digest,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> FrozenTest:
        """Back from `as_json`."""
        return cls(told["version"], date.fromisoformat(told["made_on"]), tuple(told["pursuits"]))


def in_force(
    known: Sequence[FrozenTest], snapshots: pd.DataFrame, *, on: date
) -> tuple[tuple[FrozenTest, ...], tuple[FrozenTest, ...]]:
    """All versions there are, with a new one where it is time; and those in force, newest last.

    Parameters
    ----------
    known
        The versions written down so far, oldest first.
    snapshots
        Labelled snapshots: pursuit_id, won, won_known_at.
    on
        The day of this training.
    """
    if not known or on - known[-1].made_on >= RENEWED_AFTER:
        taken = {pursuit for test in known for pursuit in test.pursuits}
        new = _chosen(snapshots, taken, version=len(known) + 1, on=on)
        known = [*known, *([new] if new else [])]
    return tuple(known), tuple(known[-IN_FORCE:])


def _chosen(snapshots: pd.DataFrame, taken: Collection[int], *, version: int, on: date) -> FrozenTest | None:
    free = snapshots[snapshots["won"].notna() & ~snapshots["pursuit_id"].isin(list(taken))]
    closed = free.groupby("pursuit_id").agg(known=("won_known_at", "max"), won=("won", "max"))
    newest = closed.sort_values("known", kind="stable").iloc[len(closed) // 2 :]
    dealt = np.array([_dealt(version, int(pursuit)) for pursuit in newest.index], np.int64)
    kept = newest[dealt < _KEPT]
    if min(int(kept["won"].sum()), int((1 - kept["won"]).sum())) < FEWEST_OUTCOMES:
        return None
    return FrozenTest(version, on, tuple(sorted(map(int, kept.index))))


def _dealt(version: int, pursuit: int) -> int:
    digest = hashlib.blake2b(f"{version}:{pursuit}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _DEALT


def kept_aside(tests: Sequence[FrozenTest], snapshots: pd.DataFrame) -> Flags:
    """Which snapshots are of pursuits kept aside."""
    ids = [pursuit for test in tests for pursuit in test.pursuits]
    return snapshots["pursuit_id"].isin(ids).to_numpy(bool)


def frozen_json(test: FrozenTest, problem: Problem, chance: Floats, base: float) -> dict[str, Any] | None:
    """How good the chances are on the rows of a set; None where its rows are gone from the data.

    Parameters
    ----------
    test
        The set.
    problem, chance
        Its rows, and what the judged model says of them.
    base
        The base rate that this model knew.
    """
    if not len(problem):
        return None
    area = auc(problem.outcome, chance, problem.groups)
    always = np.full(len(problem), base)
    lift = top_decile_lift(problem.outcome, chance)
    return {
        "version": test.version,
        "made_on": test.made_on.isoformat(),
        "digest": test.digest,
        "pursuits": len(np.unique(problem.groups)),
        "rows": len(problem),
        "auc": round(area.value, 6) if area else None,
        "auc_low": round(area.low, 6) if area else None,
        "auc_high": round(area.high, 6) if area else None,
        "brier": round(brier(problem.outcome, chance), 6),
        "base_brier": round(brier(problem.outcome, always), 6),
        "ece": round(ece(problem.outcome, chance), 6),
        "top_decile_lift": round(lift, 6) if lift is not None else None,
        "judged": _JUDGED,
    }
