"""The data dictionary: of each column of each file what it means, its unit, its source, and when it was known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from ml.column_entries import ENTRIES, OWN, Entry
from ml.tables import PROPERTY_PREFIX

HEAD = (
    "file", "column", "meaning", "unit", "source", "as_of_rule", "kind",
    "share_missing", "share_filled", "share_derived", "distinct_values",
)  # fmt: skip


def dictionary(file: str, frame: pd.DataFrame, marks: Mapping[str, pd.Series] | None = None) -> pd.DataFrame:
    """One row for each column of a file, in the file's order, under `HEAD`; shares are missing for no rows.

    Parameters
    ----------
    file
        Which file, by its name in this module.
    frame
        What is in it.
    marks
        Columns that mark filled cells, row by row, where they are in another file.
    """
    marked = {**{str(name): frame[name] for name in frame}, **(marks or {})}
    rows = [_row(file, str(name), frame[name], marked) for name in frame]
    return pd.DataFrame(rows, columns=list(HEAD))


def _row(file: str, name: str, column: pd.Series, marks: Mapping[str, pd.Series]) -> dict[str, object]:
    entry = entry_of(file, name)
    told = {
        head: getattr(entry, head) or None for head in ("meaning", "unit", "source", "as_of_rule", "kind")
    }
    missing = float(column.isna().mean())
    derived = 1 - missing if entry.derived else _marked(entry.derived_by, marks)
    shares = {
        "share_missing": missing,
        "share_filled": _marked(entry.filled_by, marks),
        "share_derived": derived,
    }
    rounded = {key: round(share, 4) if len(column) else None for key, share in shares.items()}
    known = column.astype("str") if column.dtype == object else column
    return {"file": file, "column": name, **told, **rounded, "distinct_values": int(known.nunique())}


def _marked(mark: str, marks: Mapping[str, pd.Series]) -> float:
    """The share of all cells that a column marks; none of them where there is no mark."""
    return float((marks[mark] == 1).mean()) if mark in marks else 0.0


def entry_of(file: str, column: str) -> Entry:
    """What there is to say of a column; raises `KeyError` for one that nobody described."""
    entries = ENTRIES[file]
    if column.startswith(PROPERTY_PREFIX) and column not in entries and OWN in entries:
        return replace(entries[OWN], meaning=f"your own column “{column.removeprefix(PROPERTY_PREFIX)}”")
    return entries[column]


def as_markdown(entries: pd.DataFrame) -> str:
    """A dictionary as a table to read, one heading for each file."""
    return "\n".join(_markdown_lines(entries))


def _markdown_lines(entries: pd.DataFrame) -> Iterator[str]:
    yield "# Data dictionary"
    for file, rows in entries.groupby("file", sort=False):
        yield from ("", f"## {file}", "", f"| {' | '.join(HEAD[1:])} |", f"|{' --- |' * len(HEAD[1:])}")
        for row in rows[list(HEAD[1:])].itertuples(index=False):
            cells = ("" if pd.isna(cell) else " ".join(str(cell).split()).replace("|", "\\|") for cell in row)
            yield f"| {' | '.join(cells)} |"
    yield ""
