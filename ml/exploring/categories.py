"""Which columns are categories, and which of their values a report may show: common ones that name nobody."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ml.exploring.material import Material
from ml.tables import PROPERTY_PREFIX

CATEGORIES = ("source", "service", "industry", "country")
FEWEST_ROWS = 5
MOST_VALUES = 12
_MOST_DISTINCT = 50
_LONGEST = 40  # characters
SHOWN = (
    f"Of values at most the {MOST_VALUES} commonest are named, each of at least {FEWEST_ROWS} rows; values that name "
    "somebody, or are long, are not."
)


def categories(material: Material) -> dict[str, pd.Series]:
    """The columns of rounds whose values can be shown, as texts: our own, and the customer's with few values."""
    rounds = material.rounds
    found: dict[str, pd.Series] = {name: rounds[name].astype("str") for name in CATEGORIES}
    for name in own_columns(rounds):
        if not pd.api.types.is_numeric_dtype(rounds[name]):
            texts = rounds[name].astype("str")
            if texts.nunique() <= _MOST_DISTINCT:
                found[name] = texts
    return found


def own_columns(rounds: pd.DataFrame) -> list[str]:
    """The customer's own columns."""
    return [str(name) for name in rounds if str(name).startswith(PROPERTY_PREFIX)]


def common_values(material: Material, texts: pd.Series) -> Mapping[str, int]:
    """The values that may be shown and their rows, the commonest first."""
    counts = texts.value_counts()
    counts = counts[counts >= FEWEST_ROWS]
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:MOST_VALUES]
    return {
        str(value): int(rows)
        for value, rows in ordered
        if len(str(value)) <= _LONGEST and str(value).strip() and not material.names_somebody(str(value))
    }


def named(column: str) -> str:
    """How a column is called.

    >>> named("prop:Fleet size"), named("source")
    ('your column “Fleet size”', 'source')
    """
    return f"your column “{own}”" if (own := column.removeprefix(PROPERTY_PREFIX)) != column else column
