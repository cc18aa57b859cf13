"""What reminders are judged by: those of the control group's time, and when their targets responded."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from integrations.store.engine import StoreEngine
from integrations.store.loop_schema import reminders
from integrations.store.schema import touches

# Shown with certainty: it cannot be compared with anything.
_SURELY = 1.0
_TRIED = reminders.c.propensity < _SURELY
_SHOWN = or_(reminders.c.withheld, reminders.c.delivery_key.is_not(None))
_TRIALS = (
    select(
        reminders.c.pursuit_id,
        reminders.c.at,
        reminders.c.withheld,
        reminders.c.propensity,
        reminders.c.details["chance"].as_float().label("chance"),
    )
    .where(_TRIED, _SHOWN)
    .order_by(reminders.c.id)
)
_ANSWERS = (
    select(touches.c.pursuit_id, touches.c.at)
    .where(
        touches.c.pursuit_id.in_(select(reminders.c.pursuit_id).where(_TRIED)),
        touches.c.channel != "note",
        or_(touches.c.answered, touches.c.direction == "in"),
    )
    .order_by(touches.c.pursuit_id, touches.c.at)
)


class ReminderTrial(NamedTuple):
    """A reminder that was shown or withheld at random, and the chance of an answer foretold then."""

    pursuit_id: int
    at: datetime
    withheld: bool
    propensity: float
    chance: float | None


class ReminderTrials:
    """What `ml.lift` measures by."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def all(self) -> list[ReminderTrial]:
        """Every reminder of which it was drawn whether it is shown."""
        with self._engine.reading() as connection:
            return [ReminderTrial(*row) for row in connection.execute(_TRIALS)]

    def answers(self) -> dict[int, list[datetime]]:
        """By pursuit the moments at which its target answered or came by itself, the oldest first."""
        told = dict[int, list[datetime]]()
        with self._engine.reading() as connection:
            for pursuit_id, at in connection.execute(_ANSWERS):
                told.setdefault(pursuit_id, []).append(at)
        return told
