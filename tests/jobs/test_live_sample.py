from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from integrations.store import Store
from jobs.import_exports import import_exports
from jobs.live_sample import begin_life, live_sample
from jobs.make_sample import make_sample_exports

MADE = date(2026, 6, 1)
MADE_AT = datetime.combine(MADE, time(), UTC)
PURSUITS = 80


def test_the_sample_lives_day_by_day_and_each_day_once(store: Store, tmp_path: Path) -> None:
    sample = make_sample_exports(tmp_path / "sample", until=MADE, pursuits=PURSUITS)
    import_exports(
        store, [sample.directory], sample.mapping, now=MADE_AT, rejects_directory=tmp_path / "rejects"
    )
    begin_life(store, MADE, pursuits=PURSUITS)
    before = store.counts()
    days = [MADE_AT + timedelta(days=number) for number in (10, 20, 30)]
    stored = [live_sample(store, tmp_path / "days", now=day) for day in days]
    after = store.counts()
    assert all(stored)
    assert after["touches"] > before["touches"]
    assert after["stage_changes"] > before["stage_changes"]
    assert live_sample(store, tmp_path / "days", now=days[-1]) == 0
    assert store.counts() == after


def test_a_store_without_a_sample_is_left_alone(store: Store, tmp_path: Path) -> None:
    assert live_sample(store, tmp_path / "days", now=MADE_AT) == 0
    assert not (tmp_path / "days").exists()
