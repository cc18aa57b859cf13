"""Which of a few variants is shown next: Thompson sampling over thumbs, each variant kept alive, its chance told.

Thompson (Biometrika 25, 1933): a variant is shown as often as it is likely to be the best. Its rate of thumbs up has
a Beta distribution over a prior that all variants share. The chances are computed, not drawn, so that what is logged
beside a vote is exactly the chance with which the variant was shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate

# Each variant keeps at least this chance, so that none dies by bad luck and each vote can be weighed by its inverse.
FLOOR = 0.1
# The shared rate counts as so many votes on each variant.
PRIOR_VOTES = 4
_STEPS = 400


def choose(
    move: str, variants: Sequence[str], votes: Mapping[str, tuple[int, int]], seed: str
) -> tuple[str, float]:
    """The variant to show, and the chance with which it was chosen.

    Parameters
    ----------
    move
        What the variants are of; draws of different moves are independent.
    variants
        Two or three names; a single one is certain.
    votes
        By variant: thumbs up and down.
    seed
        The same seed and votes give the same variant, such as the suggestion's id.
    """
    chances = propensities(variants, votes)
    drawn = _between_0_and_1(f"{seed}|{move}")
    place = next((k for k, upto in enumerate(accumulate(chances)) if drawn < upto), len(variants) - 1)
    return variants[place], chances[place]


def propensities(variants: Sequence[str], votes: Mapping[str, tuple[int, int]]) -> tuple[float, ...]:
    """The chance of each variant, together 1: how likely it is the best, and never below the floor.

    >>> propensities(("a", "b"), {})
    (0.5, 0.5)
    """
    best = _likely_best(tuple(votes.get(variant, (0, 0)) for variant in variants))
    floor = min(FLOOR, 1 / len(variants))
    return tuple(round(floor + (1 - floor * len(variants)) * chance, 6) for chance in best)


@lru_cache(maxsize=1000)
def _likely_best(votes: tuple[tuple[int, int], ...]) -> tuple[float, ...]:
    """How likely each has the highest rate: over a grid of rates, that it is here and all others are below."""
    ups, downs = (sum(one[k] for one in votes) for k in (0, 1))
    rate = (ups + 1) / (ups + downs + 2)
    told = [_density(PRIOR_VOTES * rate + up, PRIOR_VOTES * (1 - rate) + down) for up, down in votes]
    below = [_below(density) for density in told]
    first = [
        sum(
            density[x] * math.prod(other[x] for k, other in enumerate(below) if k != place)
            for x in range(_STEPS)
        )
        for place, density in enumerate(told)
    ]
    return tuple(chance / sum(first) for chance in first)


def _density(a: float, b: float) -> list[float]:
    """Beta(a, b) over the middles of the grid's steps, together 1."""
    middles = ((k + 0.5) / _STEPS for k in range(_STEPS))
    logs = [(a - 1) * math.log(x) + (b - 1) * math.log1p(-x) for x in middles]
    most = max(logs)
    weights = [math.exp(one - most) for one in logs]
    total = sum(weights)
    return [weight / total for weight in weights]


def _below(density: Sequence[float]) -> list[float]:
    """How likely the rate is below the middle of each step."""
    return [upto - here / 2 for upto, here in zip(accumulate(density), density, strict=True)]


def _between_0_and_1(text: str) -> float:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") / 2**64
