from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.catalogue import JOBS, OUTGOING, PROMPT, STEADY
from jobs.job import Workplace
from jobs.scheduler import Ticked, tick


def test_names_are_unique_and_can_be_typed() -> None:
    names = [job.name for job in JOBS]
    assert len(set(names)) == len(names)
    assert all(name == " ".join(name.lower().replace("-", " ").split()) for name in names)


def test_each_job_has_one_beat_and_says_when_it_runs() -> None:
    assert sorted(job.name for job in JOBS) == sorted(job.name for job in (*PROMPT, *STEADY, *OUTGOING))
    assert all(job.when for job in JOBS)


def test_what_a_tick_claims_it_also_sends() -> None:
    assert JOBS[-1].name == "deliver"


@pytest.fixture
def place(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> Workplace:
    """An empty store without a system outside."""
    return Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)


def test_nothing_fails_in_an_empty_store(place: Workplace) -> None:
    ticked = tick(place)
    assert not [told for told in ticked.ran if "failed:" in told[1]]
    assert (ticked.sent, ticked.skipped) == (0, 0)


def test_what_ran_is_not_due_again_at_once(place: Workplace) -> None:
    tick(place)
    assert tick(place) == Ticked(place.now)


def test_each_job_can_tell_its_next_run_before_and_after_its_first(place: Workplace) -> None:
    for job in JOBS:
        for last in (None, place.now):
            following = job.next_run(place, last)
            assert following is None or following >= place.now, job.name
