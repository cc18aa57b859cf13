"""The weekly figures: claimed once a week, on its first workday, at each person's own time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.loop_schema import deliveries
from jobs.job import Workplace
from jobs.weekly import is_due, run
from ml.messages import Preferences
from ml.records import Person

SINGAPORE = ZoneInfo("Asia/Singapore")


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SINGAPORE).astimezone(UTC)


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Workplace:
    store.people.add(Person("ada@example.com", "Ada", time_zone="Asia/Singapore"))
    store.facts.put("data_version", 1)
    return Workplace(store, ModelFiles(tmp_path), local(23, 9))


def slots(store: Store) -> list[tuple[str, str]]:
    query = select(deliveries.c.kind, deliveries.c.slot).order_by(deliveries.c.slot)
    with store.engine.reading() as connection:
        return [(kind, slot) for kind, slot in connection.execute(query)]


def times(place: Workplace, begins: datetime, hours: int) -> list[datetime]:
    """At which of these hours it was due, each time served at once."""
    found = []
    for hour in range(hours):
        then = replace(place, now=begins + timedelta(hours=hour))
        if is_due(then, None):
            run(then)
            found.append(then.now.astimezone(SINGAPORE))
    return found


def test_monday_at_nine_once_a_week(place: Workplace) -> None:
    found = times(place, local(22, 0), 24 * 16)
    assert [(one.month, one.day, one.hour) for one in found] == [(11, 23, 9), (11, 30, 9), (12, 7, 9)]
    assert slots(place.store) == [("weekly", "2026-W48"), ("weekly", "2026-W49"), ("weekly", "2026-W50")]
    assert run(place) == "0 weekly figures to send"


def test_the_message_tells_of_the_week_that_began_that_monday(place: Workplace) -> None:
    assert run(place) == "1 weekly figures to send"
    message = place.store.deliveries.take(place.now)
    assert message is not None
    assert (message.payload, message.not_after) == ({"monday": "2026-11-23"}, local(23, 15))


@pytest.mark.parametrize(("minutes", "due"), [(-1, False), (0, True), (360, True), (361, False)])
def test_six_hours_from_the_persons_own_time(place: Workplace, minutes: int, due: bool) -> None:
    place.store.preferences.put(1, Preferences(at=time(8, 30)))
    assert is_due(replace(place, now=local(23, 8, 30) + timedelta(minutes=minutes)), None) is due


def test_after_a_holiday_it_comes_on_the_next_workday(place: Workplace) -> None:
    """10 August is the day off for National Day, a Sunday."""
    found = times(place, local(9, 0, month=8), 24 * 4)
    assert [(one.day, one.hour) for one in found] == [(11, 9)]
    assert slots(place.store) == [("weekly", "2026-W33")]


def test_who_works_from_wednesday_gets_it_then(place: Workplace) -> None:
    place.store.preferences.put(1, Preferences(days=frozenset({3, 4})))
    assert [one.day for one in times(place, local(22, 0), 24 * 7)] == [25]


def test_switched_off_or_nothing_there_or_no_days(place: Workplace) -> None:
    place.store.preferences.put(1, Preferences(switches={"weekly": False}))
    assert not is_due(place, None)
    place.store.preferences.put(1, Preferences(days=frozenset()))
    assert not is_due(place, None)
    place.store.preferences.put(1, Preferences(reminders=False))  # of the daily message
    assert is_due(place, None)
    place.store.facts.put("data_version", 0)
    assert not is_due(place, None)
