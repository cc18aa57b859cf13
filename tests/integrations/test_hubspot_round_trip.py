"""`integrations.hubspot_crm` against the stand-in of HubSpot: everything is read, and what is written is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from integrations.errors import AccessRefused, DailyLimit, WriteRefused
from integrations.hubspot_crm import PROPERTIES, HubSpotCrm
from integrations.systems import CRM_KINDS, LINKED_KINDS, CrmPage, CrmRecord
from tests.standins.clock import Clock
from tests.standins.faults import Where, half_page, server_error
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_limits import Limits
from tests.standins.hubspot_small import small_portal

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def team() -> Iterator[HubSpotStandIn]:
    """A sales team's portal that only is read."""
    with HubSpotStandIn(small_portal()) as hubspot:
        yield hubspot
        assert not hubspot.complaints


@pytest.fixture
def hubspot() -> Iterator[HubSpotStandIn]:
    with HubSpotStandIn(small_portal()) as hubspot:
        yield hubspot
        assert not hubspot.complaints


def crm_of(hubspot: HubSpotStandIn, clock: Clock | None = None) -> HubSpotCrm:
    clock = clock or Clock()
    return HubSpotCrm(hubspot.token, hubspot.url, clock=clock.now, sleep=clock.sleep)


def all_of(ask: Callable[[str | None], CrmPage]) -> list[CrmRecord]:
    page = ask(None)
    found = list(page.records)
    while page.after:
        page = ask(page.after)
        found += page.records
    return found


@pytest.mark.parametrize("kind", CRM_KINDS)
def test_every_record_is_read_with_its_links_and_history(team: HubSpotStandIn, kind: str) -> None:
    crm = crm_of(team)
    found = all_of(lambda after: crm.page(kind, after))
    assert {one.id for one in found} == set(team.portal.ids(kind))
    assert not [one.problem for one in found if one.problem]
    known = team.portal.snapshot(kind)
    for one in found:
        true = known[one.id]
        assert one.properties == {
            name: true.properties[name] for name in PROPERTIES[kind] if name in true.properties
        }
        links = one.links or {}
        for to in LINKED_KINDS[kind]:
            assert set(links.get(to, ())) == set(true.links.get(to, ()))
        if kind == "deals":
            assert [(visit.stage, visit.at) for visit in one.history or ()] == list(true.stages)
    crm.close()


@pytest.mark.parametrize("kind", CRM_KINDS)
def test_lists_searches_and_batches_tell_the_same(team: HubSpotStandIn, kind: str) -> None:
    crm = crm_of(team)
    listed = {one.id: one for one in all_of(lambda after: crm.page(kind, after))}
    searched = crm.oldest(kind, LONG_AGO)
    assert searched.total == len(listed)
    moments = [one.changed_at for one in searched.records]
    assert moments == sorted(moments, key=lambda at: at or LONG_AGO)
    some = [one.id for one in searched.records[:50]]
    for one in (*searched.records, *crm.read(kind, some)):
        assert (one.properties, one.changed_at) == (listed[one.id].properties, listed[one.id].changed_at)
    for to in LINKED_KINDS[kind]:
        apart = crm.links(kind, to, some)
        assert apart == {id_: tuple((listed[id_].links or {}).get(to, ())) for id_ in some}
    if kind == "deals":
        assert crm.history(some) == {id_: listed[id_].history for id_ in some}
    crm.close()


def test_ties_are_read_by_id(hubspot: HubSpotStandIn) -> None:
    portal, crm = hubspot.portal, crm_of(hubspot)
    at = portal.now() - timedelta(milliseconds=7)
    ids = [
        portal.create("notes", {"hs_note_body": "Hi", "hs_timestamp": at.isoformat()}, at=at)
        for _ in range(250)
    ]
    first = crm.oldest("notes", at)
    assert (first.total, len(first.records)) == (250, 200)
    found, after = list[str](), "0"
    while page := [one.id for one in crm.oldest("notes", at, tied_after=after).records]:
        found, after = found + page, page[-1]
    assert found == sorted(ids, key=int)
    crm.close()


def test_deleted_records_are_listed(hubspot: HubSpotStandIn) -> None:
    crm = crm_of(hubspot)
    gone = hubspot.portal.ids("deals")[:2]
    for id_ in gone:
        hubspot.portal.delete("deals", id_)
    assert {one.id for one in all_of(lambda after: crm.archived_page("deals", after))} == set(gone)
    assert crm.read("deals", gone) == ()
    assert crm.history(gone) == {}
    crm.close()


def test_the_account_is_read(team: HubSpotStandIn) -> None:
    crm = crm_of(team)
    portal = crm.portal()
    assert portal is not None
    assert (portal.id, portal.time_zone) == (team.portal.portal_id, team.portal.time_zone)
    assert {one.id for one in crm.owners()} == {
        id_ for id_, owner in team.portal.owners.items() if not owner.archived
    }
    assert [one.id for one in crm.pipelines()] == list(team.portal.pipelines)
    assert {one.name for one in crm.properties("deals")} == set(team.portal.definitions["deals"])
    crm.close()


def test_what_is_written_is_there(hubspot: HubSpotStandIn) -> None:
    crm, portal = crm_of(hubspot), hubspot.portal
    deal = portal.ids("deals")[0]
    company = portal.snapshot("deals")[deal].links["companies"][0]
    contact = portal.ids("contacts")[0]
    crm.prepare_scores()
    crm.prepare_scores()
    scores = {"sa_lead_score": "80", "sa_lead_score_at": "2026-11-23T12:00:00Z", "sa_model_version": "7"}
    crm.write_properties("deals", {deal: scores})
    assert portal.snapshot("deals")[deal].properties.items() >= scores.items()
    links = {"deals": [deal], "companies": [company], "contacts": [contact]}
    for kind, properties in (
        ("notes", {"hs_note_body": "Summary", "hs_timestamp": "2026-11-23T12:00:00Z"}),
        ("tasks", {"hs_task_subject": "Call", "hs_timestamp": "2026-11-24T01:00:00Z"}),
    ):
        id_ = crm.create(kind, properties, links)
        made = portal.snapshot(kind)[id_]
        assert made.properties.items() >= properties.items()
        assert {to: list(ids) for to, ids in made.links.items() if ids} == links
    crm.close()


def test_a_rule_of_the_portal_is_said_in_words(hubspot: HubSpotStandIn) -> None:
    crm, portal = crm_of(hubspot), hubspot.portal
    with pytest.raises(WriteRefused, match="dealstage"):
        crm.write_properties("deals", {portal.ids("deals")[0]: {"dealstage": "no such stage"}})
    with pytest.raises(WriteRefused, match="did not take it"):
        crm.write_properties("deals", {"999999": {"dealname": "gone"}})
    crm.close()


def test_a_scope_that_is_missing_is_named(hubspot: HubSpotStandIn) -> None:
    crm = crm_of(hubspot)
    hubspot.scopes.discard("crm.objects.deals.read")
    with pytest.raises(AccessRefused, match=r"crm\.objects\.deals\.read"):
        crm.page("deals", None)
    crm.close()


def test_nothing_is_refused_for_coming_too_fast() -> None:
    clock = Clock()
    limits = Limits(burst=100, searches=5)
    with HubSpotStandIn(small_portal(now=clock.now), limits=limits) as hubspot:
        crm = crm_of(hubspot, clock)
        for _ in range(12):
            crm.newest("notes", LONG_AGO)
        for _ in range(230):
            crm.page("tasks", None)
        assert {one.status for one in hubspot.requests} == {200}
        assert clock.slept <= 25
        crm.close()


def test_the_daily_limit_ends_politely() -> None:
    clock = Clock()
    with HubSpotStandIn(small_portal(now=clock.now), limits=Limits(daily=3)) as hubspot:
        crm = crm_of(hubspot, clock)
        crm.portal()
        crm.owners()
        crm.newest("tasks", LONG_AGO)
        with pytest.raises(DailyLimit) as raised:
            crm.page("tasks", None)
        assert raised.value.again_at == datetime(2026, 11, 23, 16, tzinfo=UTC)
        assert len(hubspot.requests) == 4
        crm.close()


def test_a_bad_day_changes_nothing(hubspot: HubSpotStandIn) -> None:
    true = set(hubspot.portal.ids("notes"))
    hubspot.faults += [server_error(Where(path="notes")), half_page(Where(path="notes"))]
    crm = crm_of(hubspot)
    assert {one.id for one in all_of(lambda after: crm.page("notes", after))} == true
    assert crm.requests == len(hubspot.requests) > len(true) // 100
    crm.close()
