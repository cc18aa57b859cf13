"""The jobs of the product, in one readable tuple: one file and one line for a new one."""

from __future__ import annotations

from datetime import datetime, timedelta

from jobs.job import Job, Workplace

A_DAY = timedelta(days=1)


def _scores_are_old(place: Workplace, last: datetime | None) -> bool:
    """Daily, since a score looks back from its day; at once when data arrived or a model was trained."""
    facts, models = place.store.facts, place.store.models
    data, scored = facts.get("data_version", 0), facts.get("scored_data_version", 0)
    if not data or last is None:
        return bool(data)
    trained = any(model.current and model.trained_at > last for model in models.all())
    return data != scored or trained or place.now - last >= A_DAY


def _score(place: Workplace) -> str:
    from jobs.score_pursuits import score_pursuits

    return f"{score_pursuits(place.store, place.files, now=place.now).scored} pursuits scored"


JOBS: tuple[Job, ...] = (Job("score", _scores_are_old, _score),)
