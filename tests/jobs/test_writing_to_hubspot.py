"""`jobs.write_back` and `jobs.write_scores` through HubSpot's own API: it is there, and it changes nothing here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from integrations.hubspot_crm import HubSpotCrm
from integrations.store import Store
from jobs.rules import WRITE_KINDS, Rules
from jobs.write_back import write_back
from jobs.write_scores import ScoreWrites, write_scores
from ml.records import Person
from tests.jobs.test_write_back import NOTE, NOW, STAGE, TASK, Told
from tests.jobs.test_write_scores import fill
from tests.standins.clock import Clock
from tests.standins.faults import Where, accept_then_drop, half_page, server_error
from tests.standins.http import Fault
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_portal import HubSpotPortal

ALL = Rules(writes=frozenset(WRITE_KINDS))


@pytest.fixture
def clock() -> Clock:
    """HubSpot's and ours."""
    return Clock(NOW)


@pytest.fixture
def hubspot(clock: Clock) -> Iterator[HubSpotStandIn]:
    """A portal with one owner, Acme and its deal, and deals enough for two batches."""
    portal = HubSpotPortal(clock.now)
    portal.add_owner("Ada@Example.com", "Ada", "Tan")
    company = portal.create("companies", {"name": "Acme"})
    for number in range(120):
        properties = {"dealname": f"d{number}", "pipeline": "default", "dealstage": "appointmentscheduled"}
        portal.create("deals", properties, {"companies": [company]})
    with HubSpotStandIn(portal) as standin:
        yield standin
        assert not standin.complaints


@pytest.fixture
def crm(hubspot: HubSpotStandIn, clock: Clock) -> Iterator[HubSpotCrm]:
    crm = HubSpotCrm(hubspot.token, hubspot.url, clock=clock.now, sleep=clock.sleep)
    yield crm
    crm.close()


def test_a_note_a_task_and_a_move_are_there(
    sqlite_store: Store, hubspot: HubSpotStandIn, crm: HubSpotCrm
) -> None:
    store, portal, told = sqlite_store, hubspot.portal, Told()
    store.people.add(Person("ada@example.com", "Ada Tan"))
    company, deal = portal.ids("companies")[0], portal.ids("deals")[0]
    for one, said in ((NOTE, {}), (TASK, {}), (STAGE, {"stage": "contractsent", "label": "Contract sent"})):
        store.writebacks.ask(
            replace(one, deal_id=deal, payload={**one.payload, "company_id": company, **said})
        )
    assert write_back(store, crm, now=NOW, rules=ALL, notifier=told) == "3 sent"
    [note], [task] = (portal.snapshot(kind).values() for kind in ("notes", "tasks"))
    assert note.properties["hs_note_body"] == "R&amp;D &lt;b&gt;<br>next: call"
    assert task.properties["hs_task_subject"] == "Send <the> quote"
    [owner] = portal.owners
    for made in (note, task):
        assert made.properties["hubspot_owner_id"] == owner
        assert made.links == {"companies": (company,), "deals": (deal,)}
    assert portal.snapshot("deals")[deal].properties["dealstage"] == "contractsent"
    assert store.writebacks.own_records() == {*portal.ids("notes"), *portal.ids("tasks")}
    assert [said.split(":")[0] for _, said in told.said] == ["Done"] * 3


def test_what_an_admin_demands_there_becomes_words(
    sqlite_store: Store, hubspot: HubSpotStandIn, crm: HubSpotCrm
) -> None:
    store, portal, told = sqlite_store, hubspot.portal, Told()
    store.people.add(Person("ada@example.com", "Ada Tan"))
    portal.required["contractsent"] = ("closed_lost_reason",)
    deal = portal.ids("deals")[0]
    payload = {**STAGE.payload, "stage": "contractsent", "label": "Contract sent"}
    store.writebacks.ask(replace(STAGE, deal_id=deal, payload=payload))
    assert write_back(store, crm, now=NOW, rules=ALL, notifier=told) == "1 refused"
    [(_, said)] = told.said
    assert said.startswith("The move of Acme to “Contract sent” is not in HubSpot. ")
    assert "closed_lost_reason" in said
    assert portal.snapshot("deals")[deal].properties["dealstage"] == "appointmentscheduled"


@pytest.mark.parametrize("fault", [accept_then_drop, half_page, server_error])
def test_a_note_whose_answer_is_lost_is_there_at_most_once(
    sqlite_store: Store, hubspot: HubSpotStandIn, crm: HubSpotCrm, fault: Callable[[Where], Fault]
) -> None:
    store, told = sqlite_store, Told()
    store.people.add(Person("ada@example.com", "Ada Tan"))
    company, deal = hubspot.portal.ids("companies")[0], hubspot.portal.ids("deals")[0]
    store.writebacks.ask(replace(NOTE, deal_id=deal, payload={**NOTE.payload, "company_id": company}))
    hubspot.faults.append(fault(Where("POST", "/notes$")))
    assert write_back(store, crm, now=NOW, rules=ALL, notifier=told) == "1 left open"
    assert write_back(store, crm, now=NOW, rules=ALL, notifier=told) == "nothing to send"
    assert "did not say whether" in told.said[0][1]
    assert len(hubspot.asked("POST", "/notes")) == 1
    assert len(hubspot.portal.ids("notes")) == (fault is not server_error)


def test_scores_written_there_come_back_as_nothing_new(
    sqlite_store: Store, hubspot: HubSpotStandIn, crm: HubSpotCrm, clock: Clock
) -> None:
    store, portal = sqlite_store, hubspot.portal
    numbers = [int(id_) for id_ in portal.ids("deals")]
    fill(store, len(numbers), first_deal=min(numbers))
    page = crm.page("deals", None)
    records = [*page.records]
    while page.after:
        page = crm.page("deals", page.after)
        records += page.records
    store.landing.take("deals", records, now=NOW)
    store.landing.told("deals", [record.id for record in records])
    clock.advance(timedelta(minutes=5))
    assert write_scores(store, crm, now=NOW, rules=ALL) == ScoreWrites(written=120)
    assert portal.snapshot("deals")[str(numbers[0])].properties["sa_lead_score"] == "62"
    after = [*crm.read("deals", portal.ids("deals")[:100])]
    assert {record.changed_at for record in after} != {record.changed_at for record in records[:100]}
    assert set(store.landing.take("deals", after, now=NOW + timedelta(hours=1))) == {"unchanged"}
    assert store.landing.waiting("deals", limit=10) == []
    assert write_scores(store, crm, now=NOW, rules=ALL) == ScoreWrites(unchanged=120)
