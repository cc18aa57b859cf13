"""The content of the model that answers a question now, from the folder of its training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ml.errors import NotEnoughData

if TYPE_CHECKING:
    from integrations.model_files import ModelFiles
    from integrations.store import Store
    from ml.records import ModelRecord


def current_model(store: Store, question: str) -> ModelRecord:
    """The record of the model that answers this question.

    Raises
    ------
    NotEnoughData
        When none was trained yet.
    """
    record = store.models.current(question)
    if record is None:
        raise NotEnoughData("No model is trained yet: run `sales-assistant train` first.")
    return record


def current_content(store: Store, files: ModelFiles, question: str) -> dict[str, Any]:
    """What the file of that model holds.

    Raises
    ------
    NotEnoughData, ForeignModel
        As `ModelFiles.load`; also when the file is not the one that was written down at training.
    """
    return content_of(files, current_model(store, question))


def content_of(files: ModelFiles, record: ModelRecord, name: str = "") -> dict[str, Any]:
    """What a file of a record's training holds: that of its own question, or another one that its report names."""
    sha256 = record.report.get(f"{name}_sha256" if name else "sha256")
    content, _ = files.beside(record.file).load(name or record.question, sha256=str(sha256))
    return content
