"""Whose number a call was with, and which calls wait until somebody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from integrations.store.schema import calls, companies, contacts, touches
from integrations.store.sync_schema import contact_numbers


class Holder(NamedTuple):
    """A contact who has a number; `newest`: when they were touched last, where several have it."""

    contact_id: int
    contact_key: str
    company_id: int | None
    company_key: str | None
    company_name: str
    contact_name: str
    contact_email: str
    newest: datetime | None = None


class UnmatchedNumber(NamedTuple):
    """A number of calls of which nobody knows whom they were with: how many, and the last (UTC)."""

    number: str
    calls: int
    last_at: datetime


class TouchPlace(NamedTuple):
    """A call's touch as it is stored: whom it was with, as far as that is known."""

    key: str
    at: datetime
    direction: str
    number: str | None
    company_key: str | None
    contact_key: str | None


_PLACE = (
    select(touches.c.key, touches.c.at, touches.c.direction, calls.c.number)
    .add_columns(companies.c.key.label("company_key"), contacts.c.key.label("contact_key"))
    .outerjoin(calls, calls.c.touch_id == touches.c.id)
    .outerjoin(companies, companies.c.id == touches.c.company_id)
    .outerjoin(contacts, contacts.c.id == touches.c.contact_id)
)


def whose(connection: Connection, numbers: Iterable[str]) -> dict[str, list[Holder]]:
    """The contacts who have these numbers, those touched last first; only numbers that have one."""
    query = (
        select(contact_numbers.c.number, contacts.c.id, contacts.c.key, contacts.c.company_id)
        .add_columns(contacts.c.name.label("contact_name"), contacts.c.email)
        .add_columns(companies.c.key.label("company_key"), companies.c.name.label("company_name"))
        .join(contacts, contacts.c.id == contact_numbers.c.contact_id)
        .outerjoin(companies, companies.c.id == contacts.c.company_id)
        .where(contact_numbers.c.number.in_(list(numbers)))
        .order_by(contacts.c.id)
    )
    found = dict[str, list[Holder]]()
    for row in connection.execute(query):
        company = (row.company_id, row.company_key, row.company_name or "")
        found.setdefault(row.number, []).append(
            Holder(row.id, row.key, *company, row.contact_name, row.email or "")
        )
    shared = {one.contact_id for holders in found.values() if len(holders) > 1 for one in holders}
    newest = _newest_touches(connection, shared)
    return {number: _by_newest(holders, newest) for number, holders in found.items()}


def _newest_touches(connection: Connection, contact_ids: set[int]) -> dict[int, datetime]:
    """When each contact was touched last: of those only who share a number, which are few."""
    if not contact_ids:
        return {}
    query = select(touches.c.contact_id, func.max(touches.c.at)).where(touches.c.contact_id.in_(contact_ids))
    return {row[0]: row[1] for row in connection.execute(query.group_by(touches.c.contact_id))}


def _by_newest(holders: list[Holder], newest: Mapping[int, datetime]) -> list[Holder]:
    told = [one._replace(newest=newest.get(one.contact_id)) for one in holders]
    return sorted(told, key=lambda one: one.newest.timestamp() if one.newest else 0, reverse=True)


def places(connection: Connection, touch_keys: Iterable[str]) -> dict[str, TouchPlace]:
    """The touches of calls as they are stored, by key."""
    return _read(connection, _PLACE.where(touches.c.key.in_(list(touch_keys))))


def attachable(connection: Connection, after: str, limit: int) -> list[TouchPlace]:
    """Calls without a company whose number is somebody's by now, in order of their keys beyond one."""
    known = select(contact_numbers.c.number)
    query = _PLACE.where(touches.c.company_id.is_(None), calls.c.number.in_(known), touches.c.key > after)
    return list(_read(connection, query.order_by(touches.c.key).limit(limit)).values())


def unmatched(connection: Connection, limit: int) -> list[UnmatchedNumber]:
    """The numbers of calls of which nobody knows whom they were with, the most frequent first."""
    number = func.count().label("calls")
    query = (
        select(calls.c.number, number, func.max(touches.c.at).label("last_at"))
        .join(touches, touches.c.id == calls.c.touch_id)
        .where(touches.c.company_id.is_(None), touches.c.contact_id.is_(None), calls.c.number.is_not(None))
        .group_by(calls.c.number)
        .order_by(number.desc(), calls.c.number)
        .limit(limit)
    )
    return [UnmatchedNumber(*row) for row in connection.execute(query)]


def _read(connection: Connection, query: Select[Any]) -> dict[str, TouchPlace]:
    return {row[0]: TouchPlace(*row) for row in connection.execute(query)}
