"""The tables of the clock and the loop: preferences, the ledger of messages, reminders, folded ratings, tallies, audit."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from integrations.store.columns import Id, Moment, id_column, metadata, reference

preferences = Table(
    "preferences",
    metadata,
    # When and what a person wants to be told; nobody has a row before they change something.
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("reminders", Boolean, nullable=False),
    Column("reminder_time", String, nullable=False),  # HH:MM of the person's own zone
    Column("days", String, nullable=False),  # ISO weekdays, 1 = Monday: "12345"
    Column("budget", Integer, nullable=False),  # how many pursuits a message names at most
    Column("switches", JSON, nullable=False),  # {"recap": true, "hot": true, "promise": true, "weekly": true}
)

deliveries = Table(
    "deliveries",
    metadata,
    # The ledger of messages sent without being asked: claimed before they are sent, each slot once.
    Column("key", String, primary_key=True),  # travels in the message's metadata; the suggestion's id too
    Column(
        "kind", String, nullable=False
    ),  # reminder, recap, hot, promise, weekly, approval, alarm, feedback
    reference("person_id", "people"),
    Column("slot", String, nullable=False),  # a reminder's local day, else what it is about
    Column("payload", JSON, nullable=False),
    Column("state", String, nullable=False),  # nothing, pending, sending, sent, unknown, unsent
    Column("made_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("not_after", Moment),  # later than this it is not sent any more
    Column("lease_until", Moment),
    Column("attempt", Integer, nullable=False, default=0),
    Column("first_tried_at", Moment),
    Column(
        "looks", Integer, nullable=False, default=0
    ),  # how often the conversation's history was read for it
    Column("refusals", Integer, nullable=False, default=0),  # how often in a row it could not be read
    Column("looked_at", Moment),
    Column("sent_at", Moment),
    Column("channel", String),
    Column("ts", String),
    Column("note", String, nullable=False, default=""),  # why it is unknown or unsent
    UniqueConstraint("kind", "person_id", "slot"),
    Index("ix_deliveries_state_not_before", "state", "not_before"),
    Index("ix_deliveries_person_id_sent_at", "person_id", "sent_at"),
)

reminders = Table(
    "reminders",
    metadata,
    # Each pursuit that was due for a touch on a day: shown to its rep, or withheld at random to measure the effect.
    id_column(),
    reference("person_id", "people"),
    reference("pursuit_id", "pursuits", index=True),
    Column("on", Date, nullable=False),  # the rep's local day
    Column("at", Moment, nullable=False),
    Column("delivery_key", String, index=True),  # the message that named it; none where it was withheld
    Column("place", Integer, nullable=False),  # 1 = first in the message
    Column("gain", Float, nullable=False),  # expected percentage points, as `ml.reminding.DueTouch` has it
    Column("level", String, nullable=False),  # cadence, rates, hazard
    Column("why", Text, nullable=False),
    Column("details", JSON, nullable=False),  # the rest of ml.reminding.DueTouch
    Column("withheld", Boolean, nullable=False, default=False),
    Column("propensity", Float, nullable=False, default=1.0),  # the chance of what was done with it
    Column("answer", String),  # done, snoozed, irrelevant
    Column("outcome", String),  # after [Done]: agreed, disagreed, open, no_answer
    Column("reason", Text, nullable=False, default=""),
    Column("until", Date),  # snoozed until this day
    Column("answered_at", Moment),
    UniqueConstraint("person_id", "pursuit_id", "on"),
)

rated = Table(
    "rated",
    metadata,
    # The training store's view of the current votes, folded by a job: what was shown and what it was said of.
    Column("suggestion_id", String, ForeignKey("suggestions.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),  # score, draft, reminder: never mixed
    reference("pursuit_id", "pursuits", nullable=True, index=True),
    Column("vote", String, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    Column("said_at", Moment, nullable=False),
    Column("model_version", String, nullable=False, default=""),
    Column("win", Float),
    Column("details", JSON, nullable=False),  # place, variants, propensity, ... as far as the kind has them
    Column("hindsight", Boolean, nullable=False, default=False),  # given after the outcome was known
)

shown_variants = Table(
    "shown_variants",
    metadata,
    # Which wording plan a draft used for each move, and the chance with which it was chosen.
    Column("suggestion_id", String, ForeignKey("suggestions.id"), primary_key=True),
    Column("move", String, primary_key=True),
    Column("variant", String, nullable=False),
    Column("propensity", Float, nullable=False),
)

crm_doubts = Table(
    "crm_doubts",
    metadata,
    # "The CRM is wrong": what a rep says should be corrected there; a label changes only when the CRM does.
    id_column(),
    reference("pursuit_id", "pursuits", index=True),
    reference("person_id", "people"),
    Column("suggestion_id", String, ForeignKey("suggestions.id")),
    Column("says", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String, nullable=False, default="open"),  # open, done
)

score_history = Table(
    "score_history",
    metadata,
    # One row a pursuit and day on which its score moved.
    Column("pursuit_id", Id, ForeignKey("pursuits.id"), primary_key=True, autoincrement=False),
    Column("on", Date, primary_key=True),
    Column("win", Float, nullable=False),
    Column("model_version", String, nullable=False),
    sqlite_with_rowid=False,
)

sales_tallies = Table(
    "sales_tallies",
    metadata,
    # Counts of the five objectives by day of the team's zone and owner (0: nobody of the team).
    Column("on", Date, primary_key=True),
    Column("owner_id", Id, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("days", Float, nullable=False, default=0.0),  # their sum, where the kind has a duration
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    # Who took data out or away, of what, when.
    id_column(),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False),
    Column("did", String, nullable=False),  # export, forget, purge, metrics_csv, roll_back, ...
    Column("about", String, nullable=False),  # a contact's or model's id, never a name
    Column("rows", Integer, nullable=False, default=0),
)
