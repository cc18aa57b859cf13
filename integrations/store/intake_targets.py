"""Companies and contacts of an imported batch: found by the other system's id or by name, else made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from integrations.intake_rows import Company, Contact
from integrations.store.company_names import LONGEST, normalise_name
from integrations.store.intake_batch import Batch, merged
from integrations.store.name_index import index_names
from integrations.store.schema import companies, contacts

_DETAILS = ("domain", "industry", "country", "employees")


@dataclass
class _Known:
    """A company as the store has it, or will have it after this batch."""

    key: str
    name: str
    norm: str
    details: dict[str, Any]
    properties: Mapping[str, Any]
    id: int = 0
    changed: bool = False

    def learn(self, said: Company, *, rename: bool) -> None:
        """Take over what a row says; what it does not say stays."""
        name = said.name if rename and said.name else self.name
        details = {key: value for key in _DETAILS if (value := getattr(said, key)) is not None}
        new = (name, {**self.details, **details}, merged(self.properties, said.properties))
        if new != (self.name, self.details, self.properties):
            self.name, self.details, self.properties = new
            self.norm, self.changed = norm_of(name), True

    def adopt(self, company_id: str) -> None:
        """A company known by name only turns out to have an id."""
        self.key, self.changed = f"id:{company_id}", True

    def row(self) -> dict[str, Any]:
        """Its columns."""
        return {
            "key": self.key, "name": self.name, "norm": self.norm, **self.details, "properties": dict(self.properties),
        }  # fmt: skip


@dataclass
class _Register:
    """The companies that a batch may mean."""

    by_key: dict[str, _Known] = field(default_factory=dict)
    by_norm: dict[str, list[_Known]] = field(default_factory=dict)

    def add(self, known: _Known) -> None:
        self.by_key[known.key] = known
        self.by_norm.setdefault(known.norm, []).append(known)

    def find(self, said: Company) -> _Known | str | None:
        """The company meant; a reason where it cannot be told; None where it is new."""
        alike = self.by_norm.get(norm_of(said.name), []) if said.name else []
        if said.id:
            if known := self.by_key.get(f"id:{said.id}"):
                return known
            if unnumbered := next((one for one in alike if one.key.startswith("name:")), None):
                unnumbered.adopt(said.id)
                self.by_key[unnumbered.key] = unnumbered
                return unnumbered
            return (
                None if said.name else f"no company with the id “{said.id}” is known, and the row names none"
            )
        same = [one for one in alike if one.name.casefold() == said.name.casefold()] or alike
        if len(same) > 1:
            return f"{len(same)} companies are called “{said.name}”; the row needs the company's id"
        return same[0] if same else None


def norm_of(name: str) -> str:
    """The name as it is compared; a name of signs only stands for itself."""
    return normalise_name(name) or name.casefold()[:LONGEST]


def resolve_companies(batch: Batch, said: Sequence[Company], *, rename: bool = False) -> list[int | str]:
    """The id of each company, made where it is new; or the reason why it cannot be told.

    With `rename` a row's name replaces the name of a company that is known by its id.
    """
    register = _known_companies(batch, said)
    found = list[_Known | str]()
    for one in said:
        known = register.find(one)
        if known is None:
            key = f"id:{one.id}" if one.id else f"name:{norm_of(one.name)}"
            known = _Known(key, one.name, norm_of(one.name), dict.fromkeys(_DETAILS), {})
            register.add(known)
        if isinstance(known, _Known):
            known.learn(one, rename=rename)
        found.append(known)
    _write_companies(
        batch, [one for one in {id(one): one for one in found}.values() if isinstance(one, _Known)]
    )
    return [one.id if isinstance(one, _Known) else one for one in found]


def _known_companies(batch: Batch, said: Iterable[Company]) -> _Register:
    keys = {f"id:{one.id}" for one in said if one.id}
    norms = {norm_of(one.name) for one in said if one.name}
    query = (
        select(companies)
        .where(or_(companies.c.key.in_(keys), companies.c.norm.in_(norms)))
        .order_by(companies.c.id)
    )
    register = _Register()
    for row in batch.connection.execute(query):
        details = {name: getattr(row, name) for name in _DETAILS}
        register.add(_Known(row.key, row.name, row.norm, details, row.properties, row.id))
    return register


def _write_companies(batch: Batch, known: Sequence[_Known]) -> None:
    new = [one for one in known if not one.id]
    changed = [one for one in known if one.id and one.changed]
    batch.change(companies, [{"row_id": one.id, **one.row()} for one in changed])
    if new:
        batch.connection.execute(companies.insert(), [one.row() for one in new])
        ids = batch.ids_by_key(companies, [one.key for one in new])
        for one in new:
            one.id = ids[one.key]
    index_names(batch.connection, [(one.id, "company", one.name) for one in (*new, *changed)])
    batch.touched.add(one.id for one in (*new, *changed))


def resolve_contacts(
    batch: Batch, said: Sequence[tuple[int | None, Contact]], *, move: bool = False
) -> list[int | None]:
    """The id of each contact at its company, made where it is new; None where none is told.

    With `move` a contact known at another company now belongs to this one. A contact without a company is
    only looked for.
    """
    query = _known_contacts(said)
    book = _ContactBook()
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
    by_name: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    new: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)

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
        elif company_id is not None and (contact.name or contact.email):
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

    def write(self, batch: Batch) -> None:
        """Store what is new or changed, and make it findable; new rows get their id."""
        columns = [{k: v for k, v in row.items() if k != "id"} for row in self.changed.values()]
        batch.change(
            contacts, [{"row_id": id_, **row} for id_, row in zip(self.changed, columns, strict=True)]
        )
        if self.new:
            batch.connection.execute(contacts.insert(), self.new)
            ids = batch.ids_by_key(contacts, [row["key"] for row in self.new])
            for row in self.new:
                row["id"] = ids[row["key"]]
        named = [(row["company_id"], "contact", row["name"]) for row in (*self.new, *self.changed.values())]
        index_names(batch.connection, named)


def _compatible(row: Mapping[str, Any], contact: Contact) -> bool:
    """Whether a stored contact may be this one: nothing that tells people apart differs."""
    other_id = bool(contact.id) and row["key"].startswith("id:") and row["key"] != f"id:{contact.id}"
    other_email = bool(contact.email and row["email"]) and row["email"] != contact.email.lower()
    return not (other_id or other_email)


def _contact_row(company_id: int, contact: Contact) -> dict[str, Any]:
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
