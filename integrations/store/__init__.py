"""The SQL store: one place for all that the assistant knows, on SQLite or PostgreSQL."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from integrations.store.audit import Audit
from integrations.store.calls import Calls, TouchTags, UntaggedTouch
from integrations.store.coaching import Coaching
from integrations.store.conversations import Conversations
from integrations.store.corrections import Corrections
from integrations.store.cursors import Cursors
from integrations.store.deliveries import Deliveries
from integrations.store.dossiers import Dossiers
from integrations.store.doubts import Doubts
from integrations.store.drafts import Drafts
from integrations.store.due_candidates import DueCandidates
from integrations.store.engine import StoreEngine
from integrations.store.facts import Facts
from integrations.store.field_proposals import FieldProposals
from integrations.store.frames import Frames
from integrations.store.funnel_counts import FunnelCounts
from integrations.store.hints import Hints
from integrations.store.known_names import KnownNamesReader
from integrations.store.landing import Landing
from integrations.store.lead_queue import QueueFilter
from integrations.store.models import Models
from integrations.store.outcomes import Outcomes
from integrations.store.people import People
from integrations.store.preferences import PreferencesOfPeople
from integrations.store.pursuits import Pursuits
from integrations.store.rated import Rated
from integrations.store.ratings import Ratings
from integrations.store.recordings import Recordings
from integrations.store.reminder_trials import ReminderTrials
from integrations.store.reminders import Reminders
from integrations.store.sales_tallies import SalesTallies
from integrations.store.score_history import ScoreHistory
from integrations.store.scores import Scores
from integrations.store.sightings import Sightings
from integrations.store.slow_answers import SlowAnswers
from integrations.store.status import counts
from integrations.store.stays import Stays
from integrations.store.suggestions import Suggestions
from integrations.store.variants import Variants
from integrations.store.worked_lines import WorkedLines
from integrations.store.writebacks import Writebacks
from integrations.store.written_notes import WrittenNotes
from integrations.store.written_scores import WrittenScores
from ml.errors import SalesAssistantError

if TYPE_CHECKING:
    from integrations.store.coaching_events import CoachingEvents
    from integrations.store.cross_sell import CrossSell
    from integrations.store.cross_sell_clients import CrossSellClients
    from integrations.store.forgotten import ForgottenPeople
    from integrations.store.intake import Intake
    from integrations.store.personal_data import PersonalData
    from integrations.store.purging import Purging
    from integrations.store.pushable import Pushables
    from integrations.store.said_feedback import SaidFeedbackOfPeople
    from integrations.store.sales_events import SalesEvents
    from integrations.store.stay_events import StayEvents

__all__ = ["QueueFilter", "Store", "TouchTags", "UntaggedTouch"]


class Store:
    """All repositories over one database; safe to use from several threads.

    Repositories return records or frames, never rows or connections.
    """

    def __init__(self, engine: StoreEngine) -> None:
        self.engine = engine
        self.people = People(engine)
        self.preferences = PreferencesOfPeople(engine)
        self.pursuits = Pursuits(engine)
        self.scores = Scores(engine)
        self.score_history = ScoreHistory(engine)
        self.sales = SalesTallies(engine)
        self.funnel = FunnelCounts(engine)
        self.stays = Stays(engine)
        self.suggestions = Suggestions(engine)
        self.ratings = Ratings(engine)
        self.rated = Rated(engine)
        self.doubts = Doubts(engine)
        self.variants = Variants(engine)
        self.models = Models(engine)
        self.outcomes = Outcomes(engine)
        self.reminders = Reminders(engine)
        self.deliveries = Deliveries(engine)
        self.due_candidates = DueCandidates(engine)
        self.reminder_trials = ReminderTrials(engine)
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
        self.audit = Audit(engine)

    @cached_property
    def intake(self) -> Intake:
        """The bulk writer of imports; loaded when something is imported."""
        from integrations.store.intake import Intake

        return Intake(self.engine)

    @cached_property
    def coaching(self) -> Coaching:
        """What the coaching view shows."""
        return Coaching(self.engine)

    @cached_property
    def said_feedback(self) -> SaidFeedbackOfPeople:
        """What people say about the assistant; loaded when somebody says or reads it."""
        from integrations.store.said_feedback import SaidFeedbackOfPeople

        return SaidFeedbackOfPeople(self.engine)

    @cached_property
    def coaching_events(self) -> CoachingEvents:
        """What the coaching view is counted from; loaded when it is counted."""
        from integrations.store.coaching_events import CoachingEvents

        return CoachingEvents(self.engine)

    @cached_property
    def cross_sell(self) -> CrossSell:
        """Clients and the services that they lack; loaded when somebody looks."""
        from integrations.store.cross_sell import CrossSell

        return CrossSell(self.engine)

    @cached_property
    def cross_sell_clients(self) -> CrossSellClients:
        """The clients that may be offered a further service; loaded when they are ranked."""
        from integrations.store.cross_sell_clients import CrossSellClients

        return CrossSellClients(self.engine)

    @cached_property
    def forgotten(self) -> ForgottenPeople:
        """Who was forgotten, for a sync; loaded when something is told."""
        from integrations.store.forgotten import ForgottenPeople

        return ForgottenPeople(self.engine)

    @cached_property
    def personal_data(self) -> PersonalData:
        """What is held of a contact; loaded when somebody asks to see or to lose it."""
        from integrations.store.personal_data import PersonalData

        return PersonalData(self.engine)

    @cached_property
    def pushables(self) -> Pushables:
        """What reps may be told at once; loaded by the worker."""
        from integrations.store.pushable import Pushables

        return Pushables(self.engine)

    @cached_property
    def purging(self) -> Purging:
        """What deletes what was kept long enough; loaded once a day."""
        from integrations.store.purging import Purging

        return Purging(self.engine)

    @cached_property
    def sales_events(self) -> SalesEvents:
        """What the five objectives are counted from; loaded when they are counted."""
        from integrations.store.sales_events import SalesEvents

        return SalesEvents(self.engine)

    @cached_property
    def stay_events(self) -> StayEvents:
        """What stays in funnel states are read from; loaded when they are counted."""
        from integrations.store.stay_events import StayEvents

        return StayEvents(self.engine)

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
