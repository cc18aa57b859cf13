"""`serve`: the web process and, beside it, the worker process; both end within ten seconds of a SIGTERM."""

from __future__ import annotations

import logging
import multiprocessing
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from multiprocessing.process import BaseProcess
from typing import Any

from bot import worker
from bot.settings import Settings
from bot.wiring import build
from ml.errors import Refused

# One after the other, and together less than ten seconds: the web's last answers, then the worker's last page.
WEB_STOP_SECONDS = 3
STOP_SECONDS = 5
RESTART_SECONDS = 5.0
_log = logging.getLogger(__name__)

# granian's own log lines go through ours.
_GRANIAN_LOG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


def serve(settings: Settings, *, with_jobs: bool = True) -> None:
    """Serve Slack until a SIGTERM or SIGINT.

    Raises
    ------
    Refused
        When Slack is not configured, the store is missing or of another version, or the port is taken.
    """
    if missing := settings.missing_for_slack():
        raise Refused(missing)
    build(settings).store.close()
    refuse_taken_port(settings.host, settings.port)
    # Fresh processes, so that no worker carries what this one has loaded.
    multiprocessing.set_start_method("spawn", force=True)
    # glibc keeps memory apart for each thread; threads that take turns anyway share one heap.
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    with worker_process() if with_jobs else nullcontext():
        _serve_web(settings)


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse with a sentence when somebody else listens there.

    Raises
    ------
    Refused
        Naming the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(f"Cannot listen on {host}:{port} ({error.strerror}): set PORT or HOST.") from None


def _serve_web(settings: Settings) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "bot.web:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        respawn_failed_workers=True,
        workers_kill_timeout=WEB_STOP_SECONDS,
        log_level=LogLevels.warning,
        log_dictconfig=_GRANIAN_LOG,
    )
    _log.info("listening on http://%s:%d", settings.host, settings.port)
    server.serve()


@contextmanager
def worker_process() -> Iterator[None]:
    """A worker process for as long as the block runs; one that dies is started again."""
    stopping = threading.Event()
    running = list[BaseProcess]()
    keeper = threading.Thread(
        target=_keep_working, args=(running, stopping), name="worker-keeper", daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        for process in running:
            process.terminate()
        keeper.join(STOP_SECONDS)
        for process in running:
            process.kill()


def _keep_working(running: list[BaseProcess], stopping: threading.Event) -> None:
    while not stopping.is_set():
        process = multiprocessing.get_context("spawn").Process(target=worker.work, name="worker")
        process.start()
        running[:] = [process]
        process.join()
        if not stopping.wait(RESTART_SECONDS):
            _log.warning("the worker process ended (exit %s); starting it again", process.exitcode)
