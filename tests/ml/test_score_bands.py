from __future__ import annotations

import numpy as np

from ml.score_bands import ScoreBands, win_interval


def test_a_round_counts_once_in_a_band_however_many_of_its_snapshots_scored_there() -> None:
    bands = ScoreBands.of(np.array([0.1, 0.1, 0.1]), np.array([1.0, 1.0, 0.0]), np.array([7, 7, 8]))
    rounds, won = bands.like(np.array([0.9]))
    assert (rounds.tolist(), won.tolist()) == ([2], [1])


def test_bands_hold_alike_numbers_and_the_share_won_rises_with_honest_scores() -> None:
    draw = np.random.default_rng(0)
    chance = draw.random(900)
    outcome = (draw.random(900) < chance).astype(float)
    bands = ScoreBands.of(chance, outcome, np.arange(900))
    assert bands.rounds.sum() == 900
    assert bands.rounds.min() >= 30
    low, high = bands.like(np.array([0.05, 0.95]))[1] / bands.like(np.array([0.05, 0.95]))[0]
    assert low < 0.2
    assert high > 0.8


def test_the_interval_covers_the_true_share_four_times_in_five() -> None:
    draw = np.random.default_rng(1)
    won = draw.binomial(60, 0.3, 4000)
    low, high = win_interval(won / 60, np.full(4000, 60), won)
    assert 0.77 < np.mean((low <= 0.3) & (high >= 0.3)) < 0.86


def test_the_interval_holds_the_chance_itself() -> None:
    low, high = win_interval(np.array([0.9]), np.array([50]), np.array([25]))
    assert low[0] < 0.6
    assert high[0] == 0.9
