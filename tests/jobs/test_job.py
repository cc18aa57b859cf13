from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.exclusive import alone
from jobs.job import Job, Workplace, last_run, run_job
from ml.errors import NotEnoughData


@pytest.fixture
def place(store: Store, tmp_path: Path, fixed_now: datetime) -> Workplace:
    return Workplace(store, ModelFiles(tmp_path), fixed_now)


def job(run: Callable[[Workplace], str]) -> Job:
    return Job("sweep", lambda *_: True, run)


def test_a_run_is_remembered_with_its_outcome(place: Workplace) -> None:
    sweep = job(lambda _: "3 swept")
    assert last_run(sweep, place) is None
    assert run_job(sweep, place) == "3 swept"
    assert last_run(sweep, place) == place.now
    assert place.store.facts.get("job:sweep", None)["outcome"] == "3 swept"


def test_a_designed_refusal_is_told_in_its_words(place: Workplace) -> None:
    def refuse(_: Workplace) -> str:
        raise NotEnoughData("6 won and 4 lost so far.")

    assert run_job(job(refuse), place) == "refused: 6 won and 4 lost so far."


def test_a_bug_is_logged_and_does_not_escape(place: Workplace, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: Workplace) -> str:
        raise KeyError("ada@example.com")

    with caplog.at_level(logging.ERROR):
        assert run_job(job(fail), place) == "failed: KeyError"
    assert caplog.records[0].exc_info
    assert last_run(job(fail), place) is not None


def test_the_last_run_is_the_latest(place: Workplace) -> None:
    sweep = job(lambda _: "done")
    run_job(sweep, place)
    later = Workplace(place.store, place.files, place.now + timedelta(hours=1))
    run_job(sweep, later)
    assert last_run(sweep, place) == later.now


def test_a_job_that_has_to_wait_its_turn_stays_due_without_a_word(
    place: Workplace, caplog: pytest.LogCaptureFixture
) -> None:
    def sync(_: Workplace) -> str:
        with alone(place.store.engine, "sweep"):
            return "swept"

    with caplog.at_level(logging.INFO), alone(place.store.engine, "sweep"):
        assert run_job(job(sync), place) == ""
    assert caplog.records == []
    assert last_run(job(sync), place) is None
    assert run_job(job(sync), place) == "swept"


def test_a_job_that_left_off_stays_due(place: Workplace) -> None:
    def sweep(place: Workplace) -> str:
        place.go_on()
        return "swept"

    assert run_job(job(sweep), place) == "swept"
    place.store.facts.put("job:sweep", None)
    place.stopping.set()
    assert run_job(job(sweep), place) == ""
    assert last_run(job(sweep), place) is None
