from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.job import Job, Workplace
from jobs.scheduler import tick, ticking

PATIENCE = 10.0


def test_only_what_is_due_runs(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)
    once = Job("once", lambda _, last: last is None, lambda _: "ran")
    never = Job("never", lambda *_: False, lambda _: "ran")
    assert tick(place, (once, never)) == [("once", "ran")]
    assert tick(place, (once, never)) == []


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
    assert tick(place, jobs) == [("sync", "arrived"), ("score", "scored")]


def test_no_job_begins_once_the_process_ends(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)

    def stop(_: Workplace) -> str:
        place.stopping.set()
        return "the last"

    jobs = (Job("sync", lambda *_: True, stop), Job("score", lambda *_: True, lambda _: "scored"))
    assert tick(place, jobs) == [("sync", "the last")]
