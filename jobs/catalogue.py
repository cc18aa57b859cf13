"""The jobs of the product, in one readable tuple: one file and one line for a new one."""

from __future__ import annotations

from datetime import datetime, timedelta

from integrations.store.hints import EVERYTHING
from jobs.job import Job, Workplace
from jobs.resting import HUBSPOT, awake, resting_at_limit

A_DAY = timedelta(days=1)


# --- what somebody waits for ----------------------------------------------------------------------------------------


def _somebody_asked(place: Workplace, _last: datetime | None) -> bool:
    """At once: somebody confirmed in Slack that something goes to the CRM."""
    return awake(place).systems.crm is not None and place.store.writebacks.pending()


def _write_back(place: Workplace) -> str:
    from jobs.write_back import write_back

    store, crm = place.store, place.systems.crm
    if crm is None:
        return "no CRM is connected"
    with resting_at_limit(store, HUBSPOT):
        return write_back(
            store, crm, now=place.now, rules=place.rules, notifier=place.notifier, go_on=place.go_on
        )


def _something_was_named(place: Workplace, _last: datetime | None) -> bool:
    """At once: a webhook, or a write of our own, named records to read."""
    from jobs.sync_systems import waiting_hints

    return waiting_hints(place.store, awake(place).systems)


def _read_named(place: Workplace) -> str:
    from jobs.sync_systems import sync_hinted

    return sync_hinted(awake(place))


# --- what the systems outside hold ----------------------------------------------------------------------------------


def _is_sync_time(place: Workplace, last: datetime | None) -> bool:
    """Every `SYNC_MINUTES`, or once somebody wants it now; not before a daily limit ends."""
    from jobs.sync_systems import connected

    if not connected(awake(place).systems):
        return False
    wanted = bool(place.store.hints.take(EVERYTHING, 1))
    return wanted or last is None or place.now - last >= place.rules.sync_every


def _sync(place: Workplace) -> str:
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


def _may_be_heard(place: Workplace, last: datetime | None) -> bool:
    """As often as a sync: recordings come with it, and audio past its retention is deleted."""
    return last is None or place.now - last >= place.rules.sync_every


def _transcribe(place: Workplace) -> str:
    from jobs.transcribe import transcribe_calls

    return str(
        transcribe_calls(place.store, place.systems, now=place.now, rules=place.rules, progress=place.go_on)
    )


def _words_wait(place: Workplace, _last: datetime | None) -> bool:
    """At once: notes or transcripts arrived."""
    return bool(place.store.calls.untagged(1))


def _tag(place: Workplace) -> str:
    from jobs.tag_touches import tag_touches
    from jobs.tagger import load_tagger

    tagger = load_tagger(place.files, place.store, now=place.now)
    return f"{tag_touches(place.store, tagger, progress=place.go_on)} notes and calls read"


# --- scores ---------------------------------------------------------------------------------------------------------


def _scores_are_old(place: Workplace, last: datetime | None) -> bool:
    """Daily, since a score looks back from its day; at once when data arrived or a model was trained."""
    facts, models = place.store.facts, place.store.models
    data, scored = facts.get("data_version", 0), facts.get("scored_data_version", 0)
    if not data or last is None:
        return bool(data)
    trained = any(model.current and model.trained_at > last for model in models.all())
    return data != scored or trained or place.now - last >= A_DAY


def _score(place: Workplace) -> str:
    from jobs.after_sync import write_scores_back
    from jobs.score_pursuits import score_pursuits

    scored = score_pursuits(place.store, place.files, now=place.now, progress=place.go_on).scored
    with resting_at_limit(place.store, HUBSPOT):
        return f"{scored} pursuits scored, {write_scores_back(awake(place))} written to HubSpot"


# These take seconds and a person waits for them, so they never wait for the others.
PROMPT: tuple[Job, ...] = (
    Job("write back", _somebody_asked, _write_back),
    Job("named records", _something_was_named, _read_named),
)
STEADY: tuple[Job, ...] = (
    Job("sync", _is_sync_time, _sync),
    Job("transcribe", _may_be_heard, _transcribe),
    Job("tag", _words_wait, _tag),
    Job("score", _scores_are_old, _score),
)
JOBS = PROMPT + STEADY
