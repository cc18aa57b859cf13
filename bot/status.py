"""What `status` says: what the store holds, the ratings, the models that speak, the jobs that ran."""

from __future__ import annotations

from typing import Any

from bot.wiring import Office
from integrations.store import Store
from jobs.catalogue import JOBS
from ml.records import ModelRecord


def status_of(office: Office) -> dict[str, Any]:
    """The state of this office, ready for JSON."""
    store = office.store
    return {
        "counts": store.counts(),
        "ratings": store.ratings.totals(),
        "sync": _sync(store),
        "models": [_model(model) for model in store.models.all() if model.current],
        "jobs": [_job(job.name, store.facts.get(job.fact, None)) for job in JOBS],
    }


def _sync(store: Store) -> dict[str, Any]:
    """When the systems outside were read last, and what of them could not be used, by reason."""
    facts = store.facts
    mapping = facts.get("crm_mapping", None)
    return {
        "sample": bool(facts.get("sample", False)),
        "data_as_of": facts.get("data_as_of", None),
        "hubspot_at": facts.get("sync:hubspot", {}).get("at"),
        "mapping_accepted_at": mapping["accepted_at"] if mapping else None,
        "set_aside": store.landing.problems(),
        "unmatched_numbers": len(store.sightings.unmatched(1000)),
        "waiting_hints": store.hints.waiting(),
    }


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
