"""Time that passes on the sandbox's page: hour by hour, with all that a worker would have done in each of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.sandbox.clock import SandboxClock

STEP = timedelta(minutes=30)
# When nobody moves the clock, a look at what is due every so many beats is enough.
BEATS_BETWEEN_LOOKS = 10


class PassingTime:
    """Moves the clock in steps to where it was asked to be.

    Parameters
    ----------
    clock
        The sandbox's clock.
    live
        What happens at a moment: called after each step.
    """

    def __init__(self, clock: SandboxClock, live: Callable[[], object]) -> None:
        self._clock = clock
        self._live = live
        self._target = clock()
        self._beats = 0
        self._lock = threading.Lock()

    def pass_until(self, moment: datetime) -> None:
        """Let time pass until this moment; the next beats do it.

        Raises
        ------
        BadInput
            When it would go back, or further than a year ahead.
        """
        self._clock.allow(moment - self._clock())
        with self._lock:
            self._target = max(self._target, moment)

    def beat(self) -> None:
        """Go on to where the clock was asked to be; else look now and then at what is due."""
        while (left := self._left()) > timedelta(0):
            self._clock.move(min(left, _to_next_step(self._clock())))
            self._live()
            self._beats = 0
        if self._beats % BEATS_BETWEEN_LOOKS == 0:
            self._live()
        self._beats += 1

    def _left(self) -> timedelta:
        with self._lock:
            return self._target - self._clock()


def _to_next_step(now: datetime) -> timedelta:
    """How long until the next full half hour."""
    begun = now.replace(minute=0, second=0, microsecond=0)
    return STEP - (now - begun) % STEP
