from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from integrations.store import Store
from integrations.store.call_places import UnmatchedNumber
from integrations.store.sightings import Sighting
from integrations.store.sync_schema import call_sightings

Put = Callable[..., int]
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ACME = "+6591234567"


@pytest.fixture
def call(put: Put) -> Callable[..., int]:
    """Adds a call and gives its id."""

    def put_call(key: str, number: str | None = ACME, at: datetime = AT, **touch: Any) -> int:
        told = {"channel": "call", "direction": "out", "properties": None, **touch}
        touch_id = put("touches", key=key, at=at, **told)
        put("calls", touch_id=touch_id, provider="aircall", number=number)
        return touch_id

    return put_call


@pytest.fixture
def contact(put: Put) -> Callable[..., int]:
    """Adds somebody with a number and gives their id."""

    def put_contact(key: str, number: str, company_id: int | None = None) -> int:
        row = {"key": key, "name": key, "norm": key, "properties": {}}
        id_ = put("contacts", company_id=company_id, **row)
        put("contact_numbers", number=number, contact_id=id_)
        return id_

    return put_contact


@pytest.fixture
def firm(put: Put) -> Callable[[str], int]:
    """Adds a company and gives its id."""

    def put_firm(name: str) -> int:
        return put("companies", key=f"name:{name}", name=name, norm=name, properties={})

    return put_firm


def seen(id_: str, system: str = "aircall", at: datetime = AT, **more: Any) -> Sighting:
    return Sighting(system, id_, more.pop("number", ACME), at, more.pop("duration_s", 60), **more)


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def match(store: Store, *sightings: Sighting) -> list[str | None]:
    return store.sightings.match(sightings)


def rows(store: Store) -> int:
    with store.engine.reading() as connection:
        return connection.scalar(select(func.count()).select_from(call_sightings)) or 0


def test_a_call_is_known_by_its_id(store: Store, call: Put) -> None:
    call("t1")
    store.sightings.note([(seen("1"), "t1")])
    assert match(store, seen("1", number="", at=after(9999)), seen("2", at=after(9999))) == ["t1", None]
    assert match(store, seen("1"), seen("1")) == ["t1", "t1"]
    assert match(store) == []


def test_a_call_is_known_by_its_id_elsewhere(store: Store, call: Put) -> None:
    call("t1")
    store.sightings.note([(seen("1"), "t1")])
    later = after(9999)
    assert match(store, seen("9", "hubspot", later, other_ids=(("aircall", "1"),))) == ["t1"]
    assert match(store, seen("9", "hubspot", later, other_ids=(("twilio", "1"),))) == [None]


def test_a_call_mentioned_elsewhere_is_known_when_it_comes(store: Store, call: Put) -> None:
    call("t1")
    store.sightings.note([(seen("9", "hubspot", other_ids=(("aircall", "1"),), digest="d"), "t1")])
    assert match(store, seen("1", number="", at=after(9999))) == ["t1"]
    assert store.sightings.digests("aircall", ["1", "2"]) == {"1": ""}
    assert store.sightings.digests("hubspot", ["9"]) == {"9": "d"}


@pytest.mark.parametrize("apart", [-60, -59.5, 0, 59.5, 60])
def test_within_a_minute_it_is_the_same_call(store: Store, call: Put, apart: float) -> None:
    call("t1")
    store.sightings.note([(seen("9", "hubspot"), "t1")])
    assert match(store, seen("1", at=after(apart))) == ["t1"]


@pytest.mark.parametrize(
    "other",
    [
        seen("1", at=after(60.5)),
        seen("1", at=after(-60.5)),
        seen("1", number="+6591234568"),
        seen("1", duration_s=66),
        seen("1", duration_s=54),
        seen("1", "hubspot"),  # two calls of one system are never one
    ],
)
def test_what_differs_is_another_call(store: Store, call: Put, other: Sighting) -> None:
    call("t1")
    store.sightings.note([(seen("9", "hubspot"), "t1")])
    assert match(store, other) == [None]


@pytest.mark.parametrize(("one", "other"), [(60, 65), (60, 55), (None, 7), (60, None), (None, None)])
def test_nearly_the_same_duration_is_the_same(
    store: Store, call: Put, one: int | None, other: int | None
) -> None:
    call("t1")
    store.sightings.note([(seen("9", "hubspot", duration_s=one), "t1")])
    assert match(store, seen("1", duration_s=other)) == ["t1"]


@pytest.mark.parametrize("number", ["", "anonymous", "101"])
def test_a_number_that_tells_nothing_matches_nothing(store: Store, call: Put, number: str) -> None:
    call("t1")
    store.sightings.note([(seen("9", "hubspot", number=number), "t1")])
    assert match(store, seen("1", number=number)) == [None]


def test_the_nearest_start_wins_and_each_call_is_matched_once(store: Store, call: Put) -> None:
    for i, seconds in enumerate((0, 20, 40)):
        call(f"t{i}")
        store.sightings.note([(seen(f"h{i}", "hubspot", at=after(seconds)), f"t{i}")])
    assert match(store, seen("1", at=after(22)), seen("2", at=after(24))) == ["t1", "t2"]
    close = (seen("1", at=after(5)), seen("2", at=after(1)), seen("3", at=after(2)))
    assert match(store, *close) == ["t1", "t0", "t2"]


def test_a_call_that_two_systems_saw_is_open_to_a_third_only(store: Store, call: Put) -> None:
    call("t1")
    store.sightings.note([(seen("9", "hubspot"), "t1"), (seen("1"), "t1")])
    assert match(store, seen("2")) == [None]
    assert match(store, seen("5", "twilio")) == ["t1"]
    assert match(store, seen("2", other_ids=(("hubspot", "9"),))) == [None]


def test_what_is_noted_already_is_not_written(store: Store, call: Put) -> None:
    call("t1")
    call("t2")
    pairs = [(seen("1", digest="a", other_ids=(("twilio", "CA1"),)), "t1"), (seen("2", digest="b"), "t2")]
    store.sightings.note(pairs)
    assert rows(store) == 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.engine, "writing", None)
        store.sightings.note(pairs)
        store.sightings.note([])
    store.sightings.note([(seen("1", digest="c"), "t1")])
    assert store.sightings.digests("aircall", ["1", "2"]) == {"1": "c", "2": "b"}
    assert rows(store) == 3


def test_a_sighting_of_a_call_that_is_not_there_is_left_out(store: Store) -> None:
    store.sightings.note([(seen("1"), "nowhere")])
    assert rows(store) == 0


def test_the_cursor_is_kept_with_the_sightings(store: Store, call: Put) -> None:
    call("t1")
    store.sightings.note([(seen("1"), "t1")], cursor=("aircall", {"newest": "x"}))
    assert store.cursors.get("aircall", "calls") == {"newest": "x"}


# --- whose number -------------------------------------------------------------------------------------------------


def test_a_number_belongs_to_those_who_have_it(store: Store, contact: Put, firm: Put, put: Put) -> None:
    acme, other = firm("acme"), firm("other")
    ada, bob, carl = (
        contact("id:1", ACME, acme),
        contact("id:2", ACME, other),
        contact("id:3", "+6281234567890"),
    )
    for who, day in ((ada, 1), (bob, 2), (ada, 3)):
        told = {"channel": "note", "direction": "out", "contact_id": who}
        put("touches", key=f"{who} {day}", at=AT + timedelta(days=day), **told)
    found = store.sightings.whose([ACME, "+6281234567890", "+60123456789"])
    assert [(one.contact_id, one.company_key, one.newest) for one in found[ACME]] == [
        (ada, "name:acme", AT + timedelta(days=3)), (bob, "name:other", AT + timedelta(days=2)),
    ]  # fmt: skip
    assert [(one.contact_id, one.company_id, one.newest) for one in found["+6281234567890"]] == [
        (carl, None, None)
    ]
    assert found.keys() == {ACME, "+6281234567890"}


def test_unmatched_calls_are_reported_by_number(store: Store, call: Put, contact: Put, firm: Put) -> None:
    acme = firm("acme")
    ada = contact("id:1", ACME, acme)
    call("t1", "+6590000001")
    call("t2", "+6590000001", after(60))
    call("t3", "+6590000000", after(120))
    call("t4", ACME, company_id=acme, contact_id=ada)
    call("t5", "+6590000009", contact_id=ada)
    call("t6", None)
    assert store.sightings.unmatched(10) == [
        UnmatchedNumber("+6590000001", 2, after(60)), UnmatchedNumber("+6590000000", 1, after(120)),
    ]  # fmt: skip
    assert len(store.sightings.unmatched(1)) == 1


def test_calls_wait_until_their_number_is_somebodys(store: Store, call: Put, contact: Put, firm: Put) -> None:
    for key in ("t1", "t2", "t3"):
        call(key)
    call("t4", "+6590000001")
    call("t5", company_id=firm("acme"))
    assert store.sightings.attachable("", 10) == []
    contact("id:1", ACME)
    assert [place.key for place in store.sightings.attachable("", 2)] == ["t1", "t2"]
    assert [place.key for place in store.sightings.attachable("t2", 10)] == ["t3"]
