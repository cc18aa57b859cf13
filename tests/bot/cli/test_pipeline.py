from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.settings import Settings
from bot.wiring import build_new
from integrations.store import Store
from integrations.store.frames import CREATION_PROPERTIES
from integrations.store.schema import contacts, pursuits, rounds, stage_changes, touches
from ml.column_entries import ENTRIES
from tests.benchmarks.planted_store import fill
from tests.planted_company import planted_company

Run = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with forty planted pursuits, a buyer's e-mail among the CRM's own columns, and a wild stage label."""
    opened = build_new(Settings.read({}, tmp_path)).store
    fill(opened, planted_company(40))
    opened.facts.put(CREATION_PROPERTIES, {"rounds": ["Buyer", "Told by", "Region"]})
    with opened.engine.writing() as connection:
        connection.execute(update(contacts).where(contacts.c.id == 1).values(name="Mei Lin Tan"))
        connection.execute(update(pursuits).values(owner_name="Ravi Kumar"))
        connection.execute(update(rounds).values(owner_name="Ravi Kumar"))
        connection.execute(update(stage_changes).values(label="=HYPERLINK(1)"))
        for number, buyer in enumerate(("mei@acme.sg", "call +65 9123 4567", "Web")):
            told = {
                "Buyer": buyer,
                "Told by": "Mei Lin Tan" if number else "the fair",
                "Region": f"R{number}",
            }
            connection.execute(update(rounds).where(rounds.c.id % 3 == number).values(properties=told))
    return opened


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.usefixtures("store")
def test_nothing_that_is_written_names_anybody(run_command: Run, tmp_path: Path) -> None:
    assert run_command("pipeline", "features", "--out", "out").exit == 0
    assert run_command("export-training", "--out", "out/all.csv").exit == 0
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert {"rounds.csv", "features.csv", "all.csv", "all.dictionary.csv"} <= {path.name for path in written}
    for path in written:
        text = path.read_text()
        assert not [one for one in ("Mei", "acme.sg", "9123", "Ravi", "Kumar") if one in text], path.name
        assert "\n=" not in text.replace(",", "\n"), path.name
    assert {row["prop:Region"] for row in rows(tmp_path / "out/prepared/rounds.csv")} == {"R0", "R1", "R2"}
    assert {row["owner"] for row in rows(tmp_path / "out/all.csv")} == {"owner 1"}
    assert {row["prop:Buyer"] for row in rows(tmp_path / "out/prepared/rounds.csv")} == {
        "value 1",
        "value 2",
        "value 3",
    }


def test_the_training_table_is_described_and_audited(store: Store, run_command: Run, tmp_path: Path) -> None:
    ran = run_command("export-training")
    table = rows(tmp_path / "training.csv")
    assert ran.err.splitlines()[-1].startswith(f"{len(table):,} rows written to training.csv")
    told = [row["column"] for row in rows(tmp_path / "training.dictionary.csv")]
    assert told == list(table[0])
    entries = set(ENTRIES["training.csv"])
    assert {name for name in told if not name.startswith("prop:")} <= entries
    assert {name for name in entries if name.startswith(("won", "next_step", "days", "owner"))} <= set(
        told
    ) | {"owner_win_rate"}
    entry = store.audit.newest(1)[0]
    assert (entry.who, entry.did, entry.rows) == ("command line", "export_training", len(table))


@pytest.mark.usefixtures("store")
def test_a_step_lists_its_files_or_prints_its_manifest(run_command: Run) -> None:
    said = run_command("pipeline", "preprocess").err
    assert "The step prepare has not been run here: running it first." in said
    assert "pipeline/snapshots.csv, " in said
    told = run_command("pipeline", "preprocess", "--json").document
    assert (told["step"], list(told["files"])) == ("preprocess", ["snapshots.csv"])


def test_unread_words_are_told(store: Store, run_command: Run) -> None:
    with store.engine.writing() as connection:
        connection.execute(
            insert(touches).values(
                id=90_000, key="n", company_id=1, pursuit_id=1, channel="note", direction="out",
                at=planted_company(40).touches["at"].max().to_pydatetime().astimezone(), text="We spoke.",
            )
        )  # fmt: skip
    assert "`sales-assistant train` reads them" in run_command("pipeline", "prepare").err


@pytest.mark.parametrize("typed", [("pipeline", "train"), ("pipeline", "evaluate"), ("export-training",)])
def test_an_empty_store_is_one_sentence(run_command: Run, tmp_path: Path, typed: tuple[str, ...]) -> None:
    build_new(Settings.read({}, tmp_path)).store.close()
    ran = run_command(*typed)
    assert ran.exit == 1
    assert ran.err.startswith("There is nothing to learn from yet")
    assert not (tmp_path / "pipeline").exists()
