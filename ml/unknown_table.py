"""From any table and a named outcome to a problem: rows left out are counted, columns left out are named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.column_reading import as_date, as_number, as_text, read_column
from ml.errors import BadInput
from ml.leaks import Leak, screen
from ml.problem import Problem
from ml.splits import random_split, time_split

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHOWN = 8  # values or columns named in an error
_NEARLY_OWN = 0.5  # text of which more than half of the cells are different tells nothing that recurs
_FEW_ROWS = 20
_NUMBERED = 0.999
_HEADER_ROWS = 1
_ID = re.compile(r"(?:^|[\W_])(?:id|key|number|no|nr|phone)$|Id$|ID$", re.IGNORECASE)
_NAMES_ROWS = "nearly every row has its own value, so it is left out: it names rows"


@dataclass(frozen=True)
class AssessOptions:
    """What is asked of a table.

    Parameters
    ----------
    outcome, positive
        The column that says how it ended, and what stands there when it ended well.
    by_time
        The column that says when.
    rows_in_order
        The rows stand from old to new.
    exclude
        Columns that no model may see.
    """

    outcome: str
    positive: str
    by_time: str | None = None
    rows_in_order: bool = False
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class PreparedTable:
    """The problem that models are fitted on, and all that was left out on the way."""

    problem: Problem
    leaks: tuple[Leak, ...]
    unused: tuple[tuple[str, str], ...]
    without_outcome: int
    without_time: int


def prepare_table(frame: pd.DataFrame, options: AssessOptions, *, seed: int) -> PreparedTable:
    """The problem of a table.

    Rows without an outcome or, where asked by time, without a time are left out. Identical rows (over all
    columns, before any exclusion) are one group. Leaks are looked for in rows that train in every split.

    Raises
    ------
    BadInput
        A column or value that is not there, or a time that cannot be read.
    """
    frame = _distinctly_named(frame)
    _check_columns(frame, options)
    outcome = as_text(frame[options.outcome])
    positive = _positive(outcome, options)
    order = _order(frame, options)
    timed = np.full(len(frame), fill_value=True) if order is None else ~np.isnan(order)
    kept = np.flatnonzero(outcome.notna().to_numpy() & timed)
    if not len(kept):
        raise BadInput(f"No row has both an outcome in column “{options.outcome}” and a time.")
    problem = Problem(_read(frame, options), positive, _identical(frame), order).take(kept)
    without_outcome = int(outcome.isna().sum())
    problem = replace(problem, groups=np.unique(problem.groups, return_inverse=True)[1])
    problem, leaks, unused = _screened(problem, seed)
    return PreparedTable(problem, leaks, unused, without_outcome, len(frame) - len(kept) - without_outcome)


def _distinctly_named(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with text names; the second “x” becomes “x (2)”."""
    seen = Counter[str]()
    names = []
    for name in map(str, frame.columns):
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return frame.set_axis(names, axis=1).reset_index(drop=True)


def _check_columns(frame: pd.DataFrame, options: AssessOptions) -> None:
    asked = [options.outcome, *([options.by_time] if options.by_time else []), *options.exclude]
    for name in asked:
        if name not in frame.columns:
            raise BadInput(f"The table has no column “{name}”; it has {_listed(list(frame.columns))}.")
    if options.outcome in options.exclude:
        raise BadInput(f"Column “{options.outcome}” is the outcome and cannot be excluded.")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f"“{name}”" for name in names[:_SHOWN]) + more


def _positive(outcome: pd.Series, options: AssessOptions) -> NDArray[np.float64]:
    """1 where the outcome is the positive value (as text, or as the same number)."""
    positive = options.positive.strip()
    won = outcome == positive
    if not won.any():
        won = as_number(outcome) == as_number(pd.Series([positive])).iloc[0]
    if not won.any():
        found = [str(value) for value in outcome.value_counts().index]
        said = f"it holds {_listed(found)}" if found else "it is empty"
        raise BadInput(f"Column “{options.outcome}” never holds “{positive}”; {said}.")
    return np.asarray(won.to_numpy(dtype=np.bool_, na_value=False), dtype=np.float64)


def _order(frame: pd.DataFrame, options: AssessOptions) -> NDArray[np.float64] | None:
    """A sortable number a row, missing where the time is empty."""
    if options.by_time is None:
        return np.arange(len(frame), dtype=np.float64) if options.rows_in_order else None
    text = as_text(frame[options.by_time])
    times = read_column(frame[options.by_time])
    if times.dtype.kind not in "fM":  # mostly unreadable: whichever reading fits more names the first bad row
        times = max(as_date(text), as_number(text), key=lambda read: read.notna().sum())
    bad = np.flatnonzero(text.notna() & times.isna())
    if len(bad):
        row = int(bad[0])
        raise BadInput(
            f"Row {row + 1 + _HEADER_ROWS}, column “{options.by_time}”: “{text.iloc[row]}” is not a time"
            " (2026-03-31, 31/03/2026 or a number would be)."
        )
    return _as_numbers(times)


def _as_numbers(times: pd.Series) -> NDArray[np.float64]:
    if times.dtype.kind != "M":
        return np.asarray(times.to_numpy(dtype=np.float64))
    return np.asarray(((times - pd.Timestamp(0)) / pd.Timedelta(seconds=1)).to_numpy(dtype=np.float64))


def _identical(frame: pd.DataFrame) -> NDArray[np.int64]:
    """One number for all rows that are the same in every column."""
    if not frame.shape[1]:
        return np.arange(len(frame))
    cells = frame.astype("object").where(frame.notna(), None).astype("str")
    return np.asarray(cells.groupby(list(cells.columns), sort=False, dropna=False).ngroup(), dtype=np.int64)


def _read(frame: pd.DataFrame, options: AssessOptions) -> pd.DataFrame:
    left = [name for name in frame.columns if name != options.outcome and name not in options.exclude]
    return pd.DataFrame({name: read_column(frame[name]) for name in left}, index=frame.index)


def _screened(problem: Problem, seed: int) -> tuple[Problem, tuple[Leak, ...], tuple[tuple[str, str], ...]]:
    """The problem without columns that leak or say nothing, dates as weekdays."""
    features = problem.features
    unused = tuple((str(name), why) for name, column in features.items() if (why := _says_nothing(column)))
    problem = replace(problem, features=features.drop(columns=[name for name, _ in unused]))
    leaks = screen(problem.take(rows_of_all_trainings(problem, seed=seed)), seed=seed)
    refused = [leak.column for leak in leaks if leak.action == "refused"]
    features = problem.features.drop(columns=refused)
    named = {leak.column for leak in leaks}
    own = [str(name) for name, column in features.items() if _of_each_row_its_own(str(name), column)]
    leaks += [Leak(name, _NAMES_ROWS, "warned") for name in own if name not in named]
    return replace(problem, features=_usable(features.drop(columns=own))), tuple(leaks), unused


def rows_of_all_trainings(problem: Problem, *, seed: int) -> NDArray[np.int64]:
    """Rows that are tested in no split: what a screen may look at."""
    rows = random_split(problem, seed=seed).train
    if problem.order is not None:
        rows = np.intersect1d(rows, time_split(problem).train)
    return rows


def _says_nothing(column: pd.Series) -> str:
    if column.isna().all():
        return "empty"
    return "the same in every row" if len(column.unique()) == 1 else ""


def _of_each_row_its_own(name: str, column: pd.Series) -> bool:
    """Whether it names rows: text that hardly recurs, or whole numbers counted up or called an id."""
    filled = column.dropna()
    if column.dtype.kind == "M" or not len(filled):
        return False
    share = filled.nunique() / len(filled)
    if column.dtype.kind not in "iufb":
        return share == 1 or (share > _NEARLY_OWN and len(filled) > _FEW_ROWS)
    if len(filled) <= _FEW_ROWS or share < _NUMBERED or (filled % 1 != 0).any():
        return False
    counted = filled.is_monotonic_increasing or filled.is_monotonic_decreasing
    return bool(counted) or _ID.search(name) is not None


def _usable(features: pd.DataFrame) -> pd.DataFrame:
    """Dates become weekdays, the one part of a date that surely comes again; all else stays."""
    dates = [str(name) for name, column in features.items() if column.dtype.kind == "M"]
    return features.assign(**{name: features[name].dt.day_name() for name in dates})
