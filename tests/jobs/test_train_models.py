from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.score_pursuits import load_models, score_pursuits
from jobs.train_models import train_models
from ml.errors import ForeignModel, NotEnoughData
from ml.records import EVERYTHING_ELSE, ScoreLevel
from tests.benchmarks.planted_store import fill
from tests.planted_company import END, planted_company

PURSUITS = 500


@pytest.fixture(scope="module")
def learned(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds a planted company, and the models trained on it."""
    folder = tmp_path_factory.mktemp("learned")
    shutil.copy(migrated_file, folder / "store.db")
    store = Store.open(f"sqlite:///{folder}/store.db")
    fill(store, planted_company(PURSUITS))
    report = train_models(store, ModelFiles(folder / "models"), now=END)
    (folder / "report.json").write_text(json.dumps(report, allow_nan=False))
    store.close()
    return folder


@pytest.fixture
def office(learned: Path, tmp_path: Path) -> Iterator[tuple[Store, ModelFiles]]:
    """A copy of it to work on."""
    shutil.copytree(learned, tmp_path, dirs_exist_ok=True)
    store = Store.open(f"sqlite:///{tmp_path}/store.db")
    yield store, ModelFiles(tmp_path / "models")
    store.close()


def test_every_question_has_its_file_its_record_and_its_report(
    office: tuple[Store, ModelFiles], learned: Path
) -> None:
    store, files = office
    report = json.loads((learned / "report.json").read_text())
    assert list(report) == ["win", "next_step", "cycle_length", "retargeting"]
    for question, part in report.items():
        record = store.models.current(question)
        assert record is not None
        assert record.file == f"{record.version}/trained_{question}_model.skops"
        assert record.report == part
        assert files.beside(record.file).load(question)[1].version == record.version
        assert (part["version"], part["seed"], part["trained_at"]) == (record.version, 0, END.isoformat())
    assert set(report["win"]["splits"]["by_time"]) == {
        "base_rate",
        "naive_bayes",
        "linear",
        "forest",
        "svm",
        "boosted",
        "ensemble",
    }


def test_an_empty_store_has_nothing_to_learn_from(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotEnoughData, match="sales-assistant import"):
        train_models(sqlite_store, ModelFiles(tmp_path), now=END)


def test_open_pursuits_are_scored_and_what_is_stored_is_what_was_said(
    office: tuple[Store, ModelFiles],
) -> None:
    store, files = office
    rounds = store.frames.rounds()
    still_open = rounds.loc[rounds["outcome"].isna(), "pursuit_id"].tolist()
    store.facts.put("data_version", 3)
    summary = score_pursuits(store, files, now=END)
    assert summary.scored == len(still_open)
    assert store.facts.get("scored_data_version") == 3
    for pursuit_id in still_open:
        score = store.scores.of(pursuit_id)
        assert score is not None
        told = sum(reason.points for reason in score.reasons)
        assert told == pytest.approx(100 * (score.win - score.base_rate), abs=0.02)
        if score.level is ScoreLevel.FULL:
            assert score.reasons[-1].text == EVERYTHING_ELSE


def test_chunks_score_as_the_whole(office: tuple[Store, ModelFiles], monkeypatch: pytest.MonkeyPatch) -> None:
    store, files = office
    score_pursuits(store, files, now=END)
    whole = [store.scores.of(pursuit_id) for pursuit_id in range(1, PURSUITS + 1)]
    monkeypatch.setattr("jobs.score_pursuits.CHUNK", 130)
    assert score_pursuits(store, files, now=END).scored == sum(score is not None for score in whole)
    assert [store.scores.of(pursuit_id) for pursuit_id in range(1, PURSUITS + 1)] == whole


def test_data_that_ended_long_ago_is_scored_as_of_its_end(office: tuple[Store, ModelFiles]) -> None:
    store, files = office
    store.facts.put("data_as_of", END.isoformat())
    score_pursuits(store, files, now=END + timedelta(days=3000))
    scored = next(score for score in map(store.scores.of, range(1, PURSUITS + 1)) if score)
    assert scored.as_of == END + timedelta(seconds=1)


def test_nothing_trained_nothing_scored(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotEnoughData, match="sales-assistant train"):
        score_pursuits(sqlite_store, ModelFiles(tmp_path), now=END)


def test_a_file_that_the_store_did_not_write_down_is_refused(office: tuple[Store, ModelFiles]) -> None:
    store, files = office
    folder = files.of(load_models(store, files).version)
    content, manifest = folder.load("cycle_length")
    folder.save(content | {"median": [0.0, 0.0, 0.0], "hazard": None}, manifest)
    with pytest.raises(ForeignModel, match="trained_cycle_length_model"):
        load_models(store, files)
