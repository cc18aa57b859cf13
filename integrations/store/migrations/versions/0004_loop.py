"""The clock and the loop: preferences, the ledger of messages, reminders, folded ratings, tallies, audit."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "audit",
    "sales_tallies",
    "score_history",
    "crm_doubts",
    "shown_variants",
    "rated",
    "reminders",
    "deliveries",
    "preferences",
)


def upgrade() -> None:
    with op.batch_alter_table("models") as models:
        models.add_column(sa.Column("waiting", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("touches") as touches:
        touches.add_column(sa.Column("booked_at", sa.DateTime()))
        touches.add_column(sa.Column("cancelled", sa.Boolean()))
    with op.batch_alter_table("rating_events") as events:
        events.add_column(sa.Column("emoji", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_touches_at", "touches", ["at"])
    _preferences()
    _deliveries()
    _reminders()
    _rated()
    _doubts()
    _history_and_tallies()
    _audit()


def downgrade() -> None:
    for table in _NEW:
        op.drop_table(table)
    op.drop_index("ix_touches_at", "touches")
    with op.batch_alter_table("touches") as touches:
        touches.drop_column("cancelled")
        touches.drop_column("booked_at")
    with op.batch_alter_table("rating_events") as events:
        events.drop_column("emoji")
    with op.batch_alter_table("models") as models:
        models.drop_column("waiting")


def _id() -> sa.Column[Any]:
    return sa.Column("id", _ID, autoincrement=True, nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _ID, nullable=nullable)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _text(name: str, *, nullable: bool = False, long: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text() if long else sa.String(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _share(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Float(), nullable=nullable)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _preferences() -> None:
    op.create_table(
        "preferences",
        _number("person_id"),
        _flag("reminders"),
        _text("reminder_time"),
        _text("days"),
        _count("budget"),
        _json("switches"),
        _to("preferences", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name="pk_preferences"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        _text("key"),
        _text("kind"),
        _number("person_id"),
        _text("slot"),
        _json("payload"),
        _text("state"),
        _moment("made_at"),
        _moment("not_before"),
        _moment("not_after", nullable=True),
        _moment("lease_until", nullable=True),
        _count("attempt"),
        _moment("first_tried_at", nullable=True),
        _count("looks"),
        _count("refusals"),
        _moment("looked_at", nullable=True),
        _moment("sent_at", nullable=True),
        _text("channel", nullable=True),
        _text("ts", nullable=True),
        _text("note"),
        _to("deliveries", "person_id", "people"),
        sa.PrimaryKeyConstraint("key", name="pk_deliveries"),
        sa.UniqueConstraint("kind", "person_id", "slot", name="uq_deliveries_kind_person_id_slot"),
    )
    op.create_index("ix_deliveries_state_not_before", "deliveries", ["state", "not_before"])
    op.create_index("ix_deliveries_person_id_sent_at", "deliveries", ["person_id", "sent_at"])


def _reminders() -> None:
    op.create_table(
        "reminders",
        _id(),
        _number("person_id"),
        _number("pursuit_id"),
        sa.Column("on", sa.Date(), nullable=False),
        _moment("at"),
        _text("delivery_key", nullable=True),
        _count("place"),
        _share("gain"),
        _text("level"),
        _text("why", long=True),
        _json("details"),
        _flag("withheld"),
        _share("propensity"),
        _text("answer", nullable=True),
        _text("outcome", nullable=True),
        _text("reason", long=True),
        sa.Column("until", sa.Date()),
        _moment("answered_at", nullable=True),
        _to("reminders", "person_id", "people"),
        _to("reminders", "pursuit_id", "pursuits"),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.UniqueConstraint("person_id", "pursuit_id", "on", name="uq_reminders_person_id_pursuit_id_on"),
    )
    op.create_index("ix_reminders_pursuit_id", "reminders", ["pursuit_id"])
    op.create_index("ix_reminders_delivery_key", "reminders", ["delivery_key"])


def _rated() -> None:
    op.create_table(
        "rated",
        _text("suggestion_id"),
        _number("person_id"),
        _text("kind"),
        _number("pursuit_id", nullable=True),
        _text("vote"),
        _text("reason", long=True),
        _moment("at"),
        _moment("said_at"),
        _text("model_version"),
        _share("win", nullable=True),
        _json("details"),
        _flag("hindsight"),
        _to("rated", "suggestion_id", "suggestions"),
        _to("rated", "person_id", "people"),
        _to("rated", "pursuit_id", "pursuits"),
        sa.PrimaryKeyConstraint("suggestion_id", "person_id", name="pk_rated"),
    )
    op.create_index("ix_rated_pursuit_id", "rated", ["pursuit_id"])
    op.create_table(
        "shown_variants",
        _text("suggestion_id"),
        _text("move"),
        _text("variant"),
        _share("propensity"),
        _to("shown_variants", "suggestion_id", "suggestions"),
        sa.PrimaryKeyConstraint("suggestion_id", "move", name="pk_shown_variants"),
    )


def _doubts() -> None:
    op.create_table(
        "crm_doubts",
        _id(),
        _number("pursuit_id"),
        _number("person_id"),
        _text("suggestion_id", nullable=True),
        _text("says", long=True),
        _moment("at"),
        _text("state"),
        _to("crm_doubts", "pursuit_id", "pursuits"),
        _to("crm_doubts", "person_id", "people"),
        _to("crm_doubts", "suggestion_id", "suggestions"),
        sa.PrimaryKeyConstraint("id", name="pk_crm_doubts"),
    )
    op.create_index("ix_crm_doubts_pursuit_id", "crm_doubts", ["pursuit_id"])


def _history_and_tallies() -> None:
    op.create_table(
        "score_history",
        _number("pursuit_id"),
        sa.Column("on", sa.Date(), nullable=False),
        _share("win"),
        _text("model_version"),
        _to("score_history", "pursuit_id", "pursuits"),
        sa.PrimaryKeyConstraint("pursuit_id", "on", name="pk_score_history"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sales_tallies",
        sa.Column("on", sa.Date(), nullable=False),
        _number("owner_id"),
        _text("kind"),
        _count("number"),
        _share("days"),
        sa.PrimaryKeyConstraint("on", "owner_id", "kind", name="pk_sales_tallies"),
        sqlite_with_rowid=False,
    )


def _audit() -> None:
    op.create_table(
        "audit",
        _id(),
        _moment("at"),
        _text("who"),
        _text("did"),
        _text("about"),
        _count("rows"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
