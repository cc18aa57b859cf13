"""The sync job's CRM half: what HubSpot holds into the store, first everything, then what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from integrations.errors import Garbled
from integrations.systems import CRM_KINDS, Crm, CrmOwner
from jobs.crm_scan import Scan
from jobs.crm_stages import IN_TABLES, PIPELINES, PORTAL, PROPERTIES, mapping_in_force
from jobs.crm_tally import Tally
from jobs.own_account import refuse_other_account
from jobs.tell_store import Told, tell_store

if TYPE_CHECKING:
    from integrations.crm_mapping import CrmMapping
    from integrations.store import Store

Progress = Callable[[str, int, int | None], None]
SYNCED, OWNERS, WANTED = "sync:hubspot", "crm_owners", "crm_wanted"
RECONCILE_EVERY = timedelta(days=1)
# Links of records that were changed longer ago than this are read again by a full sync only.
RECENT = timedelta(days=30)
_OWNERS_AT_ONCE = 500


@dataclass(frozen=True)
class SyncOrder:
    """How a sync was asked for.

    Parameters
    ----------
    full
        Read everything again, and take back what the CRM no longer has.
    since
        Read everything that changed since then, whatever was read before.
    dry_run
        Only say what is new or changed.
    """

    full: bool = False
    since: datetime | None = None
    dry_run: bool = False


@dataclass(frozen=True)
class CrmSummary:
    """What a sync read: `read` = new + changed + unchanged + quarantined.

    Parameters
    ----------
    requests
        HTTP requests made, repeated ones included.
    floor
        The fewest requests that could have read it.
    unknown_stages
        Stages that the mapping does not know.
    notes
        What went on differently than planned, in sentences.
    """

    new: int
    changed: int
    unchanged: int
    quarantined: int
    requests: int
    floor: int
    unknown_stages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """Records read."""
        return self.new + self.changed + self.unchanged + self.quarantined


@dataclass
class CrmSync:
    """One sync of a CRM.

    Parameters
    ----------
    store, crm
        Where to, from where.
    now
        The present moment (UTC).
    regions
        Countries whose local phone numbers are understood.
    progress
        Told (what, how many so far, None).
    """

    store: Store
    crm: Crm
    now: datetime
    regions: tuple[str, ...]
    progress: Progress
    order: SyncOrder = SyncOrder()
    tally: Tally = field(default_factory=Tally)
    _unknown: tuple[str, ...] = ()

    def run(self) -> CrmSummary:
        """Read, then tell the product's tables; what was read before a failure is told, too.

        Raises
        ------
        AccessRefused, OtherPortal
            When the key is refused, lacks a permission, or belongs to another account.
        DailyLimit, Unavailable
            When the CRM does not answer; the next run goes on from there.
        """
        with self._counted():
            mapping, owners = self._surroundings()
            try:
                for kind in CRM_KINDS:
                    self._read(self._scan(kind))
            finally:
                if not self.order.dry_run:
                    self._tell(mapping, owners)
            self._remember()
        return self._summary()

    def hinted(self, ids: Mapping[str, list[str]]) -> CrmSummary:
        """Read only these records, by kind: what a webhook or a write of our own named."""
        with self._counted():
            for kind, some in ids.items():
                scan = self._scan(kind)
                scan.read(some)
                scan.read_due()
            self._tell(mapping_in_force(self.store), known_owners(self.store))
        return self._summary()

    # --- what surrounds the records -----------------------------------------------------------------------------

    def _surroundings(self) -> tuple[CrmMapping, Mapping[str, CrmOwner]]:
        """The portal, its pipelines and its owners."""
        self._check_portal()
        owners = self._owners()
        pipelines = self.crm.pipelines()
        self.tally.need(1, 1)
        if not self.order.dry_run:
            self._keep(OWNERS, {id_: [one.email, one.name] for id_, one in owners.items()})
            self._keep(PIPELINES, [_pipeline(one) for one in pipelines])
            if self._is_new_day:
                self._read_properties()
        mapping = mapping_in_force(self.store, pipelines)
        self._unknown = tuple(mapping.unknown(pipelines))
        self._want(mapping)
        return mapping, owners

    def _owners(self) -> dict[str, CrmOwner]:
        """Everybody who owns records, or once did: who left is asked for once a day."""
        owners = known_owners(self.store)
        for left in (False, True) if self._is_new_day else (False,):
            found = self.crm.owners(left=left)
            owners |= {owner.id: owner for owner in found}
            self.tally.need(len(found), _OWNERS_AT_ONCE)
        return owners

    def _want(self, mapping: CrmMapping) -> None:
        """Ask for the properties that the mapping names; where they are others than before, read all again."""
        wanted = {kind: list(names) for kind, names in mapping.wanted.items()}
        self.crm.want(wanted)
        before = self.store.facts.get(WANTED, None)
        if before is not None and before != wanted:
            self.order = replace(self.order, full=True)
            self.tally.notes.append(
                "The mapping names other properties than before: everything is read again."
            )
        if not self.order.dry_run:
            self._keep(WANTED, wanted)

    def _check_portal(self) -> None:
        """Refuse another account's data in the same store."""
        portal = refuse_other_account(self.store, self.crm)
        self.tally.need(1, 1)
        if portal and not self.order.dry_run:
            self._keep(PORTAL, {"id": portal.id, "time_zone": portal.time_zone})

    def _read_properties(self) -> None:
        """Which properties the portal has, for the mapping's proposal and the figures of `status`."""
        found = {}
        for kind in ("companies", "contacts", "deals"):
            found[kind] = [
                [one.name, one.label, one.type, dict(one.options)] for one in self.crm.properties(kind)
            ]
            self.tally.need(1, 1)
        self._keep(PROPERTIES, found)

    def _keep(self, name: str, value: Any) -> None:
        """Keep a fact, where it is another than before."""
        if self.store.facts.get(name, None) != value:
            self.store.facts.put(name, value)

    # --- the records ----------------------------------------------------------------------------------------------

    def _scan(self, kind: str) -> Scan:
        return Scan(
            self.crm,
            self.store.landing,
            kind,
            now=self.now,
            tally=self.tally,
            progress=lambda done: self.progress(f"reading {kind}", done, None),
            keep=not self.order.dry_run,
        )

    def _read(self, scan: Scan) -> None:
        """One kind; an answer that stays unreadable does not keep the others waiting."""
        try:
            self._read_kind(scan)
        except Garbled as error:
            self.tally.fates["quarantined"] += 1
            self.tally.notes.append(f"{scan.kind.capitalize()} could not be read to the end: {error}")
        if scan.keep:
            scan.read_due()

    def _read_kind(self, scan: Scan) -> None:
        listed = self.store.landing.cursor(scan.kind).get("phase") == "following"
        if not listed:
            scan.list_all()
            return
        if self.order.full:
            scan.sweep()
        else:
            scan.follow(self.order.since)
        if self._is_new_day and not self.order.full and scan.keep:
            scan.reconcile(self.now - RECENT)

    @property
    def _is_new_day(self) -> bool:
        """Whether links, deletions and properties were looked at long ago."""
        before = self.store.facts.get(SYNCED, {}).get("reconciled_at")
        long_ago = before is None or self.now - datetime.fromisoformat(before) >= RECONCILE_EVERY
        return self.order.full or long_ago

    def _tell(self, mapping: CrmMapping, owners: Mapping[str, CrmOwner]) -> None:
        """Let the product's tables say what was read."""
        told = tell(self.store, mapping, owners, now=self.now, regions=self.regions, progress=self.progress)
        for fate, number in told.set_aside.items():
            self.tally.fates[fate] -= number
            self.tally.fates["quarantined"] += number

    # --- the run --------------------------------------------------------------------------------------------------

    @contextmanager
    def _counted(self) -> Iterator[None]:
        before = self.crm.requests
        yield
        self._requests = self.crm.requests - before

    def _remember(self) -> None:
        """When everything was read last: an answer says how fresh it is by this."""
        if self.order.dry_run:
            return
        before = self.store.facts.get(SYNCED, {})
        reconciled = self.now.isoformat() if self._is_new_day else before["reconciled_at"]
        self.store.facts.put(SYNCED, {"at": self.now.isoformat(), "reconciled_at": reconciled})
        self.store.facts.put("data_as_of", self.now.isoformat())

    def _summary(self) -> CrmSummary:
        fates = {name: self.tally.fates[name] for name in ("new", "changed", "unchanged", "quarantined")}
        return CrmSummary(
            **fates,
            requests=self._requests,
            floor=self.tally.floor,
            unknown_stages=self._unknown,
            notes=tuple(self.tally.notes),
        )


def tell(
    store: Store,
    mapping: CrmMapping,
    owners: Mapping[str, CrmOwner],
    *,
    now: datetime,
    regions: tuple[str, ...],
    progress: Progress | None = None,
) -> Told:
    """Let the product's tables say what the landing holds, all deals anew where the mapping is another one."""
    facts = store.facts
    if facts.get(IN_TABLES, mapping.digest) != mapping.digest:
        store.landing.tell_again("deals")
    told = tell_store(
        store, mapping, owners, now=now, regions=regions,
        own_notes=store.writebacks.own_records(), progress=progress,
    )  # fmt: skip
    if facts.get(IN_TABLES) != mapping.digest:
        facts.put(IN_TABLES, mapping.digest)
    return told


def known_owners(store: Store) -> dict[str, CrmOwner]:
    """The CRM's owners as they were read last, by their ids."""
    known: dict[str, list[str]] = store.facts.get(OWNERS, {})
    return {id_: CrmOwner(id_, email, name) for id_, (email, name) in known.items()}


def _pipeline(pipeline: Any) -> dict[str, Any]:
    stages = [
        {"id": one.id, "label": one.label, "probability": one.probability, "closed": one.closed}
        for one in pipeline.stages
    ]
    return {"id": pipeline.id, "label": pipeline.label, "stages": stages}
