"""The job “cross sell”: when it is due, whom it ranks by what, and what it says where the model tells nobody apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.schema import contacts, pursuits
from jobs.cross_selling import CROSS_SELL, is_due, run
from jobs.job import LeftOff, Workplace
from jobs.rules import Rules
from ml.cross_selling import CrossSellRow, CrossSellState
from ml.errors import NotEnoughData
from ml.records import ScoreLevel
from tests.bot.slack_team import NOW
from tests.selling_team import LARGE, fill_selling, let_speak, sold

FLEETS = {one["id"]: one["properties"]["Fleet"] for one in sold().companies}
WON = {(one["company_id"], one["service"]) for one in sold().pursuits if one["state"] == "CLIENT"}


def place_of(store: Store, folder: Path) -> Workplace:
    """The team with its model, in Singapore."""
    fill_selling(store)
    let_speak(store, ModelFiles(folder))
    return Workplace(store, ModelFiles(folder), NOW, rules=Rules(zone=ZoneInfo("Asia/Singapore")))


@pytest.fixture
def place(sqlite_store: Store, tmp_path: Path) -> Workplace:
    return place_of(sqlite_store, tmp_path)


def everything(place: Workplace, service: str = "") -> list[CrossSellRow]:
    return place.store.cross_sell.ranked(None, service, limit=5_000)


def test_without_a_model_or_data_it_is_not_due(sqlite_store: Store, tmp_path: Path) -> None:
    place = Workplace(sqlite_store, ModelFiles(tmp_path), NOW)
    assert not is_due(place, None)
    sqlite_store.facts.put("data_version", 1)
    assert not is_due(place, None)
    with pytest.raises(NotEnoughData, match="No model is trained yet"):
        run(place)


def test_a_model_and_no_client(sqlite_store: Store, tmp_path: Path) -> None:
    let_speak(sqlite_store, ModelFiles(tmp_path))
    place = Workplace(sqlite_store, ModelFiles(tmp_path), NOW)
    assert run(place) == "0 of 0 offers to clients changed"
    state = CrossSellState.read(sqlite_store.facts.get(CROSS_SELL))
    assert state is not None
    assert (state.services, state.past) == ((), None)


def test_it_ranks_by_the_planted_cause_and_keeps_only_changes(store: Store, tmp_path: Path) -> None:
    place = place_of(store, tmp_path)
    assert is_due(place, None)
    changed = run(place)
    rows = everything(place, "Payroll")
    new = [row for row in rows if "said no to Payroll before" not in row.reasons]
    assert len(new) > 50
    best, worst = new[: len(new) // 3], new[-len(new) // 3 :]
    assert sum(FLEETS[row.company_id] >= LARGE for row in best) > 0.9 * len(best)
    assert sum(FLEETS[row.company_id] < LARGE for row in worst) > 0.9 * len(worst)
    assert [row.win for row in rows] == sorted((row.win for row in rows), reverse=True)
    assert best[0].reasons[0].startswith("client of Rostering since ")
    assert "other clients" in best[0].reasons[1]
    assert best[0].reasons[2].startswith(f"speaks for it: Fleet: {FLEETS[best[0].company_id]} (+")
    state = CrossSellState.read(place.store.facts.get(CROSS_SELL))
    assert state is not None
    assert state.services == ("Payroll", "Rostering", "Time clock")
    assert state.past is not None
    assert state.past.low is not None
    assert state.past.low > 0.5
    assert changed == f"{len(everything(place))} of {len(everything(place))} offers to clients changed"
    assert run(place).startswith("0 of ")


def test_what_they_have_is_never_offered_nor_to_whom_opted_out(place: Workplace) -> None:
    gone = everything(place, "Payroll")[0].company_id if run(place) else 0
    said = {
        "company_id": gone,
        "key": "k",
        "name": "Mei",
        "norm": "mei",
        "properties": {"unsubscribed": "yes"},
    }
    with place.store.engine.writing() as connection:
        connection.execute(insert(contacts).values(said))
    run(place)
    rows = everything(place)
    assert rows
    assert not [row for row in rows if row.company_id == gone]
    assert not WON & {(row.company_id, row.service) for row in rows}
    assert {(row.company_id, service) for row in rows for service in row.has} <= WON
    with place.store.engine.reading() as connection:
        tried = {tuple(row) for row in connection.execute(pursuits.select().with_only_columns(pursuits.c.company_id, pursuits.c.service))}  # fmt: skip
    assert {
        (row.company_id, row.service) for row in rows
    } & tried  # those who said no long ago may be asked again


def test_without_a_signal_it_ranks_by_clients_alike(place: Workplace) -> None:
    let_speak(place.store, place.files, ScoreLevel.NO_SIGNAL)
    assert is_due(place, NOW)
    run(place)
    rows = everything(place)
    [level], [win] = {row.level for row in rows}, {row.win for row in rows}
    assert (level, 0 < win < 1) == (ScoreLevel.NO_SIGNAL, True)
    assert {row.service for row in rows[:50]} == {"Payroll"}  # which every second client has
    assert not [words for row in rows for words in row.reasons if words.startswith("speaks")]
    assert place.store.facts.get(CROSS_SELL)["past"] is None


def test_it_is_due_once_anything_it_depends_on_changed(place: Workplace) -> None:
    let_speak(place.store, place.files, ScoreLevel.NO_SIGNAL)
    run(place)
    assert not is_due(place, NOW)
    assert is_due(replace(place, now=NOW + timedelta(hours=8)), NOW)  # past midnight in Singapore
    place.store.facts.put("data_version", 2)
    assert is_due(place, NOW)


def test_what_is_left_off_leaves_everything(place: Workplace) -> None:
    place.stopping.set()
    with pytest.raises(LeftOff):
        run(place)
    assert everything(place) == []
    assert is_due(place, None)


def test_a_training_without_a_judged_model_is_not_checked(place: Workplace) -> None:
    record = let_speak(place.store, place.files)
    place.files.beside(record.file).path("judged").unlink()
    run(place)
    assert everything(place)
    assert place.store.facts.get(CROSS_SELL)["past"] is None
