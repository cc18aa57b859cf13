"""The job “deliver”: sends the messages of the ledger one by one, and looks for those whose sending got lost.

It never sends what may have been sent: see docs/delivery.md. Several processes may be at it; each message is one's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from integrations.store.deliveries import PACE
from ml.errors import Refused, Unavailable
from ml.messages import Message, NotSent, SendResult, Sent, Unknown

if TYPE_CHECKING:
    from jobs.job import Workplace
    from jobs.notifier import Notifier

# After so many failures of Slack in a row the rest waits for the next run; one that Slack itself would have again
# within this time is its failure.
_ENOUGH, _SLACKS_OWN = 3, timedelta(minutes=5)


@dataclass(frozen=True)
class Delivered:
    """What a run did, and what is left.

    Parameters
    ----------
    sent
        How many messages reached Slack, or were found there.
    skipped
        How many are not sent any more: too late, or nothing to say; without Slack, all that wait.
    unknown
        How many stay unsent because nobody can find out whether they were sent.
    waiting
        How many are still to be sent or looked for.
    why
        Why nothing was sent, where nothing could be.
    """

    sent: int = 0
    skipped: int = 0
    unknown: int = 0
    waiting: int = 0
    why: str = ""

    def __str__(self) -> str:
        """In words, for the list of jobs.

        >>> str(Delivered(sent=2, waiting=1))
        '2 sent, 1 waiting'
        """
        told = {"sent": self.sent, "skipped": self.skipped, "unknown": self.unknown, "waiting": self.waiting}
        counts = ", ".join(f"{number} {what}" for what, number in told.items() if number) or "nothing sent"
        return f"{self.why}: {counts}" if self.why else counts


def is_due(place: Workplace, _last: datetime | None) -> bool:
    """At once: a message can be sent, is too late, or is to be looked for."""
    return place.store.deliveries.due(place.now)


def run(place: Workplace) -> Delivered:
    """Send what can be sent now."""
    return deliver(place)


def deliver(place: Workplace) -> Delivered:
    """Look for what got lost, then send what waits, one message a second to each person at most.

    Raises
    ------
    Unavailable
        When the store does not answer; what was being sent then is looked for later.
    """
    clock = _Clock(place)
    skipped = place.store.deliveries.end_late(clock.now())
    if place.notifier is None:
        skipped += place.store.deliveries.waiting(clock.now())
        return _counted(place, Delivered(skipped=skipped, why="Slack is not connected"))
    round_ = _Round(place, place.notifier, clock, skipped=skipped)
    round_.look()
    round_.send()
    return _counted(place, Delivered(round_.sent, round_.skipped))


def _counted(place: Workplace, done: Delivered) -> Delivered:
    counts = place.store.deliveries.counts()
    waiting = counts.get("pending", 0) + counts.get("sending", 0)
    return Delivered(done.sent, done.skipped, counts.get("unknown", 0), waiting, done.why)


class _Clock:
    """The moment of the run, going on: leases of its last message begin when that is sent, not when the run began."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._begun = monotonic()
        self._played = timedelta(0)

    def now(self) -> datetime:
        return self._place.now + timedelta(seconds=monotonic() - self._begun) + self._played

    def wait(self, time: timedelta) -> None:
        """Until the process ends at most; where the moment is a played one, no time is lost."""
        if self._place.played:
            self._played += time
        else:
            self._place.stopping.wait(max(0.0, time.total_seconds()))


@dataclass
class _Round:
    """One run: goes on until nothing is left to do now, the process ends, or Slack fails again and again."""

    place: Workplace
    notifier: Notifier
    clock: _Clock
    sent: int = 0
    skipped: int = 0
    failures: int = 0
    _told_at: datetime | None = field(default=None, init=False)

    @property
    def goes_on(self) -> bool:
        return not self.place.stopping.is_set() and self.failures < _ENOUGH

    def look(self) -> None:
        """Look for each message of which nobody knows whether it was sent."""
        ledger = self.place.store.deliveries
        while self.goes_on and (message := ledger.take_lost(self.clock.now())):
            try:
                found = self.notifier.look_for(message, self.clock.now())
            except (Unavailable, Refused) as error:
                self.failures += 1
                ledger.unreadable(message, str(error).rstrip("."), self.clock.now())
                continue
            self.failures = 0
            if found is None:
                ledger.missing(message, self.clock.now())
            else:
                self.sent += ledger.sent(message, found, self.clock.now())

    def send(self) -> None:
        """Send each message that waits."""
        while self.goes_on and (message := self._next()):
            self._note(message, self.notifier.send(message))

    def _next(self) -> Message | None:
        """The next message; where all that is left is for people who were told a moment ago, after that moment."""
        ledger = self.place.store.deliveries
        message = ledger.take(self.clock.now())
        if message is None and self._told_at and ledger.waiting(self.clock.now()):
            self.clock.wait(self._told_at + PACE - self.clock.now())
            self._told_at = None
            message = ledger.take(self.clock.now())
        return message

    def _note(self, message: Message, result: SendResult) -> None:
        ledger, now = self.place.store.deliveries, self.clock.now()
        if isinstance(result, Sent):
            self.sent += ledger.sent(message, result, now)
            self._told_at, self.failures = now, 0
        elif isinstance(result, NotSent):
            counts = ledger.not_sent(message, result, now)
            self.skipped += counts and result.retry_after is None
            self._count_failure(result.retry_after)
        elif isinstance(result, Unknown):
            ledger.unknown(message, result.why, now)
            self._count_failure(0.0)

    def _count_failure(self, retry_after: float | None) -> None:
        if retry_after is not None and timedelta(seconds=retry_after) < _SLACKS_OWN:
            self.failures += 1
