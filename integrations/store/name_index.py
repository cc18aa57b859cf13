"""Keeping the index by which a company is found: names, their words, and misspellings of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select

from integrations.batches import in_batches
from integrations.store.company_names import normalise_name
from integrations.store.engine import AnyRow
from integrations.store.schema import contacts, names, words

Rows = Sequence[tuple[Any, ...]]

# Misspellings are looked up by a word's beginning only: at most eight keys a word.
KEY_LETTERS = 7

_SQLITE_NAMES = "INSERT INTO names (company_id, kind, name, norm) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_SQLITE_WHOLE_NAMES = "INSERT INTO names_words (rowid, norm) SELECT id, norm FROM names WHERE id > ?"
_SQLITE_FORGET = "INSERT INTO names_words (names_words, rowid, norm) VALUES ('delete', ?, ?)"
_SQLITE_WORDS = "INSERT INTO words (word, uses) VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET uses = words.uses + excluded.uses"
_SQLITE_DELETES = "INSERT INTO word_deletes (key, word) VALUES (?, ?) ON CONFLICT DO NOTHING"
# On PostgreSQL many rows go as one array a column.
_POSTGRES_NAMES = (
    "INSERT INTO names (company_id, kind, name, norm)"
    " SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])"
    " ON CONFLICT DO NOTHING RETURNING norm"
)
_POSTGRES_WORDS = (
    "INSERT INTO words (word, uses) SELECT * FROM unnest(%s::text[], %s::int[])"
    " ON CONFLICT (word) DO UPDATE SET uses = words.uses + excluded.uses RETURNING word, (xmax = 0)"
)
_POSTGRES_DELETES = (
    "INSERT INTO word_deletes (key, word) SELECT * FROM unnest(%s::text[], %s::text[])"
    " ON CONFLICT DO NOTHING RETURNING 1"
)
_KNOWN_WORDS = select(words.c.word).where(words.c.word.in_(bindparam("words", expanding=True)))


def deletes(word: str) -> set[str]:
    """The keys under which misspellings of a word are found: its beginning, and that without one letter.

    Two words share a key when one letter was added, dropped, changed or swapped with its neighbour.

    >>> sorted(deletes("acme"))
    ['ace', 'acm', 'acme', 'ame', 'cme']
    """
    start = word[:KEY_LETTERS]
    return {start} | {start[:i] + start[i + 1 :] for i in range(len(start)) if len(start) > 1}


def index_names(connection: Connection, rows: Iterable[tuple[int, str, str]]) -> int:
    """Make companies findable by these names; says how many names were new.

    Parameters
    ----------
    connection
        From `StoreEngine.writing()`.
    rows
        (company id, 'company' or 'contact', the name as people write it). A name indexed before is left as it
        is; a former name of a company still finds it.
    """
    write = _write_sqlite if connection.dialect.name == "sqlite" else _write_postgres
    added = 0
    for batch in in_batches(rows, 20_000):
        unlike = {(company, kind, normalise_name(name)): _storable(name) for company, kind, name in batch}
        named = [(company, kind, name, norm) for (company, kind, norm), name in unlike.items() if norm]
        added += write(connection, named) if named else 0
    return added


def forget_names(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Let companies no longer be found by these names (normalised) of contacts, unless another there bears it."""
    for company_id, norm in rows:
        borne = select(contacts.c.id).where(contacts.c.company_id == company_id, contacts.c.norm == norm)
        if connection.execute(borne.limit(1)).first() is None:
            mine = (names.c.company_id == company_id) & (names.c.kind == "contact") & (names.c.norm == norm)
            _forget(connection, mine)


def forget_companies(connection: Connection, company_ids: Sequence[int]) -> None:
    """Let these companies no longer be found by any name; their words stay in the index."""
    _forget(connection, names.c.company_id.in_(company_ids))


def _forget(connection: Connection, mine: ColumnElement[bool]) -> None:
    if connection.dialect.name == "sqlite":
        found = connection.execute(select(names.c.id, names.c.norm).where(mine)).all()
        _many(connection, _SQLITE_FORGET, [(row.id, row.norm) for row in found])
    connection.execute(delete(names).where(mine))


def _write_sqlite(connection: Connection, named: Rows) -> int:
    """The index grows within the one write transaction, so what was added is what has a higher id."""
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM names").scalar_one()
    _many(connection, _SQLITE_NAMES, named)
    connection.exec_driver_sql(_SQLITE_WHOLE_NAMES, (last,))
    norms = [row[0] for row in connection.exec_driver_sql("SELECT norm FROM names WHERE id > ?", (last,))]
    uses = _uses(norms)
    unknown = uses.keys() - _known(connection, list(uses))
    _many(connection, _SQLITE_WORDS, sorted(uses.items()))
    _many(connection, _SQLITE_DELETES, _keys(unknown))
    return len(norms)


def _known(connection: Connection, some: list[str]) -> set[str]:
    return {
        word for part in in_batches(some, 5_000) for word in connection.scalars(_KNOWN_WORDS, {"words": part})
    }


def _many(connection: Connection, statement: str, rows: Rows) -> None:
    if rows:
        connection.exec_driver_sql(statement, list(rows))


def _write_postgres(connection: Connection, named: Rows) -> int:
    """Writers may work side by side: the database says what was new; words go in order against deadlocks."""
    norms = [norm for (norm,) in _arrays(connection, _POSTGRES_NAMES, named)]
    counted = _arrays(connection, _POSTGRES_WORDS, sorted(_uses(norms).items()))
    _arrays(connection, _POSTGRES_DELETES, _keys(word for word, new in counted if new))
    return len(norms)


def _arrays(connection: Connection, statement: str, rows: Rows) -> Sequence[AnyRow]:
    if not rows:
        return ()
    columns = tuple(list(column) for column in zip(*rows, strict=True))
    return connection.exec_driver_sql(statement, columns).all()


def _keys(unknown: Iterable[str]) -> list[tuple[str, str]]:
    return sorted((key, word) for word in unknown for key in deletes(word))


def _storable(name: str) -> str:
    """The name without what a database cannot hold: NUL, and halves of letters."""
    return name.replace("\x00", "").encode(errors="ignore").decode()


def _uses(norms: Iterable[str]) -> Counter[str]:
    return Counter(word for norm in norms for word in set(norm.split()))
