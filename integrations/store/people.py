"""The people of the sales team: who may ask, what they may see, what they own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.schema import people, pursuits
from ml.errors import BadInput
from ml.records import Person, Role

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PRESENT = select(people).where(people.c.active)
_ALL = _PRESENT.order_by(people.c.email)
_BY_EMAIL = _PRESENT.where(people.c.email == bindparam("email"))
_BY_SLACK_ID = _PRESENT.where(people.c.slack_id == bindparam("slack_id"))
_BY_ID = _PRESENT.where(people.c.id == bindparam("id"))
_UNOWNED_NAMES = (
    select(pursuits.c.owner_name, pursuits.c.owner_email).where(pursuits.c.owner_id.is_(None)).distinct()
)


class People:
    """Persons by e-mail, which is compared without regard to case.

    Who was removed can no longer ask and owns nothing, but what they rated stays.
    """

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def add(self, person: Person) -> Person:
        """Add a person, or change the one with this e-mail; pursuits owned by that name become theirs.

        Raises
        ------
        BadInput
            For an e-mail, name, role or time zone that is none, or a Slack user that is somebody else already.
        """
        person = _checked(person)
        with self._engine.writing() as connection:
            _refuse_taken_slack_id(connection, person)
            added = _upsert(connection, person)
            _attach_pursuits(connection, added)
        return added

    def remove(self, email: str) -> None:
        """Let somebody go: unknown from now on, and the pursuits are nobody's."""
        with self._engine.writing() as connection:
            person = _known(connection, email)
            gone = update(people).where(people.c.id == person.id).values(active=False, slack_id=None)
            connection.execute(gone)
            connection.execute(_owned_by(pursuits.c.owner_id == person.id, None))

    def link_slack(self, email: str, slack_id: str) -> Person:
        """Remember which Slack user has this e-mail; Slack's word replaces what was known before."""
        with self._engine.writing() as connection:
            person = _known(connection, email)
            connection.execute(update(people).where(people.c.slack_id == slack_id).values(slack_id=None))
            connection.execute(update(people).where(people.c.id == person.id).values(slack_id=slack_id))
        return replace(person, slack_id=slack_id)

    def all(self) -> list[Person]:
        """Everybody, by e-mail."""
        with self._engine.reading() as connection:
            return [_person(row) for row in connection.execute(_ALL)]

    def by_email(self, email: str) -> Person | None:
        """The person with this e-mail."""
        return self._one(_BY_EMAIL, {"email": email.strip().lower()})

    def by_slack_id(self, slack_id: str) -> Person | None:
        """The person who is this Slack user."""
        return self._one(_BY_SLACK_ID, {"slack_id": slack_id})

    def by_id(self, person_id: int) -> Person | None:
        """The person with this id."""
        return self._one(_BY_ID, {"id": person_id})

    def _one(self, query: Any, values: dict[str, object]) -> Person | None:
        with self._engine.reading() as connection:
            row = connection.execute(query, values).first()
        return _person(row) if row else None


def _person(row: AnyRow) -> Person:
    return Person(row.email, row.name, Role(row.role), row.time_zone, row.slack_id, row.id)


def _checked(person: Person) -> Person:
    email, name = person.email.strip().lower(), " ".join(person.name.split())
    if not _EMAIL.fullmatch(email):
        raise BadInput(f"“{person.email}” is no e-mail address.")
    if not name:
        raise BadInput(f"The person {email} needs a name.")
    if person.role not in set(Role):
        raise BadInput(f"“{person.role}” is no role; choose rep, manager or admin.")
    try:
        ZoneInfo(person.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(f"“{person.time_zone}” is no time zone; write one like Asia/Singapore.") from None
    return replace(person, email=email, name=name, role=Role(person.role), slack_id=person.slack_id or None)


def _known(connection: Connection, email: str) -> Person:
    row = connection.execute(_BY_EMAIL, {"email": email.strip().lower()}).first()
    if row is None:
        raise BadInput(f"Nobody of the team has the e-mail {email.strip()}.")
    return _person(row)


def _refuse_taken_slack_id(connection: Connection, person: Person) -> None:
    row = connection.execute(_BY_SLACK_ID, {"slack_id": person.slack_id}).first() if person.slack_id else None
    if row is not None and row.email != person.email:
        raise BadInput(f"The Slack user {person.slack_id} is {row.name} ({row.email}) already.")


def _upsert(connection: Connection, person: Person) -> Person:
    values = {"name": person.name, "role": person.role.value, "time_zone": person.time_zone, "active": True}
    if person.slack_id:
        values["slack_id"] = person.slack_id
    mine = people.c.email == person.email
    if not connection.execute(update(people).where(mine).values(values)).rowcount:
        connection.execute(insert(people).values(email=person.email, **values))
    return _person(connection.execute(select(people).where(mine)).one())


def _attach_pursuits(connection: Connection, person: Person) -> None:
    """Pursuits of nobody whose owner the CRM calls by this person's name or e-mail."""
    called = {person.name.casefold(), person.email}
    unowned = pursuits.c.owner_id.is_(None)
    for name, email in connection.execute(_UNOWNED_NAMES).all():
        if called & {name.strip().casefold(), email.strip().lower()}:
            named = (pursuits.c.owner_name == name) & (pursuits.c.owner_email == email)
            connection.execute(_owned_by(unowned & named, person.id))


def _owned_by(which: ColumnElement[bool], owner_id: int | None) -> Any:
    return update(pursuits).where(which).values(owner_id=owner_id)
