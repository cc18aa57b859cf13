"""How fast HubSpot is asked: as its answers allow, in a window that rolls, and searches more slowly."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock

# Until an answer tells more: the smallest burst there is, that of Free and Starter accounts.
_FIRST_MOST, _FIRST_SECONDS = 100, 10.0
# Five a second for the whole account; the answers to searches say nothing of limits (HubSpot's search guide).
_SEARCH_MOST, _SEARCH_SECONDS = 5, 1.0
_LONGEST_INTERVAL_MS = 60_000  # anything longer is no burst, and not believed
_MAX = "X-HubSpot-RateLimit-Max"
_REMAINING = "X-HubSpot-RateLimit-Remaining"
_INTERVAL = "X-HubSpot-RateLimit-Interval-Milliseconds"
_WHOLE = re.compile(r"[0-9]{1,7}")


class _Window:
    """At most so many requests in any stretch of so many seconds, by the moments their answers came."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._answered = deque[float]()
        self._under_way = 0

    def reserve(self, now: float) -> float:
        """Take a place; the seconds to wait until it is free."""
        # A moment that is still to come means that the clock was set back.
        while self._answered and not now - self.seconds < self._answered[0] <= now:
            self._answered.popleft()
        wait = 0.0
        while self._answered and len(self._answered) + self._under_way >= self.most:
            wait = self._answered.popleft() + self.seconds - now
        self._under_way += 1
        return wait

    def settle(self, now: float) -> None:
        """The answer to a request came, or never will."""
        self._under_way -= 1
        self._answered.append(now)

    def learn(self, headers: Mapping[str, str], now: float) -> None:
        """What an answer says of the limit, and of how much of it others with this key have used."""
        most, remaining = _whole(headers.get(_MAX)), _whole(headers.get(_REMAINING))
        interval = _whole(headers.get(_INTERVAL))
        if most and interval and interval <= _LONGEST_INTERVAL_MS:
            self.most, self.seconds = most, interval / 1000
        if most and remaining is not None and remaining <= most:
            unknown = most - remaining - len(self._answered) - self._under_way
            self._answered.extend([now] * unknown)


class Pace:
    """Holds requests back so that HubSpot need not refuse them; counts them; may be used by several threads.

    Parameters
    ----------
    clock
        The present moment.
    sleep
        Waits so many seconds.
    """

    def __init__(self, clock: Callable[[], datetime], sleep: Callable[[float], None]) -> None:
        self._clock, self._sleep = clock, sleep
        self._burst = _Window(_FIRST_MOST, _FIRST_SECONDS)
        self._search = _Window(_SEARCH_MOST, _SEARCH_SECONDS)
        self._lock = Lock()
        self.requests = 0

    def begin(self, *, search: bool) -> None:
        """Return when the next request may be sent."""
        with self._lock:
            self.requests += 1
            now = self._now()
            wait = max(window.reserve(now) for window in self._windows(search=search))
        if wait > 0:
            self._sleep(wait)

    def end(self, *, search: bool, headers: Mapping[str, str]) -> None:
        """Note that the answer came, with its headers (none where there was no answer)."""
        with self._lock:
            now = self._now()
            for window in self._windows(search=search):
                window.settle(now)
            if not search:
                self._burst.learn(headers, now)

    def pause(self, seconds: float) -> None:
        """Wait before a request is repeated."""
        self._sleep(seconds)

    def _now(self) -> float:
        return self._clock().timestamp()

    def _windows(self, *, search: bool) -> tuple[_Window, ...]:
        return (self._burst, self._search) if search else (self._burst,)


def _whole(text: str | None) -> int | None:
    return int(text) if text and _WHOLE.fullmatch(text) else None
