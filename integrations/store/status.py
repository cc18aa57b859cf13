"""How much the store holds, for `status`."""

from __future__ import annotations

from sqlalchemy import ScalarSelect, func, literal, select

from integrations.store.columns import metadata
from integrations.store.engine import StoreEngine
from integrations.store.schema import ratings, touches

_WHOLE = ("companies", "contacts", "pursuits", "stage_changes", "touches", "transcripts", "suggestions")


def _number_of(table: str) -> ScalarSelect[int]:
    return select(func.count()).select_from(metadata.tables[table]).scalar_subquery()


_COUNTS = select(
    *(_number_of(table).label(table) for table in _WHOLE),
    select(func.count()).where(touches.c.channel == "call").scalar_subquery().label("calls"),
    select(func.count()).where(ratings.c.vote.is_not(None)).scalar_subquery().label("ratings"),
    literal(0).label("reminders"),
)


def counts(engine: StoreEngine) -> dict[str, int]:
    """How many of each thing: calls are touches by phone, ratings the votes that stand."""
    with engine.reading() as connection:
        return dict(connection.execute(_COUNTS).mappings().one())
