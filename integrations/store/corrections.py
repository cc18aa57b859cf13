"""What reps say a sentence does: the tagger's gold labels."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select

from integrations.store.conversation_schema import tag_corrections
from integrations.store.engine import StoreEngine


@dataclass(frozen=True, slots=True)
class Correction:
    """A rep's word on a sentence.

    Parameters
    ----------
    touch_id, person_id, at
        Of which touch, by whom, and when (UTC).
    sentence, role, place
        The sentence, who said it, and where in the call: 0 at the beginning, 1 at the end.
    was, move
        What the tagger said, and what it is.
    """

    touch_id: int
    person_id: int
    sentence: str
    role: str
    place: float
    was: str
    move: str
    at: datetime


class Corrections:
    """One row for each sentence that a person corrected; the later word of the same person counts."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def save(self, correction: Correction) -> None:
        """Keep a correction."""
        insert = self._engine.insert(tag_corrections)
        upsert = insert.on_conflict_do_update(
            index_elements=["touch_id", "person_id", "sentence"],
            set_={"move": insert.excluded.move, "at": insert.excluded.at},
        )
        with self._engine.writing() as connection:
            connection.execute(upsert, asdict(correction))

    def all(self) -> list[Correction]:
        """Every correction, the oldest first."""
        columns = [tag_corrections.c[name] for name in Correction.__dataclass_fields__]
        query = select(*columns).order_by(tag_corrections.c.at, tag_corrections.c.id)
        with self._engine.reading() as connection:
            return [Correction(**row) for row in connection.execute(query).mappings()]

    def count(self) -> int:
        """How many there are."""
        with self._engine.reading() as connection:
            return connection.scalar(select(func.count()).select_from(tag_corrections)) or 0
