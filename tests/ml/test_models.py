"""Every model takes raw columns as they come, in and out, and answers alike each time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml.models import MODELS, SPECS, SVM_ROWS, ModelSpec, chances, ensemble_of, fit, fitted, seen_rows
from ml.problem import Problem

SMALL = [spec for spec in MODELS if spec.name != "ensemble"]
names = pytest.mark.parametrize("spec", MODELS, ids=[spec.name for spec in MODELS])


def dirty_problem(rows: int = 300, seed: int = 0) -> Problem:
    dice = np.random.default_rng(seed)
    calls = dice.poisson(3, rows).astype(np.float64)
    features = pd.DataFrame(
        {
            "calls": np.where(dice.random(rows) < 0.2, np.nan, calls),
            "empty": np.nan,
            "same": 1.0,
            "flag": dice.random(rows) < 0.5,
            "source": pd.Series(dice.choice(["web", "fair", "cold", ""], rows))
            .replace("", None)
            .astype("str"),
            "rare": pd.Series([f"r{row % 90}" for row in range(rows)], dtype="str"),
        }
    )
    won = (dice.random(rows) < 1 / (1 + np.exp(3 - calls))).astype(np.float64)
    return Problem(features, won, np.arange(rows))


@names
def test_dirty_columns_in_chances_out(spec: ModelSpec) -> None:
    problem = dirty_problem()
    said = chances(fit(spec, problem, seed=0), problem.features)
    assert said.shape == (300,)
    assert ((said >= 0) & (said <= 1)).all()


@names
def test_levels_and_gaps_never_seen_are_answered(spec: ModelSpec) -> None:
    problem = dirty_problem()
    filled = Problem(problem.features.assign(calls=2.0, source="web"), problem.outcome, problem.groups)
    model = fit(spec, filled, seed=0)
    new = problem.features.assign(source="from nowhere", calls=np.nan, flag=True)
    assert np.isfinite(chances(model, new)).all()


@names
def test_the_same_rows_and_seed_give_the_same_chances(spec: ModelSpec) -> None:
    problem = dirty_problem()
    first, again = (chances(fit(spec, problem, seed=7), problem.features) for _ in range(2))
    np.testing.assert_array_equal(first, again)


@names
def test_one_outcome_only_gives_the_base_rate(spec: ModelSpec) -> None:
    problem = dirty_problem()
    lost = Problem(problem.features, np.zeros(300), problem.groups)
    assert set(chances(fit(spec, lost, seed=0), problem.features)) == {0.0}


@pytest.mark.parametrize("name", ["naive_bayes", "linear", "forest", "svm", "boosted", "ensemble"])
def test_a_planted_cause_raises_the_chance(name: str) -> None:
    problem = dirty_problem(600)
    model = fit(SPECS[name], problem, seed=0)
    few, many = (chances(model, problem.features.assign(calls=calls)).mean() for calls in (0.0, 6.0))
    assert few + 0.3 < many


def test_the_support_vector_machine_sees_at_most_5000_rows() -> None:
    problem = Problem(pd.DataFrame({"x": np.zeros(6000)}), np.zeros(6000), np.arange(6000))
    seen = seen_rows(SPECS["svm"], problem, seed=0)
    assert (len(seen), len(set(seen.tolist()))) == (SVM_ROWS, SVM_ROWS)
    assert len(seen_rows(SPECS["forest"], problem, seed=0)) == 6000


def test_a_gap_is_filled_by_the_median_and_marked() -> None:
    features = pd.DataFrame({"calls": [1.0, 3.0, 50.0, np.nan]})
    problem = Problem(features, np.array([0.0, 1, 0, 1]), np.arange(4))
    prepare = fitted(SPECS["forest"].make(problem.columns, 0), problem)[:-1]
    assert prepare.transform(features)[3].tolist() == [3.0, 1.0]


def test_an_ensemble_is_the_mean_of_its_members() -> None:
    problem = dirty_problem()
    both = fitted(ensemble_of(("linear", "forest"), problem.columns, 0), problem)
    alone = [chances(fit(SPECS[name], problem, seed=0), problem.features) for name in ("linear", "forest")]
    np.testing.assert_allclose(chances(both, problem.features), np.mean(alone, axis=0))


def test_models_answer_on_one_core() -> None:
    problem = dirty_problem()
    assert fit(SPECS["forest"], problem, seed=0)[-1].n_jobs == 1
    assert fit(SPECS["ensemble"], problem, seed=0)[-1].estimators_[1][-1].n_jobs == 1


def test_a_saved_model_needs_scikit_learns_own_types_only() -> None:
    from skops.io import dumps, get_untrusted_types

    problem = dirty_problem()
    found = {name for spec in MODELS for name in get_untrusted_types(data=dumps(fit(spec, problem, seed=0)))}
    assert all(name.startswith(("sklearn.", "numpy.")) for name in found), found
