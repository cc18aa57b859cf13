"""Train every model on the company's own history, save it, and report how good it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ml.errors import NotEnoughData
from ml.records import ModelRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from integrations.model_files import Manifest, ModelFiles
    from integrations.store import Store
    from ml.train import TrainedModels

    Progress = Callable[[str, int, int | None], None]


def train_models(
    store: Store, files: ModelFiles, *, now: datetime, seed: int = 0, progress: Progress | None = None
) -> dict[str, Any]:
    """Train, judge and save all models; the report by question, also kept in `store.models`.

    Touches whose words nobody has read yet are read first. The same data and seed give the same chances and
    figures, but for the seconds.

    Raises
    ------
    NotEnoughData
        When the store holds no rounds.
    Refused
        When deals came from a CRM and nobody has accepted yet what its stages mean.
    """
    from integrations.crm_mapping import require_accepted
    from integrations.model_files import Manifest
    from jobs.tag_touches import tag_touches
    from ml.bench import silent
    from ml.data_preparation import Tables, prepare
    from ml.train import train

    require_accepted(store)
    tag_touches(store, progress=progress)
    frames = store.frames
    raw = Tables(frames.rounds(), frames.stage_changes(), frames.touches())
    if raw.rounds.empty:
        raise NotEnoughData(
            "There is nothing to learn from yet: run `sales-assistant import` or `sales-assistant sync` first."
        )
    prepared = prepare(raw)
    trained = train(prepared.tables, as_of=now, seed=seed, progress=progress or silent)
    set_aside = prepared.rejects.groupby(["table", "reason"]).size().reset_index(name="rows")
    rejects = set_aside.to_dict("records")
    report = {question: part | {"set_aside": rejects} for question, part in trained.report.items()}
    version = f"{now:%Y-%m-%d}-{trained.digest[:8]}"
    hashes = _save(files, trained, Manifest("", version, now.isoformat(), trained.digest, seed))
    for question, part in report.items():
        part["sha256"] = hashes[question]
        store.models.add(ModelRecord(question, version, now, files.path(question).name, part))
    return report


def _save(files: ModelFiles, trained: TrainedModels, manifest: Manifest) -> dict[str, str]:
    """Write every model's file; gives their hashes by name."""
    hashes = {}
    for name, content in trained.contents().items():
        figures = trained.report.get(name, {}).get("splits", {})
        own = replace(manifest, model=name, features=trained.features_of(name), figures=figures)
        hashes[name] = files.save(content, own).sha256
    return hashes
