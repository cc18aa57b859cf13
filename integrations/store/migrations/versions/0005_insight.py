"""What managers look at: stays in funnel states and their tallies, coaching, cross-sell, what was said to us."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "said_feedback",
    "cross_sell",
    "overdue_promises",
    "worth_hearing",
    "coaching_tallies",
    "state_times",
    "funnel_tallies",
    "stays",
)


def upgrade() -> None:
    _stays()
    _tallies()
    _coaching()
    _cross_sell()
    _feedback()


def downgrade() -> None:
    for table in _NEW:
        op.drop_table(table)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _ID, nullable=nullable, autoincrement=False)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _share(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Float(), nullable=nullable)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _stays() -> None:
    op.create_table(
        "stays",
        _number("round_id"),
        _count("place"),
        _number("pursuit_id"),
        _number("owner_id"),
        _text("service"),
        _text("state"),
        _text("from_state"),
        _text("kind"),
        sa.Column("entered_at", sa.DateTime()),
        _day("entered_on", nullable=True),
        _day("left_on", nullable=True),
        _text("fate"),
        _share("days", nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        _text("counted_as", nullable=True),
        _to("stays", "round_id", "rounds"),
        _to("stays", "pursuit_id", "pursuits"),
        sa.PrimaryKeyConstraint("round_id", "place", name="pk_stays"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_stays_pursuit_id", "stays", ["pursuit_id"])
    op.create_index("ix_stays_state_entered_on", "stays", ["state", "entered_on"])
    op.create_index("ix_stays_owner_id_state_entered_on", "stays", ["owner_id", "state", "entered_on"])
    op.create_index("ix_stays_current_state_entered_at", "stays", ["current", "state", "entered_at"])
    op.create_index("ix_stays_kind_entered_on", "stays", ["kind", "entered_on"])


def _tallies() -> None:
    op.create_table(
        "funnel_tallies",
        _text("grain"),
        _day("on"),
        _number("owner_id"),
        _text("service"),
        _text("what"),
        _text("key"),
        _count("number"),
        _share("days"),
        sa.PrimaryKeyConstraint(
            "grain", "on", "owner_id", "service", "what", "key", name="pk_funnel_tallies"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "state_times",
        _number("owner_id"),
        _text("service"),
        _text("state"),
        _count("now"),
        _share("age_days", nullable=True),
        _count("longer"),
        _share("usual_days", nullable=True),
        _count("usual_of"),
        sa.PrimaryKeyConstraint("owner_id", "service", "state", name="pk_state_times"),
        sqlite_with_rowid=False,
    )


def _coaching() -> None:
    op.create_table(
        "coaching_tallies",
        _day("month"),
        _number("owner_id"),
        _text("what"),
        _text("key"),
        _count("number"),
        _count("of"),
        sa.PrimaryKeyConstraint("month", "owner_id", "what", "key", name="pk_coaching_tallies"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "worth_hearing",
        _number("owner_id"),
        _count("place"),
        _number("touch_id"),
        sa.Column("why", sa.Text(), nullable=False),
        _to("worth_hearing", "touch_id", "touches"),
        sa.PrimaryKeyConstraint("owner_id", "place", name="pk_worth_hearing"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "overdue_promises",
        _number("pursuit_id"),
        _number("owner_id"),
        _day("due_on"),
        sa.Column("words", sa.Text(), nullable=False),
        _to("overdue_promises", "pursuit_id", "pursuits"),
        sa.PrimaryKeyConstraint("pursuit_id", name="pk_overdue_promises"),
    )
    op.create_index("ix_overdue_promises_owner_id_due_on", "overdue_promises", ["owner_id", "due_on"])


def _cross_sell() -> None:
    op.create_table(
        "cross_sell",
        _number("company_id"),
        _text("service"),
        _number("pursuit_id"),
        _number("owner_id", nullable=True),
        _share("win"),
        _text("level"),
        _share("alike"),
        sa.Column("reasons", sa.JSON(), nullable=False),
        _text("model_version"),
        sa.Column("as_of", sa.DateTime(), nullable=False),
        _to("cross_sell", "company_id", "companies"),
        _to("cross_sell", "pursuit_id", "pursuits"),
        sa.PrimaryKeyConstraint("company_id", "service", name="pk_cross_sell"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cross_sell_pursuit_id", "cross_sell", ["pursuit_id"])
    op.create_index("ix_cross_sell_owner_id_win_alike", "cross_sell", ["owner_id", "win", "alike"])
    op.create_index("ix_cross_sell_win_alike", "cross_sell", ["win", "alike"])


def _feedback() -> None:
    op.create_table(
        "said_feedback",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        _number("person_id"),
        _text("suggestion_id", nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _text("request_key", nullable=True),
        _text("state"),
        _number("done_by", nullable=True),
        sa.Column("done_at", sa.DateTime()),
        _to("said_feedback", "person_id", "people"),
        _to("said_feedback", "suggestion_id", "suggestions"),
        sa.PrimaryKeyConstraint("id", name="pk_said_feedback"),
        sa.UniqueConstraint("request_key", name="uq_said_feedback_request_key"),
    )
    op.create_index("ix_said_feedback_state_at", "said_feedback", ["state", "at"])
