"""What HubSpot's search sees of the records of one kind: each of them as it was some time ago."""

from __future__ import annotations

from bisect import bisect_left, insort

from tests.standins.hubspot_records import Record

Key = tuple[int, int]  # when it was changed in milliseconds, and its number
REBUILD_FROM = 500  # so many changes at once are quicker sorted in than put in


class SearchIndex:
    """Records by the moment of their last change; a change waits until it is old enough.

    Attributes
    ----------
    order
        The keys of all records that search sees, in order.
    """

    def __init__(self) -> None:
        self.order: list[Key] = []
        self._seen: dict[int, Record] = {}
        self._waiting: list[tuple[int, int, Record | None]] = []

    def note(self, at_ms: int, number: int, record: Record | None) -> None:
        """A record got another version at a moment; None: it is gone."""
        self._waiting.append((at_ms, number, record))

    def catch_up(self, until_ms: int) -> None:
        """Take in what changed until a moment."""
        ready = [one for one in self._waiting if one[0] <= until_ms]
        if not ready:
            return
        self._waiting = [one for one in self._waiting if one[0] > until_ms]
        if len(ready) < REBUILD_FROM:
            for _, number, record in ready:
                self._replace(number, record)
        else:
            self._rebuild(ready)

    def record(self, key: Key) -> Record:
        """What search sees of a record."""
        return self._seen[key[1]]

    def between(self, low_ms: int | None, high_ms: int | None) -> list[Key]:
        """The keys of records changed at or after one moment and before another, in order."""
        start = 0 if low_ms is None else bisect_left(self.order, (low_ms, 0))
        end = len(self.order) if high_ms is None else bisect_left(self.order, (high_ms, 0))
        return self.order[start:end]

    def _replace(self, number: int, record: Record | None) -> None:
        if old := self._seen.pop(number, None):
            del self.order[bisect_left(self.order, (old.changed_ms, number))]
        if record is not None:
            self._seen[number] = record
            insort(self.order, (record.changed_ms, number))

    def _rebuild(self, changes: list[tuple[int, int, Record | None]]) -> None:
        for _, number, record in changes:
            self._seen.pop(number, None)
            if record is not None:
                self._seen[number] = record
        self.order = sorted((record.changed_ms, number) for number, record in self._seen.items())
