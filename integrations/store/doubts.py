"""What reps say is wrong in the CRM: kept until it is corrected there; no label ever changes by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, insert, or_, select, update

from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.loop_schema import crm_doubts
from integrations.store.schema import companies, pursuits, stage_changes, suggestions

_ALL = (
    select(crm_doubts, companies.c.name.label("company"), pursuits.c.service)
    .join(pursuits, pursuits.c.id == crm_doubts.c.pursuit_id)
    .join(companies, companies.c.id == pursuits.c.company_id)
    .where(crm_doubts.c.state == "open")
    .order_by(crm_doubts.c.at, crm_doubts.c.id)
)
_CORRECTED = exists().where(
    stage_changes.c.pursuit_id == crm_doubts.c.pursuit_id, stage_changes.c.at > crm_doubts.c.at
)


@dataclass(frozen=True)
class CrmDoubt:
    """Somebody says that the CRM is wrong about a pursuit.

    Parameters
    ----------
    pursuit_id, person_id
        About which pursuit, and who says so.
    says
        In their words.
    at
        When (UTC).
    suggestion_id
        The answer that they doubted; None where it was none.
    id, company, service
        Its number, and the pursuit's names, once it is kept.
    """

    pursuit_id: int
    person_id: int
    says: str
    at: datetime
    suggestion_id: str | None = None
    id: int = 0
    company: str = ""
    service: str = ""


class Doubts:
    """One open doubt for each answer, person and pursuit: a reminder names several."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def open(self, doubt: CrmDoubt) -> int:
        """Keep a doubt; said again of the same answer, it is the same with the newer words. Gives its number."""
        says = {"says": doubt.says, "at": doubt.at}
        same = (
            crm_doubts.c.suggestion_id == doubt.suggestion_id,
            crm_doubts.c.person_id == doubt.person_id,
            crm_doubts.c.pursuit_id == doubt.pursuit_id,
            crm_doubts.c.state == "open",
        )
        values = says | {
            "pursuit_id": doubt.pursuit_id,
            "person_id": doubt.person_id,
            "suggestion_id": doubt.suggestion_id,
            "state": "open",
        }
        with self._engine.writing() as connection:
            # The row lock makes two copies of one click take turns on PostgreSQL.
            held = select(suggestions.c.id).where(suggestions.c.id == doubt.suggestion_id)
            connection.execute(held.with_for_update())
            known = connection.scalar(update(crm_doubts).where(*same).values(says).returning(crm_doubts.c.id))
            if known is None:
                known = connection.execute(
                    insert(crm_doubts).values(values).returning(crm_doubts.c.id)
                ).scalar_one()
        return int(known)

    def all_open(self, person_id: int | None = None) -> list[CrmDoubt]:
        """Doubts not settled yet, the oldest first: everybody's, or those that a person raised or that are about their pursuits."""
        mine = or_(crm_doubts.c.person_id == person_id, pursuits.c.owner_id == person_id)
        query = _ALL if person_id is None else _ALL.where(mine)
        with self._engine.reading() as connection:
            return [_doubt(row) for row in connection.execute(query)]

    def done(self, doubt_id: int) -> None:
        """Settle one."""
        self._settle(crm_doubts.c.id == doubt_id)

    def settle_corrected(self) -> int:
        """Settle those whose pursuit moved in the CRM since; says how many."""
        return self._settle(_CORRECTED)

    def _settle(self, which: Any) -> int:
        with self._engine.writing() as connection:
            settled = update(crm_doubts).where(crm_doubts.c.state == "open", which).values(state="done")
            return connection.execute(settled).rowcount


def _doubt(row: AnyRow) -> CrmDoubt:
    told = {
        name: getattr(row, name)
        for name in ("pursuit_id", "person_id", "says", "at", "suggestion_id", "id", "company", "service")
    }
    return CrmDoubt(**told)
