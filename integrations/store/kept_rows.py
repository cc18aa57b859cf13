"""Rows that a job makes anew: only those that differ are written, in short transactions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, delete, select

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine

# Rows written at a time: some 20 ms of the write lock.
_AT_ONCE = 1_000
Values = tuple[Any, ...]


def stored_rows(
    connection: Connection, table: Table, query: Select[Any] | None = None
) -> dict[Values, Values]:
    """The rows of a table by their keys, or those that a query for whole rows gives; the key's columns come first."""
    size = len(table.primary_key)
    rows = connection.execute(select(table) if query is None else query)
    return {tuple(row[:size]): tuple(row[size:]) for row in rows}


def keep_rows(
    engine: StoreEngine,
    table: Table,
    stored: Mapping[Any, Values],
    told: Mapping[Any, Values],
    *,
    referred: Table | None = None,
) -> int:
    """Let these rows take the place of the stored ones; says how many changed.

    Parameters
    ----------
    engine, table
        Where; the columns of the table's key come first.
    stored, told
        What is there, and what should be: by key, the other columns in their order.
    referred
        A table that each row refers to: what went with a row of it in the meantime is left out.
    """
    names, size = table.columns.keys(), len(table.primary_key)
    news = [
        dict(zip(names, (*key, *values), strict=True))
        for key, values in told.items()
        if stored.get(key) != values
    ]
    gone = [
        {f"of_{name}": value for name, value in zip(names, key, strict=False)}
        for key in stored.keys() - told.keys()
    ]
    drop = delete(table).where(*(column == bindparam(f"of_{column.name}") for column in table.primary_key))
    for some in in_batches(gone, _AT_ONCE):
        with engine.writing() as connection:
            connection.execute(drop, some)
    upsert = engine.insert(table)
    changed = {name: upsert.excluded[name] for name in names[size:]}
    put = upsert.on_conflict_do_update(index_elements=names[:size], set_=changed)
    for some in in_batches(news, _AT_ONCE):
        with engine.writing() as connection:
            if left := still_there(connection, table, some, referred):
                connection.execute(put, left)
    return len(news) + len(gone)


def still_there(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], referred: Table | None
) -> list[dict[str, Any]]:
    """The rows without those whose `referred` row was taken away since it was read."""
    if referred is None:
        return list(rows)
    name = next(column.name for column in table.columns if column.references(referred.c.id))
    there = set(
        connection.scalars(select(referred.c.id).where(referred.c.id.in_([row[name] for row in rows])))
    )
    return [row for row in rows if row[name] in there]
