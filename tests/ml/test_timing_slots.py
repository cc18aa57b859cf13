from __future__ import annotations

from datetime import datetime

import numpy as np

from ml.timing_intervals import difference, wilson
from ml.timing_periods import periods
from ml.timing_slots import FEWEST_TRIED, BestTouches, best_touches
from tests.planted_timing import END, Chance, even, planted


def mornings(_days: float, _tries: int, at: datetime) -> float:
    return 0.6 if 10 <= at.hour < 12 else 0.3


def thursdays(_days: float, _tries: int, at: datetime) -> float:
    return 0.7 if at.isoweekday() == 4 else 0.25


def found(chance: Chance, *, seed: int = 0, companies: int = 40) -> BestTouches:
    rows = periods(planted(300, chance, seed=seed), as_of=END)
    service = np.where(rows.pursuit % 2, "Rostering", "Payroll").astype(object)
    return best_touches(rows, rows.pursuit % companies, service)


def test_a_good_hour_is_found_with_the_counts_behind_it() -> None:
    best = found(mornings).of(1, "Payroll")
    assert (best.from_hour, best.to_hour, best.weekday) == (10, 12, None)
    assert best.known
    assert best.team_rate is not None
    assert best.answered / best.tried > best.team_rate + 0.1


def test_a_good_weekday_is_found_too() -> None:
    assert found(thursdays).team.weekday == 4


def test_noise_is_claimed_at_most_as_often_as_allowed() -> None:
    told = [found(even, seed=seed) for seed in range(12)]
    claims = sum(best.of(company, "Payroll").known for best in told for company in range(40))
    assert claims / (12 * 40) <= 0.05


def test_few_tries_claim_nothing_but_say_how_many_there_were() -> None:
    rows = periods(planted(2, mornings), as_of=END)
    best = best_touches(rows, rows.pursuit, rows.pursuit.astype(object))
    assert not best.team.known
    assert best.team.tried == rows.touched.sum()
    assert not best.companies
    nobody = rows.take(np.zeros(0, np.int64))
    assert best_touches(nobody, nobody.pursuit, nobody.pursuit).team.team_rate is None


def test_quiet_hours_are_never_named() -> None:
    rows = periods(planted(300, mornings), as_of=END)
    late = best_touches(rows, rows.pursuit, rows.pursuit, hours=(12, 18)).team
    assert late.from_hour is None or late.from_hour >= 12


def test_seven_of_nine_is_not_enough_to_claim_anything() -> None:
    assert difference((7, 9), (9, 29), z=3.1)[0] < 0
    assert FEWEST_TRIED == 8


def test_intervals_hold_the_share_and_shrink_with_tries() -> None:
    wide, narrow = wilson(3, 10), wilson(300, 1000)
    assert wide[0] < narrow[0] < 0.3 < narrow[1] < wide[1]
    assert wilson(0, 5)[0] == 0
    assert difference((0, 0), (5, 9)) == (difference((0, 0), (5, 9))[0], difference((0, 0), (5, 9))[1])
    assert difference((0, 0), (5, 9))[0] < 0 < difference((0, 0), (5, 9))[1]
