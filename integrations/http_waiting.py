"""Waiting for a system outside: no faster than it allows, again after a failure, and not for ever."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from integrations.errors import AccessRefused, DailyLimit, Garbled
from ml.errors import Unavailable

Clock = Callable[[], datetime]
Sleep = Callable[[float], None]

# Seconds to wait before each repetition of a read that failed.
WAITS = (1.0, 2.0, 4.0, 8.0)
# How often a system may tell us to wait, and for how long, before we give up: its own minute is 60 s.
MOST_WAITS, LONGEST_WAIT = 8, 300.0
_MILLISECONDS = 100_000_000_000  # a moment in seconds is smaller until the year 5138


def utc_now() -> datetime:
    """The present moment, for those who are given no other clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Service:
    """A system as its errors name it: `keys` says where its key is set."""

    name: str
    keys: str

    def refusal(self, status: int) -> AccessRefused:
        """The error of an answer 401 or 403."""
        why = (
            "the key is unknown or was revoked"
            if status == HTTPStatus.UNAUTHORIZED
            else "the key lacks a permission"
        )
        return AccessRefused(f"{self.name} refused access, {why}: set {self.keys}.")

    def silence(self) -> Unavailable:
        """The error where nothing useful came, however often it was tried."""
        return Unavailable(f"{self.name} does not answer; the next run goes on from here.")

    def nonsense(self, what: str) -> Garbled:
        """The error of an answer that cannot be used."""
        return Garbled(f"{self.name} answered with {what}; the next run goes on from here.")


class Pace:
    """At most so many requests in any 60 seconds."""

    def __init__(self, per_minute: int, clock: Clock, sleep: Sleep) -> None:
        self.per_minute = per_minute
        self._clock, self._sleep = clock, sleep
        self._made = deque[datetime]()

    def wait(self) -> None:
        """Wait until one more request may be made, and count it."""
        at = self._clock()
        if len(self._made) >= self.per_minute:
            free = self._made[-self.per_minute] + timedelta(minutes=1)
            if free > at:
                self._sleep(min((free - at).total_seconds(), 60.0))
                at = free
        self._made.append(at)
        while len(self._made) > self.per_minute:
            self._made.popleft()


def wait_told(headers: Mapping[str, str], now: datetime) -> float | None:
    """How long an answer says to wait, in seconds; None where it does not say.

    `Retry-After` has seconds or a date, `X-AircallApi-Reset` the moment, in seconds or milliseconds.
    """
    told = headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(told)
    if told:
        try:
            return max(0.0, (parsedate_to_datetime(told).astimezone(UTC) - now).total_seconds())
        except ValueError:
            return None
    reset = headers.get("x-aircallapi-reset", "").strip()
    if reset.isdecimal():
        moment = int(reset) / (1000 if int(reset) > _MILLISECONDS else 1)
        return max(0.0, moment - now.timestamp())
    return None


class Patience:
    """How often a read was repeated, and whether it may be once more."""

    def __init__(self, service: Service, clock: Clock, sleep: Sleep) -> None:
        self._service, self._clock, self._sleep = service, clock, sleep
        self._failures = self._waits = 0

    def after_failure(self, error: Unavailable | None = None) -> None:
        """Wait a little after a failure; raises this error, or that nothing is answered, after the last."""
        if self._failures == len(WAITS):
            raise error or self._service.silence()
        self._sleep(WAITS[self._failures])
        self._failures += 1

    def after_limit(self, headers: Mapping[str, str]) -> None:
        """Wait as the system says; raises `DailyLimit` where that is too long, `Unavailable` where too often."""
        now = self._clock()
        told = wait_told(headers, now)
        seconds = WAITS[min(self._waits, len(WAITS) - 1)] if told is None else told
        if seconds > LONGEST_WAIT:
            again = now + timedelta(seconds=seconds)
            raise DailyLimit(
                f"{self._service.name} answers nothing more until {again:%Y-%m-%d %H:%M} UTC; the next run after that goes on.",
                again,
            )
        if self._waits == MOST_WAITS:
            raise self._service.silence()
        self._waits += 1
        self._sleep(seconds)
