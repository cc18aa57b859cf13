"""Puts a planted company into a store, row by row as an import would have left it."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Table, insert

from integrations.store import Store
from integrations.store.schema import companies, contacts, pursuits, rounds, stage_changes, touches
from ml.data_preparation import Tables
from ml.funnel import FunnelState
from tests.planted_company import planted_company

BATCH = 20_000
ROLES = ("HR Director", "Clerk")


def open_company(count: int, *, seed: int = 1) -> Tables:
    """A company whose pursuits are all still open, with about ten touches each."""
    tables = planted_company(count, seed=seed, touches_a_week=2.0, entered_within=56)
    ends = tables.stage_changes["to_state"].isin([FunnelState.CLIENT, FunnelState.UNQUALIFIED])
    still_open = tables.rounds.assign(outcome=None, closed_at=np.datetime64("NaT", "s"))
    return Tables(still_open, tables.stage_changes[~ends], tables.touches)


def fill(store: Store, tables: Tables) -> None:
    """Write the tables; ids stay as they are."""
    own = tables.rounds
    ids = own["pursuit_id"]
    empty: Any = [{}] * len(own)
    company = pd.DataFrame({"id": ids, "key": ids.astype(str), "name": "Company " + ids.astype(str)})
    of_company = own[["industry", "country", "employees"]]
    _write(store, companies, company.assign(norm=company["name"], properties=empty, **of_company))
    people = pd.DataFrame(
        {"id": [1, 2], "company_id": 1, "key": ["1", "2"], "name": ["A", "B"], "norm": ["a", "b"]}
    )
    _write(store, contacts, people.assign(role=ROLES, properties=empty[:2]))
    pursuit = own[["company_id", "service"]].assign(
        id=ids, owner_name=own["owner"], state=FunnelState.LEAD.value
    )
    _write(store, pursuits, pursuit.assign(cycle=1, irregular_moves=0))
    names = ["pursuit_id", "cycle", "source", "entered_at", "closed_at", "outcome"]
    round_ = own[names].assign(id=own["round_id"], key=own["round_id"].astype(str), owner_name=own["owner"])
    _write(store, rounds, round_.assign(properties=empty))
    moves = tables.stage_changes.assign(cycle=1, step=0, label=tables.stage_changes["to_state"])
    _write(store, stage_changes, moves)
    _write(store, touches, _touch_rows(tables))


def _touch_rows(tables: Tables) -> pd.DataFrame:
    told = tables.touches
    kept = told.drop(columns=["touch_id", "contact_role", "substantial"])
    return kept.assign(
        id=told["touch_id"],
        key=told["touch_id"].astype(str),
        company_id=told["pursuit_id"],
        contact_id=np.where(told["contact_role"] == ROLES[0], 1, 2),
        tagged_by="planted",
        substance=np.where(told["substantial"] == 1, "", "voicemail"),
    )


def _write(store: Store, table: Table, frame: pd.DataFrame) -> None:
    columns = {str(name): _values(frame[name]) for name in frame}
    for start in range(0, len(frame), BATCH):
        part = {name: values[start : start + BATCH] for name, values in columns.items()}
        rows = [dict(zip(part, row, strict=True)) for row in zip(*part.values(), strict=True)]
        with store.engine.writing() as connection:
            connection.execute(insert(table), rows)


def _values(column: pd.Series) -> list[Any]:
    if column.dtype.kind == "M":
        return [None if pd.isna(at) else at.to_pydatetime().replace(tzinfo=UTC) for at in column]
    return [None if value is None or value != value else value for value in column.tolist()]  # noqa: PLR0124  # NaN
