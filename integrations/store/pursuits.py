"""Pursuits as the bot reads them: found by name, shown as a card, ranked in a queue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from integrations.store.engine import StoreEngine
from integrations.store.lead_cards import promise, read_card, read_named
from integrations.store.lead_queue import QueueFilter, count_queue, read_queue
from integrations.store.name_search import NameHit, search_names
from integrations.store.prepared import Prepared
from integrations.store.schema import companies, people, pursuits, scores
from ml.funnel import FunnelState
from ml.records import CompanyHit, LeadCard, NameMatches, QueueRow

# How many companies that fit equally well are compared by their chance of winning, and how many near ones shown.
_COMPARED, _NEAREST = 25, 3

_HITS = (
    select(
        pursuits.c.company_id,
        companies.c.name,
        pursuits.c.id,
        pursuits.c.service,
        pursuits.c.state,
        pursuits.c.owner_id,
        func.coalesce(people.c.name, pursuits.c.owner_name).label("owner"),
        scores.c.win,
    )
    .join(companies, companies.c.id == pursuits.c.company_id)
    .outerjoin(people, people.c.id == pursuits.c.owner_id)
    .outerjoin(scores, scores.c.pursuit_id == pursuits.c.id)
)
_OF_COMPANY = Prepared(_HITS.where(pursuits.c.company_id == bindparam("company_id")))
_OF_COMPANIES = _HITS.where(pursuits.c.company_id.in_(bindparam("companies", expanding=True)))


class Pursuits:
    """What `/lead` and `/leads` read."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def find(self, text: str, *, limit: int = 5) -> NameMatches:
        """Companies for what somebody typed: all that fit best, or else the nearest; most promising first.

        A company's name, a part of it, a misspelling or a contact's name will do. A name that is exactly what
        was typed leaves out longer ones that contain it. Companies without a pursuit are not found.
        """
        with self._engine.reading() as connection:
            hits, fit = search_names(connection, text)
            by_company = _of_each_company(hits)
            found = _most_promising(connection, list(by_company))
        named = [replace(hit, matched=by_company[hit.company_id].name) for hit in found]
        if fit:
            named.sort(key=lambda hit: (by_company[hit.company_id].begun, *_promise(hit)))
            return NameMatches(fits=tuple(named[:limit]))
        named.sort(key=lambda hit: -by_company[hit.company_id].likeness)
        return NameMatches(nearest=tuple(named[:_NEAREST]))

    def card(self, pursuit_id: int) -> LeadCard | None:
        """All that `/lead` shows of one pursuit; None when there is no such pursuit."""
        return read_card(self._engine, pursuit_id)

    def card_named(self, text: str) -> LeadCard | None:
        """The card of the one company called exactly this, of its most promising pursuit, in one go.

        It is that of the only hit of `find`; None where no company or several are called so.
        """
        return read_named(self._engine, text)

    def of_company(self, company_id: int) -> list[CompanyHit]:
        """Every pursuit of one company, most promising first."""
        return sorted(map(_hit, self._engine.ask(_OF_COMPANY, company_id=company_id)), key=_promise)

    def titles(self, pursuit_ids: Sequence[int]) -> dict[int, tuple[str, str, int | None]]:
        """Company, service and owner of these pursuits, as far as they are there."""
        query = select(pursuits.c.id, companies.c.name, pursuits.c.service, pursuits.c.owner_id)
        query = query.join(companies, companies.c.id == pursuits.c.company_id)
        with self._engine.reading() as connection:
            rows = connection.execute(query.where(pursuits.c.id.in_(pursuit_ids))).all()
        return {row.id: (row.name, row.service, row.owner_id) for row in rows}

    def queue(self, wanted: QueueFilter) -> list[QueueRow]:
        """Open pursuits worth a conversation: best chance first, not yet scored ones last, newer before older."""
        with self._engine.reading() as connection:
            return read_queue(connection, wanted)

    def count_queue(self, wanted: QueueFilter) -> int:
        """How many pursuits the queue has over all its pages."""
        with self._engine.reading() as connection:
            return count_queue(connection, wanted)


def _most_promising(connection: Connection, company_ids: list[int]) -> list[CompanyHit]:
    """The most promising pursuit of each of these companies."""
    rows: Iterable[Any] = ()
    if len(company_ids) == 1:
        rows = _OF_COMPANY.rows(connection, company_id=company_ids[0])
    elif company_ids:
        rows = connection.execute(_OF_COMPANIES, {"companies": company_ids})
    promising = sorted(map(_hit, rows), key=_promise, reverse=True)
    return list({hit.company_id: hit for hit in promising}.values())


def _hit(row: Any) -> CompanyHit:
    return CompanyHit(
        company_id=row.company_id,
        company=row.name,
        matched=row.name,
        pursuit_id=row.id,
        service=row.service,
        state=FunnelState(row.state),
        owner_id=row.owner_id,
        owner=row.owner,
        win=row.win,
    )


def _promise(hit: CompanyHit) -> tuple[bool, float, int]:
    return promise(hit.state, hit.win, hit.pursuit_id)


def _of_each_company(hits: Iterable[NameHit]) -> dict[int, NameHit]:
    """The best hit of each company, the most alike first, at most as many as are compared."""
    best: dict[int, NameHit] = {}
    for hit in sorted(hits, key=lambda hit: (*hit.tier, hit.begun, -hit.likeness, hit.kind)):
        best.setdefault(hit.company_id, hit)
    return dict(islice(best.items(), _COMPARED))
