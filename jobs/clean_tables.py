"""The store's rows as clean tables for models that answer now, by parts of the pursuits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from integrations.store import Store
    from integrations.store.frames import Between
    from ml.data_preparation import Tables


def clean_tables(store: Store, between: Between) -> Tables:
    """The clean tables of the pursuits from one id to another; what has no date is in them, too."""
    from ml.data_preparation import Tables, prepare

    frames = store.frames
    raw = Tables(
        frames.rounds(between=between), frames.stage_changes(between=between), frames.touches(between=between)
    )
    return prepare(raw, undated=True).tables


def closed_rounds(store: Store, chunks: Sequence[Between]) -> pd.DataFrame | None:
    """Owner, close and outcome of all closed rounds, since an owner's win rate counts them all; None of one chunk."""
    import pandas as pd

    if len(chunks) <= 1:
        return None
    parts = (store.frames.rounds(between=between) for between in chunks)
    columns = ["owner", "closed_at", "outcome"]
    return pd.concat([part.loc[part["outcome"].notna(), columns] for part in parts], ignore_index=True)
