"""Hints of webhooks: once each, oldest first, and never lost between being taken and being done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.store import Store
from integrations.store.hints import Hint

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)


def ids(store: Store, system: str = "hubspot") -> list[tuple[str, str]]:
    return [(hint.kind, hint.id) for hint in store.hints.take(system, 1000)]


def test_the_same_hint_twice_is_one(store: Store) -> None:
    assert store.hints.add("hubspot", "deals", ["7", "7", "8"], now=NOW) == 2
    assert store.hints.add("hubspot", "deals", ["7"], now=LATER) == 1
    assert store.hints.waiting() == 2
    assert store.hints.take("hubspot", 10) == [
        Hint("hubspot", "deals", "8", NOW),
        Hint("hubspot", "deals", "7", LATER),
    ]


def test_hints_of_several_kinds_and_systems_stay_apart(store: Store) -> None:
    store.hints.add_kinds("hubspot", {"deals": ["7"], "contacts": ["7"], "notes": []}, now=NOW)
    store.hints.add("aircall", "calls", ["7"], now=NOW)
    assert ids(store) == [("contacts", "7"), ("deals", "7")]
    assert ids(store, "aircall") == [("calls", "7")]
    assert ids(store, "twilio") == []
    assert store.hints.waiting() == 3


def test_those_that_wait_longest_are_taken_first(store: Store) -> None:
    for seconds in (3, 1, 2):
        store.hints.add("aircall", "calls", [str(seconds)], now=NOW + timedelta(seconds=seconds))
    assert [hint.id for hint in store.hints.take("aircall", 2)] == ["1", "2"]


def test_what_is_done_is_forgotten(store: Store) -> None:
    store.hints.add("hubspot", "deals", ["7", "8"], now=NOW)
    store.hints.done(store.hints.take("hubspot", 1))
    assert ids(store) == [("deals", "8")]
    store.hints.done([])
    assert store.hints.waiting() == 1


def test_a_hint_that_came_meanwhile_stays(store: Store) -> None:
    store.hints.add("hubspot", "deals", ["7", "8"], now=NOW)
    taken = store.hints.take("hubspot", 10)
    store.hints.add("hubspot", "deals", ["7"], now=LATER)
    store.hints.done(taken)
    assert store.hints.take("hubspot", 10) == [Hint("hubspot", "deals", "7", LATER)]


@pytest.mark.parametrize("wrong", ["", "x" * 65, "1 OR 1=1", "1;", "ä", "١", "7\n", "\0", "../7", "\ud800"])
def test_what_cannot_be_an_id_is_left_out(sqlite_store: Store, wrong: str) -> None:
    assert sqlite_store.hints.add("hubspot", "deals", [wrong, "CA_1-b"], now=NOW) == 1
    assert ids(sqlite_store) == [("deals", "CA_1-b")]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=70), max_size=5))
def test_no_text_breaks_it(sqlite_store: Store, texts: list[str]) -> None:
    store = sqlite_store
    kept = store.hints.add("twilio", "calls", texts, now=NOW)
    assert kept == store.hints.waiting() <= len(texts)
    store.hints.done(store.hints.take("twilio", 1000))
    assert store.hints.waiting() == 0


def test_deliveries_at_the_same_time_do_not_wait_for_each_other(store: Store) -> None:
    many = [str(number) for number in range(200)]
    threads = [
        Thread(target=store.hints.add, args=("hubspot", "deals", order), kwargs={"now": NOW})
        for order in (many, many[::-1], many[100:] + many[:100])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.hints.waiting() == 200
