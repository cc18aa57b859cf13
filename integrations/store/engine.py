"""Connections to the store's database: reading without locks, writing one at a time, errors as sentences."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, NullPool, Row, Table, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from ml.errors import BadInput, Refused, Unavailable

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

    from integrations.store.prepared import Prepared

AnyRow = Row[*tuple[Any, ...]]

# The newest migration. Kept here so that opening a store does not import Alembic; a test compares the two.
HEAD = "0005"
# How long a write waits for its turn, in seconds: Slack wants its answer within three.
PATIENCE = 2.0

_NO_TABLES = "The store has no tables yet: run `sales-assistant migrate`."
_OTHER_TABLES = "The store's tables are of another version than this program: run `sales-assistant migrate`."
_BUSY = "The store is busy with another write; try again in a moment."
_GONE = "The database did not answer; try again in a moment."
# What a driver says, and what that means to people.
_SENTENCES: Mapping[tuple[str, ...], str] = {
    ("lock", "busy"): _BUSY,
    ("full", "no space"): "The database has no room left; free some disk space and try again.",
    (
        "unable to open",
        "readonly",
    ): "The store's file cannot be opened for writing; check where it lies and who may write there.",
    (
        "password",
        "authentication",
        "does not exist",
    ): "The database refused the connection; check DATABASE_URL.",
}


def database_url(url: str) -> URL:
    """The address as SQLAlchemy reads it; PostgreSQL is always spoken to through psycopg.

    >>> database_url("postgres://ada@db/sales").drivername
    'postgresql+psycopg'

    Raises
    ------
    BadInput
        When it is no address of SQLite or PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise BadInput(
            "DATABASE_URL cannot be read; write sqlite:///file or postgresql://user@host/name."
        ) from None
    family = parsed.drivername.partition("+")[0]
    if family in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if family == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed
    raise BadInput(f"DATABASE_URL names “{family}”; the store is a SQLite file or a PostgreSQL database.")


def compact_json(value: object) -> str:
    """JSON as it is stored: no spaces, no escapes for letters of other scripts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class StoreEngine:
    """The database behind the repositories, shared by all threads of a process.

    On SQLite one write runs at a time in a process, begun with BEGIN IMMEDIATE: a transaction that reads first
    and then writes fails at once under load, whatever the busy time-out. Readers use connections of their own
    and never wait.
    """

    def __init__(self, url: str) -> None:
        self.url = database_url(url)
        self._write_lock = Lock()
        self._waiting: list[Connection] = []

    @property
    def sqlite(self) -> bool:
        """Whether the store is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @cached_property
    def _readers(self) -> Engine:
        # nothing is left to roll back when such a connection is given back
        return _connect(self.url, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)

    @cached_property
    def _answerers(self) -> Engine:
        # as many connections as threads; none ever waits in the pool
        engine = _connect(self.url, isolation_level="AUTOCOMMIT", pool_reset_on_return=None, max_overflow=-1)
        if not self.sqlite:
            event.listen(engine, "connect", lambda connection, _record: _set_up(connection, (_PLAN_ONCE,)))
        return engine

    @cached_property
    def _writers(self) -> Engine:
        engine = _connect(self.url)
        if self.sqlite:
            event.listen(engine, "begin", _begin_immediate)
            event.listen(
                engine, "connect", lambda connection, _record: _set_up(connection, (_IMPORTS_CACHE,))
            )
        return engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; every statement sees what was committed before it."""
        with in_words(), self._readers.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection within one transaction, committed at the end, rolled back when anything is raised.

        Raises
        ------
        Unavailable
            When the write does not get its turn within `PATIENCE`, or the database is gone.
        """
        with self._turn(), in_words(), self._writers.begin() as connection:
            yield connection

    def ask(self, statement: Prepared, **values: object) -> list[Any]:
        """What a prepared statement gives; on a connection that stays open, the quickest way there is.

        When that connection was lost, the statement is run again, so it must be one that can be run twice.

        Raises
        ------
        Unavailable
            When the database is gone.
        """
        with in_words(), self._kept() as connection:
            try:
                return statement.rows(connection, **values)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                return statement.rows(connection, **values)  # SQLAlchemy connects anew

    def tell(self, statement: Prepared, **values: object) -> list[Any]:
        """As `ask`, for a statement that writes: a transaction of its own.

        Raises
        ------
        Unavailable
            As `writing`.
        """
        with self._turn():
            return self.ask(statement, **values)

    @contextmanager
    def _kept(self) -> Iterator[Connection]:
        """A connection that stays open for the next one; not after a failure."""
        try:
            connection = self._waiting.pop()
        except IndexError:
            connection = self._answerers.connect()
        sound = False
        try:
            yield connection
            sound = True
        finally:
            if sound:
                self._waiting.append(connection)
            else:
                connection.close()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self.sqlite:
            yield
            return
        if not self._write_lock.acquire(timeout=PATIENCE):
            raise Unavailable(_BUSY)
        try:
            yield
        finally:
            self._write_lock.release()

    def insert(self, table: Table) -> PostgresInsert | SqliteInsert:
        """An INSERT that can say ON CONFLICT; both databases spell it alike."""
        if self.sqlite:
            from sqlalchemy.dialects import sqlite

            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)

    def check_schema(self) -> None:
        """Raise `Refused`, saying what to do, unless the tables are exactly those this program knows."""
        if self.sqlite and not Path(str(self.url.database)).exists():
            raise Refused(_NO_TABLES)
        with self.reading() as connection:
            if not connection.dialect.has_table(connection, "alembic_version"):
                raise Refused(_NO_TABLES)
            if connection.scalar(text("SELECT version_num FROM alembic_version")) != HEAD:
                raise Refused(_OTHER_TABLES)

    def close(self) -> None:
        """Give back every connection."""
        while self._waiting:
            self._waiting.pop().close()
        for engine in (self._answerers, self._readers, self._writers):
            engine.dispose()


def migration_engine(url: str) -> Engine:
    """One unpooled connection that waits its turn for a minute: for migrations only."""
    engine = _connect(database_url(url), poolclass=NullPool, patience=60.0)
    if engine.dialect.name == "sqlite":
        # a table that is written anew is dropped in between, while others refer to it
        event.listen(engine, "connect", lambda connection, _record: _set_up(connection, (_NO_REFERENCES,)))
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _connect(url: URL, *, patience: float | None = None, **options: Any) -> Engine:
    patience = PATIENCE if patience is None else patience
    sqlite_file = url.get_backend_name() == "sqlite"
    if sqlite_file:
        options["connect_args"] = {"timeout": patience, "check_same_thread": False}
    else:
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": 2}}
    engine = create_engine(url, json_serializer=compact_json, hide_parameters=True, **options)
    statements = _SQLITE_SETUP if sqlite_file else (f"SET lock_timeout = {int(patience * 1000)}",)
    event.listen(engine, "connect", lambda connection, _record: _set_up(connection, statements))
    return engine


_SQLITE_SETUP = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)
_NO_REFERENCES = "PRAGMA foreign_keys=OFF"
# In KiB: an import writes all over the file; reading takes the pages from the system's cache as quickly.
_IMPORTS_CACHE = "PRAGMA cache_size=-16000"
# For statements that look up by keys: planning such a join anew takes ten times as long as running it.
_PLAN_ONCE = "SET plan_cache_mode = force_generic_plan"


def _set_up(connection: Any, statements: tuple[str, ...]) -> None:
    """Prepare a fresh DBAPI connection outside any transaction."""
    if hasattr(connection, "isolation_level") and hasattr(connection, "in_transaction"):  # sqlite3
        connection.isolation_level = None
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()
    connection.commit()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def in_words() -> Iterator[None]:
    """What the database did not do, as a sentence for people; our own mistakes stay what they are."""
    try:
        yield
    except NoFreeConnection as error:
        raise Unavailable(_BUSY) from error
    except DBAPIError as error:
        if sentence := _sentence(error):
            raise Unavailable(sentence) from error
        raise


def _sentence(error: DBAPIError) -> str | None:
    said = str(error.orig).casefold()
    outside = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
    for words, sentence in _SENTENCES.items():
        if outside and any(word in said for word in words):
            return sentence
    # sqlite3 calls a mistake in a statement operational, too
    return _GONE if outside and not isinstance(error.orig, sqlite3.Error) else None
