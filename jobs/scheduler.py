"""The clock of the worker process: it only ticks; each job's own rule says whether it is due.

A tick that was missed (a restart, a sleeping laptop) loses nothing, since the rules look at the store.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from jobs.catalogue import JOBS
from jobs.job import Job, Workplace, is_due, run_job

TICK_SECONDS = 30
# Whoever confirmed something waits for it.
PROMPT_TICK_SECONDS = 5
# A reminder comes at the minute that its rep wants.
OUTGOING_TICK_SECONDS = 10


@dataclass(frozen=True)
class Ticked:
    """What a tick did.

    Parameters
    ----------
    at
        Its moment (UTC).
    ran
        Each job that ran, with its outcome in words.
    sent, skipped
        How many messages were sent, and how many are not sent any more.
    """

    at: datetime
    ran: tuple[tuple[str, str], ...] = ()
    sent: int = 0
    skipped: int = 0


def tick(place: Workplace, jobs: Iterable[Job] = JOBS) -> Ticked:
    """Run every job that is due when its turn comes, since one may make the next due.

    Several processes may tick at once: each job is run by one of them.
    """
    ran, counts = list[tuple[str, str]](), Counter[str]()
    for job in jobs:
        if place.stopping.is_set():
            break
        if is_due(job, place) and (outcome := run_job(job, place, if_due=True, counts=counts)):
            ran.append((job.name, outcome))
    return Ticked(place.now, tuple(ran), counts["sent"], counts["skipped"])


@contextmanager
def ticking(beat: Callable[[], object], *, seconds: float = TICK_SECONDS) -> Iterator[None]:
    """Call `beat` now and every so many seconds, in one thread, until the block ends.

    A beat that takes longer than that delays the next; it never runs twice at once. The end waits for
    the running beat.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.interval import IntervalTrigger

    # It warns of every beat that a longer one delays, which is as it should be.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(timezone="UTC", executors={"default": ThreadPoolExecutor(1)})
    trigger = IntervalTrigger(seconds=seconds, timezone="UTC")
    scheduler.add_job(
        beat,
        trigger,
        next_run_time=datetime.now(UTC),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown()
