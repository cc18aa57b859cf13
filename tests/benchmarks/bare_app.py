"""The least Bolt app there is: it commits one row and acknowledges. `/lead` is measured against it.

The same server, worker, threads and kind of database as the product, and the same durability.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from typing import Any

SECRET_NAME, URL_NAME = "BARE_SECRET", "BARE_URL"


def application() -> Any:
    """The WSGI application of a worker."""
    from slack_bolt import App
    from slack_bolt.adapter.wsgi import SlackRequestHandler
    from slack_bolt.authorization import AuthorizeResult

    app = App(
        logger=logging.getLogger("bare"),
        signing_secret=os.environ[SECRET_NAME],
        process_before_response=True,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-bare"),
    )
    keep = _keeper(os.environ[URL_NAME])

    @app.command("/lead")
    def lead(ack: Any, body: dict[str, Any]) -> None:
        keep(body["text"])
        ack("ok")

    return SlackRequestHandler(app)


def _keeper(url: str) -> Callable[[str], None]:
    """Commits one row, over one connection a thread."""
    return (
        _sqlite_keeper(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else _postgres_keeper(url)
    )


def _sqlite_keeper(path: str) -> Callable[[str], None]:
    threads, turn = threading.local(), threading.Lock()

    def keep(said: str) -> None:
        if not hasattr(threads, "connection"):
            threads.connection = sqlite3.connect(path, isolation_level=None, timeout=2)
            threads.connection.execute("PRAGMA journal_mode=WAL")
            threads.connection.execute("PRAGMA synchronous=FULL")
        with turn:
            threads.connection.execute("BEGIN IMMEDIATE")
            threads.connection.execute("INSERT INTO bare (said) VALUES (?)", (said,))
            threads.connection.execute("COMMIT")

    return keep


def _postgres_keeper(url: str) -> Callable[[str], None]:
    import psycopg

    threads = threading.local()

    def keep(said: str) -> None:
        if not hasattr(threads, "connection"):
            threads.connection = psycopg.connect(url, autocommit=True)
        threads.connection.execute("INSERT INTO bare (said) VALUES (%s)", (said,))

    return keep


def main() -> None:
    """Serve on this port with so many threads."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "tests.benchmarks.bare_app:application",
        factory=True,
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        blocking_threads=int(sys.argv[2]),
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
