"""Which model answers a question now, and which did before."""

from __future__ import annotations

from datetime import datetime

from integrations.store import Store
from ml.records import ModelRecord


def test_the_newest_model_answers_its_question(store: Store, fixed_now: datetime) -> None:
    assert store.models.current("win") is None
    first = ModelRecord("win", "v1", fixed_now, "a.skops", {"auc": 0.7})
    other = ModelRecord("days", "v1", fixed_now, "b.skops")
    second = ModelRecord("win", "v2", fixed_now, "c.skops")
    for record in (first, other, second):
        store.models.add(record)
    assert store.models.current("win") == second
    assert store.models.current("days") == other
    assert [(record.version, record.current) for record in store.models.all()] == [
        ("v1", False),
        ("v1", True),
        ("v2", True),
    ]
    assert store.models.all()[0].report == {"auc": 0.7}
