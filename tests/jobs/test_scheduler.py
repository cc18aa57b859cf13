from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.job import Job, Workplace
from jobs.scheduler import Ticked, tick, ticking

PATIENCE = 10.0


def test_only_what_is_due_runs(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)
    once = Job("once", lambda _, last: last is None, lambda _: "ran")
    never = Job("never", lambda *_: False, lambda _: "ran")
    assert tick(place, (once, never)).ran == (("once", "ran"),)
    assert tick(place, (once, never)) == Ticked(fixed_now)


def test_it_beats_at_once_and_again() -> None:
    beats, twice = [], threading.Event()

    def beat() -> None:
        beats.append(threading.current_thread().name)
        if len(beats) == 2:
            twice.set()

    with ticking(beat, seconds=0.05):
        assert twice.wait(PATIENCE)


def test_the_end_waits_for_the_running_beat() -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def beat() -> None:
        begun.set()
        may_end.wait(PATIENCE)
        ended.set()

    with ticking(beat, seconds=60):
        assert begun.wait(PATIENCE)
        may_end.set()
    assert ended.is_set()


def test_a_beat_that_fails_is_followed_by_another() -> None:
    count, again = [0], threading.Event()

    def beat() -> None:
        count[0] += 1
        if count[0] > 1:
            again.set()
        else:
            raise RuntimeError("once")

    with ticking(beat, seconds=0.05):
        assert again.wait(PATIENCE)


def test_what_one_job_makes_due_runs_in_the_same_tick(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)
    wanted = [False]

    def arrive(_: Workplace) -> str:
        wanted[0] = True
        return "arrived"

    jobs = (Job("sync", lambda *_: True, arrive), Job("score", lambda *_: wanted[0], lambda _: "scored"))
    assert tick(place, jobs).ran == (("sync", "arrived"), ("score", "scored"))


def test_no_job_begins_once_the_process_ends(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)

    def stop(_: Workplace) -> str:
        place.stopping.set()
        return "the last"

    jobs = (Job("sync", lambda *_: True, stop), Job("score", lambda *_: True, lambda _: "scored"))
    assert tick(place, jobs).ran == (("sync", "the last"),)


def test_one_job_that_is_broken_does_not_keep_the_others_from_their_turn(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)

    def fail(*_: object) -> bool:
        raise KeyError("gone")

    jobs = (Job("broken", fail, str), Job("score", lambda *_: True, lambda _: "scored"))
    assert tick(place, jobs).ran == (("score", "scored"),)


def test_processes_that_tick_at_the_same_time_run_each_job_once(
    store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    """Four ticks meet before the run of each job; the database decides, whichever it is."""
    place = Workplace(store, ModelFiles(tmp_path), fixed_now)
    runs, met, meeting = list[str](), set[str](), threading.Barrier(4)

    def is_due(_: Workplace, last: datetime | None) -> bool:
        if (name := threading.current_thread().name) not in met:
            met.add(name)
            meeting.wait(PATIENCE)
        return last is None

    def sweep(_: Workplace) -> str:
        runs.append("sweep")
        return "swept"

    ticks = [threading.Thread(target=tick, args=(place, (Job("sweep", is_due, sweep),))) for _ in range(4)]
    for one in ticks:
        one.start()
    for one in ticks:
        one.join(PATIENCE)
    assert (len(met), runs) == (4, ["sweep"])
