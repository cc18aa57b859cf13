"""The alarm: raised where something drifted, at most once a week a kind, and never from one week to the next."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import update

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.loop_schema import deliveries, score_history
from integrations.store.schema import companies, rounds
from jobs.job import Workplace
from jobs.watch_drift import DRIFT, find_drift, is_due, run
from ml.data_preparation import Tables, prepare
from ml.drift import usual_spread
from ml.records import ModelRecord, Person, Role
from tests.benchmarks.planted_store import fill
from tests.planted_company import END, planted_company

WEEK = timedelta(days=7)
NOW = END - WEEK
NAMES = ("touches_30d", "replies_90d", "country", "employees", "state")


@pytest.fixture(scope="module")
def company() -> Tables:
    return planted_company(400)


@pytest.fixture(scope="module")
def report(company: Tables) -> dict[str, Any]:
    """What a training a week before wrote down."""
    outcome = company.rounds["outcome"]
    end = pd.Timestamp(NOW - WEEK).tz_localize(None)
    told = {
        "usual_spread": usual_spread(prepare(company).tables, NAMES, data_end=end),
        "won": int((outcome == "won").sum()),
        "lost": int((outcome == "lost").sum()),
    }
    return json.loads(json.dumps(told, allow_nan=False))  # type: ignore[no-any-return]  # a dict goes in


@pytest.fixture
def place(sqlite_store: Store, tmp_path: Path, company: Tables, report: dict[str, Any]) -> Workplace:
    fill(sqlite_store, company)
    sqlite_store.people.add(Person("mia@example.com", "Mia", Role.MANAGER))
    sqlite_store.people.add(Person("ada@example.com", "Ada"))
    sqlite_store.models.add(ModelRecord("win", "2026-01-01-ab", NOW - WEEK, "x", report))
    return Workplace(sqlite_store, ModelFiles(tmp_path), NOW)


def alarms(place: Workplace) -> list[tuple[str, int, str]]:
    with place.store.engine.reading() as connection:
        rows = connection.execute(deliveries.select().order_by(deliveries.c.slot)).all()
    return [(row.kind, row.person_id, row.payload["kind"]) for row in rows]


def no_countries(place: Workplace) -> None:
    with place.store.engine.writing() as connection:
        connection.execute(update(companies).values(country=None))


def test_no_alarm_from_one_week_to_the_next(place: Workplace) -> None:
    assert find_drift(place.store, now=NOW) == []
    assert run(place) == "nothing drifted"
    assert alarms(place) == []
    assert place.store.facts.get(DRIFT)["findings"] == []


def test_a_field_that_went_empty_is_told_once_a_week(place: Workplace) -> None:
    no_countries(place)
    assert run(place) == "1 drifted (features), 1 told"
    assert run(replace(place, now=NOW + timedelta(days=6))).endswith("0 told")
    assert alarms(place) == [("alarm", 1, "features")]
    assert run(replace(place, now=NOW + WEEK)).endswith("1 told")
    assert alarms(place) == [("alarm", 1, "features")] * 2
    told = place.store.facts.get(DRIFT)
    assert told["version"] == "2026-01-01-ab"
    assert "(unknown for 100%, before 0%)" in told["findings"][0]["sentence"]


def test_rounds_that_are_won_more_often_are_told(place: Workplace) -> None:
    since = NOW - timedelta(days=90)
    with place.store.engine.writing() as connection:
        late = (rounds.c.closed_at > since) & (rounds.c.closed_at <= NOW)
        connection.execute(update(rounds).where(late).values(outcome="won"))
    assert "base_rate" in {finding.kind for finding in find_drift(place.store, now=NOW)}


def test_promises_that_did_not_come_true_are_told(place: Workplace) -> None:
    with place.store.engine.writing() as connection:
        for weeks in range(1, 13):
            at = NOW - weeks * WEEK
            known = connection.execute(rounds.select().where(rounds.c.entered_at < at)).all()
            said = [
                {"pursuit_id": row.pursuit_id, "on": at.date(), "win": 0.9, "model_version": "v"}
                for row in known
            ]
            connection.execute(score_history.insert(), said)
    [finding] = find_drift(place.store, now=NOW)
    assert finding.kind == "calibration"
    assert "too high" in finding.sentence


def test_it_is_due_daily_once_a_model_speaks(place: Workplace) -> None:
    assert is_due(place, None)
    assert not is_due(place, NOW - timedelta(hours=23))
    assert is_due(place, NOW - timedelta(days=1))


def test_without_a_model_nothing_can_drift(sqlite_store: Store, tmp_path: Path) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), NOW)
    assert not is_due(place, None)
    assert find_drift(sqlite_store, now=NOW) == []
