"""The tables that managers look at: stays in funnel states and their tallies, coaching, cross-sell, what was said to us."""

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
)

from integrations.store.columns import Id, Moment, id_column, metadata, reference

stays = Table(
    "stays",
    metadata,
    # One stay of a round in a funnel state, kept by a job from `stage_changes`; days are of the team's zone.
    Column("round_id", Id, ForeignKey("rounds.id"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),  # 0 = where the round began
    reference("pursuit_id", "pursuits", index=True),
    Column("owner_id", Id, nullable=False),  # who owned the round; 0: nobody of the team
    Column("service", String, nullable=False),
    Column("state", String, nullable=False),
    Column("from_state", String, nullable=False, default=""),  # '' where the round began
    Column(
        "kind", String, nullable=False, default=""
    ),  # of the move that led here: typical, atypical, irregular
    Column("entered_at", Moment),
    Column("entered_on", Date),
    Column("left_on", Date),
    Column("fate", String, nullable=False, default=""),  # on, back, left; '' while it lasts
    Column("days", Float),  # how long it lasted; of a sale since the first contact; else empty while it lasts
    Column("current", Boolean, nullable=False, default=False),  # whether the pursuit stands there now
    Column("counted_as", String),  # in UNQUALIFIED: why it left; of a sale: the company's size; else empty
    Index("ix_stays_state_entered_on", "state", "entered_on"),
    Index("ix_stays_owner_id_state_entered_on", "owner_id", "state", "entered_on"),
    Index("ix_stays_current_state_entered_at", "current", "state", "entered_at"),
    Index("ix_stays_kind_entered_on", "kind", "entered_on"),
    sqlite_with_rowid=False,
)

funnel_tallies = Table(
    "funnel_tallies",
    metadata,
    # What `/funnel` adds up, by day and again by month, so that a year is read as twelve rows of each.
    Column("grain", String, primary_key=True),  # day, month
    Column("on", Date, primary_key=True),  # the day, or the month's first
    Column("owner_id", Id, primary_key=True, autoincrement=False),
    Column("service", String, primary_key=True),
    Column("what", String, primary_key=True),  # entered, on, back, left, move, reason, won
    Column("key", String, primary_key=True),  # a state; FROM>TO>kind; a reason in words; a company size
    Column("number", Integer, nullable=False),
    Column("days", Float, nullable=False, default=0.0),  # their sum, where the kind has a duration
    sqlite_with_rowid=False,
)

state_times = Table(
    "state_times",
    metadata,
    # How long pursuits stand in each state now, beside what is usual; owner -1: the team, service '': all.
    Column("owner_id", Id, primary_key=True, autoincrement=False),
    Column("service", String, primary_key=True),
    Column("state", String, primary_key=True),
    Column("now", Integer, nullable=False),  # pursuits that stand there now
    Column("age_days", Float),  # the median time they have stood there
    Column("longer", Integer, nullable=False),  # of them, those that stand there longer than is usual
    Column("usual_days", Float),  # the median stay that ended, of the whole team for that service
    Column("usual_of", Integer, nullable=False),  # of so many stays
    sqlite_with_rowid=False,
)

coaching_tallies = Table(
    "coaching_tallies",
    metadata,
    # By month and rep: in how many conversations a move was made, and how many of them led on.
    Column("month", Date, primary_key=True),
    Column("owner_id", Id, primary_key=True, autoincrement=False),
    Column("what", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    sqlite_with_rowid=False,
)

worth_hearing = Table(
    "worth_hearing",
    metadata,
    # Calls that are worth listening to, by rep, the most instructive first.
    Column("owner_id", Id, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    reference("touch_id", "touches"),
    Column("why", Text, nullable=False),
    sqlite_with_rowid=False,
)

overdue_promises = Table(
    "overdue_promises",
    metadata,
    # Agreed next steps whose day is past and that nobody has kept yet.
    Column("pursuit_id", Id, ForeignKey("pursuits.id"), primary_key=True, autoincrement=False),
    Column("owner_id", Id, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("words", Text, nullable=False),
    Index("ix_overdue_promises_owner_id_due_on", "owner_id", "due_on"),
)

cross_sell = Table(
    "cross_sell",
    metadata,
    # Clients and the services that they do not have, with the chance that a new pursuit would be won.
    Column("company_id", Id, ForeignKey("companies.id"), primary_key=True, autoincrement=False),
    Column("service", String, primary_key=True),
    reference("pursuit_id", "pursuits", index=True),  # the won pursuit that makes the company a client
    Column("owner_id", Id),  # of that pursuit; empty: nobody of the team
    Column("win", Float, nullable=False),
    Column("level", String, nullable=False),  # an ml.records.ScoreLevel
    Column("alike", Float, nullable=False),  # the share of clients like it that have it: ranks equal chances
    Column("reasons", JSON, nullable=False),
    Column("model_version", String, nullable=False),
    Column("as_of", Moment, nullable=False),
    Index("ix_cross_sell_owner_id_win_alike", "owner_id", "win", "alike"),
    Index("ix_cross_sell_win_alike", "win", "alike"),
    sqlite_with_rowid=False,
)

said_feedback = Table(
    "said_feedback",
    metadata,
    # What people of the team say about the assistant in their own words.
    id_column(),
    reference("person_id", "people"),
    Column("suggestion_id", String, ForeignKey("suggestions.id")),  # the last one they saw; empty where none
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("request_key", String, unique=True),
    Column("state", String, nullable=False, default="open"),  # open, done
    Column("done_by", Id),
    Column("done_at", Moment),
    Index("ix_said_feedback_state_at", "state", "at"),
)
