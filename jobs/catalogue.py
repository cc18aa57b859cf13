"""The jobs of the product, in one readable tuple: one file and one line for a new one."""

from __future__ import annotations

from datetime import datetime, timedelta

from jobs.job import Job, Workplace

A_DAY = timedelta(days=1)
NOT_BEFORE = "sync:not_before"


# --- what webhooks and people asked for ---------------------------------------------------------------------------


def _something_was_named(place: Workplace, _last: datetime | None) -> bool:
    """At once: a webhook, or a write of our own, named records to read."""
    from jobs.sync_systems import waiting_hints

    return waiting_hints(place.store, place.systems)


def _read_named(place: Workplace) -> str:
    from jobs.sync_systems import sync_hinted

    return sync_hinted(place)


def _somebody_asked(place: Workplace, _last: datetime | None) -> bool:
    """At once: somebody confirmed in Slack that something goes to the CRM."""
    return place.systems.crm is not None and bool(place.store.writebacks.pending())


def _write_back(place: Workplace) -> str:
    from jobs.write_back import write_back

    if place.systems.crm is None:
        return "no CRM is connected"
    return write_back(
        place.store, place.systems.crm, now=place.now, rules=place.rules, notifier=place.notifier
    )


# --- what the systems outside hold ----------------------------------------------------------------------------------


def _is_sync_time(place: Workplace, last: datetime | None) -> bool:
    """Every `SYNC_MINUTES`, but not before a daily limit ends."""
    from jobs.sync_systems import connected

    not_before = place.store.facts.get(NOT_BEFORE, None)
    if not connected(place.systems) or (not_before and place.now < datetime.fromisoformat(not_before)):
        return False
    return last is None or place.now - last >= place.rules.sync_every


def _sync(place: Workplace) -> str:
    from integrations.errors import DailyLimit
    from jobs.after_sync import write_scores_back
    from jobs.sync_systems import sync_systems

    outcome = sync_systems(place)
    write_scores_back(place)
    for error in outcome.failures.values():
        if isinstance(error, DailyLimit):
            place.store.facts.put(NOT_BEFORE, error.again_at.isoformat())
        if not outcome.summaries:
            raise error
    return str(outcome)


def _may_be_heard(place: Workplace, last: datetime | None) -> bool:
    """As often as a sync: recordings come with it, and audio past its retention is deleted."""
    return last is None or place.now - last >= place.rules.sync_every


def _transcribe(place: Workplace) -> str:
    from jobs.transcribe import transcribe_calls

    heard = transcribe_calls(place.store, place.systems, now=place.now, rules=place.rules)
    return f"{heard.transcribed} calls transcribed, {heard.without_consent} without consent, {heard.failed} failed"


def _words_wait(place: Workplace, _last: datetime | None) -> bool:
    """At once: notes or transcripts arrived."""
    return bool(place.store.calls.untagged(1))


def _tag(place: Workplace) -> str:
    from jobs.tag_touches import tag_touches

    return f"{tag_touches(place.store)} notes and calls read"


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

    scored = score_pursuits(place.store, place.files, now=place.now).scored
    return f"{scored} pursuits scored, {write_scores_back(place)} written to HubSpot"


JOBS: tuple[Job, ...] = (
    Job("named records", _something_was_named, _read_named),
    Job("write back", _somebody_asked, _write_back),
    Job("sync", _is_sync_time, _sync),
    Job("transcribe", _may_be_heard, _transcribe),
    Job("tag", _words_wait, _tag),
    Job("score", _scores_are_old, _score),
)
