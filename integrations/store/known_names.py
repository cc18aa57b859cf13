"""Reading the names that must not leave the machine: of people, and of companies."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select, union

from integrations.known_names import KnownNames
from integrations.store.engine import StoreEngine
from integrations.store.schema import companies, contacts, people, pursuits

_here = pursuits.c.id == bindparam("pursuit_id")
# Those who left the team are named in old calls, too.
_TEAM = select(people.c.name)
_PEOPLE_HERE = union(
    select(contacts.c.name).join(pursuits, pursuits.c.company_id == contacts.c.company_id).where(_here),
    select(pursuits.c.owner_name).where(_here),
    _TEAM,
)
_COMPANY_HERE = select(companies.c.name).join(pursuits, pursuits.c.company_id == companies.c.id).where(_here)
_PEOPLE = union(select(contacts.c.name), select(pursuits.c.owner_name), _TEAM)
_COMPANIES = select(companies.c.name).distinct()


class KnownNamesReader:
    """What redaction looks for; reads only."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def of_pursuit(self, pursuit_id: int) -> KnownNames:
        """The pursuit's company, its contacts, its owner, and the team's people."""
        with self._engine.reading() as connection:
            values = {"pursuit_id": pursuit_id}
            return KnownNames(
                _names(connection, _PEOPLE_HERE, values), _names(connection, _COMPANY_HERE, values)
            )

    def all(self, limit: int = 500_000) -> KnownNames:
        """Everybody and every company, at most so many of each."""
        with self._engine.reading() as connection:
            return KnownNames(
                _names(connection, _PEOPLE.limit(limit)), _names(connection, _COMPANIES.limit(limit))
            )

    def around(self, pursuit_id: int, limit: int = 20_000) -> KnownNames:
        """The names of a pursuit, and at most so many of all the others, which may be spoken of in its calls."""
        here, known = self.of_pursuit(pursuit_id), self.all(limit)
        return KnownNames(
            tuple(dict.fromkeys((*here.people, *known.people))),
            tuple(dict.fromkeys((*here.companies, *known.companies))),
        )

    def others(self, pursuit_id: int, limit: int = 20_000) -> frozenset[str]:
        """Names of other leads, at most so many: what is said of this one must not hold them."""
        known, here = self.all(limit), self.of_pursuit(pursuit_id)
        return frozenset((*known.people, *known.companies)).difference(here.people, here.companies)


def _names(connection: Connection, query: Any, values: dict[str, int] | None = None) -> tuple[str, ...]:
    return tuple(sorted(name for (name,) in connection.execute(query, values or {}) if name.strip()))
