"""“fold feedback”: due when there are newer votes, harmless when run again; what reminders cost a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.fold_ratings import LEAST_NUISANCE, MOST_NUISANCE, is_due, nuisance_of, run
from jobs.job import Workplace
from ml.records import Person, RatingEvent, Suggestion, Vote


@pytest.fixture
def place(store: Store, tmp_path: Path, fixed_now: datetime) -> Workplace:
    """Three reps."""
    for name in ("ada", "bob", "cem"):
        store.people.add(Person(f"{name}@example.com", name))
    return Workplace(store, ModelFiles(tmp_path), fixed_now)


def rate(place: Workplace, id_: str, vote: Vote, person: int = 1) -> None:
    place.store.suggestions.save(Suggestion(id_, "reminder", person, place.now))
    place.store.ratings.vote(RatingEvent(id_, person, vote, place.now, "button", f"{id_}{vote}"))


def test_it_is_due_for_newer_votes_and_daily(place: Workplace) -> None:
    assert is_due(place, None)
    run(place)
    last, later = place.now, replace(place, now=place.now + timedelta(minutes=5))
    assert not is_due(later, last)
    rate(place, "a", "up")
    assert not is_due(replace(place, now=place.now + timedelta(minutes=4)), last)
    assert is_due(later, last)
    assert run(later).startswith("1 votes folded")
    assert not is_due(replace(later, now=later.now + timedelta(minutes=10)), later.now)
    assert is_due(replace(later, now=later.now + timedelta(days=1)), later.now)


def test_running_again_changes_nothing(place: Workplace) -> None:
    rate(place, "a", "up")
    run(place)
    before = place.store.rated.votes("reminder")
    run(place)
    assert place.store.rated.votes("reminder") == before


def test_reminders_cost_those_more_who_put_them_down(place: Workplace) -> None:
    assert nuisance_of(place.store, 1) == pytest.approx(0.1)
    for number in range(30):
        rate(place, f"a{number}", "down", 1)
        rate(place, f"b{number}", "up", 2)
    run(place)
    annoyed, pleased, silent = (nuisance_of(place.store, person) for person in (1, 2, 3))
    assert LEAST_NUISANCE <= pleased < silent < annoyed <= MOST_NUISANCE
