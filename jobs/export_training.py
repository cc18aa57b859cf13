"""The training table as one file: every label with the stage change that it comes from, nobody's name in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jobs.pipeline import WHO
from jobs.pipeline_folder import PipelineFolder
from jobs.train_models import NOTHING_YET
from jobs.training_tables import marks_of, raw_tables, unnamed
from ml.errors import NotEnoughData

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.store import Store

_NO_LABEL = "No label is known yet: no round was won or lost, and none was looked at 30 days ago; sync or import more."


def export_training(store: Store, file: Path, *, now: datetime, seed: int = 0) -> int:
    """Write the table, and its dictionary beside it; says how many rows. The export is audited.

    Raises
    ------
    NotEnoughData
        When the store holds no rounds, or none of them has a label yet.
    Refused, Unavailable
        As `jobs.pipeline.Pipeline.run`.
    """
    from ml.column_entries import TRAINING_FILE
    from ml.data_dictionary import dictionary
    from ml.data_preparation import prepare
    from ml.training_export import training_export
    from ml.training_rows import training_rows

    raw = raw_tables(store)
    if raw.rounds.empty:
        raise NotEnoughData(NOTHING_YET)
    tables = unnamed(store, prepare(raw).tables)
    rows = training_rows(tables, now=now, seed=seed)
    if not rows.snapshots[["won", "next_step"]].notna().to_numpy().any():
        raise NotEnoughData(_NO_LABEL)
    table = training_export(tables, rows)
    folder = PipelineFolder(file.parent)
    folder.write_table(file.name, table)
    folder.write_dictionary(file.stem, dictionary(TRAINING_FILE, table, marks_of(tables, table)))
    about = f"data {rows.digest}"
    store.audit.write(who=WHO, did="export_training", about=about, rows=len(table), at=now)
    return len(table)
