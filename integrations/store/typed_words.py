"""What each typed word may stand for: itself, a word it begins, or words it misspells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from integrations.store.name_index import deletes
from integrations.store.schema import word_deletes, words

# A word beginning with what was typed is one of the most used of the first two thousand such words.
_BEGUN, _BEGUN_LOOKED_AT = 20, 2_000
# A misspelled word stands for at most six words, at most two letters away (one for short words).
_MEANT, _MEANT_LOOKED_AT, _SHORT = 6, 2_000, 4

_KNOWN = select(words.c.word, words.c.uses).where(words.c.word.in_(bindparam("some", expanding=True)))
_range = (
    select(words.c.word, words.c.uses)
    .where(words.c.word > bindparam("start"), words.c.word < bindparam("end"))
    .limit(_BEGUN_LOOKED_AT)
    .subquery()
)
_BEGINNING = select(_range).order_by(_range.c.uses.desc(), _range.c.word).limit(_BEGUN)
_NEAR = (
    select(word_deletes.c.word)
    .where(word_deletes.c.key.in_(bindparam("keys", expanding=True)))
    .limit(_MEANT_LOOKED_AT)
)


@dataclass
class Meanings:
    """The words of the index that one typed word may stand for.

    Parameters
    ----------
    distance
        Each word, and how many letters of it were typed wrong.
    begun
        Those that the typed word only begins.
    uses
        How many names hold any of them.
    """

    distance: dict[str, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    uses: int = 0

    def best(self, name_words: Sequence[str]) -> str | None:
        """The word of a name that fits best, if any does."""
        fitting = [word for word in name_words if word in self.distance]
        return min(fitting, key=lambda word: (self.distance[word], word in self.begun), default=None)


def end_of_range(start: str) -> str:
    """The first text after all that begin with `start`.

    A range rather than LIKE: a prepared LIKE cannot use the index on PostgreSQL.
    """
    return start + "\U0010ffff"


def meanings(connection: Connection, typed: Sequence[str]) -> list[Meanings]:
    """For each typed word what it may stand for; an unknown word is a beginning, else a misspelling."""
    known = _uses(connection, typed)
    found = [Meanings({word: 0} if word in known else {}, uses=known.get(word, 0)) for word in typed]
    for last, (word, meaning) in enumerate(zip(typed, found, strict=True), start=1):
        if word not in known or last == len(typed):
            _add_begun(connection, word, meaning)
        if not meaning.distance:
            add_misspelt(connection, word, meaning)
    return found


def _add_begun(connection: Connection, word: str, meaning: Meanings) -> None:
    for begun, uses in connection.execute(_BEGINNING, {"start": word, "end": end_of_range(word)}):
        meaning.distance[begun] = 0
        meaning.begun.add(begun)
        meaning.uses += uses


def add_misspelt(connection: Connection, word: str, meaning: Meanings) -> bool:
    """Let a typed word also be a slip for similar ones; says whether there are any."""
    from rapidfuzz.distance import OSA  # not before a word is misspelt

    near = set(connection.scalars(_NEAR, {"keys": sorted(deletes(word))})) - meaning.distance.keys()
    furthest = 1 if len(word) <= _SHORT else 2
    away = {other: OSA.distance(word, other, score_cutoff=furthest) for other in near}
    closest = sorted((letters, other) for other, letters in away.items() if letters <= furthest)[:_MEANT]
    meaning.distance |= {other: letters for letters, other in closest}
    meaning.uses += sum(_uses(connection, [other for _letters, other in closest]).values())
    return bool(closest)


def _uses(connection: Connection, some: Sequence[str]) -> dict[str, int]:
    """How many names hold each of these words; unknown ones are left out."""
    if not some:
        return {}
    return {row.word: row.uses for row in connection.execute(_KNOWN, {"some": list(some)})}


def sqlite_query(groups: Sequence[Mapping[str, int]]) -> str:
    """One of each group, as FTS5 writes it; words hold letters and digits only, so quotes are safe.

    >>> sqlite_query([{"acme": 0}, {"food": 1, "foods": 0}])
    '("acme") AND ("food" OR "foods")'
    """
    return " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in groups)


def postgres_query(groups: Sequence[Mapping[str, int]]) -> str:
    """One of each group, as a tsquery.

    >>> postgres_query([{"acme": 0}, {"food": 1, "foods": 0}])
    "('acme') & ('food' | 'foods')"
    """
    return " & ".join("(" + " | ".join(f"'{word}'" for word in group) + ")" for group in groups)
