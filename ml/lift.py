"""Whether reminders help: responses of the reminded against those of pursuits withheld at random, with an interval.

Each reminder was shown or withheld with a known chance. Weighting by its inverse makes the two groups alike
(self-normalised inverse propensity scoring, Swaminathan and Joachims, 2015); where the chance of an answer that was
foretold is known, it is taken off first (doubly robust, Dudik and others, 2011). The interval is a bootstrap over
pursuits, since the reminders of one are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

WINDOW = timedelta(days=7)
FEWEST_EFFECTIVE = 100
RESAMPLES = 1_000


@dataclass(frozen=True)
class Trial:
    """One reminder that was shown or withheld at random.

    Parameters
    ----------
    pursuit_id
        Whose.
    withheld
        Whether it was withheld.
    propensity
        The chance of what was done.
    answered
        Whether the target responded within `WINDOW`.
    chance
        The chance of an answer that was foretold; None where none was.
    """

    pursuit_id: int
    withheld: bool
    propensity: float
    answered: bool
    chance: float | None = None


@dataclass(frozen=True)
class Lift:
    """What reminders did.

    Parameters
    ----------
    lift, low, high
        Percentage points of responses that the reminded have more than the withheld, with the 95 % interval; None
        where it cannot be told yet.
    ess
        Effective sample size of the smaller group.
    shown, withheld
        How many were.
    sentence
        All that in words.
    robust, robust_low, robust_high
        The same, doubly robust; None where no chances were foretold.
    """

    lift: float | None
    low: float | None
    high: float | None
    ess: float
    shown: int
    withheld: int
    sentence: str
    robust: float | None = None
    robust_low: float | None = None
    robust_high: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values, rounded."""
        return {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def lift_of(trials: Sequence[Trial], *, seed: int = 0) -> Lift:
    """The lift of reminded over withheld; a sentence instead where a group is too small."""
    import numpy as np

    withheld = np.array([one.withheld for one in trials], bool)
    weights = np.array([1 / max(one.propensity, 0.01) for one in trials])
    shown_ess, withheld_ess = _effective(weights[~withheld]), _effective(weights[withheld])
    ess, counts = min(shown_ess, withheld_ess), (int((~withheld).sum()), int(withheld.sum()))
    if ess < FEWEST_EFFECTIVE:
        return Lift(None, None, None, ess, *counts, _too_few(ess, *counts))
    pursuits = np.unique([one.pursuit_id for one in trials], return_inverse=True)[1]
    answered = np.array([one.answered for one in trials], np.float64)
    groups = _Groups(pursuits, withheld, weights)
    lift, low, high = groups.difference(answered, seed)
    robust: tuple[float | None, ...] = (None, None, None)
    if all(one.chance is not None for one in trials):
        foretold = np.array([one.chance for one in trials], np.float64)
        robust = groups.difference(answered - foretold, seed)
    return Lift(lift, low, high, ess, *counts, _words(lift, low, high, counts), *robust)


def answered_within(
    reminders: Iterable[tuple[int, datetime]], answers: Mapping[int, Sequence[datetime]], *, now: datetime
) -> list[bool | None]:
    """Whether the target responded within `WINDOW` of each reminder; None while that is not over.

    Parameters
    ----------
    reminders
        Pursuit and moment of each.
    answers
        By pursuit the moments at which the target answered or came by itself.
    now
        The present moment.

    >>> from datetime import UTC
    >>> day = datetime(2026, 11, 2, tzinfo=UTC)
    >>> told = answered_within([(1, day), (2, day)], {1: [day + timedelta(days=3)]}, now=day + WINDOW)
    >>> told, answered_within([(1, day)], {}, now=day)
    ([True, False], [None])
    """
    return [
        any(at < moment <= at + WINDOW for moment in answers.get(pursuit_id, ()))
        if now >= at + WINDOW
        else None
        for pursuit_id, at in reminders
    ]


@dataclass(frozen=True)
class _Groups:
    """Which pursuit each trial is of, whether it was withheld, and its weight; arrays."""

    pursuits: Any
    withheld: Any
    weights: Any

    def difference(self, outcome: Any, seed: int) -> tuple[float, float, float]:
        """Shown less withheld in percentage points, with the 95 % bootstrap interval over pursuits."""
        import numpy as np

        number = int(self.pursuits.max()) + 1
        sums = np.zeros((number, 4))
        for column, (which, values) in enumerate(
            (which, self.weights * values)
            for which in (~self.withheld, self.withheld)
            for values in (outcome, np.ones(len(outcome)))
        ):
            sums[:, column] = np.bincount(self.pursuits[which], values[which], number)
        draw, even = np.random.default_rng(seed), np.full(number, 1 / number)
        # a few at a time: bounds the memory
        drawn = [draw.multinomial(number, even, 20) @ sums for _ in range(RESAMPLES // 20)]
        low, high = np.nanpercentile(_difference(np.concatenate(drawn)), [2.5, 97.5])
        return float(_difference(sums.sum(axis=0)[None, :])[0]), float(low), float(high)


def _difference(sums: Any) -> Any:
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        return 100 * (sums[:, 0] / sums[:, 1] - sums[:, 2] / sums[:, 3])


def _effective(weights: Any) -> float:
    """Kish's effective sample size: (sum of weights)² / sum of squared weights."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0


def _too_few(ess: float, shown: int, withheld: int) -> str:
    if not shown + withheld:
        return (
            "The control group is off, or nothing was withheld yet, so nobody can say what reminders bring."
        )
    return (
        f"{shown} reminders were shown and {withheld} withheld: worth {ess:.0f} independent ones in the smaller group, "
        f"{FEWEST_EFFECTIVE} are needed before the lift can be told."
    )


def _words(lift: float, low: float, high: float, counts: tuple[int, int]) -> str:
    shown, withheld = counts
    told = (
        f"Reminded pursuits responded within {WINDOW.days} days {abs(lift):.1f} percentage points "
        f"{'more' if lift >= 0 else 'less'} often than withheld ones (95 %: {low:+.1f} to {high:+.1f}; "
        f"{shown} shown, {withheld} withheld)"
    )
    return f"{told}." if low > 0 or high < 0 else f"{told}; that may still be chance."
