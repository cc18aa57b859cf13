"""What the bot said is kept before it is shown, once for each request."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from integrations.store import Store
from ml.records import Person, Suggestion


@pytest.fixture
def said(store: Store, fixed_now: datetime) -> Suggestion:
    """What Ada was told."""
    store.people.add(Person("ada@example.com", "Ada"))
    suggestion = Suggestion("s1", "lead", 1, fixed_now, model_version="m1", win=0.62, request_key="T1")
    return store.suggestions.save(suggestion)


def test_a_suggestion_is_kept_as_it_is(store: Store, said: Suggestion) -> None:
    assert store.suggestions.by_id("s1") == said
    assert store.suggestions.by_id("s2") is None


def test_the_same_request_is_one_suggestion(store: Store, said: Suggestion) -> None:
    assert store.suggestions.save(replace(said, id="s2", win=0.1)) == said
    assert store.suggestions.save(replace(said, request_key=None)) == said
    assert store.counts()["suggestions"] == 1


def test_requests_without_a_key_are_all_kept(store: Store, said: Suggestion) -> None:
    for id_ in ("s2", "s3"):
        store.suggestions.save(replace(said, id=id_, request_key=None))
    assert store.counts()["suggestions"] == 3


def test_a_suggestion_is_found_by_its_message(store: Store, said: Suggestion) -> None:
    assert store.suggestions.by_message("C1", "1.2") is None
    store.suggestions.attach_message("s1", "C1", "1.2")
    assert store.suggestions.by_message("C1", "1.2") == replace(said, channel="C1", ts="1.2")
