"""The audit: who took data out or away, of what, when; never with a name in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from integrations.store.engine import StoreEngine
from integrations.store.loop_schema import audit


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done.

    Parameters
    ----------
    at, who
        When (UTC), and who asked: a person's e-mail, `command line`, or the job that did it.
    did, about
        What, and to which thing by its number, such as “contact 12”; never a name.
    rows
        How many rows it was about.
    """

    at: datetime
    who: str
    did: str
    about: str
    rows: int = 0


class Audit:
    """Entries are added and read; nothing is ever changed."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def write(self, *, who: str, did: str, about: str, rows: int, at: datetime) -> None:
        """Write down what was done."""
        with self._engine.writing() as connection:
            add_entry(connection, AuditEntry(at, who, did, about, rows))

    def newest(self, number: int) -> list[AuditEntry]:
        """The newest entries, the latest first."""
        c = audit.c
        query = select(c.at, c.who, c.did, c.about, c.rows).order_by(c.at.desc(), c.id.desc()).limit(number)
        with self._engine.reading() as connection:
            return [AuditEntry(*row) for row in connection.execute(query)]


def add_entry(connection: Connection, entry: AuditEntry) -> None:
    """The same within a transaction."""
    values = {name: getattr(entry, name) for name in AuditEntry.__dataclass_fields__}
    connection.execute(insert(audit).values(values))
