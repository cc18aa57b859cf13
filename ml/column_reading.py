"""What each column of an unknown table holds: numbers, dates or words, however they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMPTY = frozenset({"", "nan", "null", "n/a", "#n/a", "nat", "<na>"})
_NEARLY_ALL = 0.95  # of the filled cells must read as a number or date for the column to be one
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_DAY_FORMATS = (
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%d %b %Y",
    "%d-%b-%Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%B %d, %Y",
)
_CLOCK_FORMATS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p")
_MOST = 0.5
_PROBE = 200  # filled cells that a date format is tried on first


def read_column(column: pd.Series) -> pd.Series:
    """The column as float, datetime (naive UTC) or text; cells that do not fit become missing.

    Numbers may carry a currency sign, a percent sign and separators ("1,234.50", "1.234,50", "3,5").

    >>> read_column(pd.Series(["$1,234.50", None, "7"])).tolist()
    [1234.5, nan, 7.0]
    """
    if pd.api.types.is_datetime64_any_dtype(column):
        return _naive(column)
    if pd.api.types.is_numeric_dtype(column):
        return _finite(column)
    text = as_text(column)
    for read in (as_number, as_date):
        if (_share(values := read(text), text)) >= _NEARLY_ALL:
            return values
    return text


def as_text(column: pd.Series) -> pd.Series:
    """The cells as trimmed text, whole numbers without a point, empty ones missing."""
    if pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    text = column.astype("object").map(lambda cell: str(cell).strip(), na_action="ignore")
    return text.where(~text.str.casefold().isin(_EMPTY)).astype("str") if len(text) else text.astype("str")


def as_number(text: pd.Series) -> pd.Series:
    """Text as float: whichever way of writing separators fits most cells; what does not fit is missing."""
    bare = text.str.replace(r"[\s$€£¥'%]|^(?:USD|EUR|SGD|MYR|IDR|RM|Rp|S\$)", "", regex=True)
    return max(
        (_finite(pd.to_numeric(way, errors="coerce")) for way in _ways(bare)),
        key=lambda read: read.notna().sum(),
    )


def _ways(bare: pd.Series) -> Iterator[pd.Series]:
    """The same cells with points as decimal signs and no thousands separators, read in three ways."""
    plain = bare.where(bare.str.fullmatch(_NUMBER, na=False))
    yield plain
    grouped = bare.str.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", na=False)
    yield plain.where(~grouped, bare.str.replace(",", "", regex=False))
    continental = bare.str.fullmatch(r"[+-]?\d+(?:\.\d{3})*(?:,\d+)?", na=False)
    points = bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    yield points.where(continental & bool(bare.str.contains(",", na=False, regex=False).any()))


def as_date(text: pd.Series) -> pd.Series:
    """Text as naive UTC time: ISO 8601, or the one usual format that fits most cells (day before month)."""
    best = _parsed(text, "ISO8601")
    probe = text.dropna().iloc[:_PROBE]
    if not probe.str.contains(r"\d", na=False).any() or _share(best, text) == 1:
        return best
    for layout in (day + clock for clock in _CLOCK_FORMATS for day in _DAY_FORMATS):
        if (
            _parsed(probe, layout).notna().mean() > _MOST
            and (read := _parsed(text, layout)).notna().sum() > best.notna().sum()
        ):
            best = read
    return best


def _parsed(text: pd.Series, layout: str) -> pd.Series:
    return _naive(pd.to_datetime(text, format=layout, errors="coerce", utc=True))


def _naive(times: pd.Series) -> pd.Series:
    return times.dt.tz_convert("UTC").dt.tz_localize(None) if times.dt.tz is not None else times


def _finite(numbers: pd.Series) -> pd.Series:
    return numbers.astype("float64").replace([np.inf, -np.inf], np.nan)


def _share(values: pd.Series, text: pd.Series) -> float:
    """Of the filled cells, the share that was understood."""
    filled = int(text.notna().sum())
    return float(values.notna().sum() / filled) if filled else 0.0
