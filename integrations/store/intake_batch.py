"""What the writers of one imported batch share: the connection, the team, the lists, and what was touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, bindparam, func, select, update

from integrations.intake_rows import Owner, Properties
from integrations.store.engine import StoreEngine
from integrations.store.schema import facts, people

REPS, SERVICES = "imported_reps", "imported_services"


@dataclass
class TouchedCompanies:
    """Which companies a run has touched: one byte each, so that millions fit."""

    _flags: bytearray = field(default_factory=bytearray)

    def add(self, company_ids: Iterable[int]) -> None:
        """Remember these."""
        for company_id in company_ids:
            if company_id >= len(self._flags):
                self._flags.extend(bytes(company_id + 65536 - len(self._flags)))
            self._flags[company_id] = 1

    def __iter__(self) -> Iterator[int]:
        found = self._flags.find(1)
        while found >= 0:
            yield found
            found = self._flags.find(1, found + 1)

    def __len__(self) -> int:
        return self._flags.count(1)


@dataclass(frozen=True)
class Team:
    """The people whom owners are matched with."""

    by_email: Mapping[str, int]
    by_name: Mapping[str, int]

    @classmethod
    def read(cls, connection: Connection) -> Team:
        """Everybody who is there; a name that two people bear tells nobody."""
        query = select(people.c.id, people.c.email, people.c.name).where(people.c.active)
        rows = connection.execute(query).all()
        names = [row.name.casefold() for row in rows]
        return cls(
            {row.email.casefold(): row.id for row in rows},
            {row.name.casefold(): row.id for row in rows if names.count(row.name.casefold()) == 1},
        )

    def id_of(self, owner: Owner) -> int | None:
        """The person an owner is, by e-mail, else by name."""
        email, name = owner.email.casefold(), " ".join(owner.name.split()).casefold()
        return self.by_email.get(email) or self.by_email.get(name) or self.by_name.get(name)


@dataclass
class Batch:
    """One transaction of a run.

    Parameters
    ----------
    connection, engine
        Where it is written.
    team
        Whom owners are matched with.
    lists
        What is known of services and reps by their folded names, as `REPS` and `SERVICES`.
    touched
        Companies whose histories must be read again at the end of the run.
    whole
        Whether each row is the whole truth of its record, so that what it does not say is cleared.
    emptied
        Pursuits that lost a round, by their ids.
    regions
        Countries whose local phone numbers are understood, the likeliest first.
    """

    connection: Connection
    engine: StoreEngine
    team: Team
    lists: Mapping[str, dict[str, dict[str, Any]]]
    touched: TouchedCompanies
    whole: bool = False
    emptied: TouchedCompanies = field(default_factory=TouchedCompanies)
    regions: Sequence[str] = ()

    def upsert(
        self, table: Table, rows: list[dict[str, Any]], *, key: str, keep: Iterable[str] = (),
        change: Callable[[Any], Mapping[str, Any]] | None = None,
    ) -> None:  # fmt: skip
        """Insert rows, or change those whose key is there.

        Parameters
        ----------
        table, rows
            Where, and what; all rows have the same columns.
        key
            The column that tells rows apart.
        keep
            Columns that a None (or '') leaves as they were.
        change
            Given the new row, how other columns change.
        """
        if not rows:
            return
        insert, kept = self.engine.insert(table), set(keep)
        changes: dict[str, Any] = {}
        for name in rows[0]:
            if name != key:
                new = insert.excluded[name]
                changes[name] = new if name not in kept else said_or_kept(new, table.c[name])
        changes |= change(insert.excluded) if change else {}
        self.connection.execute(insert.on_conflict_do_update(index_elements=[key], set_=changes), rows)

    def insert_new(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert those rows that clash with none that is there."""
        if rows:
            self.connection.execute(self.engine.insert(table).on_conflict_do_nothing(), rows)

    def change(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Change rows by their id; all have the same columns."""
        if rows:
            values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row_id"}
            self.connection.execute(
                update(table).where(table.c.id == bindparam("row_id")).values(values), rows
            )

    def ids_by_key(self, table: Table, keys: Iterable[str]) -> dict[str, int]:
        """The id of each key that is there."""
        query = select(table.c.key, table.c.id).where(table.c.key.in_(list(keys)))
        return {row.key: row.id for row in self.connection.execute(query)}

    def put_fact(self, key: str, value: Any) -> None:
        """Keep a fact within this transaction."""
        insert = self.engine.insert(facts)
        keep = insert.on_conflict_do_update(index_elements=["key"], set_={"value": insert.excluded.value})
        self.connection.execute(keep, {"key": key, "value": value})


def said_or_kept(new: Any, old: ColumnElement[Any]) -> Any:
    """The new value, or the old one where nothing is said."""
    said = func.nullif(new, "") if isinstance(old.type, String) else new
    return func.coalesce(said, old)


def read_fact(connection: Connection, key: str, default: Any) -> Any:
    """A fact's value, read on this connection."""
    value = connection.scalar(select(facts.c.value).where(facts.c.key == key))
    return default if value is None else value


def merged(old: Properties, new: Properties) -> dict[str, Any]:
    """Properties with the newer word on top."""
    return {**old, **new}
