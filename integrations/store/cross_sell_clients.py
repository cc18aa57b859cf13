"""The clients that may be offered a further service: companies that bought something, with all their pursuits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, func, or_, select

from integrations.store.due_candidates import MAY_SAY_NO
from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.sales_events import parts_of
from integrations.store.schema import companies, contacts, pursuits, rounds
from ml.cross_selling import Client, ClientPursuit
from ml.funnel import WON, FunnelState
from ml.funnel_figures import size_of
from ml.opt_out import has_opted_out

_between: tuple[Any, Any] = (bindparam("first"), bindparam("last"))
_clients = select(pursuits.c.company_id).where(
    pursuits.c.company_id.between(*_between), pursuits.c.state == WON.value
)
_latest_round = (
    select(rounds.c.id)
    .where(rounds.c.pursuit_id == pursuits.c.id)
    .order_by(rounds.c.entered_at.desc().nulls_last(), rounds.c.id.desc())
    .limit(1)
    .correlate(pursuits)
    .scalar_subquery()
)
_PURSUITS = (
    select(
        pursuits.c.company_id,
        companies.c.employees,
        companies.c.industry,
        pursuits.c.id,
        pursuits.c.service,
        pursuits.c.state,
        pursuits.c.owner_id,
        pursuits.c.cycle,
        rounds.c.closed_at,
        rounds.c.left_temporarily,
        rounds.c.look_again_on,
    )
    .join(companies, companies.c.id == pursuits.c.company_id)
    .outerjoin(rounds, rounds.c.id == _latest_round)
    .where(pursuits.c.company_id.in_(_clients))
    .order_by(pursuits.c.company_id, pursuits.c.id)
)
_said = func.lower(cast(contacts.c.properties, Text))
_MAY_HAVE_OPTED_OUT = select(contacts.c.company_id, contacts.c.properties).where(
    contacts.c.company_id.in_(_clients), or_(*(_said.like(word) for word in MAY_SAY_NO))
)
_CONTACTS = (
    select(contacts.c.company_id, func.count())
    .where(contacts.c.company_id.in_(_clients))
    .group_by(contacts.c.company_id)
)


class CrossSellClients:
    """Reads clients, a part of the companies at a time; nothing is written."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def parts(self) -> Iterator[list[Client]]:
        """All clients, in order of their companies' ids."""
        with self._engine.reading() as connection:
            parts = list(parts_of(connection, companies))
        for part in parts:
            with self._engine.reading() as connection:
                gone = _opted_out(connection, part)
                rows = connection.execute(_PURSUITS, part).all()
            yield [
                _client(company_id, list(group), opted_out=company_id in gone)
                for company_id, group in groupby(rows, key=lambda row: row.company_id)
            ]


def _opted_out(connection: Connection, part: Mapping[str, int]) -> set[int]:
    """The companies none of whose contacts wants to hear from us."""
    rows = connection.execute(_MAY_HAVE_OPTED_OUT, part)
    gone = Counter(row.company_id for row in rows if has_opted_out(row.properties or {}))
    if not gone:
        return set()
    there = {row[0]: row[1] for row in connection.execute(_CONTACTS, part)}
    return {company_id for company_id, number in gone.items() if number >= there[company_id]}


def _client(company_id: int, rows: list[AnyRow], *, opted_out: bool) -> Client:
    told = tuple(
        ClientPursuit(
            row.id,
            row.service,
            FunnelState(row.state),
            row.owner_id,
            row.cycle,
            row.closed_at,
            row.look_again_on if row.left_temporarily else None,
        )
        for row in rows
    )
    industry = (rows[0].industry or "").strip()
    return Client(company_id, size_of(rows[0].employees), industry, told, opted_out)
