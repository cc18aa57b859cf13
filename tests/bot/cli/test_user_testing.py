from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.settings import Settings
from bot.wiring import build_new
from integrations.store.schema import companies, pursuits, touches
from ml.records import Person, RatingEvent, Suggestion

Run = Callable[..., Any]
SINCE = ("--from", "2026-01-01")


@pytest.fixture
def team(run_command: Run, tmp_path: Path) -> Run:
    """Ada, who looks a pursuit up six times and calls ten minutes later each time; Ben does nothing."""
    begun = datetime.now(UTC) - timedelta(hours=9)
    with build_new(Settings.read({}, tmp_path)) as office:
        store = office.store
        for name in ("ada", "ben"):
            store.people.add(Person(f"{name}@example.com", name))
        with store.engine.writing() as connection:
            connection.execute(insert(companies), {"key": "c", "name": "C", "norm": "c", "properties": {}})
            connection.execute(insert(pursuits), {"company_id": 1, "service": "s", "state": "lead"})
            told = {"pursuit_id": 1, "channel": "call", "direction": "out", "person_id": 1}
            times = [begun + timedelta(hours=number) for number in range(6)]
            calls = [{"key": str(at), "at": at + timedelta(minutes=10), **told} for at in times]
            connection.execute(insert(touches), calls)
        for at in times:
            store.suggestions.save(Suggestion(str(at), "lead", 1, at, 1, request_key=str(at)))
        store.ratings.vote(RatingEvent(str(times[0]), 1, "up", times[0], "button", "1"))
        store.facts.put("data_version", 1)
    return run_command


def test_the_document(team: Run) -> None:
    told = team("user-testing", "--json", *SINCE).document
    assert (told["calls"], told["prepared"], told["whose"]) == (6, 6, None)
    assert told["minutes"] == {"of": 6, "q1": 10.0, "median": 10.0, "q3": 10.0}
    assert told["answers"] == {"lead": {"shown": 6, "rated": 1, "useful": 1}}
    assert (told["rated_share"], told["useful_share"]) == (pytest.approx(1 / 6), None)
    assert told["before_and_after"]["since"]["total_sales_activities"] == 6
    ben = team("user-testing", "--json", *SINCE, "--as", "ben@example.com").document
    assert (ben["calls"], ben["minutes"], ben["answers"]) == (0, None, {})


def test_the_table_says_of_how_many(team: Run) -> None:
    said = team("user-testing", *SINCE).out
    assert "median 10, half of them 10–10 (of 6)" in said
    assert "1 of 6 (17 %; likely 3–56 %)" in said
    assert "1 of 1 (too few for a share)" in said
    assert "Total sales activities" in said


def test_an_empty_store_has_no_data(run_command: Run, tmp_path: Path) -> None:
    build_new(Settings.read({}, tmp_path)).store.close()
    ran = run_command("user-testing")
    assert ran.exit == 0
    assert "no data: the assistant has said nothing yet" in ran.out
    assert "nan" not in ran.out.casefold()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "2026-02-01", "--to", "2026-01-01"), "The period ends before it begins"),
        (("--from", "2100-01-01", "--to", "2100-02-01"), "That period has not begun yet"),
        (("--from", "soon"), "“soon” is no period"),
        (("--as", "nobody@example.com"), "Nobody of the team is called"),
    ],
)
def test_what_cannot_be_is_a_sentence(team: Run, arguments: tuple[str, ...], sentence: str) -> None:
    ran = team("user-testing", *arguments)
    assert ran.exit == 1
    assert sentence in ran.err
