from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from integrations.store import Store
from integrations.store.exclusive import alone
from integrations.store.loop_schema import deliveries
from jobs import catalogue
from jobs.job import Job, Workplace
from ml.errors import Refused
from ml.records import Person

Run = Callable[..., Any]
NINE = datetime(2026, 12, 1, 1, tzinfo=UTC)  # nine o'clock in Singapore


@pytest.fixture
def store(run_command: Run, tmp_path: Path) -> Any:
    """The store of an empty folder, with Ada."""
    run_command("people", "add", "ada@example.com", "--name", "Ada", "--time-zone", "Asia/Singapore")
    opened = Store.open(f"sqlite:///{tmp_path / '.sales-assistant' / 'sales-assistant.db'}")
    yield opened
    opened.close()


class Mail:
    """The outcome of a job that sends."""

    sent, skipped = 2, 1

    def __str__(self) -> str:
        return "2 sent"


def remember(place: Workplace) -> str:
    return f"{place.now.isoformat()} {place.played}"


def refuse(_: Workplace) -> str:
    raise Refused("Not today.")


def fail(_: Workplace) -> str:
    raise KeyError("ada@example.com")


@pytest.fixture
def three_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = (
        Job("weekly sweep", lambda _, last: last is None, remember, "weekly", lambda *_: NINE),
        Job("deliver", lambda *_: True, lambda _: Mail(), "at once"),
        Job("never", lambda *_: False, refuse, "never"),
        Job("broken", lambda *_: False, fail, "never"),
    )
    monkeypatch.setattr(catalogue, "JOBS", jobs)


@pytest.mark.usefixtures("store", "three_jobs")
def test_a_tick_tells_what_ran_and_what_was_sent(run_command: Run) -> None:
    told = run_command("jobs", "tick", "--json")
    assert told.exit == 0
    assert [ran["job"] for ran in told.document["ran"]] == ["weekly sweep", "deliver"]
    assert (told.document["sent"], told.document["skipped"]) == (2, 1)
    assert told.document["ran"][0]["outcome"].endswith("False")
    again = run_command("jobs", "tick", "--json").document
    assert [ran["job"] for ran in again["ran"]] == ["deliver"]


@pytest.mark.usefixtures("store", "three_jobs")
@pytest.mark.parametrize(
    "text", ["2026-12-01T09:00+08:00", "2026-12-01T01:00Z", "2026-12-01 09:00", "20261201T090000"]
)
def test_a_tick_plays_a_moment(run_command: Run, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("TIME_ZONE", "Asia/Singapore")
    told = run_command("jobs", "tick", "--at", text, "--json").document
    assert told["at"] == NINE.isoformat()
    assert told["ran"][0]["outcome"] == f"{NINE.isoformat()} True"
    assert run_command("jobs", "list", "--json").document[0]["played"] is True


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "text", ["tomorrow", "09:00", "", "2026-13-01T00:00", "0001-01-01T00:00+09:00", "9999-12-31T23:59-09:00"]
)
def test_a_moment_that_is_none_is_refused(run_command: Run, text: str) -> None:
    refused = run_command("jobs", "tick", f"--at={text}", "--json")
    assert (refused.exit, refused.out) == (1, "")
    assert refused.err == f"“{text}” is no moment; write one like 2026-12-01T09:00+08:00.\n"


@pytest.mark.usefixtures("three_jobs")
def test_the_list_tells_last_and_next_runs(run_command: Run, store: Store) -> None:
    before, *_ = run_command("jobs", "list", "--json").document
    assert (before["last_run"], before["outcome"]) == (None, None)
    assert datetime.now(UTC) - datetime.fromisoformat(before["next_run"]) < timedelta(minutes=1)  # it is due
    run_command("jobs", "tick")
    sweep, deliver, never, _ = run_command("jobs", "list", "--json").document
    assert (sweep["job"], sweep["when"], sweep["next_run"]) == ("weekly sweep", "weekly", NINE.isoformat())
    assert sweep["last_run"] == store.facts.get("job:weekly sweep", {})["at"]
    assert deliver["unknown"] == []
    assert (never["last_run"], never["next_run"]) == (None, None)
    shown = run_command("jobs", "list").out
    assert "weekly sweep" in shown
    assert "2 sent" in shown


@pytest.mark.usefixtures("three_jobs")
def test_one_job_is_done_when_asked(run_command: Run, store: Store) -> None:
    for name in ("weekly sweep", "Weekly-Sweep", " weekly  sweep"):
        done = run_command("jobs", "run", name)
        assert done.exit == 0
        assert done.err.startswith("weekly sweep: ")
    with alone(store.engine, "job-weekly-sweep"):
        refused = run_command("jobs", "run", "weekly sweep")
    assert refused.exit == 1
    assert refused.err == "Another process is at the job weekly sweep; wait until it has ended.\n"


@pytest.mark.usefixtures("three_jobs")
def test_what_goes_wrong_is_one_sentence(run_command: Run, store: Store) -> None:
    refused = run_command("jobs", "run", "never")
    assert (refused.exit, refused.err) == (1, "Not today.\n")
    assert store.facts.get("job:never", {})["outcome"] == "refused: Not today."
    unknown = run_command("jobs", "run", "fly")
    assert unknown.exit == 1
    assert unknown.err == "No job is called “fly”; there are: weekly sweep, deliver, never, broken.\n"


@pytest.mark.usefixtures("three_jobs")
def test_messages_of_which_nobody_knows_are_listed(run_command: Run, store: Store) -> None:
    person = store.people.by_email("ada@example.com") or Person("", "")
    told = {"key": "k", "kind": "reminder", "person_id": person.id, "slot": "2026-12-01", "payload": {}}
    told |= {
        "state": "unknown",
        "made_at": NINE,
        "not_before": NINE,
        "first_tried_at": NINE,
        "note": "timeout",
    }
    with store.engine.writing() as connection:
        connection.execute(deliveries.insert(), [told])
    jobs = {job["job"]: job for job in run_command("jobs", "list", "--json").document}
    (unknown,) = jobs["deliver"]["unknown"]
    assert unknown == {
        "kind": "reminder",
        "person": "ada@example.com",
        "slot": "2026-12-01",
        "tried_at": NINE.isoformat(),
        "why": "timeout",
    }
    what = "the reminder of 2026-12-01 for ada@example.com"
    assert f"Nobody knows whether {what} was sent" in run_command("jobs", "list").err


@pytest.mark.usefixtures("store")
def test_a_new_store_can_list_and_tick(run_command: Run) -> None:
    assert run_command("jobs", "tick", "--json").exit == 0
    listed = run_command("jobs", "list", "--json").document
    assert [job["job"] for job in listed] == [job.name for job in catalogue.JOBS]
