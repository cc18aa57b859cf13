"""Counting at once for whoever works at a terminal."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.catalogue import COUNTING
from jobs.counting import count_anew
from jobs.job import Workplace


def test_what_counts_runs_once_data_are_there_and_not_again(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), fixed_now)
    assert count_anew(place) == []
    sqlite_store.facts.put("data_version", 1)
    # clients are ranked by a model, and none is trained yet
    assert count_anew(place) == [job.name for job in COUNTING if job.name != "cross sell"]
    assert count_anew(place) == []
