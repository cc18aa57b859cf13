"""The job “coaching”: conversations counted anew by rep and month, calls worth hearing chosen, promises overdue noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from time import perf_counter
from typing import TYPE_CHECKING, Any

from integrations.store.calls import WORDS_READ
from jobs.tally_sales import as_of
from ml.coaching import overdue_tallies

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace

COACHED = "coached"


def is_due(place: Workplace, _last: datetime | None) -> bool:
    """Once data, words that were read, people or the zone changed, and on each new day."""
    if not place.store.facts.get("data_version", 0):
        return False
    told = place.store.facts.get(COACHED, None) or {}
    made_of = _made_of(place.store, place.rules.zone, now=place.now)
    return any(told.get(name) != value for name, value in made_of.items())


def run(place: Workplace) -> str:
    """Count everything anew."""
    changed = count_conversations(place.store, place.rules.zone, now=place.now, progress=place.go_on)
    return f"{changed} figures, calls and promises changed"


def count_conversations(
    store: Store, zone: tzinfo, *, now: datetime, progress: Callable[[], None] = lambda: None
) -> int:
    """Count everything anew and keep what changed; says how many rows did.

    Parameters
    ----------
    store
        Where the conversations are, and what the coaching view shows goes.
    zone
        The team's zone, whose days and months are counted.
    now
        What lies after it is not counted yet.
    progress
        Called between two parts; what it raises leaves everything as it was.
    """
    from ml.coaching_counts import CoachingCounts

    made_of, begun = _made_of(store, zone, now=now), perf_counter()
    newest = store.facts.get("data_as_of", None)
    counts = CoachingCounts(zone, now, datetime.fromisoformat(newest) if newest else now)
    for part in store.coaching_events.parts(counts.since, now):
        counts.add(part)
        progress()
    objections = set(_with_answered_objection(store, counts.calls.agreed(), zone))
    progress()
    on = now.astimezone(zone).date()
    promises = store.coaching_events.overdue(on)
    overdue = overdue_tallies((owner_id for owner_id, _, _ in promises.values()), on)
    changed = store.coaching.keep_tallies({**counts.tallies(), **overdue})
    changed += store.coaching.keep_calls(counts.calls.choose(objections))
    changed += store.coaching.keep_overdue(promises)
    seconds = round(perf_counter() - begun, 3)
    store.facts.put(COACHED, {**made_of, "at": now.isoformat(), "seconds": seconds})
    return changed


def _with_answered_objection(store: Store, touch_ids: Iterable[int], zone: tzinfo) -> Iterable[int]:
    """The calls in whose words an objection was raised and answered, as their recaps show it."""
    from ml.call_notes import notes_of
    from ml.substance import CallFacts

    for touch_id in touch_ids:
        talk = store.conversations.one(touch_id)
        if talk is None:
            continue
        call = CallFacts(talk.status, talk.duration_s)
        notes = notes_of(
            talk.utterances,
            talk.tags,
            talk.at.astimezone(zone).date(),
            call=call,
            note=not talk.is_transcript,
        )
        if any(objection.answer for objection in notes.objections):
            yield touch_id


def _made_of(store: Store, zone: tzinfo, *, now: datetime) -> Mapping[str, Any]:
    """What the counts depend on: beside the data, how many touches' words were read."""
    return {**as_of(store, zone, now=now), "read": store.facts.get(WORDS_READ, 0)}
