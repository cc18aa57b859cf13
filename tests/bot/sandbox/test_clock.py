"""The sandbox's clock goes forward only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.clock import SandboxClock
from ml.errors import BadInput


def test_it_tells_the_real_time_until_it_is_moved() -> None:
    assert abs(SandboxClock()() - datetime.now(UTC)) < timedelta(seconds=5)


def test_it_moves_forward() -> None:
    clock = SandboxClock()
    clock.move(timedelta(days=7))
    clock.move_to(clock() + timedelta(days=1))
    assert (
        timedelta(days=8) <= clock() - datetime.now(UTC) + timedelta(seconds=1) < timedelta(days=8, minutes=1)
    )


@pytest.mark.parametrize("by", [timedelta(seconds=-1), timedelta(days=400)])
def test_it_moves_neither_back_nor_beyond_a_year(by: timedelta) -> None:
    clock = SandboxClock()
    with pytest.raises(BadInput, match="clock"):
        clock.move(by)
    assert clock.offset == timedelta(0)
