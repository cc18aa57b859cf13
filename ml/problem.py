"""What a model is asked: features, outcome, which rows belong together, and their order in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Columns:
    """The feature columns by kind; both tuples keep the frame's order."""

    numeric: tuple[str, ...]
    categorical: tuple[str, ...]

    @classmethod
    def of(cls, features: pd.DataFrame) -> Columns:
        """Numbers and flags are numeric, all else is categorical.

        >>> Columns.of(pd.DataFrame({"calls": [1, 2], "source": ["web", "fair"]}))
        Columns(numeric=('calls',), categorical=('source',))
        """
        numeric = tuple(str(name) for name in features if pd.api.types.is_numeric_dtype(features[name]))
        return cls(numeric, tuple(str(name) for name in features if name not in numeric))


@dataclass(frozen=True)
class Problem:
    """One question over one table.

    Parameters
    ----------
    features
        One row an example; numeric columns are float, categorical ones text; either may have missing cells.
    outcome
        0 or 1 a row (a question in days: days as float).
    groups
        Whole numbers; rows of one group (a pursuit's snapshots, identical rows) never cross a split.
    order
        A sortable number a row, older is smaller; None where the rows have no order.
    known
        When the outcome became known, on the scale of `order`: a row trains only what is made after that.
        None: at once.
    weights
        How much each row counts in a fit; None where all count alike.
    """

    features: pd.DataFrame
    outcome: NDArray[np.float64]
    groups: NDArray[np.int64]
    order: NDArray[np.float64] | None = None
    known: NDArray[np.float64] | None = None
    weights: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.outcome)

    @property
    def columns(self) -> Columns:
        """The feature columns by kind."""
        return Columns.of(self.features)

    def take(self, rows: NDArray[np.int64]) -> Problem:
        """The same question over these rows (positions), in this sequence."""
        order = None if self.order is None else self.order[rows]
        known = None if self.known is None else self.known[rows]
        weights = None if self.weights is None else self.weights[rows]
        return Problem(self.features.iloc[rows], self.outcome[rows], self.groups[rows], order, known, weights)

    def without_order(self) -> Problem:
        """The same question with the order forgotten."""
        return replace(self, order=None, known=None)
