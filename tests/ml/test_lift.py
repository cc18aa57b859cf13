from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from ml.lift import FEWEST_EFFECTIVE, WINDOW, Trial, answered_within, lift_of

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def trials(count: int, *, effect: float, seed: int, share: float = 0.1, alike: int = 4) -> list[Trial]:
    """Reminders of pursuits that differ; those shown are answered more often by the effect."""
    draw = np.random.default_rng(seed)
    made = []
    for number in range(count):
        base = 0.1 + 0.5 * ((number // alike) * 7919 % 1000) / 1000
        withheld = bool(draw.random() < share)
        answered = bool(draw.random() < base + effect * (not withheld))
        made.append(Trial(number // alike, withheld, share if withheld else 1 - share, answered, base))
    return made


def test_the_planted_effect_lies_in_the_interval_as_often_as_it_says() -> None:
    told = [lift_of(trials(2000, effect=0.1, seed=seed), seed=seed) for seed in range(20)]
    inside = [(lift.low or 0) <= 10 <= (lift.high or 0) for lift in told]
    robust = [(lift.robust_low or 0) <= 10 <= (lift.robust_high or 0) for lift in told]
    assert sum(inside) >= 17
    assert sum(robust) >= 17
    assert np.mean([lift.lift for lift in told if lift.lift]) == pytest.approx(10, abs=1.5)


def test_knowing_the_chances_makes_it_surer() -> None:
    lift = lift_of(trials(4000, effect=0.1, seed=1))
    assert lift.robust_high is not None
    assert lift.robust_low is not None
    assert lift.high is not None
    assert lift.low is not None
    assert lift.robust_high - lift.robust_low < lift.high - lift.low


def test_no_effect_is_said_to_be_perhaps_chance() -> None:
    lift = lift_of(trials(3000, effect=0.0, seed=2))
    assert (lift.low or 0) < 0 < (lift.high or 0)
    assert lift.sentence.endswith("that may still be chance.")


def test_below_the_floor_nothing_is_told_but_how_much_there_is() -> None:
    lift = lift_of(trials(500, effect=0.3, seed=3))
    assert lift.ess < FEWEST_EFFECTIVE
    assert (lift.lift, lift.low, lift.high) == (None, None, None)
    assert f"{FEWEST_EFFECTIVE} are needed" in lift.sentence
    assert "control group is off" in lift_of([]).sentence


def test_unequal_chances_are_weighed() -> None:
    """The likelier to answer were withheld more often: a plain comparison would call reminders harmful."""
    draw = np.random.default_rng(5)
    made = []
    for number in range(6000):
        likely = number % 2 == 0
        share = 0.4 if likely else 0.05
        withheld = bool(draw.random() < share)
        answered = bool(draw.random() < (0.6 if likely else 0.1) + 0.1 * (not withheld))
        made.append(Trial(number, withheld, share if withheld else 1 - share, answered))
    plain = 100 * (
        np.mean([one.answered for one in made if not one.withheld])
        - np.mean([one.answered for one in made if one.withheld])
    )
    lift = lift_of(made)
    assert plain < 0
    assert (lift.low or 0) < 10 < (lift.high or 0)
    assert lift.ess < sum(one.withheld for one in made)
    assert lift.robust is None


def test_the_same_seed_gives_the_same_interval_and_it_is_json() -> None:
    one, other = (lift_of(trials(1500, effect=0.1, seed=4), seed=9) for _ in range(2))
    assert one == other
    assert json.loads(json.dumps(one.as_json(), allow_nan=False))["shown"] == one.shown


def test_an_answer_counts_within_the_week_after_and_not_before() -> None:
    at = NOW - timedelta(days=20)
    moments = {1: [at - timedelta(hours=1), at + WINDOW], 2: [at], 3: [at + WINDOW + timedelta(seconds=1)]}
    reminders = [(1, at), (2, at), (3, at), (4, at), (1, NOW)]
    assert answered_within(reminders, moments, now=NOW) == [True, False, False, False, None]
