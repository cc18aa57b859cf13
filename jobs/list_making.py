"""The job “retargeting lists”: makes everybody's list of due pursuits ahead of time, for /retarget and the App Home."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace

EVERY, AT_LEAST = timedelta(minutes=10), timedelta(hours=6)
_MADE_OF = "timing_data_version"


def is_due(place: Workplace, last: datetime | None) -> bool:
    """Soon after data or scores arrived, and every few hours, since days pass without them."""
    if last is None or place.now - last >= AT_LEAST:
        return bool(place.store.facts.get("data_version", 0))
    return place.now - last >= EVERY and place.store.facts.get(_MADE_OF, 0) != _version(place.store)


def run(place: Workplace) -> str:
    """Make everybody's list of their own today."""
    from jobs.retargeting import make_lists

    version = _version(place.store)
    made = make_lists(place)
    place.store.facts.put(_MADE_OF, version)
    return f"{made} lists made"


def _version(store: Store) -> list[Any]:
    return [store.facts.get("data_version", 0), store.facts.get("scored_data_version", 0)]
