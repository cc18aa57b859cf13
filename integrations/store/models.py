"""Which models were trained, and which one answers each question now."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.schema import models
from ml.records import ModelRecord

_CURRENT = select(models).where(models.c.question == bindparam("question"), models.c.current)
_ALL = select(models).order_by(models.c.id)
_RETIRE = update(models).where(models.c.question == bindparam("of")).values(current=False)


class Models:
    """The history of trained models; one is current for each question."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def add(self, record: ModelRecord) -> None:
        """Keep a trained model; it becomes the current one for its question."""
        with self._engine.writing() as connection:
            connection.execute(_RETIRE, {"of": record.question})
            connection.execute(insert(models), {**vars(record), "current": True})

    def current(self, question: str) -> ModelRecord | None:
        """The model that answers this question now."""
        with self._engine.reading() as connection:
            row = connection.execute(_CURRENT, {"question": question}).first()
        return _record(row) if row else None

    def all(self) -> list[ModelRecord]:
        """Every model ever trained, oldest first."""
        with self._engine.reading() as connection:
            return [_record(row) for row in connection.execute(_ALL)]


def _record(row: AnyRow) -> ModelRecord:
    return ModelRecord(row.question, row.version, row.trained_at, row.file, row.report, row.current)
