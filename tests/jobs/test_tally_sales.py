"""The job “tally”: when it is due, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.schema import touches
from jobs.job import LeftOff, Workplace
from jobs.rules import Rules
from jobs.tally_sales import INSTALLED, TALLIED, is_due, run
from ml.records import Person, Suggestion
from ml.sales_metrics import Definitions

A_DAY = timedelta(days=1)
ZONE = ZoneInfo("Asia/Singapore")


@pytest.fixture
def place(sqlite_store: Store, tmp_path: Path, fixed_now: object) -> Workplace:
    """A store with one call, at noon UTC."""
    place = Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now, rules=Rules(zone=ZONE))  # type: ignore[arg-type]  # a moment
    told = {"key": "t", "channel": "call", "direction": "out", "at": place.now - A_DAY}
    with sqlite_store.engine.writing() as connection:
        connection.execute(insert(touches).values(**told))
    return place


def test_nothing_arrived(place: Workplace) -> None:
    assert not is_due(place, None)


def test_it_is_due_once_anything_it_depends_on_changed(place: Workplace) -> None:
    store = place.store
    store.facts.put("data_version", 1)
    assert is_due(place, None)
    assert run(place) == "1 tallies changed"
    assert not is_due(place, place.now)
    assert run(place) == "0 tallies changed"
    told = store.facts.get(TALLIED)
    assert (told["zone"], told["on"], told["at"]) == ("Asia/Singapore", "2026-11-23", place.now.isoformat())
    changes: list[Callable[[], Workplace]] = [
        lambda: replace(place, rules=Rules()),
        lambda: replace(place, rules=Rules(zone=ZONE, definitions=Definitions(activities=("email",)))),
        lambda: replace(place, now=place.now + A_DAY / 6 * 4),  # past midnight in Singapore
    ]
    assert all(is_due(change(), place.now) for change in changes)
    assert not is_due(replace(place, now=place.now + A_DAY / 12), place.now)
    store.facts.put("data_version", 2)
    assert is_due(place, place.now)
    run(place)
    store.people.add(Person("ada@example.com", "Ada"))
    assert is_due(place, place.now)


def test_what_is_left_off_leaves_the_tallies(place: Workplace) -> None:
    place.store.facts.put("data_version", 1)
    place.stopping.set()
    with pytest.raises(LeftOff):
        run(place)
    assert place.store.sales.sums(date.min, date.max) == {}
    assert is_due(place, None)


def test_the_first_answer_is_when_the_bot_was_installed(place: Workplace) -> None:
    store = place.store
    run(place)
    assert store.facts.get(INSTALLED) is None
    ada = store.people.add(Person("ada@example.com", "Ada"))
    for number, days in enumerate((3, 9, 1)):
        store.suggestions.save(Suggestion(str(number), "lead", ada.id, place.now - days * A_DAY))
    run(place)
    assert store.facts.get(INSTALLED) == (place.now - 9 * A_DAY).isoformat()
