"""The job “reminder lift”: what reminders bring, measured on those withheld at random, kept for /metrics."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace
    from ml.lift import Lift

EVERY = timedelta(days=1)
LIFT = "reminder_lift"


def is_due(place: Workplace, last: datetime | None) -> bool:
    """Daily, once a control group was ever set."""
    ever = place.store.facts.get("control_group", None) is not None
    return ever and (last is None or place.now - last >= EVERY)


def run(place: Workplace) -> str:
    """Measure the lift and keep it as a fact."""
    lift = measure_lift(place.store, now=place.now)
    place.store.facts.put(LIFT, {"at": place.now.isoformat(), **lift.as_json()})
    return lift.sentence


def measure_lift(store: Store, *, now: datetime, seed: int = 0) -> Lift:
    """The lift of all reminders whose week is over."""
    from ml.lift import Trial, answered_within, lift_of

    trials, answers = store.reminder_trials.all(), store.reminder_trials.answers()
    outcomes = answered_within(((one.pursuit_id, one.at) for one in trials), answers, now=now)
    known = [
        Trial(one.pursuit_id, one.withheld, one.propensity, answered, one.chance)
        for one, answered in zip(trials, outcomes, strict=True)
        if answered is not None
    ]
    return lift_of(known, seed=seed)
