"""Systems that answer nothing more today: they are left alone until they said they go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from integrations.errors import DailyLimit

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace

RESTING = "sync:resting"
HUBSPOT = "hubspot"


def awake(place: Workplace) -> Workplace:
    """The same place, with only those systems that may be asked now."""
    until: dict[str, str] = place.store.facts.get(RESTING, {})
    resting = {name for name, at in until.items() if place.now < datetime.fromisoformat(at)}
    if not resting:
        return place
    systems = place.systems
    calls = [source for source in systems.calls if source.system not in resting]
    return replace(
        place, systems=replace(systems, crm=None if HUBSPOT in resting else systems.crm, calls=calls)
    )


def let_rest(store: Store, system: str, limit: DailyLimit) -> None:
    """Leave a system alone until its limit ends."""
    store.facts.put(RESTING, {**store.facts.get(RESTING, {}), system: limit.again_at.isoformat()})


@contextmanager
def resting_at_limit(store: Store, system: str) -> Iterator[None]:
    """Leave a system alone from when it says, in this block, that it answers nothing more today."""
    try:
        yield
    except DailyLimit as limit:
        let_rest(store, system, limit)
        raise
