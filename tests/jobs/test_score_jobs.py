from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.job import Workplace
from jobs.score_jobs import scores_are_old, words_wait
from ml.records import ModelRecord


@pytest.fixture
def place(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> Workplace:
    return Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)


def test_nothing_is_scored_before_data_arrived(place: Workplace) -> None:
    assert not scores_are_old(place, None)


def test_new_data_is_scored_at_once(place: Workplace) -> None:
    place.store.facts.put("data_version", 1)
    assert scores_are_old(place, None)
    assert scores_are_old(place, place.now - timedelta(minutes=1))
    place.store.facts.put("scored_data_version", 1)
    assert not scores_are_old(place, place.now - timedelta(minutes=1))
    place.store.facts.put("data_version", 2)
    assert scores_are_old(place, place.now - timedelta(minutes=1))


def test_scores_are_renewed_every_day(place: Workplace) -> None:
    for fact in ("data_version", "scored_data_version"):
        place.store.facts.put(fact, 1)
    assert not scores_are_old(place, place.now - timedelta(hours=23))
    assert scores_are_old(place, place.now - timedelta(hours=24))


def test_a_new_model_scores_at_once(place: Workplace) -> None:
    for fact in ("data_version", "scored_data_version"):
        place.store.facts.put(fact, 1)
    place.store.models.add(ModelRecord("win", "win-2", place.now, "trained_win_model.skops"))
    assert scores_are_old(place, place.now - timedelta(minutes=1))
    assert not scores_are_old(place, place.now + timedelta(minutes=1))


def test_nothing_is_read_while_no_words_wait(place: Workplace) -> None:
    assert not words_wait(place, None)
