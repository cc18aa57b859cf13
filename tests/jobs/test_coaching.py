"""The job “coaching”: when it is due, what it keeps, and that its promises are those of the pushes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.schema import touches
from jobs.coaching import COACHED, is_due, run
from jobs.job import LeftOff, Workplace
from jobs.rules import Rules
from ml.coaching import LATELY, TEAM, by_window, followed
from ml.records import Person
from tests.bot.slack_team import NOW
from tests.coached_team import ADA, BEN, CAT, OBJECTED, TALKS, fill_coached

TODAY = NOW.date()
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Workplace:
    """The team with its conversations, in Singapore."""
    fill_coached(store)
    return Workplace(store, ModelFiles(tmp_path), NOW, rules=Rules(zone=ZoneInfo("Asia/Singapore")))


def test_an_empty_store(store: Store, tmp_path: Path) -> None:
    place = Workplace(store, ModelFiles(tmp_path), NOW)
    assert not is_due(place, None)
    assert run(place) == "0 figures, calls and promises changed"


def test_it_is_due_once_anything_it_depends_on_changed(place: Workplace) -> None:
    store = place.store
    assert is_due(place, None)
    assert run(place) != "0 figures, calls and promises changed"
    assert not is_due(place, NOW)
    assert run(place) == "0 figures, calls and promises changed"
    assert is_due(replace(place, now=NOW + timedelta(hours=8)), NOW)  # past midnight in Singapore
    assert is_due(replace(place, rules=Rules()), NOW)
    for change in (
        lambda: store.facts.put("data_version", 2),
        lambda: store.facts.put("words_read", 1),
        lambda: store.people.add(Person("dan@example.com", "Dan")),
    ):
        change()
        assert is_due(place, NOW)
        run(place)
        assert not is_due(place, NOW)


def test_what_it_keeps(place: Workplace) -> None:
    run(place)
    kept = place.store.coaching.tallies()
    counted = by_window(kept)
    assert {
        owner: counts["talks", ""][0] for (owner, _, window), counts in counted.items() if window == LATELY
    } == {**TALKS, TEAM: sum(TALKS.values())}
    assert counted[ADA, NOVEMBER, LATELY]["led_on", ""] == (
        35,
        59,
    )  # 30 with a next step set, 5 of the others
    [setting] = [one for one in followed(counted, TODAY) if one.key == "setting"]
    assert (setting.with_it.number, setting.with_it.of, setting.sign) == (53, 53, 1)
    assert {month for month, *_ in kept} == {NOVEMBER, date(2026, 10, 1), date(2026, 9, 1)}
    [call] = place.store.coaching.calls()
    assert (call.touch_id, call.owner_id) == (OBJECTED, ADA)
    assert call.why == "they objected, got an answer, and agreed"
    assert place.store.facts.get(COACHED)["at"] == NOW.isoformat()


def test_promises_are_those_of_the_pushes(place: Workplace) -> None:
    run(place)
    told = place.store.coaching.oldest_promises((ADA, BEN, CAT))
    assert [(one.pursuit_id, one.owner_id, one.words) for one in told] == [
        (2, ADA, "call the HR director"),
        (1, ADA, "send <!channel> the quote"),
        (5, BEN, "book the demo"),
    ]
    pushed = [
        one for owner in (ADA, BEN, CAT) for one in place.store.pushables.overdue(owner, date.min, TODAY)
    ]
    assert [(one.pursuit_id, one.due) for one in pushed] == [(one.pursuit_id, one.due_on) for one in told]
    counted = by_window(place.store.coaching.tallies())
    assert {
        owner: counts["overdue", ""][0]
        for (owner, *_), counts in counted.items()
        if ("overdue", "") in counts
    } == {ADA: 2, BEN: 1, TEAM: 3}


def test_what_is_due_today_is_not_overdue(place: Workplace) -> None:
    run(replace(place, now=NOW - timedelta(days=3)))
    assert [one.pursuit_id for one in place.store.coaching.oldest_promises((ADA, BEN))] == [2]


def test_a_promise_that_was_kept_goes(place: Workplace) -> None:
    run(place)
    talked = {"channel": "call", "substance": "", "tagged_by": "cuss", "pursuit_id": 2, "at": NOW}
    with place.store.engine.writing() as connection:
        connection.execute(update(touches).where(touches.c.id == 2_000).values(talked))
    run(place)
    assert [one.pursuit_id for one in place.store.coaching.oldest_promises((ADA,))] == [1]


def test_what_is_left_off_leaves_everything(place: Workplace) -> None:
    place.stopping.set()
    with pytest.raises(LeftOff):
        run(place)
    assert place.store.coaching.tallies() == {}
    assert is_due(place, None)
