"""Columns that know the outcome already: refused before any model sees them, or named as suspicious.

The limits come from measurements on public sets, where those of known tools (a correlation of 0.95, say) let
columns pass that gave the outcome away. What no figure can show, a name may: the length of the very call that
is judged, a day count that stops at the close.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from ml.figures import GUESSING, auc
from ml.leak_names import Suspicion, suspicion
from ml.splits import grouped_folds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ml.problem import Problem

    Codes = NDArray[np.int64]

REFUSED_AUC = 0.90
WARNED_AUC = 0.80
CLOCK_AUC = 0.75  # for a column whose name speaks of a clock or a forecast
FILL_GAP = 0.15
_MOSTLY = 0.5
_PURE = 0.05
_FAR = 4.0  # the rarer outcome must be this many times as common as in a pure level
_FEWEST_ROWS = 0.02
_BINS = 20
_ROWS_A_BIN = 10
_FOLDS = 5
_PRIOR_ROWS = 5.0
_CHANCE = 1e-6  # that an innocent column is filled for one outcome only


@dataclass(frozen=True)
class Leak:
    """A column that knows, or may know, the outcome: `refused` columns reach no model, `warned` ones do."""

    column: str
    reason: str
    action: Literal["refused", "warned"]


@dataclass(frozen=True)
class Screened:
    """One column on the way through the screen: its levels as codes (0 = missing), and the outcomes beside it."""

    name: str
    codes: Codes
    outcome: NDArray[np.float64]
    auc: float
    in_words: bool = True

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Where the cell is empty."""
        return np.asarray(self.codes == 0)


def screen(problem: Problem, *, seed: int = 0) -> list[Leak]:
    """The suspicious columns of these (training) rows, in the frame's order, the strongest finding of each."""
    folds = grouped_folds(problem, _FOLDS, seed=seed)
    found = (
        next(_findings(_screened(str(name), column, problem.outcome, folds)), None)
        for name, column in problem.features.items()
    )
    return [leak for leak in found if leak]


def _screened(
    name: str, column: pd.Series, outcome: NDArray[np.float64], folds: list[tuple[Codes, Codes]]
) -> Screened:
    codes = level_codes(column)
    area = auc(outcome, out_of_fold_rate(codes, outcome, folds))
    strength = area.value if area else GUESSING
    if number := _is_number(column):
        strength = max(strength, _rank_strength(column, outcome))
    return Screened(name, codes, outcome, strength, in_words=not number)


def _rank_strength(column: pd.Series, outcome: NDArray[np.float64]) -> float:
    """The AUC of the plain values among filled cells, whichever way they point; one half where few are filled."""
    filled = column.notna().to_numpy()
    values = column[filled].astype("int64") if column.dtype.kind == "M" else column[filled]
    area = auc(outcome[filled], np.asarray(values, dtype=np.float64))
    return max(area.value, 1 - area.value) if area and filled.mean() > _MOSTLY else GUESSING


def _is_number(column: pd.Series) -> bool:
    return column.dtype.kind in "iufbM"


def level_codes(column: pd.Series) -> Codes:
    """Each cell's level, missing = 0: the value of a word, the twentieth (of few rows, a larger part) that a number or date falls into."""
    if not _is_number(column):
        return np.asarray(pd.factorize(column)[0] + 1, dtype=np.int64)
    numbers = column.astype("int64").where(column.notna()) if column.dtype.kind == "M" else column
    values = numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    here = ~np.isnan(values)
    codes = np.zeros(len(values), dtype=np.int64)
    if here.any():
        bins = max(2, min(_BINS, int(here.sum()) // _ROWS_A_BIN))
        edges = np.unique(np.quantile(values[here], np.linspace(0, 1, bins + 1)[1:-1]))
        codes[here] = 1 + np.searchsorted(edges, values[here], side="left")
    return codes


def out_of_fold_rate(
    codes: Codes, outcome: NDArray[np.float64], folds: list[tuple[Codes, Codes]]
) -> NDArray[np.float64]:
    """For each row the rate of its level over the other folds, drawn to the overall rate as by five more rows."""
    rate = np.empty(len(codes))
    levels = int(codes.max(initial=0)) + 1
    for train, test in folds:
        count = np.bincount(codes[train], minlength=levels)
        positive = np.bincount(codes[train], weights=outcome[train], minlength=levels)
        prior = outcome[train].mean() if len(train) else 0.5
        rate[test] = ((positive + _PRIOR_ROWS * prior) / (count + _PRIOR_ROWS))[codes[test]]
    return rate


def _findings(column: Screened) -> Iterator[Leak]:
    """What there is to say of a column, the gravest first."""
    rules: tuple[Callable[[Screened], Leak | None], ...] = (
        _by_name,
        _by_strength,
        _by_one_sided_fill,
        _by_fill_gap,
        _by_pure_level,
    )
    yield from (leak for rule in rules if (leak := rule(column)))


def _by_name(column: Screened) -> Leak | None:
    said = suspicion(column.name)
    if said is Suspicion.OUTCOME:
        return Leak(column.name, "its name says that it is only known with the outcome", "refused")
    if said is Suspicion.CLOCK and column.auc > CLOCK_AUC:
        reason = f"its name speaks of what is final only at the outcome, and alone it ranks with AUC {column.auc:.2f}"
        return Leak(column.name, reason, "refused")
    return None


def _by_strength(column: Screened) -> Leak | None:
    if column.auc <= WARNED_AUC:
        return None
    action: Literal["refused", "warned"] = "refused" if column.auc > REFUSED_AUC else "warned"
    return Leak(column.name, f"alone it ranks winners above losers with AUC {column.auc:.2f}", action)


def _by_one_sided_fill(column: Screened) -> Leak | None:
    """Refused when only one outcome has the cell filled (or empty), and chance could not do that."""
    for where, word in ((~column.missing, "filled"), (column.missing, "empty")):
        rows, won = int(where.sum()), float(column.outcome[where].sum())
        base = float(column.outcome.mean())
        rate = base if won == rows else 1 - base
        if (
            0 < rows < len(where)
            and won in (0, rows)
            and rows >= _FEWEST_ROWS * len(where)
            and rate**rows < _CHANCE
        ):
            which = "positive" if won else "other"
            return Leak(column.name, f"it is {word} only where the outcome is the {which} one", "refused")
    return None


def _by_fill_gap(column: Screened) -> Leak | None:
    won = column.outcome == 1
    if not won.any() or won.all():
        return None
    gap = float(column.missing[won].mean() - column.missing[~won].mean())
    if abs(gap) <= FILL_GAP:
        return None
    more = "more" if gap > 0 else "less"
    return Leak(
        column.name, f"it is empty {abs(gap):.0%} {more} often where the outcome is positive", "warned"
    )


def _by_pure_level(column: Screened) -> Leak | None:
    """Warned when a word of at least 2 % of the rows has nearly one outcome only, far from the base rate."""
    count = np.bincount(column.codes)
    rate = np.bincount(column.codes, weights=column.outcome) / np.maximum(count, 1)
    base = float(column.outcome.mean())
    enough = count >= max(_FEWEST_ROWS * len(column.codes), _ROWS_A_BIN)
    pure = enough & ((rate > 1 - _PURE) | (rate < _PURE))
    if not column.in_words or not pure.any() or min(base, 1 - base) < _FAR * _PURE:
        return None
    return Leak(column.name, f"{int(pure.sum())} of its levels have nearly always the same outcome", "warned")
