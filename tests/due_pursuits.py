"""Pursuits in a store, one row at a time, for what becomes due: who is silent, what was promised, who left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert

from integrations.store import Store
from integrations.store.schema import companies, contacts, pursuits, rounds, touches
from integrations.store.sync_schema import tasks
from ml.funnel import FunnelState
from ml.records import Person

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # a Monday, 9:30 in Singapore
ON = date(2026, 11, 23)
S = FunnelState


@dataclass
class DuePursuits:
    """A store with one rep, to whom pursuits are given."""

    store: Store
    person: Person = field(init=False)
    _number: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.person = self.store.people.add(Person("ada@example.com", "Ada", time_zone="Asia/Singapore"))

    def put(self, table: Any, **values: Any) -> int:
        with self.store.engine.writing() as connection:
            row = connection.execute(insert(table).values(**values).returning(table.c.id))
            return int(row.scalar_one())

    def company(self, name: str = "Acme Pte Ltd", *, country: str | None = "Singapore") -> int:
        key = f"{name}{next(self._number)}"
        return self.put(companies, key=key, name=name, norm=key, country=country, properties={})

    def contact(self, company_id: int, name: str = "Mei Lin Tan", **properties: Any) -> int:
        key = f"c{next(self._number)}"
        return self.put(contacts, company_id=company_id, key=key, name=name, norm=name, role="HR manager", properties=properties)  # fmt: skip

    def pursuit(
        self,
        company_id: int | None = None,
        *,
        state: FunnelState = S.HOT_LEAD,
        service: str = "Rostering",
        **left: Any,
    ) -> int:
        company_id = company_id or self.company()
        own = {"service": service, "state": state.value, "owner_id": self.person.id}
        pursuit_id = self.put(pursuits, company_id=company_id, **own)
        key = f"d{pursuit_id}"
        self.put(
            rounds, pursuit_id=pursuit_id, key=key, entered_at=ago(200), source="Web", properties={}, **left
        )
        return pursuit_id

    def touch(self, pursuit_id: int, days: float, **more: Any) -> int:
        values = {"channel": "call", "direction": "out", "answered": True, **more}
        key = f"t{next(self._number)}"
        return self.put(touches, key=key, pursuit_id=pursuit_id, at=ago(days), **values)

    def promise(self, pursuit_id: int, days: float, due: date, step: str = "Send the quotation") -> int:
        said = {"next_step": step, "next_step_due": due, "dated_next_step": True, "substance": ""}
        return self.touch(pursuit_id, days, tagged_by="cuss", result="agreed", **said)

    def task(self, pursuit_id: int, due: date, subject: str = "Call about the board") -> int:
        key = f"k{next(self._number)}"
        return self.put(
            tasks, key=key, pursuit_id=pursuit_id, subject=subject, due_on=due, status="NOT_STARTED"
        )


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def day(days: int) -> date:
    """So many days from today."""
    return ON + timedelta(days=days)
