"""Champion and challenger, and what becomes of them; without training anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import update

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.loop_schema import deliveries
from integrations.store.schema import rounds
from jobs import retrain as job
from jobs import train_models
from jobs.catalogue import JOBS
from jobs.job import Workplace, run_job
from jobs.retrain import RETRAIN, is_due, retrain, run
from jobs.score_pursuits import load_models
from jobs.train_models import VERSIONS_KEPT, Learned, keep
from ml.calibration import Sigmoid
from ml.champion import JudgedFit
from ml.cycle_length import CycleLengthModel
from ml.errors import NotEnoughData
from ml.frozen_test import FrozenTest
from ml.models import SPECS, fit
from ml.next_step import NextStepModel
from ml.problem import Problem
from ml.records import Person, Role, ScoreLevel
from ml.splits import time_split
from ml.train import TrainedModels
from ml.win import WinModel

DAY = timedelta(days=1)


def problem() -> Problem:
    draw = np.random.default_rng(0)
    calls = draw.normal(size=800)
    outcome = (draw.random(800) < 1 / (1 + np.exp(-1.5 * calls))).astype(float)
    at = np.arange(800, dtype=float) * 86_400
    return Problem(pd.DataFrame({"touches_14d": calls}), outcome, np.arange(800) // 2, at, at + 3600)


@pytest.fixture(scope="module")
def good() -> JudgedFit:
    """A judged fit that knows what makes rounds won."""
    everything = problem()
    older = everything.take(time_split(everything).train)
    members = {"linear": fit(SPECS["linear"], older, seed=0)}
    return JudgedFit(0.0, 0.5, members=members, numeric=("touches_14d",))


@pytest.fixture
def bad(good: JudgedFit) -> JudgedFit:
    """One that ranks the wrong way round."""
    return replace(good, sigmoid=Sigmoid(-1.0, 0.0))


def learned(judged: JudgedFit, *, digest: str = "ab12cd34ef", won: int = 50, lost: int = 150) -> Learned:
    win = WinModel(ScoreLevel.BASE_RATE, won, lost)
    about = {
        "rows": 800,
        "won": won,
        "lost": lost,
        "splits": {"by_time": {"base_rate": {"auc": 0.5, "brier": 0.2}}},
    }
    models = TrainedModels(
        win,
        NextStepModel((), {"Lead": 0.4}),
        CycleLengthModel((10.0, 20.0, 30.0)),
        None,
        digest,
        {name: dict(about) for name in ("win", "next_step", "cycle_length")},
        judged,
        problem(),
        (FrozenTest(1, datetime(2026, 1, 5).date(), (3, 4)),),  # noqa: DTZ001 - a day
    )
    return Learned(models, mark=["1"])


@pytest.fixture
def place(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> Workplace:
    """A store with a manager, an admin and a rep, and no model."""
    for name, role in (("mia", Role.MANAGER), ("root", Role.ADMIN), ("ada", Role.REP)):
        sqlite_store.people.add(Person(f"{name}@example.com", name, role))
    return Workplace(sqlite_store, ModelFiles(tmp_path / "models"), fixed_now)


Learns = Callable[..., None]


@pytest.fixture
def learns(monkeypatch: pytest.MonkeyPatch) -> Learns:
    """Decides what the next trainings learn."""

    def set_to(judged: JudgedFit, **more: Any) -> None:
        monkeypatch.setattr(train_models, "learn", lambda *_, **__: learned(judged, **more))

    return set_to


def asked(place: Workplace) -> list[tuple[str, int, str]]:
    with place.store.engine.reading() as connection:
        rows = connection.execute(
            deliveries.select().order_by(deliveries.c.slot, deliveries.c.person_id)
        ).all()
    return [(row.kind, row.person_id, row.slot) for row in rows]


def later(place: Workplace, days: float = 1) -> Workplace:
    return replace(place, now=place.now + days * DAY)


def test_the_first_model_speaks(place: Workplace, learns: Learns, bad: JudgedFit) -> None:
    learns(bad)
    outcome = retrain(place)
    assert outcome.speaks
    assert "first model" in outcome.sentence
    assert load_models(place.store, place.files).version == outcome.version
    assert asked(place) == []


def test_one_that_is_not_worse_speaks_at_once(place: Workplace, learns: Learns, good: JudgedFit) -> None:
    learns(good)
    first = retrain(place)
    second = retrain(later(place))
    assert second.speaks
    assert second.version != first.version
    record = place.store.models.current("win")
    assert record
    assert record.version == second.version
    assert record.report["comparison"]["verdict"] == "not_worse"
    assert record.report["changes"]["since"] == first.version
    assert asked(place) == []


def test_one_that_is_worse_waits_and_every_manager_is_asked(
    place: Workplace, learns: Learns, good: JudgedFit, bad: JudgedFit
) -> None:
    learns(good)
    first = retrain(place)
    learns(bad)
    second = retrain(later(place))
    assert not second.speaks
    assert "surely worse" in second.sentence
    assert load_models(place.store, place.files).version == first.version
    assert asked(place) == [("approval", 1, second.version), ("approval", 2, second.version)]
    waiting = place.store.models.waiting()
    assert waiting
    assert waiting.version == second.version
    assert place.store.models.approve(second.version, at=place.now)
    assert load_models(place.store, place.files).version == second.version


def test_managers_are_asked_once_a_week_unless_somebody_wanted_it(
    place: Workplace, learns: Learns, good: JudgedFit, bad: JudgedFit
) -> None:
    learns(good)
    retrain(place)
    learns(bad)
    told = [
        retrain(later(place, days), asked=wanted).asked
        for days, wanted in ((1, False), (2, False), (3, True), (11, False))
    ]
    assert told == [2, 0, 2, 2]


def test_after_a_roll_back_nothing_speaks_without_a_word(
    place: Workplace, learns: Learns, good: JudgedFit
) -> None:
    learns(good)
    first, _ = retrain(place), retrain(later(place))
    place.store.models.make_current(first.version, at=later(place, 2).now)
    assert load_models(place.store, place.files).version == first.version
    third = retrain(later(place, 3))
    assert not third.speaks
    assert third.sentence.startswith("Somebody rolled back")


def test_far_fewer_rounds_than_before_need_a_word(place: Workplace, learns: Learns, good: JudgedFit) -> None:
    learns(good)
    retrain(place)
    learns(good, won=20, lost=60)
    outcome = retrain(later(place))
    assert not outcome.speaks
    assert "80 closed rounds, the one before from 200: is data missing?" in outcome.sentence


def test_a_champion_whose_judged_fit_is_gone_is_replaced(
    place: Workplace, learns: Learns, good: JudgedFit
) -> None:
    learns(good)
    first = retrain(place)
    place.files.of(first.version).path("judged").write_bytes(b"changed")
    outcome = retrain(later(place))
    assert outcome.speaks
    assert "kept nothing that it can be judged by" in outcome.sentence


def test_a_training_by_hand_speaks_in_any_case(place: Workplace, good: JudgedFit, bad: JudgedFit) -> None:
    keep(place.store, place.files, learned(good), now=place.now)
    training = keep(place.store, place.files, learned(bad), now=place.now, always=True)
    assert training.speaks
    assert training.report["win"]["comparison"]["verdict"] == "worse"
    assert (
        training.version == "2026-11-23-ab12cd34-2"
    )  # the same data on the same day: nothing is written over


def test_a_training_that_fails_leaves_all_as_it_was(
    place: Workplace, learns: Learns, good: JudgedFit, monkeypatch: pytest.MonkeyPatch
) -> None:
    learns(good)
    first = retrain(place)

    def broken(*_: Any, **__: Any) -> Learned:
        raise NotEnoughData("There is nothing to learn from yet.")

    monkeypatch.setattr(train_models, "learn", broken)
    place.store.hints.add(RETRAIN, "model", ["1"], now=later(place).now)
    [retrain_job] = [one for one in JOBS if one.name == "retrain"]
    assert run_job(retrain_job, later(place)) == "refused: There is nothing to learn from yet."
    assert load_models(place.store, place.files).version == first.version
    assert not is_due(later(place), later(place).now)


def test_a_disk_that_is_full_leaves_all_as_it_was(
    place: Workplace, learns: Learns, good: JudgedFit, monkeypatch: pytest.MonkeyPatch
) -> None:
    learns(good)
    first = retrain(place)

    def full(*_: Any) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr("integrations.model_files.os.fsync", full)
        with pytest.raises(OSError, match="no space"):
            retrain(later(place))
    assert load_models(place.store, place.files).version == first.version


def test_the_newest_versions_keep_their_files(place: Workplace, good: JudgedFit) -> None:
    versions = [
        keep(
            place.store, place.files, learned(good, digest=f"{number:08d}"), now=place.now + number * DAY
        ).version
        for number in range(VERSIONS_KEPT + 3)
    ]
    folders = {path.name for path in place.files.directory.iterdir()}
    assert folders == set(versions[3:])
    assert len(place.store.models.all()) == 3 * len(versions)
    assert place.store.models.before() == versions[-2]


def test_the_same_training_in_two_places_is_the_same(
    place: Workplace, sqlite_store: Store, good: JudgedFit, tmp_path: Path
) -> None:
    first = keep(place.store, ModelFiles(tmp_path / "a"), learned(good), now=place.now)
    with sqlite_store.engine.writing() as connection:
        from integrations.store.schema import models

        connection.execute(models.delete())
    second = keep(sqlite_store, ModelFiles(tmp_path / "b"), learned(good), now=place.now)
    assert _without_hashes(first.report) == _without_hashes(second.report)


def _without_hashes(report: dict[str, Any]) -> str:
    kept = {
        question: {name: value for name, value in part.items() if not name.endswith("sha256")}
        for question, part in report.items()
    }
    return json.dumps(kept, sort_keys=True, allow_nan=False)


# --- when it is due -------------------------------------------------------------------------------------------------


@pytest.fixture
def closed(place: Workplace) -> Workplace:
    """The place with 25 closed rounds."""
    from tests.benchmarks.planted_store import fill
    from tests.planted_company import planted_company

    fill(place.store, planted_company(40))
    place.store.facts.put("data_version", 1)
    assert int(place.store.outcomes.mark()[0]) >= job.FEWEST_AT_FIRST
    return place


def trained_on(place: Workplace) -> None:
    place.store.facts.put("trained_on", {"mark": place.store.outcomes.mark(), "at": place.now.isoformat()})


def close_one(place: Workplace) -> None:
    with place.store.engine.writing() as connection:
        one = rounds.select().where(rounds.c.outcome.is_(None)).limit(1)
        row = connection.execute(one).one()
        connection.execute(
            update(rounds).where(rounds.c.id == row.id).values(outcome="won", closed_at=place.now)
        )


def test_nothing_is_due_without_data_or_with_too_little(place: Workplace) -> None:
    assert not is_due(place, None)
    place.store.facts.put("data_version", 1)
    assert not is_due(place, None)


def test_it_is_due_daily_once_outcomes_arrived(closed: Workplace) -> None:
    assert is_due(closed, None)
    trained_on(closed)
    assert not is_due(later(closed, 5), None)
    close_one(closed)
    assert not is_due(later(closed, 0.9), None)
    assert is_due(later(closed), None)
    assert not is_due(later(closed, 5), later(closed, 4.5).now)
    assert is_due(later(closed, 5), later(closed, 4).now)


def test_it_is_due_at_once_when_somebody_asks(closed: Workplace) -> None:
    trained_on(closed)
    at = later(closed, 0.1)
    closed.store.hints.add(RETRAIN, "model", ["1"], now=at.now)
    assert is_due(at, closed.now)
    assert not is_due(at, at.now)  # it was tried since


class Told:
    """A notifier that remembers."""

    def __init__(self) -> None:
        self.sentences: list[tuple[int, str]] = []

    def tell(self, person_id: int, sentence: str) -> None:
        self.sentences.append((person_id, sentence))

    def send(self, *_: Any) -> Any:
        raise AssertionError

    def look_for(self, *_: Any) -> Any:
        raise AssertionError


def test_who_asked_is_told_how_it_went(place: Workplace, learns: Learns, good: JudgedFit) -> None:
    told = Told()
    learns(good)
    place.store.hints.add(RETRAIN, "model", ["1"], now=place.now)
    outcome = run(replace(place, notifier=told))
    assert str(outcome).endswith("speaks: This is the first model.")
    assert told.sentences == [
        (1, "The model was trained, and speaks now. This is the first model. See /model.")
    ]
    assert place.store.hints.take(RETRAIN, 5) == []
    run(replace(later(place), notifier=told))
    assert len(told.sentences) == 1
