"""The ranked queue of open pursuits that `/leads` shows, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from integrations.store.engine import AnyRow
from integrations.store.lead_cards import latest_agreement
from integrations.store.schema import companies, people, pursuits, scores, touches
from ml.funnel import CLOSED, FunnelState
from ml.records import QueueRow, ScoreLevel

_OPEN = tuple(state for state in FunnelState if state not in CLOSED)


@dataclass(frozen=True)
class QueueFilter:
    """Which open pursuits a queue ranks.

    Parameters
    ----------
    owner_id
        Only this person's; None: everybody's.
    include_unowned
        With an owner: nobody's pursuits too.
    states
        Only these funnel states; empty: every open one.
    min_score
        Only from this score (0 to 100) upwards; pursuits without a score are left out unless it is 0.
    limit, offset
        Which page.
    """

    owner_id: int | None = None
    include_unowned: bool = True
    states: tuple[FunnelState, ...] = ()
    min_score: int = 0
    limit: int = 10
    offset: int = 0


_last_touch = (
    select(func.max(touches.c.at))
    .where(touches.c.pursuit_id == pursuits.c.id)
    .correlate(pursuits)
    .scalar_subquery()
)
_agreed = touches.alias("agreed")
_ROWS = (
    select(
        pursuits.c.id,
        companies.c.name,
        pursuits.c.service,
        pursuits.c.state,
        pursuits.c.owner_id,
        func.coalesce(people.c.name, pursuits.c.owner_name).label("owner"),
        scores.c.win,
        scores.c.level,
        scores.c.previous_win,
        _last_touch.label("last_touch_at"),
        _agreed.c.next_step_due,
    )
    .join(companies, companies.c.id == pursuits.c.company_id)
    .outerjoin(people, people.c.id == pursuits.c.owner_id)
    .outerjoin(scores, scores.c.pursuit_id == pursuits.c.id)
    .outerjoin(_agreed, _agreed.c.id == latest_agreement())
)


def read_queue(connection: Connection, wanted: QueueFilter) -> list[QueueRow]:
    """One page: best chance first, not yet scored ones last."""
    page = _page(connection, wanted)
    rows = {row.id: row for row in connection.execute(_ROWS.where(pursuits.c.id.in_(page)))} if page else {}
    return [_queue_row(rows[pursuit_id]) for pursuit_id in page if pursuit_id in rows]


def count_queue(connection: Connection, wanted: QueueFilter) -> int:
    """How many rows all pages have."""
    every = select(pursuits.c.id).where(*_conditions(wanted))
    rows = every if wanted.min_score <= 0 else _scored(wanted)
    return connection.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _page(connection: Connection, wanted: QueueFilter) -> list[int]:
    """The ids of one page: two statements, so that the first can walk the index of chances and stop early."""
    if wanted.owner_id is not None and not connection.scalar(select(exists().where(*_conditions(wanted)))):
        return []  # else all chances would be walked to find nobody's
    best_first = _scored(wanted).order_by(scores.c.win.desc(), scores.c.pursuit_id.desc())
    page = list(connection.scalars(best_first.limit(wanted.limit).offset(wanted.offset)))
    if len(page) == wanted.limit or wanted.min_score > 0:
        return page
    before = connection.scalar(select(func.count()).select_from(_scored(wanted).subquery())) or 0
    newest_first = _unscored(wanted).order_by(pursuits.c.id.desc()).limit(wanted.limit - len(page))
    return page + list(connection.scalars(newest_first.offset(max(0, wanted.offset - before))))


def _scored(wanted: QueueFilter) -> Select[Any]:
    # round(100 × win) ≥ min_score, as the score is shown
    enough = scores.c.win >= (wanted.min_score - 0.5) / 100
    joined = select(scores.c.pursuit_id).join(pursuits, pursuits.c.id == scores.c.pursuit_id)
    return joined.where(enough, *_conditions(wanted))


def _unscored(wanted: QueueFilter) -> Select[Any]:
    joined = select(pursuits.c.id).outerjoin(scores, scores.c.pursuit_id == pursuits.c.id)
    return joined.where(scores.c.pursuit_id.is_(None), *_conditions(wanted))


def _conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    states = [state.value for state in wanted.states or _OPEN if state not in CLOSED]
    conditions: list[ColumnElement[bool]] = [pursuits.c.state.in_(states)]
    if wanted.owner_id is not None:
        mine = pursuits.c.owner_id == wanted.owner_id
        conditions.append(or_(mine, pursuits.c.owner_id.is_(None)) if wanted.include_unowned else mine)
    return conditions


def _queue_row(row: AnyRow) -> QueueRow:
    return QueueRow(
        pursuit_id=row.id,
        company=row.name,
        service=row.service,
        state=FunnelState(row.state),
        owner_id=row.owner_id,
        owner=row.owner,
        win=row.win,
        level=ScoreLevel(row.level) if row.level else None,
        change=None if row.win is None or row.previous_win is None else row.win - row.previous_win,
        last_touch_at=row.last_touch_at,
        next_step_due=row.next_step_due,
    )
