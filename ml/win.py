"""Will this round be won: the ensemble, carried to segments, calibrated, and shrunk as far as the data is thin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.calibration import Sigmoid
from ml.ensemble import Ensemble, Prepared
from ml.foundation import Foundation
from ml.leaf_tables import log_odds, secant
from ml.records import ScoreLevel
from ml.score_bands import ScoreBands, win_interval
from ml.similar_wins import WonRounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from ml.timeline import Floats, Ints

FULL_FROM = 40  # won and lost closed rounds
SHRUNK_FROM = 10
SHRINK_ROUNDS = 10
# What all snapshots share (rounds that are still open are not like all rounds) is put to the round's age.
_AGE = "days_since_entry"


def level_of(won: int, lost: int) -> ScoreLevel:
    """How much a score may claim from so many closed rounds.

    >>> level_of(9, 500).value, level_of(10, 10).value, level_of(40, 40).value
    ('base_rate', 'shrunk', 'full')
    """
    fewer = min(won, lost)
    if fewer < SHRUNK_FROM:
        return ScoreLevel.BASE_RATE
    return ScoreLevel.SHRUNK if fewer < FULL_FROM else ScoreLevel.FULL


def shrinkage(level: ScoreLevel, won: int, lost: int) -> float:
    """How much of the distance to the base rate is kept: 1 when full, else n / (n + 10), n = the rarer outcome.

    >>> shrinkage(ScoreLevel.SHRUNK, 30, 12)
    0.5454545454545454
    """
    if level is ScoreLevel.FULL:
        return 1.0
    fewer = min(won, lost)
    return fewer / (fewer + SHRINK_ROUNDS) if level is ScoreLevel.SHRUNK else 0.0


@dataclass(frozen=True)
class WinChances:
    """What the model says of rows: the chance with its 80 % interval, and the rounds that stand behind it."""

    win: Floats
    low: Floats
    high: Floats
    like: Ints
    like_won: Ints


@dataclass(frozen=True)
class WinModel:
    """The win model; without an ensemble every chance is the base rate.

    Parameters
    ----------
    level, won, lost
        How much it may claim, and from how many closed rounds.
    ensemble, sigmoid, foundation, bands
        The fitted parts; none where only the base rate is shown.
    won_rounds
        Won pursuits, to find those that an open one is like; None of too few.
    """

    level: ScoreLevel
    won: int
    lost: int
    ensemble: Ensemble | None = None
    sigmoid: Sigmoid = field(default_factory=Sigmoid)
    foundation: Foundation = field(default_factory=lambda: Foundation({}))
    bands: ScoreBands | None = None
    won_rounds: WonRounds | None = None

    @property
    def base_rate(self) -> float:
        """Share won among closed rounds; one half before the first closed."""
        return self.won / (self.won + self.lost) if self.won + self.lost else 0.5

    @property
    def kept(self) -> float:
        """How much of the distance to the base rate is kept."""
        return shrinkage(self.level, self.won, self.lost)

    def chances(self, features: pd.DataFrame, prepared: Prepared | None = None) -> Floats:
        """The chance of winning, one a row; rows that are prepared already are not prepared again."""
        if self.ensemble is None:
            return np.full(len(features), self.base_rate)
        rows = self.ensemble.prepare(features) if prepared is None else prepared
        return self.finish(features, self.ensemble.chances(rows))

    def finish(self, features: pd.DataFrame, raw: Floats) -> Floats:
        """From the ensemble's chances to those shown: segments, calibration, shrinkage."""
        carried, _ = self.foundation.move(features, raw)
        return self._shown(carried)

    def explain(self, features: pd.DataFrame, prepared: Prepared | None = None) -> tuple[Floats, Floats]:
        """The chances, and for each row and feature its percentage points; a row's sum is 100·(win - base rate)."""
        if self.ensemble is None:
            return self.chances(features), np.zeros((len(features), 0))
        explained = self.ensemble.explain(self.ensemble.prepare(features) if prepared is None else prepared)
        moved = explained.moved
        carried, by_segment = self.foundation.move(features, explained.chance)
        for column, step in by_segment.items():
            moved[:, self.ensemble.features.index(column)] += step
        neutral = self._neutral()
        age = self.ensemble.features.index(_AGE) if _AGE in self.ensemble.features else 0
        moved[:, age] += explained.base - neutral
        win = self._shown(carried)
        slope = self.sigmoid.slope * self.base_rate * (1 - self.base_rate) / (neutral * (1 - neutral))
        stretch = secant(carried, win, (neutral, self.base_rate), tangent=self.kept * slope)
        return win, moved * (100 * stretch)[:, None]

    def stand_behind(self, win: Floats) -> WinChances:
        """The interval and the held-out rounds behind each chance."""
        if self.bands is None:
            rounds, won = np.full(len(win), self.won + self.lost), np.full(len(win), self.won)
        else:
            rounds, won = self.bands.like(win)
        return WinChances(win, *win_interval(win, rounds, won), rounds, won)

    def _shown(self, carried: Floats) -> Floats:
        return self.base_rate + self.kept * (self.sigmoid(carried) - self.base_rate)

    def _neutral(self) -> float:
        """The raw chance that is shown as the base rate."""
        odds = (log_odds(np.array([self.base_rate]))[0] - self.sigmoid.intercept) / self.sigmoid.slope
        return float(1 / (1 + np.exp(-odds)))

    def as_content(self) -> dict[str, Any]:
        """Plain values, arrays and scikit-learn's own objects: what a model file may hold."""
        return {
            "level": self.level.value,
            "won": self.won,
            "lost": self.lost,
            "ensemble": self.ensemble and self.ensemble.as_content(),
            "sigmoid": [self.sigmoid.slope, self.sigmoid.intercept],
            "foundation": {name: dict(offsets) for name, offsets in self.foundation.offsets.items()},
            "bands": self.bands and self.bands.as_content(),
            "won_rounds": self.won_rounds and self.won_rounds.as_content(),
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> WinModel:
        """Back from `as_content`."""
        ensemble, bands = content["ensemble"], content["bands"]
        return cls(
            level=ScoreLevel(content["level"]),
            won=content["won"],
            lost=content["lost"],
            ensemble=Ensemble.from_content(ensemble) if ensemble else None,
            sigmoid=Sigmoid(*content["sigmoid"]),
            foundation=Foundation(content["foundation"]),
            bands=ScoreBands(**bands) if bands else None,
            won_rounds=WonRounds.from_content(content.get("won_rounds")),
        )
