"""When to contact whom: the chance that a touch is answered, by the days of silence before it.

One pooled discrete-time hazard (Singer and Willett, 1993) over all pursuits. It has two parts: where somebody reached
out in a bin of days, a logistic regression on how the pursuit stood; where nobody did, how often targets come by
themselves in that bin. With few responses it steps down: to rates per bin drawn to the team's own (Beta-binomial),
and below 50 to a table of days. A hazard that foretells the newest touches no better than the rates steps down too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from ml.funnel import CLOSED, FunnelState
from ml.timing_periods import BINS, HOUR_BLOCKS, Periods

if TYPE_CHECKING:
    from ml.reminding import TimingLevel
    from ml.timeline import Flags, Floats, Ints
    from ml.timing_events import Standing

FEWEST_FOR_RATES, FEWEST_FOR_HAZARD = 50, 300
KAPPA = 30.0  # a bin's rate is drawn to the team's as if by this many touches
PRIOR_TOUCHES, PRIOR_RATE = 20.0, 0.3  # the team's rate before its first touches
MOST_ROWS = 200_000
MOST_SOURCES, MOST_ATTEMPTS, MOST_ANSWERS = 8, 7, 4
_OPEN_STATES = tuple(code for code, state in enumerate(FunnelState) if state not in CLOSED)


@dataclass(frozen=True)
class AnswerHazard:
    """Log-odds that a touch is answered: intercept + bin + standing · weights.

    Parameters
    ----------
    sources
        The commonest sources; others count as none of them.
    intercept
        With weekday and hour block at their means: they are told apart in training only.
    weights
        Of the bins, then of the columns of `_columns`.
    """

    sources: tuple[str, ...]
    intercept: float
    weights: Floats

    @classmethod
    def fitted(cls, touches: Periods) -> AnswerHazard:
        """From rows in which somebody reached out; needs both outcomes."""
        names, counts = np.unique(touches.before.source.astype(str), return_counts=True)
        commonest = names[np.argsort(-counts, kind="stable")][:MOST_SOURCES]
        sources = tuple(str(name) for name in commonest if name)
        told = np.column_stack([_one_hot(touches.bin, range(BINS)), _columns(touches.before, sources)])
        when = np.column_stack(
            [_one_hot(touches.weekday, range(1, 6)), _one_hot(touches.block, range(1, len(HOUR_BLOCKS) - 1))]
        )
        model = LogisticRegression(C=1.0, max_iter=500).fit(np.column_stack([told, when]), touches.outcome)
        weights = model.coef_[0]
        of_when = float(when.mean(axis=0) @ weights[told.shape[1] :])
        return cls(sources, float(model.intercept_[0]) + of_when, weights[: told.shape[1]])

    def chances(self, before: Standing) -> Floats:
        """(rows, bins): the chance that a touch in each bin is answered."""
        base = self.intercept + _columns(before, self.sources) @ self.weights[BINS:]
        return _share(base[:, None] + self.weights[None, :BINS])


@dataclass(frozen=True)
class TimingModel:
    """What is known of when touches are answered.

    Parameters
    ----------
    level
        From what it is told.
    touches, answers
        How many touches it rests on, and how many responses, those that came by themselves included.
    rate
        Share of touches answered, drawn to `PRIOR_RATE`.
    rates, idle
        By bin: the shrunken share of touches answered, and of silences in which the target came by itself.
    hazard
        The logistic part, where it is used.
    """

    level: TimingLevel
    touches: int
    answers: int
    rate: float
    rates: Floats
    idle: Floats
    hazard: AnswerHazard | None = None

    @property
    def flat(self) -> Floats:
        """By bin, the chance where nothing is known of how a pursuit stands."""
        return np.full(BINS, self.rate) if self.level == "cadence" else self.rates

    def chances(self, before: Standing) -> Floats:
        """(rows, bins): the chance, 0 to 1, that a touch in each bin of days since the last one is answered."""
        if self.hazard is not None:
            return self.hazard.chances(before)
        return np.tile(self.flat, (len(before.attempt), 1))

    def of_rows(self, rows: Periods) -> Floats:
        """The chance of a response in each person-period, told whether somebody reached out in it."""
        told = self.chances(rows.before)[np.arange(len(rows)), rows.bin]
        return np.where(rows.touched, told, self.idle[rows.bin])

    def as_content(self) -> dict[str, Any]:
        """Plain values and arrays."""
        hazard = self.hazard and vars(self.hazard) | {"sources": list(self.hazard.sources)}
        return vars(self) | {"hazard": hazard}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> TimingModel:
        """Back from `as_content`."""
        hazard = content["hazard"]
        told = hazard and AnswerHazard(**hazard | {"sources": tuple(hazard["sources"])})
        return cls(**{**content, "hazard": told})


def fit_timing(rows: Periods, *, seed: int, level: TimingLevel | None = None) -> TimingModel:
    """The model of the level that the number of responses allows, or of a lower one."""
    rows = _some(rows, seed)
    touched, outcome = rows.touched, rows.outcome
    answers = int(outcome.sum())
    rate = _shrunk(outcome[touched].sum(), touched.sum(), PRIOR_RATE, PRIOR_TOUCHES)
    idle = float(outcome[~touched].sum() / max((~touched).sum(), 1))
    plain = TimingModel(
        level="cadence",
        touches=int(touched.sum()),
        answers=answers,
        rate=float(rate),
        rates=_shrunk(*_by_bin(rows, touched), float(rate), KAPPA),
        idle=_shrunk(*_by_bin(rows, ~touched), max(idle, 1e-4), KAPPA),
    )
    allowed = level or level_for(answers)
    if allowed == "hazard" and len(np.unique(outcome[touched])) == 2:  # noqa: PLR2004 - answered, and not
        return replace(plain, level="hazard", hazard=AnswerHazard.fitted(rows.take(touched)))
    return replace(plain, level="cadence" if allowed == "cadence" else "rates")


def level_for(answers: int) -> TimingLevel:
    """What so many positive responses allow.

    >>> level_for(49), level_for(50), level_for(301)
    ('cadence', 'rates', 'hazard')
    """
    if answers < FEWEST_FOR_RATES:
        return "cadence"
    return "hazard" if answers > FEWEST_FOR_HAZARD else "rates"


def _some(rows: Periods, seed: int) -> Periods:
    if len(rows) <= MOST_ROWS:
        return rows
    drawn = np.random.default_rng(seed).choice(len(rows), MOST_ROWS, replace=False)
    return rows.take(np.sort(drawn))


def _by_bin(rows: Periods, which: Flags) -> tuple[Floats, Floats]:
    """Responses and rows by bin."""
    answered = np.bincount(rows.bin[which], rows.outcome[which], BINS).astype(np.float64)
    return answered, np.bincount(rows.bin[which], minlength=BINS).astype(np.float64)


def _shrunk(answered: Any, tried: Any, towards: float, weight: float) -> Any:
    """The mean of a Beta-binomial whose prior is worth `weight` tries."""
    return (answered + weight * towards) / (tried + weight)


def _columns(before: Standing, sources: tuple[str, ...]) -> Floats:
    """How a pursuit stands, as columns between 0 and 1."""
    names = before.source.astype(str)
    return np.column_stack(
        [
            _one_hot(np.minimum(before.attempt, MOST_ATTEMPTS), range(1, MOST_ATTEMPTS + 1)),
            _one_hot(np.minimum(before.answers, MOST_ANSWERS), range(MOST_ANSWERS + 1)),
            _one_hot(before.last, range(4)),
            _one_hot(before.last_result, range(3)),
            before.dated.astype(np.float64),
            _one_hot(before.state, _OPEN_STATES),
            *(names == source for source in sources),
        ]
    ).astype(np.float64)


def _one_hot(codes: Ints, of: Any) -> Floats:
    return np.asarray(codes[:, None] == np.array(list(of))[None, :], np.float64)


def _share(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))
