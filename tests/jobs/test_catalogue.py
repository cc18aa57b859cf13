from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.catalogue import JOBS
from jobs.job import Workplace
from ml.records import ModelRecord

SCORE = next(job for job in JOBS if job.name == "score")


@pytest.fixture
def place(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> Workplace:
    return Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)


def test_names_are_unique() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)


def test_nothing_is_scored_before_data_arrived(place: Workplace) -> None:
    assert not SCORE.due(place, None)


def test_new_data_is_scored_at_once(place: Workplace) -> None:
    place.store.facts.put("data_version", 1)
    assert SCORE.due(place, None)
    assert SCORE.due(place, place.now - timedelta(minutes=1))
    place.store.facts.put("scored_data_version", 1)
    assert not SCORE.due(place, place.now - timedelta(minutes=1))
    place.store.facts.put("data_version", 2)
    assert SCORE.due(place, place.now - timedelta(minutes=1))


def test_scores_are_renewed_every_day(place: Workplace) -> None:
    for fact in ("data_version", "scored_data_version"):
        place.store.facts.put(fact, 1)
    assert not SCORE.due(place, place.now - timedelta(hours=23))
    assert SCORE.due(place, place.now - timedelta(hours=24))


def test_a_new_model_scores_at_once(place: Workplace) -> None:
    for fact in ("data_version", "scored_data_version"):
        place.store.facts.put(fact, 1)
    place.store.models.add(ModelRecord("win", "win-2", place.now, "trained_win_model.skops"))
    assert SCORE.due(place, place.now - timedelta(minutes=1))
    assert not SCORE.due(place, place.now + timedelta(minutes=1))
