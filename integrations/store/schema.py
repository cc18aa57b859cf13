"""The tables of what the product knows, for SQLite and PostgreSQL alike; `sync_schema` has the rest."""

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

from integrations.store.columns import Id, Moment, Norm, id_column, metadata, reference

facts = Table(
    "facts",
    metadata,
    # Single facts about the store: whether it holds the sample, when data last arrived, …
    Column("key", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

people = Table(
    "people",
    metadata,
    id_column(),
    Column("email", String, nullable=False, unique=True),
    Column("name", String, nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("time_zone", String, nullable=False),
    Column("slack_id", String, unique=True),
    Column("active", Boolean, nullable=False, default=True),  # somebody who left keeps their past ratings
)

companies = Table(
    "companies",
    metadata,
    id_column(),
    Column("key", String, nullable=False, unique=True),  # the export's id, else the normalised name
    Column("name", String, nullable=False),
    Column("norm", Norm, nullable=False, index=True),
    Column("domain", String),
    Column("industry", String),
    Column("country", String),
    Column("employees", Float),
    Column("properties", JSON, nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    id_column(),
    reference("company_id", "companies", nullable=True, index=True),  # a CRM knows people without a company
    Column("key", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("norm", Norm, nullable=False, index=True),
    Column("role", String),
    Column("email", String, index=True),  # in lower case
    Column("phone", String),
    Column("properties", JSON, nullable=False),
)

pursuits = Table(
    "pursuits",
    metadata,
    # One company for one service. state and cycle repeat what the history says, for reading in one go.
    id_column(),
    reference("company_id", "companies", index=True),
    Column("service", String, nullable=False),
    reference("owner_id", "people", nullable=True),
    Column("owner_name", String, nullable=False, default=""),  # as the CRM names the owner, person or not
    Column("owner_email", String, nullable=False, default=""),
    Column("state", String, nullable=False),
    Column("cycle", Integer, nullable=False, default=1),
    Column("irregular_moves", Integer, nullable=False, default=0),
    reference("linked_from_id", "pursuits", nullable=True),
    UniqueConstraint("company_id", "service"),
    Index("ix_pursuits_owner_id_state", "owner_id", "state"),
)

rounds = Table(
    "rounds",
    metadata,
    id_column(),
    reference("pursuit_id", "pursuits", index=True),
    Column("key", String, nullable=False, unique=True),  # the CRM's deal id
    Column("cycle", Integer, nullable=False, default=1),
    Column("owner_name", String, nullable=False, default=""),
    Column("owner_email", String, nullable=False, default=""),
    Column("source", String),
    Column("entered_at", Moment),
    Column("closed_at", Moment),
    Column("outcome", String),
    Column("state", String),  # where the CRM says it stands; its history may lag behind undated moves
    Column("value", Float),
    Column("left_because", String),
    Column("left_temporarily", Boolean),
    Column("look_again_on", Date),
    Column("properties", JSON, nullable=False),
)

stage_changes = Table(
    "stage_changes",
    metadata,
    # Append-only: what was recorded stays; only `from_state`, `kind`, `cycle` and `step` are derived again.
    id_column(),
    reference("round_id", "rounds", index=True),
    reference("pursuit_id", "pursuits", index=True),
    reference("touch_id", "touches", nullable=True),
    reference("contact_id", "contacts", nullable=True),
    Column("at", Moment, nullable=False),
    Column("from_state", String, nullable=False),
    Column("to_state", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("category", String),
    Column("cycle", Integer, nullable=False),
    Column("by_event", Boolean, nullable=False),
    Column("step", Integer, nullable=False),  # position among the steps that one event caused, 0 first
    Column("label", String, nullable=False),  # the CRM's own stage label
    UniqueConstraint("round_id", "at", "label", "step"),
)

touches = Table(
    "touches",
    metadata,
    id_column(),
    Column("key", String, nullable=False, unique=True),
    reference("company_id", "companies", nullable=True, index=True),  # nobody knows yet whom it was with
    reference("pursuit_id", "pursuits", nullable=True),
    reference("contact_id", "contacts", nullable=True),
    reference("person_id", "people", nullable=True),
    Column("channel", String, nullable=False),  # call, email, meeting, message, visit, note
    Column("direction", String, nullable=False),  # out, in
    Column("at", Moment, nullable=False),
    Column("answered", Boolean),
    Column("duration_s", Integer),
    Column("result", String),  # agreed, disagreed, open
    Column("aims_at", String),  # the FunnelState it aimed at, where known
    Column("text", Text),
    Column("properties", JSON),
    # What the tagger read in the transcript or note; empty until it was read.
    Column("tagged_by", String),
    Column("substance", String),  # '' when substantial, else the reason code
    Column("connecting", Float),
    Column("understanding", Float),
    Column("sharing", Float),
    Column("setting", Float),
    Column("dated_next_step", Boolean),
    Column("next_step", String),
    Column("next_step_due", Date),
    Column("quote", String),
    Column("ended", String),  # agreed, disagreed, open: as it was heard; the CRM's `result` comes first
    Column("move_order", String),  # the moves' first letters in the order in which they were first made
    Column("rep_share", Float),  # talk figures: only where it is known who spoke
    Column("monologue_s", Float),
    Column("questions", Integer),
    Column("booked_at", Moment),  # of a meeting: when it was agreed; `at` is when it takes place
    Column("cancelled", Boolean),
    Index("ix_touches_pursuit_id_at", "pursuit_id", "at"),
    Index("ix_touches_at", "at"),
)

calls = Table(
    "calls",
    metadata,
    id_column(),
    Column("touch_id", Id, ForeignKey("touches.id"), nullable=False, unique=True),
    Column("provider", String, nullable=False),
    Column("status", String),
    Column("recording", String),
    Column("number", String),  # the other side's, E.164 where it can be read
    Column("channels", Integer, nullable=False, default=1),  # 2: each side was recorded apart
    Column("recorded", Boolean, nullable=False, default=False),  # its system has a recording to fetch
    Column("audio", String),  # the file in the folder of recordings, until its retention ends
    Column("audio_at", Moment),  # when it was fetched
    Column("hearing", String, nullable=False, default=""),  # what came of transcribing; '' not tried yet
)

transcripts = Table(
    "transcripts",
    metadata,
    id_column(),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=False, unique=True),
    Column("made_by", String, nullable=False),
    Column(
        "utterances", JSON, nullable=False
    ),  # [{"speaker", "role": "rep"|"prospect"|"", "start": s|null, "text"}]
)

scores = Table(
    "scores",
    metadata,
    # The current score of each pursuit, as `/lead` shows it, and the one it replaced.
    Column("pursuit_id", Id, ForeignKey("pursuits.id"), primary_key=True, autoincrement=False),
    Column("as_of", Moment, nullable=False),
    Column("model_version", String, nullable=False),
    Column("level", String, nullable=False),
    Column("win", Float, nullable=False),
    Column("details", JSON, nullable=False),  # the rest of ml.records.LeadScore
    Column("previous_win", Float),
    Column("previous_at", Moment),
    Index("ix_scores_win_pursuit_id", "win", "pursuit_id"),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    reference("person_id", "people"),
    reference("pursuit_id", "pursuits", nullable=True),
    Column("said_at", Moment, nullable=False),
    Column("model_version", String, nullable=False),
    Column("win", Float),
    Column("request_key", String, unique=True),
    Column("channel", String),
    Column("ts", String),
    Index("ix_suggestions_channel_ts", "channel", "ts"),
)

ratings = Table(
    "ratings",
    metadata,
    # The current vote of each person on each suggestion; vote is empty after it was taken back.
    Column("suggestion_id", String, ForeignKey("suggestions.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("vote", String),
    Column("reason", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
)

rating_events = Table(
    "rating_events",
    metadata,
    # Every click and reaction, once each; nothing is ever changed here.
    id_column(),
    Column("event_key", String, nullable=False, unique=True),
    Column("suggestion_id", String, ForeignKey("suggestions.id"), nullable=False, index=True),
    reference("person_id", "people"),
    Column("vote", String),
    Column("reason", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    Column("source", String, nullable=False),
    Column("emoji", String, nullable=False, default=""),  # with its skin; '' for the buttons
)

imports = Table(
    "imports",
    metadata,
    id_column(),
    Column("at", Moment, nullable=False),
    Column("files", JSON, nullable=False),
    Column("read", Integer, nullable=False),
    Column("stored", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
)

imported_rows = Table(
    "imported_rows",
    metadata,
    # What the rows of an export looked like when they were last stored: the same again changes nothing.
    Column("key", String, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("run", Id, nullable=False),  # which import stored it: one export may hold a key twice, differently
)

models = Table(
    "models",
    metadata,
    id_column(),
    Column("question", String, nullable=False, index=True),
    Column("version", String, nullable=False),
    Column("trained_at", Moment, nullable=False),
    Column("file", String, nullable=False),
    Column("report", JSON, nullable=False),
    Column("current", Boolean, nullable=False),
    Column(
        "waiting", Boolean, nullable=False, default=False
    ),  # for a manager's word: approve, or keep the old one
)

# --- finding a company by name: words, misspellings, whole names ---------------------------------------------

names = Table(
    "names",
    metadata,
    # Every name that may be typed: a company's own and its contacts'.
    id_column(),
    reference("company_id", "companies", index=True),
    Column("kind", String, nullable=False),  # company, contact
    Column("name", String, nullable=False),
    Column("norm", Norm, nullable=False, index=True),
    UniqueConstraint("company_id", "kind", "norm"),
)

words = Table(
    "words",
    metadata,
    Column("word", Norm, primary_key=True),
    Column("uses", Integer, nullable=False),
    sqlite_with_rowid=False,
)

word_deletes = Table(
    "word_deletes",
    metadata,
    # Symmetric-delete index: a key is the word's beginning with at most one letter left out.
    Column("key", Norm, primary_key=True),
    Column("word", Norm, primary_key=True),
    sqlite_with_rowid=False,
)
