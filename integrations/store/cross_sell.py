"""Clients and the services that they do not have, ranked by a job, and read by everybody who shows the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine
from integrations.store.insight_schema import cross_sell
from integrations.store.kept_rows import still_there
from integrations.store.schema import companies, people, pursuits
from ml.cross_selling import CrossSellOffer, CrossSellRow
from ml.funnel import LOST, WON
from ml.records import ScoreLevel

# Rows written at a time: some 20 ms of the write lock.
_AT_ONCE = 500
_c = cross_sell.c
_KEY = ("company_id", "service")
_TOLD = ("pursuit_id", "owner_id", "win", "level", "alike", "reasons", "model_version")
_STORED = select(*(_c[name] for name in (*_KEY, *_TOLD)))
_DROP = delete(cross_sell).where(
    _c.company_id == bindparam("of_company"), _c.service == bindparam("of_service")
)
_begun = pursuits.alias("begun")
# What began, or changed hands, since the job looked counts at once.
_BEGAN = (
    select(_begun.c.id)
    .where(_begun.c.company_id == _c.company_id, _begun.c.service == _c.service, _begun.c.state != LOST.value)
    .correlate(cross_sell)
    .exists()
)
_JOINED = cross_sell.join(pursuits, pursuits.c.id == _c.pursuit_id)
_STANDS = (pursuits.c.state == WON.value, ~_BEGAN)
_ROWS = (
    select(
        _c.pursuit_id,
        _c.company_id,
        companies.c.name,
        _c.service,
        func.coalesce(people.c.name, pursuits.c.owner_name).label("owner"),
        _c.win,
        _c.level,
        _c.reasons,
    )
    .select_from(
        _JOINED.join(companies, companies.c.id == _c.company_id).outerjoin(
            people, people.c.id == pursuits.c.owner_id
        )
    )
    .where(*_STANDS)
    .order_by(_c.win.desc(), _c.alike.desc(), _c.company_id.desc(), _c.service.desc())
)
_NUMBER = select(func.count()).select_from(_JOINED).where(*_STANDS)
_HAS = select(pursuits.c.company_id, pursuits.c.service).where(pursuits.c.state == WON.value)


class CrossSell:
    """The list of cross-sell candidates. Visibility: `owner_id` None is a manager's, who sees all."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        upsert = engine.insert(cross_sell)
        changed = {name: upsert.excluded[name] for name in (*_TOLD, "as_of")}
        self._put = upsert.on_conflict_do_update(index_elements=list(_KEY), set_=changed)

    def keep(self, offers: Iterable[CrossSellOffer]) -> int:
        """Let these be the candidates, in short transactions; says how many rows changed."""
        told = {(one.company_id, one.service): one for one in offers}
        with self._engine.reading() as connection:
            stored = {tuple(row[:2]): tuple(row[2:]) for row in connection.execute(_STORED)}
        news = [_values(one) for key, one in told.items() if stored.get(key) != _compared(one)]
        gone = [
            {"of_company": company_id, "of_service": service}
            for company_id, service in stored.keys() - told.keys()
        ]
        for some in in_batches(gone, _AT_ONCE):
            with self._engine.writing() as connection:
                connection.execute(_DROP, some)
        for some in in_batches(news, _AT_ONCE):
            with self._engine.writing() as connection:
                if left := still_there(connection, cross_sell, some, pursuits):
                    connection.execute(self._put, left)
        return len(news) + len(gone)

    def ranked(
        self, owner_id: int | None, service: str = "", *, limit: int = 10, offset: int = 0
    ) -> list[CrossSellRow]:
        """A page of candidates for a service, or for all, the best first: of one owner and of nobody, or of everybody."""
        page = _ROWS.where(*_wanted(owner_id, service)).limit(limit).offset(offset)
        with self._engine.reading() as connection:
            rows = connection.execute(page).all()
            has = _has(connection, {row.company_id for row in rows}, owner_id) if rows else {}
        return [
            CrossSellRow(
                row.pursuit_id,
                row.company_id,
                row.name,
                row.service,
                tuple(sorted(has.get(row.company_id, ()))),
                row.owner or "",
                row.win,
                ScoreLevel(row.level),
                tuple(row.reasons),
            )
            for row in rows
        ]

    def count(self, owner_id: int | None, service: str = "") -> int:
        """How many rows all pages have."""
        with self._engine.reading() as connection:
            return connection.scalar(_NUMBER.where(*_wanted(owner_id, service))) or 0


def _wanted(owner_id: int | None, service: str) -> list[Any]:
    of_service = [_c.service == service] if service else []
    return of_service if owner_id is None else [*of_service, _open_to(owner_id)]


def _open_to(owner_id: int) -> Any:
    return or_(pursuits.c.owner_id == owner_id, pursuits.c.owner_id.is_(None))


def _has(connection: Connection, company_ids: set[int], owner_id: int | None) -> dict[int, set[str]]:
    """What these companies have, as far as the reader may open it."""
    query = _HAS.where(pursuits.c.company_id.in_(company_ids))
    told = dict[int, set[str]]()
    for company_id, service in connection.execute(
        query if owner_id is None else query.where(_open_to(owner_id))
    ):
        told.setdefault(company_id, set()).add(service)
    return told


def _compared(one: CrossSellOffer) -> tuple[Any, ...]:
    values = _values(one)
    return tuple(values[name] for name in _TOLD)


def _values(one: CrossSellOffer) -> dict[str, Any]:
    names = (*_KEY, "pursuit_id", "owner_id", "win", "alike", "model_version", "as_of")
    return {name: getattr(one, name) for name in names} | {
        "level": one.level.value,
        "reasons": list(one.reasons),
    }
