"""Scores on their way into the CRM: what each open deal's says, and what was written of it last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine
from integrations.store.schema import pursuits, rounds, scores
from integrations.store.sync_schema import crm_records, written_scores
from ml.funnel import CLOSED, FunnelState

_STANDS_OPEN = pursuits.c.state.not_in(sorted(CLOSED))


@dataclass(frozen=True, slots=True)
class DealScore:
    """What the score of an open deal says.

    Parameters
    ----------
    deal_id
        The deal's id in the CRM.
    win
        The chance of winning, 0 to 1.
    next_state
        The next step that is worked towards, where there is one.
    as_of, model_version
        When it was scored (UTC), and by which model.
    written
        The digest of what was written last; '' where nothing was.
    """

    deal_id: str
    win: float
    next_state: FunnelState | None
    as_of: datetime
    model_version: str
    written: str


class WrittenScores:
    """The scores of deals, and a short digest of what the CRM was told."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def deals(self, *, chunk: int = 2000) -> Iterator[list[DealScore]]:
        """The scored open deal of each open pursuit, some pursuits at a time; of several open deals the newest."""
        after = 0
        while True:
            with self._engine.reading() as connection:
                page = list(connection.scalars(_page(after, chunk)))
                found = _newest(connection, page) if page else {}
            if not page:
                return
            after = page[-1]
            yield list(found.values())

    def keep(self, digests: Mapping[str, str], *, now: datetime) -> None:
        """Note what was written, by deal."""
        upsert = self._engine.insert(written_scores)
        fresh = {name: upsert.excluded[name] for name in ("digest", "at")}
        replacing = upsert.on_conflict_do_update(index_elements=["deal_id"], set_=fresh)
        rows = ({"deal_id": id_, "digest": digest, "at": now} for id_, digest in sorted(digests.items()))
        for batch in in_batches(rows, 1000):
            with self._engine.writing() as connection:
                connection.execute(replacing, batch)


def _page(after: int, limit: int) -> Select[Any]:
    """Ids of open pursuits beyond one, in order."""
    return (
        select(pursuits.c.id).where(pursuits.c.id > after, _STANDS_OPEN).order_by(pursuits.c.id).limit(limit)
    )


def _newest(connection: Connection, page: list[int]) -> dict[int, DealScore]:
    """The newest open deal of each scored pursuit between the first and the last of a page."""
    in_crm = and_(
        crm_records.c.kind == "deals", crm_records.c.id == rounds.c.key, crm_records.c.gone.is_(False)
    )
    query = (
        select(
            pursuits.c.id.label("pursuit_id"),
            rounds.c.key,
            scores.c.win,
            scores.c.details["next_state"].as_string().label("next_state"),
            scores.c.as_of,
            scores.c.model_version,
            written_scores.c.digest,
        )
        .join(scores, scores.c.pursuit_id == pursuits.c.id)
        .join(rounds, and_(rounds.c.pursuit_id == pursuits.c.id, rounds.c.closed_at.is_(None)))
        .join(crm_records, in_crm)
        .outerjoin(written_scores, written_scores.c.deal_id == rounds.c.key)
        .where(pursuits.c.id.between(page[0], page[-1]), _STANDS_OPEN)
        .order_by(pursuits.c.id, rounds.c.entered_at.nulls_first(), rounds.c.id)
    )
    return {row.pursuit_id: _deal_score(row) for row in connection.execute(query)}


def _deal_score(row: Any) -> DealScore:
    next_state = FunnelState(row.next_state) if row.next_state else None
    return DealScore(row.key, row.win, next_state, row.as_of, row.model_version, row.digest or "")
