from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml.calibration import Sigmoid
from ml.foundation import Foundation
from ml.records import ScoreLevel
from ml.train import TrainedModels
from ml.training_rows import TrainingRows
from ml.win import WinModel, level_of, shrinkage


@pytest.mark.parametrize(
    ("won", "lost", "level"),
    [
        (0, 0, ScoreLevel.BASE_RATE),
        (9, 900, ScoreLevel.BASE_RATE),
        (10, 10, ScoreLevel.SHRUNK),
        (39, 200, ScoreLevel.SHRUNK),
        (40, 40, ScoreLevel.FULL),
    ],
)
def test_the_level_goes_by_the_rarer_outcome(won: int, lost: int, level: ScoreLevel) -> None:
    assert level_of(won, lost) is level


def test_shrinkage_grows_with_the_rarer_outcome() -> None:
    assert shrinkage(ScoreLevel.SHRUNK, 10, 50) == 0.5
    assert shrinkage(ScoreLevel.SHRUNK, 39, 39) == pytest.approx(39 / 49)
    assert shrinkage(ScoreLevel.NO_SIGNAL, 400, 400) == 0


def changed(trained: TrainedModels, **parts: object) -> WinModel:
    return WinModel(**{**vars(trained.win), **parts})


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"level": ScoreLevel.SHRUNK, "won": 20, "lost": 60},
        {"sigmoid": Sigmoid(1.7, -0.4)},
        {"foundation": Foundation({"service": {"Payroll": 0.8}})},
    ],
)
def test_the_points_add_up_to_the_chance_minus_the_base_rate(
    trained: TrainedModels, planted_rows: TrainingRows, parts: dict[str, object]
) -> None:
    model = changed(trained, **parts)
    win, points = model.explain(planted_rows.features)
    assert np.allclose(points.sum(axis=1), 100 * (win - model.base_rate), atol=1e-2)
    assert np.allclose(win, model.chances(planted_rows.features), atol=1e-5)
    assert ((win > 0) & (win < 1)).all()


def test_a_shrunk_chance_lies_nearer_to_the_base_rate(
    trained: TrainedModels, planted_rows: TrainingRows
) -> None:
    full = trained.win.chances(planted_rows.features)
    shrunk = changed(trained, level=ScoreLevel.SHRUNK, won=12, lost=40)
    kept = (shrunk.chances(planted_rows.features) - shrunk.base_rate) / (full - shrunk.base_rate)
    assert np.allclose(kept, 12 / 22)


def test_a_segments_offset_is_told_under_the_segment(
    trained: TrainedModels, planted_rows: TrainingRows
) -> None:
    rows = planted_rows.features[planted_rows.features["service"] == "Payroll"]
    moved = changed(trained, foundation=Foundation({"service": {"Payroll": 2.0}}))
    column = list(planted_rows.features).index("service")
    assert (moved.explain(rows)[1][:, column] > trained.win.explain(rows)[1][:, column]).all()


def test_without_an_ensemble_everybody_gets_the_base_rate_and_no_reason() -> None:
    model = WinModel(ScoreLevel.NO_SIGNAL, 30, 90)
    win, points = model.explain(pd.DataFrame(index=range(3)))
    assert win.tolist() == [0.25] * 3
    assert points.shape == (3, 0)
    behind = model.stand_behind(win)
    assert (behind.like.tolist(), behind.like_won.tolist()) == ([120] * 3, [30] * 3)
    assert behind.low[0] < 0.25 < behind.high[0]


def test_it_comes_back_from_its_content(trained: TrainedModels, planted_rows: TrainingRows) -> None:
    again = WinModel.from_content(trained.win.as_content())
    rows = planted_rows.features.head(40)
    assert np.array_equal(again.explain(rows)[1], trained.win.explain(rows)[1])
    assert again.level is trained.win.level
