"""The job “tally”: appointments, contacts, activities and sales counted anew by day and owner, once data changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, tzinfo
from hashlib import blake2b
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ml.sales_metrics import Definitions

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace

TALLIED, INSTALLED = "tallied", "installed_at"


def is_due(place: Workplace, _last: datetime | None) -> bool:
    """Once data, people, the zone or the definitions changed, and on each new day."""
    if not place.store.facts.get("data_version", 0):
        return False
    return not is_current(place.store, place.rules.zone, place.rules.definitions, now=place.now)


def run(place: Workplace) -> str:
    """Count everything anew."""
    changed = tally_sales(
        place.store, place.rules.zone, place.rules.definitions, now=place.now, progress=place.go_on
    )
    return f"{changed} tallies changed"


def is_current(store: Store, zone: tzinfo, definitions: Definitions, *, now: datetime) -> bool:
    """Whether the tallies are of the data as they are, by these definitions, and of this day."""
    told = store.facts.get(TALLIED, None) or {}
    return all(told.get(name) == value for name, value in _made_of(store, zone, definitions, now=now).items())


def tally_sales(
    store: Store,
    zone: tzinfo,
    definitions: Definitions,
    *,
    now: datetime,
    progress: Callable[[], None] = lambda: None,
) -> int:
    """Count everything anew and keep what changed; says how many tallies did.

    Parameters
    ----------
    store
        Where the events are, and the tallies go.
    zone, definitions
        The team's zone, whose days are counted, and what counts.
    now
        What lies after it is not counted yet.
    progress
        Called between two parts; what it raises leaves the tallies as they were.
    """
    from ml.sales_tally import Counting

    made_of, begun = _made_of(store, zone, definitions, now=now), perf_counter()
    counting = Counting(zone, now, definitions)
    for _ in store.sales_events.count(counting):
        progress()
    changed = store.sales.replace(counting.tallies)
    _note_installation(store)
    seconds = round(perf_counter() - begun, 3)
    store.facts.put(TALLIED, {**made_of, "at": now.isoformat(), "seconds": seconds})
    return changed


def _made_of(store: Store, zone: tzinfo, definitions: Definitions, *, now: datetime) -> Mapping[str, Any]:
    """What the tallies depend on."""
    counted = {**asdict(definitions), "activities": list(definitions.activities)}
    return {**as_of(store, zone, now=now), "definitions": counted}


def as_of(store: Store, zone: tzinfo, *, now: datetime) -> Mapping[str, Any]:
    """What anything counted by day and owner depends on: the data, the zone, the day, the people; JSON-ready."""
    team = sorted((person.id, person.email, person.name) for person in store.people.all())
    return {
        "data_version": store.facts.get("data_version", 0),
        "zone": str(zone),
        "on": now.astimezone(zone).date().isoformat(),
        "team": blake2b(repr(team).encode(), digest_size=8).hexdigest(),
    }


def _note_installation(store: Store) -> None:
    """Remember when the bot said something first: from then on it was there, whatever is purged later."""
    if store.facts.get(INSTALLED, None) is None and (first := store.sales_events.first_said_at()):
        store.facts.put(INSTALLED, first.isoformat())
