"""The win ensemble: the mean of its members' chances, and what each feature moved in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ml import leaf_tables
from ml.leaf_tables import Explained, LeafTable
from ml.models import SPECS, fit

if TYPE_CHECKING:
    import pandas as pd
    from sklearn.pipeline import Pipeline

    from ml.problem import Problem
    from ml.timeline import Floats

EXPLAINABLE = ("linear", "forest", "boosted")
_BY_SPEED = ("linear", "boosted", "forest")

# Each member's prepared columns, by the member's name; members with one preparation share one array.
Prepared = Mapping[str, "Floats"]


@dataclass(frozen=True)
class Ensemble:
    """Fitted members, and their tables of what each feature adds.

    Parameters
    ----------
    features
        The feature columns in order.
    members
        Fitted pipelines by name, of `EXPLAINABLE`.
    tables
        For trees their leaf table, for the linear member the means of its prepared columns.
    ranges
        Least and greatest value of each number in training: what lies beyond is read as the end of the range.
    """

    features: tuple[str, ...]
    members: Mapping[str, Pipeline]
    tables: Mapping[str, LeafTable | Floats]
    ranges: Mapping[str, tuple[float, float]]

    @classmethod
    def of(cls, members: Mapping[str, Pipeline], features: pd.DataFrame) -> Ensemble:
        """The ensemble of these fitted members; the tables are made here, once, from the training rows."""
        names = tuple(map(str, features))
        if {"forest", "boosted"} <= set(members):  # fitted on the same rows: one preparation serves both
            members["boosted"].steps[0] = members["forest"].steps[0]
        tables = {name: _table(name, model, features) for name, model in members.items()}
        numbers = features.select_dtypes("number")
        ends = zip(numbers.min().tolist(), numbers.max().tolist(), strict=True)
        return cls(names, members, tables, dict(zip(map(str, numbers), ends, strict=True)))

    def prepare(self, features: pd.DataFrame) -> Prepared:
        """The rows as each member's model reads them; each preparation runs once."""
        within = {name: features[name].clip(*ends) for name, ends in self.ranges.items()}
        known = features[list(self.features)].assign(**within)
        done: dict[int, Floats] = {}
        for step in (model["prepare"] for model in self.members.values()):
            if id(step) not in done:
                done[id(step)] = step.transform(known)
        return {name: done[id(model["prepare"])] for name, model in self.members.items()}

    def with_numbers(self, prepared: Prepared, changed: Mapping[str, Floats]) -> Prepared:
        """The same rows with other values in some number columns; a missing value stays as it was filled."""
        done: dict[int, Floats] = {}
        for name, rows in prepared.items():
            step = self.members[name]["prepare"]
            if id(step) not in done:
                done[id(step)] = leaf_tables.with_numbers(step, rows, changed)
        return {name: done[id(self.members[name]["prepare"])] for name in prepared}

    def chances(self, prepared: Prepared) -> Floats:
        """The mean chance of the members, one a row."""
        return np.asarray(np.mean([self.chances_of(name, rows) for name, rows in prepared.items()], axis=0))

    def chances_of(self, name: str, prepared: Floats) -> Floats:
        """One member's chances."""
        return np.asarray(self.members[name]["model"].predict_proba(prepared)[:, 1])

    @property
    def quickest(self) -> str:
        """The member that answers fastest."""
        return min(self.members, key=_BY_SPEED.index)

    def explain(self, prepared: Prepared) -> Explained:
        """The same chances with what each feature moved."""
        parts = [self._explain(name, rows) for name, rows in prepared.items()]
        return Explained(
            np.mean([part.chance for part in parts], axis=0),
            float(np.mean([part.base for part in parts])),
            np.mean([part.moved for part in parts], axis=0),
        )

    def _explain(self, name: str, prepared: Floats) -> Explained:
        model, table = self.members[name]["model"], self.tables[name]
        if isinstance(table, LeafTable):
            explain = leaf_tables.explain_forest if name == "forest" else leaf_tables.explain_boosted
            return explain(model, table, prepared)
        owner = leaf_tables.owners(self.members[name]["prepare"], list(self.features))
        return leaf_tables.explain_linear(model, table, prepared, owner=owner, features=len(self.features))

    def as_content(self) -> dict[str, Any]:
        """Plain values, arrays and scikit-learn's own objects: what a model file may hold."""
        tables = {
            name: table.as_content() if isinstance(table, LeafTable) else table
            for name, table in self.tables.items()
        }
        return {
            "features": list(self.features),
            "members": dict(self.members),
            "tables": tables,
            "ranges": {name: list(ends) for name, ends in self.ranges.items()},
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Ensemble:
        """Back from `as_content`."""
        tables = {
            name: LeafTable(**table) if isinstance(table, dict) else table
            for name, table in content["tables"].items()
        }
        ranges = {name: (low, high) for name, (low, high) in content["ranges"].items()}
        return cls(tuple(content["features"]), content["members"], tables, ranges)


def fit_members(problem: Problem, names: tuple[str, ...], *, seed: int) -> dict[str, Pipeline]:
    """Each named member fitted on all rows of the problem."""
    return {name: fit(SPECS[name], problem, seed=seed) for name in names}


def _table(name: str, model: Pipeline, features: pd.DataFrame) -> LeafTable | Floats:
    prepare, trained = model["prepare"], model["model"]
    if name == "linear":
        return np.asarray(prepare.transform(features).mean(axis=0))
    make = leaf_tables.forest_table if name == "forest" else leaf_tables.boosted_table
    return make(trained, leaf_tables.owners(prepare, list(map(str, features))), features.shape[1])
