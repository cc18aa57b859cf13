"""What was said: tags by sentence, corrections, a model's notes, drafts, slow answers, lines that led on, filled cells."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW_OF_TOUCHES: tuple[tuple[str, Any], ...] = (
    ("ended", sa.String()),
    ("move_order", sa.String()),
    ("rep_share", sa.Float()),
    ("monologue_s", sa.Float()),
    ("questions", sa.Integer()),
)
_NEW = (
    "field_proposals",
    "worked_lines",
    "slow_answers",
    "drafts",
    "written_notes",
    "tag_corrections",
    "touch_tags",
)


def upgrade() -> None:
    for name, kind in _NEW_OF_TOUCHES:
        op.add_column("touches", sa.Column(name, kind))
    # The tagger is another one: everything is read again.
    op.execute("UPDATE touches SET tagged_by = NULL")
    _tags()
    _corrections()
    _notes_and_drafts()
    _slow_answers()
    _worked_lines()
    _field_proposals()


def downgrade() -> None:
    for table in _NEW:
        op.drop_table(table)
    with op.batch_alter_table("touches") as touches:
        for name, _ in _NEW_OF_TOUCHES:
            touches.drop_column(name)


def _id() -> sa.Column[Any]:
    return sa.Column("id", _ID, autoincrement=True, nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _ID, nullable=nullable)


def _text(
    name: str, *, nullable: bool = False, long: bool = False, default: str | None = None
) -> sa.Column[Any]:
    return sa.Column(name, sa.Text() if long else sa.String(), nullable=nullable, server_default=default)


def _to(table: str, column: str, target: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.{key}"], name=f"fk_{table}_{column}")


def _tags() -> None:
    op.create_table(
        "touch_tags",
        _number("touch_id"),
        _text("tagged_by"),
        sa.Column("tags", sa.JSON(), nullable=False),
        _to("touch_tags", "touch_id", "touches"),
        sa.PrimaryKeyConstraint("touch_id", "tagged_by", name="pk_touch_tags"),
    )


def _corrections() -> None:
    op.create_table(
        "tag_corrections",
        _id(),
        _number("touch_id"),
        _number("person_id"),
        _text("sentence", long=True),
        _text("role"),
        sa.Column("place", sa.Float(), nullable=False),
        _text("was"),
        _text("move"),
        sa.Column("at", sa.DateTime(), nullable=False),
        _to("tag_corrections", "touch_id", "touches"),
        _to("tag_corrections", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_tag_corrections"),
        sa.UniqueConstraint(
            "touch_id", "person_id", "sentence", name="uq_tag_corrections_touch_id_person_id_sentence"
        ),
    )


def _notes_and_drafts() -> None:
    op.create_table(
        "written_notes",
        _number("touch_id"),
        _text("made_by"),
        _text("prompts"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        _to("written_notes", "touch_id", "touches"),
        sa.PrimaryKeyConstraint("touch_id", "made_by", name="pk_written_notes"),
    )
    op.create_table(
        "drafts",
        _text("suggestion_id"),
        _text("channel"),
        _text("goal", long=True),
        _text("written_by"),
        _text("gate"),
        _text("prompts"),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        _text("sent", long=True),
        _text("edited", long=True, default=""),
        _to("drafts", "suggestion_id", "suggestions"),
        sa.PrimaryKeyConstraint("suggestion_id", name="pk_drafts"),
    )


def _slow_answers() -> None:
    op.create_table(
        "slow_answers",
        _text("id"),
        _text("work"),
        _number("person_id"),
        _text("text", long=True),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        _text("state"),
        sa.Column("taken_at", sa.DateTime()),
        sa.Column("tries", sa.Integer(), nullable=False),
        _to("slow_answers", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_slow_answers"),
    )
    op.create_index("ix_slow_answers_state_asked_at", "slow_answers", ["state", "asked_at"])


def _worked_lines() -> None:
    op.create_table(
        "worked_lines",
        _id(),
        _text("move"),
        _text("text", long=True),
        _number("touch_id"),
        _number("pursuit_id"),
        _text("service"),
        _text("industry"),
        _text("state"),
        _text("language"),
        sa.Column("led_on", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        _to("worked_lines", "touch_id", "touches"),
        _to("worked_lines", "pursuit_id", "pursuits"),
        sa.PrimaryKeyConstraint("id", name="pk_worked_lines"),
    )
    op.create_index("ix_worked_lines_move_rank", "worked_lines", ["move", "rank"])


def _field_proposals() -> None:
    op.create_table(
        "field_proposals",
        _id(),
        _text("kind"),
        _number("row_id"),
        _text("field"),
        _text("original", long=True),
        _text("proposed", long=True),
        _text("because", long=True),
        _text("made_by"),
        sa.Column("at", sa.DateTime(), nullable=False),
        _text("state"),
        _number("decided_by", nullable=True),
        sa.Column("decided_at", sa.DateTime()),
        _to("field_proposals", "decided_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_field_proposals"),
        sa.UniqueConstraint(
            "kind", "row_id", "field", "made_by", name="uq_field_proposals_kind_row_id_field_made_by"
        ),
    )
