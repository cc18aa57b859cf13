"""What a language model wrote of conversations, after the gate, beside the embedded notes and with who made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from integrations.store.conversation_schema import written_notes
from integrations.store.engine import StoreEngine

_c = written_notes.c


@dataclass(frozen=True)
class WrittenSummary:
    """A model's notes of one conversation, checked.

    Parameters
    ----------
    sentences
        Its summary, as far as it rests on what was said; may be empty.
    written_by, prompts
        'openai:' and the model, and the version of the prompts.
    picks
        Numbers of the sentences it picked for each slot (`ml.conversation.NEEDS`, 'objections', 'next_steps'): counted
        from 0 over all sentences of the conversation.
    tags
        The move of each sentence it was sure of, by the same numbers.
    reason
        Why there is no summary, or less of one, in one line; '' where there is nothing to say.
    """

    sentences: tuple[str, ...] = ()
    written_by: str = ""
    prompts: str = ""
    picks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def says_something(self) -> bool:
        """Whether the model gave anything that passed."""
        return bool(self.sentences or self.picks or self.tags)


class WrittenNotes:
    """One row for each conversation and model."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def save(self, touch_id: int, written: WrittenSummary, at: datetime) -> None:
        """Keep notes in the place of the same model's earlier ones; what says nothing is not kept."""
        if not written.says_something:
            return
        notes = {
            "sentences": list(written.sentences),
            "picks": {slot: list(numbers) for slot, numbers in written.picks.items()},
            "tags": {str(number): move for number, move in written.tags.items()},
            "reason": written.reason,
        }
        values = {"touch_id": touch_id, "made_by": written.written_by, "prompts": written.prompts, "at": at, "notes": notes}  # fmt: skip
        insert = self._engine.insert(written_notes)
        upsert = insert.on_conflict_do_update(
            index_elements=["touch_id", "made_by"], set_={name: insert.excluded[name] for name in values}
        )
        with self._engine.writing() as connection:
            connection.execute(upsert, values)

    def by_touch(self, touch_id: int) -> list[WrittenSummary]:
        """All notes of a conversation, the latest first."""
        query = select(written_notes).where(_c.touch_id == touch_id).order_by(_c.at.desc(), _c.made_by)
        with self._engine.reading() as connection:
            return [_read(row) for row in connection.execute(query).mappings()]

    def latest(self, touch_id: int) -> WrittenSummary | None:
        """The latest notes of a conversation."""
        return next(iter(self.by_touch(touch_id)), None)

    def tagged(self, after: int, limit: int) -> list[tuple[int, WrittenSummary]]:
        """Touches beyond `after` with the latest notes of each, in order of the touches: for training."""
        query = select(written_notes).where(_c.touch_id > after).order_by(_c.touch_id, _c.at).limit(limit)
        with self._engine.reading() as connection:
            found = {row["touch_id"]: _read(row) for row in connection.execute(query).mappings()}
        return list(found.items())


def _read(row: Mapping[Any, Any]) -> WrittenSummary:
    notes = row["notes"]
    return WrittenSummary(
        tuple(notes["sentences"]),
        row["made_by"],
        row["prompts"],
        {slot: tuple(numbers) for slot, numbers in notes["picks"].items()},
        {int(number): move for number, move in notes["tags"].items()},
        notes["reason"],
    )
