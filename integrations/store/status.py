"""How much the store holds, for `status`."""

from __future__ import annotations

from sqlalchemy import ScalarSelect, func, select

from integrations.store.columns import metadata
from integrations.store.engine import StoreEngine
from integrations.store.loop_schema import deliveries, reminders
from integrations.store.schema import ratings, scores, touches

_WHOLE = ("companies", "contacts", "pursuits", "stage_changes", "touches", "transcripts", "suggestions")


def _number_of(table: str) -> ScalarSelect[int]:
    return select(func.count()).select_from(metadata.tables[table]).scalar_subquery()


_COUNTS = select(
    *(_number_of(table).label(table) for table in _WHOLE),
    select(func.count()).where(touches.c.channel == "call").scalar_subquery().label("calls"),
    select(func.count()).where(ratings.c.vote.is_not(None)).scalar_subquery().label("ratings"),
    select(func.count()).where(~reminders.c.withheld).scalar_subquery().label("reminders"),
)
_STATES = select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state)


def counts(engine: StoreEngine) -> dict[str, int]:
    """How many of each thing: calls are touches by phone, ratings the votes that stand, reminders those shown."""
    with engine.reading() as connection:
        return dict(connection.execute(_COUNTS).mappings().one())


def scored_pursuits(engine: StoreEngine) -> int:
    """How many pursuits have a score."""
    with engine.reading() as connection:
        return connection.scalar(select(func.count()).select_from(scores)) or 0


def deliveries_by_state(engine: StoreEngine) -> dict[str, int]:
    """How many messages of the ledger are in each state."""
    with engine.reading() as connection:
        return {row.state: row.number for row in connection.execute(_STATES.order_by(deliveries.c.state))}
