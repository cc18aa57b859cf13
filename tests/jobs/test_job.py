from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.exclusive import Taken, alone
from jobs.job import Job, Workplace, every, is_due, last_run, run_asked, run_job
from ml.errors import NotEnoughData, Refused


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


# --- several processes ----------------------------------------------------------------------------------------------


def test_one_process_runs_a_job_at_a_time(place: Workplace) -> None:
    inner = list[str]()

    def sweep(_: Workplace) -> str:
        inner.append(run_job(job(lambda _: "swept too"), place))
        return "swept"

    assert run_job(job(sweep), place) == "swept"
    assert inner == [""]


def test_a_job_that_takes_its_own_turns_may_run_in_several(place: Workplace) -> None:
    inner = list[str]()

    def sweep(_: Workplace) -> str:
        inner.append(run_job(replace(job(lambda _: "swept too"), together=True), place))
        return "swept"

    run_job(replace(job(sweep), together=True), place)
    assert inner == ["swept too"]


def test_what_another_process_just_did_is_not_done_again(place: Workplace) -> None:
    daily = replace(job(lambda _: "swept"), due=lambda _, last: last is None)
    assert is_due(daily, place)
    assert run_job(daily, place) == "swept"  # the other process, between our look and our turn
    assert run_job(daily, place, if_due=True) == ""
    assert run_job(daily, place) == "swept"


# --- moments that are not now ---------------------------------------------------------------------------------------


def test_a_job_that_ran_in_a_played_moment_does_not_stand_still_until_then(place: Workplace) -> None:
    daily = Job(
        "sweep", lambda place, last: last is None or place.now - last >= timedelta(days=1), lambda _: "swept"
    )
    in_a_week = replace(place, now=place.now + timedelta(days=7), played=True)
    assert run_job(daily, in_a_week, if_due=True) == "swept"
    assert place.store.facts.get("job:sweep", {})["played"] is True
    assert not is_due(daily, in_a_week)
    assert is_due(daily, place)
    run_job(daily, place)
    assert "played" not in place.store.facts.get("job:sweep", {})
    assert not is_due(daily, place)
    assert is_due(daily, in_a_week)


def test_a_process_whose_tick_began_a_little_earlier_does_not_run_it_again(place: Workplace) -> None:
    daily = replace(job(lambda _: "swept"), due=lambda _, last: last is None)
    run_job(daily, replace(place, now=place.now + timedelta(minutes=5)))
    assert not is_due(daily, place)


def test_the_next_run_follows_the_last(place: Workplace) -> None:
    an_hour = timedelta(hours=1)
    assert every(an_hour)(place, place.now - an_hour / 2) == place.now + an_hour / 2
    assert every(an_hour)(place, None) == place.now + an_hour


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_job_that_cannot_tell_is_not_due(place: Workplace, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> bool:
        raise KeyError("ada@example.com")

    def refuse(*_: object) -> bool:
        raise Refused("Not today.")

    with caplog.at_level(logging.WARNING):
        assert not is_due(replace(job(lambda _: ""), due=fail), place)
        assert not is_due(replace(job(lambda _: ""), due=refuse), place)
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_who_asked_for_a_job_is_told_what_went_wrong(place: Workplace) -> None:
    def refuse(_: Workplace) -> str:
        raise Refused("Not today.")

    with pytest.raises(Refused, match="Not today"):
        run_asked(job(refuse), place)
    assert place.store.facts.get("job:sweep", {})["outcome"] == "refused: Not today."
    assert run_asked(job(lambda _: "swept"), place) == "swept"
    assert place.store.facts.get("job:sweep", {})["outcome"] == "swept"
    with alone(place.store.engine, "job-sweep"), pytest.raises(Taken):
        run_asked(job(lambda _: "swept again"), place)
    assert place.store.facts.get("job:sweep", {})["outcome"] == "swept"


@dataclass(frozen=True)
class Mailed:
    """The outcome of a job that sends."""

    sent: int
    skipped: int

    def __str__(self) -> str:
        return f"{self.sent} sent"


def test_messages_are_counted(place: Workplace) -> None:
    counts = Counter[str]()
    mail = replace(job(str), run=lambda _: Mailed(3, 1))
    for _ in range(2):
        assert run_job(mail, place, counts=counts) == "3 sent"
    assert counts == {"sent": 6, "skipped": 2}
    assert run_job(job(lambda _: "swept"), place, counts=counts) == "swept"
    assert counts == {"sent": 6, "skipped": 2}
