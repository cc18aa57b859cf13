"""How a rep would say a feature's value: "4 touches in 14 days", "no reply for 12 days"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.feature_catalogue import BY_NAME, SILENT, feature_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def wording(name: str, value: float | str | None) -> str:
    """One feature's value in a rep's words.

    >>> wording("touches_14d", 4), wording("days_since_reply", 12.3), wording("days_since_reply", None)
    ('4 touches in 14 days', 'no reply for 12 days', 'never replied')
    """
    feature = feature_of(name)
    if value is None or value != value:  # noqa: PLR0124  # NaN differs from itself
        return feature.missing
    if isinstance(value, str):
        return feature.many.replace("{}", value)
    if name == "employees":
        return feature.many.replace("{}", str(round(2.0**value)))
    shown = round(value * feature.scale, None if name in BY_NAME else 2)
    words = {0.0: feature.none, 1.0: feature.one}.get(shown) if feature.scale == 1 else ""
    return (words or feature.many).replace("{}", f"{shown:g}")


def wordings(name: str, rows: pd.DataFrame, as_of: pd.Timestamp) -> NDArray[np.object_]:
    """The words for one feature of many rows at once; each distinct value is worded once.

    Parameters
    ----------
    name
        The feature.
    rows
        Feature rows, all of the moment `as_of`.
    as_of
        The moment the features look back from: dates in words count back from it.
    """
    if name == "dated_next_step":
        return _dated(rows, as_of)
    column = rows[name]
    if pd.api.types.is_numeric_dtype(column):
        scale = feature_of(name).scale or 8
        column = (column * scale).round(0 if name in BY_NAME else 2) / scale
    codes, values = pd.factorize(column, use_na_sentinel=True)
    said = np.array([*(wording(name, value) for value in values), wording(name, None)], dtype=object)
    return said[codes]


def _dated(rows: pd.DataFrame, as_of: pd.Timestamp) -> NDArray[np.object_]:
    """With the day on which the next step was set: "next step with a date was set (3 Nov)"."""
    plain = wording("dated_next_step", 1.0)
    days = rows["days_since_conversation"].where(rows["dated_next_step"] == 1)
    moments = (as_of - pd.to_timedelta(days, unit="D")).dt.floor("D")
    codes, values = pd.factorize(moments, use_na_sentinel=True)
    said = np.array([*(f"{plain} ({day.day} {day:%b})" for day in values), ""], dtype=object)[codes]
    other = rows["dated_next_step"].map({0.0: wording("dated_next_step", 0.0)}).fillna(SILENT)
    return np.where(codes >= 0, said, other.to_numpy(dtype=object))
