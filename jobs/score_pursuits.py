"""Score every open pursuit ahead of time, so that an answer in Slack only reads a row."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from timeit import default_timer
from typing import TYPE_CHECKING, Any

from ml.errors import NotEnoughData

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from integrations.model_files import ModelFiles
    from integrations.store import Store
    from ml.data_preparation import Tables
    from ml.predict import ScoringModels
    from ml.records import ModelRecord

    Progress = Callable[[str, int, int | None], None]

CHUNK = 50_000  # pursuits read, scored and written at a time: bounds the memory


@dataclass(frozen=True)
class ScoreSummary:
    """How many pursuits were scored, and how long it took in seconds."""

    scored: int
    seconds: float


def score_pursuits(
    store: Store, files: ModelFiles, *, now: datetime, progress: Progress | None = None
) -> ScoreSummary:
    """Score all open pursuits with the current models and store the scores with their reasons.

    Scores look back from `now`, or from the end of the data where that ended long ago.

    Raises
    ------
    NotEnoughData
        When no model was trained yet.
    ForeignModel
        When a model file was changed, or does not fit the others or the data.
    """
    from threadpoolctl import threadpool_limits

    started = default_timer()
    data_version = store.facts.get("data_version", 0)
    models = load_models(store, files)
    scored = 0
    with threadpool_limits(limits=1), _without_collector():
        for part in _scored_chunks(store, models, now=now):
            scored += part
            if progress is not None:
                progress("scoring", scored, None)
    store.facts.put("scored_data_version", data_version)
    return ScoreSummary(scored, round(default_timer() - started, 3))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of rows pass through, none of them in a cycle: the collector would walk them for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_models(store: Store, files: ModelFiles) -> ScoringModels:
    """The three models that speak: those that the store knows as current, all of one training.

    Raises
    ------
    NotEnoughData, ForeignModel
        As `ModelFiles.load`; also when a file is not the one that was written down at training.
    """
    from ml.cycle_length import CycleLengthModel
    from ml.next_step import NextStepModel
    from ml.predict import ScoringModels
    from ml.win import WinModel

    return ScoringModels(
        _current(store, "win").version,
        WinModel.from_content(_content(store, files, "win")),
        NextStepModel.from_content(_content(store, files, "next_step")),
        CycleLengthModel.from_content(_content(store, files, "cycle_length")),
    )


def _content(store: Store, files: ModelFiles, question: str) -> dict[str, Any]:
    record = _current(store, question)
    content, _ = files.load(question, sha256=str(record.report.get("sha256")))
    return content


def _current(store: Store, question: str) -> ModelRecord:
    record = store.models.current(question)
    if record is None:
        raise NotEnoughData("No model is trained yet: run `sales-assistant train` first.")
    return record


def _scored_chunks(store: Store, models: ScoringModels, *, now: datetime) -> Iterator[int]:
    from integrations.store.score_columns import encode_scores
    from ml.data_preprocessing import scoring_moment
    from ml.predict import score

    newest = store.facts.get("data_as_of", None)
    as_of = scoring_moment(datetime.fromisoformat(newest), now) if newest else now
    chunks = list(store.frames.pursuit_chunks(CHUNK))
    closed = _closed_rounds(store, chunks) if len(chunks) > 1 else None
    for between in chunks:
        scores = score(models, _clean_tables(store, between), as_of=as_of, closed_rounds=closed)
        yield store.scores.replace_encoded(encode_scores(scores))


def _clean_tables(store: Store, between: tuple[int, int]) -> Tables:
    from ml.data_preparation import Tables, prepare

    frames = store.frames
    raw = Tables(
        frames.rounds(between=between), frames.stage_changes(between=between), frames.touches(between=between)
    )
    return prepare(raw, undated=True).tables


def _closed_rounds(store: Store, chunks: list[tuple[int, int]]) -> pd.DataFrame:
    """Owner, close and outcome of all closed rounds: an owner's win rate counts them all."""
    import pandas as pd

    parts = (store.frames.rounds(between=between) for between in chunks)
    columns = ["owner", "closed_at", "outcome"]
    return pd.concat([part.loc[part["outcome"].notna(), columns] for part in parts], ignore_index=True)
