"""What `status` says: what the store holds, the ratings, the models that speak, the jobs that ran."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.wiring import Office
from jobs.catalogue import JOBS
from jobs.set_aside_calls import set_aside_calls
from jobs.transcribe import consent_report
from ml.records import ModelRecord

if TYPE_CHECKING:
    from integrations.store.call_places import UnmatchedNumber

# So many numbers that nobody has, and reasons of failures, are told: the most frequent.
_MOST_NUMBERS = 20


def status_of(office: Office) -> dict[str, Any]:
    """The state of this office, ready for JSON."""
    store = office.store
    return {
        "counts": store.counts(),
        "ratings": store.ratings.totals(),
        "sync": _sync(office),
        "models": [_model(model) for model in store.models.speaking()],
        "jobs": [_job(job.name, store.facts.get(job.fact, None)) for job in JOBS],
    }


def _sync(office: Office) -> dict[str, Any]:
    """When the systems outside were read last, what of them could not be used, by reason, and what was heard."""
    store, facts = office.store, office.store.facts
    mapping = facts.get("crm_mapping", None)
    return {
        "sample": bool(facts.get("sample", False)),
        "data_as_of": facts.get("data_as_of", None),
        "hubspot_at": facts.get("sync:hubspot", {}).get("at"),
        "mapping_accepted_at": mapping["accepted_at"] if mapping else None,
        "set_aside": {**store.landing.problems(), **set_aside_calls(facts)},
        "unmatched_numbers": len(store.sightings.unmatched(1000)),
        "unmatched": [_unmatched(one) for one in store.sightings.unmatched(_MOST_NUMBERS)],
        "waiting_hints": store.hints.waiting(),
        "recordings": asdict(consent_report(store, office.rules)),
        "recordings_failed": store.recordings.failures(_MOST_NUMBERS),
    }


def _unmatched(one: UnmatchedNumber) -> dict[str, str | int]:
    return {"number": one.number, "calls": one.calls, "last_at": one.last_at.isoformat()}


def _model(model: ModelRecord) -> dict[str, Any]:
    return {
        "question": model.question,
        "version": model.version,
        "trained_at": model.trained_at.isoformat(),
        "rows": model.report.get("rows"),
    }


def _job(name: str, remembered: dict[str, str] | None) -> dict[str, str | None]:
    run = remembered or {}
    return {"job": name, "at": run.get("at"), "outcome": run.get("outcome")}
