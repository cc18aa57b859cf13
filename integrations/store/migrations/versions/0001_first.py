"""The first tables, and the index of words by which a company is found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Compared as bytes, so that a prefix can be a range on PostgreSQL too.
_NORM = sa.String().with_variant(sa.String(collation="C"), "postgresql")

_SQLITE = (
    "CREATE VIRTUAL TABLE names_words USING fts5"
    "(norm, content='names', content_rowid='id', detail=none, columnsize=0, tokenize='ascii')"
)
_POSTGRES = (
    "CREATE INDEX ix_names_words ON names USING gin (array_to_tsvector(string_to_array(norm, ' ')))"
    " WITH (fastupdate = off)"
)
# A common word is looked up in every 16th name first.
_POSTGRES_SAMPLE = (
    "CREATE INDEX ix_names_words_sample ON names USING gin (array_to_tsvector(string_to_array(norm, ' ')))"
    " WITH (fastupdate = off) WHERE id % 16 = 0"
)


def upgrade() -> None:
    _companies()
    _facts()
    _imported_rows()
    _imports()
    _models()
    _people()
    _word_deletes()
    _words()
    _contacts()
    _names()
    _pursuits()
    _rounds()
    _scores()
    _suggestions()
    _touches()
    _calls()
    _rating_events()
    _ratings()
    _stage_changes()
    _transcripts()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in (_SQLITE,) if sqlite else (_POSTGRES, _POSTGRES_SAMPLE):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE names_words")
    for table in (
        "transcripts",
        "stage_changes",
        "ratings",
        "rating_events",
        "calls",
        "touches",
        "suggestions",
        "scores",
        "rounds",
        "pursuits",
        "names",
        "contacts",
        "words",
        "word_deletes",
        "people",
        "models",
        "imports",
        "imported_rows",
        "facts",
        "companies",
    ):
        op.drop_table(table)


def _companies() -> None:
    op.create_table(
        "companies",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("norm", _NORM, nullable=False),
        sa.Column("domain", sa.String()),
        sa.Column("industry", sa.String()),
        sa.Column("country", sa.String()),
        sa.Column("employees", sa.Float()),
        sa.Column("properties", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_companies"),
        sa.UniqueConstraint("key", name="uq_companies_key"),
    )
    op.create_index("ix_companies_norm", "companies", ["norm"])


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_facts"),
    )


def _imported_rows() -> None:
    op.create_table(
        "imported_rows",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("run", _ID, nullable=False),
        sa.PrimaryKeyConstraint("key", "digest", name="pk_imported_rows"),
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("stored", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )


def _models() -> None:
    op.create_table(
        "models",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("trained_at", sa.DateTime(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_models"),
    )
    op.create_index("ix_models_question", "models", ["question"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("slack_id", sa.String()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email", name="uq_people_email"),
        sa.UniqueConstraint("slack_id", name="uq_people_slack_id"),
    )
    op.create_index("ix_people_name", "people", ["name"])


def _word_deletes() -> None:
    op.create_table(
        "word_deletes",
        sa.Column("key", _NORM, nullable=False),
        sa.Column("word", _NORM, nullable=False),
        sa.PrimaryKeyConstraint("key", "word", name="pk_word_deletes"),
        sqlite_with_rowid=False,
    )


def _words() -> None:
    op.create_table(
        "words",
        sa.Column("word", _NORM, nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_words"),
        sqlite_with_rowid=False,
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("company_id", _ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("norm", _NORM, nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("email", sa.String()),
        sa.Column("phone", sa.String()),
        sa.Column("properties", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_contacts_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("key", name="uq_contacts_key"),
    )
    op.create_index("ix_contacts_company_id", "contacts", ["company_id"])
    op.create_index("ix_contacts_email", "contacts", ["email"])
    op.create_index("ix_contacts_norm", "contacts", ["norm"])


def _names() -> None:
    op.create_table(
        "names",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("company_id", _ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("norm", _NORM, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_names_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_names"),
        sa.UniqueConstraint("company_id", "kind", "norm", name="uq_names_company_id_kind_norm"),
    )
    op.create_index("ix_names_company_id", "names", ["company_id"])
    op.create_index("ix_names_norm", "names", ["norm"])


def _pursuits() -> None:
    op.create_table(
        "pursuits",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("company_id", _ID, nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("owner_id", _ID),
        sa.Column("owner_name", sa.String(), nullable=False),
        sa.Column("owner_email", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("irregular_moves", sa.Integer(), nullable=False),
        sa.Column("linked_from_id", _ID),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_pursuits_company_id"),
        sa.ForeignKeyConstraint(["linked_from_id"], ["pursuits.id"], name="fk_pursuits_linked_from_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_pursuits_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pursuits"),
        sa.UniqueConstraint("company_id", "service", name="uq_pursuits_company_id_service"),
    )
    op.create_index("ix_pursuits_company_id", "pursuits", ["company_id"])
    op.create_index("ix_pursuits_owner_id_state", "pursuits", ["owner_id", "state"])


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("pursuit_id", _ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("owner_name", sa.String(), nullable=False),
        sa.Column("owner_email", sa.String(), nullable=False),
        sa.Column("source", sa.String()),
        sa.Column("entered_at", sa.DateTime()),
        sa.Column("closed_at", sa.DateTime()),
        sa.Column("outcome", sa.String()),
        sa.Column("state", sa.String()),
        sa.Column("value", sa.Float()),
        sa.Column("left_because", sa.String()),
        sa.Column("left_temporarily", sa.Boolean()),
        sa.Column("look_again_on", sa.Date()),
        sa.Column("properties", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["pursuit_id"], ["pursuits.id"], name="fk_rounds_pursuit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("key", name="uq_rounds_key"),
    )
    op.create_index("ix_rounds_pursuit_id", "rounds", ["pursuit_id"])


def _scores() -> None:
    op.create_table(
        "scores",
        sa.Column("pursuit_id", _ID, autoincrement=False, nullable=False),
        sa.Column("as_of", sa.DateTime(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("win", sa.Float(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous_win", sa.Float()),
        sa.Column("previous_at", sa.DateTime()),
        sa.ForeignKeyConstraint(["pursuit_id"], ["pursuits.id"], name="fk_scores_pursuit_id"),
        sa.PrimaryKeyConstraint("pursuit_id", name="pk_scores"),
    )
    op.create_index("ix_scores_win_pursuit_id", "scores", ["win", "pursuit_id"])


def _suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("pursuit_id", _ID),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("win", sa.Float()),
        sa.Column("request_key", sa.String()),
        sa.Column("channel", sa.String()),
        sa.Column("ts", sa.String()),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_suggestions_person_id"),
        sa.ForeignKeyConstraint(["pursuit_id"], ["pursuits.id"], name="fk_suggestions_pursuit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
        sa.UniqueConstraint("request_key", name="uq_suggestions_request_key"),
    )
    op.create_index("ix_suggestions_channel_ts", "suggestions", ["channel", "ts"])


def _touches() -> None:
    op.create_table(
        "touches",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("company_id", _ID, nullable=False),
        sa.Column("pursuit_id", _ID),
        sa.Column("contact_id", _ID),
        sa.Column("person_id", _ID),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("answered", sa.Boolean()),
        sa.Column("duration_s", sa.Integer()),
        sa.Column("result", sa.String()),
        sa.Column("aims_at", sa.String()),
        sa.Column("text", sa.Text()),
        sa.Column("properties", sa.JSON()),
        sa.Column("tagged_by", sa.String()),
        sa.Column("substance", sa.String()),
        sa.Column("connecting", sa.Float()),
        sa.Column("understanding", sa.Float()),
        sa.Column("sharing", sa.Float()),
        sa.Column("setting", sa.Float()),
        sa.Column("dated_next_step", sa.Boolean()),
        sa.Column("next_step", sa.String()),
        sa.Column("next_step_due", sa.Date()),
        sa.Column("quote", sa.String()),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_touches_company_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_touches_contact_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_touches_person_id"),
        sa.ForeignKeyConstraint(["pursuit_id"], ["pursuits.id"], name="fk_touches_pursuit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_touches"),
        sa.UniqueConstraint("key", name="uq_touches_key"),
    )
    op.create_index("ix_touches_company_id", "touches", ["company_id"])
    op.create_index("ix_touches_pursuit_id_at", "touches", ["pursuit_id", "at"])


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("touch_id", _ID, nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("status", sa.String()),
        sa.Column("recording", sa.String()),
        sa.ForeignKeyConstraint(["touch_id"], ["touches.id"], name="fk_calls_touch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("touch_id", name="uq_calls_touch_id"),
    )


def _rating_events() -> None:
    op.create_table(
        "rating_events",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("event_key", sa.String(), nullable=False),
        sa.Column("suggestion_id", sa.String(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("vote", sa.String()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_rating_events_person_id"),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name="fk_rating_events_suggestion_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rating_events"),
        sa.UniqueConstraint("event_key", name="uq_rating_events_event_key"),
    )
    op.create_index("ix_rating_events_suggestion_id", "rating_events", ["suggestion_id"])


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("suggestion_id", sa.String(), nullable=False),
        sa.Column("person_id", _ID, autoincrement=False, nullable=False),
        sa.Column("vote", sa.String()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_ratings_person_id"),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name="fk_ratings_suggestion_id"),
        sa.PrimaryKeyConstraint("suggestion_id", "person_id", name="pk_ratings"),
    )


def _stage_changes() -> None:
    op.create_table(
        "stage_changes",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("round_id", _ID, nullable=False),
        sa.Column("pursuit_id", _ID, nullable=False),
        sa.Column("touch_id", _ID),
        sa.Column("contact_id", _ID),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("category", sa.String()),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("by_event", sa.Boolean(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_stage_changes_contact_id"),
        sa.ForeignKeyConstraint(["pursuit_id"], ["pursuits.id"], name="fk_stage_changes_pursuit_id"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_stage_changes_round_id"),
        sa.ForeignKeyConstraint(["touch_id"], ["touches.id"], name="fk_stage_changes_touch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stage_changes"),
        sa.UniqueConstraint(
            "round_id", "at", "label", "step", name="uq_stage_changes_round_id_at_label_step"
        ),
    )
    op.create_index("ix_stage_changes_pursuit_id", "stage_changes", ["pursuit_id"])
    op.create_index("ix_stage_changes_round_id", "stage_changes", ["round_id"])


def _transcripts() -> None:
    op.create_table(
        "transcripts",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("call_id", _ID, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("utterances", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_transcripts_call_id"),
        sa.PrimaryKeyConstraint("id", name="pk_transcripts"),
        sa.UniqueConstraint("call_id", name="uq_transcripts_call_id"),
    )
