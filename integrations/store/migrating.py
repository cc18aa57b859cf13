"""Bringing the tables to the newest version; the only module that imports Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from integrations.store.engine import in_words, migration_engine

# Any fixed number: processes that migrate the same PostgreSQL database wait for each other on it.
_ADVISORY_LOCK = 7_316_402


def alembic_config() -> Config:
    """Where the migrations lie; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def migrate(url: str) -> None:
    """Run the missing migrations in one transaction, under a lock.

    On SQLite BEGIN IMMEDIATE is the lock; the directory of the file must exist.

    Raises
    ------
    Unavailable
        When the database does not answer or the file cannot be written.
    """
    engine = migration_engine(url)
    config = alembic_config()
    with in_words(), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
