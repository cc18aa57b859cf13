from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from ml import leaf_tables
from ml.ensemble import Ensemble, fit_members
from ml.models import chances
from ml.problem import Problem

ROWS = 400


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Numbers with gaps and words, with a known pull of `strong` and of the word 'b'."""
    draw = np.random.default_rng(3)
    strong, weak = draw.normal(size=ROWS), draw.normal(size=ROWS)
    word = draw.choice(["a", "b", "c"], ROWS)
    outcome = (draw.random(ROWS) < 1 / (1 + np.exp(-2 * strong - 1.5 * (word == "b")))).astype(float)
    features = pd.DataFrame(
        {
            "strong": np.where(draw.random(ROWS) < 0.2, np.nan, strong),
            "weak": weak,
            "word": pd.array(word, dtype="str"),
        }
    )
    return Problem(features, outcome, np.arange(ROWS))


@pytest.fixture(scope="module")
def members(problem: Problem) -> dict[str, Any]:
    return fit_members(problem, ("linear", "forest", "boosted"), seed=0)


@pytest.mark.parametrize("name", ["linear", "forest", "boosted"])
def test_what_features_moved_adds_up_to_the_chance(
    name: str, problem: Problem, members: dict[str, Any]
) -> None:
    one = Ensemble.of({name: members[name]}, problem.features)
    explained = one.explain(one.prepare(problem.features))
    assert np.allclose(explained.chance, chances(members[name], problem.features), atol=1e-5)
    assert np.allclose(explained.base + explained.moved.sum(axis=1), explained.chance, atol=1e-5)


@pytest.mark.parametrize("name", ["linear", "forest", "boosted"])
def test_the_planted_causes_move_most(name: str, problem: Problem, members: dict[str, Any]) -> None:
    one = Ensemble.of({name: members[name]}, problem.features)
    size = np.abs(one.explain(one.prepare(problem.features)).moved).mean(axis=0)
    assert np.argsort(-size).tolist()[0] == 0
    assert size[1] == size.min()


def test_levels_and_missing_marks_belong_to_their_feature(members: dict[str, Any]) -> None:
    prepare = members["forest"]["prepare"]
    owner = leaf_tables.owners(prepare, ["strong", "weak", "word"])
    names = prepare.get_feature_names_out()
    assert len(owner) == len(names)
    expected = {"strong": 0, "weak": 1, "missingindicator_strong": 0, "word_a": 2, "word_b": 2, "word_c": 2}
    assert {name: int(k) for name, k in zip(names, owner, strict=True)} == expected


@pytest.mark.parametrize("name", ["linear", "forest"])
def test_changed_numbers_read_as_if_prepared_anew(
    name: str, problem: Problem, members: dict[str, Any]
) -> None:
    prepare = members[name]["prepare"]
    changed = {"strong": np.full(ROWS, 0.5), "weak": np.linspace(-1, 1, ROWS)}
    quick = leaf_tables.with_numbers(prepare, prepare.transform(problem.features), changed)
    assert np.allclose(quick, prepare.transform(problem.features.assign(**changed)))


def test_a_slope_where_two_points_meet_is_the_tangent() -> None:
    slope = leaf_tables.secant(np.array([0.0, 2.0]), np.array([0.5, 0.9]), (0.0, 0.5), tangent=0.25)
    assert slope.tolist() == [0.25, 0.2]
