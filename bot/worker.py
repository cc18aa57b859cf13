"""The worker process of `serve`: it does the jobs that are due, until it is told to stop or is left alone."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot import logs
from bot.connections import ending_models
from bot.settings import Settings
from bot.wiring import Office, build
from jobs.catalogue import OUTGOING, PROMPT, STEADY
from jobs.job import Job
from jobs.scheduler import OUTGOING_TICK_SECONDS, PROMPT_TICK_SECONDS, TICK_SECONDS, tick, ticking

# How often the worker looks whether the process that started it is still there.
WATCH_SECONDS = 1.0
# So many slow answers are worked on at once; a new one waits a second at most for a free hand.
SLOW_ANSWERS_AT_ONCE, SLOW_TICK_SECONDS = 3, 1.0
_BEATS = (
    (STEADY, TICK_SECONDS),
    (PROMPT, PROMPT_TICK_SECONDS),
    (OUTGOING, OUTGOING_TICK_SECONDS),
)
_log = logging.getLogger(__name__)


def work() -> None:
    """Do the due jobs until SIGTERM, SIGINT, or the end of the process that started this one."""
    settings = Settings.read(os.environ, Path.cwd())
    logs.set_up(settings)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with build(settings) as office:
        for what_to_do in ending_models(settings, office.clock().date()).values():
            _log.warning(what_to_do)
        # Made before two threads want them; they share the pace at which a system is asked.
        office.workplace()
        with ExitStack() as stack:
            for jobs, seconds in _BEATS:
                stack.enter_context(ticking(partial(_beat, office, jobs, stopping), seconds=seconds))
            if settings.slack_bot_token:
                slow = office.slow_work()
                for _ in range(SLOW_ANSWERS_AT_ONCE):
                    beat = partial(slow.work_off, until=stopping.is_set)
                    stack.enter_context(ticking(beat, seconds=SLOW_TICK_SECONDS))
            while not stopping.wait(WATCH_SECONDS) and _has_parent():
                pass
            stopping.set()


def _beat(office: Office, jobs: tuple[Job, ...], stopping: threading.Event) -> None:
    for name, outcome in tick(replace(office.workplace(), stopping=stopping), jobs).ran:
        _log.info("job %s: %s", name, outcome)


def _has_parent() -> bool:
    parent = multiprocessing.parent_process()
    return parent is None or parent.is_alive()
