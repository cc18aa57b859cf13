"""What a sync of calls read, and in how few requests it could have been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# How many calls, and how many recordings, one request lists.
PAGE: Mapping[str, int] = {"aircall": 50, "twilio": 1000}
RECORDINGS_PAGE: Mapping[str, int] = {"twilio": 1000}


@dataclass(frozen=True)
class CallSummary:
    """What a sync of calls read: `read` = new + changed + unchanged + quarantined.

    Parameters
    ----------
    requests
        HTTP requests made, repeated ones included.
    floor
        The fewest requests that could have read it, one for each transcript included.
    unmatched
        Calls read whose number fits no contact.
    attached
        Calls of earlier runs whose number is a contact's by now.
    problems
        Why calls are quarantined: reason to number.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    requests: int = 0
    floor: int = 0
    unmatched: int = 0
    attached: int = 0
    problems: Mapping[str, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Calls read."""
        return self.new + self.changed + self.unchanged + self.quarantined


def fewest_requests(system: str, calls: int, recorded: int, *, named: bool = False) -> int:
    """The fewest requests that list so many calls: pages of calls and of recordings, one at least of each.

    With `named` each call is asked for by its id.

    >>> fewest_requests("aircall", 101, 50), fewest_requests("twilio", 0, 0), fewest_requests("folder", 9, 9)
    (3, 2, 0)
    """
    if named:
        return calls * (system in PAGE)
    return _pages(calls, PAGE.get(system)) + _pages(recorded, RECORDINGS_PAGE.get(system))


def _pages(rows: int, at_once: int | None) -> int:
    return max(1, -(-rows // at_once)) if at_once else 0
