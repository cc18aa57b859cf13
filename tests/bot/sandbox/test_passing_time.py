from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.sandbox.clock import SandboxClock
from bot.sandbox.passing_time import BEATS_BETWEEN_LOOKS, STEP, PassingTime
from ml.errors import BadInput


def test_a_day_passes_half_hour_by_half_hour() -> None:
    clock = SandboxClock()
    lived = list[datetime]()
    time = PassingTime(clock, lambda: lived.append(clock()))
    asked = clock() + timedelta(days=1)
    time.pass_until(asked)
    time.beat()
    assert 0 <= (clock() - asked).total_seconds() < 1
    assert 48 <= len(lived) <= 50
    assert all(moment.minute in {0, 30} for moment in lived[:-2])
    assert max(after - before for before, after in pairwise(lived)) < STEP + timedelta(seconds=1)


def test_while_nobody_moves_it_it_looks_now_and_then() -> None:
    looks = list[int]()
    time = PassingTime(SandboxClock(), lambda: looks.append(1))
    for _ in range(3 * BEATS_BETWEEN_LOOKS):
        time.beat()
    assert len(looks) == 3


def test_time_does_not_go_back_nor_too_far() -> None:
    clock = SandboxClock()
    time = PassingTime(clock, lambda: None)
    for wrong in (-timedelta(days=1), timedelta(days=400)):
        with pytest.raises(BadInput):
            time.pass_until(clock() + wrong)
