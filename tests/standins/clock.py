"""A clock that a test moves: for the stand-ins, and for the `clock` and `sleep` of the product's clients."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Clock:
    """Stands still but for `sleep` and `advance`; with a `tick`, also by so much at each look."""

    def __init__(self, at: datetime = MONDAY_NOON, tick: timedelta = timedelta(0)) -> None:
        self.at, self.tick = at, tick
        self.slept = 0.0

    def now(self) -> datetime:
        """The time (UTC)."""
        self.at += self.tick
        return self.at

    def sleep(self, seconds: float) -> None:
        """Let so much time go by, at once; `slept` adds it up."""
        self.slept += seconds
        self.advance(timedelta(seconds=seconds))

    def advance(self, by: timedelta) -> None:
        """Move on."""
        self.at += by
