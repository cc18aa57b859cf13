"""Step by step as in one go: the same figures; and files that are stale or edited are not believed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import delete, insert, update

import ml.evaluate
import ml.models
import ml.train
from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.conversation_schema import field_proposals
from integrations.store.schema import companies, rounds, stage_changes, touches
from jobs import pipeline_folder
from jobs.pipeline import STEPS, Pipeline
from jobs.pipeline_folder import PipelineFolder
from jobs.train_models import train_models
from jobs.training_tables import digest_of, raw_tables
from ml.column_entries import ENTRIES
from ml.data_preparation import Tables
from ml.errors import NotEnoughData, Refused, SalesAssistantError
from ml.selection import Selection
from ml.tables import PROPERTY_PREFIX
from tests.benchmarks.planted_store import fill, open_company
from tests.planted_company import END, planted_company

LATER = END + timedelta(minutes=20)


def only(tables: Tables, pursuits: list[int]) -> Tables:
    return Tables(
        *(frame[frame["pursuit_id"].isin(pursuits)].reset_index(drop=True) for frame in vars(tables).values())
    )


def make_small(patch: pytest.MonkeyPatch) -> None:
    """Both ways learn with small forests and one choice of members: what is compared is the ways."""
    spec = ml.models.SPECS["forest"]

    def made(columns: Any, seed: int) -> Any:
        return spec.make(columns, seed).set_params(model__n_estimators=5, model__n_jobs=1)

    patch.setitem(ml.models.SPECS, "forest", replace(spec, make=made))
    peers = tuple(ml.models.SPECS[name] for name in ("base_rate", "linear", "forest", "ensemble"))
    patch.setattr(ml.train, "PEERS", peers)
    patch.setattr(ml.evaluate, "select", lambda *_, **__: Selection("ensemble", ("linear", "forest")))


@pytest.fixture(scope="module")
def made(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a trained store, the report of its training, and all that the pipeline made of it later."""
    folder = tmp_path_factory.mktemp("pipeline")
    shutil.copy(migrated_file, folder / "store.db")
    store = Store.open(f"sqlite:///{folder}/store.db")
    fill(store, planted_company(90))
    with pytest.MonkeyPatch.context() as patch:
        make_small(patch)
        report = train_models(store, ModelFiles(folder / "models"), now=END)
        (folder / "trained.json").write_text(json.dumps(report))
        Pipeline(store, PipelineFolder(folder / "out"), LATER).run("evaluate")
    store.close()
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Iterator[tuple[Store, PipelineFolder]]:
    """A copy of it to work on."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    store = Store.open(f"sqlite:///{tmp_path}/store.db")
    yield store, PipelineFolder(tmp_path / "out")
    store.close()


def figures(told: Any) -> Any:
    """A report without what differs between two trainings of the same."""
    apart = {"seconds", "trained_at", "sha256", "judged_sha256"}
    if isinstance(told, dict):
        return {key: figures(value) for key, value in told.items() if key not in apart}
    return [figures(value) for value in told] if isinstance(told, list) else told


def test_step_by_step_gives_the_figures_of_one_training(made: Path) -> None:
    trained = json.loads((made / "trained.json").read_text())
    report = json.loads((made / "out" / "report.json").read_text())
    assert trained["win"]["splits"]["by_time"]["forest"]["auc"] is not None
    assert figures(report) == figures(trained)
    evaluation = json.loads((made / "out" / "evaluation.json").read_text())
    assert (
        evaluation["win"].pop("side_by_side")["rows"][1]["right"]
        == report["win"]["splits"]["random"]["forest"]["accuracy"]
    )
    assert figures(evaluation["win"]) == figures(report["win"])


def test_nothing_of_it_speaks_and_the_models_can_be_loaded(place: tuple[Store, PipelineFolder]) -> None:
    store, folder = place
    current = store.models.current("win")
    assert current is not None
    assert (current.trained_at, store.facts.get("trained_on")["at"]) == (END, END.isoformat())
    files = ModelFiles(folder.path / "models")
    assert files.load("win")[1].data == files.load("next_step")[1].data == current.report["data"]


def test_every_column_of_every_file_has_an_entry_and_every_entry_a_column(made: Path) -> None:
    out = made / "out"
    told = pd.concat(pd.read_csv(path) for path in sorted(out.glob("*.dictionary.csv")))
    files = {path.relative_to(out).as_posix() for path in out.rglob("*.csv") if "dictionary" not in path.name}
    assert files == set(told["file"]) == set(ENTRIES) - {"training.csv"}
    for file, lines in told.groupby("file"):
        columns = pd.read_csv(out / str(file), nrows=0).columns
        assert lines["column"].tolist() == columns.tolist()
        expected = {name for name in ENTRIES[str(file)] if name != PROPERTY_PREFIX}
        if file != "features.csv":
            assert set(columns) - {name for name in columns if name.startswith(PROPERTY_PREFIX)} == expected
        assert set(columns) <= expected


def test_no_owner_is_named(made: Path) -> None:
    for path in (made / "out").rglob("*.*"):
        if path.suffix in {".csv", ".json", ".md"}:
            assert "Rep " not in path.read_text(), path.name


def test_each_step_is_audited(place: tuple[Store, PipelineFolder]) -> None:
    entries = place[0].audit.newest(9)
    assert {entry.did for entry in entries} == {f"pipeline {step}" for step in STEPS}
    rows = {entry.did: entry.rows for entry in entries}
    assert rows["pipeline features"] >= rows["pipeline preprocess"] > 100


def test_a_step_says_which_ones_it_runs_first(place: tuple[Store, PipelineFolder], tmp_path: Path) -> None:
    said = list[str]()
    pipeline = Pipeline(place[0], PipelineFolder(tmp_path / "new"), LATER, tell=said.append)
    pipeline.run("features")
    assert [sentence.split()[2] for sentence in said] == ["prepare", "preprocess"]
    again = Pipeline(place[0], pipeline.folder, LATER + timedelta(days=1), tell=said.append)
    before = pipeline.folder.manifest("features")
    assert before is not None
    assert again.run("features").digest == before.digest
    assert len(said) == 2


@pytest.mark.parametrize(
    ("file", "step", "asked"),
    [
        ("prepared/touches.csv", "prepare", "preprocess"),
        ("snapshots.csv", "preprocess", "features"),
        ("features.csv", "features", "train"),
        ("report.json", "train", "evaluate"),
        ("models/trained_win_model.skops", "train", "evaluate"),
    ],
)
def test_an_edited_file_is_refused(
    place: tuple[Store, PipelineFolder], file: str, step: str, asked: str
) -> None:
    path = place[1].path / file
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(
        Refused, match=f"edited since it was made: run `sales-assistant pipeline {step}` again"
    ):
        Pipeline(*place, LATER).run(asked)


def test_other_data_are_noticed_step_by_step(place: tuple[Store, PipelineFolder]) -> None:
    store, _ = place
    with store.engine.writing() as connection:
        connection.execute(update(companies).where(companies.c.id == 3).values(employees=7))
    with pytest.raises(
        Refused, match=r"the store's data changed: run `sales-assistant pipeline prepare` again"
    ):
        Pipeline(*place, LATER).run("preprocess")
    Pipeline(*place, LATER).run("prepare")
    with pytest.raises(Refused, match="pipeline preprocess` again"):
        Pipeline(*place, LATER).run("features")


def test_another_version_and_a_broken_manifest_are_refused(
    place: tuple[Store, PipelineFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place[1].path / "preprocess.manifest.json").write_text("{")
    with pytest.raises(Refused, match="cannot be read: run `sales-assistant pipeline preprocess` again"):
        Pipeline(*place, LATER).run("features")
    monkeypatch.setattr(pipeline_folder, "version", lambda _: "9.9")
    with pytest.raises(Refused, match="another version of the program"):
        Pipeline(*place, LATER).run("preprocess")


def test_a_frozen_set_that_is_new_makes_the_report_stale(place: tuple[Store, PipelineFolder]) -> None:
    place[0].facts.put(
        "frozen_tests", [{"version": 1, "made_on": "2026-01-05", "pursuits": [1, 2], "digest": ""}]
    )
    with pytest.raises(
        Refused, match="the frozen test sets changed: run `sales-assistant pipeline train` again"
    ):
        Pipeline(*place, LATER).run("evaluate")


def test_too_little_is_a_sentence_and_earlier_steps_do_what_they_can(
    sqlite_store: Store, tmp_path: Path
) -> None:
    def ran(name: str) -> list[str]:
        told = []
        for step in STEPS:
            try:
                told.append(
                    str(Pipeline(sqlite_store, PipelineFolder(tmp_path / name), END).run(step).rows > 0)
                )
            except NotEnoughData as error:
                told.append(str(error))
        return told

    assert all("sales-assistant import" in sentence for sentence in ran("empty"))
    fill(sqlite_store, open_company(5))
    assert ran("open")[:3] == ["True"] * 3
    assert "No round was won or lost yet" in ran("open")[3]
    with sqlite_store.engine.writing() as connection:
        for table in (touches, stage_changes, rounds):
            connection.execute(delete(table).where(table.c.pursuit_id != 1))
        connection.execute(update(rounds).values(outcome="lost", closed_at=END))
    assert ran("one")[:3] == ["True"] * 3
    assert "only one pursuit" in ran("one")[3] == ran("one")[4]


def test_a_folder_that_cannot_be_one_is_named(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, only(planted_company(60), [1, 2]))
    (tmp_path / "file").write_text("")
    with pytest.raises(SalesAssistantError, match="--out"):
        Pipeline(sqlite_store, PipelineFolder(tmp_path / "file"), END).run("prepare")


def test_what_was_filled_in_is_marked(store: Store) -> None:
    fill(store, only(planted_company(60), [1, 2, 3]))
    proposal = {
        "kind": "companies", "row_id": 2, "field": "industry", "original": "", "proposed": "Food", "because": "",
        "made_by": "m", "at": END, "state": "accepted",
    }  # fmt: skip
    role = proposal | {"kind": "contacts", "row_id": 1, "field": "role", "proposed": "HR Director"}
    refused = proposal | {"row_id": 3, "state": "refused"}
    before = digest_of(raw_tables(store))
    with store.engine.writing() as connection:
        connection.execute(insert(field_proposals), [proposal, role, refused])
        connection.execute(update(touches).where(touches.c.id == 1).values(result=None, ended="agreed"))
    tables = raw_tables(store)
    assert tables.rounds["company_id"][tables.rounds["industry_filled"] == 1].tolist() == [2]
    assert (
        (tables.touches["contact_role"] == "HR Director") == (tables.touches["contact_role_filled"] == 1)
    ).all()
    heard = tables.touches[tables.touches["touch_id"] == 1]
    assert heard[["result", "result_heard"]].to_numpy().tolist() == [["agreed", 1.0]]
    assert (tables.stage_changes["label"] == tables.stage_changes["to_state"]).all()
    assert digest_of(tables) != before
