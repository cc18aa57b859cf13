"""The tables of what was said: tags by sentence, corrections, notes by a model, drafts, slow answers, filled cells."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
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

touch_tags = Table(
    "touch_tags",
    metadata,
    # The move of each sentence of a touch, by whoever read it: [[utterance, sentence, move, confidence], …].
    Column("touch_id", Id, ForeignKey("touches.id"), primary_key=True, autoincrement=False),
    Column("tagged_by", String, primary_key=True),
    Column("tags", JSON, nullable=False),
)

tag_corrections = Table(
    "tag_corrections",
    metadata,
    # "This tag is wrong": what a rep says a sentence does. The tagger learns from them.
    id_column(),
    reference("touch_id", "touches"),
    reference("person_id", "people"),
    Column("sentence", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("place", Float, nullable=False),  # position in the call, 0 to 1
    Column("was", String, nullable=False),
    Column("move", String, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("touch_id", "person_id", "sentence"),
)

written_notes = Table(
    "written_notes",
    metadata,
    # What a language model wrote of a conversation, after the gate; the embedded notes are made when asked for.
    Column("touch_id", Id, ForeignKey("touches.id"), primary_key=True, autoincrement=False),
    Column("made_by", String, primary_key=True),
    Column("prompts", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("notes", JSON, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    # Every pitch draft that was shown: what it said, what it rests on, what was sent for it.
    Column("suggestion_id", String, ForeignKey("suggestions.id"), primary_key=True),
    Column("channel", String, nullable=False),
    Column("goal", Text, nullable=False),
    Column("written_by", String, nullable=False),
    Column("gate", String, nullable=False),
    Column("prompts", String, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("sent", Text, nullable=False),  # redacted, as it left; '' where nothing did
    Column("edited", Text, nullable=False, default=""),
)

slow_answers = Table(
    "slow_answers",
    metadata,
    # Answers that wait for a language model: kept before Slack is told that they come.
    Column("id", String, primary_key=True),  # the suggestion's id: one request, one answer
    Column("work", String, nullable=False),
    reference("person_id", "people"),
    Column("text", Text, nullable=False),  # what was asked
    Column("place", JSON, nullable=False),  # where the answer goes: {"channel", "ts", "response_url"}
    Column("asked_at", Moment, nullable=False),
    Column("state", String, nullable=False),  # asked, waiting, taken, done, failed
    Column("taken_at", Moment),
    Column("tries", Integer, nullable=False),
    Index("ix_slow_answers_state_asked_at", "state", "asked_at"),
)

worked_lines = Table(
    "worked_lines",
    metadata,
    # Sentences of our own that led on in earlier calls, ranked by training; made anew each time.
    id_column(),
    Column("move", String, nullable=False),
    Column("text", Text, nullable=False),
    reference("touch_id", "touches"),
    reference("pursuit_id", "pursuits"),
    Column("service", String, nullable=False),
    Column("industry", String, nullable=False),
    Column("state", String, nullable=False),
    Column("language", String, nullable=False),
    Column("led_on", Integer, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("rank", Float, nullable=False),
    Index("ix_worked_lines_move_rank", "move", "rank"),
)

field_proposals = Table(
    "field_proposals",
    metadata,
    # Cells that a language model would fill or tidy; nothing changes until a person accepts one.
    id_column(),
    Column("kind", String, nullable=False),  # companies, contacts
    Column("row_id", Id, nullable=False),
    Column("field", String, nullable=False),
    Column("original", Text, nullable=False),
    Column("proposed", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("made_by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String, nullable=False),  # proposed, accepted, refused
    reference("decided_by", "people", nullable=True),
    Column("decided_at", Moment),
    UniqueConstraint("kind", "row_id", "field", "made_by"),
)
