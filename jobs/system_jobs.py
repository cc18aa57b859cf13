"""The jobs that read and write the systems outside: when each is due, and what it does."""

from __future__ import annotations

from datetime import datetime

from integrations.store.hints import EVERYTHING
from jobs.job import Workplace
from jobs.resting import HUBSPOT, awake, resting_at_limit

# --- what somebody waits for ----------------------------------------------------------------------------------------


def somebody_asked(place: Workplace, _last: datetime | None) -> bool:
    """At once: somebody confirmed in Slack that something goes to the CRM."""
    return awake(place).systems.crm is not None and place.store.writebacks.pending()


def write_back(place: Workplace) -> str:
    """Write what was confirmed into the CRM."""
    from jobs.write_back import write_back

    store, crm = place.store, place.systems.crm
    if crm is None:
        return "no CRM is connected"
    with resting_at_limit(store, HUBSPOT):
        return write_back(
            store, crm, now=place.now, rules=place.rules, notifier=place.notifier, go_on=place.go_on
        )


def something_was_named(place: Workplace, _last: datetime | None) -> bool:
    """At once: a webhook, or a write of our own, named records to read."""
    from jobs.sync_systems import waiting_hints

    return waiting_hints(place.store, awake(place).systems)


def read_named(place: Workplace) -> str:
    """Read the records that were named."""
    from jobs.sync_systems import sync_hinted

    return sync_hinted(awake(place))


# --- what the systems outside hold ----------------------------------------------------------------------------------


def is_sync_time(place: Workplace, last: datetime | None) -> bool:
    """Every `SYNC_MINUTES`, or once somebody wants it now; not before a daily limit ends."""
    from jobs.sync_systems import connected

    if not connected(awake(place).systems):
        return False
    wanted = bool(place.store.hints.take(EVERYTHING, 1))
    return wanted or last is None or place.now - last >= place.rules.sync_every


def sync(place: Workplace) -> str:
    """Read what is new or changed in every connected system, and write the scores back."""
    from jobs.after_sync import write_scores_back
    from jobs.sync_systems import sync_systems

    asked = place.store.hints.take(EVERYTHING, 1)
    outcome = sync_systems(awake(place), progress=place.go_on)
    place.store.hints.done(asked)
    if not outcome.summaries:
        raise next(iter(outcome.failures.values()))
    if HUBSPOT in outcome.summaries:
        with resting_at_limit(place.store, HUBSPOT):
            write_scores_back(place)
    return str(outcome)


def next_sync(place: Workplace, last: datetime | None) -> datetime | None:
    """When the systems outside are read again; None where none is connected."""
    from jobs.sync_systems import connected

    return (last or place.now) + place.rules.sync_every if connected(place.systems) else None


def may_be_heard(place: Workplace, last: datetime | None) -> bool:
    """As often as a sync: recordings come with it, and audio past its retention is deleted."""
    return last is None or place.now - last >= place.rules.sync_every


def transcribe(place: Workplace) -> str:
    """Fetch and hear recordings; delete audio that was kept long enough."""
    from jobs.transcribe import transcribe_calls

    return str(
        transcribe_calls(place.store, place.systems, now=place.now, rules=place.rules, progress=place.go_on)
    )


def next_hearing(place: Workplace, last: datetime | None) -> datetime:
    """When recordings are looked for again."""
    return (last or place.now) + place.rules.sync_every
