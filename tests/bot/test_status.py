from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from bot.status import status_of
from bot.wiring import build_new
from ml.records import ModelRecord

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_it_tells_models_and_jobs(tmp_path: Path) -> None:
    with build_new(Settings.read({}, tmp_path)) as office:
        office.store.models.add(ModelRecord("win", "win-1", NOW, "a"))
        office.store.models.add(ModelRecord("win", "win-2", NOW, "b", {"rows": 900}))
        office.store.facts.put("job:score", {"at": NOW.isoformat(), "outcome": "9 pursuits scored"})
        found = json.loads(json.dumps(status_of(office)))
    assert found["models"] == [
        {"question": "win", "version": "win-2", "trained_at": NOW.isoformat(), "rows": 900}
    ]
    jobs = {job.pop("job"): job for job in found["jobs"]}
    assert jobs["score"] == {"at": NOW.isoformat(), "outcome": "9 pursuits scored"}
    assert jobs["sync"] == {"at": None, "outcome": None}
    assert found["sync"]["hubspot_at"] is None
    assert found["sync"]["set_aside"] == {}
