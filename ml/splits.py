"""Which rows train and which test: at random, newest last, and refitted as time goes; groups never cross.

A split depends on the rows' order, times and groups only, never on a feature or a model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ml.problem import Problem

    Rows = NDArray[np.int64]

TEST_SHARE = 0.2
SMALL = 2000  # rows; below, one inner fifth is too few to decide anything
_INNER_PARTS = 4


@dataclass(frozen=True)
class Split:
    """Positions of the training rows and of the test rows; by time, both from old to new."""

    name: str
    train: Rows
    test: Rows


def random_split(problem: Problem, *, seed: int, share: float = TEST_SHARE) -> Split:
    """A seeded share of the rows as test, whole groups at a time; the last group may exceed the share."""
    groups = np.unique(problem.groups)
    np.random.default_rng(seed).shuffle(groups)
    wanted = round(len(problem) * share)
    reached = np.cumsum(np.bincount(problem.groups)[groups])
    taken = groups[: int(np.searchsorted(reached, wanted)) + 1] if wanted else groups[:0]
    in_test = np.isin(problem.groups, taken)
    return Split("random", np.flatnonzero(~in_test), np.flatnonzero(in_test))


def time_split(problem: Problem, *, share: float = TEST_SHARE, name: str = "by_time") -> Split:
    """The newest share of the rows as test.

    A group goes by its newest row: with a late row all of its rows are tested, so nothing newer than the cut
    trains a model. Rows whose outcome was not yet known at the cut train nothing. Equal times keep the order
    of the rows.
    """
    age = group_age(problem)
    by_age = np.lexsort((_places(problem), age))
    cut = len(problem) - round(len(problem) * share)
    while 0 < cut < len(problem) and age[by_age[cut]] == age[by_age[cut - 1]]:
        cut -= 1
    test = by_age[cut:]
    return Split(name, _known_before(problem, by_age[:cut], test, age), test)


def held_back(problem: Problem, *, seed: int, share: float = TEST_SHARE) -> Split:
    """A test inside training rows: their newest share where they have an order, else a random share."""
    return (
        random_split(problem, seed=seed, share=share)
        if problem.order is None
        else time_split(problem, share=share)
    )


def inner_splits(training: Problem, *, seed: int) -> list[Split]:
    """Splits inside training rows, to decide by: one held back, or, of fewer than 2,000 rows, four that cover more.

    Small and with an order: the newest half in four blocks, each after all rows before it. Small and without:
    shuffled folds over all rows.
    """
    if len(training) >= SMALL:
        return [held_back(training, seed=seed)]
    if training.order is None:
        return [
            Split("fold", train, test) for train, test in grouped_folds(training, _INNER_PARTS, seed=seed)
        ]
    half = time_split(training, share=inner_share(training))
    return list(rolling_blocks(training, half, window=len(training), blocks=_INNER_PARTS))


def inner_share(training: Problem) -> float:
    """The newest share of training rows to decide by: a fifth, of small sets a half."""
    return TEST_SHARE if len(training) >= SMALL else 0.5


def rolling_blocks(problem: Problem, split: Split, *, window: int, blocks: int) -> Iterator[Split]:
    """The test rows of a split by time in blocks, each with the newest `window` rows known before it.

    A row whose group has a row in the block, or a newer one, does not train for that block.
    """
    age = group_age(problem)
    rows = np.concatenate([split.train, split.test])
    for test in np.array_split(split.test, min(blocks, len(split.test)) or 1):
        older = rows[age[rows] < age[test].min(initial=len(problem))]
        yield Split("rolling", _known_before(problem, older, test, age)[-window:], test)


def group_age(problem: Problem) -> Rows:
    """For each row the place, from oldest (0) to newest, of the newest row of its group."""
    newest = np.full(int(problem.groups.max(initial=-1)) + 1, -1)
    np.maximum.at(newest, problem.groups, _places(problem))
    return newest[problem.groups]


def _places(problem: Problem) -> Rows:
    by = np.arange(len(problem)) if problem.order is None else problem.order
    places = np.empty(len(problem), dtype=np.int64)
    places[np.argsort(by, kind="stable")] = np.arange(len(problem))
    return places


def _known_before(problem: Problem, older: Rows, test: Rows, age: Rows) -> Rows:
    """Those of the older rows whose outcome was known when the first group of the test came."""
    if problem.known is None or problem.order is None or not len(test):
        return older
    first = test[np.argmin(age[test])]
    came = problem.order[problem.groups == problem.groups[first]].max()
    return np.asarray(older[problem.known[older] <= came])


def grouped_folds(problem: Problem, folds: int, *, seed: int) -> list[tuple[Rows, Rows]]:
    """Shuffled folds as (train, test) positions; a group is in one fold.

    Groups are dealt out like cards, those with a positive outcome first, so that folds hold alike shares.
    """
    groups, inverse = np.unique(problem.groups, return_inverse=True)
    positive = np.zeros(len(groups))
    np.maximum.at(positive, inverse, problem.outcome)
    dealt = np.lexsort((np.random.default_rng(seed).permutation(len(groups)), -positive))
    fold_of = np.empty(len(groups), dtype=np.int64)
    fold_of[dealt] = np.arange(len(groups)) % folds
    fold = fold_of[inverse]
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(folds)]
