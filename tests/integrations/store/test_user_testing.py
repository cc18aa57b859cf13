"""What is measured: look-ups that were asked for, calls of one's own, votes that stand, of a period and a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from integrations.store import Store
from integrations.store.drafts import KeptDraft
from integrations.store.schema import companies, pursuits, touches
from integrations.store.user_testing import UserTesting
from ml.pitch import Channel, PitchDraft
from ml.records import Person, RatingEvent, Suggestion, SuggestionKind
from ml.user_testing import Measures, Preparation, Shown

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def told(store: Store) -> Store:
    """Ada looks two pursuits up and calls; Ben is told a summary by itself and calls, too."""
    for name in ("ada", "ben"):
        store.people.add(Person(f"{name}@example.com", name))
    with store.engine.writing() as connection:
        connection.execute(insert(companies), {"key": "c", "name": "C", "norm": "c", "properties": {}})
        owned = {"company_id": 1, "state": "lead", "owner_id": 1}
        connection.execute(insert(pursuits), [{**owned, "service": str(n)} for n in range(2)])
        calls = [_touch(1, 15), _touch(2, 16, person_id=2), _touch(3, 17, channel="email")]
        calls += [_touch(4, 18, direction="in"), _touch(5, 19, channel="meeting", cancelled=True)]
        calls += [_touch(6, 30, pursuit_id=2, person_id=None)]  # nobody is named: its owner called
        connection.execute(insert(touches), calls)
    _say(store, "a", "lead", 0)
    _say(store, "b", "pitch", 5)
    _say(store, "c", "recap", 6, person=2, asked=False)
    _say(store, "d", "brief", 20, pursuit=2)
    _say(store, "e", "leads", 21)
    store.ratings.vote(RatingEvent("a", 1, "up", NINE, "button", "1"))
    store.ratings.vote(RatingEvent("b", 1, "down", NINE, "button", "2"))
    store.ratings.vote(RatingEvent("b", 1, None, NINE + timedelta(minutes=1), "button", "3"))
    store.ratings.vote(RatingEvent("c", 1, "up", NINE, "button", "4"))  # another's vote
    draft = PitchDraft(Channel.EMAIL, {}, written_by="template", gate="template")
    store.drafts.save(KeptDraft("b", draft, edited="My own words"))
    store.said_feedback.keep(1, "hm", NINE)
    return store


def _touch(number: int, minutes: int, **changed: object) -> dict[str, object]:
    call = {"pursuit_id": 1, "person_id": 1, "channel": "call", "direction": "out", "cancelled": None}
    return {"key": str(number), "at": NINE + timedelta(minutes=minutes), **call, **changed}


def _say(
    store: Store,
    key: str,
    kind: SuggestionKind,
    minutes: int,
    *,
    person: int = 1,
    pursuit: int | None = 1,
    asked: bool = True,
) -> None:
    said = Suggestion(key, kind, person, NINE + timedelta(minutes=minutes), pursuit)
    store.suggestions.save(replace(said, request_key=key if asked else None))


def test_everybody(told: Store) -> None:
    assert UserTesting(told.engine).measure(NINE - DAY, NINE + DAY) == Measures(
        calls=3,
        preparations=(Preparation(15, 2), Preparation(10, 1)),
        answers={
            "lead": Shown(1, 1, 1),
            "pitch": Shown(1),
            "recap": Shown(1),
            "brief": Shown(1),
            "leads": Shown(1),
        },
        drafts=1,
        edited=1,
        feedback=1,
    )


def test_one_person_and_a_period(told: Store) -> None:
    reader = UserTesting(told.engine)
    ben = reader.measure(NINE - DAY, NINE + DAY, 2)
    assert (ben.calls, ben.preparations, ben.answers) == (1, (), {"recap": Shown(1)})
    later = reader.measure(NINE + timedelta(minutes=10), NINE + DAY, 1)
    assert later.preparations[0] == Preparation(15, 2)  # a look-up before the period may lead to a call in it
    assert later.answers == {"brief": Shown(1), "leads": Shown(1)}


def test_an_empty_store(store: Store) -> None:
    assert UserTesting(store.engine).measure(NINE - DAY, NINE + DAY) == Measures()
