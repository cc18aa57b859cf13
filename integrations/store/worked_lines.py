"""Sentences of earlier calls that led on: made anew by training, read for a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import case, delete, insert, or_, select

from integrations.store.conversation_schema import worked_lines
from integrations.store.engine import StoreEngine
from integrations.store.schema import companies, pursuits, touches
from ml.cuss import MOVES, Move
from ml.facts import WorkedLine
from ml.records import LeadCard
from ml.what_worked import RankedLine

# So many of each move are offered to a writer; a line said where a pursuit stood at the same state comes first.
_OFFERED = 40
_SAME_STATE = 0.15
_target = companies.alias("target")
_c = worked_lines.c
_LINES = (
    select(
        _c.move,
        _c.text,
        _c.touch_id,
        _c.led_on,
        _c.calls,
        touches.c.at,
        touches.c.channel,
        pursuits.c.owner_id,
        companies.c.name,
    )
    .join(touches, touches.c.id == _c.touch_id)
    .join(pursuits, pursuits.c.id == _c.pursuit_id)
    .join(companies, companies.c.id == pursuits.c.company_id)
)


class WorkedLines:
    """What worked, by move."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def replace(self, lines: Iterable[RankedLine]) -> int:
        """Keep these in place of all former ones; says how many."""
        rows = [
            {
                "move": line.said.move.value,
                "text": line.said.text,
                "touch_id": line.said.touch_id,
                "pursuit_id": line.said.pursuit_id,
                "service": line.service,
                "industry": line.industry,
                "state": line.said.state,
                "language": "en",
                "led_on": line.led_on,
                "calls": line.calls,
                "rank": line.rank,
            }
            for line in lines
        ]
        with self._engine.writing() as connection:
            connection.execute(delete(worked_lines))
            if rows:
                connection.execute(insert(worked_lines), rows)
        return len(rows)

    def like(self, card: LeadCard) -> list[WorkedLine]:
        """The best lines of each move for a pursuit: that fit its service and industry, never of its own."""
        industry = select(_target.c.industry).where(_target.c.id == card.company_id).scalar_subquery()
        fits = _c.service.in_(["", card.service]) & or_(_c.industry == "", _c.industry == industry)
        likeness = _c.rank + case((_c.state == card.state.value, _SAME_STATE), else_=0.0)
        query = _LINES.where(_c.pursuit_id != card.pursuit_id, fits).order_by(likeness.desc(), _c.id)
        with self._engine.reading() as connection:
            rows = [
                connection.execute(query.where(_c.move == move.value).limit(_OFFERED)).all() for move in MOVES
            ]
        return [
            WorkedLine(
                Move(row.move),
                row.text,
                _call(row.channel, row.at, row.name),
                row.touch_id,
                row.led_on,
                row.calls,
                row.owner_id,
            )
            for some in rows
            for row in some
        ]


def _call(channel: str, at: datetime, company: str) -> str:
    return f"{channel} of {at.day} {at:%b} with {company}"
