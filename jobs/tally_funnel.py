"""The job “funnel”: how long each round stood in which state, and what is counted of it, kept up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from time import perf_counter
from typing import TYPE_CHECKING

from integrations.store.stays import COUNTED
from jobs.tally_sales import as_of

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace


def is_due(place: Workplace, _last: datetime | None) -> bool:
    """Once data, people or the zone changed, and on each new day."""
    if not place.store.facts.get("data_version", 0):
        return False
    told = place.store.facts.get(COUNTED, None) or {}
    made_of = as_of(place.store, place.rules.zone, now=place.now)
    return any(told.get(name) != value for name, value in made_of.items())


def run(place: Workplace) -> str:
    """Read all stays anew, and count them."""
    stays, tallies = tally_funnel(place.store, place.rules.zone, now=place.now, progress=place.go_on)
    return f"{stays} stays and {tallies} tallies changed"


def tally_funnel(
    store: Store, zone: tzinfo, *, now: datetime, progress: Callable[[], None] = lambda: None
) -> tuple[int, int]:
    """Read all stays anew, keep and count them; says how many stays and how many tallies changed.

    Parameters
    ----------
    store
        Where the rounds are, and the stays and tallies go.
    zone
        The team's zone, whose days are counted.
    now
        What lies after it has no date yet; ages are as of it.
    progress
        Called between two parts; what it raises leaves the rest for the next run.
    """
    from ml.funnel_tally import Standing

    made_of, begun = as_of(store, zone, now=now), perf_counter()
    standing, changed, tallies = Standing(), 0, 0
    for part, stays in store.stay_events.stays(now, zone):
        changed += store.stays.keep(part, stays)
        standing.add(stays)
        progress()
    for number in store.funnel.recount():
        tallies += number
        progress()
    store.funnel.replace_times(standing.times(now))
    seconds = round(perf_counter() - begun, 3)
    store.facts.put(COUNTED, {**made_of, "at": now.isoformat(), "seconds": seconds})
    return changed, tallies
