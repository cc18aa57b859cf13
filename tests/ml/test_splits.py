"""Groups never cross a split, the newest rows are tested, and features and models have no say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.problem import Problem
from ml.splits import (
    Split,
    group_age,
    grouped_folds,
    held_back,
    inner_splits,
    random_split,
    rolling_blocks,
    time_split,
)


def problem_of(
    groups: list[int], order: list[float] | None = None, known: list[float] | None = None
) -> Problem:
    numbers = np.unique(groups, return_inverse=True)[1].astype(np.int64)
    outcome = (np.arange(len(groups)) % 3 == 0).astype(np.float64)
    times = None if order is None else np.array(order)
    ends = None if known is None else np.array(known)
    return Problem(pd.DataFrame({"x": np.arange(len(groups))}), outcome, numbers, times, ends)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    groups = draw(st.lists(st.integers(0, 15), min_size=5, max_size=60))
    size = len(groups)
    order = draw(st.lists(st.integers(0, 20).map(float), min_size=size, max_size=size))
    return problem_of(groups, order)


def crossing(problem: Problem, split: Split) -> set[int]:
    return set(problem.groups[split.train].tolist()) & set(problem.groups[split.test].tolist())


@given(problems(), st.integers(0, 5))
def test_no_group_crosses_any_split(problem: Problem, seed: int) -> None:
    by_time = time_split(problem)
    splits = [random_split(problem, seed=seed), by_time, held_back(problem, seed=seed)]
    splits += rolling_blocks(problem, by_time, window=10, blocks=4)
    splits += inner_splits(problem, seed=seed)
    splits += [Split("fold", *fold) for fold in grouped_folds(problem, 3, seed=seed)]
    assert [crossing(problem, split) for split in splits] == [set()] * len(splits)


@given(problems(), st.integers(0, 5))
def test_every_row_is_in_one_half(problem: Problem, seed: int) -> None:
    for split in (random_split(problem, seed=seed), time_split(problem)):
        assert sorted([*split.train, *split.test]) == list(range(len(problem)))


@given(problems())
def test_by_time_no_training_row_is_newer_than_the_newest_of_a_tested_group(problem: Problem) -> None:
    split = time_split(problem)
    age = group_age(problem)
    assert max(age[split.train], default=-1) < min(age[split.test], default=len(problem))


@given(problems())
def test_rolling_blocks_cover_the_test_rows_once_and_look_back_only(problem: Problem) -> None:
    split, age = time_split(problem), group_age(problem)
    blocks = list(rolling_blocks(problem, split, window=7, blocks=3))
    assert np.concatenate([block.test for block in blocks]).tolist() == split.test.tolist()
    for block in blocks:
        assert len(block.train) <= 7
        assert max(age[block.train], default=-1) < min(age[block.test], default=len(problem))


def test_the_newest_fifth_in_order() -> None:
    split = time_split(problem_of(list(range(10)), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]))
    assert (split.train.tolist(), split.test.tolist()) == ([9, 8, 7, 6, 5, 4, 3, 2], [1, 0])


def test_without_times_the_rows_stand_in_order() -> None:
    assert time_split(problem_of(list(range(10)))).test.tolist() == [8, 9]


def test_a_group_goes_by_its_newest_row() -> None:
    split = time_split(problem_of([0, 1, 2, 3, 4, 5, 6, 7, 8, 0], [float(i) for i in range(10)]))
    assert split.test.tolist() == [0, 9]


def test_a_random_fifth_by_seed() -> None:
    problem = problem_of(list(range(1000)))
    first, again, other = (random_split(problem, seed=seed).test.tolist() for seed in (1, 1, 2))
    assert len(first) == 200
    assert first == again != other


def test_features_have_no_say() -> None:
    problem = problem_of([0, 0, 1, 2, 3, 4, 5, 6, 7, 8], [float(i) for i in range(10)])
    bare = Problem(problem.features[[]], problem.outcome, problem.groups, problem.order)
    for split in (lambda one: random_split(one, seed=3), time_split):
        assert split(problem).test.tolist() == split(bare).test.tolist()


def test_a_row_whose_outcome_was_not_known_at_the_cut_trains_nothing() -> None:
    order = [float(i) for i in range(10)]
    split = time_split(problem_of(list(range(10)), order, [time + 3 for time in order]))
    assert (split.train.tolist(), split.test.tolist()) == ([0, 1, 2, 3, 4, 5], [8, 9])


def test_folds_hold_alike_shares_of_positives() -> None:
    problem = problem_of(list(range(300)))
    shares = [problem.outcome[test].mean() for _, test in grouped_folds(problem, 5, seed=0)]
    assert max(shares) - min(shares) < 0.02


@pytest.mark.parametrize(("rows", "splits"), [(300, 4), (2500, 1)])
def test_small_training_sets_are_judged_on_more_of_their_rows(rows: int, splits: int) -> None:
    ordered = problem_of(list(range(rows)), [float(i) for i in range(rows)])
    assert len(inner_splits(ordered, seed=0)) == splits
    assert len(inner_splits(ordered.without_order(), seed=0)) == splits
