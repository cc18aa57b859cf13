"""Where reading from another system goes on: a JSON cursor for each system and kind of records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from integrations.store.engine import StoreEngine
from integrations.store.sync_schema import sync_cursors

_c = sync_cursors.c


def read_cursor(connection: Connection, system: str, kind: str) -> dict[str, Any]:
    """The cursor, read on this connection; empty before the first page."""
    found = connection.scalar(select(_c.cursor).where(_c.system == system, _c.kind == kind))
    return dict(found) if found else {}


def write_cursor(
    engine: StoreEngine, connection: Connection, of: tuple[str, str], cursor: Mapping[str, Any]
) -> None:
    """Keep the cursor of a system and kind within a transaction: that of the rows it speaks of."""
    system, kind = of
    upsert = engine.insert(sync_cursors)
    keep = upsert.on_conflict_do_update(
        index_elements=["system", "kind"], set_={"cursor": upsert.excluded.cursor}
    )
    connection.execute(keep, {"system": system, "kind": kind, "cursor": dict(cursor)})


class Cursors:
    """The cursors by themselves."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def get(self, system: str, kind: str) -> dict[str, Any]:
        """Where reading goes on; empty before the first page."""
        with self._engine.reading() as connection:
            return read_cursor(connection, system, kind)

    def put(self, system: str, kind: str, cursor: Mapping[str, Any]) -> None:
        """Keep where reading goes on; nothing is written where it is the same as before."""
        if self.get(system, kind) != dict(cursor):
            with self._engine.writing() as connection:
                write_cursor(self._engine, connection, (system, kind), cursor)
