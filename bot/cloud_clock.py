"""`/jobs/tick`: a cloud's clock says that it is time, and a process of its own does the jobs that are due.

The web process loads no models, so it never does a job itself. However often and from wherever it is told, each job
is done by one process at a time, and only while it is due.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from bot.bearer_token import bears

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from bot.settings import Settings

TICK = (sys.executable, "-m", "bot", "jobs", "tick", "--json")
# So long a request waits for the tick; a longer one goes on by itself, and the clouds' limits are far off.
PATIENCE_SECONDS = 25.0
_log = logging.getLogger(__name__)


@dataclass
class CloudClock:
    """Takes `POST /jobs/tick` with the bearer TICK_TOKEN and, on App Engine, the GET of its cron.

    Parameters
    ----------
    settings
        The token, and whether this is App Engine.
    command
        What does the jobs, and prints what it did as JSON.
    patience
        How many seconds a request waits for it.
    """

    settings: Settings
    command: Sequence[str] = TICK
    patience: float = PATIENCE_SECONDS
    _starting: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def take(self, method: str, environ: WSGIEnvironment) -> tuple[HTTPStatus, str]:
        """How a request is answered: with what the tick did, or 202 where it is not at its end yet."""
        refused = self._refusal(method, environ)
        return (refused, "") if refused else self._tick()

    def _refusal(self, method: str, environ: WSGIEnvironment) -> HTTPStatus | None:
        """Why a request is not taken; None where it is.

        App Engine takes the header `X-Appengine-Cron` out of every request that is not its own cron's.
        """
        if method == "GET" and self.settings.app_engine and environ.get("HTTP_X_APPENGINE_CRON") == "true":
            return None
        if method != "POST" or not self.settings.tick_token:
            return HTTPStatus.NOT_FOUND
        return None if bears(environ, self.settings.tick_token) else HTTPStatus.UNAUTHORIZED

    def _tick(self) -> tuple[HTTPStatus, str]:
        # A file, since a pipe that nobody reads any more would end a tick that takes longer.
        with TemporaryFile("w+", encoding="utf-8") as told:
            with self._starting:
                if self._running and self._running.poll() is None:
                    return _still_running()
                # Its log goes where ours goes.
                self._running = child = subprocess.Popen(self.command, stdout=told)  # noqa: S603 - our own program
            try:
                failed = child.wait(self.patience)
            except subprocess.TimeoutExpired:
                return _still_running()
            told.seek(0)
            return _failed(failed) if failed else (HTTPStatus.OK, told.read())


def _failed(code: int) -> tuple[HTTPStatus, str]:
    _log.error("the tick failed (exit %d)", code)
    return HTTPStatus.SERVICE_UNAVAILABLE, json.dumps({"failed": True})


def _still_running() -> tuple[HTTPStatus, str]:
    return HTTPStatus.ACCEPTED, json.dumps({"running": True})
