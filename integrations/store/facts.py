"""Single facts about the store itself: whether it holds the sample, when data last arrived, …."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from integrations.store.engine import StoreEngine
from integrations.store.schema import facts

_VALUE = select(facts.c.value).where(facts.c.key == bindparam("key"))
_NAMED = select(facts).where(facts.c.key.startswith(bindparam("prefix"))).order_by(facts.c.key)


class Facts:
    """Named JSON values; a name that was never put has the default."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        upsert = engine.insert(facts)
        self._put = upsert.on_conflict_do_update(
            index_elements=["key"], set_={"value": upsert.excluded.value}
        )

    def get(self, key: str, default: Any = None) -> Any:
        """The value last put under this name."""
        with self._engine.reading() as connection:
            row = connection.execute(_VALUE, {"key": key}).first()
        return default if row is None else row.value

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON-ready value under this name."""
        with self._engine.writing() as connection:
            connection.execute(self._put, {"key": key, "value": value})

    def named(self, prefix: str) -> dict[str, Any]:
        """Every fact whose name begins so, by its name; `%` and `_` stand for any letters."""
        with self._engine.reading() as connection:
            return {row.key: row.value for row in connection.execute(_NAMED, {"prefix": prefix})}

    def all(self) -> dict[str, Any]:
        """Every fact by its name."""
        with self._engine.reading() as connection:
            return {row.key: row.value for row in connection.execute(select(facts).order_by(facts.c.key))}
