"""`metrics`: five names and their figures, as whoever asks wants them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.settings import Settings
from bot.wiring import build_new
from integrations.store.schema import touches
from ml.records import Person

Run = Callable[..., Any]


@pytest.fixture
def team(run_command: Run, tmp_path: Path) -> Run:
    """Ada, who called five minutes ago in the present month, and once long before; and Ben, who did nothing."""
    now = datetime.now(UTC)
    with build_new(Settings.read({}, tmp_path)) as office:
        ada = office.store.people.add(Person("ada@example.com", "=Ada"))
        office.store.people.add(Person("ben@example.com", "Ben"))
        told = {"channel": "call", "direction": "out", "person_id": ada.id}
        rows = [
            {"key": "1", "at": now - timedelta(minutes=5), **told},
            {"key": "2", "at": datetime(2025, 6, 30, 23, 30, tzinfo=UTC), **told},
        ]
        with office.store.engine.writing() as connection:
            connection.execute(insert(touches), rows)
        office.store.facts.put("data_version", 1)
    return run_command


def test_exactly_the_five(team: Run) -> None:
    now = datetime.now(UTC)
    day = (now - timedelta(minutes=5)).date()
    ran = team("metrics", "--json", "--from", str(day), "--to", str(day))
    assert ran.exit == 0
    assert ran.document == {
        "total_appointments_set": 0,
        "appointment_setting_rate": None,
        "total_sales_activities": 1,
        "conversion_rate": None,
        "sales_cycle_duration": None,
    }
    assert team("metrics", "--json", "--as", "ben@example.com").document["total_sales_activities"] == 0


def test_the_days_are_those_of_the_teams_zone(team: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def activities(*period: str) -> int:
        return int(team("metrics", "--json", *period).document["total_sales_activities"])

    june, july = ("--to", "2025-06"), ("--from", "2025-07-01", "--to", "2025-07-01")
    assert (activities(*june), activities(*july)) == (1, 0)
    monkeypatch.setenv("TIME_ZONE", "Asia/Singapore")  # counted anew by itself
    assert (activities(*june), activities(*july)) == (0, 1)


def test_as_a_table(team: Run) -> None:
    told = team("metrics", "--from", "2025-06", "--to", "2025-06", "--as", "ada@example.com").out
    assert "=Ada · June 2025 · days of UTC" in told
    assert "May 2025" in told
    assert "no data" in told


def test_a_file_for_a_spreadsheet(team: Run, tmp_path: Path) -> None:
    ran = team("metrics", "--from", "2025-06-30", "--to", "2025-06-30", "--csv", "out.csv")
    assert "2 rows and the team's written to out.csv" in ran.err
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["rep"], row["calls"]) for row in rows] == [("'=Ada", "1"), ("Ben", "0"), ("The team", "1")]
    ran = team("metrics", "--csv", "nowhere/out.csv")
    assert (ran.exit, ran.err.strip()) == (
        1,
        "nowhere/out.csv cannot be written; choose another file with --csv.",
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("--from", "2025-07-01", "--to", "2025-06-01"), "The period ends before it begins"),
        (("--from", "soon"), "“soon” is no period"),
        (("--from", "2999-01-01", "--to", "2999-02-01"), "has not begun yet"),
        (("--as", "cy@example.com"), "Nobody of the team is called"),
    ],
)
def test_refused_in_one_sentence(team: Run, given: tuple[str, ...], sentence: str) -> None:
    ran = team("metrics", "--json", *given)
    assert ran.exit == 1
    assert sentence in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.out == ""
