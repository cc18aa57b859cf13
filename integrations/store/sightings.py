"""Which systems saw which call: the same call seen by two systems is one touch; and whose number it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from integrations.store.call_places import (
    Holder,
    TouchPlace,
    UnmatchedNumber,
    attachable,
    places,
    unmatched,
    whose,
)
from integrations.store.cursors import write_cursor
from integrations.store.engine import StoreEngine
from integrations.store.forgotten import Forgotten, number_mark
from integrations.store.schema import touches
from integrations.store.sync_schema import call_sightings

# How far apart the clocks of two systems may be, and their counts of one call's seconds.
CLOCKS_APART, SECONDS_APART = timedelta(seconds=60), 5
# Fewer digits than this (an extension, `anonymous`) do not tell a call from another.
_FEWEST_DIGITS = 5
CALLS = "calls"  # the kind under which the cursor of a source of calls is kept
_s = call_sightings.c


@dataclass(frozen=True, slots=True)
class Sighting:
    """A call as one system saw it.

    Parameters
    ----------
    system, external_id
        Which system, and the call's id there.
    number
        The other side's, E.164 where it can be read, else as the system writes it.
    at, duration_s
        When it began (UTC) and how many seconds it took; None: not known.
    other_ids
        Ids of the same call elsewhere, as (system, id).
    digest
        What the system said of it, in short: tells whether anything changed since.
    """

    system: str
    external_id: str
    number: str
    at: datetime
    duration_s: int | None = None
    other_ids: tuple[tuple[str, str], ...] = ()
    digest: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells this sighting from others."""
        return self.system, self.external_id


class Sightings:
    """The sightings of calls, and whose the numbers are."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    # --- the same call ------------------------------------------------------------------------------------

    def match(self, sightings: Sequence[Sighting]) -> list[str | None]:
        """The key of the touch of the same call, for each; None where it is new.

        It is the same where it was seen under this id, or under one of the other ids; else where the number is
        the same, the start within 60 s and the duration within 5 s (an unknown one fits any), the nearest start
        first. Two calls of one system are never one, and a stored call is matched once in a batch.
        """
        wanted = {sighting.key: sighting for sighting in sightings}
        with self._engine.reading() as connection:
            named = _by_ids(connection, wanted.values())
            near = _near(connection, [one for key, one in wanted.items() if key not in named])
        found = {key: named[key].key for key in wanted if key in named}
        taken = set(found.values())
        for key, sighting in wanted.items():
            for other in sighting.other_ids if key not in found else ():
                row = named.get(other)
                if row and row.key not in taken and sighting.system not in row.systems:
                    found[key] = row.key
                    taken.add(row.key)
                    break
        for _, key, touch_key in sorted(_pairs(wanted, near)):
            if key not in found and touch_key not in taken:
                found[key] = touch_key
                taken.add(touch_key)
        return [found.get(sighting.key) for sighting in sightings]

    def digests(self, system: str, ids: Iterable[str]) -> dict[str, str]:
        """What was known last of those calls of a system that were seen before, in short, by id."""
        query = select(_s.external_id, _s.digest).where(_s.system == system, _s.external_id.in_(list(ids)))
        with self._engine.reading() as connection:
            return {row.external_id: row.digest for row in connection.execute(query)}

    def note(
        self, pairs: Iterable[tuple[Sighting, str]], *, cursor: tuple[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Remember sightings with the keys of their touches, and under the other ids they are known by.

        What is there already is not written again; the number of somebody who was forgotten is not written at all.

        Parameters
        ----------
        pairs
            Sightings, each with the key of its touch, which is stored by now.
        cursor
            A system and where reading its calls goes on: kept in the same transaction.
        """
        with self._engine.reading() as connection:
            forgotten = Forgotten.read(connection)
            told = [(_without_number(one, forgotten), key) for one, key in pairs]
            rows, mentioned = _rows(connection, told)
        if not (rows or mentioned or cursor):
            return
        insert = self._engine.insert(call_sightings)
        news = {name: insert.excluded[name] for name in ("touch_id", "number", "at", "duration_s", "digest")}
        with self._engine.writing() as connection:
            if rows:
                upsert = insert.on_conflict_do_update(index_elements=["system", "external_id"], set_=news)
                connection.execute(upsert, rows)
            if mentioned:
                connection.execute(insert.on_conflict_do_nothing(), mentioned)
            if cursor:
                write_cursor(self._engine, connection, (cursor[0], CALLS), cursor[1])

    # --- whose number -------------------------------------------------------------------------------------

    def whose(self, numbers: Iterable[str]) -> dict[str, list[Holder]]:
        """The contacts who have these numbers (E.164), those touched last first; only numbers that have one."""
        with self._engine.reading() as connection:
            return whose(connection, numbers)

    def places(self, touch_keys: Iterable[str]) -> dict[str, TouchPlace]:
        """The touches of calls as they are stored, by key."""
        with self._engine.reading() as connection:
            return places(connection, touch_keys)

    def attachable(self, after: str, limit: int) -> list[TouchPlace]:
        """Calls without a company whose number is somebody's by now, in order of their keys beyond one."""
        with self._engine.reading() as connection:
            return attachable(connection, after, limit)

    def unmatched(self, limit: int) -> list[UnmatchedNumber]:
        """The numbers of calls of which nobody knows whom they were with, the most frequent first."""
        with self._engine.reading() as connection:
            return unmatched(connection, limit)


def _without_number(sighting: Sighting, forgotten: Forgotten) -> Sighting:
    return replace(sighting, number="") if forgotten.knows([number_mark(sighting.number)]) else sighting


@dataclass(frozen=True, slots=True)
class _Known:
    """A stored sighting: its touch's key, and all systems that saw that touch."""

    key: str
    number: str
    at: datetime
    duration_s: int | None
    systems: frozenset[str]


def _by_ids(connection: Connection, sightings: Iterable[Sighting]) -> dict[tuple[str, str], _Known]:
    """The stored sightings under any of the ids that these have, here or elsewhere."""
    ids = dict[str, set[str]]()
    for sighting in sightings:
        for system, id_ in (sighting.key, *sighting.other_ids):
            ids.setdefault(system, set()).add(id_)
    named = [(_s.system == system) & _s.external_id.in_(some) for system, some in ids.items()]
    return _known(connection, or_(*named)) if named else {}


def _near(connection: Connection, sightings: Sequence[Sighting]) -> dict[tuple[str, str], _Known]:
    """The stored sightings with one of these numbers, around these moments."""
    telling = [one for one in sightings if sum(map(str.isdigit, one.number)) >= _FEWEST_DIGITS]
    if not telling:
        return {}
    moments = [one.at for one in telling]
    around = _s.at.between(min(moments) - CLOCKS_APART, max(moments) + CLOCKS_APART)
    return _known(connection, _s.number.in_({one.number for one in telling}) & around)


def _known(connection: Connection, condition: Any) -> dict[tuple[str, str], _Known]:
    query = select(call_sightings, touches.c.key).join(touches, touches.c.id == _s.touch_id)
    rows = connection.execute(query.where(condition)).all()
    systems = dict[int, set[str]]()
    seen_by = select(_s.touch_id, _s.system).where(_s.touch_id.in_({row.touch_id for row in rows}))
    for touch_id, system in connection.execute(seen_by):
        systems.setdefault(touch_id, set()).add(system)
    return {
        (row.system, row.external_id): _Known(
            row.key, row.number, row.at, row.duration_s, frozenset(systems[row.touch_id])
        )
        for row in rows
    }


def _pairs(
    wanted: Mapping[tuple[str, str], Sighting], near: Mapping[tuple[str, str], _Known]
) -> Iterable[tuple[timedelta, tuple[str, str], str]]:
    """Which sighting may be which stored call by number, start and duration; with how far the starts are apart."""
    by_number = dict[str, list[_Known]]()
    for known in near.values():
        by_number.setdefault(known.number, []).append(known)
    for key, one in wanted.items():
        for known in by_number.get(one.number, ()):
            apart = abs(one.at - known.at)
            if apart <= CLOCKS_APART and _as_long(one, known) and one.system not in known.systems:
                yield apart, key, known.key


def _as_long(one: Sighting, known: _Known) -> bool:
    if one.duration_s is None or known.duration_s is None:
        return True
    return abs(one.duration_s - known.duration_s) <= SECONDS_APART


def _rows(
    connection: Connection, pairs: Sequence[tuple[Sighting, str]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows to write of these sightings, and of those they mention; without what is there already."""
    keys = select(touches.c.key, touches.c.id).where(touches.c.key.in_({key for _, key in pairs}))
    touch_ids = {row.key: row.id for row in connection.execute(keys)}
    ids = {id_ for one, _ in pairs for _, id_ in (one.key, *one.other_ids)}
    stored = {
        (row["system"], row["external_id"]): dict(row)
        for row in connection.execute(select(call_sightings).where(_s.external_id.in_(ids))).mappings()
    }
    rows, mentioned = dict[tuple[str, str], dict[str, Any]](), dict[tuple[str, str], dict[str, Any]]()
    for one, touch_key in pairs:
        if touch_key in touch_ids:
            row = _row(one, touch_ids[touch_key])
            rows[one.key] = row
            for system, id_ in one.other_ids:
                mentioned[system, id_] = {**row, "system": system, "external_id": id_, "digest": ""}
    return (
        [row for key, row in rows.items() if stored.get(key) != row],
        [row for key, row in mentioned.items() if key not in stored and key not in rows],
    )


def _row(sighting: Sighting, touch_id: int) -> dict[str, Any]:
    return {
        "system": sighting.system,
        "external_id": sighting.external_id,
        "touch_id": touch_id,
        "number": sighting.number,
        "at": sighting.at,
        "duration_s": sighting.duration_s,
        "digest": sighting.digest,
    }
