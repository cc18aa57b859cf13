"""How often a recording was tried in vain, and when it is tried again; kept in one fact of the store."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integrations.store.facts import Facts

FACT = "recordings:tries"
# Ten tries, the first ten minutes after the failure, each wait twice as long up to a day: four days in all.
MOST_TRIES = 10
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=10), timedelta(days=1)


class RecordingTries:
    """The tries of the calls of which nothing came so far.

    A try is noted before it begins, so that one which takes the whole process down with it counts, too.
    """

    def __init__(self, facts: Facts, now: datetime) -> None:
        self._facts, self._now = facts, now
        self._known: dict[str, dict[str, Any]] = dict(facts.get(FACT, {}))

    def may_try(self, call_id: int) -> bool:
        """Whether a call's wait is over."""
        known = self._known.get(str(call_id))
        return known is None or datetime.fromisoformat(known["again_at"]) <= self._now

    def begin(self, call_id: int) -> int:
        """Note that a call is tried, and when next if nothing comes of it; says how many tries that makes."""
        tries = int(self._known.get(str(call_id), {}).get("tries", 0)) + 1
        wait = min(_FIRST_WAIT * 2 ** (tries - 1), _LONGEST_WAIT)
        self._known[str(call_id)] = {"tries": tries, "again_at": (self._now + wait).isoformat()}
        self._keep()
        return tries

    def end(self, call_id: int) -> None:
        """Forget a call: something came of it."""
        if self._known.pop(str(call_id), None):
            self._keep()

    def undo(self, call_id: int) -> None:
        """Take a try back: it failed for a reason that has nothing to do with this call."""
        tries = int(self._known[str(call_id)]["tries"]) - 1
        if tries == 0:
            self.end(call_id)
        else:
            self._known[str(call_id)] = {"tries": tries, "again_at": self._now.isoformat()}
            self._keep()

    def _keep(self) -> None:
        self._facts.put(FACT, self._known)
