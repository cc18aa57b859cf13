"""What is said about the assistant: kept once, the newest first, empty once it was kept long enough."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from integrations.store import Store
from ml.records import Person, Suggestion

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def told(store: Store) -> Store:
    """A rep and a manager."""
    for name in ("ada", "mia"):
        store.people.add(Person(f"{name}@example.com", name))
    return store


def test_the_same_request_gives_what_was_kept(told: Store) -> None:
    told.suggestions.save(Suggestion("s", "recap", 1, AT - timedelta(hours=1)))
    first = told.said_feedback.keep(1, "one", AT, "r")
    told.suggestions.save(Suggestion("t", "lead", 1, AT))
    assert told.said_feedback.keep(1, "two", AT + timedelta(hours=1), "r") == first
    assert (first.kind, first.shown_at, first.company) == ("recap", AT - timedelta(hours=1), "")
    assert told.said_feedback.keep(1, "three", AT).kind == "lead"
    assert told.said_feedback.keep(2, "four", AT).kind == ""


def test_the_newest_first_until_somebody_is_done(told: Store) -> None:
    for hour in range(3):
        told.said_feedback.keep(1, f"hour {hour}", AT + timedelta(hours=hour))
    listed = told.said_feedback.all_open(limit=2)
    assert [one.text for one in listed] == ["hour 2", "hour 1"]
    assert [one.text for one in told.said_feedback.all_open(limit=2, offset=2)] == ["hour 0"]
    assert told.said_feedback.done(listed[0].id, by=2, at=AT)
    assert not told.said_feedback.done(listed[0].id, by=1, at=AT)
    assert told.said_feedback.count_open() == 2
    one = told.said_feedback.by_id(listed[0].id)
    assert one is not None
    assert (one.done_by, one.done_at) == ("mia", AT)
    assert told.said_feedback.by_id(999) is None


def test_words_go_when_they_were_kept_long_enough(told: Store) -> None:
    told.said_feedback.keep(1, "old", AT)
    told.said_feedback.keep(1, "new", AT + timedelta(days=2))
    assert told.purging.said_before(AT + timedelta(days=1)) == 1
    assert [one.text for one in told.said_feedback.all_open(limit=5)] == ["new"]
    assert told.said_feedback.count_open() == 1
    assert told.purging.said_before(AT + timedelta(days=1)) == 0
