from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml.reasons import ACTIONS, name_reasons, raise_most, what_raises
from ml.records import EVERYTHING_ELSE, Reason
from ml.train import TrainedModels
from ml.training_rows import TrainingRows

AT = pd.Timestamp("2026-01-05")


def test_the_strongest_three_each_way_are_named_and_the_rest_is_summed() -> None:
    columns = [
        "employees",
        "industry",
        "country",
        "service",
        "source",
        "owner_win_rate",
        "cycle",
        "days_since_entry",
    ]
    row = pd.DataFrame([[6.0, "Food", "SG", "Payroll", "Web", 0.3, 2.0, 12.0]], columns=columns)
    points = np.array([[9.0, 1.0, -4.0, 3.0, 2.0, -6.0, -1.0, -2.0]])
    (told,) = name_reasons(row, points, points.sum(axis=1), as_of=AT).of_rows()
    assert told[0] == Reason(9.0, "64 employees")
    assert [reason.points for reason in told] == [9.0, -6.0, -4.0, 3.0, -2.0, 2.0, 0.0]
    assert told[-1].text == EVERYTHING_ELSE


def test_features_of_one_theme_are_one_reason_told_by_the_strongest() -> None:
    row = pd.DataFrame({"touches_14d": [4.0], "calls_90d": [7.0], "emails_90d": [0.0]})
    (told,) = name_reasons(row, np.array([[2.0, 5.0, -1.0]]), np.array([6.0]), as_of=AT).of_rows()
    assert told == (Reason(6.0, "7 calls in 90 days"), Reason(0.0, EVERYTHING_ELSE))


def test_weak_reasons_are_part_of_the_rest() -> None:
    row = pd.DataFrame({"employees": [6.0], "industry": ["Food"]})
    (told,) = name_reasons(row, np.array([[0.3, 0.2]]), np.array([0.5]), as_of=AT).of_rows()
    assert told == (Reason(0.5, EVERYTHING_ELSE),)


def test_every_rows_reasons_add_up(trained: TrainedModels, planted_rows: TrainingRows) -> None:
    win, points = trained.win.explain(planted_rows.features)
    named = name_reasons(planted_rows.features, points, 100 * (win - trained.win.base_rate), as_of=AT)
    sums = [sum(reason.points for reason in reasons) for reasons in named.of_rows()]
    assert sums == pytest.approx((100 * (win - trained.win.base_rate)).tolist(), abs=0.02)


def test_the_promised_gain_is_what_the_model_says_afterwards(
    trained: TrainedModels, planted_rows: TrainingRows
) -> None:
    ensemble = trained.win.ensemble
    assert ensemble is not None
    rows = planted_rows.features.head(200)
    win = trained.win.chances(rows)
    best, gain = raise_most(trained.win, rows, win, ensemble.prepare(rows))
    assert (best >= 0).any()
    assert (gain[best >= 0] >= 1).all()
    for k, action in enumerate(ACTIONS):
        chosen = best == k
        if chosen.any():
            done = rows[chosen].assign(**action.done(rows[chosen], ensemble.ranges))
            after = trained.win.chances(done)
            assert 100 * (after - win[chosen]) == pytest.approx(gain[chosen], abs=0.05)


def test_further_changes_come_after_the_best_and_within_what_training_saw(
    trained: TrainedModels, planted_rows: TrainingRows
) -> None:
    ensemble = trained.win.ensemble
    assert ensemble is not None
    rows = planted_rows.features.head(300)
    found = what_raises(trained.win, rows, trained.win.chances(rows), ensemble.prepare(rows))
    named = found.actions >= 0
    assert (named.sum(axis=1) > 1).any()
    assert (np.diff(named.astype(int), axis=1) <= 0).all()  # no gap before a named one
    assert (found.points[named] >= 1).all()
    assert (np.diff(np.where(named, found.points, 0.0), axis=1) <= 0).all()
    for row, action in zip(*np.nonzero(named), strict=True):
        for name, after in (
            ACTIONS[found.actions[row, action]].done(rows.iloc[[row]], ensemble.ranges).items()
        ):
            assert ensemble.ranges[name][0] <= after[0] <= ensemble.ranges[name][1]


def test_a_change_that_training_never_saw_is_not_proposed(planted_rows: TrainingRows) -> None:
    rows = planted_rows.features.head(3)
    (action,) = [one for one in ACTIONS if "dated_next_step" in one.sets]
    after = action.done(rows, {"dated_next_step": (0.0, 0.0)})
    assert after["dated_next_step"].tolist() == [0.0, 0.0, 0.0]


def test_nothing_is_promised_where_nothing_is_told_apart(planted_rows: TrainingRows) -> None:
    from ml.records import ScoreLevel
    from ml.win import WinModel

    best, _ = raise_most(
        WinModel(ScoreLevel.NO_SIGNAL, 5, 5), planted_rows.features, np.zeros(len(planted_rows)), {}
    )
    assert (best == -1).all()
