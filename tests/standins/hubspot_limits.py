"""HubSpot's limits: so many requests in ten rolling seconds, searches in a second, and requests in a day."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from tests.standins.http import Answer
from tests.standins.hubspot_problems import too_many

SHOWN_WITHOUT_LIMIT, SHOWN_DAILY = 190, 650_000
TEN_SECONDS, ONE_SECOND = timedelta(seconds=10), timedelta(seconds=1)


class RollingLimit:
    """At most so many in any stretch of time; None: no limit."""

    def __init__(self, most: int | None, stretch: timedelta) -> None:
        self.most, self.stretch = most, stretch
        self._taken = deque[datetime]()

    def wait(self, now: datetime) -> timedelta | None:
        """How long until one more may pass; None: it may now."""
        while self._taken and self._taken[0] + self.stretch <= now:
            self._taken.popleft()
        if self.most is None or len(self._taken) < self.most:
            return None
        return self._taken[0] + self.stretch - now

    def take(self, now: datetime) -> None:
        """One more passes."""
        if self.most is not None:
            self._taken.append(now)

    @property
    def left(self) -> int:
        """How many may still pass."""
        return SHOWN_WITHOUT_LIMIT if self.most is None else self.most - len(self._taken)


class Limits:
    """The limits of an account; each is off unless it is given.

    Parameters
    ----------
    burst
        Requests in ten seconds (TEN_SECONDLY_ROLLING): 100 or 190, by the plan.
    searches
        Searches in a second (SECONDLY): 5.
    daily
        Requests in a day (DAILY), by the calendar of the account's time zone.
    """

    def __init__(
        self, *, burst: int | None = None, searches: int | None = None, daily: int | None = None
    ) -> None:
        self.burst = RollingLimit(burst, TEN_SECONDS)
        self.searches = RollingLimit(searches, ONE_SECOND)
        self.daily = daily
        self._day, self._used = "", 0

    def refusal(self, now: datetime, zone: str, *, search: bool) -> Answer | None:
        """What is answered where a limit is reached; else the request is counted."""
        local = now.astimezone(ZoneInfo(zone))
        if self._day != local.date().isoformat():
            self._day, self._used = local.date().isoformat(), 0
        if self.daily is not None and self._used >= self.daily:
            midnight = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), local.tzinfo)
            return too_many("DAILY", ceil((midnight - now).total_seconds()))
        limit, policy = (self.searches, "SECONDLY") if search else (self.burst, "TEN_SECONDLY_ROLLING")
        if (wait := limit.wait(now)) is not None:
            return too_many(policy, ceil(wait.total_seconds()))
        limit.take(now)
        self._used += 1
        return None

    def headers(self) -> dict[str, str]:
        """What is told beside every answer but those of a search."""
        daily = SHOWN_DAILY if self.daily is None else self.daily
        return {
            "X-HubSpot-RateLimit-Max": str(self.burst.most or SHOWN_WITHOUT_LIMIT),
            "X-HubSpot-RateLimit-Remaining": str(self.burst.left),
            "X-HubSpot-RateLimit-Interval-Milliseconds": "10000",
            "X-HubSpot-RateLimit-Daily": str(daily),
            "X-HubSpot-RateLimit-Daily-Remaining": str(max(0, daily - self._used)),
        }
