"""What webhooks mentioned: records to read again soon. Nothing else of an event is kept or believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from integrations.store.engine import StoreEngine
from integrations.store.sync_schema import sync_hints

_c = sync_hints.c
# The system of a hint that names no record: somebody wants all systems read now.
EVERYTHING = "everything"
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_OLDEST = (
    select(sync_hints)
    .where(_c.system == bindparam("of_system"))
    .order_by(_c.at, _c.kind, _c.id)
    .limit(bindparam("most"))
)
_UNCHANGED = delete(sync_hints).where(
    _c.system == bindparam("of_system"),
    _c.kind == bindparam("of_kind"),
    _c.id == bindparam("of_id"),
    _c.at == bindparam("of_at"),
)


@dataclass(frozen=True, slots=True)
class Hint:
    """A record of another system that was mentioned, and when last (UTC)."""

    system: str
    kind: str
    id: str
    at: datetime


class Hints:
    """The hints that wait. The same hint twice is one hint, in whatever order they arrive."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        upsert = engine.insert(sync_hints)
        self._put = upsert.on_conflict_do_update(
            index_elements=["system", "kind", "id"], set_={"at": upsert.excluded.at}
        )

    def add(self, system: str, kind: str, ids: Iterable[str], *, now: datetime) -> int:
        """Keep a hint for each of these records of one kind; says how many there were.

        What cannot be an id (at most 64 letters, digits, `-` and `_`) is left out.
        """
        return self.add_kinds(system, {kind: ids}, now=now)

    def add_kinds(self, system: str, ids: Mapping[str, Iterable[str]], *, now: datetime) -> int:
        """As `add`, for the records of several kinds in one transaction."""
        mentioned = {(kind, id_) for kind, these in ids.items() for id_ in these if _ID.fullmatch(id_)}
        # in one order, so that two deliveries at once never wait for each other
        rows = [asdict(Hint(system, kind, id_, now)) for kind, id_ in sorted(mentioned)]
        if rows:
            with self._engine.writing() as connection:
                connection.execute(self._put, rows)
        return len(rows)

    def take(self, system: str, limit: int) -> list[Hint]:
        """The hints of a system that wait longest, at most so many; they stay until they are `done`."""
        with self._engine.reading() as connection:
            found = connection.execute(_OLDEST, {"of_system": system, "most": limit})
            return [Hint(row.system, row.kind, row.id, row.at) for row in found]

    def done(self, hints: Sequence[Hint]) -> None:
        """Forget these hints, but not those that were given again since they were taken."""
        rows = sorted((hint.system, hint.kind, hint.id, hint.at) for hint in hints)
        if rows:
            names = ("of_system", "of_kind", "of_id", "of_at")
            with self._engine.writing() as connection:
                connection.execute(_UNCHANGED, [dict(zip(names, row, strict=True)) for row in rows])

    def waiting(self) -> int:
        """How many hints wait, of all systems."""
        with self._engine.reading() as connection:
            return connection.scalar(select(func.count()).select_from(sync_hints)) or 0
