"""A few lines put companies, pursuits and touches into a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from integrations.store import Store
from integrations.store.columns import metadata
from integrations.store.company_names import normalise_name
from integrations.store.name_index import index_names

Put = Callable[..., int]


@pytest.fixture
def put(store: Store) -> Put:
    """Adds one row to a table and gives its id."""

    def put_row(table: str, **values: Any) -> int:
        with store.engine.writing() as connection:
            return _put(connection, table, values)

    return put_row


def _put(connection: Connection, table: str, values: dict[str, Any]) -> int:
    key = connection.execute(insert(metadata.tables[table]).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


@pytest.fixture
def company(store: Store) -> Put:
    """Adds a company with one pursuit, findable by its name, and gives the pursuit's id."""

    def put_company(name: str, service: str = "Rostering", **pursuit: Any) -> int:
        row = {"key": f"k{name}", "name": name, "norm": normalise_name(name), "properties": {}}
        with store.engine.writing() as connection:
            id_ = _put(connection, "companies", row)
            index_names(connection, [(id_, "company", name)])
            return _put(
                connection, "pursuits", {"company_id": id_, "service": service, "state": "LEAD", **pursuit}
            )

    return put_company


@pytest.fixture
def touch(put: Put) -> Put:
    """Adds a call to a pursuit and gives its id."""
    numbers = count(1)

    def put_touch(pursuit_id: int, at: datetime, **values: Any) -> int:
        call = {"channel": "call", "direction": "out", "company_id": 1, "key": f"t{next(numbers)}"}
        return put("touches", **{**call, "pursuit_id": pursuit_id, "at": at, **values})

    return put_touch
