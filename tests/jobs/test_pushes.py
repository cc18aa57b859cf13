"""What is told at once: each thing once, to its owner, a few a day, nothing old, and only who wants it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.loop_schema import deliveries, reminders, score_history
from integrations.store.schema import (
    calls,
    companies,
    pursuits,
    rounds,
    scores,
    stage_changes,
    touches,
    transcripts,
)
from jobs import pushes
from jobs.job import Workplace
from ml.messages import Preferences
from ml.records import Person

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)  # a Tuesday, 14:00 in Singapore
TODAY = date(2026, 11, 24)


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Workplace:
    """Ada and four pursuits of hers; pushing began a week ago."""
    store.people.add(Person("ada@team.sg", "Ada", time_zone="Asia/Singapore"))
    with store.engine.writing() as connection:
        for id_ in range(1, 5):
            company = {
                "id": id_,
                "key": f"k{id_}",
                "name": f"Company {id_}",
                "norm": f"company {id_}",
                "properties": {},
            }
            connection.execute(insert(companies).values(company))
            connection.execute(
                insert(pursuits).values(id=id_, company_id=id_, service="Rostering", state="LEAD", owner_id=1)
            )
            connection.execute(insert(rounds).values(id=id_, pursuit_id=id_, key=f"r{id_}", properties={}))
    store.facts.put("data_version", 1)
    store.facts.put(pushes.STARTED, (NOW - timedelta(days=7)).isoformat())
    return Workplace(store, ModelFiles(tmp_path), NOW)


def put(store: Store, table: Any, **values: Any) -> None:
    with store.engine.writing() as connection:
        connection.execute(insert(table).values(values))


def talk(store: Store, pursuit_id: int, at: datetime, *, heard: bool = True, **more: Any) -> None:
    """A call of substance that was read."""
    with store.engine.writing() as connection:
        row = {
            "key": f"t{pursuit_id}-{at:%d%H}",
            "company_id": pursuit_id,
            "pursuit_id": pursuit_id,
            "channel": "call",
        }
        row |= {"direction": "out", "at": at, "tagged_by": "cuss", "substance": ""}
        touch_id = connection.execute(insert(touches).values(row | more).returning(touches.c.id)).scalar_one()
        if heard:
            call = insert(calls).values(
                touch_id=touch_id, provider="csv", channels=1, recorded=False, hearing=""
            )
            call_id = connection.execute(call.returning(calls.c.id)).scalar_one()
            connection.execute(insert(transcripts).values(call_id=call_id, made_by="csv", utterances=[]))


def became_hot(store: Store, pursuit_id: int, at: datetime) -> None:
    with store.engine.writing() as connection:
        connection.execute(pursuits.update().where(pursuits.c.id == pursuit_id).values(state="HOT_LEAD"))
        move = {
            "round_id": pursuit_id,
            "pursuit_id": pursuit_id,
            "at": at,
            "from_state": "LEAD",
            "to_state": "HOT_LEAD",
        }
        more = {"kind": "advance", "cycle": 1, "by_event": True, "step": 0, "label": "hot"}
        connection.execute(insert(stage_changes).values(move | more))


def rose(store: Store, pursuit_id: int, wins: list[float], *, versions: tuple[str, str] = ("m", "m")) -> None:
    days = (TODAY - timedelta(days=3), TODAY)
    for day, win, version in zip(days, wins, versions, strict=True):
        put(store, score_history, pursuit_id=pursuit_id, on=day, win=win, model_version=version)
    now = {"as_of": NOW, "model_version": "m", "level": "full", "win": wins[-1], "details": {}}
    put(store, scores, pursuit_id=pursuit_id, **now)


def claimed(store: Store) -> list[tuple[str, str]]:
    with store.engine.reading() as connection:
        query = select(deliveries.c.kind, deliveries.c.slot).where(deliveries.c.state == "pending")
        return [
            tuple(row) for row in connection.execute(query.order_by(deliveries.c.kind, deliveries.c.slot))
        ]


def later(place: Workplace, **time: float) -> Workplace:
    return replace(place, now=place.now + timedelta(**time))


def test_a_call_that_was_read_is_told_once(place: Workplace) -> None:
    talk(place.store, 1, NOW - timedelta(hours=3))
    assert pushes.run(place) == "0 promise, 0 hot, 1 recap"
    assert pushes.run(later(place, minutes=5)) == "0 promise, 0 hot, 0 recap"
    assert claimed(place.store) == [("recap", "t1-2403")]
    with place.store.engine.reading() as connection:
        assert connection.scalar(select(deliveries.c.payload)) == {"pursuit_id": 1, "touch_id": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"substance": "voicemail"},
        {"heard": False},
        {"at": NOW - pushes.NEWS - timedelta(hours=1)},
        {"at": NOW + timedelta(hours=1)},
    ],
)
def test_what_says_nothing_or_is_old_is_not_told(place: Workplace, change: dict[str, Any]) -> None:
    talk(place.store, 1, **({"at": NOW - timedelta(hours=3)} | change))
    assert pushes.run(place) == "0 promise, 0 hot, 0 recap"


def test_a_day_off_is_quiet_and_what_came_before_it_is_told_after_it(place: Workplace) -> None:
    talk(place.store, 1, NOW + timedelta(days=3, hours=3))  # a Friday afternoon
    saturday, monday = later(place, days=4), later(place, days=6)
    assert pushes.run(saturday) == "0 promise, 0 hot, 0 recap"
    assert pushes.run(monday) == "0 promise, 0 hot, 1 recap"


def test_at_the_start_nothing_before_yesterday_is_told(place: Workplace) -> None:
    with place.store.engine.writing() as connection:
        connection.exec_driver_sql("DELETE FROM facts WHERE key = 'pushes_started'")
    talk(place.store, 1, NOW - timedelta(hours=30))
    became_hot(place.store, 2, NOW - timedelta(hours=30))
    talk(
        place.store,
        3,
        NOW - timedelta(days=9),
        heard=False,
        next_step="quote",
        next_step_due=TODAY - timedelta(days=4),
    )
    assert pushes.run(place) == "0 promise, 0 hot, 0 recap"
    assert place.store.facts.get(pushes.STARTED) == NOW.isoformat()
    assert pushes.run(later(place, minutes=5)) == "0 promise, 0 hot, 0 recap"


def test_a_pursuit_that_became_hot_is_told_once_a_week(place: Workplace) -> None:
    became_hot(place.store, 1, NOW - timedelta(hours=1))
    assert pushes.run(place) == "0 promise, 1 hot, 0 recap"
    assert claimed(place.store) == [("hot", "1:2026-11-24")]
    rose(place.store, 1, [0.4, 0.7])
    assert pushes.run(later(place, hours=1)) == "0 promise, 0 hot, 0 recap"


@pytest.mark.parametrize(
    ("wins", "versions", "told"),
    [
        ([0.52, 0.63], ("m", "m"), 1),
        ([0.58, 0.61], ("m", "m"), 0),  # three points are no news
        ([0.61, 0.7], ("m", "m"), 0),  # it was hot before
        ([0.4, 0.55], ("m", "m"), 0),
        ([0.4, 0.7], ("m", "n"), 0),  # another model speaks
    ],
)
def test_a_chance_that_rose_to_hot(
    place: Workplace, wins: list[float], versions: tuple[str, str], told: int
) -> None:
    rose(place.store, 2, wins, versions=versions)
    assert pushes.run(place) == f"0 promise, {told} hot, 0 recap"


def promised(store: Store, pursuit_id: int, due: date) -> None:
    talk(store, pursuit_id, NOW - timedelta(days=9), heard=False, next_step="quotation", next_step_due=due)


def test_a_promise_is_told_the_day_after(place: Workplace) -> None:
    promised(place.store, 1, TODAY - timedelta(days=1))
    promised(place.store, 2, TODAY)
    promised(place.store, 3, TODAY - timedelta(days=2))
    assert pushes.run(place) == "1 promise, 0 hot, 0 recap"
    assert claimed(place.store) == [("promise", "1:2026-11-23")]
    assert pushes.run(later(place, days=1)) == "1 promise, 0 hot, 0 recap"
    assert claimed(place.store)[1:] == [("promise", "2:2026-11-24")]


def test_what_was_due_on_friday_or_the_weekend_is_told_on_monday(place: Workplace) -> None:
    for number, day in enumerate((20, 21, 22), start=1):
        promised(place.store, number, date(2026, 11, day))
    assert (
        pushes.run(replace(place, now=datetime(2026, 11, 22, 6, tzinfo=UTC))) == "0 promise, 0 hot, 0 recap"
    )
    assert (
        pushes.run(replace(place, now=datetime(2026, 11, 23, 6, tzinfo=UTC))) == "3 promise, 0 hot, 0 recap"
    )


def test_a_promise_waits_for_the_daily_message_and_is_not_told_twice(place: Workplace) -> None:
    promised(place.store, 1, TODAY - timedelta(days=1))
    promised(place.store, 2, TODAY - timedelta(days=1))
    nine = datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert pushes.run(replace(place, now=nine - timedelta(minutes=1))) == "0 promise, 0 hot, 0 recap"
    assert pushes.run(replace(place, now=nine + timedelta(minutes=1))) == "0 promise, 0 hot, 0 recap"
    place.store.deliveries.claim_nothing("reminder", 1, TODAY.isoformat(), nine)
    named = {
        "person_id": 1,
        "pursuit_id": 1,
        "on": TODAY,
        "at": nine,
        "delivery_key": "d",
        "place": 1,
        "gain": 1.0,
    }
    details = {"company": "Company 1", "service": "", "state": "LEAD", "reason": "promise", "chance": 0.2, "silent_days": 3,
               "next_step": "", "next_step_due": None, "opener": "", "contact": "", "best": {}}  # fmt: skip
    put(place.store, reminders, **named, level="cadence", why="overdue", details=details)
    assert pushes.run(replace(place, now=nine + timedelta(minutes=2))) == "1 promise, 0 hot, 0 recap"
    assert claimed(place.store) == [("promise", "2:2026-11-23")]


def test_nobody_gets_more_than_a_few_a_day(place: Workplace) -> None:
    for pursuit_id in range(1, 5):
        talk(place.store, pursuit_id, NOW - timedelta(hours=pursuit_id))
    assert pushes.run(place) == "0 promise, 0 hot, 3 recap"
    assert pushes.run(later(place, hours=1)) == "0 promise, 0 hot, 0 recap"
    assert pushes.run(later(place, hours=20)) == "0 promise, 0 hot, 1 recap"


@pytest.mark.parametrize("kind", ["recap", "hot", "promise"])
def test_each_kind_has_its_switch(place: Workplace, kind: str) -> None:
    talk(place.store, 1, NOW - timedelta(hours=3))
    became_hot(place.store, 2, NOW - timedelta(hours=1))
    promised(place.store, 3, TODAY - timedelta(days=1))
    place.store.preferences.put(1, Preferences(switches={kind: False}))
    pushes.run(place)
    assert {one for one, _ in claimed(place.store)} == {"recap", "hot", "promise"} - {kind}


def test_nobody_is_told_at_night(place: Workplace) -> None:
    night = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)  # 23:30 in Singapore
    talk(place.store, 1, night - timedelta(hours=1))
    pushes.run(replace(place, now=night))
    with place.store.engine.reading() as connection:
        assert connection.scalar(select(deliveries.c.not_before)) == datetime(2026, 11, 25, tzinfo=UTC)


def test_what_nobody_owns_is_told_to_nobody(place: Workplace) -> None:
    talk(place.store, 1, NOW - timedelta(hours=3))
    place.store.people.remove("ada@team.sg")
    assert pushes.run(place) == "0 promise, 0 hot, 0 recap"


def test_it_is_due_every_few_minutes(place: Workplace) -> None:
    assert pushes.is_due(place, None)
    assert [pushes.is_due(place, NOW - timedelta(minutes=minutes)) for minutes in (4, 5)] == [False, True]
    place.store.facts.put("data_version", 0)
    assert not pushes.is_due(place, None)
