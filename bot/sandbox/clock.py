"""A clock the user can move forward, so that a week's work can be seen in a minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ml.errors import BadInput

FURTHEST = timedelta(days=366)


class SandboxClock:
    """The real time plus an offset; called, it gives the present moment of the sandbox (UTC).

    It only moves forward: what was said stays said.
    """

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def __call__(self) -> datetime:
        """The present moment of the sandbox."""
        return datetime.now(UTC) + self.offset

    def move(self, by: timedelta) -> None:
        """Let so much time pass; raises as `allow` does."""
        self.allow(by)
        self.offset += by

    def allow(self, by: timedelta) -> None:
        """Whether so much time may pass.

        Raises
        ------
        BadInput
            When it would go back, or further than a year ahead.
        """
        if by < timedelta(0):
            raise BadInput("The clock only moves forward: what was said stays said.")
        if self.offset + by > FURTHEST:
            raise BadInput("The clock moves at most a year ahead of today.")

    def move_to(self, moment: datetime) -> None:
        """Go to this moment; raises as `move` does."""
        self.move(moment - self())
