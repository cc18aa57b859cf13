"""Statements that an answer in Slack waits for: compiled once, run on the driver's own cursor.

SQLAlchemy's bookkeeping for one execution costs several times what the database needs for such a statement.
What it translates on the way (moments, JSON) and what it makes of the driver's errors stays the same.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Float, Numeric
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Translate = Callable[[Any], Any]


class Prepared:
    """One statement without lists of values; its parameters are named as in the statement.

    Parameters
    ----------
    statement
        A SELECT, or an INSERT … RETURNING.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, **values: object) -> list[Any]:
        """The result as named tuples.

        Raises
        ------
        DBAPIError
            As SQLAlchemy itself raises it.
        """
        dialect = connection.dialect
        ready = self._compiled.get(dialect.name)
        if ready is None:
            ready = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return [ready.row(values) for values in run(connection, ready.sql, ready.parameters(values))]


def run(
    connection: Connection, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()
) -> list[Any]:
    """Run a statement on the driver's cursor; its errors are raised as SQLAlchemy's."""
    driver: Any = connection.connection.dbapi_connection
    errors = connection.dialect.loaded_dbapi.Error
    try:
        cursor = driver.cursor()
        cursor.execute(sql, parameters)
        rows: list[Any] = cursor.fetchall()
        cursor.close()
    except errors as error:
        raise _as_sqlalchemys(connection, error) from error
    return rows


def _as_sqlalchemys(connection: Connection, error: Exception) -> BaseException:
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)  # type: ignore[arg-type]  # any driver's error
    if lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        None, None, error, dialect.loaded_dbapi.Error, connection_invalidated=lost, dialect=dialect
    )


@dataclass(frozen=True)
class _Compiled:
    """A statement in one database's words."""

    sql: str
    order: Sequence[str] | None  # of positional parameters
    fixed: Mapping[str, object]  # values that stand in the statement itself
    binds: Mapping[str, Translate]
    make: Callable[[Sequence[Any]], Any]
    results: Sequence[tuple[int, Translate]]

    def parameters(self, values: Mapping[str, object]) -> Sequence[object] | Mapping[str, object]:
        """The values as the driver takes them."""
        given = {**self.fixed, **values}
        for name, translate in self.binds.items():
            given[name] = translate(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def row(self, values: Sequence[Any]) -> Any:
        """The values that the driver gave as a named tuple."""
        if not self.results:
            return self.make(values)
        given = list(values)
        for place, translate in self.results:
            if given[place] is not None:
                given[place] = translate(given[place])
        return self.make(given)


def _compile(statement: Executable, dialect: Dialect) -> _Compiled:
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # every statement used here compiles
    columns = list(statement.exported_columns)  # type: ignore[attr-defined]  # and gives columns
    row: Any = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]  # noqa: PYI024 - the fields are the statement's
    results = [(place, _of_results(column.type, dialect)) for place, column in enumerate(columns)]
    return _Compiled(
        sql=str(compiled),
        order=compiled.positiontup if compiled.positional else None,
        fixed={name: value for name, value in compiled.params.items() if value is not None},
        binds=_binds(compiled, dialect),
        make=row._make,
        results=[(place, translate) for place, translate in results if translate],
    )


def _binds(compiled: SQLCompiler, dialect: Dialect) -> dict[str, Translate]:
    found = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
    }
    return {name: translate for name, translate in found.items() if translate}


def _of_results(kind: Any, dialect: Dialect) -> Translate | None:
    if isinstance(kind, Float | Numeric):
        return None  # both drivers give numbers as Python's own
    translate: Translate | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return translate
