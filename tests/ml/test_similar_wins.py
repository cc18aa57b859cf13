"""Won pursuits that looked alike: the nearest by what spoke for and against them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml.similar_wins import WonRounds
from ml.train import TrainedModels
from ml.training_rows import TrainingRows


def won(
    points: list[list[float]], *, pursuits: list[int] | None = None, closed: list[int] | None = None
) -> WonRounds | None:
    """Won rounds with these points, halfway through a hundred days."""
    count = len(points)
    table = pd.DataFrame(
        {
            "pursuit_id": pursuits or list(range(1, count + 1)),
            "won_known_at": pd.to_datetime("2026-01-01") - pd.to_timedelta(closed or range(count), "D"),
            "days_to_close": 50.0,
        }
    )
    return WonRounds.of(table, np.array(points), np.full(count, 50.0))


def line(count: int) -> list[list[float]]:
    return [[float(number), 0.0] for number in range(count)]


def test_the_nearest_come_first_and_never_the_pursuit_itself() -> None:
    found = won(line(12))
    assert found is not None
    near = found.like(np.array([5, 99]), np.array([[4.1, 0.0], [10.9, 0.0]]))
    assert found.pursuit_ids[near].tolist() == [[6, 4, 7], [12, 11, 10]]
    assert set(found.days.tolist()) == {100.0}


def test_what_is_far_from_all_is_like_none() -> None:
    found = won(line(12))
    assert found is not None
    assert found.like(np.array([99]), np.array([[80.0, 0.0]])).tolist() == [[-1, -1, -1]]
    assert found.like(np.array([99]), np.array([[25.0, 0.0]])).tolist() == [[11, -1, -1]]


def test_of_few_won_pursuits_none_is_shown() -> None:
    assert won(line(9)) is None


def test_a_pursuit_counts_once_by_its_newest_win() -> None:
    found = won(line(20), pursuits=[1, 1, *range(2, 20)], closed=[9, 3, *range(20, 38)])
    assert found is not None
    assert found.pursuit_ids.tolist()[0] == 1
    assert len(found.pursuit_ids) == 19
    assert found.points[0, 0] == 1.0


def test_the_same_data_give_the_same_and_the_file_keeps_it() -> None:
    found, again = won(line(30)), won(line(30))
    assert found is not None
    assert again is not None
    kept = WonRounds.from_content(found.as_content())
    assert kept is not None
    for name, values in vars(found).items():
        np.testing.assert_array_equal(values, getattr(again, name))
        np.testing.assert_array_equal(values, getattr(kept, name))
    assert WonRounds.from_content(None) is None


def test_what_was_won_is_like_itself(trained: TrainedModels, planted_rows: TrainingRows) -> None:
    """Rows of won pursuits have won neighbours at hand whose own points are close."""
    rounds = trained.win.won_rounds
    assert rounds is not None
    rows = planted_rows.features.head(50)
    _, points = trained.win.explain(rows)
    near = rounds.like(np.zeros(len(rows), np.int64), points)
    mine, theirs = points[:, rounds.columns], rounds.points[near[:, 0]]
    found = near[:, 0] >= 0
    assert found.mean() > 0.8
    assert np.linalg.norm((mine - theirs)[found], axis=1).max() == pytest.approx(0, abs=15)
