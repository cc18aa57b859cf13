"""What the imports of exports did, for whoever looks at the data."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from sqlalchemy import select

from integrations.store.engine import StoreEngine
from integrations.store.schema import imports

if TYPE_CHECKING:
    from ml.exploring.material import Import


def import_runs(engine: StoreEngine, zone: tzinfo, limit: int = 20) -> list[Import]:
    """The latest runs, the newest first, with their days in this zone."""
    from ml.exploring.material import Import

    with engine.reading() as connection:
        rows = connection.execute(select(imports).order_by(imports.c.id.desc()).limit(limit)).all()
    return [
        Import(f"{row.at.astimezone(zone):%Y-%m-%d}", row.read, row.stored, row.unchanged, row.rejected)
        for row in rows
    ]
