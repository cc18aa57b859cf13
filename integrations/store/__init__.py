"""The SQL store: one place for all that the assistant knows, on SQLite or PostgreSQL."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from integrations.store.calls import Calls, TouchTags, UntaggedTouch
from integrations.store.conversations import Conversations
from integrations.store.corrections import Corrections
from integrations.store.cursors import Cursors
from integrations.store.dossiers import Dossiers
from integrations.store.drafts import Drafts
from integrations.store.engine import StoreEngine
from integrations.store.facts import Facts
from integrations.store.field_proposals import FieldProposals
from integrations.store.frames import Frames
from integrations.store.hints import Hints
from integrations.store.known_names import KnownNamesReader
from integrations.store.landing import Landing
from integrations.store.lead_queue import QueueFilter
from integrations.store.models import Models
from integrations.store.people import People
from integrations.store.pursuits import Pursuits
from integrations.store.ratings import Ratings
from integrations.store.recordings import Recordings
from integrations.store.scores import Scores
from integrations.store.sightings import Sightings
from integrations.store.slow_answers import SlowAnswers
from integrations.store.status import counts
from integrations.store.suggestions import Suggestions
from integrations.store.worked_lines import WorkedLines
from integrations.store.writebacks import Writebacks
from integrations.store.written_notes import WrittenNotes
from integrations.store.written_scores import WrittenScores
from ml.errors import SalesAssistantError

if TYPE_CHECKING:
    from integrations.store.intake import Intake

__all__ = ["QueueFilter", "Store", "TouchTags", "UntaggedTouch"]


class Store:
    """All repositories over one database; safe to use from several threads.

    Repositories return records or frames, never rows or connections.
    """

    def __init__(self, engine: StoreEngine) -> None:
        self.engine = engine
        self.people = People(engine)
        self.pursuits = Pursuits(engine)
        self.scores = Scores(engine)
        self.suggestions = Suggestions(engine)
        self.ratings = Ratings(engine)
        self.models = Models(engine)
        self.facts = Facts(engine)
        self.frames = Frames(engine, self.facts)
        self.calls = Calls(engine)
        self.conversations = Conversations(engine)
        self.dossiers = Dossiers(engine, self.conversations)
        self.drafts = Drafts(engine)
        self.corrections = Corrections(engine)
        self.slow_answers = SlowAnswers(engine)
        self.worked_lines = WorkedLines(engine)
        self.known_names = KnownNamesReader(engine)
        self.recordings = Recordings(engine)
        self.landing = Landing(engine)
        self.cursors = Cursors(engine)
        self.hints = Hints(engine)
        self.sightings = Sightings(engine)
        self.writebacks = Writebacks(engine)
        self.written_scores = WrittenScores(engine)
        self.written_notes = WrittenNotes(engine)
        self.field_proposals = FieldProposals(engine)

    @cached_property
    def intake(self) -> Intake:
        """The bulk writer of imports; loaded when something is imported."""
        from integrations.store.intake import Intake

        return Intake(self.engine)

    @classmethod
    def open(cls, url: str) -> Store:
        """The store at this address.

        Raises
        ------
        Refused
            When its tables are missing or of another version; says which command to run.
        BadInput
            When the address cannot be read.
        Unavailable
            When the database does not answer.
        """
        engine = StoreEngine(url)
        try:
            engine.check_schema()
        except SalesAssistantError:
            engine.close()
            raise
        return cls(engine)

    @staticmethod
    def migrate(url: str) -> None:
        """Bring the tables at this address to the newest version; processes that start at once take turns."""
        from integrations.store.migrating import migrate

        migrate(url)

    def ping(self) -> None:
        """Raise `Unavailable` unless the database answers."""
        with self.engine.reading() as connection:
            connection.exec_driver_sql("SELECT 1")

    def counts(self) -> dict[str, int]:
        """How many of each thing the store holds, by the names that `status` shows."""
        return counts(self.engine)

    def close(self) -> None:
        """Give back every connection; the store must not be used afterwards."""
        self.engine.close()
