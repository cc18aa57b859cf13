from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.hints import EVERYTHING
from integrations.systems import Systems
from jobs.job import Workplace
from jobs.system_jobs import (
    is_sync_time,
    may_be_heard,
    next_hearing,
    next_sync,
    somebody_asked,
    something_was_named,
)

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def lonely(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> Workplace:
    """No system outside is connected."""
    return Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)


@pytest.fixture
def place(lonely: Workplace) -> Workplace:
    crm: Any = object()  # nobody asks it
    return Workplace(lonely.store, lonely.files, lonely.now, Systems(crm))


def test_without_a_system_there_is_nothing_to_read_or_write(lonely: Workplace) -> None:
    assert not is_sync_time(lonely, None)
    assert not somebody_asked(lonely, None)
    assert not something_was_named(lonely, None)
    assert next_sync(lonely, None) is None


def test_a_sync_is_due_every_ten_minutes(place: Workplace) -> None:
    assert is_sync_time(place, None)
    assert not is_sync_time(place, place.now - TEN_MINUTES + timedelta(seconds=1))
    assert is_sync_time(place, place.now - TEN_MINUTES)
    assert next_sync(place, place.now) == place.now + TEN_MINUTES


def test_a_sync_is_due_at_once_when_somebody_wants_it(place: Workplace) -> None:
    place.store.hints.add(EVERYTHING, "now", ["1"], now=place.now)
    assert is_sync_time(place, place.now)


def test_recordings_are_looked_for_as_often_as_a_sync(lonely: Workplace) -> None:
    assert may_be_heard(lonely, None)
    assert not may_be_heard(lonely, lonely.now)
    assert may_be_heard(lonely, lonely.now - TEN_MINUTES)
    assert next_hearing(lonely, lonely.now) == lonely.now + TEN_MINUTES


def test_a_webhooks_record_is_read_at_once(place: Workplace) -> None:
    assert not something_was_named(place, place.now)
    place.store.hints.add("hubspot", "deals", ["7"], now=place.now)
    assert something_was_named(place, place.now)
