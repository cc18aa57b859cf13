"""Everything the bot said that can be rated, saved before it is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal, or_, select, true, tuple_, update

from integrations.store.columns import Moment
from integrations.store.engine import StoreEngine
from integrations.store.prepared import Prepared
from integrations.store.schema import suggestions
from ml.records import Suggestion

_BY_ID = select(suggestions).where(suggestions.c.id == bindparam("id"))
_BY_MESSAGE = select(suggestions).where(
    suggestions.c.channel == bindparam("channel"), suggestions.c.ts == bindparam("ts")
)
_FIRST = select(suggestions).where(
    or_(suggestions.c.id == bindparam("id"), suggestions.c.request_key == bindparam("request_key"))
)
_ATTACH = update(suggestions).where(suggestions.c.id == bindparam("suggestion"))


class Suggestions:
    """One row for each answer the bot gave."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        insert = engine.insert(suggestions).on_conflict_do_nothing()
        self._insert = Prepared(insert.returning(suggestions.c.id))

    def save(self, suggestion: Suggestion) -> Suggestion:
        """Keep a suggestion; the same id or request answered twice keeps, and returns, the first."""
        values = vars(suggestion)
        if self._engine.tell(self._insert, **values):
            return suggestion
        with self._engine.reading() as connection:
            return Suggestion(**connection.execute(_FIRST, values).mappings().one())

    def by_id(self, suggestion_id: str) -> Suggestion | None:
        """The suggestion with this id."""
        return self._one(_BY_ID, id=suggestion_id)

    def by_message(self, channel: str, ts: str) -> Suggestion | None:
        """The suggestion that was said in this message."""
        return self._one(_BY_MESSAGE, channel=channel, ts=ts)

    def attach_message(self, suggestion_id: str, channel: str, ts: str) -> None:
        """Remember in which real message it was said, so that emoji on it count as ratings."""
        with self._engine.writing() as connection:
            connection.execute(_ATTACH.values(channel=channel, ts=ts), {"suggestion": suggestion_id})

    def in_chats(
        self, *, since: datetime, after: tuple[datetime, str] | None, limit: int
    ) -> list[Suggestion]:
        """Those said in real messages since a moment: the first `limit` after this moment and id, then from the oldest."""
        place = tuple_(suggestions.c.said_at, suggestions.c.id)
        said = suggestions.c.ts.is_not(None) & (suggestions.c.said_at >= since)
        query = select(suggestions).where(said).order_by(suggestions.c.said_at, suggestions.c.id).limit(limit)
        beyond = place > tuple_(literal(after[0], Moment), literal(after[1])) if after else true()
        with self._engine.reading() as connection:
            rows = connection.execute(query.where(beyond)).mappings().all()
            if after and len(rows) < limit:
                rows = [*rows, *connection.execute(query.where(~beyond).limit(limit - len(rows))).mappings()]
        return [Suggestion(**row) for row in rows]

    def _one(self, query: Any, **values: str) -> Suggestion | None:
        with self._engine.reading() as connection:
            row = connection.execute(query, values).mappings().first()
        return Suggestion(**row) if row else None
