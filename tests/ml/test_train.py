from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ml.bench import Bench
from ml.data_preparation import Tables
from ml.records import ScoreLevel
from ml.train import TrainedModels, train
from ml.training_rows import TrainingRows
from tests.planted_company import END


def few(tables: Tables, won: int, lost: int) -> Tables:
    """The company with so many closed rounds, and thirty open ones."""
    outcome = tables.rounds["outcome"]
    kept = [np.flatnonzero(outcome == "won")[:won], np.flatnonzero(outcome == "lost")[:lost]]
    pursuits = tables.rounds["pursuit_id"].iloc[np.concatenate([*kept, np.flatnonzero(outcome.isna())[:30]])]
    return Tables(
        *(frame[frame["pursuit_id"].isin(pursuits)].reset_index(drop=True) for frame in vars(tables).values())
    )


def factors(trained: TrainedModels, question: str) -> list[str]:
    return [factor["feature"] for factor in trained.report[question]["factors"]]


def test_the_win_model_finds_the_planted_causes_and_not_the_idle_columns(trained: TrainedModels) -> None:
    size = {factor["feature"]: factor["mean_points"] for factor in trained.report["win"]["factors"]}
    idle = max(size[name] for name in ("country", "source", "prop:Fleet size", "prop:Region"))
    progress = sum(size.get(name, 0) for name in ("furthest", "state", "days_in_state"))
    agreed = sum(
        size.get(name, 0) for name in ("dated_next_step", "dated_next_steps_90d", "agreed_90d", "last_result")
    )
    assert progress > idle
    assert agreed > idle


def test_the_next_step_follows_a_dated_next_step(trained: TrainedModels) -> None:
    rows = [
        row for row in trained.report["next_step"]["moves_and_steps"] if row["move"] == "setting with a date"
    ]
    assert rows
    assert sum(row["difference"] > 0 for row in rows) >= len(rows) - 1
    assert max(row["low"] for row in rows) > 0


def test_setting_a_date_raises_the_chance_of_the_next_step(
    trained: TrainedModels, planted_rows: TrainingRows
) -> None:
    talked = planted_rows.features[planted_rows.features["dated_next_step"] == 0]
    before, after = (trained.next_step.chances(talked.assign(dated_next_step=value)) for value in (0.0, 1.0))
    assert (after - before).mean() > 0.02


def test_families_of_features_are_weighed(trained: TrainedModels) -> None:
    families = {row["family"]: row["auc_lost"] for row in trained.report["next_step"]["families"]}
    assert set(families) == {"event", "funnel", "cycle", "cuss", "company"}
    assert max(families.values()) > 0


def test_each_question_is_reported_like_any_assessment(trained: TrainedModels) -> None:
    json.dumps(trained.report, allow_nan=False)
    for question in ("win", "next_step"):
        report = trained.report[question]
        assert {
            "rows",
            "base_rate",
            "majority_rate",
            "splits",
            "chosen",
            "leaks",
            "calibration",
            "verdict",
        } <= set(report)
        for split in ("random", "by_time"):
            figures = report["splits"][split]
            assert {"base_rate", "linear", "forest", "ensemble"} <= set(figures)
            assert figures["ensemble"]["train_auc"] >= figures["ensemble"]["auc"]
    days = trained.report["cycle_length"]["splits"]["by_time"]["linear"]
    assert {"mae", "median_mae", "coverage"} <= set(days)


def test_the_manager_gets_a_paragraph(trained: TrainedModels) -> None:
    assert trained.report["win"]["summary"].count(".") >= 4


@pytest.mark.parametrize(("won", "lost"), [(0, 0), (9, 30)])
def test_below_ten_and_ten_there_is_the_base_rate_only(
    planted: Tables, quick_bench: Bench, won: int, lost: int
) -> None:
    small = train(few(planted, won, lost), as_of=END, bench=quick_bench)
    assert small.win.level is ScoreLevel.BASE_RATE
    assert small.win.ensemble is None
    assert "Too early to score" in small.report["win"]["verdict"]["sentence"]
    json.dumps(small.report, allow_nan=False)


def test_the_same_data_and_seed_give_the_same_chances_and_figures(
    planted: Tables, quick_bench: Bench
) -> None:
    part = few(planted, 45, 60)
    first, second = (train(part, as_of=END, bench=quick_bench) for _ in range(2))
    assert _without_seconds(first.report) == _without_seconds(second.report)
    assert first.digest == second.digest
    said = [one.judged.chances(one.win_problem.features).tolist() for one in (first, second)]
    assert said[0] == said[1]


def _without_seconds(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_seconds(part) for key, part in value.items() if key != "seconds"}
    return [_without_seconds(part) for part in value] if isinstance(value, list) else value
