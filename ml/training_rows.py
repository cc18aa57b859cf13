"""The rows that models learn from: snapshots with features and labels, as one problem for each question."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.data_preprocessing import end_of_data, training_snapshots
from ml.feature_engineering import features as features_of
from ml.leaks import Leak, screen
from ml.problem import Problem
from ml.tables import PROPERTY_PREFIX
from ml.timeline import Flags, Ints, seconds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ml.data_preparation import Tables

_SCREENED = (PROPERTY_PREFIX, "source", "industry", "country", "service", "employees")


@dataclass(frozen=True)
class TrainingRows:
    """Snapshots and their features, row by row.

    Parameters
    ----------
    snapshots
        As `ml.data_preprocessing.training_snapshots` describes them.
    features
        Features that vary; refused columns are gone.
    data_end
        Up to when outcomes are known (naive UTC).
    won, lost
        How many closed rounds there are, with or without a snapshot.
    leaks
        What the leak screen found among the columns known at creation.
    """

    snapshots: pd.DataFrame
    features: pd.DataFrame
    data_end: pd.Timestamp
    won: int
    lost: int
    leaks: tuple[Leak, ...] = ()

    def __len__(self) -> int:
        return len(self.snapshots)

    @property
    def groups(self) -> Ints:
        """The pursuits, numbered from 0: a split never separates the snapshots of one."""
        return np.unique(self.snapshots["pursuit_id"].to_numpy(), return_inverse=True)[1].astype(np.int64)

    def problem(self, label: str) -> tuple[Problem, pd.DataFrame]:
        """The rows whose label (`won` or `next_step`) is known, and their snapshots."""
        known = self.snapshots[label].notna().to_numpy(bool)
        snapshots = self.snapshots[known]
        problem = Problem(
            features=self.features[known].reset_index(drop=True),
            outcome=snapshots[label].to_numpy(np.float64),
            groups=self.groups[known],
            order=seconds(snapshots["as_of"].to_numpy()).astype(np.float64),
            known=seconds(snapshots[f"{label}_known_at"].to_numpy()).astype(np.float64),
        )
        return problem, snapshots.reset_index(drop=True)

    @property
    def digest(self) -> str:
        """A fingerprint of all that is learned from: the same data gives the same sixteen digits."""
        table = pd.concat([self.snapshots, self.features], axis=1)
        hashed = pd.util.hash_pandas_object(table, index=False).to_numpy()
        return hashlib.sha256(hashed.tobytes()).hexdigest()[:16]


def training_rows(tables: Tables, *, now: datetime, seed: int = 0) -> TrainingRows:
    """Snapshots of every round up to `now`, with features; columns that give the outcome away are refused."""
    snapshots = training_snapshots(tables, data_end=end_of_data(tables, now))
    features, leaks = screened_features(tables, snapshots, seed=seed)
    return rows_of(tables, snapshots, features, leaks, now=now)


def screened_features(
    tables: Tables, snapshots: pd.DataFrame, *, seed: int = 0
) -> tuple[pd.DataFrame, list[Leak]]:
    """The features of labelled snapshots that vary and give nothing away, and what the leak screen found."""
    features = features_of(tables, snapshots)
    leaks = _leaks(snapshots, features, seed=seed)
    refused = {leak.column for leak in leaks if leak.action == "refused"}
    return features[[name for name in features if name not in refused and _varies(features[name])]], leaks


def rows_of(
    tables: Tables,
    snapshots: pd.DataFrame,
    features: pd.DataFrame,
    leaks: Sequence[Leak],
    *,
    now: datetime,
) -> TrainingRows:
    """The training rows of these snapshots and screened features, as of `now`."""
    data_end, rounds = end_of_data(tables, now), tables.rounds
    closed = rounds.loc[(rounds["closed_at"] <= data_end).to_numpy(bool), "outcome"]
    won, lost = int((closed == "won").sum()), int((closed == "lost").sum())
    return TrainingRows(snapshots, features, data_end, won, lost, tuple(leaks))


def _varies(column: pd.Series) -> bool:
    return len(column.unique()) > 1


def _leaks(snapshots: pd.DataFrame, features: pd.DataFrame, *, seed: int) -> list[Leak]:
    """The screen over what was known at creation, one row a round; as-of features cannot know the outcome."""
    first: Flags = (snapshots["won"].notna() & ~snapshots["round_id"].duplicated()).to_numpy(bool)
    columns = [name for name in features if str(name).startswith(_SCREENED)]
    outcome = snapshots.loc[first, "won"].to_numpy(np.float64)
    if not columns or len(np.unique(outcome)) == 1 or not len(outcome):
        return []
    groups = np.unique(snapshots.loc[first, "pursuit_id"].to_numpy(), return_inverse=True)[1]
    rows = features.loc[first, columns].reset_index(drop=True)
    return screen(Problem(rows, outcome, groups.astype(np.int64)), seed=seed)
