from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.wiring import build_new
from jobs import score_pursuits, train_models
from jobs.score_pursuits import ScoreSummary
from ml.records import ModelRecord

Run = Callable[..., Any]
NOW = datetime(2026, 11, 20, tzinfo=UTC)
REPORT: dict[str, Any] = {"rows": 7, "splits": {}, "verdict": {"signal": False, "sentence": "Nothing yet."}}


@pytest.fixture
def store(run_command: Run, tmp_path: Path) -> Run:
    build_new(Settings.read({}, tmp_path)).store.close()
    return run_command


def test_training_shows_its_report(store: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_models, "train_models", lambda *_, **__: {"win": REPORT})
    assert store("train", "--json").document == {"win": REPORT}
    assert "Nothing yet." in store("train").out


def test_without_data_training_says_what_to_do(store: Run) -> None:
    refused = store("train", "--json")
    assert (refused.exit, refused.out) == (1, "")
    assert "sales-assistant import" in refused.err.splitlines()[-1]


def test_evaluate_shows_the_current_models(store: Run, tmp_path: Path) -> None:
    with build_new(Settings.read({}, tmp_path)) as office:
        office.store.models.add(ModelRecord("win", "win-1", NOW, "a", {**REPORT, "rows": 1}))
        office.store.models.add(ModelRecord("win", "win-2", NOW, "b", REPORT))
    assert store("evaluate", "--json").document == {"win": REPORT}


def test_evaluate_before_training(store: Run) -> None:
    assert store("evaluate").err == "No model is trained yet: run `sales-assistant train` first.\n"


def test_evaluate_shows_the_models_side_by_side(store: Run, tmp_path: Path) -> None:
    figures = dict.fromkeys(("accuracy", "train_accuracy", "auc", "train_auc", "auc_low", "auc_high"), 0.6)
    split = dict.fromkeys(("base_rate", "linear", "forest", "svm"), figures)
    report = {**REPORT, "splits": {"random": split, "by_time": split}, "base_rate": 0.3}
    with build_new(Settings.read({}, tmp_path)) as office:
        office.store.models.add(ModelRecord("win", "win-1", NOW, "a", report))
    told = store("evaluate", "--json").document["win"]
    assert [row["model"] for row in told["side_by_side"]["rows"]] == ["linear", "forest", "svm", "base_rate"]
    assert {key: told[key] for key in report} == report


def test_scoring_says_how_many(store: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_pursuits, "score_pursuits", lambda *_, **__: ScoreSummary(1200, 3.25))
    assert store("score", "--json").document == {"scored": 1200, "seconds": 3.25}
    assert store("score").err == "1,200 pursuits scored in 3.2 s.\n"
