"""The reminders' rows: named or withheld once a day, answered once, read back as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from integrations.store.reminders import Answered, NewReminder, insert_reminders
from integrations.store.schema import companies, pursuits, rounds, stage_changes
from ml.funnel import FunnelState
from ml.records import Person
from ml.reminding import BestTouch, DueTouch

if TYPE_CHECKING:
    from integrations.store import Store

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TOUCH = DueTouch(
    pursuit_id=1,
    company="Acme <!channel>",
    service="Rostering",
    state=FunnelState.HOT_LEAD,
    reason="promise",
    why="quotation is 9 days overdue",
    gain=4.5,
    chance=0.31,
    level="rates",
    silent_days=12,
    next_step="quotation",
    next_step_due=date(2026, 11, 14),
    opener="Mei Lin, before Wednesday …",
    contact="Mei Lin",
    best=BestTouch(4, 10, 12, 7, 9, 0.31),
)


@pytest.fixture
def filled(store: Store) -> Store:
    """Two reps and three pursuits."""
    for name in ("Ada", "Ben"):
        store.people.add(Person(f"{name}@example.com", name))
    with store.engine.writing() as connection:
        connection.execute(
            insert(companies),
            [{"id": n, "key": f"c{n}", "name": "Co", "norm": "co", "properties": {}} for n in (1, 2, 3)],
        )
        connection.execute(
            insert(pursuits),
            [{"id": n, "company_id": n, "service": "", "state": "LEAD", "owner_id": 1} for n in (1, 2, 3)],
        )
    return store


def new(pursuit_id: int = 1, place: int = 1, *, on: date = TODAY, withheld: bool = False) -> NewReminder:
    touch = replace(TOUCH, pursuit_id=pursuit_id)
    return NewReminder(1, on, NOW, touch, place, withheld, 0.9 if not withheld else 0.1)


def keep(store: Store, key: str | None, *rows: NewReminder) -> None:
    with store.engine.writing() as connection:
        insert_reminders(connection, key, rows)


def test_a_row_comes_back_as_it_went_in(filled: Store) -> None:
    keep(filled, "k1", new(2, 2), new(1, 1), new(3, 0, withheld=True))
    first, second = filled.reminders.of_message("k1")
    assert first.touch == TOUCH
    assert (first.person_id, first.on, first.at, first.delivery_key) == (1, TODAY, NOW, "k1")
    assert (first.place, second.place, second.touch.pursuit_id, first.propensity) == (1, 2, 2, 0.9)
    assert first.answer is None
    [withheld] = [row for row in filled.reminders.of_day(1, TODAY) if row.withheld]
    assert (withheld.delivery_key, withheld.propensity) == (None, 0.1)
    assert filled.reminders.of_message("other") == []
    assert filled.reminders.of_day(2, TODAY) == []


def test_one_row_a_day(filled: Store) -> None:
    keep(filled, "k1", new(1))
    keep(filled, "k2", new(1), new(2))
    assert [row.touch.pursuit_id for row in filled.reminders.of_message("k1")] == [1]
    assert [row.touch.pursuit_id for row in filled.reminders.of_message("k2")] == [2]
    keep(filled, "k3", new(1, on=TODAY + timedelta(days=1)))
    assert len(filled.reminders.of_message("k3")) == 1
    assert [row.on for row in filled.reminders.since(1, TODAY + timedelta(days=1))] == [
        TODAY + timedelta(days=1)
    ]


def test_the_same_answer_twice_is_one_and_another_takes_its_place(filled: Store) -> None:
    keep(filled, "k1", new(1))
    done = Answered("done", NOW, outcome="agreed", until=date(2026, 12, 1))
    assert filled.reminders.answer(new(1), done)
    assert not filled.reminders.answer(new(1), replace(done, at=NOW + timedelta(hours=1)))
    [row] = filled.reminders.of_message("k1")
    assert (row.answer, row.outcome, row.until, row.answered_at) == ("done", "agreed", date(2026, 12, 1), NOW)
    assert row.touch == TOUCH
    assert filled.reminders.answer(new(1), Answered("irrelevant", NOW, reason="not mine"))
    [row] = filled.reminders.of_message("k1")
    assert (row.answer, row.outcome, row.until, row.reason) == ("irrelevant", None, None, "not mine")


def test_what_nobody_named_is_kept_without_a_message_and_not_measured(filled: Store) -> None:
    keep(filled, "k1", new(1), new(2, withheld=True))
    filled.reminders.answer(new(3), Answered("done", NOW, outcome="open"))
    assert [row.touch.pursuit_id for row in filled.reminders.of_message("k1")] == [1]
    assert {row.touch.pursuit_id for row in filled.reminders.of_day(1, TODAY)} == {1, 2, 3}
    assert {row.touch.pursuit_id for row in filled.reminders.all_for_lift()} == {1, 2}


def test_what_is_withheld_stays_withheld_when_it_is_answered(filled: Store) -> None:
    keep(filled, "k1", new(1, withheld=True))
    filled.reminders.answer(new(1), Answered("done", NOW, outcome="open"))
    [row] = filled.reminders.all_for_lift()
    assert (row.withheld, row.answer) == (True, "done")


def test_a_snooze_ends_on_its_day_and_the_last_answer_counts(filled: Store) -> None:
    tomorrow = TODAY + timedelta(days=1)
    filled.reminders.answer(new(1), Answered("snoozed", NOW, until=tomorrow))
    filled.reminders.answer(new(2), Answered("done", NOW, outcome="agreed", until=date(2026, 12, 24)))
    assert filled.reminders.open_snoozes(1, TODAY) == {1: tomorrow, 2: date(2026, 12, 24)}
    assert filled.reminders.open_snoozes(1, tomorrow) == {2: date(2026, 12, 24)}
    assert filled.reminders.open_snoozes(2, TODAY) == {}
    later = Answered("done", NOW + timedelta(days=2), outcome="open")
    filled.reminders.answer(new(2, on=date(2026, 11, 25)), later)
    assert filled.reminders.open_snoozes(1, tomorrow) == {}


def test_what_is_not_relevant_comes_back_when_it_moves(filled: Store) -> None:
    filled.reminders.answer(new(1), Answered("irrelevant", NOW, reason="no need"))
    filled.reminders.answer(new(2), Answered("done", NOW, outcome="open"))
    assert filled.reminders.irrelevant(1) == {1}
    assert filled.reminders.irrelevant(2) == set()
    move = {
        "round_id": 1, "pursuit_id": 1, "from_state": "LEAD", "to_state": "PROSPECT", "kind": "typical",
        "cycle": 1, "by_event": False, "step": 0, "label": "x",
    }  # fmt: skip
    with filled.engine.writing() as connection:
        connection.execute(insert(rounds), [{"id": 1, "key": "r1", "pursuit_id": 1, "properties": {}}])
        connection.execute(insert(stage_changes), [{**move, "at": NOW - timedelta(days=1)}])
    assert filled.reminders.irrelevant(1) == {1}
    with filled.engine.writing() as connection:
        connection.execute(insert(stage_changes), [{**move, "at": NOW + timedelta(days=1)}])
    assert filled.reminders.irrelevant(1) == set()
