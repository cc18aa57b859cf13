"""A model's notes are kept beside the embedded ones, one for each model, with who made them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from integrations.store import Store
from integrations.store.written_notes import WrittenSummary

Put = Callable[..., int]


def test_the_latest_notes_come_first(store: Store, company: Put, touch: Put, fixed_now: datetime) -> None:
    talk = touch(company("Acme"), fixed_now)
    first = WrittenSummary(
        ("They correct payslips.",), "openai:a", "notes 1", {"pains": (3,)}, {3: "understanding"}, "cut"
    )
    second = replace(first, written_by="openai:b", tags={})
    store.written_notes.save(talk, first, fixed_now)
    store.written_notes.save(talk, second, fixed_now + timedelta(minutes=1))
    assert store.written_notes.by_touch(talk) == [second, first]
    again = replace(first, sentences=("Once more.",))
    store.written_notes.save(talk, again, fixed_now + timedelta(minutes=2))
    assert store.written_notes.latest(talk) == again
    assert store.written_notes.by_touch(talk) == [again, second]
    assert store.written_notes.tagged(0, 10) == [(talk, again)]
    assert store.written_notes.tagged(talk, 10) == []


def test_what_says_nothing_is_not_kept(store: Store, company: Put, touch: Put, fixed_now: datetime) -> None:
    talk = touch(company("Acme"), fixed_now)
    store.written_notes.save(talk, WrittenSummary(reason="It did not answer."), fixed_now)
    assert store.written_notes.latest(talk) is None
