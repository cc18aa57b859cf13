"""Intervals for shares: one share, and the difference of two."""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054


def wilson(answered: float, tried: float, z: float = Z95) -> tuple[float, float]:
    """The score interval of a share (Wilson, 1927), between 0 and 1; nothing is known without a try.

    >>> [round(end, 3) for end in wilson(7, 9)]
    [0.453, 0.937]
    """
    if tried <= 0:
        return 0.0, 1.0
    share = answered / tried
    middle = (share + z * z / (2 * tried)) / (1 + z * z / tried)
    half = z / (1 + z * z / tried) * sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return max(0.0, middle - half), min(1.0, middle + half)


def difference(one: tuple[float, float], other: tuple[float, float], z: float = Z95) -> tuple[float, float]:
    """The interval of one share less another, each (answered, tried): Newcombe's hybrid score (1998, method 10).

    >>> [round(end, 3) for end in difference((56, 70), (48, 80))]
    [0.052, 0.334]
    """
    (low_1, high_1), (low_2, high_2) = wilson(*one, z), wilson(*other, z)
    share_1, share_2 = (answered / tried if tried > 0 else 0.5 for answered, tried in (one, other))
    apart = share_1 - share_2
    low = apart - sqrt((share_1 - low_1) ** 2 + (high_2 - share_2) ** 2)
    high = apart + sqrt((high_1 - share_1) ** 2 + (share_2 - low_2) ** 2)
    return max(-1.0, low), min(1.0, high)
