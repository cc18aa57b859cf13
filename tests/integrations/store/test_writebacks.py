"""What was asked to be written to the CRM: once each, by one worker, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from integrations.store import Store
from integrations.store.writebacks import CrmPlace, Writeback, WriteKind, crm_id
from integrations.systems import CrmRecord
from ml.records import Person

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTE = Writeback("note:1", "note", 1, {"text": "they signed"}, NOW)
Put = Callable[..., int]


@pytest.fixture(autouse=True)
def _ada(store: Store) -> None:
    store.people.add(Person("ada@example.com", "Ada Tan"))


def state(store: Store) -> list[tuple[str, str]]:
    return sorted((one.id, one.state) for one in store.writebacks.audit(100))


def test_the_same_click_twice_is_one_row(store: Store) -> None:
    assert store.writebacks.ask(NOTE)
    assert not store.writebacks.ask(replace(NOTE, payload={"text": "changed"}))
    assert store.writebacks.waiting(10) == [NOTE]


def test_the_oldest_waits_first_and_only_so_many_are_given(store: Store) -> None:
    for number in (3, 1, 2):
        store.writebacks.ask(replace(NOTE, id=f"n{number}", asked_at=NOW + timedelta(minutes=number)))
    assert [one.id for one in store.writebacks.waiting(2)] == ["n1", "n2"]
    assert [one.id for one in store.writebacks.audit(2)] == ["n3", "n2"]


def test_one_of_many_workers_gets_it(store: Store) -> None:
    store.writebacks.ask(NOTE)
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: store.writebacks.begin("note:1", NOW, payload={"sent": 1}), range(8)))
    assert sorted(got) == [False] * 7 + [True]
    [row] = store.writebacks.audit(1)
    assert (row.state, row.began_at, row.payload) == ("sending", NOW, {"sent": 1})
    assert store.writebacks.waiting(10) == []


def test_what_was_sent_keeps_what_it_became(store: Store) -> None:
    store.writebacks.ask(NOTE)
    store.writebacks.begin("note:1", NOW, payload=NOTE.payload)
    store.writebacks.sent("note:1", "9001", NOW)
    [row] = store.writebacks.audit(1)
    assert (row.state, row.record_id, row.ended_at, row.refusal) == ("sent", "9001", NOW, "")
    assert store.writebacks.own_records() == {"9001"}


def test_what_has_no_end_yet_is_pending(store: Store) -> None:
    assert not store.writebacks.pending()
    store.writebacks.ask(NOTE)
    assert store.writebacks.pending()
    store.writebacks.begin("note:1", NOW, payload={})
    assert store.writebacks.pending()
    store.writebacks.unknown("note:1", NOW)
    assert not store.writebacks.pending()


def test_a_moved_deal_is_no_record_of_ours(store: Store) -> None:
    store.writebacks.ask(replace(NOTE, id="stage:1", kind="stage", deal_id="501"))
    store.writebacks.sent("stage:1", "501", NOW)
    assert store.writebacks.own_records() == set()


@pytest.mark.parametrize("ending", ["sent", "refused"])
def test_what_ended_does_not_wait_again(store: Store, ending: str) -> None:
    store.writebacks.ask(NOTE)
    getattr(store.writebacks, ending)("note:1", "words", NOW)
    store.writebacks.wait_again("note:1")
    store.writebacks.unknown("note:1", NOW)
    store.writebacks.refused("note:1", "again", NOW)
    assert state(store) == [("note:1", ending)]
    assert not store.writebacks.begin("note:1", NOW, payload={})


def test_of_which_nothing_was_sent_waits_again(store: Store) -> None:
    store.writebacks.ask(NOTE)
    store.writebacks.begin("note:1", NOW, payload=NOTE.payload)
    store.writebacks.wait_again("note:1")
    assert store.writebacks.waiting(10) == [NOTE]


def test_after_a_crash_what_may_be_there_is_not_sent_again(store: Store) -> None:
    kinds: dict[str, WriteKind] = {"note:1": "note", "task:1": "task", "stage:1": "stage", "note:new": "note"}
    for id_, kind in kinds.items():
        store.writebacks.ask(replace(NOTE, id=id_, kind=kind))
        if id_ != "note:new":
            store.writebacks.begin(id_, NOW, payload={})
    lost = store.writebacks.settle_crashed(NOW + timedelta(minutes=11))
    assert [one.id for one in lost] == ["note:1", "task:1"]
    assert state(store) == [
        ("note:1", "unknown"), ("note:new", "waiting"), ("stage:1", "waiting"), ("task:1", "unknown"),
    ]  # fmt: skip
    assert store.writebacks.settle_crashed(NOW) == []


def test_a_late_answer_ends_what_was_given_up(store: Store) -> None:
    store.writebacks.ask(NOTE)
    store.writebacks.begin("note:1", NOW, payload={})
    store.writebacks.settle_crashed(NOW)
    store.writebacks.sent("note:1", "9001", NOW)
    assert state(store) == [("note:1", "sent")]


def test_an_id_of_the_crm_is_digits() -> None:
    keys = ("id:901", "id:", "name:901", "901", "id:９", "id:1/../2", "id:12 ")
    assert [crm_id(key) for key in keys] == ["901"] + [""] * 6


def test_a_pursuit_is_placed_by_what_the_crm_still_has(store: Store, put: Put) -> None:
    company = put("companies", key="id:901", name="Acme", norm="acme", properties={})
    pursuit = put("pursuits", company_id=company, service="Rostering", state="LEAD")
    assert store.writebacks.place(pursuit) == CrmPlace()
    store.landing.take("companies", [CrmRecord("companies", "901", {"name": "Acme"}, NOW)], now=NOW)
    assert store.writebacks.place(pursuit) == CrmPlace("901")
    for key, entered, closed in (("501", 3, None), ("502", 1, None), ("503", 9, NOW), ("600", 10, None)):
        entered_at = NOW + timedelta(days=entered)
        put("rounds", pursuit_id=pursuit, key=key, entered_at=entered_at, closed_at=closed, properties={})
    deals = [
        CrmRecord("deals", key, {"dealstage": f"s{key}", "pipeline": "p"}, NOW)
        for key in ("501", "502", "503")
    ]
    store.landing.take("deals", deals, now=NOW)
    assert store.writebacks.place(pursuit) == CrmPlace("901", "501", "p", "s501")
    store.landing.mark_gone("deals", ["501", "502"], now=NOW)
    store.landing.mark_gone("companies", ["901"], now=NOW)
    assert store.writebacks.place(pursuit) == CrmPlace("", "503", "p", "s503")
