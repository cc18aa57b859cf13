"""Stays of a real store, and that each list holds just what its number says, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update

from integrations.intake_rows import Company, Contact, DealRow, Owner
from integrations.store import Store
from integrations.store.columns import metadata
from integrations.store.insight_schema import funnel_tallies, state_times, stays
from integrations.store.schema import pursuits, rounds
from integrations.store.stay_events import StayEvents
from jobs.tally_funnel import tally_funnel
from ml.funnel import FunnelState as S
from ml.funnel import Leaving
from ml.funnel_figures import (
    ENTERED,
    IRREGULAR,
    LEFT,
    LONGER,
    MOVED,
    NOBODY,
    NOW,
    REASON,
    TEAM,
    WENT_BACK,
    WENT_ON,
    WON,
    FunnelRow,
)  # fmt: skip
from ml.records import Person
from tests.integrations.store.test_sales_tallies import at, deal, told, touch

SINGAPORE = ZoneInfo("Asia/Singapore")
TODAY = datetime(2026, 11, 26, 4, tzinfo=UTC)
YEAR: dict[str, Any] = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
BEN = Owner("Ben", "ben@example.com")
A_DAY = timedelta(days=1)


def count(store: Store, **more: Any) -> tuple[int, int]:
    return tally_funnel(store, more.pop("zone", SINGAPORE), now=more.pop("now", TODAY))


def rows(store: Store, query: Any) -> list[Any]:
    with store.engine.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


def people(store: Store) -> list[int]:
    added = [store.people.add(Person(f"{name.lower()}@example.com", name)) for name in ("Ada", "Ben")]
    return [person.id or 0 for person in added]


def lost(row: DealRow, reason: str) -> DealRow:
    return replace(row, leaving=Leaving(reason))


def test_nothing_there(store: Store) -> None:
    assert count(store) == (0, 0)
    assert store.stays.services() == []
    for what, key in (
        (ENTERED, "LEAD"),
        (NOW, "LEAD"),
        (LONGER, "LEAD"),
        (IRREGULAR, ""),
        (MOVED, "no move"),
    ):
        assert store.stays.listed(what, key) == []
        assert store.stays.count_listed(what, key) == 0


def test_one_pursuit(store: Store) -> None:
    """Won 31 days after the first call, with two weeks as a lead."""
    ada, _ = people(store)
    told(
        store,
        deal("1", (S.LEAD, at(3, 2)), (S.PROSPECT, at(3, 16)), (S.CLIENT, at(4, 1, 8))),
        touch(at(3, 1, 8)),
    )
    # four entries, three moves that went on, a sale: by day and by month
    assert count(store) == (4, 2 * (4 + 3 + 3 + 1))
    [won] = store.stays.listed(WON, "", **YEAR)
    assert (won.company, won.owner, won.state, won.entered_on, won.days) == (
        "Acme",
        "Ada",
        S.CLIENT,
        date(2026, 4, 1),
        31.0,
    )
    [lead] = store.stays.listed(ENTERED, "LEAD", owner_id=ada, service="Rostering", **YEAR)
    assert (lead.pursuit_id, lead.owner_id, lead.entered_on, lead.days) == (1, ada, date(2026, 3, 2), 14.0)
    [moved] = store.stays.listed(MOVED, "LEAD>PROSPECT>irregular", **YEAR)
    assert moved == store.stays.listed(IRREGULAR, "", **YEAR)[0]
    assert moved.words == "Lead → Prospect, irregular"
    [client] = store.stays.listed(NOW, "CLIENT")
    assert client.days == pytest.approx((TODAY - at(4, 1, 8)) / A_DAY)
    assert (
        store.stays.listed(NOW, "LEAD") == store.stays.listed(ENTERED, "LEAD", owner_id=NOBODY, **YEAR) == []
    )
    assert store.stays.services() == ["Rostering"]
    assert count(store) == (0, 0)


def test_it_is_won_in_as_many_days_as_the_sales_cycle_has(store: Store) -> None:
    from ml.sales_metrics import SALE
    from tests.integrations.store.test_sales_tallies import counted

    company = Company("Acme", employees=40.0)
    back = deal("2", (S.LEAD, at(6, 1)), (S.CLIENT, at(8, 30, 8)), owner=BEN, company=company)
    first = deal("1", (S.LEAD, at(1, 5)), (S.UNQUALIFIED, at(2, 10)), company=company)
    told(store, first, back, *(touch(at(*when)) for when in ((1, 2), (6, 20), (8, 1))))
    count(store)
    counted(store)
    [row] = store.stays.listed(WON, "10–49", **YEAR)
    assert store.sales.sums(YEAR["first"], YEAR["last"])[SALE] == (1, row.days)
    number, days = store.funnel.sums(YEAR["first"], YEAR["last"])[WON, "10–49"]
    assert number == 1
    assert days == pytest.approx(row.days)


def test_who_left_the_team_keeps_what_they_owned(store: Store) -> None:
    _, ben = people(store)
    told(
        store,
        deal("1", (S.LEAD, at(3, 2)), owner=BEN),
        deal("2", (S.LEAD, at(3, 2)), owner=Owner("Cy"), company=Company("B")),
    )
    count(store)
    store.people.remove("ben@example.com")
    count(store)
    [row] = store.stays.listed(NOW, "LEAD", owner_id=ben)
    assert (row.owner, store.stays.count_listed(NOW, "LEAD", owner_id=ben)) == ("Ben", 1)
    [nobodys] = store.stays.listed(ENTERED, "LEAD", owner_id=NOBODY, **YEAR)
    assert (nobodys.company, nobodys.owner_id, nobodys.owner) == ("B", None, "Cy")


def test_days_are_those_of_the_zone(store: Store) -> None:
    told(store, deal("1", (S.LEAD, at(3, 31, 20))))
    count(store)
    april: dict[str, Any] = {"first": date(2026, 4, 1), "last": date(2026, 4, 30)}
    assert (
        store.stays.count_listed(ENTERED, "LEAD", **april)
        == len(store.stays.listed(ENTERED, "LEAD", **april))
        == 1
    )
    count(store, zone=UTC)
    assert (
        store.stays.count_listed(ENTERED, "LEAD", **april)
        == len(store.stays.listed(ENTERED, "LEAD", **april))
        == 0
    )


def test_reasons_as_they_were_written_first(store: Store) -> None:
    said = ("No  budget ", "no budget", "Price", "")
    told(
        store,
        *(
            lost(
                deal(f"{n}", (S.LEAD, at(3, 2)), (S.UNQUALIFIED, at(4, n)), company=Company(f"C{n}")), reason
            )
            for n, reason in enumerate(said, 1)
        ),
    )
    count(store)
    budget = store.stays.listed(REASON, "No budget", **YEAR)
    assert [(row.company, row.words) for row in budget] == [("C2", "No budget"), ("C1", "No budget")]
    sums = store.funnel.sums(YEAR["first"], YEAR["last"])
    assert {key: number for (what, key), (number, _) in sums.items() if what == REASON} == {
        "No budget": 2, "Price": 1, "": 1,
    }  # fmt: skip


def test_a_reason_that_names_somebody_who_is_forgotten(store: Store) -> None:
    left = lost(deal("1", (S.LEAD, at(3, 2)), (S.UNQUALIFIED, at(4, 1))), "Mei Lin Tan left them")
    told(store, replace(left, contact=Contact("Mei Lin Tan", email="mei@acme.sg")))
    count(store)
    store.personal_data.forget(store.personal_data.find("mei@acme.sg", ()), who="Ada", at=TODAY)
    assert not [key for what, key in store.funnel.sums(YEAR["first"], YEAR["last"]) if what == REASON]
    count(store)
    assert [row.words for row in store.stays.listed(REASON, "[forgotten] left them", **YEAR)] == [
        "[forgotten] left them"
    ]


def test_who_stands_there_longest_comes_first_and_undated_ones_last(store: Store) -> None:
    told(
        store,
        *(deal(f"{n}", (S.LEAD, at(n, 2)), company=Company(f"C{n}")) for n in (5, 3, 4)),
        DealRow(Company("C9"), "Rostering", "9", state=S.LEAD),
        deal("7", (S.LEAD, at(1, 1)), (S.HOT_LEAD, at(5, 1)), company=Company("C7")),
    )
    count(store)
    assert [row.company for row in store.stays.listed(NOW, "LEAD")] == ["C3", "C4", "C5", "C9"]
    assert [row.company for row in store.stays.listed(NOW, "LEAD", limit=2, offset=2)] == ["C5", "C9"]
    usual = store.funnel.times(TEAM, "")["LEAD"].usual_days
    assert usual == 120.0
    assert {row.days > 120 for row in store.stays.listed(LONGER, "LEAD") if row.days} == {True}
    assert [row.company for row in store.stays.listed(LONGER, "LEAD")] == ["C3", "C4", "C5"]
    count(store, now=at(8, 20))
    assert [row.company for row in store.stays.listed(LONGER, "LEAD")] == ["C3", "C4"]


def test_only_what_changed_is_written(store: Store) -> None:
    first = deal("1", (S.LEAD, at(3, 2)))
    told(store, first, deal("2", (S.LEAD, at(3, 2)), company=Company("B")))
    count(store)
    told(store, replace(first, entries=(*first.entries, *deal("1", (S.HOT_LEAD, at(5, 2))).entries)))
    changed, tallies = count(store)
    assert changed == 2  # the lead that went on, and the hot lead
    assert tallies == 6  # on, entered and moved, by day and by month
    assert store.stays.count_listed(WENT_ON, "LEAD", **YEAR) == 1


def test_a_round_that_goes_while_stays_are_written(store: Store) -> None:
    told(store, deal("1", (S.LEAD, at(3, 2))), deal("2", (S.LEAD, at(3, 2)), company=Company("B")))
    [(part, read)] = StayEvents(store.engine).stays(TODAY, SINGAPORE)
    gone = max(rows(store, select(rounds.c.id)))[0]
    with store.engine.writing() as connection:
        connection.execute(
            metadata.tables["stage_changes"]
            .delete()
            .where(metadata.tables["stage_changes"].c.round_id == gone)
        )
        connection.execute(rounds.delete().where(rounds.c.id == gone))
    assert store.stays.keep(part, read) == 2
    assert {row[0] for row in rows(store, select(stays.c.round_id))} == {1}


def test_a_round_that_moves_to_another_pursuit_takes_its_stays_along(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.store.sales_events._AT_ONCE", 1)
    both = [deal("1", (S.LEAD, at(3, 2))), deal("2", (S.HOT_LEAD, at(3, 2)), company=Company("B"))]
    told(store, *both)
    count(store)
    for target, number in ((2, 1), (1, 1)):
        with store.engine.writing() as connection:
            connection.execute(update(rounds).where(rounds.c.id == number).values(pursuit_id=target))
            moved = metadata.tables["stage_changes"]
            connection.execute(update(moved).where(moved.c.round_id == number).values(pursuit_id=target))
        count(store)
        assert set(rows(store, select(stays.c.round_id, stays.c.pursuit_id))) == {(1, target), (2, 2)}


# --- a company of chance --------------------------------------------------------------------------------------


def chance_deals(draw: Random) -> Iterator[DealRow]:
    """Rounds in every disorder that a CRM allows, for two services, of four owners."""
    for number in range(70):
        path = [draw.choice(list(S)) for _ in range(draw.randrange(7))]
        days = sorted(draw.uniform(0, 330) for _ in path)
        moments = [datetime(2026, 1, 1, tzinfo=UTC) + A_DAY * (draw.choice((day, 30.0))) for day in days]
        owner = draw.choice((Owner("Ada"), BEN, Owner("Cy"), Owner()))
        size = draw.choice((None, 5.0, 60.0, 2000.0))
        company = Company(f"Company {number % 40}", employees=size)
        entries = sorted(zip(path, moments, strict=True), key=lambda one: one[1])
        if entries:
            made = deal(f"{number}", *entries, owner=owner, company=company)
        else:
            made = DealRow(company, "", f"{number}", owner=owner, state=draw.choice([None, *S]))
        yield lost(
            replace(made, service=draw.choice(("Rostering", "Payroll"))),
            draw.choice(("Price", "price ", "Budget")),
        )


# Beside what was counted: what nothing is counted under.
NEVER = {(ENTERED, "NO_STATE"), (MOVED, ""), (MOVED, "LEAD>LEAD>typical"), (REASON, "price "), (WON, "10–49")}
PERIODS = (
    YEAR,
    {"first": date(2026, 1, 31), "last": date(2026, 6, 2)},
    {"first": date(2026, 3, 9), "last": date(2026, 3, 20)},
)


def test_each_list_holds_just_what_its_number_says(store: Store) -> None:
    ada, _ = people(store)
    told(store, *chance_deals(Random(7)))  # noqa: S311 - nothing secret
    told(store, *(touch(at(5, n + 1), company=Company(f"Company {n}")) for n in range(20)))
    count(store)
    for (owner_id, service), period in product(((None, ""), (ada, ""), (NOBODY, "Payroll")), PERIODS):
        scope: dict[str, Any] = {"owner_id": owner_id, "service": service, **period}
        sums = store.funnel.sums(period["first"], period["last"], owner_id, service)
        assert {what for what, _ in sums} >= {ENTERED, MOVED}
        assert not sums.keys() & NEVER
        for what, key in sums.keys() | NEVER:
            assert len(listed(store, what, key, scope)) == sums.get((what, key), (0, 0.0))[0], (
                what,
                key,
                scope,
            )
        for what, key in ((IRREGULAR, ""), (REASON, "Price"), (MOVED, "SALES_TARGET>LEAD>atypical")):
            assert len(listed(store, what, key, scope)) == store.stays.count_listed(what, key, **scope)
        for state in S:
            entered, *became = (
                len(listed(store, what, state, scope)) for what in (ENTERED, WENT_ON, WENT_BACK, LEFT)
            )
            assert entered == sum(became) + _still(store, state, scope)
    assert store.stays.count_listed(IRREGULAR, "", **YEAR) > 50


def test_everybody_stands_somewhere_once(store: Store) -> None:
    ada, ben = people(store)
    told(store, *chance_deals(Random(7)))  # noqa: S311 - nothing secret
    count(store)
    for state, owner_id, service in product(S, (None, ada, ben, NOBODY), ("", "Payroll")):
        scope: dict[str, Any] = {"owner_id": owner_id, "service": service}
        here = listed(store, NOW, state, scope)
        assert {row.state for row in here} <= {state}
        assert len(here) == store.stays.count_listed(NOW, state, **scope)
        longer = listed(store, LONGER, state, scope)
        assert len(longer) == store.stays.count_listed(LONGER, state, **scope)
        assert longer == here[: len(longer)]
    whole = [row.pursuit_id for state in S for row in listed(store, NOW, state, {})]
    assert sorted(whole) == sorted(row[0] for row in rows(store, select(pursuits.c.id)))


def listed(store: Store, what: str, key: str, scope: dict[str, Any]) -> list[FunnelRow]:
    return store.stays.listed(what, key, **scope, limit=1000)


def _still(store: Store, state: S, scope: dict[str, Any]) -> int:
    c = stays.c
    mine = select(c.round_id).where(
        c.state == state.value, c.fate == "", c.entered_on.between(scope["first"], scope["last"])
    )
    mine = mine if scope["owner_id"] is None else mine.where(c.owner_id == scope["owner_id"])
    return len(rows(store, mine.where(c.service == scope["service"]) if scope["service"] else mine))


def test_pages_are_the_whole_list(store: Store) -> None:
    told(store, *chance_deals(Random(7)))  # noqa: S311 - nothing secret
    count(store)
    for what, key in ((ENTERED, "LEAD"), (NOW, "UNQUALIFIED"), (IRREGULAR, "")):
        whole = store.stays.listed(what, key, **YEAR, limit=1000)
        pages = [
            store.stays.listed(what, key, **YEAR, limit=3, offset=n) for n in range(0, len(whole) + 3, 3)
        ]
        assert [row for page in pages for row in page] == whole


def test_more_parts_and_batches_than_one_are_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(store, *chance_deals(Random(3)))  # noqa: S311 - nothing secret
    count(store)
    before = [rows(store, select(table)) for table in (stays, funnel_tallies, state_times)]
    for table in (funnel_tallies, state_times, stays):
        with store.engine.writing() as connection:
            connection.execute(table.delete())
    monkeypatch.setattr("integrations.store.sales_events._AT_ONCE", 7)
    monkeypatch.setattr("integrations.store.stays._AT_ONCE", 5)
    monkeypatch.setattr("integrations.store.kept_rows._AT_ONCE", 5)
    with store.engine.writing() as connection:
        stray = {
            "grain": "month",
            "on": date(2020, 1, 1),
            "owner_id": 1,
            "service": "",
            "what": "won",
            "key": "",
            "number": 1,
        }
        connection.execute(insert(funnel_tallies).values(**stray))
    count(store)
    after = [rows(store, select(table)) for table in (stays, funnel_tallies, state_times)]
    assert [sorted(some, key=repr) for some in after] == [sorted(some, key=repr) for some in before]
