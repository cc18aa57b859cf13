"""Which records of the CRM have to be told again: what they refer to has come, has moved, or has gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, select, update

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine
from integrations.store.schema import companies, contacts, imported_rows, rounds, touches
from integrations.store.sync_schema import call_sightings, crm_records, tasks
from integrations.systems import activity_key

# Kinds of records that are touches, with their channels.
CHANNELS: Mapping[str, str] = {"calls": "call", "meetings": "meeting", "notes": "note", "emails": "email"}
# How the rows of records are called among the imported ones.
_ROW_KEYS = {"companies": "company:#", "contacts": "contact:", "deals": "deal:", "tasks": "task:"}
# How a record's key begins in its table.
_KEYS: Mapping[str, tuple[Table, str]] = {
    "companies": (companies, "id:"),
    "contacts": (contacts, "id:"),
    "deals": (rounds, ""),
}
# A record that lacked another: the kind and id of the one, the kind and id of the other.
Lack = tuple[str, str, str, str]

_AT_ONCE = 500
_c = crm_records.c


def row_key(kind: str, record_id: str) -> str:
    """The key of a record's row among the imported ones."""
    prefix = _ROW_KEYS.get(kind)
    return f"touch:{activity_key(kind, record_id)}" if prefix is None else prefix + record_id


def forget_rows(connection: Connection, keys: Iterable[str]) -> None:
    """Forget what was said under these keys, so that the same again is stored again."""
    for some in in_batches(keys, _AT_ONCE):
        connection.execute(delete(imported_rows).where(imported_rows.c.key.in_(some)))


def tell_again(connection: Connection, kinds: Sequence[str], ids: Iterable[str]) -> None:
    """Let these records wait to be told again; those that are gone or cannot be read do not."""
    for some in in_batches(ids, _AT_ONCE):
        unusable = (_c.problem != "") & _c.told
        mine = _c.kind.in_(kinds) & _c.id.in_(some) & _c.gone.is_(False) & ~unusable
        query = update(crm_records).where(mine).values(told=False, problem="").returning(_c.kind, _c.id)
        forget_rows(connection, [row_key(kind, id_) for kind, id_ in connection.execute(query).all()])


def tell_activities_again(connection: Connection, of_touches: ColumnElement[bool], of_tasks: Any) -> None:
    """Let the touches and tasks that fit be told again."""
    found = connection.execute(select(touches.c.id, touches.c.key).where(of_touches)).all()
    forget_rows(connection, [f"touch:{key}" for _, key in found])
    for kind in CHANNELS:
        own = activity_key(kind, "")
        ids = [key.removeprefix(own) for _, key in found if key.startswith(own)]
        seen = _seen_as(connection, [id_ for id_, _ in found]) if kind == "calls" else ()
        tell_again(connection, (kind,), [*ids, *seen])
    tell_again(connection, ("tasks",), connection.scalars(select(tasks.c.key).where(of_tasks)).all())


def _seen_as(connection: Connection, touch_ids: Iterable[int]) -> Iterable[str]:
    """The CRM's own ids of calls that another system saw first."""
    for some in in_batches(touch_ids, _AT_ONCE):
        mine = (call_sightings.c.system == "hubspot") & call_sightings.c.touch_id.in_(some)
        yield from connection.scalars(select(call_sightings.c.external_id).where(mine)).all()


class Retelling:
    """What records lacked when they were told, so that they are told again when it comes."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def known(self, kind: str, ids: Iterable[str]) -> set[str]:
        """Those companies, contacts or deals of the CRM that the product's tables know."""
        table, prefix = _KEYS[kind]
        found = set[str]()
        with self._engine.reading() as connection:
            for some in in_batches(ids, _AT_ONCE):
                query = _keys_in(table, [prefix + id_ for id_ in some])
                found |= {key.removeprefix(prefix) for key in connection.scalars(query)}
        return found

    def stored(self, kind: str, ids: Iterable[str]) -> set[str]:
        """Those records of which the product's tables tell."""
        if kind in _KEYS:
            return self.known(kind, ids)
        found = set[str]()
        sight = select(call_sightings.c.external_id).where(call_sightings.c.system == "hubspot")
        with self._engine.reading() as connection:
            for some in in_batches(ids, _AT_ONCE):
                found |= _held(connection, kind, some)
                if kind == "calls":
                    found |= set(connection.scalars(sight.where(call_sightings.c.external_id.in_(some))))
        return found

    def adopt(self, kind: str, moments: Mapping[str, datetime]) -> None:
        """Take over activities that an export told before, under their bare ids and at the same moments."""
        mine = touches.c.key.in_(list(moments)) & (touches.c.channel == CHANNELS[kind])
        with self._engine.reading() as connection:
            told = connection.execute(select(touches.c.id, touches.c.key, touches.c.at).where(mine)).all()
        same = [row for row in told if row.at == moments[row.key]]
        if same:
            with self._engine.writing() as connection:
                for row in same:
                    own = touches.c.id == row.id
                    connection.execute(update(touches).where(own).values(key=activity_key(kind, row.key)))
                forget_rows(connection, [f"touch:{row.key}" for row in same])

    def merged(self, kind: str, ids: Iterable[str]) -> dict[str, str]:
        """The known record that each of these was merged into, where it was."""
        keys = {f"merged:{kind}:{id_}": id_ for id_ in ids}
        query = select(imported_rows.c.key, imported_rows.c.digest).where(imported_rows.c.key.in_(keys))
        with self._engine.reading() as connection:
            told = connection.execute(query).all()
        known = self.known(kind, {row.digest for row in told}) if told else set()
        return {keys[row.key]: row.digest for row in told if row.digest in known}

    def note(self, lacking: Iterable[Lack], merged: Iterable[tuple[str, str, str]]) -> None:
        """Remember which record lacked what, and which were merged into which, as (kind, loser, winner)."""
        rows = [
            {"key": f"lacks:{of}:{of_id}", "digest": f"{kind}:{id_}", "run": 0}
            for kind, id_, of, of_id in lacking
        ]
        rows += [
            {"key": f"merged:{kind}:{loser}", "digest": winner, "run": 0} for kind, loser, winner in merged
        ]
        if rows:
            with self._engine.writing() as connection:
                connection.execute(self._engine.insert(imported_rows).on_conflict_do_nothing(), rows)

    def arrived(self, kind: str, ids: Iterable[str]) -> None:
        """Let the records that lacked these be told again."""
        keys = [f"lacks:{kind}:{id_}" for id_ in ids]
        query = select(imported_rows.c.digest).where(imported_rows.c.key.in_(keys))
        with self._engine.reading() as connection:
            waiting = [tuple(one.split(":", 1)) for one in connection.scalars(query)]
        if waiting:
            with self._engine.writing() as connection:
                for of in sorted({of for of, _ in waiting}):
                    tell_again(connection, (of,), [id_ for one, id_ in waiting if one == of])
                forget_rows(connection, keys)


def _held(connection: Connection, kind: str, ids: Sequence[str]) -> set[str]:
    """Those tasks, or activities of a kind, that there are, by the CRM's ids."""
    if kind == "tasks":
        return set(connection.scalars(_keys_in(tasks, ids)))
    keys = connection.scalars(_keys_in(touches, [activity_key(kind, id_) for id_ in ids]))
    return {key.removeprefix(activity_key(kind, "")) for key in keys}


def _keys_in(table: Table, keys: Sequence[str]) -> Select[Any]:
    return select(table.c.key).where(table.c.key.in_(keys))
