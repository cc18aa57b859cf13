"""The telling job: records of the CRM that arrived become companies, contacts, deals, touches and tasks of the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from integrations.crm_mapping import CrmMapping
from integrations.hubspot_activities import seen_elsewhere
from integrations.hubspot_rows import Surroundings, links_of, merged_into, read_row, unknown_stages
from integrations.hubspot_values import RecordFault
from integrations.intake_rows import Row, TouchRow, digest_of
from integrations.store.landing import Fate, Landed
from integrations.store.retelling import CHANNELS
from integrations.store.sightings import Sighting
from integrations.systems import CRM_KINDS, CrmOwner

if TYPE_CHECKING:
    from integrations.store import Store
    from integrations.store.intake import IntakeRun
    from integrations.store.retelling import Lack

Progress = Callable[[str, int, int | None], None]

# Records in memory at once, each with texts of up to 65,536 characters.
_AT_ONCE = 200
# What is taken back is looked for in tables without an index for it: few at a time give the lock back soon.
_GONE_AT_ONCE = 20
_CREATION, _TOLD_CREATION = "creation_properties", "crm_creation_properties"
# A company or contact that cannot be used any more stays as it was: much else stands on it.
_STAY = ("companies", "contacts")


@dataclass
class Told:
    """What the product's tables were told.

    Parameters
    ----------
    told
        Records told, by kind.
    removed
        Records taken back, by kind.
    set_aside
        Records that cannot be used, by what this run had counted them as.
    reasons
        Why, by kind and reason.
    unknown_stages
        Labels or ids of stages that deals are or were in and that the mapping does not know.
    """

    told: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[Fate] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown_stages: tuple[str, ...] = ()


def tell_store(
    store: Store,
    mapping: CrmMapping,
    owners: Mapping[str, CrmOwner],
    *,
    now: datetime,
    regions: Sequence[str],
    own_notes: Collection[str] = frozenset(),
    progress: Progress | None = None,
) -> Told:
    """Tell the product's tables what waits in the landing; nothing is written where nothing waits.

    A run that is killed loses and doubles nothing: a batch is stored before it is marked as told, and telling
    it again changes nothing.

    Parameters
    ----------
    store
        Both where records arrived and where they go.
    mapping, owners
        What stages mean, and whose records are, by the owner's id.
    now
        The beginning of the run (UTC), as the landing was given it.
    regions
        Countries whose local phone numbers are understood, the likeliest first.
    own_notes
        Ids of notes that the product wrote itself: they are no touches.
    progress
        Told (what, records done, None).
    """
    around = Surroundings(mapping, owners, tuple(regions), _zone(store))
    telling = _Telling(store, around, now, own_notes, progress or _silent)
    _keep_creation_properties(store, mapping)
    telling.drain()
    while telling.remove():
        telling.drain()
    telling.finish()
    return telling.told


@dataclass
class _Batch:
    """Records of one kind on their way into the store.

    Parameters
    ----------
    kind
        Which they are.
    rows
        What they make, by id.
    problems
        Why the others cannot be used, by id.
    lacking
        What they refer to and nobody knows yet.
    ours
        Ids of those that are not to be stored: the product wrote them itself, or they are of forgotten people.
    """

    kind: str
    rows: dict[str, Row] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    lacking: list[Lack] = field(default_factory=list)
    ours: list[str] = field(default_factory=list)


@dataclass
class _Telling:
    """One telling."""

    store: Store
    around: Surroundings
    now: datetime
    own_notes: Collection[str]
    progress: Progress
    told: Told = field(default_factory=Told)
    _run: IntakeRun | None = None
    _unknown: set[str] = field(default_factory=set)

    @property
    def run(self) -> IntakeRun:
        """The run of the bulk writer; begun when something is to be written."""
        if self._run is None:
            self._run = self.store.intake.begin(["HubSpot"], now=self.now, regions=self.around.regions)
        return self._run

    def drain(self) -> None:
        """Tell all that waits, in the order in which records refer to each other."""
        for kind in CRM_KINDS:
            while records := self.store.landing.waiting(kind, limit=_AT_ONCE):
                self._tell(kind, records)
                self.progress(f"telling {kind}", self.told.told[kind], None)

    def _tell(self, kind: str, records: Sequence[Landed]) -> None:
        """Store a batch, then mark it: only what is stored is told, and nothing of people who were forgotten."""
        records, forgotten = self.store.forgotten.strip(kind, records)
        batch = self._read(kind, [one for one in records if one.id not in forgotten])
        batch.ours += sorted(forgotten)
        noted = self._as_seen_elsewhere(batch, records) if kind == "calls" else []
        self._store(batch)
        self.store.sightings.note((one, key) for one, key in noted if one.external_id in batch.rows)
        self._take_back_unusable(batch)
        retelling = self.store.intake.retelling
        retelling.note(batch.lacking, [one for record in records for one in merged_into(record)])
        retelling.arrived(kind, batch.rows)
        self.told.set_aside += self.store.landing.set_aside(kind, batch.problems, now=self.now)
        self.told.reasons.update((kind, reason) for reason in batch.problems.values())
        self.store.landing.told(kind, [*batch.rows, *batch.ours])
        self.told.told[kind] += len(batch.rows)

    def _read(self, kind: str, records: Sequence[Landed]) -> _Batch:
        """What each record makes, going by those it refers to and the store knows."""
        batch, links = _Batch(kind), {record.id: links_of(record) for record in records}
        known = self._known(links.values())
        for record in records:
            if kind == "notes" and record.id in self.own_notes:
                batch.ours.append(record.id)
                continue
            self._unknown |= unknown_stages(record, self.around.mapping)
            mine = links[record.id]
            there = {of: [id_ for id_ in ids if id_ in known[of]] for of, ids in mine.items()}
            batch.lacking += [
                (kind, record.id, of, id_) for of, ids in mine.items() for id_ in ids if id_ not in known[of]
            ]
            try:
                batch.rows[record.id] = read_row(replace(record, links=there), self.around)
            except RecordFault as fault:
                batch.problems[record.id] = str(fault)
        return batch

    def _known(self, links: Collection[Mapping[str, Sequence[str]]]) -> dict[str, set[str]]:
        wanted = dict[str, set[str]]()
        for one in links:
            for of, ids in one.items():
                wanted.setdefault(of, set()).update(ids)
        return {of: self.store.intake.retelling.known(of, ids) for of, ids in wanted.items()}

    def _as_seen_elsewhere(self, batch: _Batch, records: Sequence[Landed]) -> list[tuple[Sighting, str]]:
        """Let calls that another system saw, too, be the same touches; gives their sightings with these."""
        of = {record.id: record for record in records}
        calls = [
            (_sighting(of[id_], row), row) for id_, row in batch.rows.items() if isinstance(row, TouchRow)
        ]
        keys = self.store.sightings.match([sighting for sighting, _ in calls])
        for (sighting, row), key in zip(calls, keys, strict=True):
            batch.rows[sighting.external_id] = replace(row, id=key or row.id)
        return [(sighting, key or row.id) for (sighting, row), key in zip(calls, keys, strict=True)]

    def _store(self, batch: _Batch) -> None:
        """Store the rows; those that are refused are no longer among them."""
        if not batch.rows:
            return
        if batch.kind in CHANNELS:
            moments = {id_: row.at for id_, row in batch.rows.items() if isinstance(row, TouchRow)}
            self.store.intake.retelling.adopt(batch.kind, moments)
        fates = self.run.store(list(batch.rows.values()), whole=True)
        for id_, fate in zip(list(batch.rows), fates, strict=True):
            self.run.totals.count(fate.kind)
            if fate.reason:
                batch.problems[id_] = fate.reason
                del batch.rows[id_]

    def _take_back_unusable(self, batch: _Batch) -> None:
        """What was told of a record that cannot be used any more is no longer so."""
        unusable = [*batch.ours, *(() if batch.kind in _STAY else batch.problems)]
        stored = self.store.intake.retelling.stored(batch.kind, unusable)
        if stored:
            self.run.take_back(batch.kind, sorted(stored))

    def remove(self) -> bool:
        """Take back what the CRM has no longer, in the reverse order; says whether there was anything."""
        landing, retelling, removed = self.store.landing, self.store.intake.retelling, False
        for kind in reversed(CRM_KINDS):
            while gone := [one.id for one in landing.waiting(kind, limit=_GONE_AT_ONCE, gone=True)]:
                if retelling.stored(kind, gone):
                    self.run.take_back(kind, gone, merged=retelling.merged(kind, gone))
                landing.told(kind, gone)
                self.told.removed[kind] += len(gone)
                self.progress(f"removing {kind}", self.told.removed[kind], None)
                removed = True
        return removed

    def finish(self) -> None:
        """Settle what was touched, and what a run that broke off left unsettled."""
        if self._run is None and self.store.intake.broken_off:
            self._run = self.run
        if self._run is not None:
            self._run.finish()
        label = self.around.mapping.label_of
        self.told.unknown_stages = tuple(sorted(label(stage) for stage in self._unknown))


def _sighting(record: Landed, row: TouchRow) -> Sighting:
    number = row.recording.number if row.recording else ""
    other_ids = seen_elsewhere(record)
    return Sighting("hubspot", record.id, number, row.at, row.duration_s, other_ids, digest_of(row))


def _keep_creation_properties(store: Store, mapping: CrmMapping) -> None:
    """Keep which properties models may learn from: those of other sources, and those of this mapping."""
    now = {"rounds": sorted(mapping.of_rounds), "companies": sorted(mapping.of_companies)}
    before = store.facts.get(_TOLD_CREATION, {"rounds": [], "companies": []})
    if now == before:
        return
    known = store.facts.get(_CREATION) or {}
    names = {of: sorted({*known.get(of, ())} - {*before[of]} | {*now[of]}) for of in now}
    store.facts.put(_CREATION, names)
    store.facts.put(_TOLD_CREATION, now)


def _zone(store: Store) -> tzinfo:
    """The zone of the CRM's account, in which its days begin."""
    try:
        return ZoneInfo((store.facts.get("crm_portal") or {}).get("time_zone") or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _silent(*_: object) -> None:
    """Nobody wants to know."""
