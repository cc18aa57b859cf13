"""The lift of reminders, from the store's rows to the fact that /metrics shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.reminders import NewReminder, insert_reminders
from integrations.store.schema import touches
from jobs.job import Workplace
from jobs.reminder_lift import LIFT, is_due, measure_lift, run
from jobs.retargeting import CONTROL_GROUP
from ml.reminding import DueTouch
from tests.due_pursuits import NOW, DuePursuits, S, ago

DAYS = 60


def remind(own: DuePursuits) -> None:
    """Every reminder that is shown is answered, and every second of those withheld; a quarter is withheld."""
    ids = [own.pursuit() for _ in range(7)]
    rows, calls = list[NewReminder](), list[dict[str, object]]()
    for number in range(7 * DAYS):
        id_, days = ids[number % 7], number // 7
        touch = DueTouch(id_, "Acme", "Rostering", S.LEAD, "gain", "why", 3.0, 0.4, "rates")
        withheld = number % 4 == 0
        at, on = ago(600 - 8 * days), date(2025, 1, 1) + timedelta(days=days)
        chance = 0.25 if withheld else 0.75
        rows.append(NewReminder(own.person.id, on, at, touch, 1, withheld=withheld, propensity=chance))
        if not withheld or number % 8 == 0:
            call = {"channel": "call", "direction": "out", "answered": True, "at": ago(598 - 8 * days)}
            calls.append({"key": f"call {number}", "pursuit_id": id_, **call})
    with own.store.engine.writing() as connection:
        insert_reminders(connection, "k1", rows)
        connection.execute(insert(touches), calls)


def test_the_lift_is_measured_and_kept_for_metrics(sqlite_store: Store, tmp_path: Path) -> None:
    own = DuePursuits(sqlite_store)
    place = Workplace(sqlite_store, ModelFiles(tmp_path), NOW)
    assert not is_due(place, None)
    sqlite_store.facts.put(CONTROL_GROUP, {"share": 0.1})
    assert is_due(place, None)
    assert not is_due(place, NOW)
    assert is_due(replace(place, now=NOW + timedelta(days=1)), NOW)
    assert "nothing was withheld yet" in run(place)
    remind(own)
    assert "percentage points more often" in run(place)
    told = sqlite_store.facts.get(LIFT)
    assert {"at", "lift", "low", "high", "ess", "shown", "withheld", "sentence"} <= told.keys()
    assert (told["shown"], told["withheld"]) == (315, 105)
    assert told["low"] <= 50 <= told["high"]


def test_reminders_whose_week_is_not_over_do_not_count_yet(sqlite_store: Store) -> None:
    own = DuePursuits(sqlite_store)
    touch = DueTouch(own.pursuit(), "Acme", "Rostering", S.LEAD, "gain", "why", 3.0, 0.4, "rates")
    with sqlite_store.engine.writing() as connection:
        insert_reminders(
            connection, "k1", [NewReminder(own.person.id, NOW.date(), NOW, touch, 1, propensity=0.9)]
        )
    assert measure_lift(sqlite_store, now=NOW + timedelta(days=6)).shown == 0
    assert measure_lift(sqlite_store, now=NOW + timedelta(days=7)).shown == 1
