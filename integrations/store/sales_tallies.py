"""The tallies behind the five objectives: how many of each kind, by day of the team's zone and owner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from integrations.store.engine import StoreEngine
from integrations.store.kept_rows import keep_rows, stored_rows
from integrations.store.loop_schema import sales_tallies
from ml.sales_metrics import APPOINTMENT, Tally

_t = sales_tallies.c
_within = _t.on.between(bindparam("first"), bindparam("last"))
_SUMS = select(_t.kind, func.sum(_t.number), func.sum(_t.days)).where(_within).group_by(_t.kind)
_OF_ONE = _SUMS.where(_t.owner_id == bindparam("owner_id"))
_BY_OWNER = (
    select(_t.owner_id, _t.kind, func.sum(_t.number), func.sum(_t.days))
    .where(_within)
    .group_by(_t.owner_id, _t.kind)
)
_APPOINTMENTS = (
    select(_t.on, func.sum(_t.number)).where(_within, _t.kind == APPOINTMENT).group_by(_t.on).order_by(_t.on)
)


class SalesTallies:
    """Tallies are made anew by a job, and read by everybody who shows figures."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def replace(self, tallies: Mapping[tuple[date, int, str], Tally]) -> int:
        """Let these be the tallies, in short transactions; says how many rows changed."""
        with self._engine.reading() as connection:
            stored = stored_rows(connection, sales_tallies)
        return keep_rows(self._engine, sales_tallies, stored, tallies)

    def sums(self, first: date, last: date, owner_id: int | None = None) -> dict[str, Tally]:
        """What was counted from one day to another, by kind; of everybody, or of one owner."""
        between: dict[str, Any] = {"first": first, "last": last}
        query = _SUMS if owner_id is None else _OF_ONE
        given = between if owner_id is None else {**between, "owner_id": owner_id}
        with self._engine.reading() as connection:
            return {
                kind: (int(number), float(days)) for kind, number, days in connection.execute(query, given)
            }

    def by_owner(self, first: date, last: date) -> dict[int, dict[str, Tally]]:
        """The same by owner; 0 is nobody of the team."""
        found = dict[int, dict[str, Tally]]()
        with self._engine.reading() as connection:
            rows = connection.execute(_BY_OWNER, {"first": first, "last": last})
            for owner_id, kind, number, days in rows:
                found.setdefault(owner_id, {})[kind] = (int(number), float(days))
        return found

    def appointments(self, first: date, last: date, owner_id: int | None = None) -> dict[date, int]:
        """Appointments set by day, of days that have any."""
        query = _APPOINTMENTS if owner_id is None else _APPOINTMENTS.where(_t.owner_id == owner_id)
        with self._engine.reading() as connection:
            return {
                on: int(number) for on, number in connection.execute(query, {"first": first, "last": last})
            }
