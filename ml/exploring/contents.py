"""What there is: the rows of each table, and of each column what it means, how full it is and what is in it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.exploring.amounts import counted, number, percent
from ml.exploring.categories import FEWEST_ROWS, SHOWN, categories, common_values, named
from ml.exploring.section import Grid, Section

if TYPE_CHECKING:
    from ml.exploring.material import Material

Cell = str | float | int | None

_HEAD = ("column", "what it is", "kind", "% missing", "distinct values", "an example of its range")
_WORDS = {"stage_changes": "stage changes"}
_MOST_EXAMPLES = 3
# Texts that hold the product's own few words.
_CODED = frozenset(("outcome", "from_state", "to_state", "kind", "channel", "direction", "result"))


def contents(material: Material) -> Section:
    """Rows of each table, and the columns of the three that are learned from."""
    tables = material.tables
    read = {"rounds": tables.rounds, "stage changes": tables.stage_changes, "touches": tables.touches}
    stored = {_WORDS.get(name, name): rows for name, rows in material.stored.items()}
    every = [*dict.fromkeys((*stored, *read))]
    rows = [(name, stored.get(name), len(read[name]) if name in read else None) for name in every]
    grids = [
        Grid("Rows of each table", ("table", "rows in the store", "clean rows looked at"), rows),
        *(_columns(material, name, frame) for name, frame in read.items()),
    ]
    found = ", ".join(
        counted(len(frame), name.removesuffix("s").removesuffix("e"), name) for name, frame in read.items()
    )
    return Section(
        "contents", "What there is", f"Looked at are {found}. {_span(material)}", _QUERY, grids=grids
    )


_QUERY = (
    "Rows in the store: all rows of each table (calls are touches by phone). Clean rows looked at: what remains after "
    "the rows of “What was set aside”. % missing: empty cells / clean rows × 100. Distinct values: different filled "
    f"values. Range: of numbers from the 5th to the 95th percentile, from {FEWEST_ROWS} filled cells on; of times the first and "
    "the last day (UTC); of yes-or-no columns the share of yes among filled cells; of categories the commonest values "
    f"with their share of filled cells; of other texts how many characters they have. {SHOWN} Names, e-mail addresses, "
    "telephone numbers and notes are in none of these columns or are never shown."
)


def _span(material: Material) -> str:
    entered = material.rounds["entered_at"]
    entered = entered[entered <= material.data_end]
    if entered.empty:
        return "No round has a date of entry."
    return f"Rounds were entered from {entered.min():%Y-%m-%d} on; the newest event is of {material.data_end:%Y-%m-%d}."


def _columns(material: Material, name: str, frame: pd.DataFrame) -> Grid:
    shown = categories(material) if name == "rounds" else {}
    rows = [_column(material, row, frame[row["column"]], shown) for row in material.described[name]]
    return Grid(f"Columns of {name}", _HEAD, rows)


def _column(
    material: Material, row: Mapping[Hashable, object], column: pd.Series, shown: dict[str, pd.Series]
) -> tuple[Cell, ...]:
    name, kind = str(row["column"]), str(row["kind"])
    missing = float(column.isna().mean()) if len(column) else None
    texts = shown.get(name, column if name in _CODED else None)
    if texts is not None:
        example = _commonest(common_values(material, texts), int(column.notna().sum()))
    else:
        example = _range(column, kind)
    distinct = int(str(row["distinct_values"]))
    return named(name), str(row["meaning"]), kind, percent(missing), distinct, example


def _commonest(values: Mapping[str, int], filled: int) -> str | None:
    told = list(values.items())[:_MOST_EXAMPLES]
    return ", ".join(f"{value} ({rows / filled:.0%})".replace("%", " %") for value, rows in told) or None


def _range(column: pd.Series, kind: str) -> str | None:
    known = column.dropna()
    if kind == "id" or len(known) < FEWEST_ROWS:
        return None
    if kind == "time":
        return f"{known.min():%Y-%m-%d} to {known.max():%Y-%m-%d}"
    if kind == "flag":
        return f"yes in {(known.astype('float64') == 1).mean():.0%}".replace("%", " %")
    if pd.api.types.is_numeric_dtype(known):
        ends = np.quantile(known.to_numpy(np.float64), (0.05, 0.95)).tolist()
        low, high = (number(end, 2) for end in ends)
        return f"{low:g} to {high:g}" if low is not None and high is not None else None
    lengths = known.astype("str").str.len()
    return f"{int(lengths.min())} to {int(lengths.max())} characters"
