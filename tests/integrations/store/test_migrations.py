"""The migrations make exactly the tables of the schema, once, whoever comes first."""

from __future__ import annotations

import subprocess
import sys

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from integrations.store import Store
from integrations.store.columns import metadata
from integrations.store.engine import HEAD, migration_engine
from integrations.store.migrating import alembic_config


def test_the_newest_migration_is_the_one_a_store_is_opened_at() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_the_migrations_make_the_tables_of_the_schema(store_url: str) -> None:
    engine = migration_engine(store_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        indexes = {
            index["name"] for table in metadata.tables for index in inspect(connection).get_indexes(table)
        }
    ours = [difference for difference in differences if "names_words" not in str(difference)]
    assert ours == []
    assert {str(index.name) for table in metadata.tables.values() for index in table.indexes} <= indexes


def test_migrating_again_changes_nothing(store: Store, store_url: str) -> None:
    store.facts.put("kept", 1)
    Store.migrate(store_url)
    assert store.facts.get("kept") == 1


def test_the_migrations_can_be_taken_back(bare_url: str) -> None:
    Store.migrate(bare_url)
    engine, config = migration_engine(bare_url), alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_processes_that_migrate_at_once_all_succeed(bare_url: str) -> None:
    program = "import sys; from integrations.store import Store; Store.migrate(sys.argv[1]); Store.open(sys.argv[1])"
    started = [_start(program, bare_url) for _ in range(3)]
    assert [process.communicate(timeout=60)[1] for process in started] == ["", "", ""]
    assert [process.returncode for process in started] == [0, 0, 0]


def test_opening_a_store_loads_nothing_heavy(sqlite_url: str) -> None:
    program = (
        "import sys; from integrations.store import Store; store = Store.open(sys.argv[1]); store.pursuits.find('x');"
        "sys.exit(' '.join({'alembic', 'pandas', 'numpy', 'sklearn', 'skops', 'psycopg'} & set(sys.modules)) or None)"
    )
    process = _start(program, sqlite_url)
    assert process.communicate(timeout=60)[1].strip() == ""
    assert process.returncode == 0


def _start(program: str, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, url]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - a program of this file
