"""Won pursuits that looked alike: those for and against which the same things spoke, by the model's own points.

Two rows are near each other when the features that matter most to the model move their chances alike; so the
distance is weighted by importance, and counts in percentage points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from ml.timeline import Floats, Ints

MOST = 3
# The newest won pursuits that are looked through, and the features that count: a few milliseconds a thousand rows.
_KEPT, _TELLING = 400, 5
_FEWEST = 10
_FARTHEST = 15.0  # percentage points, over all telling features together: beyond that nothing is alike
_NOBODY = -1


@dataclass(frozen=True)
class WonRounds:
    """Won pursuits as they looked while they were open.

    Parameters
    ----------
    pursuit_ids
        One for each, the newest won first.
    days
        From entry to the close; NaN where that is not known.
    columns
        The features that count, by position.
    points
        (pursuits, columns): percentage points.
    """

    pursuit_ids: Ints
    days: Floats
    columns: Ints
    points: Floats

    @classmethod
    def of(cls, snapshots: pd.DataFrame, points: Floats, ages: Floats) -> WonRounds | None:
        """The newest won pursuits among training rows, each by the snapshot halfway to its close; None of too few.

        Parameters
        ----------
        snapshots
            Those of won rounds, as `ml.data_preprocessing.training_snapshots` describes them.
        points
            (rows, features): what moved each row's chance.
        ages
            Days since entry, one a row.
        """
        days = ages + snapshots["days_to_close"].to_numpy(np.float64)
        off_middle = np.abs(ages - days / 2)
        table = snapshots[["pursuit_id", "won_known_at"]].assign(
            row=np.arange(len(snapshots)), off=off_middle
        )
        table = table.sort_values(
            ["won_known_at", "pursuit_id", "off", "row"], ascending=[False, True, True, True]
        )
        rows = table.drop_duplicates("pursuit_id")["row"].to_numpy(np.int64)[:_KEPT]
        if len(rows) < _FEWEST:
            return None
        columns = np.sort(np.argsort(-np.abs(points[rows]).mean(axis=0), kind="stable")[:_TELLING])
        ids = snapshots["pursuit_id"].to_numpy(np.int64)[rows]
        return cls(ids, days[rows].round(), columns, points[rows][:, columns].astype(np.float64))

    def like(self, pursuit_ids: Ints, points: Floats) -> Ints:
        """(rows, 3): the places of the won pursuits that each row is most like, the nearest first; -1 where there is none.

        Parameters
        ----------
        pursuit_ids
            Whose rows they are: nobody is like an earlier round of their own.
        points
            (rows, features): what moves each row's chance, all features.
        """
        from scipy.spatial import KDTree

        wanted = min(MOST + 1, len(self.pursuit_ids))
        far, near = KDTree(self.points).query(
            points[:, self.columns], k=wanted, distance_upper_bound=_FARTHEST
        )
        missing = ~np.isfinite(far)
        near[missing] = 0
        near[missing | (self.pursuit_ids[near] == pursuit_ids[:, None])] = _NOBODY
        nobody_last = np.argsort(near == _NOBODY, axis=1, kind="stable")
        return np.asarray(np.take_along_axis(near, nobody_last, axis=1)[:, :MOST], np.int64)

    def as_content(self) -> dict[str, Any]:
        """Plain arrays: what a model file may hold."""
        return dict(vars(self))

    @classmethod
    def from_content(cls, content: Mapping[str, Any] | None) -> WonRounds | None:
        """Back from `as_content`; files of earlier versions hold none."""
        return cls(**content) if content else None
