"""A busy portal that is read into stores by the real job, and whether a store says what the portal does."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select

from integrations.hubspot_crm import HubSpotCrm
from integrations.store import Store
from integrations.store.sync_schema import crm_records
from integrations.systems import CRM_KINDS
from jobs.crm_stages import ACCEPTED
from jobs.sync_crm import CrmSummary, CrmSync, SyncOrder
from tests.jobs.crm_edits import picture
from tests.standins.clock import Clock
from tests.standins.hubspot import TOKEN, HubSpotStandIn
from tests.standins.hubspot_busy import MAPPING, BusyEditor, busy_portal
from tests.standins.hubspot_portal import HubSpotPortal

REGIONS = ("SG", "ID", "MY")
TOUCHES = ("notes", "calls", "meetings", "emails")
# The tables of companies, contacts, deals and tasks, which have as many rows as the portal has usable records.
COUNTED = {"companies": "companies", "contacts": "contacts", "deals": "rounds", "tasks": "tasks"}

Picture = dict[str, list[tuple[Any, ...]]]


@dataclass
class Scene:
    """A portal that is served, the clock of who reads it, and the people who edit it."""

    portal: HubSpotPortal
    standin: HubSpotStandIn
    clock: Clock
    editor: BusyEditor

    def sync(self, store: Store, **order: Any) -> CrmSummary:
        """One sync of the real job, in this process."""
        return sync_once(store, self.standin.url, self.clock, **order)

    def held(self, kinds: Iterable[str] = CRM_KINDS) -> int:
        """How many records the portal has."""
        return sum(len(self.portal.ids(kind)) for kind in kinds)


@contextmanager
def a_scene(random: Random, *, most: int, lag: timedelta = timedelta(0)) -> Iterator[Scene]:
    """A busy portal that is served; its clock is up to five minutes before or behind that of the reader."""
    clock = Clock()
    ahead = timedelta(seconds=random.randint(-300, 300))
    portal = busy_portal(random, clock, most=most, lag=lag, ahead=ahead)
    with HubSpotStandIn(portal, seed=random.randrange(1000)) as standin:
        yield Scene(portal, standin, clock, BusyEditor(portal, random, clock))
    assert not standin.complaints, standin.complaints


def sync_once(store: Store, url: str, clock: Clock, **order: Any) -> CrmSummary:
    """The real job: it reads, and tells the product's tables; by a mapping that was accepted."""
    store.facts.put(ACCEPTED, {"text": MAPPING, "accepted_at": clock.now().isoformat()})
    crm = HubSpotCrm(TOKEN, url, clock=clock.now, sleep=clock.sleep)
    return CrmSync(store, crm, clock.now(), REGIONS, lambda *_: None, order=SyncOrder(**order)).run()


@dataclass
class Shelf:
    """Makes empty SQLite stores quickly: copies of one that was migrated."""

    folder: Path
    made: int = 0

    @cached_property
    def _migrated(self) -> Path:
        path = self.folder / "migrated.db"
        Store.migrate(f"sqlite:///{path}")
        return path

    @contextmanager
    def store(self) -> Iterator[Store]:
        """One, gone afterwards."""
        self.made += 1
        path = self.folder / f"{self.made}.db"
        shutil.copy(self._migrated, path)
        store = Store.open(f"sqlite:///{path}")
        yield store
        store.close()
        for file in self.folder.glob(f"{path.name}*"):
            file.unlink()


# --- whether the store is as the portal -------------------------------------------------------------------------


def differences(store: Store, scene: Scene, shelf: Shelf) -> list[str]:
    """Where the product's tables say another thing than those of a new store that read the portal once."""
    with shelf.store() as fresh:
        scene.sync(fresh)
        there, true, problems = picture(store), picture(fresh), fresh.landing.problems()
        found = [f"set aside: {store.landing.problems()}, not {problems}"] * (
            store.landing.problems() != problems
        )
    for table in true:
        found += [f"{table}: only here {row}" for row in _without(there[table], true[table])]
        found += [f"{table}: missing {row}" for row in _without(true[table], there[table])]
    return [*found, *_miscounted(there, scene, problems), *_untold(store)]


def _without(rows: list[tuple[Any, ...]], others: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows that are not among the others; one that is there twice has to be so there, too."""
    left = list(others)
    return [row for row in rows if row not in left or left.remove(row)]  # type: ignore[func-returns-value] # None: it was there


def _miscounted(there: Picture, scene: Scene, problems: dict[str, dict[str, int]]) -> list[str]:
    """Tables that have another number of rows than the portal has records that can be used."""
    usable = {kind: len(scene.portal.ids(kind)) - sum(problems.get(kind, {}).values()) for kind in CRM_KINDS}
    wanted = {table: usable[kind] for kind, table in COUNTED.items()}
    wanted["touches"] = sum(usable[kind] for kind in TOUCHES)
    return [
        f"{len(there[table])} {table} instead of {number}"
        for table, number in wanted.items()
        if len(there[table]) != number
    ]


def _untold(store: Store) -> list[str]:
    """Records that arrived and that the product's tables were not told of."""
    c = crm_records.c
    query = select(c.kind, func.count()).where(c.told.is_(False) & (c.problem == "")).group_by(c.kind)
    with store.engine.reading() as connection:
        return [f"{number} {kind} were not told" for kind, number in connection.execute(query)]


def late(store: Store, scene: Scene) -> list[str]:
    """Records whose edits or creation have not arrived; deletions and associations come with the daily look."""
    c, found = crm_records.c, list[str]()
    for kind in CRM_KINDS:
        with store.engine.reading() as connection:
            query = select(c.id, c.properties, c.history).where(c.kind == kind, c.gone.is_(False))
            here = {row.id: row for row in connection.execute(query)}
        for id_, true in scene.portal.snapshot(kind).items():
            row = here.get(id_)
            visits = [(stage, datetime.fromisoformat(at)) for stage, at in row.history] if row else []
            if row is None:
                found.append(f"{kind} {id_} has not come")
            elif any(
                (value or "") != true.properties.get(name, "") for name, value in row.properties.items()
            ):
                found.append(f"{kind} {id_} is as it was before an edit")
            elif kind == "deals" and visits != list(true.stages):
                found.append(f"deals {id_} has another history")
    return [*found, *_untold(store)]
