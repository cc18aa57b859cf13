from __future__ import annotations

from dataclasses import replace

import numpy as np

from ml.cycle_training import DaysRows, train_cycle_length
from ml.training_rows import TrainingRows


def test_the_days_are_foretold_better_than_by_the_median(planted_rows: TrainingRows) -> None:
    model, report = train_cycle_length(planted_rows, seed=0)
    forward = report["splits"]["by_time"]
    assert forward["hazard"]["mae"] < forward["median"]["mae"] == forward["median"]["median_mae"]
    assert report["verdict"]["signal"] == (model.hazard is not None)
    assert {factor["feature"] for factor in report["factors"]} >= {"employees", "days_since_entry"}


def test_days_without_any_cause_are_no_better_than_the_median(planted_rows: TrainingRows) -> None:
    draw = np.random.default_rng(0)
    features = planted_rows.features.apply(lambda column: column.array[draw.permutation(len(column))])
    model, report = train_cycle_length(replace(planted_rows, features=features), seed=0)
    assert model.hazard is None
    assert "no better than the median" in report["verdict"]["sentence"]
    assert report["chosen"] == {"random": "median", "by_time": "median"}


def test_with_few_won_rounds_it_says_so(planted_rows: TrainingRows) -> None:
    won = np.flatnonzero(planted_rows.snapshots["won"] == 1)[:12]
    few = replace(
        planted_rows, snapshots=planted_rows.snapshots.iloc[won], features=planted_rows.features.iloc[won]
    )
    model, report = train_cycle_length(few, seed=0)
    assert "from 20 on" in report["verdict"]["sentence"]
    assert model.median


def test_what_was_not_over_by_a_moment_still_counts_as_open_then(planted_rows: TrainingRows) -> None:
    lives = DaysRows.of(planted_rows)
    order = np.asarray(lives.problem.order)
    moment = float(np.median(order))
    days, ended = lives.seen_until(moment)
    assert (order + days * 86_400 <= np.maximum(moment, order) + 1).all()
    assert ended[order >= moment].sum() == 0
