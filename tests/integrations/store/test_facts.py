"""Facts about the store survive, and are replaced."""

from __future__ import annotations

from integrations.store import Store


def test_a_fact_is_what_was_put_last(store: Store) -> None:
    assert store.facts.get("sample", False) is False
    store.facts.put("sample", True)
    store.facts.put("creation_properties", {"rounds": ["Größe"]})
    store.facts.put("sample", False)
    assert store.facts.get("sample", True) is False
    assert store.facts.all() == {"creation_properties": {"rounds": ["Größe"]}, "sample": False}


def test_facts_are_found_by_how_their_names_begin(store: Store) -> None:
    for name in ("job:score", "job:sync", "jobs", "sample"):
        store.facts.put(name, name.upper())
    assert store.facts.named("job:") == {"job:score": "JOB:SCORE", "job:sync": "JOB:SYNC"}
