"""What the CRM said last of each record, with the cursors of reading: both written in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, func, select, update

from integrations.intake_rows import digest_of
from integrations.store.cursors import Cursors, read_cursor, write_cursor
from integrations.store.engine import StoreEngine
from integrations.store.sync_schema import crm_records
from integrations.systems import LINKED_KINDS, CrmRecord, Links, StageVisit

# `again`: read twice in one run, and the same both times.
Fate = Literal["new", "changed", "unchanged", "quarantined", "again"]
STAGE, ENTERED = "dealstage", "hs_v2_date_entered_current_stage"
SYSTEM = "hubspot"
_c = crm_records.c


@dataclass(frozen=True, slots=True)
class Landed:
    """A record as it was read last, waiting to be told to the product's own tables.

    Parameters
    ----------
    kind, id, properties, links, history
        As in `CrmRecord`.
    gone
        Whether the CRM has it no longer: what was told of it has to be taken back.
    """

    kind: str
    id: str
    properties: Mapping[str, Any]
    links: Links
    history: tuple[StageVisit, ...]
    gone: bool = False


class Landing:
    """Where records of the CRM arrive, before the product's tables are told of them."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        self._cursors = Cursors(engine)

    # --- arriving ---------------------------------------------------------------------------------------

    def take(
        self,
        kind: str,
        records: Sequence[CrmRecord],
        *,
        now: datetime,
        cursor: Mapping[str, Any] | None = None,
    ) -> list[Fate]:
        """Keep a page of records and, in the same transaction, where reading goes on; gives each one's fate.

        A record that is as it was is not written. Where the answer did not tell links or history, those of a
        new or changed record are due (`due`).

        Parameters
        ----------
        kind
            Which kind they all are.
        records
            As they were read; the same id twice counts once, the later wins.
        now
            The beginning of the run (UTC).
        cursor
            The kind's new cursor; None leaves it.
        """
        latest = {record.id: record for record in records}
        with self._engine.reading() as connection:
            known = self._known(connection, kind, latest)
            keep_cursor = cursor is None or read_cursor(connection, SYSTEM, kind) == cursor
        judged = {id_: _judge(record, known.get(id_)) for id_, record in latest.items()}
        rows = [
            _row(latest[id_], fate, known.get(id_), now)
            for id_, fate in judged.items()
            if fate != "unchanged"
        ]
        moved = _moved(latest, judged, known)
        if rows or moved or not keep_cursor:
            with self._engine.writing() as connection:
                self._write(connection, kind, rows, moved)
                if cursor is not None and not keep_cursor:
                    write_cursor(self._engine, connection, (SYSTEM, kind), cursor)
        return [_said(judged[record.id], known.get(record.id), record, now) for record in records]

    def judge(self, kind: str, records: Sequence[CrmRecord], *, now: datetime) -> list[Fate]:
        """What would become of these records, without keeping any of them."""
        with self._engine.reading() as connection:
            known = self._known(connection, kind, {record.id for record in records})
        return [
            _said(_judge(record, known.get(record.id)), known.get(record.id), record, now)
            for record in records
        ]

    def _known(self, connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        query = select(crm_records).where(_c.kind == kind, _c.id.in_(list(ids)))
        return {row.id: row for row in connection.execute(query)}

    def _write(
        self,
        connection: Connection,
        kind: str,
        rows: Sequence[dict[str, Any]],
        moved: Sequence[dict[str, Any]],
    ) -> None:
        if rows:
            upsert = self._engine.insert(crm_records)
            changes = {name: upsert.excluded[name] for name in rows[0] if name not in {"kind", "id"}}
            connection.execute(
                upsert.on_conflict_do_update(index_elements=["kind", "id"], set_=changes), list(rows)
            )
        if moved:
            mine = (_c.kind == kind) & (_c.id == bindparam("of_id"))
            values = {"changed_at": bindparam("to"), "history_due": _c.history_due | bindparam("due")}
            connection.execute(update(crm_records).where(mine).values(values), list(moved))

    def cursor(self, kind: str) -> dict[str, Any]:
        """Where reading goes on; empty before the first page."""
        return self._cursors.get(SYSTEM, kind)

    def put_cursor(self, kind: str, cursor: Mapping[str, Any]) -> None:
        """Keep where reading goes on, where it is elsewhere than before."""
        self._cursors.put(SYSTEM, kind, cursor)

    # --- looking ----------------------------------------------------------------------------------------

    def held_since(self, kind: str, moment: datetime) -> int:
        """How many records that are not gone were changed at or after a moment, by the CRM's clock."""
        query = select(func.count()).where(_c.kind == kind, _c.changed_at >= moment, _c.gone.is_(False))
        with self._engine.reading() as connection:
            return int(connection.scalar(query) or 0)

    def ids(
        self, kind: str, *, after: str = "", limit: int = 10_000, since: datetime | None = None
    ) -> list[str]:
        """Ids of records that are not gone, in order, beyond one; with `since` only those changed since then."""
        query = select(_c.id).where(_c.kind == kind, _c.gone.is_(False), _c.id > after)
        if since is not None:
            query = query.where(_c.changed_at >= since)
        with self._engine.reading() as connection:
            return list(connection.scalars(query.order_by(_c.id).limit(limit)))

    def due(self, kind: str, what: Literal["links", "history"], limit: int) -> list[str]:
        """Ids of records whose links or history are still to be read."""
        flag = _c.links_due if what == "links" else _c.history_due
        query = select(_c.id).where(_c.kind == kind, flag, _c.gone.is_(False)).order_by(_c.id).limit(limit)
        with self._engine.reading() as connection:
            return list(connection.scalars(query))

    # --- links and history that were read apart -----------------------------------------------------------

    def put_links(self, kind: str, links: Mapping[str, Links], *, now: datetime) -> int:
        """Keep all links of these records; says how many differed from what was known."""
        parts = {id_: {"links": _plain(one)} for id_, one in links.items()}
        return self._put_parts(kind, parts, "links_due", now)[0]

    def put_history(self, kind: str, history: Mapping[str, Sequence[StageVisit]], *, now: datetime) -> int:
        """Keep the stage history of these records; says of how many that had been told it differed."""
        parts = {id_: {"history": _visits(one)} for id_, one in history.items()}
        return self._put_parts(kind, parts, "history_due", now)[1]

    def _put_parts(
        self, kind: str, parts: Mapping[str, dict[str, Any]], flag: str, now: datetime
    ) -> tuple[int, int]:
        with self._engine.writing() as connection:
            known = self._known(connection, kind, parts)
            changed = [
                {"of_id": id_, **part, "fresh": _digest(known[id_].properties, part.get("links", known[id_].links), part.get("history", known[id_].history))}
                for id_, part in parts.items()
                if id_ in known and any(getattr(known[id_], name) != value for name, value in part.items())
            ]  # fmt: skip
            mine = (_c.kind == kind) & (_c.id == bindparam("of_id"))
            if changed:
                name = next(name for name in changed[0] if name in {"links", "history"})
                values = {name: bindparam(name), "digest": bindparam("fresh"), "told": False, "problem": ""}
                connection.execute(update(crm_records).where(mine).values(values), changed)
            first = [{"of_id": row["of_id"]} for row in changed if known[row["of_id"]].told]
            if first:
                values = {"fate": "changed", "landed_at": now}
                connection.execute(update(crm_records).where(mine).values(values), first)
            settled = [{"of_id": id_} for id_ in parts if id_ in known and getattr(known[id_], flag)]
            if settled:
                connection.execute(update(crm_records).where(mine).values({flag: False}), settled)
        return len(changed), len(first)

    # --- records that are gone ----------------------------------------------------------------------------

    def mark_gone(self, kind: str, ids: Sequence[str], *, now: datetime) -> int:
        """Note that the CRM has these no longer; says how many were here until now."""
        with self._engine.writing() as connection:
            here = select(_c.id).where(_c.kind == kind, _c.id.in_(list(ids)), _c.gone.is_(False))
            found = list(connection.scalars(here))
            if found:
                mine = (_c.kind == kind) & _c.id.in_(found)
                values = {"gone": True, "told": False, "problem": "", "fate": "changed", "landed_at": now}
                connection.execute(update(crm_records).where(mine).values(values))
        return len(found)

    # --- telling the product's tables -----------------------------------------------------------------------

    def waiting(self, kind: str, *, limit: int, gone: bool = False) -> list[Landed]:
        """Records that the product's tables do not know as they are now, in order of their ids."""
        query = select(crm_records).where(
            _c.kind == kind, _c.told.is_(False), _c.gone.is_(gone), _c.problem == ""
        )
        if not gone:
            query = query.where(_c.links_due.is_(False), _c.history_due.is_(False))
        with self._engine.reading() as connection:
            return [_landed(row) for row in connection.execute(query.order_by(_c.id).limit(limit))]

    def told(self, kind: str, ids: Sequence[str]) -> None:
        """Note that the product's tables know these as they are; what is gone is forgotten here, too."""
        with self._engine.writing() as connection:
            mine = (_c.kind == kind) & _c.id.in_(list(ids))
            connection.execute(delete(crm_records).where(mine, _c.gone.is_(True)))
            connection.execute(update(crm_records).where(mine).values(told=True))

    def set_aside(self, kind: str, problems: Mapping[str, str], *, now: datetime) -> Counter[Fate]:
        """Keep apart what cannot be used, with the reasons; says as what this run had counted them."""
        counted = Counter[Fate]()
        if not problems:
            return counted
        with self._engine.writing() as connection:
            for row in self._known(connection, kind, problems).values():
                if row.landed_at == now:
                    counted[row.fate] += 1
            mine = (_c.kind == kind) & (_c.id == bindparam("of_id"))
            rows = [{"of_id": id_, "why": reason} for id_, reason in problems.items()]
            connection.execute(
                update(crm_records).where(mine).values(problem=bindparam("why"), fate="quarantined"), rows
            )
        return counted

    def tell_again(self, kind: str) -> None:
        """Let all records of a kind wait to be told again, as after a change of the mapping."""
        with self._engine.writing() as connection:
            unusable = (_c.problem != "") & _c.told
            mine = (_c.kind == kind) & ~unusable
            connection.execute(update(crm_records).where(mine).values(told=False, problem=""))

    def problems(self) -> dict[str, dict[str, int]]:
        """Kind to reason to number of the records that are set aside."""
        query = (
            select(_c.kind, _c.problem, func.count()).where(_c.problem != "").group_by(_c.kind, _c.problem)
        )
        found = dict[str, dict[str, int]]()
        with self._engine.reading() as connection:
            for kind, problem, number in connection.execute(query):
                found.setdefault(kind, {})[problem] = number
        return found


def _judge(record: CrmRecord, known: Any) -> Fate:
    """What became of a record; one with a problem of its own is set aside."""
    if known is None:
        return "quarantined" if record.problem else "new"
    if record.problem:
        return "unchanged" if known.problem == record.problem else "quarantined"
    told = (
        dict(record.properties),
        known.links if record.links is None else _plain(record.links),
        known.history if record.history is None else _visits(record.history),
    )
    same = not known.gone and _digest(*told) == known.digest
    return "unchanged" if same else "changed"


def _said(fate: Fate, known: Any, record: CrmRecord, now: datetime) -> Fate:
    """What the summary says: a record that is set aside as before counts as set aside."""
    if fate == "unchanged" and known.landed_at == now:
        return "again"
    set_aside = known is not None and known.problem and fate == "unchanged"
    return "quarantined" if record.problem or set_aside else fate


def _moved(
    latest: Mapping[str, CrmRecord], judged: Mapping[str, Fate], known: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Records that only their moment of change tells from before: our own writes, an edited pipeline."""
    return [
        {
            "of_id": id_,
            "to": latest[id_].changed_at,
            "due": _may_have_returned(latest[id_]),
        }
        for id_, fate in judged.items()
        if fate == "unchanged" and latest[id_].changed_at and known[id_].changed_at != latest[id_].changed_at
    ]


def _row(record: CrmRecord, fate: Fate, known: Any, now: datetime) -> dict[str, Any]:
    links = _plain(record.links) if record.links is not None else known.links if known else {}
    history = _visits(record.history) if record.history is not None else known.history if known else []
    usable = not record.problem
    moved = known is None or known.history_due or _may_have_moved(record, known)
    return {
        "kind": record.kind,
        "id": record.id,
        "digest": _digest(record.properties, links, history),
        "changed_at": record.changed_at,
        "properties": dict(record.properties),
        "links": links,
        "history": history,
        "links_due": usable and record.links is None and bool(LINKED_KINDS[record.kind]),
        "history_due": usable and record.kind == "deals" and record.history is None and moved,
        "told": not usable,  # there is nothing to tell
        "gone": False,
        "problem": record.problem,
        "fate": fate,
        "landed_at": now,
    }


def _may_have_moved(record: CrmRecord, known: Any) -> bool:
    """Whether a deal may have been in other stages since; it may be back in the one where it was."""
    told = [(one.properties.get(STAGE), one.properties.get(ENTERED)) for one in (record, known)]
    return told[0] != told[1] or (record.changed_at != known.changed_at and _may_have_returned(record))


def _may_have_returned(record: CrmRecord) -> bool:
    """Whether a deal whose stage is the same may have been elsewhere: where nobody says since when it is there."""
    return record.kind == "deals" and record.history is None and not record.properties.get(ENTERED)


def _digest(properties: Mapping[str, Any], links: Any, history: Any) -> str:
    return digest_of((sorted(properties.items()), sorted(links.items()), history))


def _plain(links: Links) -> dict[str, list[str]]:
    return {kind: list(ids) for kind, ids in links.items() if ids}


def _visits(history: Iterable[StageVisit]) -> list[list[str]]:
    return [[visit.stage, visit.at.isoformat()] for visit in history]


def _landed(row: Any) -> Landed:
    history = tuple(StageVisit(stage, datetime.fromisoformat(at)) for stage, at in row.history)
    return Landed(row.kind, row.id, row.properties, row.links, history, row.gone)
