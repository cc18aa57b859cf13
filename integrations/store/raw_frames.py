"""From a SELECT to a pandas frame, without an object for each row: a million touches in a few seconds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select

from ml.tables import PROPERTY_PREFIX

if TYPE_CHECKING:
    import pandas as pd

# Rows converted at a time: bounds the memory that plain Python values take.
_ROWS_AT_A_TIME = 50_000


def read_frame(
    connection: Connection, query: Select[Any], columns: Mapping[str, tuple[str, str]]
) -> pd.DataFrame:
    """The rows of a query under these column names.

    Parameters
    ----------
    connection
        To read with.
    query
        Its columns are in the order of `columns`.
    columns
        Name to (kind, meaning), as in `ml.tables`; kind 'json' leaves the value as the driver gives it.
    """
    import pandas as pd

    kinds = {name: kind for name, (kind, _meaning) in columns.items()}
    parts = [_part(rows, kinds) for rows in _rows(connection, query)]
    return pd.concat(parts, ignore_index=True) if parts else _part([], kinds)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """What the driver read, untouched by SQLAlchemy's types."""
    cursor = connection.execute(query).cursor
    while cursor is not None and (rows := cursor.fetchmany(_ROWS_AT_A_TIME)):
        yield rows


def _part(rows: Sequence[tuple[Any, ...]], kinds: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    values = zip(*rows, strict=True) if rows else [()] * len(kinds)
    return pd.DataFrame(
        {name: _column(list(cells), kind) for (name, kind), cells in zip(kinds.items(), values, strict=True)}
    )


def _column(cells: list[Any], kind: str) -> Any:
    import numpy as np
    import pandas as pd

    if kind == "id":
        return np.array(cells, dtype=np.int64)
    if kind == "time":  # naive UTC: text on SQLite, datetimes on PostgreSQL
        return np.array(cells, dtype="datetime64[us]")
    if kind in {"number", "flag"}:
        return np.array(cells, dtype=np.float64)
    return pd.array(cells, dtype="str" if kind == "text" else "object")


def unpack_properties(frame: pd.DataFrame, column: str, labels: Mapping[str, str]) -> None:
    """Replace a column of JSON objects by a column for each name in `labels`; its values stay as imported."""
    import pandas as pd

    if column not in frame:
        return
    cells = [json.loads(cell) if isinstance(cell, str) else cell or {} for cell in frame.pop(column)]
    for name, label in labels.items():
        frame[PROPERTY_PREFIX + label] = pd.Series([cell.get(name) for cell in cells], index=frame.index)
