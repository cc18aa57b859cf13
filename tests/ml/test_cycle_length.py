from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml.cycle_length import CycleLengthModel, HazardDays, LinearDays
from ml.timeline import Floats, Ints


def companies(count: int, seed: int) -> tuple[pd.DataFrame, Floats]:
    """Head counts (in doublings) and touches, and days that take 12 more for each doubling."""
    draw = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {"employees": draw.normal(6, 1.5, count), "touches_30d": draw.poisson(3, count).astype(float)}
    )
    return frame, np.maximum(1.0, 20 + 12 * frame["employees"].to_numpy() + draw.normal(0, 25, count))


def test_the_planted_days_per_doubling_lie_in_the_interval_and_touches_say_nothing() -> None:
    features, days = companies(600, 0)
    factors = {f["feature"]: f for f in LinearDays.fitted(features, days, np.arange(600)).factors()}
    assert factors["employees"]["low"] < 12 < factors["employees"]["high"]
    assert factors["touches_30d"]["low"] < 0 < factors["touches_30d"]["high"]
    assert "doublings" in factors["employees"]["unit"]


def test_intervals_know_that_snapshots_of_one_pursuit_are_alike() -> None:
    features, days = companies(150, 1)
    four = np.repeat(np.arange(150), 4)
    plain = LinearDays.fitted(features, days, np.arange(150)).errors
    copied = LinearDays.fitted(features.iloc[four], days[four], four).errors
    assert np.allclose(copied, plain, rtol=0.02)


def lives(count: int, seed: int, *, until: float) -> tuple[pd.DataFrame, Floats, Ints]:
    """Exponential days to winning, twice as long for big companies, cut off by the end of the data."""
    draw = np.random.default_rng(seed)
    big = draw.random(count) < 0.5
    days = draw.exponential(np.where(big, 120, 60))
    lost = draw.exponential(200, count)
    ends, ended = np.minimum(days, lost), np.where(days < lost, 1, 2)
    seen = draw.uniform(5, until, count)
    frame = pd.DataFrame({"employees": np.where(big, 10.0, 4.0), "cycle": 1.0})
    return frame, np.minimum(ends, seen), np.where(ends <= seen, ended, 0)


def test_open_rounds_count_so_that_long_cycles_are_not_forgotten() -> None:
    features, lasted, ended = lives(6000, 2, until=150)
    said = HazardDays.fitted(features, lasted, ended, seed=0).days(
        pd.DataFrame({"employees": [4.0, 10.0], "cycle": 1.0})
    )
    # won rounds alone, in a world where nothing is cut off and the lost ones leave at 1 in 200 a day
    true = [np.log(2) / (1 / 60 + 1 / 200), np.log(2) / (1 / 120 + 1 / 200)]
    naive = np.median(lasted[(ended == 1) & (features["employees"] == 10)])
    assert said[:, 1] == pytest.approx(true, rel=0.25)
    assert naive < 0.75 * true[1]


def test_the_interval_lies_around_the_expectation_and_covers() -> None:
    features, lasted, ended = lives(6000, 3, until=2000)
    won = ended == 1
    said = HazardDays.fitted(features, lasted, ended, seed=0).days(features[won])
    assert (np.diff(said, axis=1) > 0).all()
    inside = (said[:, 0] <= lasted[won]) & (lasted[won] <= said[:, 2])
    assert 0.75 < inside.mean() < 0.88


def test_without_any_lost_round_the_hazard_still_stands() -> None:
    features, lasted, ended = lives(500, 4, until=500)
    said = HazardDays.fitted(features, lasted, np.minimum(ended, 1), seed=0).days(features)
    assert np.isfinite(said).all()


def test_the_median_speaks_where_nothing_beats_it_and_nothing_where_nothing_is_known() -> None:
    rows = pd.DataFrame({"employees": [1.0, 2.0]})
    assert CycleLengthModel((5.0, 20.0, 70.0)).days(rows).tolist() == [[5, 20, 70]] * 2
    assert np.isnan(CycleLengthModel(()).days(rows)).all()


def test_it_comes_back_from_its_content() -> None:
    features, lasted, ended = lives(500, 5, until=500)
    model = CycleLengthModel(
        (1.0, 2.0, 3.0),
        HazardDays.fitted(features, lasted, ended, seed=0),
        LinearDays.fitted(features, lasted, np.arange(500)),
    )
    again = CycleLengthModel.from_content(model.as_content())
    assert np.array_equal(again.days(features), model.days(features))
    assert again.linear is not None
    assert again.linear.factors() == model.linear.factors() if model.linear else False
