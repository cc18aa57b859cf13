"""What the coaching view shows: tallies of conversations, calls worth listening to, promises overdue; kept by a job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, and_, bindparam, or_, select

from integrations.store.engine import StoreEngine
from integrations.store.insight_schema import coaching_tallies, overdue_promises, worth_hearing
from integrations.store.kept_rows import keep_rows, stored_rows
from integrations.store.schema import companies, people, pursuits, touches
from ml.coaching import LED_ON_WITH, TEAM, CallWorthHearing, OverduePromise, Tallies
from ml.funnel import CLOSED

_t, _w, _o = coaching_tallies.c, worth_hearing.c, overdue_promises.c
# A pursuit that was closed since the job looked keeps nobody waiting.
_OPEN = pursuits.c.state.not_in([state.value for state in CLOSED])
_CALLS = (
    select(_w.touch_id, touches.c.pursuit_id, _w.owner_id, companies.c.name, touches.c.at, _w.why)
    .join(touches, touches.c.id == _w.touch_id)
    .join(pursuits, pursuits.c.id == touches.c.pursuit_id)
    .join(companies, companies.c.id == pursuits.c.company_id)
    .order_by(_w.place, touches.c.at.desc(), _w.touch_id)
)
_PROMISES = (
    select(_o.pursuit_id, _o.owner_id, companies.c.name, _o.words, _o.due_on)
    .join(pursuits, and_(pursuits.c.id == _o.pursuit_id, pursuits.c.owner_id == _o.owner_id, _OPEN))
    .join(companies, companies.c.id == pursuits.c.company_id)
    .order_by(_o.due_on, _o.pursuit_id)
)


class Coaching:
    """Counted anew by a job, and read by App Home."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    # --- keeping ----------------------------------------------------------------------------------------------------

    def keep_tallies(self, tallies: Tallies) -> int:
        """Let these be the tallies; says how many rows changed, as all that keep."""
        return self._keep(coaching_tallies, tallies)

    def keep_calls(self, told: Mapping[tuple[int, int], tuple[int, str]]) -> int:
        """Let these be the calls worth hearing: (owner, place) -> (touch, why)."""
        return self._keep(worth_hearing, told, touches)

    def keep_overdue(self, told: Mapping[int, tuple[int, date, str]]) -> int:
        """Let these be the promises overdue: pursuit -> (owner, due, words)."""
        return self._keep(overdue_promises, {(key,): values for key, values in told.items()}, pursuits)

    def _keep(self, table: Table, told: Mapping[Any, tuple[Any, ...]], referred: Table | None = None) -> int:
        with self._engine.reading() as connection:
            stored = stored_rows(connection, table)
        return keep_rows(self._engine, table, stored, told, referred=referred)

    # --- reading ----------------------------------------------------------------------------------------------------

    def tallies(self, owner_id: int | None = None) -> Tallies:
        """What was counted, of everybody, or of one person, and of the team; what followed moves is of the team alone."""
        query = select(coaching_tallies).where(or_(_t.owner_id == TEAM, _t.what.not_like(f"%{LED_ON_WITH}%")))
        if owner_id is not None:
            query = query.where(_t.owner_id.in_((owner_id, TEAM)))
        with self._engine.reading() as connection:
            return {tuple(row[:4]): tuple(row[4:]) for row in connection.execute(query)}

    def calls(self, viewer_id: int | None = None) -> list[CallWorthHearing]:
        """Calls worth hearing, the most instructive first: of everybody; or a viewer's own with pursuits that they may open."""
        query = _CALLS
        if viewer_id is not None:
            may_open = or_(pursuits.c.owner_id.is_(None), pursuits.c.owner_id == viewer_id)
            query = query.where(_w.owner_id == viewer_id, may_open)
        with self._engine.reading() as connection:
            return [CallWorthHearing(*row) for row in connection.execute(query)]

    def oldest_promises(self, owner_ids: Iterable[int], most: int = 3) -> list[OverduePromise]:
        """The oldest promises that are overdue, so many a person, the oldest first."""
        query = _PROMISES.where(_o.owner_id == bindparam("owner")).limit(most)
        with self._engine.reading() as connection:
            found = [
                OverduePromise(*row)
                for owner_id in owner_ids
                for row in connection.execute(query, {"owner": owner_id})
            ]
        return sorted(found, key=lambda one: (one.due_on, one.pursuit_id))

    def former(self) -> dict[int, str]:
        """The names of those who left the team."""
        query = select(people.c.id, people.c.name).where(people.c.active.is_(False))
        with self._engine.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}
