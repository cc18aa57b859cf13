"""Reading a portal while people edit it: nothing skipped, nothing twice, few requests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from integrations.hubspot_crm import HubSpotCrm
from integrations.store import Store
from integrations.systems import CRM_KINDS, LINKED_KINDS
from jobs.crm_scan import Scan
from jobs.crm_tally import Tally
from tests.standins.clock import Clock
from tests.standins.faults import Where, rewritten
from tests.standins.http import Request
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_editor import Editor
from tests.standins.hubspot_portal import HubSpotPortal

Sync = Callable[..., Tally]


def a_portal(random: Random, clock: Clock, *, most: int = 40, lag: timedelta = timedelta(0)) -> HubSpotPortal:
    """Some records of each kind, associated at random."""
    portal = HubSpotPortal(clock.now, index_lag=lag)
    for kind in CRM_KINDS:
        for number in range(random.randrange(most)):
            clock.advance(timedelta(seconds=random.randrange(90)))
            links = {to: random.sample(ids, min(len(ids), random.randrange(3))) for to in LINKED_KINDS[kind] if (ids := portal.ids(to))}  # fmt: skip
            portal.create(kind, _properties(kind, number), links)
    return portal


def _properties(kind: str, number: int) -> dict[str, str]:
    named = {"companies": "name", "contacts": "firstname", "deals": "dealname", "notes": "hs_note_body"}
    more = {"pipeline": "default", "dealstage": "appointmentscheduled"} if kind == "deals" else {}
    return {named.get(kind, "hs_timestamp"): f"{number}", **more}


class Reader:
    """Syncs a stand-in into a store's landing, run after run."""

    def __init__(self, store: Store, standin: HubSpotStandIn, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.crm: Any = HubSpotCrm(standin.token, standin.url, clock=clock.now, sleep=clock.sleep)

    def run(self, *, full: bool = False) -> Tally:
        tally, now = Tally(), self.clock.now()
        for kind in CRM_KINDS:
            scan = Scan(self.crm, self.store.landing, kind, now, tally, lambda _: None)
            listed = self.store.landing.cursor(kind).get("phase") == "following"
            if listed:
                if full:
                    scan.sweep()
                scan.follow()
            else:
                scan.list_all()
            scan.read_due()
        return tally

    def differences(self, portal: HubSpotPortal) -> list[str]:
        """Where the landing and the portal differ."""
        found = list[str]()
        for kind in CRM_KINDS:
            truth = portal.snapshot(kind)
            here = {one.id: one for one in self.store.landing.waiting(kind, limit=10_000)}
            found += [f"{kind} {id_} is here only" for id_ in here.keys() - truth.keys()]
            found += [f"{kind} {id_} is missing" for id_ in truth.keys() - here.keys()]
            for id_ in here.keys() & truth.keys():
                one, true = here[id_], truth[id_]
                known = {name: value for name, value in true.properties.items() if name in one.properties}
                links = {to: set(ids) for to, ids in true.links.items() if ids and to in LINKED_KINDS[kind]}
                if dict(one.properties) != known or {to: set(ids) for to, ids in one.links.items()} != links:
                    found.append(f"{kind} {id_} differs")
                if kind == "deals" and [(visit.stage, visit.at) for visit in one.history] != list(
                    true.stages
                ):
                    found.append(f"deal {id_} has another history")
        return found


@pytest.fixture
def served() -> Iterator[Callable[..., HubSpotStandIn]]:
    """Serves portals until the test ends."""
    serving = list[HubSpotStandIn]()

    def serve(portal: HubSpotPortal, before: Callable[[Request], None] | None = None) -> HubSpotStandIn:
        standin = HubSpotStandIn(portal, before_request=before)
        standin.start()
        serving.append(standin)
        return standin

    yield serve
    for standin in serving:
        standin.stop()


@pytest.mark.parametrize("seed", range(12))
def test_a_portal_that_is_edited_while_it_is_read(
    seed: int, sqlite_store: Store, served: Callable[..., HubSpotStandIn]
) -> None:
    random, clock = Random(seed), Clock()  # noqa: S311 - seeded edits, no secrets
    lag = timedelta(seconds=random.choice([0, 0, 20, 120]))
    portal = a_portal(random, clock, most=60, lag=lag)
    editor = Editor(portal, random)
    standin = served(portal, lambda _: editor.edit())
    reader = Reader(sqlite_store, standin, clock)
    for _ in range(random.randrange(1, 4)):
        reader.run()
        clock.advance(timedelta(minutes=random.randrange(20)))
    standin.before_request = None
    clock.advance(lag + timedelta(seconds=1))
    reader.run()
    clock.advance(timedelta(minutes=1))
    reader.run(full=True)
    assert not standin.complaints
    assert reader.differences(portal) == []


def test_an_unchanged_portal_costs_one_request_a_kind(
    sqlite_store: Store, served: Callable[..., HubSpotStandIn]
) -> None:
    clock = Clock()
    portal = a_portal(Random(1), clock)  # noqa: S311 - seeded records, no secrets
    reader = Reader(sqlite_store, served(portal), clock)
    first = reader.run()
    assert first.fates["new"] == sum(len(portal.ids(kind)) for kind in CRM_KINDS)
    assert set(first.fates) == {"new"}
    before = reader.crm.requests
    clock.advance(timedelta(hours=1))
    quiet = reader.run()
    assert reader.crm.requests - before == len(CRM_KINDS) == quiet.floor
    assert not quiet.fates["new"] + quiet.fates["changed"]


def test_many_records_of_one_moment_are_all_read(
    sqlite_store: Store, served: Callable[..., HubSpotStandIn]
) -> None:
    """As after an import into the CRM; a cursor of moments alone stalls or drops there."""
    clock = Clock()
    portal = HubSpotPortal(clock.now)
    reader = Reader(sqlite_store, served(portal), clock)
    portal.create("notes", {"hs_note_body": "the first"})
    reader.run()
    clock.advance(timedelta(hours=1))
    portal.create_many("notes", [{"hs_note_body": str(number)} for number in range(1234)])
    before, tally = reader.crm.requests, reader.run()
    assert tally.fates["new"] == 1234
    assert reader.differences(portal) == []
    links = 2 * len(LINKED_KINDS["notes"])
    assert reader.crm.requests - before <= 7 + (-(-1234 // 200) + 1) + links
    clock.advance(timedelta(hours=1))
    before = reader.crm.requests
    reader.run()
    assert reader.crm.requests - before == len(CRM_KINDS), "that so many share a moment costs nothing later"


@pytest.mark.parametrize("edited", [150, 200, 201, 450])
def test_many_edits_at_once_are_all_read(
    edited: int, sqlite_store: Store, served: Callable[..., HubSpotStandIn]
) -> None:
    clock = Clock()
    portal = HubSpotPortal(clock.now)
    portal.create_many("notes", [{"hs_note_body": str(number)} for number in range(500)])
    reader = Reader(sqlite_store, served(portal), clock)
    reader.run()
    clock.advance(timedelta(hours=1))
    for id_ in portal.ids("notes")[:edited]:
        clock.advance(timedelta(seconds=1))
        portal.update("notes", id_, {"hs_note_body": "edited"})
    before, tally = reader.crm.requests, reader.run()
    assert tally.fates["changed"] == edited
    assert reader.differences(portal) == []
    links = len(LINKED_KINDS["notes"])
    assert reader.crm.requests - before <= len(CRM_KINDS) - 1 + -(-edited // 200) + 1 + links


def test_an_edit_that_hides_behind_many_others_is_found(
    sqlite_store: Store, served: Callable[..., HubSpotStandIn]
) -> None:
    """While all was listed, a record that had been read was edited, then hundreds that had not been."""
    clock = Clock()
    portal = HubSpotPortal(clock.now)
    portal.create_many("notes", [{"hs_note_body": str(number)} for number in range(600)])
    clock.advance(timedelta(minutes=2))
    pages = list[str]()

    def edit(request: Request) -> None:
        if request.method == "GET" and request.path.endswith("/notes"):
            pages.append(request.path)
            if len(pages) == 2:
                first, *_, last = portal.ids("notes")
                for id_ in (first, *portal.ids("notes")[300:], last):
                    clock.advance(timedelta(seconds=1))
                    portal.update("notes", id_, {"hs_note_body": "edited"})

    reader = Reader(sqlite_store, served(portal, edit), clock)
    reader.run()
    assert reader.differences(portal) == [f"notes {portal.ids('notes')[0]} differs"]
    reader.run()
    assert reader.differences(portal) == []


def test_a_change_that_shows_up_late_is_found(
    sqlite_store: Store, served: Callable[..., HubSpotStandIn]
) -> None:
    """A later change is in the search already, an earlier one is not yet."""
    clock = Clock()
    portal = HubSpotPortal(clock.now)
    for number in range(3):
        portal.create("notes", {"hs_note_body": str(number)})
    standin = served(portal)
    reader = Reader(sqlite_store, standin, clock)
    reader.run()
    first, second, _ = portal.ids("notes")
    clock.advance(timedelta(hours=1))
    portal.update("notes", first, {"hs_note_body": "late"})
    clock.advance(timedelta(minutes=2))
    portal.update("notes", second, {"hs_note_body": "later"})
    late = rewritten(Where(path="notes/search"), lambda page: _without(page, first))
    standin.faults.append(late)
    reader.run()
    assert late.happened
    assert reader.differences(portal) == [f"notes {first} differs"]
    clock.advance(timedelta(minutes=2))
    reader.run()
    assert reader.differences(portal) == []


def _without(page: Any, id_: str) -> Any:
    found = [one for one in page["results"] if one["id"] != id_]
    return page | {"results": found, "total": page["total"] - (len(page["results"]) - len(found))}


def test_a_run_that_is_killed_at_any_page_is_gone_on_with(
    sqlite_url: str, tmp_path: Path, served: Callable[..., HubSpotStandIn]
) -> None:
    """The process dies between any two requests; the next one reads the rest, and nothing twice."""
    clock = Clock()
    portal = HubSpotPortal(clock.now)
    for kind in CRM_KINDS:
        clock.advance(timedelta(minutes=1))
        portal.create_many(kind, [_properties(kind, number) for number in range(120)])
    for request in range(1, 40, 3):
        shutil.copy(sqlite_url.removeprefix("sqlite:///"), tmp_path / "copy.db")
        store = Store.open(f"sqlite:///{tmp_path / 'copy.db'}")
        reader = Reader(store, served(portal), clock)
        reader.crm = DyingCrm(reader.crm, after=request)
        died = False
        try:
            before = reader.run().fates["new"]
        except Killed:
            died = True
        reader.crm = reader.crm.alive
        after = reader.run()
        assert reader.differences(portal) == []
        if died:
            seen = sum(len(portal.ids(kind)) for kind in CRM_KINDS)
            assert after.fates["new"] <= seen
            assert not after.fates["changed"]
        else:
            assert before == sum(len(portal.ids(kind)) for kind in CRM_KINDS)
        store.close()


class Killed(BaseException):
    """The process is gone."""


class DyingCrm:
    """A CRM whose reader dies after so many calls."""

    def __init__(self, alive: HubSpotCrm, *, after: int) -> None:
        self.alive, self.left = alive, after

    def __getattr__(self, name: str) -> Any:
        self.left -= 1
        if self.left < 0:
            raise Killed
        return getattr(self.alive, name)


def test_a_list_whose_cursor_repeats_is_read_by_search(
    sqlite_store: Store, served: Callable[..., HubSpotStandIn]
) -> None:
    clock = Clock()
    portal = HubSpotPortal(clock.now)
    portal.create_many("companies", [{"name": str(number)} for number in range(350)])
    standin = served(portal)
    here = Where(path=r".*/companies", method="GET", times=10_000)
    standin.faults.append(rewritten(here, _repeat_cursor))
    reader = Reader(sqlite_store, standin, clock)
    tally = reader.run()
    assert any("companies broke off" in note for note in tally.notes)
    assert reader.differences(portal) == []


def _repeat_cursor(page: Any) -> Any:
    return page | {"paging": {"next": {"after": "100"}}}


def test_deletions_and_links_come_with_the_daily_look(
    sqlite_store: Store, served: Callable[..., HubSpotStandIn]
) -> None:
    clock = Clock()
    portal = HubSpotPortal(clock.now)
    [acme, metro] = [portal.create("companies", {"name": name}) for name in ("Acme", "Metro")]
    note = portal.create("notes", {"hs_note_body": "hi"}, {"companies": [acme]})
    reader = Reader(sqlite_store, served(portal), clock)
    reader.run()
    portal.dissociate("notes", note, "companies", acme)
    portal.associate("notes", note, "companies", metro)
    portal.delete("companies", acme)
    reader.run()
    assert reader.differences(portal) != []
    tally = Tally()
    for kind in CRM_KINDS:
        scan = Scan(reader.crm, sqlite_store.landing, kind, clock.now(), tally, lambda _: None)
        scan.reconcile(clock.now() - timedelta(days=30))
    assert reader.differences(portal) == []
    assert tally.fates["changed"] == 2


def test_a_dry_run_keeps_nothing(sqlite_store: Store, served: Callable[..., HubSpotStandIn]) -> None:
    clock = Clock()
    portal = HubSpotPortal(clock.now)
    portal.create_many("companies", [{"name": str(number)} for number in range(120)])
    standin = served(portal)
    crm = HubSpotCrm(standin.token, standin.url, clock=clock.now, sleep=clock.sleep)
    tally = Tally()
    Scan(crm, sqlite_store.landing, "companies", clock.now(), tally, lambda _: None, keep=False).list_all()
    assert tally.fates == {"new": 120}
    assert sqlite_store.landing.ids("companies") == []
    assert sqlite_store.landing.cursor("companies") == {}
