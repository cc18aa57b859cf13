"""What a user test measures, read from suggestions, ratings, drafts, feedback and touches; nothing is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from integrations.store.conversation_schema import drafts
from integrations.store.engine import StoreEngine
from integrations.store.insight_schema import said_feedback
from integrations.store.schema import pursuits, ratings, suggestions, touches
from ml.user_testing import LOOK_UPS, WITHIN, Measures, Moment, Shown, preparations

_s, _t = suggestions.c, touches.c
_caller = func.coalesce(_t.person_id, pursuits.c.owner_id)
# What was asked for has Slack's id of the request; what came by itself was not looked up.
_LOOK_UPS = select(_s.person_id, _s.pursuit_id, _s.said_at).where(
    _s.kind.in_(LOOK_UPS), _s.request_key.is_not(None), _s.pursuit_id.is_not(None)
)
_CALLS = (
    select(_caller, _t.pursuit_id, _t.at)
    .join(pursuits, pursuits.c.id == _t.pursuit_id)
    .where(_t.channel.in_(["call", "meeting"]), _t.direction == "out")
    .where(or_(_t.cancelled.is_(None), _t.cancelled.is_(False)), _caller.is_not(None))
)
_useful = func.sum(case((ratings.c.vote == "up", 1), else_=0))
_ANSWERS = (
    select(_s.kind, func.count(), func.count(ratings.c.vote), _useful)
    .outerjoin(ratings, (ratings.c.suggestion_id == _s.id) & (ratings.c.person_id == _s.person_id))
    .group_by(_s.kind)
)
_edited = func.sum(case((drafts.c.edited != "", 1), else_=0))
_DRAFTS = select(func.count(), _edited).select_from(drafts.join(suggestions, drafts.c.suggestion_id == _s.id))
_FEEDBACK = select(func.count()).select_from(said_feedback)


class UserTesting:
    """Reads what is measured."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def measure(self, since: datetime, until: datetime, person_id: int | None = None) -> Measures:
        """What happened from one moment until before another, of everybody or of one person."""

        def within(at: Any, person: Any, first: datetime = since) -> ColumnElement[bool]:
            then: ColumnElement[bool] = (at >= first) & (at < until)
            return then if person_id is None else then & (person == person_id)

        said = within(_s.said_at, _s.person_id)
        with self._engine.reading() as connection:
            look_ups = _moments(connection, _LOOK_UPS.where(within(_s.said_at, _s.person_id, since - WITHIN)))
            calls = _moments(connection, _CALLS.where(within(_t.at, _caller)))
            answers = {kind: Shown(*counts) for kind, *counts in connection.execute(_ANSWERS.where(said))}
            number, edited = connection.execute(_DRAFTS.where(said)).one()
            spoken = _FEEDBACK.where(within(said_feedback.c.at, said_feedback.c.person_id))
            feedback = connection.scalar(spoken) or 0
        prepared = tuple(preparations(look_ups, calls))
        return Measures(len(calls), prepared, answers, number, edited or 0, feedback)


def _moments(connection: Connection, query: Any) -> list[Moment]:
    return [Moment(*row) for row in connection.execute(query)]
