"""A small store counted by hand: what is read of it, whose it is, and what reading a period gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from integrations.intake_rows import Company, DealRow, Owner, Recording, StageEntry, TouchRow
from integrations.store import Store
from integrations.store.sightings import Sighting
from ml.funnel import FunnelState as S
from ml.records import Person
from ml.sales_metrics import SalesCounts
from ml.sales_tally import Counting

Put = Callable[..., int]
SINGAPORE = ZoneInfo("Asia/Singapore")
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
ALL = (date(2026, 1, 1), date(2026, 12, 31))
ACME = Company("Acme")
ADA, BEN = Owner("Ada"), Owner("Ben", "ben@example.com")


def at(*when: int) -> datetime:
    return datetime(2026, *when, tzinfo=UTC)  # type: ignore[arg-type,misc]  # month, day, hour


def touch(moment: datetime, channel: str = "call", company: Company = ACME, **more: Any) -> TouchRow:
    return TouchRow(company, channel, moment, text=more.pop("text", f"{channel} {moment}"), **more)


def deal(id_: str, *entries: tuple[S, datetime], owner: Owner = ADA, company: Company = ACME) -> DealRow:
    told = tuple(StageEntry(state.value, state, moment) for state, moment in entries)
    return DealRow(company, "Rostering", id_, owner=owner, entries=told, entered_at=entries[0][1])


def told(store: Store, *rows: Any, whole: bool = False) -> None:
    """Import rows, each kind in a batch of its own."""
    run = store.intake.begin(["x.csv"], now=NOW)
    for kind in (DealRow, TouchRow):
        if some := [row for row in rows if isinstance(row, kind)]:
            assert {fate.kind.value for fate in run.store(some, whole=whole)} <= {"stored", "unchanged"}
    run.finish()


def counted(store: Store, zone: Any = SINGAPORE, now: datetime = NOW) -> int:
    counting = Counting(zone, now)
    for _ in store.sales_events.count(counting):
        pass
    return store.sales.replace(counting.tallies)


def sums(store: Store, owner_id: int | None = None) -> SalesCounts:
    return SalesCounts.of(store.sales.sums(*ALL, owner_id))


@pytest.fixture
def people(store: Store) -> dict[str, Person]:
    names = ("Ada", "Ben")
    return {name: store.people.add(Person(f"{name.lower()}@example.com", name)) for name in names}


def test_nothing_there(store: Store) -> None:
    assert counted(store) == 0
    assert sums(store).is_empty
    assert store.sales.by_owner(*ALL) == {}
    assert store.sales_events.first_said_at() is None


def test_one_pursuit(store: Store, people: dict[str, Person]) -> None:
    """Called twice, a demo was agreed, held and won: 31 days after the first call."""
    told(
        store,
        deal("1", (S.LEAD, at(3, 2)), (S.PROSPECT, at(3, 9)), (S.CLIENT, at(4, 1, 8))),
        touch(at(3, 1, 8), owner=ADA, answered=False),
        touch(at(3, 2, 8), owner=ADA, answered=True),
        touch(at(3, 2, 9), "note", text="She called back."),
        touch(at(3, 12, 8), "meeting", owner=ADA, booked_at=at(3, 8, 23), answered=True),
    )
    assert counted(store) == 12
    ada = people["Ada"].id
    assert sums(store, ada) == sums(store) == SalesCounts(
        appointments=1, met=1, cold_contacts=1, activities={"call": 2, "meeting": 1}, sales=1, sales_days=31.0,
        sales_met=1, sale_touches=3, sale_contacts=1, cohort_appointments=1, cohort_sales=1, cohort_days=31.0,
    )  # fmt: skip
    # booked at 23:00 UTC: on the next day in Singapore
    assert store.sales.appointments(*ALL) == {date(2026, 3, 9): 1}
    assert store.sales.appointments(*ALL, people["Ben"].id) == {}
    assert counted(store) == 0  # the same again changes nothing
    assert counted(store, UTC) == 2  # one goes, one comes
    assert store.sales.appointments(*ALL) == {date(2026, 3, 8): 1}


def test_a_period_has_both_ends(store: Store, people: dict[str, Person]) -> None:
    told(
        store,
        touch(at(3, 31, 15), owner=ADA),
        touch(at(3, 31, 16), owner=ADA),
        touch(at(4, 1, 16), owner=BEN),
    )
    counted(store)
    days = (date(2026, 3, 31), date(2026, 4, 1))
    assert [store.sales.sums(day, day)["activity:call"][0] for day in days] == [1, 1]
    assert store.sales.sums(*days)["activity:call"][0] == 2
    by_owner = store.sales.by_owner(*ALL)
    assert {owner: of["activity:call"][0] for owner, of in by_owner.items()} == {
        people["Ada"].id: 2,
        people["Ben"].id: 1,
    }


def test_it_belongs_to_who_owned_the_round_then(store: Store, people: dict[str, Person]) -> None:
    """Ada lost it, then it was Ben's; what somebody did on it is theirs."""
    told(
        store,
        deal("1", (S.LEAD, at(1, 5)), (S.PROSPECT, at(1, 20)), (S.UNQUALIFIED, at(2, 10))),
        deal("2", (S.LEAD, at(6, 1)), (S.PROSPECT, at(6, 20)), (S.CLIENT, at(7, 1)), owner=BEN),
        touch(at(1, 6)),
        touch(at(6, 2)),
        touch(at(6, 3), owner=ADA),
    )
    counted(store)
    ada, ben = (sums(store, people[name].id) for name in ("Ada", "Ben"))
    assert (ada.appointments, ada.sales, ada.total_sales_activities, ada.cold_contacts) == (1, 0, 2, 1)
    assert (ben.appointments, ben.sales, ben.total_sales_activities, ben.cold_contacts) == (1, 1, 1, 1)


def test_who_left_the_team_keeps_what_they_did(store: Store, people: dict[str, Person]) -> None:
    told(store, deal("1", (S.LEAD, at(3, 2)), (S.CLIENT, at(4, 1)), owner=BEN))
    counted(store)
    store.people.remove("ben@example.com")
    assert counted(store) == 0
    assert sums(store, people["Ben"].id).sales == 1


def test_an_owner_who_is_nobody_of_the_team(store: Store) -> None:
    told(store, deal("1", (S.LEAD, at(3, 2)), (S.CLIENT, at(4, 1)), owner=Owner("Cy")), touch(at(3, 1)))
    counted(store)
    assert store.sales.by_owner(*ALL).keys() == {0}
    assert sums(store, 0).sales == 1


def test_opened_again_it_is_a_cycle_of_its_own(store: Store) -> None:
    told(
        store,
        deal(
            "1",
            (S.LEAD, at(1, 5)),
            (S.UNQUALIFIED, at(2, 10)),
            (S.HOT_LEAD, at(6, 1)),
            (S.CLIENT, at(9, 1, 8)),
        ),
        touch(at(1, 6)),
        touch(at(8, 2, 8)),
    )
    counted(store)
    assert (sums(store).sales_cycle_duration, sums(store).cold_contacts) == (30.0, 2)


def test_a_company_without_a_deal_is_a_target_too(store: Store, people: dict[str, Person]) -> None:
    told(
        store,
        touch(at(3, 1), owner=ADA),
        touch(at(3, 2), owner=ADA),
        touch(at(3, 9), "meeting", owner=ADA, booked_at=at(3, 3)),
        touch(at(3, 1), company=Company("Bistro"), owner=ADA),
    )
    counted(store)
    ada = sums(store, people["Ada"].id)
    assert (ada.cold_contacts, ada.appointments, ada.total_sales_activities) == (2, 1, 4)


def test_touches_that_name_none_of_a_companys_pursuits_are_activities_only(store: Store) -> None:
    other = replace(deal("2", (S.LEAD, at(1, 1))), service="Payroll")
    told(store, deal("1", (S.LEAD, at(1, 1))), other, touch(at(3, 1)))
    counted(store)
    assert (sums(store).cold_contacts, sums(store).total_sales_activities) == (0, 1)


def test_with_nobody_knows_whom(store: Store, put: Put) -> None:
    """A call of which the number is nobody's is an activity of who made it; a contact without a company is a target."""
    contact = put("contacts", key="c", name="Mei", norm="mei", properties={})
    call = {"channel": "call", "direction": "out"}
    for number, contact_id in enumerate([None, None, contact, contact]):
        put("touches", key=f"t{number}", at=at(3, 1 + number), contact_id=contact_id, **call)
    counted(store)
    assert (sums(store).cold_contacts, sums(store).total_sales_activities) == (1, 4)


def test_a_call_that_two_systems_saw_is_one_activity(store: Store) -> None:
    """HubSpot mirrors what Aircall told: the second sight finds the first one's touch."""
    call = touch(
        at(3, 1), id="aircall:7", recording=Recording("aircall", number="+6591234567"), duration_s=60
    )
    told(store, call, whole=True)
    seen = Sighting("aircall", "7", "+6591234567", at(3, 1), 60)
    store.sightings.note([(seen, call.touch_key)])
    mirrored = Sighting("hubspot", "99", "+6591234567", at(3, 1) + timedelta(seconds=20), 58)
    [key] = store.sightings.match([mirrored])
    assert key == call.touch_key
    told(store, replace(call, id=key, at=mirrored.at, recording=Recording("hubspot")), whole=True)
    counted(store)
    assert sums(store).total_sales_activities == 1


def test_what_an_export_does_not_say_of_a_meeting_stays(store: Store) -> None:
    demo = touch(at(3, 9), "meeting", id="m1", booked_at=at(3, 1), cancelled=True)
    told(store, demo)
    told(store, replace(demo, booked_at=None, cancelled=None, text="Moved to April."))
    counted(store)
    assert (sums(store).appointments, sums(store).cancelled) == (1, 1)
    told(store, replace(demo, booked_at=None, cancelled=None, text="Whole."), whole=True)
    counted(store)
    assert store.sales.appointments(*ALL) == {date(2026, 3, 9): 1}
    assert (sums(store).appointments, sums(store).cancelled) == (1, 0)


def test_more_parts_than_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrations.store.sales_events._AT_ONCE", 2)
    monkeypatch.setattr("integrations.store.kept_rows._AT_ONCE", 2)
    companies = [Company(f"Company {number}") for number in range(7)]
    told(store, *(deal(f"{n}", (S.LEAD, at(1, 1)), company=one) for n, one in enumerate(companies[:5])))
    told(store, *(touch(at(3, 1 + n), company=one) for n, one in enumerate(companies)))
    assert counted(store) == 14
    assert (sums(store).cold_contacts, sums(store).total_sales_activities) == (7, 7)
    assert counted(store, now=at(3, 3)) == 8  # what is not yet, is taken out again
