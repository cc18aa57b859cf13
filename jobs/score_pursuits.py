"""Score every open pursuit ahead of time, so that an answer in Slack only reads a row."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from timeit import default_timer
from typing import TYPE_CHECKING

from jobs.clean_tables import clean_tables, closed_rounds
from jobs.current_models import content_of
from ml.errors import NotEnoughData

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.model_files import ModelFiles
    from integrations.store import Store
    from ml.predict import ScoringModels

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
    store.score_history.note()
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

    speaking = {record.question: record for record in store.models.speaking()}
    if "win" not in speaking:
        raise NotEnoughData("No model is trained yet: run `sales-assistant train` first.")
    return ScoringModels(
        speaking["win"].version,
        WinModel.from_content(content_of(files, speaking["win"])),
        NextStepModel.from_content(content_of(files, speaking["next_step"])),
        CycleLengthModel.from_content(content_of(files, speaking["cycle_length"])),
    )


def _scored_chunks(store: Store, models: ScoringModels, *, now: datetime) -> Iterator[int]:
    from integrations.store.score_columns import encode_scores
    from ml.data_preprocessing import scoring_moment
    from ml.predict import score

    newest = store.facts.get("data_as_of", None)
    as_of = scoring_moment(datetime.fromisoformat(newest), now) if newest else now
    chunks = list(store.frames.pursuit_chunks(CHUNK))
    closed = closed_rounds(store, chunks)
    won = models.win.won_rounds
    titles = store.pursuits.titles(won.pursuit_ids.tolist()) if won else {}
    for between in chunks:
        tables = clean_tables(store, between)
        scores = score(models, tables, as_of=as_of, closed_rounds=closed, titles=titles)
        yield store.scores.replace_encoded(encode_scores(scores))
