"""The job “funnel”: when it is due, and what it leaves when it is broken off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.stays import COUNTED
from jobs.job import LeftOff, Workplace
from jobs.rules import Rules
from jobs.tally_funnel import is_due, run
from ml.funnel import FunnelState as S
from ml.funnel_figures import ENTERED
from ml.records import Person
from tests.integrations.store.test_sales_tallies import at, deal, told

A_DAY = timedelta(days=1)
ZONE = ZoneInfo("Asia/Singapore")


@pytest.fixture
def place(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> Workplace:
    """A store with one lead, at noon UTC."""
    told(sqlite_store, deal("1", (S.LEAD, at(3, 2))))
    return Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now, rules=Rules(zone=ZONE))


def test_nothing_arrived(place: Workplace) -> None:
    place.store.facts.put("data_version", 0)
    assert not is_due(place, None)


def test_it_is_due_once_anything_it_depends_on_changed(place: Workplace) -> None:
    store = place.store
    assert is_due(place, None)
    assert run(place) == "2 stays and 8 tallies changed"
    assert not is_due(place, place.now)
    assert run(place) == "0 stays and 0 tallies changed"
    fact = store.facts.get(COUNTED)
    assert (fact["zone"], fact["on"], fact["at"]) == ("Asia/Singapore", "2026-11-23", place.now.isoformat())
    assert not is_due(replace(place, now=place.now + A_DAY / 12), place.now)
    assert is_due(replace(place, now=place.now + A_DAY / 6 * 4), place.now)  # past midnight in Singapore
    assert is_due(replace(place, rules=Rules()), place.now)
    store.facts.put("data_version", 99)
    assert is_due(place, place.now)
    run(place)
    store.people.add(Person("ada@example.com", "Ada"))
    assert is_due(place, place.now)
    assert run(place) == "2 stays and 16 tallies changed"  # they are hers now


def test_what_is_left_off_goes_on_in_the_next_run(place: Workplace) -> None:
    place.stopping.set()
    with pytest.raises(LeftOff):
        run(place)
    assert is_due(place, None)
    assert place.store.stays.count_listed(ENTERED, "LEAD") == 0
    place.stopping.clear()
    assert run(place) == "0 stays and 8 tallies changed"
    assert place.store.stays.count_listed(ENTERED, "LEAD") == 1
