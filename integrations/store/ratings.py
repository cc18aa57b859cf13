"""Thumbs up and down: every click once, and the current vote of each person on each suggestion."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from integrations.store.engine import StoreEngine
from integrations.store.schema import rating_events, ratings, suggestions
from ml.errors import Refused
from ml.records import RatingEvent, Vote

_events = rating_events.c
_OF_PAIR = (_events.suggestion_id == bindparam("suggestion_id"), _events.person_id == bindparam("person_id"))
# Buttons and each emoji stand by themselves, as their own latest event says: one that was taken off says nothing, and
# an emoji that arrives after its removal changes nothing. Slack's id settles a tie.
_NEWEST_FIRST = (_events.at.desc(), _events.event_key.desc())
_STANDING = (
    select(
        _events.id,
        _events.emoji,
        _events.event_key,
        _events.vote,
        _events.reason,
        _events.at,
        func.row_number().over(partition_by=_events.emoji, order_by=_NEWEST_FIRST).label("place"),
    )
    .where(*_OF_PAIR)
    .subquery()
)
# Of those that stand, the one given last is the current vote, whatever order Slack delivered them in.
_LATEST = (
    select(_STANDING)
    .where(_STANDING.c.place == 1)
    .order_by(_STANDING.c.vote.is_(None), _STANDING.c.at.desc(), _STANDING.c.event_key.desc())
    .limit(1)
)
_EMOJI = select(_STANDING.c.emoji, _STANDING.c.vote, _STANDING.c.at).where(
    _STANDING.c.place == 1, _STANDING.c.emoji != ""
)
# On PostgreSQL the row lock makes votes on one suggestion take turns; SQLite writes one at a time anyway.
_LOCKED = select(suggestions.c.id).where(suggestions.c.id == bindparam("suggestion_id")).with_for_update()
_CURRENT = select(ratings.c.vote).where(
    ratings.c.suggestion_id == bindparam("suggestion_id"), ratings.c.person_id == bindparam("person_id")
)
_TOTALS = (
    select(ratings.c.vote, func.count().label("number"))
    .where(ratings.c.vote.is_not(None))
    .group_by(ratings.c.vote)
)


class Ratings:
    """Votes are idempotent, and the same whatever order they arrive in."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        once = engine.insert(rating_events).on_conflict_do_nothing(index_elements=["event_key"])
        self._record = once.returning(_events.id)
        upsert = engine.insert(ratings)
        columns = {name: upsert.excluded[name] for name in ("vote", "reason", "at")}
        self._keep = upsert.on_conflict_do_update(index_elements=["suggestion_id", "person_id"], set_=columns)

    def vote(self, event: RatingEvent) -> bool:
        """Count a thumb given or taken back; False when this very click was counted before.

        Raises
        ------
        Refused
            When the suggestion is not known.
        """
        pair = {"suggestion_id": event.suggestion_id, "person_id": event.person_id}
        with self._engine.writing() as connection:
            _lock(connection, pair)
            if connection.scalar(self._record, vars(event)) is None:
                return False
            self._settle(connection, pair)
        return True

    def add_reason(self, suggestion_id: str, person_id: int, reason: str) -> None:
        """Add the rep's words to the current vote.

        Raises
        ------
        Refused
            When there is no vote to explain.
        """
        pair = {"suggestion_id": suggestion_id, "person_id": person_id}
        with self._engine.writing() as connection:
            _lock(connection, pair)
            latest = connection.execute(_LATEST, pair).first()
            if latest is None or latest.vote is None:
                raise Refused("There is no vote of yours on this answer to explain.")
            connection.execute(update(rating_events).where(_events.id == latest.id).values(reason=reason))
            self._settle(connection, pair)

    def current(self, suggestion_id: str, person_id: int) -> Vote | None:
        """The vote that stands, if any."""
        with self._engine.reading() as connection:
            vote: Vote | None = connection.scalar(
                _CURRENT, {"suggestion_id": suggestion_id, "person_id": person_id}
            )
        return vote

    def emoji(self, suggestion_id: str, person_id: int) -> dict[str, tuple[Vote | None, datetime]]:
        """Each emoji that was ever put on it: what it says, None where it was taken off, and since when."""
        pair = {"suggestion_id": suggestion_id, "person_id": person_id}
        with self._engine.reading() as connection:
            return {row.emoji: (row.vote, row.at) for row in connection.execute(_EMOJI, pair)}

    def totals(self, person_id: int | None = None) -> dict[str, int]:
        """How many votes stand, up and down: this person's, or everybody's."""
        counted = _TOTALS if person_id is None else _TOTALS.where(ratings.c.person_id == person_id)
        with self._engine.reading() as connection:
            return {"up": 0, "down": 0} | {row.vote: row.number for row in connection.execute(counted)}

    def _settle(self, connection: Connection, pair: dict[str, object]) -> None:
        latest = connection.execute(_LATEST, pair).one()
        connection.execute(
            self._keep, {**pair, "vote": latest.vote, "reason": latest.reason, "at": latest.at}
        )


def _lock(connection: Connection, pair: dict[str, object]) -> None:
    if connection.execute(_LOCKED, pair).first() is None:
        raise Refused("This answer is no longer known, so it cannot be rated.")
