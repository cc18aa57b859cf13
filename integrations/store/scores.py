"""The current score of every pursuit, written ahead of time so that an answer only reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, case, column, func, select, table

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine
from integrations.store.schema import scores
from integrations.store.score_json import EncodedScore, decode, encode
from ml.records import LeadScore

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

_OF = select(
    scores.c.pursuit_id,
    scores.c.as_of,
    scores.c.model_version,
    scores.c.level,
    scores.c.win,
    scores.c.details,
).where(scores.c.pursuit_id == bindparam("pursuit_id"))

_COLUMNS = ("pursuit_id", "as_of", "model_version", "level", "win", "details")
# On PostgreSQL rows are copied into a table of the transaction first: a tenth of the work of sending arrays.
_NEW = table("new_scores", *(column(name) for name in _COLUMNS))
_CREATE_NEW = """CREATE TEMP TABLE new_scores ON COMMIT DROP AS
    SELECT pursuit_id, as_of, model_version, level, win, details FROM scores WITH NO DATA"""
_COPY_NEW = "COPY new_scores (pursuit_id, as_of, model_version, level, win, details) FROM STDIN"


def _replacing(insert: PostgresInsert | SqliteInsert) -> PostgresInsert | SqliteInsert:
    """An INSERT that replaces the score of a pursuit.

    What is replaced becomes the previous score when it is of an earlier day: a second run of the same day does
    not hide what changed since the last.
    """
    another_day = func.date(scores.c.as_of) != func.date(insert.excluded.as_of)
    previous = {
        "previous_win": case((another_day, scores.c.win), else_=scores.c.previous_win),
        "previous_at": case((another_day, scores.c.as_of), else_=scores.c.previous_at),
    }
    current = {name: insert.excluded[name] for name in _COLUMNS[1:]}
    return insert.on_conflict_do_update(index_elements=["pursuit_id"], set_=previous | current)


class Scores:
    """One score for each pursuit, with the one it replaced."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def replace(self, rows: Iterable[LeadScore], *, batch: int = 2000) -> int:
        """Keep these scores instead of the former ones of the same pursuits; says how many.

        Each batch is a transaction of its own, short enough (under 50 ms) that answers never wait for it.
        """
        return self.replace_encoded(map(encode, rows), batch=batch)

    def replace_encoded(self, rows: Iterable[EncodedScore], *, batch: int = 2000) -> int:
        """The same for rows made by `score_json.encode`, or alike: no objects for a million pursuits."""
        write: Callable[[Connection, list[EncodedScore]], None]
        write = _write_sqlite if self._engine.sqlite else _write_postgres
        written = 0
        for part in in_batches(rows, batch):
            with self._engine.writing() as connection:
                write(connection, part)
            written += len(part)
        return written

    def of(self, pursuit_id: int) -> LeadScore | None:
        """The current score of one pursuit."""
        with self._engine.reading() as connection:
            row = connection.execute(_OF, {"pursuit_id": pursuit_id}).first()
        return decode(tuple(row)) if row else None


@cache
def _sqlite_sql() -> str:
    from sqlalchemy.dialects import sqlite

    insert = sqlite.insert(scores).values(dict.fromkeys(_COLUMNS))
    return str(_replacing(insert).compile(dialect=sqlite.dialect()))


@cache
def _merge() -> PostgresInsert | SqliteInsert:
    from sqlalchemy.dialects import postgresql

    return _replacing(postgresql.insert(scores).from_select(_COLUMNS, select(_NEW)))


def _write_sqlite(connection: Connection, rows: list[EncodedScore]) -> None:
    values: Any = [(row[0], _sqlite_moment(row[1]), *row[2:]) for row in rows]
    connection.exec_driver_sql(_sqlite_sql(), values)


def _write_postgres(connection: Connection, rows: list[EncodedScore]) -> None:
    connection.exec_driver_sql(_CREATE_NEW)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(_COPY_NEW) as copy:
        for row in rows:
            copy.write_row((row[0], _utc(row[1]), *row[2:]))
    connection.execute(_merge())


@lru_cache(maxsize=8)
def _sqlite_moment(moment: datetime) -> str:
    return _utc(moment).strftime("%Y-%m-%d %H:%M:%S.%f")


@lru_cache(maxsize=8)  # the rows of one scoring share their moment
def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
