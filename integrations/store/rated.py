"""The training store's view of the votes: what was shown, what was said of it, and whether that was hindsight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
)

from integrations.batches import in_batches
from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.loop_schema import rated, reminders, shown_variants
from integrations.store.schema import models, rating_events, ratings, rounds, suggestions
from ml.rated_votes import KIND_OF, RatedKind, RatedVote
from ml.rating_effects import RatingEffect, effect_of

_BATCH = 500


def _round_then(told: Table) -> ColumnElement[int]:
    """The round of a pursuit that was on when something was said of it: of those begun by then, the latest."""
    begun = or_(rounds.c.entered_at.is_(None), rounds.c.entered_at <= told.c.said_at)
    latest = (
        select(rounds.c.id)
        .where(rounds.c.pursuit_id == told.c.pursuit_id, begun)
        .order_by(rounds.c.entered_at.desc().nulls_last(), rounds.c.id.desc())
        .limit(1)
    )
    return latest.correlate(told).scalar_subquery()


_ended_before = and_(rounds.c.outcome.is_not(None), rounds.c.closed_at <= ratings.c.at)
_STANDING = (
    select(
        ratings,
        suggestions.c.kind.label("said"),
        suggestions.c.pursuit_id,
        suggestions.c.said_at,
        suggestions.c.model_version,
        suggestions.c.win,
        case((_ended_before, 1), else_=0).label("hindsight"),
    )
    .join(suggestions, suggestions.c.id == ratings.c.suggestion_id)
    .outerjoin(rounds, rounds.c.id == _round_then(suggestions))
    .where(ratings.c.vote.is_not(None), suggestions.c.kind.in_(KIND_OF))
)
_TAKEN_BACK = delete(rated).where(
    ~exists().where(
        ratings.c.suggestion_id == rated.c.suggestion_id,
        ratings.c.person_id == rated.c.person_id,
        ratings.c.vote.is_not(None),
    )
)
_VOTES = (
    select(rated, rounds.c.id.label("round_id"), rounds.c.outcome)
    .outerjoin(rounds, rounds.c.id == _round_then(rated))
    .order_by(rated.c.at, rated.c.suggestion_id, rated.c.person_id)
)
_CURRENT = select(models.c.report, models.c.trained_at).where(models.c.question == "win", models.c.current)
_AS_THEY_ARE = (
    "suggestion_id",
    "person_id",
    "vote",
    "reason",
    "at",
    "pursuit_id",
    "said_at",
    "model_version",
    "win",
)
_KEYS = ("suggestion_id", "person_id")


class Rated:
    """One row for each current vote of each person."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        insert = engine.insert(rated)
        told = (*_AS_THEY_ARE, "kind", "details", "hindsight")
        columns = {name: insert.excluded[name] for name in told if name not in _KEYS}
        self._keep = insert.on_conflict_do_update(index_elements=list(_KEYS), set_=columns)

    def newest(self) -> int:
        """The number of the newest click or reaction; 0 where there is none."""
        with self._engine.reading() as connection:
            return connection.scalar(select(func.max(rating_events.c.id))) or 0

    def fold(self) -> int:
        """Bring every row up to what the votes say now; those taken back are gone. Says how many stand."""
        with self._engine.reading() as connection:
            standing = connection.execute(_STANDING).all()
            rows = [row for part in in_batches(standing, _BATCH) for row in _rows(connection, part)]
        for part in in_batches(rows, _BATCH):
            with self._engine.writing() as connection:
                connection.execute(self._keep, part)
        with self._engine.writing() as connection:
            connection.execute(_TAKEN_BACK)
        return len(rows)

    def votes(self, kind: RatedKind) -> tuple[RatedVote, ...]:
        """All votes of one kind, the oldest first."""
        return self._read(rated.c.kind == kind)

    def of_person(self, person_id: int) -> tuple[RatedVote, ...]:
        """All votes of one person, the oldest first."""
        return self._read(rated.c.person_id == person_id)

    def effect(self, person_id: int) -> RatingEffect | None:
        """What this person's ratings did; None where there are none."""
        votes = self.of_person(person_id)
        if not votes:
            return None
        with self._engine.reading() as connection:
            model = connection.execute(_CURRENT).first()
        report, trained_at = (model.report, model.trained_at) if model else ({}, None)
        return effect_of(votes, person_id, report, trained_at)

    def bothered(self) -> dict[int, tuple[int, int]]:
        """By person: how many reminders they put down, and on how many they said anything at all.

        A thumb down on the message, and “not relevant” on one of its pursuits, are one word each.
        """
        downs = func.sum(case((rated.c.vote == "down", 1), else_=0))
        thumbs = select(rated.c.person_id, downs, func.count()).where(rated.c.kind == "reminder")
        refused = func.sum(case((reminders.c.answer == "irrelevant", 1), else_=0))
        answers = select(reminders.c.person_id, refused, func.count()).where(reminders.c.answer.is_not(None))
        counted = defaultdict[int, tuple[int, int]](lambda: (0, 0))
        with self._engine.reading() as connection:
            for query in (thumbs.group_by(rated.c.person_id), answers.group_by(reminders.c.person_id)):
                for person_id, bad, all_ in connection.execute(query):
                    before = counted[person_id]
                    counted[person_id] = (before[0] + int(bad), before[1] + all_)
        return dict(counted)

    def _read(self, which: ColumnElement[bool]) -> tuple[RatedVote, ...]:
        with self._engine.reading() as connection:
            return tuple(RatedVote(**row) for row in connection.execute(_VOTES.where(which)).mappings())


def _rows(connection: Connection, standing: Sequence[AnyRow]) -> list[dict[str, Any]]:
    details = _details(connection, [row.suggestion_id for row in standing])
    return [
        {name: getattr(row, name) for name in _AS_THEY_ARE}
        | {
            "kind": KIND_OF[row.said],
            "hindsight": bool(row.hindsight),
            "details": details.get(row.suggestion_id, {}),
        }
        for row in standing
    ]


def _details(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What each answer showed beside its score: the styles of a draft, the places of reminders, and the chances."""
    told = defaultdict[str, dict[str, Any]](dict)
    styles = select(shown_variants).where(shown_variants.c.suggestion_id.in_(ids))
    for row in connection.execute(styles.order_by(shown_variants.c.move)):
        told[row.suggestion_id].setdefault("variants", {})[row.move] = [row.variant, row.propensity]
    named = select(reminders).where(reminders.c.delivery_key.in_(ids))
    for row in connection.execute(named.order_by(reminders.c.place)):
        one = {"pursuit_id": row.pursuit_id, "place": row.place, "propensity": row.propensity}
        told[row.delivery_key].setdefault("reminders", []).append(one)
    return told
