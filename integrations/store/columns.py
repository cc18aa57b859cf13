"""What the tables of the store are made of: moments in UTC, ids, names compared as bytes, references."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, naive UTC in the database (SQLite keeps no zone)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware to naive UTC; a naive value is a bug and is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Naive UTC to aware."""
        return value.replace(tzinfo=UTC) if value is not None else None


class joined(FunctionElement[str]):  # noqa: N801 - written in a query like any function of SQL
    """The texts of all rows as one, a comma between them; SQLAlchemy's own cannot be compiled once for all."""

    type = String()
    inherit_cache = True


@compiles(joined, "sqlite")
def _joined_on_sqlite(element: joined, compiler: Any, **options: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **options)})"


@compiles(joined, "postgresql")
def _joined_on_postgres(element: joined, compiler: Any, **options: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **options)}, ',')"


Id = BigInteger().with_variant(Integer, "sqlite")
# Names are compared as bytes, so that a prefix can be a range on PostgreSQL too.
Norm = String().with_variant(String(collation="C"), "postgresql")


def id_column() -> Column[int]:
    """A row's own number."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def reference(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """A reference to the id of another table's row."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=nullable, index=index)
