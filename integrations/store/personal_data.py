"""Everything the store holds of one contact: found, shown as one document, forgotten for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from integrations.batches import in_batches
from integrations.store.audit import AuditEntry, add_entry
from integrations.store.company_names import normalise_name
from integrations.store.conversation_schema import drafts, field_proposals
from integrations.store.engine import StoreEngine
from integrations.store.exclusive import alone
from integrations.store.forgetting import forget_words, imported_keys, remove_contact
from integrations.store.forgotten import mail_mark, name_marks, number_mark, remember
from integrations.store.mentions import Mention, Subject, mask, mentions_of
from integrations.store.of_contact import HELD, linked_activities, linked_records
from integrations.store.said_words import TAKEN_AWAY, empty_drafts, strip_records, take_words
from integrations.store.schema import calls, companies, contacts, people, pursuits, suggestions, touches
from integrations.store.sync_schema import call_sightings, contact_numbers, crm_records, tasks
from ml.errors import BadInput

# Each batch gives the write lock back within some 50 ms.
_FEW = 20
_LISTED = 6


@dataclass(frozen=True)
class Receipt:
    """What forgetting somebody did.

    Parameters
    ----------
    contact_id
        Their number in the store, as the audit names it.
    rows
        How many rows were emptied or deleted, by table or group of tables.
    audio
        The names of their recordings in the folder of recordings, which are still to be deleted.
    """

    contact_id: int
    rows: Mapping[str, int]
    audio: tuple[str, ...]


class PersonalData:
    """Finds, exports and forgets contacts."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def find(self, said: str, regions: Sequence[str]) -> Subject:
        """The one contact with this e-mail, key of the CRM, phone number or name.

        Raises
        ------
        BadInput
            When there is none, or several: says how to choose.
        """
        with self._engine.reading() as connection:
            found = _found(connection, said.strip(), regions)
            if len(found) > 1:
                raise BadInput(_choose(connection, said, found))
            if not found:
                raise BadInput(
                    f"No contact has “{said}” for an e-mail, a phone number, a key or a whole name."
                )
            return _subject(connection, found[0])

    def export(self, subject: Subject, *, who: str, at: datetime) -> dict[str, Any]:
        """All rows about a contact by table, JSON-ready; audited."""
        rows = dict[str, list[dict[str, Any]]]()
        with self._engine.reading() as connection:
            for table, mine in HELD.items():
                _add(rows, table, connection.execute(select(table).where(mine(subject))).mappings())
            _add(rows, crm_records, linked_records(connection, subject))
            for one in mentions_of(connection, subject):
                told = {column.name: one.row._mapping[column.name] for column in one.table.columns}  # noqa: SLF001 - SQLAlchemy's public name
                _add(rows, one.table, [told])
        number = sum(map(len, rows.values()))
        with self._engine.writing() as connection:
            add_entry(connection, AuditEntry(at, who, "export", f"contact {subject.id}", number))
        return {"contact": subject.id, "made_at": at.isoformat(), "rows": number, "tables": rows}

    def forget(self, subject: Subject, *, who: str, at: datetime) -> Receipt:
        """Take away everything about a contact; that touches took place, when and how they ended, stays.

        Broken off, it is simply begun anew: the contact itself goes last.

        Raises
        ------
        Taken
            When another process is forgetting somebody.
        """
        with alone(self._engine, "forgetting"):
            done = Counter[str]()
            self._remember(subject)
            audio = self._empty_touches(subject, done)
            self._empty_records(subject, done)
            self._mask(subject, done)
            with self._engine.reading() as connection:
                imported = imported_keys(connection, subject)
            with self._engine.writing() as connection:
                done += remove_contact(connection, subject, imported)
                add_entry(connection, AuditEntry(at, who, "forget", f"contact {subject.id}", done.total()))
            forget_words(self._engine, subject.norm)
        return Receipt(subject.id, dict(done), tuple(audio))

    def _remember(self, subject: Subject) -> None:
        company_id = subject.company_key.removeprefix("id:") if subject.company_key.startswith("id:") else ""
        marks = [subject.key, *name_marks(subject.name, company_id, subject.company)]
        marks += [mail_mark(subject.email)] if subject.email else []
        with self._engine.writing() as connection:
            remember(self._engine, connection, [*marks, *map(number_mark, subject.numbers)])

    def _empty_touches(self, subject: Subject, done: Counter[str]) -> list[str]:
        """What was said and where they were reached; gives the names of their recordings."""
        audio = list[str]()
        for ids in in_batches(subject.touch_ids, _FEW):
            with self._engine.writing() as connection:
                done["what was said"] += take_words(connection, ids)
                mine = calls.c.touch_id.in_(ids)
                audio += [name for name in connection.scalars(select(calls.c.audio).where(mine)) if name]
                gone = {"number": None, "recording": None, "audio": None, "audio_at": None, "recorded": False}
                connection.execute(update(calls).where(mine).values(gone | {"hearing": TAKEN_AWAY}))
                seen = call_sightings.c.touch_id.in_(ids)
                connection.execute(update(call_sightings).where(seen).values(number=""))
                unnamed = {"contact_id": None, "properties": None}
                connection.execute(update(touches).where(touches.c.id.in_(ids)).values(unnamed))
        return audio

    def _empty_records(self, subject: Subject, done: Counter[str]) -> None:
        """The CRM's records as they were read, drafts for the company, tasks, and cells that were to be filled."""
        with self._engine.reading() as connection:
            records = linked_activities(connection, subject)
            of_company = suggestions.c.pursuit_id.in_(subject.pursuit_ids)
            drafted = select(drafts.c.suggestion_id).join(suggestions).where(of_company)
            written = connection.scalars(drafted).all()
        for kind, ids in records.items():
            for some in in_batches(ids, _FEW):
                with self._engine.writing() as connection:
                    done["records of the CRM"] += strip_records(connection, {kind: some})
        for some in in_batches(written, _FEW):
            with self._engine.writing() as connection:
                done["drafts"] += empty_drafts(connection, some)
        with self._engine.writing() as connection:
            mine = tasks.c.contact_id == subject.id
            done["tasks"] += connection.execute(
                update(tasks).where(mine).values(subject="", contact_id=None)
            ).rowcount
            cells = (field_proposals.c.kind == "contacts") & (field_proposals.c.row_id == subject.id)
            done["cells to fill"] += connection.execute(delete(field_proposals).where(cells)).rowcount

    def _mask(self, subject: Subject, done: Counter[str]) -> None:
        with self._engine.reading() as connection:
            found: list[Mention] = list(mentions_of(connection, subject))
        for some in in_batches(found, _FEW):
            with self._engine.writing() as connection:
                done["mentions"] += mask(connection, some)


def _found(connection: Connection, said: str, regions: Sequence[str]) -> list[int]:
    """The contacts meant: the first of e-mail, key, number and name that fits any."""
    from integrations.phone_numbers import e164

    c = contacts.c
    ways: list[ColumnElement[bool]] = [c.email == said.lower(), c.key.in_([said, f"id:{said}"])]
    if number := e164(said, regions):
        bearers = select(contact_numbers.c.contact_id).where(contact_numbers.c.number == number)
        ways.append(c.id.in_(bearers))
    if norm := normalise_name(said):
        ways.append(c.norm == norm)
    for way in ways:
        if ids := connection.scalars(select(c.id).where(way).order_by(c.id)).all():
            return list(ids)
    return []


def _choose(connection: Connection, said: str, ids: Sequence[int]) -> str:
    query = select(contacts.c.key, companies.c.name).outerjoin(
        companies, companies.c.id == contacts.c.company_id
    )
    rows = connection.execute(query.where(contacts.c.id.in_(ids[:_LISTED])).order_by(contacts.c.id)).all()
    told = ", ".join(f"{row.key} ({row.name or 'no company'})" for row in rows)
    more = " and others" if len(ids) > _LISTED else ""
    return f"{len(ids)} contacts fit “{said}”; name one by its e-mail or its key: {told}{more}."


def _subject(connection: Connection, contact_id: int) -> Subject:
    query = select(contacts, companies.c.name.label("company"), companies.c.key.label("company_key"))
    query = query.outerjoin(companies, companies.c.id == contacts.c.company_id)
    row = connection.execute(query.where(contacts.c.id == contact_id)).one()
    numbers = _own_numbers(connection, contact_id)
    with_number = select(calls.c.touch_id).where(calls.c.number.in_(numbers))
    mine = or_(
        touches.c.contact_id == contact_id, touches.c.contact_id.is_(None) & touches.c.id.in_(with_number)
    )
    of_company = pursuits.c.company_id == row.company_id
    return Subject(
        id=contact_id,
        key=row.key,
        name=row.name,
        norm=row.norm,
        email=row.email or "",
        numbers=tuple(numbers),
        company_id=row.company_id or 0,
        company=row.company or "",
        company_key=row.company_key or "",
        pursuit_ids=tuple(connection.scalars(select(pursuits.c.id).where(of_company))),
        touch_ids=tuple(connection.scalars(select(touches.c.id).where(mine))),
        alone_with_name=_alone_with_name(connection, row.name, row.norm),
    )


def _own_numbers(connection: Connection, contact_id: int) -> list[str]:
    """The contact's numbers that no other contact has: a switchboard's is not theirs alone."""
    c, other = contact_numbers.c, contact_numbers.alias()
    shared = select(other.c.number).where(other.c.number == c.number, other.c.contact_id != contact_id)
    query = select(c.number).where(c.contact_id == contact_id, ~shared.exists())
    return list(connection.scalars(query))


def _alone_with_name(connection: Connection, name: str, norm: str) -> bool:
    """Whether the name is a whole one, and nobody and no company else bears it."""
    others = [
        select(func.count()).where(contacts.c.norm == norm),
        select(func.count() + 1).where(companies.c.norm == norm),
        select(func.count() + 1).where(func.lower(people.c.name) == name.lower()),
    ]
    return len(name.split()) > 1 and all(connection.scalar(query) == 1 for query in others)


def _add(rows: dict[str, list[dict[str, Any]]], table: Table, found: Iterable[Mapping[Any, Any]]) -> None:
    """Add rows of a table, each once."""
    known = rows.setdefault(table.name, [])
    for row in found:
        told = {str(name): _plain(value) for name, value in row.items()}
        if told not in known:
            known.append(told)
    if not known:
        del rows[table.name]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
