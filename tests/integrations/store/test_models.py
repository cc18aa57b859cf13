"""Which model answers a question now, which waits, and which spoke before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from integrations.store import Store
from ml.errors import Refused
from ml.records import ModelRecord

A_DAY = timedelta(days=1)
QUESTIONS = ("win", "next_step")


def train(store: Store, version: str, at: datetime, *, speaks: bool = True) -> None:
    records = [
        ModelRecord(
            question,
            version,
            at,
            f"{version}/trained_{question}_model.skops",
            {"rows": 9, "usual_spread": {}},
        )
        for question in QUESTIONS
    ]
    store.models.add_version(records, speaks=speaks)


def speaking(store: Store) -> set[str]:
    return {record.version for record in store.models.speaking()}


@pytest.fixture
def three(store: Store, fixed_now: datetime) -> Store:
    """A store with three trainings, a day apart; the last is the newest."""
    for number in range(3):
        train(store, f"v{number}", fixed_now + number * A_DAY)
    return store


def test_the_newest_model_answers_its_question(store: Store, fixed_now: datetime) -> None:
    assert store.models.current("win") is None
    first = ModelRecord("win", "v1", fixed_now, "a.skops", {"auc": 0.7})
    other = ModelRecord("days", "v1", fixed_now, "b.skops")
    second = ModelRecord("win", "v2", fixed_now, "c.skops")
    for record in (first, other, second):
        store.models.add(record)
    assert store.models.current("win") == second
    assert store.models.current("days") == other
    assert [(record.version, record.current) for record in store.models.all()] == [
        ("v1", False),
        ("v1", True),
        ("v2", True),
    ]
    assert store.models.all()[0].report == {"auc": 0.7}


def test_a_training_speaks_or_waits_as_a_whole(three: Store, fixed_now: datetime) -> None:
    assert speaking(three) == {"v2"}
    train(three, "v3", fixed_now + 3 * A_DAY, speaks=False)
    waiting = three.models.waiting()
    assert waiting
    assert (waiting.version, waiting.waiting, waiting.current) == ("v3", True, False)
    assert speaking(three) == {"v2"}
    train(three, "v4", fixed_now + 4 * A_DAY, speaks=False)
    assert three.models.waiting().version == "v4"  # type: ignore[union-attr]  # it was just added
    train(three, "v5", fixed_now + 5 * A_DAY)
    assert three.models.waiting() is None
    assert speaking(three) == {"v5"}


def test_a_waiting_version_is_approved_once(three: Store, fixed_now: datetime) -> None:
    train(three, "v3", fixed_now, speaks=False)
    at = fixed_now + 4 * A_DAY
    assert three.models.approve("v3", at=at)
    assert speaking(three) == {"v3"}
    assert three.models.spoke_since() == at
    assert not three.models.approve("v3", at=at)
    assert not three.models.keep("v3")
    assert not three.models.approve("v1", at=at)
    assert speaking(three) == {"v3"}


def test_the_old_one_is_kept(three: Store, fixed_now: datetime) -> None:
    train(three, "v3", fixed_now, speaks=False)
    assert three.models.keep("v3")
    assert not three.models.approve("v3", at=fixed_now)
    assert speaking(three) == {"v2"}
    assert three.models.waiting() is None
    train(three, "v4", fixed_now)
    assert three.models.before() == "v2"  # what never spoke is not rolled back to


def test_a_roll_back_goes_one_back_and_can_be_taken_back(three: Store, fixed_now: datetime) -> None:
    at = fixed_now + 5 * A_DAY
    assert three.models.before() == "v1"
    three.models.make_current("v1", at=at)
    assert speaking(three) == {"v1"}
    assert three.models.rolled_back()
    assert three.models.spoke_since() == at
    assert three.models.before() == "v0"
    assert three.models.approve("v2", at=at)
    assert speaking(three) == {"v2"}
    assert not three.models.rolled_back()
    assert three.models.before() == "v1"


def test_what_was_never_trained_cannot_speak(three: Store, fixed_now: datetime) -> None:
    with pytest.raises(Refused, match="removed meanwhile"):
        three.models.make_current("v9", at=fixed_now)
    assert speaking(three) == {"v2"}


def test_files_of_old_versions_are_forgotten_and_their_figures_stay(
    three: Store, fixed_now: datetime
) -> None:
    three.models.make_current("v0", at=fixed_now)
    for number in range(3, 6):
        train(three, f"v{number}", fixed_now + number * A_DAY, speaks=False)
    assert three.models.forget_files(newest=2) == {"v1", "v2", "v3"}
    assert three.models.forget_files(newest=2) == set()
    files = {record.version: (record.file, record.report) for record in three.models.all()}
    assert files["v1"] == ("", {"rows": 9})
    assert files["v0"][0]  # it speaks
    assert three.models.has("v1")
    with pytest.raises(Refused, match="removed meanwhile"):
        three.models.make_current("v1", at=fixed_now)


def test_a_store_from_before_there_were_versions(store: Store, fixed_now: datetime) -> None:
    """Each training wrote over the files of the last, so only the last can be rolled back to."""
    for number in range(3):
        store.models.add(
            ModelRecord("win", f"old{number}", fixed_now + number * A_DAY, "trained_win_model.skops")
        )
    assert store.models.before() is None
    train(store, "v3", fixed_now + 3 * A_DAY)
    assert store.models.before() == "old2"


def test_nothing_trained_nothing_spoke(store: Store) -> None:
    assert store.models.spoke_since() is None
    assert store.models.before() is None
    assert store.models.waiting() is None
    assert not store.models.rolled_back()
    assert store.models.forget_files(newest=3) == set()
