from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

import numpy as np
import pytest

from ml.retargeting import TimingModel, fit_timing
from ml.timing_events import NO_ANSWER
from ml.timing_periods import BINS, Periods, periods
from ml.timing_training import concordance, train_timing
from tests.planted_timing import END, even, planted


def fading(days: float, tries: int, _at: datetime) -> float:
    """Silence and tries in vain make an answer less likely."""
    return max(0.05, 0.62 - 0.012 * min(days, 30) - 0.08 * min(tries, 4))


@cache
def fading_rows(count: int = 400) -> Periods:
    return periods(planted(count, fading), as_of=END)


def test_few_responses_give_a_table_more_give_rates_many_the_hazard() -> None:
    few, some, many = (fit_timing(fading_rows(count), seed=0) for count in (6, 40, 400))
    assert (few.level, some.level, many.level) == ("cadence", "rates", "hazard")
    assert few.answers < 50 <= some.answers <= 300 < many.answers


def test_the_table_knows_one_rate_and_it_is_drawn_to_the_usual() -> None:
    model = fit_timing(fading_rows(6), seed=0)
    rows = fading_rows(6)
    assert len(np.unique(model.chances(rows.before))) == 1
    plain = rows.outcome[rows.touched].mean()
    assert min(plain, 0.3) <= model.rate <= max(plain, 0.3)


def test_rates_are_drawn_to_the_teams() -> None:
    rows = fading_rows(60)
    model = fit_timing(rows, seed=0)
    for k in range(BINS):
        here = rows.touched & (rows.bin == k)
        plain = rows.outcome[here].mean() if here.any() else model.rate
        assert min(plain, model.rate) - 1e-9 <= model.rates[k] <= max(plain, model.rate) + 1e-9


def test_the_hazard_recovers_what_was_planted() -> None:
    model = fit_timing(fading_rows(), seed=0)
    rows = fading_rows()
    first = rows.before.take(np.flatnonzero(rows.before.attempt == 1)[:1])
    fourth = replace(first, attempt=np.array([4]), last=np.array([NO_ANSWER]))
    chances = model.chances(first)[0]
    assert chances[0] == pytest.approx(0.61, abs=0.07)
    assert chances[4] == pytest.approx(0.36, abs=0.09)
    assert model.chances(fourth)[0, 1] < chances[1] - 0.1


def test_it_is_kept_and_read_back_as_it_was() -> None:
    for count in (6, 400):
        model = fit_timing(fading_rows(count), seed=0)
        again = TimingModel.from_content(model.as_content())
        before = fading_rows(6).before
        assert np.array_equal(again.chances(before), model.chances(before))
        assert again.level == model.level


def test_the_same_data_and_seed_give_the_same_model() -> None:
    one, other = (fit_timing(fading_rows(), seed=0) for _ in range(2))
    assert one.hazard is not None
    assert other.hazard is not None
    assert np.array_equal(one.hazard.weights, other.hazard.weights)


def test_nothing_at_all_is_told_by_the_table() -> None:
    rows = fading_rows().take(np.zeros(0, np.int64))
    model = fit_timing(rows, seed=0)
    assert (model.level, model.answers, model.rate) == ("cadence", 0, 0.3)
    assert np.isfinite([*model.rates, *model.idle]).all()
    assert model.chances(rows.before).shape == (0, BINS)


def test_an_unknown_source_is_no_trouble() -> None:
    model = fit_timing(fading_rows(), seed=0)
    before = fading_rows().before.take(np.arange(3))
    odd = replace(before, source=np.array(["", None, "<!channel>"], object))
    assert np.isfinite(model.chances(odd)).all()


# --- training and judging forward in time ---------------------------------------------------------------------------


def test_forward_in_time_the_hazard_is_better_than_the_rates_and_the_table() -> None:
    model, report = train_timing(planted(500, fading), END)
    loss = report["log_loss"]["touches"]
    assert model.level == report["level"] == "hazard"
    assert loss["hazard"] < loss["rates"] < loss["cadence"] + 0.01
    assert report["log_loss"]["all"]["hazard"] < report["log_loss"]["all"]["rates"]
    assert report["concordance"] > 0.5
    assert report["verdict"]["signal"]
    well = [row["low"] - 0.05 <= row["promised"] <= row["high"] + 0.05 for row in report["by_bin"]]
    assert all(well)


def test_shuffled_outcomes_are_told_no_better_than_by_the_pooled_rate() -> None:
    tables = planted(400, even, seed=3)
    shuffled = tables.touches.assign(
        answered=np.random.default_rng(0).permutation(tables.touches["answered"].to_numpy())
    )
    model, report = train_timing(replace(tables, touches=shuffled), END)
    loss = report["log_loss"]["touches"]
    share = report["answered_share"]
    base = -(share * np.log(share) + (1 - share) * np.log(1 - share))
    assert loss["hazard"] > base - 0.01
    assert model.level in {"rates", "hazard"}
    if model.level == "rates":
        assert not report["verdict"]["signal"]
        assert "no better" in report["verdict"]["sentence"]


def test_too_few_touches_are_said_to_be_too_few() -> None:
    model, report = train_timing(planted(10), END)
    assert model.level == "cadence"
    assert "too few" in report["verdict"]["sentence"]
    assert "log_loss" not in report


def test_names_of_companies_do_not_matter_and_neither_do_their_numbers() -> None:
    tables = planted(200, fading, seed=1)
    renamed = replace(tables, rounds=tables.rounds.assign(company_id=tables.rounds["company_id"] * 7 + 3))
    one, other = train_timing(tables, END)[1], train_timing(renamed, END)[1]
    assert one == other


def test_concordance_of_a_coin_is_a_half() -> None:
    days, ended = np.array([1.0, 2.0, 3.0]), np.array([True, True, True])
    assert concordance(days, ended, np.zeros(3)) == 0.5
    assert concordance(days, ended & False, np.zeros(3)) is None
