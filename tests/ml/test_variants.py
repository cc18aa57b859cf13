"""Thompson sampling: the chances told are those used, none below the floor, and the liked one comes forward."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.variants import FLOOR, choose, propensities

VOTES = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=3)


@given(VOTES)
def test_chances_add_up_to_one_and_keep_the_floor(votes: list[tuple[int, int]]) -> None:
    names = [str(k) for k in range(len(votes))]
    told = propensities(names, dict(zip(names, votes, strict=True)))
    assert sum(told) == pytest.approx(1, abs=1e-5)
    assert min(told) >= FLOOR - 1e-6


def test_without_votes_all_are_alike_and_one_alone_is_certain() -> None:
    assert propensities(("a", "b", "c"), {}) == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=1e-5)
    assert choose("m", ("a",), {}, "s") == ("a", 1.0)


def test_the_chance_is_that_of_being_best() -> None:
    """Against drawn rates of the same two Beta distributions."""
    votes = {"a": (12, 8), "b": (8, 12)}
    random = Random(1)  # noqa: S311 - a simulation
    wins = sum(random.betavariate(14, 10) > random.betavariate(10, 14) for _ in range(20_000)) / 20_000
    told = propensities(("a", "b"), votes)[0]
    assert told == pytest.approx(FLOOR + (1 - 2 * FLOOR) * wins, abs=0.01)


def test_the_same_seed_gives_the_same_and_many_seeds_keep_the_chances() -> None:
    votes = {"a": (9, 3), "b": (3, 9)}
    chosen = [choose("m", ("a", "b"), votes, str(k)) for k in range(4000)]
    assert chosen == [choose("m", ("a", "b"), votes, str(k)) for k in range(4000)]
    share = Counter(variant for variant, _ in chosen)["a"] / 4000
    assert share == pytest.approx(propensities(("a", "b"), votes)[0], abs=0.02)
    assert set(chosen) == set(zip(("a", "b"), propensities(("a", "b"), votes), strict=True))


def test_the_better_liked_one_comes_forward_over_months() -> None:
    shares = [0.0, 0.0]
    for team in range(5):
        random = Random(team)  # noqa: S311 - a simulation
        counted = {"a": [0, 0], "b": [0, 0]}
        for k in range(300):
            votes = {name: (ups, downs) for name, (ups, downs) in counted.items()}
            variant, _ = choose("m", ("a", "b"), votes, f"{team}/{k}")
            counted[variant][random.random() >= (0.75 if variant == "b" else 0.5)] += 1
            shares[k // 150] += variant == "b"
    assert shares[1] / (5 * 150) > 0.75
    assert shares[1] > shares[0]
