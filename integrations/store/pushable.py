"""What may be worth telling somebody at once: calls just read, pursuits that became hot, promises just overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from integrations.store.engine import StoreEngine
from integrations.store.lead_cards import latest_agreement
from integrations.store.loop_schema import deliveries, score_history
from integrations.store.schema import calls, people, pursuits, scores, stage_changes, touches, transcripts
from ml.funnel import CLOSED, FunnelState
from ml.records import ScoreLevel

_h = score_history.c
_agreed = touches.alias("agreed")
# Only where somebody of the team owns it; what is closed needs no push.
_OPEN = pursuits.c.state.not_in([state.value for state in CLOSED])
_OWNED = people.c.active & (people.c.id == pursuits.c.owner_id)
_TELLING = (ScoreLevel.FULL.value, ScoreLevel.SHRUNK.value)


@dataclass(frozen=True, slots=True)
class Pushable:
    """A pursuit of which there is something to tell its owner.

    Parameters
    ----------
    pursuit_id, owner_id
        Which, and whose.
    touch_id, key
        Of a call: the touch and its key.
    due
        Of a promise: the day it was due.
    """

    pursuit_id: int
    owner_id: int
    touch_id: int = 0
    key: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Pushed:
    """A message that was claimed: its kind, for whom, its slot, when."""

    kind: str
    person_id: int
    slot: str
    made_at: datetime


class Pushables:
    """Reads what happened lately; nothing is written."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def calls_read(self, since: datetime, now: datetime) -> list[Pushable]:
        """Calls of substance between two moments whose transcript was read, the latest first."""
        heard = select(calls.c.touch_id).join(transcripts, transcripts.c.call_id == calls.c.id)
        query = _owned(pursuits.c.id, pursuits.c.owner_id, touches.c.id, touches.c.key)
        query = query.join(touches, touches.c.pursuit_id == pursuits.c.id).where(
            touches.c.at.between(since, now), touches.c.substance == "", touches.c.id.in_(heard)
        )
        return self._read(query.order_by(touches.c.at.desc(), touches.c.id))

    def became_hot(self, since: datetime, now: datetime) -> list[Pushable]:
        """Pursuits that moved to hot lead between two moments and still are."""
        query = _owned(pursuits.c.id, pursuits.c.owner_id).where(
            pursuits.c.state == FunnelState.HOT_LEAD.value
        )
        moved = select(stage_changes.c.pursuit_id).where(
            stage_changes.c.to_state == FunnelState.HOT_LEAD.value, stage_changes.c.at.between(since, now)
        )
        return self._read(query.where(pursuits.c.id.in_(moved)).order_by(pursuits.c.id))

    def rose(self, since: date, *, to: float, by: float) -> list[Pushable]:
        """Open pursuits whose chance rose to this since a day, at least by so much, within one model."""
        earlier = score_history.alias()
        before = (
            select(earlier.c.win, earlier.c.model_version)
            .where(earlier.c.pursuit_id == _h.pursuit_id, earlier.c.on < _h.on)
            .order_by(earlier.c.on.desc())
            .limit(1)
        )
        was = before.with_only_columns(earlier.c.win).correlate(score_history).scalar_subquery()
        model = before.with_only_columns(earlier.c.model_version).correlate(score_history).scalar_subquery()
        query = _owned(pursuits.c.id, pursuits.c.owner_id)
        query = query.join(score_history, _h.pursuit_id == pursuits.c.id)
        query = query.join(scores, scores.c.pursuit_id == pursuits.c.id).where(
            _OPEN, _h.on >= since, scores.c.level.in_(_TELLING), scores.c.win >= to, _h.win >= to,
            was < to, _h.win - was >= by, model == _h.model_version,
        )  # fmt: skip
        return self._read(query.distinct().order_by(pursuits.c.id))

    def overdue(self, owner_id: int, first: date, last: date) -> list[Pushable]:
        """A person's open pursuits whose last agreed step was due between two days, the earliest first."""
        query = _owned(
            pursuits.c.id, pursuits.c.owner_id, _agreed.c.id, _agreed.c.key, _agreed.c.next_step_due
        )
        query = query.join(_agreed, _agreed.c.id == latest_agreement())
        due = _agreed.c.next_step_due.between(first, last) & (pursuits.c.owner_id == owner_id)
        return self._read(query.where(_OPEN, due).order_by(_agreed.c.next_step_due, pursuits.c.id))

    def pushed(self, kinds: Sequence[str], since: datetime) -> list[Pushed]:
        """The messages of these kinds that were claimed since a moment."""
        c = deliveries.c
        query = select(c.kind, c.person_id, c.slot, c.made_at)
        query = query.where(c.kind.in_(kinds), c.made_at >= since).order_by(c.made_at)
        with self._engine.reading() as connection:
            return [Pushed(*row) for row in connection.execute(query)]

    def _read(self, query: Select[Any]) -> list[Pushable]:
        with self._engine.reading() as connection:
            return [Pushable(*row) for row in connection.execute(query)]


def _owned(*columns: Any) -> Select[Any]:
    """These columns of pursuits that belong to somebody who is still of the team."""
    return select(*columns).select_from(pursuits).join(people, _OWNED)
