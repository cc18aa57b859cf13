"""The funnel of a period, by hand: of the team, of one rep and of who left, and of stores that have little to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.funnel_counts import funnel_for
from integrations.intake_rows import Company, Owner
from integrations.store import Store
from jobs.tally_funnel import tally_funnel
from ml.errors import BadInput
from ml.funnel import FunnelState as S
from ml.funnel import Leaving, MoveKind
from ml.funnel_figures import IRREGULAR, MoveFigures, SizeFigures, StateFigures
from ml.records import Person
from ml.sales_periods import month_of, read_period
from tests.integrations.store.test_sales_tallies import at, deal, told, touch

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)  # a Thursday; noon in Singapore
TODAY = NOW.date()
YEAR, NOVEMBER = read_period("2026", TODAY), month_of(TODAY)
BEN = Owner("Ben", "ben@example.com")


def sold_in(size: float, days: int, name: str) -> list[object]:
    company = Company(name, employees=size)
    path = ((S.SALES_TARGET, at(3, 2)), (S.LEAD, at(3, 3)), (S.PROSPECT, at(3, 20)), (S.CLIENT, at(11, 24)))
    return [deal(name, *path, company=company), touch(at(11, 24 - days), company=company)]


@pytest.fixture
def counted(store: Store) -> Store:
    """Two sales of this week, a hot lead of Ben's, and three that left."""
    for name in ("Ada", "Ben"):
        store.people.add(Person(f"{name.lower()}@example.com", name))
    left = [
        replace(
            deal(
                f"L{n}", (S.LEAD, at(10, 1)), (S.UNQUALIFIED, at(11, n)), company=Company(f"L{n}"), owner=BEN
            ),
            service="Payroll",
            leaving=Leaving(reason),
        )
        for n, reason in enumerate(("Price", "price", ""), 1)
    ]
    hot = deal("H", (S.LEAD, at(11, 2)), (S.HOT_LEAD, at(11, 12)), company=Company("Hot"), owner=BEN)
    told(store, *sold_in(5, 10, "Small"), *sold_in(300, 20, "Large"), *sold_in(250, 23, "Other"), hot, *left)
    tally_funnel(store, ZoneInfo("Asia/Singapore"), now=NOW)
    return store


def test_the_team(counted: Store) -> None:
    figures = funnel_for(counted, None, YEAR, "", now=NOW)
    states = {one.state: one for one in figures.states}
    assert list(states) == list(S)
    assert states[S.LEAD] == StateFigures(S.LEAD, entered=7, went_on=4, left=3, usual_days=17.0, usual_of=7)
    assert states[S.HOT_LEAD].now == 1
    assert states[S.HOT_LEAD].age_days == pytest.approx(14 + 4 / 24)
    assert (states[S.CLIENT].entered, states[S.CLIENT].now, states[S.CLIENT].usual_days) == (3, 3, None)
    assert (states[S.COLD_LEAD], states[S.COLD_LEAD].conversion) == (StateFigures(S.COLD_LEAD), None)
    assert (figures.whose, figures.service, figures.zone, figures.counted_at) == (
        "",
        "",
        "Asia/Singapore",
        NOW,
    )
    assert figures.period.label == "2026 so far"
    assert (figures.week.first, figures.week.last) == (date(2026, 11, 23), date(2026, 11, 26))
    assert list(figures.moved_this_week) == [MoveFigures(S.PROSPECT, S.CLIENT, MoveKind.TYPICAL, 3)]
    assert list(figures.irregular) == [MoveFigures(S.LEAD, S.PROSPECT, MoveKind.IRREGULAR, 3)]
    assert list(figures.reasons) == [("Price", 2), ("", 1)]
    assert list(figures.sizes) == [SizeFigures("1–9", 1, 10.0), SizeFigures("200–999", 2, 21.5)]


def test_a_period_is_added_up_from_months_and_days(counted: Store) -> None:
    for said, entered in (
        ("2026-10", 3),
        ("this month", 1),
        ("2026-03-03 to 2026-11-01", 6),
        ("2026-03-04 to 2026-10-01", 3),
        ("last 25 days", 1),
    ):
        figures = funnel_for(counted, None, read_period(said, TODAY), "", now=NOW)
        assert figures.states[1].entered == entered, said
        # what moved this week is of this week, whichever period is asked for
        assert [one.number for one in figures.moved_this_week] == [3]


def test_one_rep_and_one_service(counted: Store) -> None:
    ben = counted.people.by_email("ben@example.com")
    figures = funnel_for(counted, ben, YEAR, "", now=NOW)
    assert (figures.whose, figures.states[1].entered, figures.states[1].left) == ("Ben", 4, 3)
    # what is usual is the team's
    assert (figures.states[1].usual_days, figures.states[1].usual_of) == (17.0, 7)
    payroll = funnel_for(counted, None, YEAR, "Payroll", now=NOW)
    assert (payroll.states[1].entered, payroll.states[1].usual_of, list(payroll.sizes)) == (3, 3, [])
    assert (
        sum(one.entered + one.now for one in funnel_for(counted, ben, YEAR, "No such", now=NOW).states) == 0
    )


def test_the_lists_hold_what_the_figures_say(counted: Store) -> None:
    figures = funnel_for(counted, None, YEAR, "", now=NOW)
    days: dict[str, Any] = {"first": figures.period.first, "last": figures.period.last}
    for one in figures.states:
        for what, number in (("entered", one.entered), ("on", one.went_on), ("left", one.left)):
            assert len(counted.stays.listed(what, one.state, **days)) == number
        assert len(counted.stays.listed("now", one.state)) == one.now
        assert len(counted.stays.listed("longer", one.state)) == one.longer
    assert len(counted.stays.listed(IRREGULAR, "", **days)) == sum(one.number for one in figures.irregular)
    for words, number in figures.reasons:
        assert len(counted.stays.listed("reason", words, **days)) == number
    for size in figures.sizes:
        took = [row.days or 0.0 for row in counted.stays.listed("won", size.size, **days)]
        assert sum(took) / len(took) == pytest.approx(size.mean_days)


def test_who_left_the_team(counted: Store) -> None:
    ben = counted.people.by_email("ben@example.com")
    counted.people.remove("ben@example.com")
    tally_funnel(counted, ZoneInfo("Asia/Singapore"), now=NOW)
    assert funnel_for(counted, ben, YEAR, "", now=NOW).states[1].entered == 4


def test_an_empty_store(store: Store) -> None:
    before = funnel_for(store, None, NOVEMBER, "", now=NOW)
    assert (before.counted_at, list(before.reasons), list(before.sizes)) == (None, [], [])
    tally_funnel(store, UTC, now=NOW)
    after = funnel_for(store, None, NOVEMBER, "", now=NOW)
    assert after.counted_at == NOW
    assert list(after.states) == list(before.states) == [StateFigures(state) for state in S]


def test_one_pursuit_and_months_without_events(store: Store) -> None:
    told(store, deal("1", (S.LEAD, at(3, 2))))
    tally_funnel(store, UTC, now=NOW)
    figures = funnel_for(store, None, NOVEMBER, "", now=NOW)
    assert [(one.entered, one.now) for one in figures.states[:2]] == [(0, 0), (0, 1)]
    assert (list(figures.moved_this_week), list(figures.irregular)) == ([], [])


def test_a_period_that_has_not_begun(counted: Store) -> None:
    with pytest.raises(BadInput, match="has not begun"):
        funnel_for(counted, None, read_period("2027", TODAY), "", now=NOW)
