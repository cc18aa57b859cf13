"""What comes from HubSpot, Aircall and Twilio: records as read, cursors, hints, tasks, numbers, writes back."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW_OF_CALLS: tuple[sa.Column[Any], ...] = (
    sa.Column("number", sa.String()),
    sa.Column("channels", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("recorded", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("audio", sa.String()),
    sa.Column("audio_at", sa.DateTime()),
    sa.Column("hearing", sa.String(), nullable=False, server_default=""),
)
_NULLABLE_COMPANY = ("contacts", "touches")
_NEW = (
    "written_scores",
    "writebacks",
    "call_sightings",
    "contact_numbers",
    "tasks",
    "sync_hints",
    "sync_cursors",
    "crm_records",
)


def upgrade() -> None:
    _crm_records()
    _cursors_and_hints()
    _tasks()
    _contact_numbers()
    _call_sightings()
    _writebacks()
    _written_scores()
    for column in _NEW_OF_CALLS:
        op.add_column("calls", column)
    _let_company_be_missing(nullable=True)


def downgrade() -> None:
    _let_company_be_missing(nullable=False)
    with op.batch_alter_table("calls") as calls:
        for column in _NEW_OF_CALLS:
            calls.drop_column(column.name)
    for table in _NEW:
        op.drop_table(table)


def _let_company_be_missing(*, nullable: bool) -> None:
    """On SQLite the table is written anew, with its rows."""
    for table in _NULLABLE_COMPANY:
        with op.batch_alter_table(table) as changed:
            changed.alter_column("company_id", existing_type=_ID, nullable=nullable)


def _crm_records() -> None:
    op.create_table(
        "crm_records",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime()),
        sa.Column("properties", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("history", sa.JSON(), nullable=False),
        sa.Column("links_due", sa.Boolean(), nullable=False),
        sa.Column("history_due", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("landed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_crm_records"),
    )
    op.create_index("ix_crm_records_kind_changed_at", "crm_records", ["kind", "changed_at"])
    op.create_index("ix_crm_records_kind_told", "crm_records", ["kind", "told"])


def _cursors_and_hints() -> None:
    op.create_table(
        "sync_cursors",
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cursor", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("system", "kind", name="pk_sync_cursors"),
    )
    op.create_table(
        "sync_hints",
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("system", "kind", "id", name="pk_sync_hints"),
    )


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("company_id", _ID),
        sa.Column("pursuit_id", _ID),
        sa.Column("contact_id", _ID),
        sa.Column("person_id", _ID),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime()),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_tasks_company_id"),
        sa.ForeignKeyConstraint(["pursuit_id"], ["pursuits.id"], name="fk_tasks_pursuit_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_tasks_contact_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_tasks_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint("key", name="uq_tasks_key"),
    )
    op.create_index("ix_tasks_company_id", "tasks", ["company_id"])
    op.create_index("ix_tasks_pursuit_id", "tasks", ["pursuit_id"])


def _contact_numbers() -> None:
    op.create_table(
        "contact_numbers",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("contact_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_contact_numbers_contact_id"),
        sa.PrimaryKeyConstraint("number", "contact_id", name="pk_contact_numbers"),
    )
    op.create_index("ix_contact_numbers_contact_id", "contact_numbers", ["contact_id"])


def _call_sightings() -> None:
    op.create_table(
        "call_sightings",
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("touch_id", _ID, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("duration_s", sa.Integer()),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["touch_id"], ["touches.id"], name="fk_call_sightings_touch_id"),
        sa.PrimaryKeyConstraint("system", "external_id", name="pk_call_sightings"),
    )
    op.create_index("ix_call_sightings_touch_id", "call_sightings", ["touch_id"])
    op.create_index("ix_call_sightings_number_at", "call_sightings", ["number", "at"])


def _writebacks() -> None:
    op.create_table(
        "writebacks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("pursuit_id", _ID),
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("record_id", sa.String()),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_writebacks_person_id"),
        sa.ForeignKeyConstraint(["pursuit_id"], ["pursuits.id"], name="fk_writebacks_pursuit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_writebacks"),
    )
    op.create_index("ix_writebacks_state", "writebacks", ["state"])


def _written_scores() -> None:
    op.create_table(
        "written_scores",
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("deal_id", name="pk_written_scores"),
    )
