"""Who was forgotten: hashes that know somebody again when a sync or an import brings them back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, select, update

from integrations.intake_rows import Company, Contact, ContactRow, DealRow, Row, StageRow, TaskRow, TouchRow
from integrations.store.company_names import normalise_name
from integrations.store.engine import StoreEngine
from integrations.store.landing import Landed
from integrations.store.said_words import WORDS_OF_RECORDS
from integrations.store.schema import facts
from integrations.store.sync_schema import crm_records

FACT = "forgotten"


@dataclass(frozen=True)
class Forgotten:
    """Salted hashes of what tells somebody from others: the CRM's key, the e-mail, the number, the name at a company.

    Parameters
    ----------
    salt
        The store's own; without it a hash tells nothing.
    hashes
        Of everybody who was forgotten.
    """

    salt: str = ""
    hashes: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def read(cls, connection: Connection) -> Forgotten:
        """As the store has them."""
        told = connection.scalar(select(facts.c.value).where(facts.c.key == FACT))
        return cls(told["salt"], frozenset(told["hashes"])) if told else cls()

    def knows(self, marks: Iterable[str]) -> bool:
        """Whether any of these marks is of somebody who was forgotten."""
        return bool(self.hashes) and any(_hash(self.salt, mark) in self.hashes for mark in marks)

    def is_contact(self, contact: Contact, company: Company) -> bool:
        """Whether a row means somebody who was forgotten: by id or e-mail; only without these by number or name."""
        told = [f"id:{contact.id}"] * bool(contact.id) + [mail_mark(contact.email)] * bool(contact.email)
        if told or not contact.known:
            return self.knows(told)
        return self.knows([*name_marks(contact.name, company.id, company.name), number_mark(contact.phone)])

    def without(self, rows: Sequence[Row]) -> list[Row | None]:
        """Rows as they may be stored: None in place of a forgotten contact, other rows without them and their words."""
        return [_without(row, self) for row in rows] if self.hashes else list(rows)


def mail_mark(email: str) -> str:
    """The mark of an e-mail."""
    return f"mail:{email.strip().lower()}"


def number_mark(number: str) -> str:
    """The mark of a phone number in its one spelling."""
    return f"tel:{number}"


def name_marks(name: str, company_id: str, company: str) -> list[str]:
    """The marks of a name at a company, which is known by its id, its name, or both."""
    norm = normalise_name(name)
    places = [f"#{company_id}"] * bool(company_id) + [normalise_name(company)] * bool(company)
    return [f"name:{norm}@{place}" for place in places] if norm else []


def remember(engine: StoreEngine, connection: Connection, marks: Iterable[str]) -> None:
    """Keep the hashes of these marks."""
    known = Forgotten.read(connection)
    salt = known.salt or secrets.token_hex(16)
    hashes = known.hashes | {_hash(salt, mark) for mark in marks}
    insert = engine.insert(facts)
    keep = insert.on_conflict_do_update(index_elements=["key"], set_={"value": insert.excluded.value})
    connection.execute(keep, {"key": FACT, "value": {"salt": salt, "hashes": sorted(hashes)}})


class ForgottenPeople:
    """What a sync asks before it tells the product's tables what the CRM said."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def read(self) -> Forgotten:
        """Who was forgotten."""
        with self._engine.reading() as connection:
            return Forgotten.read(connection)

    def strip(self, kind: str, records: Sequence[Landed]) -> tuple[list[Landed], set[str]]:
        """Records without the words of those that are with somebody forgotten, and the ids of forgotten contacts.

        What is left out is taken out of the landing, too; a contact known by the e-mail is known by the id from now on.
        """
        known = self.read()
        found = {one.id: one for one in records if _is_of(known, kind, one)} if known.hashes else {}
        if not found:
            return list(records), set()
        bare = {id_: {} if kind == "contacts" else _wordless(one.properties) for id_, one in found.items()}
        with self._engine.writing() as connection:
            for id_, properties in bare.items():
                mine = (crm_records.c.kind == kind) & (crm_records.c.id == id_)
                connection.execute(update(crm_records).where(mine).values(properties=properties))
            if kind == "contacts":
                remember(self._engine, connection, [f"id:{id_}" for id_ in found])
        left = [replace(one, properties=bare[one.id]) if one.id in bare else one for one in records]
        return left, set(found) if kind == "contacts" else set()


def _hash(salt: str, mark: str) -> str:
    return blake2b(mark.encode("utf-8", "surrogatepass"), key=bytes.fromhex(salt), digest_size=12).hexdigest()


def _is_of(known: Forgotten, kind: str, record: Landed) -> bool:
    if kind == "contacts":
        email = record.properties.get("email")
        mail = [mail_mark(email)] if isinstance(email, str) and email else []
        return not record.gone and known.knows([f"id:{record.id}", *mail])
    return known.knows(f"id:{id_}" for id_ in record.links.get("contacts", ()))


def _wordless(properties: Any) -> dict[str, Any]:
    return {name: None if name in WORDS_OF_RECORDS else value for name, value in properties.items()}


def _without(row: Row, known: Forgotten) -> Row | None:
    if isinstance(row, ContactRow):
        return None if known.is_contact(row.contact, row.company) else row
    if isinstance(row, TouchRow):
        return _bare_touch(row) if _is_touch_of(row, known) else row
    if isinstance(row, DealRow | StageRow) and known.is_contact(row.contact, row.company):
        return replace(row, contact=Contact())
    if isinstance(row, TaskRow) and known.is_contact(row.contact, row.company):
        return replace(row, contact=Contact(), subject="")
    return row


def _is_touch_of(row: TouchRow, known: Forgotten) -> bool:
    """By the contact; by the number only where the row names nobody."""
    number = row.recording.number if row.recording and not row.contact.known else ""
    return known.is_contact(row.contact, row.company) or bool(number and known.knows([number_mark(number)]))


def _bare_touch(row: TouchRow) -> TouchRow | None:
    """That it happened, under the same key, and nothing of what was said; None where only the contact says where."""
    if row.contact.known and not (row.company.id or row.company.name or row.deal_id):
        return None
    heard = row.recording and replace(row.recording, number="", file="", utterances=(), recorded=False)
    return replace(row, id=row.touch_key, contact=Contact(), text="", properties={}, recording=heard)
