"""Connections: turns, errors in words, and which tables are accepted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError

from integrations.store import Store
from integrations.store.engine import HEAD, StoreEngine, database_url
from ml.errors import BadInput, Refused, Unavailable
from ml.records import Person, Suggestion


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="DATABASE_URL"):
        database_url(url)


def test_a_store_without_tables_says_what_to_do(bare_url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="sales-assistant migrate"):
        Store.open(bare_url)
    assert not list(tmp_path.iterdir())  # looking creates no file


def test_tables_of_another_version_say_what_to_do(store: Store, store_url: str) -> None:
    with store.engine.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refused, match="another version"):
        Store.open(store_url)
    with store.engine.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})


def test_a_failed_write_leaves_nothing_behind(store: Store) -> None:
    def write_the_same_twice() -> None:
        with store.engine.writing() as connection:
            for _ in range(2):
                connection.exec_driver_sql("INSERT INTO facts (key, value) VALUES ('half', 'true')")

    with pytest.raises(IntegrityError):
        write_the_same_twice()
    assert store.facts.get("half") is None


def test_reading_does_not_wait_for_a_write(store: Store) -> None:
    store.facts.put("here", 1)
    with store.engine.writing() as connection:
        connection.exec_driver_sql("UPDATE facts SET value = '2'")
        assert store.facts.get("here") == 1
    assert store.facts.get("here") == 2


def test_many_threads_read_and_write_at_once(store: Store) -> None:
    def work(number: int) -> None:
        for turn in range(10):
            store.facts.put(f"{number}.{turn}", number)
            assert store.facts.get(f"{number}.{turn}") == number

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.facts.all()) == 80


def test_a_write_that_gets_no_turn_says_so(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrations.store.engine.PATIENCE", 0.05)
    begun, done = Event(), Event()

    def hold() -> None:
        with sqlite_store.engine.writing():
            begun.set()
            done.wait(10)

    holder = Thread(target=hold)
    holder.start()
    begun.wait(10)
    with pytest.raises(Unavailable, match="busy"):
        sqlite_store.facts.put("a", 1)
    done.set()
    holder.join()
    sqlite_store.facts.put("a", 1)


def test_a_write_held_up_by_another_process_says_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrations.store.engine.PATIENCE", 0.05)
    ours, theirs = StoreEngine(sqlite_url), StoreEngine(sqlite_url)
    with theirs.writing(), pytest.raises(Unavailable, match="busy"), ours.writing():
        pass
    ours.close()
    theirs.close()


def test_a_row_lock_held_too_long_says_so(postgres_store: Store, postgres_url: str) -> None:
    postgres_store.facts.put("a", 1)
    with psycopg.connect(postgres_url) as other:
        other.execute("UPDATE facts SET value = '2'")
        with postgres_store.engine.writing() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = 50")
            with pytest.raises(Exception, match="lock timeout"):
                connection.exec_driver_sql("UPDATE facts SET value = '3'")
            connection.rollback()


def test_lost_connections_are_replaced(
    postgres_store: Store, postgres_url: str, postgres_server: str
) -> None:
    postgres_store.facts.put("a", 1)
    assert postgres_store.pursuits.card(1) is None
    _end_connections(postgres_url, postgres_server)
    assert postgres_store.pursuits.card(1) is None  # over the connection that stays open
    assert postgres_store.facts.get("a") == 1


def test_a_lost_connection_does_not_lose_or_double_what_is_said(
    postgres_store: Store, postgres_url: str, postgres_server: str, fixed_now: datetime
) -> None:
    person = postgres_store.people.add(Person("ada@example.com", "Ada"))
    for number in range(3):
        said = Suggestion(str(number), "lead", person.id, fixed_now)
        assert postgres_store.suggestions.save(said) == said
        _end_connections(postgres_url, postgres_server)
    assert postgres_store.counts()["suggestions"] == 3


def _end_connections(url: str, server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [make_url(url).database],
        )


def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="did not answer"):
        Store.open(f"postgresql://nobody@/none?host={tmp_path}")


def test_a_file_that_cannot_be_written_is_named_as_the_trouble(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be opened"):
        Store.migrate(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")


def test_a_database_that_does_not_exist_is_a_wrong_address(postgres_server: str) -> None:
    url = make_url(postgres_server).set(database="nobody_made_this").render_as_string(hide_password=False)
    with pytest.raises(Unavailable, match="DATABASE_URL"):
        Store.open(url)


def test_a_mistake_of_ours_is_not_called_an_outage(store: Store) -> None:
    with pytest.raises(DBAPIError), store.engine.reading() as connection:
        connection.exec_driver_sql("SELECT nonsense FROM nowhere")


def test_a_store_answers_a_ping(store: Store) -> None:
    store.ping()


def test_sqlite_is_set_up_for_durable_writes(sqlite_store: Store) -> None:
    with sqlite_store.engine.writing() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
    assert settings == ["wal", 2, 2000, 1]
