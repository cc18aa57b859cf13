"""Votes folded with what was shown: kinds apart, hindsight marked, taken back ones gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from integrations.store import Store
from integrations.store.loop_schema import reminders
from integrations.store.schema import companies, pursuits, rounds
from ml.records import ModelRecord, Person, RatingEvent, Suggestion, SuggestionKind, Vote

START = datetime(2026, 11, 23, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


@pytest.fixture
def told(store: Store) -> Store:
    """Two reps; a pursuit whose first round was lost on day 10 and whose second began on day 20."""
    store.people.add(Person("ada@example.com", "Ada"))
    store.people.add(Person("bob@example.com", "Bob"))
    own: dict[str, Any] = {"pursuit_id": 1, "properties": {}}
    with store.engine.writing() as connection:
        connection.execute(
            insert(companies), [{"key": "c", "name": "Acme", "norm": "acme", "properties": {}}]
        )
        connection.execute(insert(pursuits), [{"company_id": 1, "service": "Payroll", "state": "lead"}])
        lost = {"key": "r1", "entered_at": day(0), "closed_at": day(10), "outcome": "lost"}
        connection.execute(
            insert(rounds),
            [own | lost, own | {"key": "r2", "entered_at": day(20), "closed_at": None, "outcome": None}],
        )
    return store


def say(store: Store, id_: str, kind: SuggestionKind, on: int, pursuit: int | None = 1) -> None:
    store.suggestions.save(Suggestion(id_, kind, 1, day(on), pursuit, "v1", 0.4))


def vote(store: Store, id_: str, what: Vote | None, on: int, person: int = 1) -> None:
    store.ratings.vote(RatingEvent(id_, person, what, day(on), "button", f"{id_}/{what}/{on}/{person}"))


def test_the_three_kinds_never_mix(told: Store) -> None:
    kinds: tuple[SuggestionKind, ...] = ("lead", "leads", "pitch", "recap", "brief", "retarget", "reminder")
    for kind in kinds:
        say(told, kind, kind, 1)
        vote(told, kind, "up", 2)
    assert told.rated.fold() == len(kinds)
    assert {one.suggestion_id for one in told.rated.votes("score")} == {"lead", "leads"}
    assert {one.suggestion_id for one in told.rated.votes("draft")} == {"pitch", "recap", "brief"}
    assert {one.suggestion_id for one in told.rated.votes("reminder")} == {"retarget", "reminder"}


def test_a_vote_belongs_to_the_round_of_its_time_and_hindsight_is_marked(told: Store) -> None:
    for id_, said, voted in (("before", 5, 6), ("after", 5, 11), ("between", 15, 16), ("second", 25, 26)):
        say(told, id_, "lead", said)
        vote(told, id_, "down", voted)
    told.rated.fold()
    seen = {
        one.suggestion_id: (one.round_id, one.outcome, one.hindsight, one.was_right)
        for one in told.rated.votes("score")
    }
    assert seen == {
        "before": (1, "lost", False, True),
        "after": (1, "lost", True, None),
        "between": (1, "lost", True, None),
        "second": (2, None, False, None),
    }


def test_folding_again_changes_nothing_and_follows_the_votes(told: Store) -> None:
    say(told, "a", "lead", 5)
    say(told, "b", "lead", 5)
    vote(told, "a", "up", 6)
    vote(told, "b", "down", 6)
    vote(told, "b", "up", 6, person=2)
    assert told.rated.fold() == 3
    first = told.rated.votes("score")
    assert told.rated.fold() == 3
    assert told.rated.votes("score") == first
    vote(told, "a", None, 7)
    vote(told, "b", "up", 7)
    assert told.rated.fold() == 2
    left = {(one.suggestion_id, one.person_id): one.vote for one in told.rated.votes("score")}
    assert left == {("b", 1): "up", ("b", 2): "up"}


def test_what_was_shown_is_kept_beside_the_vote(told: Store) -> None:
    say(told, "p", "pitch", 5)
    say(told, "r", "reminder", 5, None)
    told.variants.keep("p", {"sharing": ("plain", 0.3), "setting": ("ask", 0.5)})
    row = {"person_id": 1, "pursuit_id": 1, "on": START.date(), "at": day(5), "delivery_key": "r", "place": 1}
    rest: dict[str, Any] = {"gain": 2.0, "level": "cadence", "why": "w", "details": {}, "propensity": 0.9}
    with told.engine.writing() as connection:
        connection.execute(insert(reminders), [row | rest])
    vote(told, "p", "up", 6)
    vote(told, "r", "down", 6)
    told.rated.fold()
    [draft], [reminder] = told.rated.votes("draft"), told.rated.votes("reminder")
    assert draft.details == {"variants": {"setting": ["ask", 0.5], "sharing": ["plain", 0.3]}}
    assert reminder.details == {"reminders": [{"pursuit_id": 1, "place": 1, "propensity": 0.9}]}
    assert told.variants.votes() == {"sharing": {"plain": (1, 0)}, "setting": {"ask": (1, 0)}}


def test_words_about_reminders_are_counted_by_person(told: Store) -> None:
    say(told, "r", "reminder", 5, None)
    vote(told, "r", "down", 6)
    row = {"person_id": 1, "pursuit_id": 1, "at": day(5), "place": 1, "gain": 2.0, "level": "cadence"}
    rest: dict[str, Any] = {"why": "w", "details": {}, "propensity": 1.0}
    with told.engine.writing() as connection:
        for number, answer in enumerate(("irrelevant", "done", None)):
            connection.execute(insert(reminders), [row | rest | {"on": day(number).date(), "answer": answer}])
    told.rated.fold()
    assert told.rated.bothered() == {1: (2, 3)}


def test_what_my_ratings_did(told: Store) -> None:
    assert told.rated.effect(1) is None
    say(told, "a", "lead", 5)
    say(told, "b", "lead", 25)
    vote(told, "a", "down", 6)
    vote(told, "b", "up", 26)
    told.rated.fold()
    report = {"ratings": {"kept": True, "by_person": {"1": {"used": 1, "moved": 1}}}}
    told.models.add(ModelRecord("win", "v2", day(30), "f", report))
    effect = told.rated.effect(1)
    assert effect is not None
    assert (effect.given, effect.used, effect.moved, effect.right, effect.judged) == (2, 1, 1, 1, 1)
    assert effect.trained_at == day(30)
    with told.engine.writing() as connection:
        connection.execute(update(rounds).where(rounds.c.id == 2).values(outcome="lost", closed_at=day(31)))
    effect = told.rated.effect(1)
    assert effect is not None
    assert (effect.right, effect.judged) == (1, 2)
