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
    store: Store,
    files: ModelFiles,
    *,
    now: datetime,
    seed: int = 0,
    learn_from_model: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Train, judge and save all models; the report by question, also kept in `store.models`.

    The tagger learns first, from corrections and, with `learn_from_model`, from a language model's tags; touches
    that it has not read are read. The same data and seed give the same chances and figures, but for the seconds.

    Raises
    ------
    NotEnoughData
        When the store holds no rounds.
    Refused
        When deals came from a CRM and nobody has accepted yet what its stages mean.
    """
    from integrations.crm_mapping import require_accepted
    from integrations.model_files import Manifest
    from jobs.learn_lines import learn_lines
    from ml.bench import silent
    from ml.data_preparation import Tables, prepare
    from ml.train import train

    require_accepted(store)
    _read_words(store, files, now=now, learn_from_model=learn_from_model, progress=progress)
    learn_lines(store, now=now, seed=seed)
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


def _read_words(
    store: Store, files: ModelFiles, *, now: datetime, learn_from_model: bool, progress: Progress | None
) -> None:
    """Train the tagger, and let it read what it has not read."""
    from jobs.tag_touches import tag_touches
    from jobs.tagger import examples_of_model, retrain_tagger

    said = examples_of_model(store) if learn_from_model else ()
    tagger = retrain_tagger(files, store, now=now, from_model=said)
    store.calls.read_again(tagger.name)
    tag_touches(store, tagger, progress=progress)


def _save(files: ModelFiles, trained: TrainedModels, manifest: Manifest) -> dict[str, str]:
    """Write every model's file; gives their hashes by name."""
    hashes = {}
    for name, content in trained.contents().items():
        figures = trained.report.get(name, {}).get("splits", {})
        own = replace(manifest, model=name, features=trained.features_of(name), figures=figures)
        hashes[name] = files.save(content, own).sha256
    return hashes
