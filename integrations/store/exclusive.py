"""Work that only one process may do at a time; let go of even when the process is killed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

from sqlalchemy import text

from integrations.store.engine import StoreEngine, migration_engine
from ml.errors import Refused


class Taken(Refused):
    """Another process, or another thread of this one, is at it."""


@contextmanager
def alone(engine: StoreEngine, work: str) -> Iterator[None]:
    """Hold a piece of work for as long as the block runs.

    On PostgreSQL it is a lock of the session, on SQLite a transaction on a file beside the store: either is
    gone with its process, so a run that was killed keeps nobody waiting.

    Raises
    ------
    Taken
        When another process is at it.
    """
    holding = _on_file(engine, work) if engine.sqlite else _on_server(engine, work)
    with holding:
        yield


@contextmanager
def _on_file(engine: StoreEngine, work: str) -> Iterator[None]:
    connection = sqlite3.connect(f"{engine.url.database}.{work}-lock", timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise _taken(work) from error
    try:
        yield
    finally:
        connection.close()


@contextmanager
def _on_server(engine: StoreEngine, work: str) -> Iterator[None]:
    number = int.from_bytes(blake2b(work.encode(), digest_size=6).digest())
    session = migration_engine(engine.url.render_as_string(hide_password=False))
    with session.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}):
            raise _taken(work)
        yield


def _taken(work: str) -> Taken:
    return Taken(f"Another process is at the {work} already; wait until it has ended.")
