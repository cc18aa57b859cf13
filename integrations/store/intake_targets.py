"""Companies of an imported batch: found by the other system's id or by name, else made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select

from integrations.intake_rows import Company, CompanyRow
from integrations.store.company_names import LONGEST, normalise_name
from integrations.store.intake_batch import Batch, merged
from integrations.store.name_index import index_names
from integrations.store.schema import companies

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

    def learn(self, said: Company, *, rename: bool, whole: bool = False) -> None:
        """Take over what a row says; what it does not say stays, unless it is the whole truth."""
        name = said.name if rename and said.name else self.name
        told = {key: getattr(said, key) for key in _DETAILS}
        details = told if whole else {**self.details, **{k: v for k, v in told.items() if v is not None}}
        properties = dict(said.properties) if whole else merged(self.properties, said.properties)
        new = (name, details, properties)
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
        if not said.name:
            return "a row without a company"
        same = [one for one in alike if one.name.casefold() == said.name.casefold()] or alike
        if len(same) > 1:
            return f"{len(same)} companies are called “{said.name}”; the row needs the company's id"
        return same[0] if same else None


def norm_of(name: str) -> str:
    """The name as it is compared; a name of signs only stands for itself."""
    return normalise_name(name) or name.casefold()[:LONGEST]


def write_companies(batch: Batch, rows: Sequence[CompanyRow]) -> list[str]:
    """Store company rows; gives for each '' or the reason why it was not stored."""
    found = resolve_companies(batch, [row.company for row in rows], rename=True)
    return [one if isinstance(one, str) else "" for one in found]


def resolve_companies(batch: Batch, said: Sequence[Company], *, rename: bool = False) -> list[int | str]:
    """The id of each company, made where it is new; or the reason why it cannot be told.

    With `rename` the rows are about the companies themselves: a name replaces that of a company known by its id.
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
            known.learn(one, rename=rename, whole=rename and batch.whole)
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
