"""Finding names by what somebody typed: exact, the beginning, words of it, misspelt, or the nearest there is.

The same design on both databases, with no extension: every step reads a bounded number of rows, since ranking
all names with a common word takes too long at a million (measured: 50 ms with FTS5's bm25, 0.7 s with pg_trgm).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product
from typing import NamedTuple

from sqlalchemy import Connection, TextClause, bindparam, select, text

from integrations.store.company_names import fold, normalise_name
from integrations.store.engine import AnyRow
from integrations.store.prepared import Prepared
from integrations.store.schema import names
from integrations.store.typed_words import (
    Meanings,
    add_misspelt,
    end_of_range,
    meanings,
    postgres_query,
    sqlite_query,
)

# What is read of the typed text, and how many names a step looks at.
MOST_LETTERS, MOST_WORDS, LOOKED_AT = 80, 5, 100
# As many companies whose name begins as typed are all that a rep wants to choose from.
ENOUGH = 5
# How many ways to correct what was typed are tried as a whole name.
_CORRECTIONS = 50

_COLUMNS = (names.c.company_id, names.c.kind, names.c.name, names.c.norm)
_EXACT = Prepared(select(*_COLUMNS).where(names.c.norm == bindparam("norm")).limit(LOOKED_AT))
_ANY = select(*_COLUMNS).where(names.c.norm.in_(bindparam("norms", expanding=True))).limit(LOOKED_AT)
_BEGINNING = (
    select(*_COLUMNS)
    .where(names.c.norm >= bindparam("start"), names.c.norm < bindparam("end"))
    .order_by(names.c.norm)
    .limit(LOOKED_AT)
)
_WORDS_SQLITE = text(
    "SELECT n.company_id, n.kind, n.name, n.norm FROM names_words JOIN names n ON n.id = names_words.rowid"
    " WHERE names_words MATCH :query LIMIT :looked_at"
)
# Materialised, so that the limit does not tempt the planner into reading the whole table.
_WORDS_POSTGRES = text(
    "WITH fitting AS MATERIALIZED (SELECT company_id, kind, name, norm FROM names"
    " WHERE array_to_tsvector(string_to_array(norm, ' ')) @@ CAST(:query AS tsquery))"
    " SELECT * FROM fitting LIMIT :looked_at"
)
# PostgreSQL reads all that an index holds of a word, so a common one is looked up in every 16th name first.
_SAMPLE_POSTGRES = text(
    "WITH fitting AS MATERIALIZED (SELECT company_id, kind, name, norm FROM names"
    " WHERE array_to_tsvector(string_to_array(norm, ' ')) @@ CAST(:query AS tsquery) AND id % 16 = 0)"
    " SELECT * FROM fitting LIMIT :looked_at"
)
_COMMON = 5_000


class NameHit(NamedTuple):
    """A name that fits what was typed.

    Parameters
    ----------
    company_id, kind, name
        Whose name it is: the company's own, or a contact's.
    wrong_letters
        How many letters of the typed words had to be corrected.
    partly
        Whether the name says more than what was typed.
    begun
        Whether a typed word only begins a word of the name.
    likeness
        0 to 100, of the whole name and the whole text.
    """

    company_id: int
    kind: str
    name: str
    wrong_letters: int = 0
    partly: bool = False
    begun: bool = False
    likeness: float = 100.0

    @property
    def tier(self) -> tuple[int, bool]:
        """Fewer wrong letters beat more; a whole name beats part of one."""
        return self.wrong_letters, self.partly


def search_names(connection: Connection, typed: str) -> tuple[list[NameHit], bool]:
    """Names for what was typed, and whether they fit (else they are only the nearest).

    All hits that fit are of the best tier found; ranking within it is left to the caller, who knows the
    chances of winning.
    """
    norm = searched(typed)
    if not norm:
        return [], False
    if exact := _EXACT.rows(connection, norm=norm):
        return _exactly(exact, typed), True
    begun = _begun_by(connection, norm, norm)
    if len({hit.company_id for hit in begun}) >= ENOUGH:
        return begun, True
    words = norm.split()[:MOST_WORDS]
    groups = meanings(connection, words)
    fitting = begun + _with_words(connection, norm, groups)
    slips = [add_misspelt(connection, *pair) for pair in zip(words, groups, strict=True) if not fitting]
    if any(slips):
        fitting = _with_words(connection, norm, groups)
    if not fitting:
        return _nearest(connection, norm, groups), False
    best = min(hit.tier for hit in fitting)
    return [hit for hit in fitting if hit.tier == best], True


def searched(typed: str) -> str:
    """The name that is looked for; '' where nothing is."""
    return normalise_name(typed[: 4 * MOST_LETTERS])[:MOST_LETTERS].rstrip()


def of_typed_form(rows: Sequence[AnyRow], typed: str) -> Sequence[AnyRow]:
    """Among namesakes those whose legal form was typed, else all."""
    if len(rows) <= 1:
        return rows
    folded = fold(typed)
    return [row for row in rows if fold(row.name) == folded] or rows


def _exactly(rows: Sequence[AnyRow], typed: str) -> list[NameHit]:
    """A company's own name beats a contact's; the legal form, when typed, tells namesakes apart."""
    own = [row for row in rows if row.kind == "company"] or rows
    return [NameHit(row.company_id, row.kind, row.name) for row in of_typed_form(own, typed)]


def _begun_by(connection: Connection, start: str, norm: str) -> list[NameHit]:
    rows = connection.execute(_BEGINNING, {"start": start, "end": end_of_range(start)})
    return [
        NameHit(
            row.company_id,
            row.kind,
            row.name,
            partly=True,
            begun=not f"{row.norm} ".startswith(f"{start} "),
            likeness=_likeness(norm, row.norm),
        )
        for row in rows
    ]


def _with_words(connection: Connection, norm: str, groups: Sequence[Meanings]) -> list[NameHit]:
    """Names that hold one meaning of every typed word."""
    if not all(group.distance for group in groups):
        return []
    rows = [*_corrected(connection, groups), *_matching(connection, groups)]
    return [_graded(row, norm, groups) for row in rows]


def _corrected(connection: Connection, groups: Sequence[Meanings]) -> Sequence[AnyRow]:
    """Names that are exactly the corrected text: among many that only hold its words, they could be missed."""
    if not any(wrong for group in groups for wrong in group.distance.values()):
        return ()
    ways = [sorted(group.distance, key=group.distance.__getitem__) for group in groups]
    norms = [" ".join(words) for words in islice(product(*ways), _CORRECTIONS)]
    return connection.execute(_ANY, {"norms": norms}).all()


def _matching(connection: Connection, groups: Sequence[Meanings]) -> Sequence[AnyRow]:
    options = [group.distance for group in groups]
    if connection.dialect.name == "sqlite":
        return _looked_up(connection, _WORDS_SQLITE, sqlite_query(options))
    query = postgres_query(options)
    common = min(group.uses for group in groups) > _COMMON
    sample = _looked_up(connection, _SAMPLE_POSTGRES, query) if common else ()
    return sample or _looked_up(connection, _WORDS_POSTGRES, query)


def _looked_up(connection: Connection, statement: TextClause, query: str) -> Sequence[AnyRow]:
    return connection.execute(statement, {"query": query, "looked_at": LOOKED_AT}).all()


def _graded(row: AnyRow, norm: str, groups: Sequence[Meanings]) -> NameHit:
    words = row.norm.split()
    fits = [(group, word) for group in groups if (word := group.best(words)) is not None]
    wrong = sum(group.distance[word] for group, word in fits)
    begun = any(word in group.begun for group, word in fits)
    partly = begun or len(words) > len(groups)
    return NameHit(row.company_id, row.kind, row.name, wrong, partly, begun, _likeness(norm, row.norm))


def _likeness(norm: str, other: str) -> float:
    from rapidfuzz import fuzz  # not before a name is misspelt

    return fuzz.ratio(norm, other)


def _nearest(connection: Connection, norm: str, groups: Sequence[Meanings]) -> list[NameHit]:
    """The most alike names that hold the rarest of the words, else those that begin alike; best first."""
    hits: list[NameHit] = []
    for group in sorted(groups, key=lambda group: group.uses):
        if group.distance and not hits:
            hits = [_graded(row, norm, [group]) for row in _matching(connection, [group])]
    for letters in (3, 2, 1):
        hits = hits or _begun_by(connection, norm[:letters], norm)
    return sorted(hits, key=lambda hit: (-hit.likeness, hit.name))
