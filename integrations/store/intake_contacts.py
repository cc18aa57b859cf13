"""Contacts of an imported batch, with or without a company: found by id, e-mail or name, else made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select

from integrations.intake_rows import Company, Contact, ContactRow
from integrations.store.intake_batch import Batch, merged
from integrations.store.intake_targets import norm_of, resolve_companies
from integrations.store.name_index import forget_names, index_names
from integrations.store.retelling import tell_activities_again
from integrations.store.schema import contacts, touches
from integrations.store.sync_schema import contact_numbers, tasks

# Where a contact's second number is kept.
MOBILE = "mobilephone"


def write_contacts(batch: Batch, rows: Sequence[ContactRow]) -> list[str]:
    """Store contact rows; gives for each '' or the reason why it was not stored."""
    found = companies_of(batch, [row.company for row in rows])
    good = [(one, row.contact) for row, one in zip(rows, found, strict=True) if not isinstance(one, str)]
    resolve_contacts(batch, good, move=True)
    return [one if isinstance(one, str) else "" for one in found]


def companies_of(batch: Batch, said: Sequence[Company]) -> list[int | str | None]:
    """The id of each company, or the reason why it cannot be told; None where a whole row names none."""
    named = [one for one in said if one.name or one.id or not batch.whole]
    ids = iter(resolve_companies(batch, named))
    return [next(ids) if one.name or one.id or not batch.whole else None for one in said]


def resolve_contacts(
    batch: Batch, said: Sequence[tuple[int | None, Contact]], *, move: bool = False
) -> list[int | None]:
    """The id of each contact at its company, made where it is new; None where none is told.

    With `move` the rows are about the contacts themselves: one known at another company now belongs to this
    one. A contact without a company is only looked for, unless the row is the whole truth.
    """
    query = _known_contacts(said)
    book = _ContactBook(whole=batch.whole and move)
    for row in batch.connection.execute(query).mappings() if query is not None else ():
        book.add(dict(row))
    chosen = [book.find(company_id, contact, move=move) for company_id, contact in said]
    book.write(batch)
    return [row["id"] if row else None for row in chosen]


def _known_contacts(said: Iterable[tuple[int | None, Contact]]) -> Select[Any] | None:
    """Finds the contacts that may be meant; None where nobody is."""
    told = [(company_id, contact) for company_id, contact in said if contact.known]
    ids = [f"id:{contact.id}" for _, contact in told if contact.id]
    emails = [contact.email.lower() for _, contact in told if contact.email]
    named = [
        (company_id, norm_of(contact.name)) for company_id, contact in told if company_id and contact.name
    ]
    c = contacts.c
    ways: list[ColumnElement[bool]] = [c.key.in_(ids)] if ids else []
    ways += [c.email.in_(emails)] if emails else []
    if named:
        ways.append(c.company_id.in_({id_ for id_, _ in named}) & c.norm.in_({norm for _, norm in named}))
    return select(contacts).where(or_(*ways)).order_by(c.id) if ways else None


@dataclass
class _ContactBook:
    """The contacts that a batch may mean, as rows: by key, by e-mail, by company and name."""

    by_key: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_email: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_name: dict[tuple[int | None, str], dict[str, Any]] = field(default_factory=dict)
    new: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    left: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    whole: bool = False

    def add(self, row: dict[str, Any]) -> None:
        """Enter a contact."""
        self.by_key[row["key"]] = row
        if row["email"]:
            self.by_email.setdefault(row["email"], row)
        self.by_name.setdefault((row["company_id"], row["norm"]), row)

    def find(self, company_id: int | None, contact: Contact, *, move: bool) -> dict[str, Any] | None:
        """The contact meant, made where it is new and belongs to a company."""
        row = self._match(company_id, contact) if contact.known else None
        if row is not None:
            self._learn(row, contact, company_id if move else None)
        elif (company_id is not None or self.whole) and (contact.name or contact.email):
            row = _contact_row(company_id, contact)
            self.new.append(row)
            self.add(row)
        return row

    def _match(self, company_id: int | None, contact: Contact) -> dict[str, Any] | None:
        """By id; by e-mail; by name at the company: but never one who has another id or e-mail."""
        if contact.id and (row := self.by_key.get(f"id:{contact.id}")):
            return row
        tried = [self.by_email.get(contact.email.lower()) if contact.email else None]
        if contact.name and company_id is not None:
            tried.append(self.by_name.get((company_id, norm_of(contact.name))))
        return next((row for row in tried if row and _compatible(row, contact)), None)

    def _learn(self, row: dict[str, Any], contact: Contact, company_id: int | None) -> None:
        """Take over what a row says; what it does not say stays."""
        if self.whole:
            self._replace(row, _contact_row(company_id, contact))
            return
        name = contact.name if contact.name and contact.name != contact.email else row["name"]
        said = {
            "key": f"id:{contact.id}" if contact.id else "", "name": name, "norm": norm_of(name), "role": contact.role,
            "email": contact.email.lower(), "phone": contact.phone, "company_id": company_id,
            "properties": merged(row["properties"], contact.properties),
        }  # fmt: skip
        news = {key: value for key, value in said.items() if value and value != row[key]}
        row.update(news)
        if news:
            self.add(row)
        if news and "id" in row:
            self.changed[row["id"]] = row

    def _replace(self, row: dict[str, Any], said: dict[str, Any]) -> None:
        """Take over what a row says, and forget what it does not say."""
        if all(row[name] == value for name, value in said.items()):
            return
        if "id" in row and row["company_id"] != said["company_id"]:
            self.left.setdefault(row["id"], (row["company_id"], row["norm"]))
        row.update(said)
        self.add(row)
        if "id" in row:
            self.changed[row["id"]] = row

    def write(self, batch: Batch) -> None:
        """Store what is new or changed, and make it findable by name and number; new rows get their id."""
        columns = [{k: v for k, v in row.items() if k != "id"} for row in self.changed.values()]
        batch.change(
            contacts, [{"row_id": id_, **row} for id_, row in zip(self.changed, columns, strict=True)]
        )
        if self.new:
            batch.connection.execute(contacts.insert(), self.new)
            ids = batch.ids_by_key(contacts, [row["key"] for row in self.new])
            for row in self.new:
                row["id"] = ids[row["key"]]
        written = [*self.new, *self.changed.values()]
        named = [(row["company_id"], "contact", row["name"]) for row in written if row["company_id"]]
        index_names(batch.connection, named)
        _write_numbers(batch, written)
        _follow(batch, self.left)


def _write_numbers(batch: Batch, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep the numbers of these contacts in their one spelling."""
    from integrations.phone_numbers import e164

    if not rows:
        return
    numbers = {
        (number, row["id"])
        for row in rows
        for written in (row["phone"], row["properties"].get(MOBILE))
        if isinstance(written, str) and written and (number := e164(written, batch.regions))
    }
    c, ids = contact_numbers.c, [row["id"] for row in rows]
    known = {
        tuple(row)
        for row in batch.connection.execute(select(c.number, c.contact_id).where(c.contact_id.in_(ids)))
    }
    for number, contact_id in known - numbers:
        batch.connection.execute(
            delete(contact_numbers).where(c.number == number, c.contact_id == contact_id)
        )
    batch.insert_new(
        contact_numbers, [{"number": n, "contact_id": id_} for n, id_ in sorted(numbers - known)]
    )


def _follow(batch: Batch, left: Mapping[int, tuple[int | None, str]]) -> None:
    """Contacts left their companies: these are not found by their names, and what was with them is told again."""
    if left:
        forget_names(
            batch.connection, [(company_id, norm) for company_id, norm in left.values() if company_id]
        )
        tell_activities_again(batch.connection, touches.c.contact_id.in_(left), tasks.c.contact_id.in_(left))


def _compatible(row: Mapping[str, Any], contact: Contact) -> bool:
    """Whether a stored contact may be this one: nothing that tells people apart differs."""
    other_id = bool(contact.id) and row["key"].startswith("id:") and row["key"] != f"id:{contact.id}"
    other_email = bool(contact.email and row["email"]) and row["email"] != contact.email.lower()
    return not (other_id or other_email)


def _contact_row(company_id: int | None, contact: Contact) -> dict[str, Any]:
    name, email = contact.name or contact.email, contact.email.lower()
    by_email = f"mail:{email}" if email else f"{company_id}:{norm_of(name)}"
    return {
        "company_id": company_id,
        "key": f"id:{contact.id}" if contact.id else by_email,
        "name": name,
        "norm": norm_of(name),
        "role": contact.role or None,
        "email": email or None,
        "phone": contact.phone or None,
        "properties": dict(contact.properties),
    }
