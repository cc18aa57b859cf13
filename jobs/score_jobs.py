"""The jobs that read words and score pursuits: when each is due, and what it does."""

from __future__ import annotations

from datetime import datetime

from jobs.job import A_DAY, Workplace
from jobs.resting import HUBSPOT, awake, resting_at_limit


def words_wait(place: Workplace, _last: datetime | None) -> bool:
    """At once: notes or transcripts arrived."""
    return bool(place.store.calls.untagged(1))


def tag(place: Workplace) -> str:
    """Name the moves in notes and calls that were not read yet."""
    from jobs.tag_touches import tag_touches
    from jobs.tagger import load_tagger

    tagger = load_tagger(place.files, place.store, now=place.now)
    return f"{tag_touches(place.store, tagger, progress=place.go_on)} notes and calls read"


def scores_are_old(place: Workplace, last: datetime | None) -> bool:
    """Daily, since a score looks back from its day; at once when data arrived or another model speaks."""
    facts, models = place.store.facts, place.store.models
    data, scored = facts.get("data_version", 0), facts.get("scored_data_version", 0)
    if not data or last is None:
        return bool(data)
    speaks = models.spoke_since()
    return data != scored or (speaks is not None and speaks > last) or place.now - last >= A_DAY


def score(place: Workplace) -> str:
    """Score every pursuit, and write the scores into the CRM where that is switched on."""
    from jobs.after_sync import write_scores_back
    from jobs.score_pursuits import score_pursuits

    scored = score_pursuits(place.store, place.files, now=place.now, progress=place.go_on).scored
    with resting_at_limit(place.store, HUBSPOT):
        return f"{scored} pursuits scored, {write_scores_back(awake(place))} written to HubSpot"
