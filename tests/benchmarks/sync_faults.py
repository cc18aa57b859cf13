"""Syncs of a HubSpot portal that is edited meanwhile, and syncs that are killed: the store ends as the portal is.

What is compared are the product's own tables: with those of an empty store that reads the final portal once.
The killed syncs run in processes of their own and get a SIGKILL: when the stand-in receives a request, before
a transaction is committed, or at any moment.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from threading import Event
from timeit import default_timer
from typing import Any, Literal

from sqlalchemy import event, func, select

from integrations.store import Store
from integrations.store.columns import metadata
from integrations.store.sync_schema import crm_records
from tests.benchmarks.databases import new_store
from tests.benchmarks.forked import processes
from tests.benchmarks.synced_portals import Scene, Shelf, a_scene, differences, late, sync_once
from tests.standins.clock import Clock
from tests.standins.http import Request

TITLE = "Reading HubSpot while it is edited, and killed meanwhile: the store ends as the portal is"
ROUNDS, QUICK_ROUNDS = 100, 8
# The seed of the portal whose syncs are killed.
_PORTAL = 3
A_DAY = timedelta(hours=25)

Row = tuple[str, str, str, bool]


# --- edited while it is read ----------------------------------------------------------------------------------


def edited_round(seed: int, shelf: Shelf) -> list[str]:
    """A portal that is edited during one to three syncs; gives what is wrong after it came to rest."""
    random = Random(seed)  # noqa: S311 - seeded edits, no secrets
    lag = timedelta(seconds=random.choice([0, 0, 20, 120]))
    with a_scene(random, most=random.choice([6, 15, 40]), lag=lag) as scene, shelf.store() as store:
        scene.standin.before_request = scene.editor
        for _ in range(random.randint(1, 3)):
            scene.sync(store)
            scene.clock.advance(timedelta(minutes=random.choice([0, 15, 60 * 25])))
        scene.standin.before_request = None
        scene.clock.advance(lag + timedelta(seconds=1))
        scene.sync(store)
        found = [f"after an ordinary sync: {one}" for one in late(store, scene)]
        scene.clock.advance(timedelta(minutes=15))
        scene.sync(store, full=True)
        return found + differences(store, scene, shelf)


# --- killed ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kill:
    """When a sync dies: at its n-th request, before its n-th commit, or after so many milliseconds."""

    at: Literal["request", "commit", "millisecond"]
    number: int


def killed_sync(scene: Scene, url: str, kill: Kill) -> bool:
    """A sync in a process of its own that gets a SIGKILL; says whether it came before the end."""
    reached, started = Event(), Event()
    number = 0

    def notice(_: Request) -> None:
        nonlocal number
        number += 1
        if kill.at == "request" and number == kill.number and started.wait(60) and process.pid:
            os.kill(process.pid, signal.SIGKILL)
        if kill.at == "millisecond":
            reached.set()

    dies_at = kill.number if kill.at == "commit" else 0
    arguments = (url, scene.standin.url, scene.clock.now(), dies_at)
    process = processes.Process(target=_sync_and_die, args=arguments)
    scene.standin.before_request = notice
    process.start()
    started.set()
    if kill.at == "millisecond" and reached.wait(60):
        process.join(kill.number / 1000)
        process.kill()
    process.join(60)
    scene.standin.before_request = None
    ended = process.exitcode
    process.close()
    assert ended in {0, -signal.SIGKILL}, f"the sync ended with {ended}"
    return ended != 0


def _sync_and_die(url: str, api: str, now: datetime, dies_at: int) -> None:
    """A sync that kills its own process before it commits for the n-th time; 0: it lives."""
    store, commits = Store.open(url), 0

    def notice(_: Any) -> None:
        nonlocal commits
        commits += 1
        if commits == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    if dies_at:
        event.listen(store.engine._writers, "commit", notice)
    sync_once(store, api, Clock(now))
    store.close()


@dataclass
class Victim:
    """A store whose syncs are killed: SQLite from a shelf, or a PostgreSQL database that is emptied each time."""

    shelf: Shelf
    database: Store | None = None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """An empty one."""
        if self.database is None:
            with self.shelf.store() as store:
                yield store
        else:
            _empty(self.database)
            yield self.database

    def dies(self, seed: int, kill: Kill, *, later: bool = False, most: int = 12) -> tuple[bool, list[str]]:
        """A sync is killed, and another one runs; says whether it came to that, and what is wrong then.

        Parameters
        ----------
        seed, most
            Of the portal; how many records of a kind it has at most.
        kill
            When.
        later
            Not the first sync, but the daily one after some edits, deletions and merges.
        """
        with a_scene(Random(seed), most=most) as scene, self.store() as store:  # noqa: S311 - no secrets
            if later:
                scene.sync(store)
                for _ in range(3 * most):
                    scene.editor.edit()
                scene.clock.advance(A_DAY)
            died = killed_sync(scene, store.engine.url.render_as_string(hide_password=False), kill)
            scene.clock.advance(timedelta(minutes=15))
            missing = scene.held() - _landed(store)
            new = scene.sync(store).new
            twice = [f"{new} records are new where {missing} were missing"] * (not later and new > missing)
            return died, twice + differences(store, scene, self.shelf)


def _empty(store: Store) -> None:
    with store.engine.writing() as connection:
        connection.exec_driver_sql(
            "SET LOCAL session_replication_role = replica"
        )  # foreign keys need no order
        for table in metadata.tables.values():
            connection.execute(table.delete())


def _landed(store: Store) -> int:
    with store.engine.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(crm_records)) or 0)


# --- the figures ------------------------------------------------------------------------------------------------


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the interface of all benchmarks
    """The rounds that are edited, then the syncs that are killed."""
    step = 12 if quick else 1
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        sqlite = Victim(shelf)
        rows = [
            _edited_row(shelf, QUICK_ROUNDS if quick else ROUNDS),
            _killed_row("first sync, at every request", _all_kills(sqlite, "request", step, most=130)),
            _killed_row("first sync, before every commit", _all_kills(sqlite, "commit", step)),
            _killed_row("daily sync, at every request", _all_kills(sqlite, "request", step, later=True)),
            _killed_row("daily sync, before every commit", _all_kills(sqlite, "commit", step, later=True)),
            _killed_row("both, at random moments", _some_kills(sqlite, 3 if quick else 40)),
        ]
        with new_store("PostgreSQL") as database:
            sample = _all_kills(Victim(shelf, database), "commit", 6 * step, later=True)
            return [*rows, _killed_row("daily sync on PostgreSQL, a sample", sample)]


Killed = Iterator[tuple[Kill, list[str]]]


def _all_kills(
    victim: Victim, at: Literal["request", "commit"], step: int, *, later: bool = False, most: int = 12
) -> Killed:
    """One and the same sync killed at each of its requests or commits, until it lives to its end."""
    for number in count(1, step):
        kill = Kill(at, number)
        died, wrong = victim.dies(_PORTAL, kill, later=later, most=most)
        if not died:
            return
        yield kill, wrong


def _some_kills(victim: Victim, kills: int) -> Killed:
    """Many syncs killed at any moment; one that was at its end by then does not count."""
    random = Random(1)  # noqa: S311 - seeded moments, no secrets
    for seed in range(kills):
        kill = Kill("millisecond", random.randrange(700))
        died, wrong = victim.dies(seed, kill, later=bool(seed % 2), most=40)
        if died:
            yield kill, wrong


def _edited_row(shelf: Shelf, rounds: int) -> Row:
    begun = default_timer()
    wrong = {seed: found for seed in range(rounds) if (found := edited_round(seed, shelf))}
    what = f"edited meanwhile: rounds that end equal ({default_timer() - begun:.0f} s)"
    return what, f"{rounds - len(wrong)}{_first(wrong)}", str(rounds), not wrong


def _killed_row(what: str, killed: Killed) -> Row:
    """How many syncs were killed, and after how many of them the next one mended everything."""
    begun, all_of_them = default_timer(), list(killed)
    wrong = {kill: found for kill, found in all_of_them if found}
    told = f"killed: {what}: equal after the next run ({default_timer() - begun:.0f} s)"
    number = len(all_of_them)
    return told, f"{number - len(wrong)}{_first(wrong)}", str(number), not wrong and number > 0


def _first(wrong: dict[Any, list[str]]) -> str:
    """The first that is wrong, to look into."""
    return f"; {next(iter(wrong.items()))}" if wrong else ""
