from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from ml.bench import Bench
from ml.frozen_test import FrozenTest, frozen_json, in_force, kept_aside
from ml.models import SPECS
from ml.problem import Problem
from ml.train import TrainedModels, _evaluate

DAY = date(2026, 1, 5)


def snapshots(pursuits: int = 400, *, first: int = 1) -> pd.DataFrame:
    """Two snapshots of each closed pursuit, one closed a day; every third was won."""
    ids = np.repeat(np.arange(first, first + pursuits), 2)
    closed = np.datetime64("2024-06-01") + (ids - 1).astype("timedelta64[D]")
    return pd.DataFrame({"pursuit_id": ids, "won": (ids % 3 == 0).astype(float), "won_known_at": closed})


@pytest.fixture
def chosen() -> FrozenTest:
    [test] = in_force([], snapshots(), on=DAY)[0]
    return test


def test_two_in_five_of_the_newest_half_are_kept_aside(chosen: FrozenTest) -> None:
    assert min(chosen.pursuits) > 200
    assert 60 < len(chosen.pursuits) < 100
    assert chosen.pursuits == tuple(sorted(set(chosen.pursuits)))
    assert (chosen.version, chosen.made_on) == (1, DAY)


def test_once_chosen_it_stays_whatever_arrives(chosen: FrozenTest) -> None:
    known, now = in_force([chosen], snapshots(900), on=DAY + timedelta(days=364))
    assert known == now == (chosen,)
    assert FrozenTest.from_json(chosen.as_json()) == chosen
    assert chosen.digest != FrozenTest(1, DAY, chosen.pursuits[1:]).digest


def test_a_year_later_a_second_one_is_added_beside_it(chosen: FrozenTest) -> None:
    known, now = in_force([chosen], snapshots(900), on=DAY + timedelta(days=365))
    assert [test.version for test in known] == [1, 2]
    assert now == known
    assert not set(known[0].pursuits) & set(known[1].pursuits)
    third, in_use = in_force(known, snapshots(1500), on=DAY + timedelta(days=731))
    assert [test.version for test in third] == [1, 2, 3]
    assert [test.version for test in in_use] == [2, 3]


def test_too_few_outcomes_make_no_set() -> None:
    assert in_force([], snapshots(150), on=DAY) == ((), ())
    only_lost = snapshots().assign(won=0.0)
    assert in_force([], only_lost, on=DAY) == ((), ())


def test_nothing_closed_makes_no_set() -> None:
    assert in_force([], snapshots().assign(won=np.nan), on=DAY) == ((), ())
    assert in_force([], snapshots().iloc[:0], on=DAY) == ((), ())


def test_open_pursuits_are_not_chosen() -> None:
    table = snapshots()
    table.loc[table["pursuit_id"] > 350, "won"] = np.nan
    [test] = in_force([], table, on=DAY)[0]
    assert max(test.pursuits) <= 350


def test_figures_on_the_set(chosen: FrozenTest) -> None:
    table = snapshots()
    aside = kept_aside([chosen], table)
    assert aside.sum() == 2 * len(chosen.pursuits)
    outcome = table["won"].to_numpy()[aside]
    problem = Problem(pd.DataFrame(index=range(len(outcome))), outcome, table["pursuit_id"].to_numpy()[aside])
    told = frozen_json(chosen, problem, 0.2 + 0.6 * outcome, 1 / 3)
    assert told
    assert (told["auc"], told["brier"], told["pursuits"]) == (1.0, 0.04, len(chosen.pursuits))
    assert told["base_brier"] > 0.2
    assert frozen_json(chosen, problem.take(np.array([], np.int64)), np.array([]), 0.3) is None


def test_what_is_kept_aside_trains_no_judged_model(trained: TrainedModels) -> None:
    problem = trained.win_problem
    aside = problem.groups % 5 == 0
    report = _evaluate(problem, Bench(models=(SPECS["base_rate"],)), aside)
    assert report
    for split in report.splits.values():
        assert len(split.split.train)
        assert not aside[split.split.train].any()
    assert aside[report.forward.split.test].any()


def test_a_training_freezes_a_set_and_reports_on_it(trained: TrainedModels) -> None:
    [test] = trained.frozen
    [told] = trained.report["win"]["frozen"]
    assert (told["version"], told["digest"]) == (1, test.digest)
    assert told["pursuits"] == len(test.pursuits)
    assert 0 < told["brier"] < 1
