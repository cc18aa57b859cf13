"""The bulk writer of imports: batches of typed rows in, each stored once; histories read again at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from integrations.batches import in_batches
from integrations.intake_rows import (
    CompanyRow,
    ContactRow,
    DealRow,
    PersonRow,
    Row,
    ServiceRow,
    StageRow,
    TaskRow,
    TouchRow,
    digest_of,
)
from integrations.store.engine import StoreEngine
from integrations.store.forgotten import Forgotten
from integrations.store.intake_batch import REPS, SERVICES, Batch, Team, TouchedCompanies, read_fact
from integrations.store.intake_contacts import write_contacts
from integrations.store.intake_deals import write_deals, write_stage_changes
from integrations.store.intake_fates import STORED, UNCHANGED, Fate, FateKind, Totals
from integrations.store.intake_targets import write_companies
from integrations.store.intake_tasks import write_tasks
from integrations.store.intake_touches import write_people, write_services, write_touches
from integrations.store.people import People
from integrations.store.removals import drop_emptied, take_back
from integrations.store.retelling import Retelling
from integrations.store.schema import companies, imported_rows, imports
from integrations.store.settling import settle_companies
from ml.errors import BadInput

__all__ = ["UNSETTLED", "Fate", "FateKind", "Intake", "IntakeRun", "Totals"]

UNSETTLED = "unsettled"
# Companies whose histories are in memory at once.
_COMPANIES_AT_ONCE = 100
# How long a batch may hold the write lock, in seconds, and how many rows it may have.
_LOCK_FOR = 0.05
_FEWEST, _FIRST, _MOST = 20, 200, 1000


class Intake:
    """Begins runs of imports on a store."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        self.retelling = Retelling(engine)

    @property
    def broken_off(self) -> bool:
        """Whether a run broke off and left histories unsettled."""
        with self._engine.reading() as connection:
            return bool(read_fact(connection, UNSETTLED, False))

    def begin(self, files: Sequence[str], *, now: datetime, regions: Sequence[str] = ()) -> IntakeRun:
        """A new run; what a run that broke off left unsettled is settled with it.

        Parameters
        ----------
        files
            Names of what is imported, for the record.
        now
            The present moment (UTC).
        regions
            Countries whose local phone numbers are understood, the likeliest first.
        """
        with self._engine.reading() as connection:
            team = Team.read(connection)
            lists = {name: dict(read_fact(connection, name, {})) for name in (REPS, SERVICES)}
        run = IntakeRun(self._engine, tuple(files), now, team, lists, regions=tuple(regions))
        if self.broken_off:
            run.touch_everything()
        return run


@dataclass
class IntakeRun:
    """One import: `store` batches of up to `rows_at_once` rows, then `finish`.

    A row that is there as it was is left alone; its digest is kept in the same transaction as its effect, so a
    run that broke off can simply be run again. The run is written down when it first stores something, else
    at its end; one of whole rows that changed nothing is not.
    """

    engine: StoreEngine
    files: tuple[str, ...]
    now: datetime
    team: Team
    lists: dict[str, dict[str, dict[str, Any]]]
    totals: Totals = field(default_factory=Totals)
    touched: TouchedCompanies = field(default_factory=TouchedCompanies)
    newest: datetime | None = None
    rows_at_once: int = _FIRST
    regions: tuple[str, ...] = ()
    number: int | None = None
    _whole: bool = False
    _emptied: TouchedCompanies = field(default_factory=TouchedCompanies)
    _marked: bool = False
    _resumed: bool = False
    _changed: bool = False

    def store(self, rows: Sequence[Row], *, whole: bool = False) -> list[Fate]:
        """Store a batch of rows of one kind in one transaction; gives each row's fate in order.

        With `whole` each row is the whole truth of its record: what it does not say is cleared, except of
        calls, which several systems see; contacts and touches need no company. Of people who were forgotten
        nothing comes back.
        """
        with self.engine.reading() as connection:
            told = Forgotten.read(connection).without(rows)
        fates = iter(self._store([row for row in told if row is not None], whole=whole))
        return [UNCHANGED if row is None else next(fates) for row in told]

    def _store(self, rows: Sequence[Row], *, whole: bool) -> list[Fate]:
        if not rows:
            return []
        self._whole |= whole
        refused = self._add_people(rows) if isinstance(rows[0], PersonRow) else {}
        said = [(row.key, digest_of(row)) for row in rows]
        with self._paced(len(rows)), self.engine.writing() as connection:
            batch = self._batch(connection, whole=whole)
            known = self._known(batch, said)
            first = {one: i for i, one in reversed(list(enumerate(said)))}
            fresh = sorted(i for one, i in first.items() if one not in known and i not in refused)
            self._mark(batch, bool(fresh))
            reasons = dict(refused)
            if fresh:
                told = _WRITERS[type(rows[0])](batch, [rows[i] for i in fresh])
                reasons |= {i: reason for i, reason in zip(fresh, told, strict=True) if reason}
            stored = [i for i in fresh if i not in reasons]
            self._remember(batch, [said[i] for i in stored], {key for key, _ in known})
        self._changed |= bool(stored) and not isinstance(rows[0], TaskRow)
        self._note_newest(rows[i] for i in stored)
        return self._fates(said, first, set(stored), reasons)

    def take_back(self, kind: str, ids: Sequence[str], *, merged: Mapping[str, str] | None = None) -> int:
        """Take back what records of the CRM told, in one transaction; says how many were there.

        Parameters
        ----------
        kind, ids
            Which records.
        merged
            The record that each was merged into, where it was: what belonged to the one belongs to the other.
        """
        self._whole = True
        with self.engine.writing() as connection:
            batch = self._batch(connection, whole=True)
            self._mark(batch, True)
            number = take_back(batch, kind, ids, merged or {})
        self._changed |= number > 0
        return number

    def _batch(self, connection: Connection, *, whole: bool) -> Batch:
        return Batch(
            connection, self.engine, self.team, self.lists, self.touched, whole, self._emptied, self.regions
        )

    @contextmanager
    def _paced(self, rows: int) -> Iterator[None]:
        """Let the next batch be as large as the lock's time allows, going by this one."""
        begun = perf_counter()
        yield
        fitting = rows * _LOCK_FOR / max(perf_counter() - begun, 1e-6)
        self.rows_at_once = round(min(max(0.7 * self.rows_at_once + 0.3 * fitting * 0.8, _FEWEST), _MOST))

    def _fates(
        self,
        said: Sequence[tuple[str, str]],
        first: Mapping[tuple[str, str], int],
        stored: set[int],
        reasons: Mapping[int, str],
    ) -> list[Fate]:
        """Each row's fate; a repeated row is unchanged, or rejected like the one it repeats."""
        fates = list[Fate]()
        for i, one in enumerate(said):
            reason = reasons.get(first[one], "")
            fates.append(Fate(FateKind.REJECTED, reason) if reason else STORED if i in stored else UNCHANGED)
        return fates

    def _known(self, batch: Batch, said: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Key and digest of what was stored under the keys of these rows; what is as it was is of this run too."""
        c = imported_rows.c
        query = select(c.key, c.digest, c.run).where(c.key.in_({key for key, _ in said}))
        known = {(key, digest): run for key, digest, run in batch.connection.execute(query)}
        seen = [one for one in known.keys() & set(said) if known[one] != self.number]
        if seen and not batch.whole:
            number = self._numbered(batch.connection)
            again = update(imported_rows).where(
                c.key == bindparam("of_key"), c.digest == bindparam("of_digest")
            )
            marks = [{"of_key": key, "of_digest": digest, "run": number} for key, digest in seen]
            batch.connection.execute(again, marks)
        return set(known)

    def _numbered(self, connection: Connection) -> int:
        """The number of this run; it is written down when the first row asks for it."""
        if self.number is None:
            nothing = {"read": 0, "stored": 0, "unchanged": 0, "rejected": 0}
            begun = insert(imports).values(at=self.now, files=list(self.files), **nothing)
            self.number = int(connection.execute(begun.returning(imports.c.id)).scalar_one())
        return self.number

    def _remember(self, batch: Batch, stored: Sequence[tuple[str, str]], known: set[str]) -> None:
        """Keep the digests; what only earlier runs said under the same keys is no longer what is stored.

        One run may say different things under one key: each of them is known then, and a repeated import
        changes nothing.
        """
        if not stored:
            return
        number = self._numbered(batch.connection)
        changed = {key for key, _ in stored} & known
        if changed:
            c = imported_rows.c
            batch.connection.execute(delete(imported_rows).where(c.key.in_(changed), c.run != number))
        batch.insert_new(imported_rows, [{"key": k, "digest": d, "run": number} for k, d in stored])

    def _mark(self, batch: Batch, anything: bool) -> None:  # noqa: FBT001 - whether there is anything to mark
        """Say in the store that histories wait to be read again, before the first row that makes it so."""
        if anything and not self._marked:
            batch.put_fact(UNSETTLED, True)
            self._marked = True

    def _add_people(self, rows: Sequence[Row]) -> dict[int, str]:
        """Add persons who are not there yet; gives reasons against the others by their place."""
        people, refused = People(self.engine), dict[int, str]()
        for i, row in enumerate(rows):
            if isinstance(row, PersonRow) and row.person and people.by_email(row.person.email) is None:
                try:
                    people.add(row.person)
                except BadInput as error:
                    refused[i] = str(error).rstrip(".")
        with self.engine.reading() as connection:
            self.team = Team.read(connection)
        return refused

    def _note_newest(self, rows: Iterable[Row]) -> None:
        """Remember the newest event that has happened; what lies in the future is a plan."""
        for row in rows:
            for at in _moments(row):
                if at <= self.now and (self.newest is None or at > self.newest):
                    self.newest = at

    def touch_everything(self) -> None:
        """Let every company be settled."""
        with self.engine.reading() as connection:
            self.touched.add(connection.scalars(select(companies.c.id)))
        self._marked = self._resumed = True

    def settle(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Read the histories of all touched companies again: moves, outcomes, cycles, owners, links."""
        done, total = 0, len(self.touched)
        for company_ids in in_batches(self.touched, _COMPANIES_AT_ONCE):
            settle_companies(self.engine, company_ids, self.team)
            done += len(company_ids)
            if progress:
                progress(done, total)

    def finish(
        self, *, creation_properties: Mapping[str, Sequence[str]] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:  # fmt: skip
        """Settle what was touched and write down the run.

        Parameters
        ----------
        creation_properties
            {"rounds": names, "companies": names}: properties that were known at creation.
        progress
            Told how many companies of how many are settled.
        """
        if self.number is None and self._whole and not self._marked:
            return
        self._drop_emptied()
        self.settle(progress)
        with self.engine.writing() as connection:
            batch = self._batch(connection, whole=False)
            mine = imports.c.id == self._numbered(connection)
            connection.execute(update(imports).where(mine).values(**vars(self.totals)))
            if self._marked:
                batch.put_fact(UNSETTLED, False)
            if self._changed or self._resumed:
                batch.put_fact("data_version", int(read_fact(connection, "data_version", 0)) + 1)
            if creation_properties is not None:
                batch.put_fact("creation_properties", {k: sorted(v) for k, v in creation_properties.items()})
            if self.newest:
                before = datetime.fromisoformat(
                    read_fact(connection, "data_as_of", "1900-01-01T00:00:00+00:00")
                )
                batch.put_fact("data_as_of", max(before, self.newest).astimezone(UTC).isoformat())

    def _drop_emptied(self) -> None:
        """Take away the pursuits whose last round has gone; after a run that broke off, whichever have none."""
        if self._whole or self._resumed:
            drop_emptied(self.engine, None if self._resumed else self._emptied, self.touched)


def _moments(row: Row) -> Iterable[datetime]:
    if isinstance(row, DealRow):
        return (entry.at for entry in row.entries)
    if isinstance(row, StageRow):
        return (row.entry.at,)
    return (row.at,) if isinstance(row, TouchRow) else ()


_WRITERS: Mapping[type[Any], Callable[[Batch, Sequence[Any]], list[str]]] = {
    CompanyRow: write_companies,
    ContactRow: write_contacts,
    DealRow: write_deals,
    StageRow: write_stage_changes,
    TouchRow: write_touches,
    TaskRow: write_tasks,
    PersonRow: write_people,
    ServiceRow: write_services,
}
