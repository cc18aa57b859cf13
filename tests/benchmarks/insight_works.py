"""Jobs and the report, each in a process of its own: how long it took, and that process's greatest memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from integrations.store import Store

# The end of the planted company's time.
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Alone:
    """What one piece of work needed: seconds, MiB of memory at most; and what it said."""

    seconds: float
    mebibytes: float
    said: str


def alone(work: Callable[[Store, str], str], url: str, path: str = "") -> Alone:
    """Do a piece of work over the store of an address, in a process that did nothing before.

    Not forked: the greatest memory of a forked one begins with that of its parent.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measured, work, url, path).result()


def funnel(store: Store, _path: str) -> str:
    """The job “funnel”."""
    from jobs.tally_funnel import tally_funnel

    stays, tallies = tally_funnel(store, UTC, now=NOW)
    return f"{stays:,} stays and {tallies:,} tallies written"


def coaching(store: Store, _path: str) -> str:
    """The job “coaching”."""
    from jobs.coaching import count_conversations

    return f"{count_conversations(store, UTC, now=NOW):,} rows written"


def explore(store: Store, path: str) -> str:
    """The report of `explore`, written into a file."""
    from bot.report.page import page
    from jobs.explore import explore as look

    report = look(store, now=NOW)
    Path(path).write_text(page(report), encoding="utf-8")
    plots = sum(len(section.plots) for section in report.sections)
    return f"{len(report.sections)} sections with {plots} plots"


def _measured(work: Callable[[Store, str], str], url: str, path: str) -> Alone:
    store = Store.open(url)
    begun = perf_counter()
    said = work(store, path)
    seconds = perf_counter() - begun
    store.close()
    greatest = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return Alone(seconds, int(greatest[1]) / 1024 if greatest else 0.0, said)
