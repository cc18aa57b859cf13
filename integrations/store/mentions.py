"""Where somebody is mentioned in any text of the store: their name, e-mail or number, to show it or to mask it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Row,
    String,
    Table,
    and_,
    cast,
    false,
    or_,
    select,
    true,
    update,
)

from integrations.store.columns import metadata
from integrations.store.schema import suggestions

MASK = "[forgotten]"
# The team's own people, and what is kept by its own rules: the index of names, and the rows of imports.
_NOT_OURS = frozenset({"people", "names", "words", "word_deletes", "imported_rows", "contacts", "audit"})
_TEAM_COLUMNS = frozenset({"owner_name", "owner_email", "norm", "domain", "key"})
_FEWEST_DIGITS = 7
_TELLING_DIGITS = 4


@dataclass(frozen=True)
class Subject:
    """A contact, and all by which the store's rows are told to be theirs.

    Parameters
    ----------
    id, key, name, norm, email
        As the contacts' table has them.
    numbers
        Their numbers (E.164) that nobody else has.
    company_id, company, company_key
        Where they work; 0 and '' where nobody knows.
    pursuit_ids, touch_ids
        The company's pursuits, and the touches that were with them.
    alone_with_name
        Whether nobody else is called so: then every mention of the name is theirs, else only their company's are.
    """

    id: int
    key: str
    name: str
    norm: str
    email: str
    numbers: tuple[str, ...]
    company_id: int
    company: str
    company_key: str
    pursuit_ids: tuple[int, ...]
    touch_ids: tuple[int, ...]
    alone_with_name: bool


@dataclass(frozen=True)
class Mention:
    """A row that mentions somebody, and its columns as they are with the mention masked."""

    table: Table
    row: Row[Any]
    masked: Mapping[str, Any]


def mentions_of(connection: Connection, subject: Subject) -> Iterator[Mention]:
    """Every row with a text that mentions them, table by table."""
    always, named = _pattern(subject, names=False), _pattern(subject, names=True)
    for table in metadata.sorted_tables:
        columns = _texts(table)
        if table.name in _NOT_OURS or not columns:
            continue
        query = select(table).where(_may_mention(columns, subject))
        scope = true() if subject.alone_with_name else _of_company(table, subject)
        theirs = scope.label("theirs")
        for row in connection.execute(query.add_columns(theirs)):
            masked = _masked(row, columns, named if row.theirs else always)
            if masked:
                yield Mention(table, row, masked)


def mask(connection: Connection, mentions: Sequence[Mention]) -> int:
    """Put the mask in the place of these mentions."""
    for one in mentions:
        mine = and_(*(column == one.row._mapping[column.name] for column in one.table.primary_key))  # noqa: SLF001 - SQLAlchemy's public name
        connection.execute(update(one.table).where(mine).values(dict(one.masked)))
    return len(mentions)


def mentions_in(text: str, subject: Subject) -> bool:
    """Whether a text mentions them."""
    return bool(_pattern(subject, names=True).search(text))


def _texts(table: Table) -> list[Column[Any]]:
    """The columns that may hold what somebody wrote; never a key, which other rows stand on."""
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | JSON)
        and not (column.primary_key or column.unique or column.foreign_keys or column.name in _TEAM_COLUMNS)
        and not (table.name == "companies" and column.name == "name")
    ]


def _may_mention(columns: Sequence[Column[Any]], subject: Subject) -> ColumnElement[bool]:
    """A wide net that the database can cast; the pattern decides."""
    needles = set[str]()
    if subject.name:
        word = max(re.split(r"[\s\"\\]+", subject.name), key=len)
        needles |= {word} if word.isascii() else {word, word.lower(), word.upper(), word.title()}
    if subject.email:
        needles.add(subject.email)
    needles |= {number[-_TELLING_DIGITS:] for number in subject.numbers}
    tries = [
        cast(column, String).icontains(needle, autoescape=True)
        for column in columns
        for needle in sorted(needles)
    ]
    return or_(false(), *tries)


def _of_company(table: Table, subject: Subject) -> ColumnElement[bool]:
    """Rows of the contact's company; of tables that belong to no company, those that are made anew in any case."""
    c = table.c
    if "pursuit_id" in c:
        return or_(c.pursuit_id.in_(subject.pursuit_ids), _at_company(table, subject))
    if "company_id" in c or table.name == "companies":
        return _at_company(table, subject)
    if "suggestion_id" in c:
        mine = select(suggestions.c.id).where(suggestions.c.pursuit_id.in_(subject.pursuit_ids))
        return c.suggestion_id.in_(mine)
    if "touch_id" in c:
        return c.touch_id.in_(subject.touch_ids)
    return true() if table.name in {"facts", "deliveries"} else false()


def _at_company(table: Table, subject: Subject) -> ColumnElement[bool]:
    column = table.c.id if table.name == "companies" else table.c.get("company_id")
    return false() if column is None else column.is_not(None) & (column == subject.company_id)


def _pattern(subject: Subject, *, names: bool) -> re.Pattern[str]:
    """Finds the e-mail, the numbers however they are spelt, and the whole name."""
    found = [re.escape(subject.email)] if subject.email else []
    found += [_spelt(digits) for number in subject.numbers for digits in _digits(number)]
    if names and subject.name.strip():
        name = r"\s+".join(map(re.escape, subject.name.split()))
        found.append(rf"(?<!\w){name}(?!\w)")
    return re.compile("|".join(found) or r"(?!)", re.IGNORECASE)


def _digits(number: str) -> list[str]:
    """A number's digits, with its country and without, the longest first."""
    import phonenumbers

    try:
        read = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return [number.lstrip("+")]
    national = str(read.national_number)
    return [f"{read.country_code}{national}", f"0{national}", national]


def _spelt(digits: str) -> str:
    if len(digits) < _FEWEST_DIGITS:
        return r"(?!)"
    spelt = r"[\s()./-]*".join(digits)
    return rf"(?<!\d)\+?(?:00)?{spelt}(?!\d)"


def _masked(row: Row[Any], columns: Sequence[Column[Any]], pattern: re.Pattern[str]) -> dict[str, Any]:
    changed = dict[str, Any]()
    for column in columns:
        before = row._mapping[column.name]  # noqa: SLF001 - SQLAlchemy's public name
        after = _mask(before, pattern)
        if after != before:
            changed[column.name] = after
    return changed


def _mask(value: Any, pattern: re.Pattern[str]) -> Any:
    """The value with every mention masked, in whatever it is nested."""
    if isinstance(value, str):
        return pattern.sub(MASK, value)
    if isinstance(value, dict):
        return {_mask(key, pattern): _mask(one, pattern) for key, one in value.items()}
    if isinstance(value, list):
        return [_mask(one, pattern) for one in value]
    return value
