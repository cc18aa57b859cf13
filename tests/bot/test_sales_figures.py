"""The figures of a period, by hand: of one person and the team, with what they are compared with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.blocks.kit import lines
from bot.sales_figures import by_rep, metrics_for, month_lines, today_of
from bot.sandbox.plain_words import words_of
from integrations.store import Store
from ml.sales_metrics import SalesCounts, objectives
from ml.sales_periods import month_of, read_period
from tests.bot.counted_team import count
from tests.bot.slack_team import NOW, Team

if TYPE_CHECKING:
    from ml.records import Person

TODAY = date(2026, 11, 23)
NOVEMBER = month_of(TODAY)


@pytest.fixture
def counted(team: Team) -> Team:
    return count(team)


def ada(team: Team) -> Person:
    found = team.store.people.by_email("ada@example.com")
    assert found
    return found


def test_the_team_and_one_rep(counted: Team) -> None:
    team = metrics_for(counted.store, None, NOVEMBER, NOW)
    assert objectives(team.counts) == {
        "total_appointments_set": 7,
        "appointment_setting_rate": 58.3333,
        "total_sales_activities": 34,
        "conversion_rate": 14.2857,
        "sales_cycle_duration": 40.5,
    }
    mine = metrics_for(counted.store, ada(counted), NOVEMBER, NOW)
    assert (mine.whose, mine.counts.appointments, mine.counts.conversion_rate) == ("Ada Tan", 3, 100 / 3)
    assert (mine.period.label, mine.before_period.label) == ("November 2026 so far", "1 Oct – 23 Oct 2026")
    assert (mine.before.appointments, team.before.appointments) == (2, 2)
    assert (mine.counted_at, mine.zone) == (NOW, "Asia/Singapore")
    assert metrics_for(counted.store, None, NOVEMBER.before, NOW).counts.appointments == 3


def test_months_up_to_the_period(counted: Team) -> None:
    months = metrics_for(counted.store, None, NOVEMBER, NOW).months
    assert [(first.month, number) for first, number in months] == [
        (6, 0),
        (7, 0),
        (8, 0),
        (9, 0),
        (10, 3),
        (11, 7),
    ]
    until = metrics_for(counted.store, None, read_period("2026-11-01 to 2026-11-17", TODAY), NOW)
    assert until.months[-1] == (date(2026, 11, 1), 3)


def test_the_goal_is_the_teams_whoever_asks(counted: Team) -> None:
    goal = metrics_for(counted.store, ada(counted), NOVEMBER, NOW).goal
    assert goal is not None
    assert (goal.baseline, goal.target, goal.reached) == (3, 5, 7)
    count(counted, installed_days_ago=40)
    goal = metrics_for(counted.store, None, NOVEMBER, NOW).goal
    assert goal is not None
    assert (goal.baseline_month, goal.baseline, goal.target) == (date(2026, 9, 1), 0, 4)


@pytest.mark.parametrize(
    ("days_ago", "days", "before", "since"), [(0, 1, 0, 0), (5, 6, 2, 4), (13, 14, 1, 7)]
)
def test_before_and_since_it_was_installed(
    counted: Team, days_ago: int, days: int, before: int, since: int
) -> None:
    assert metrics_for(counted.store, None, NOVEMBER, NOW).installed is None
    count(counted, installed_days_ago=days_ago)
    told = metrics_for(counted.store, None, NOVEMBER, NOW).installed
    assert told is not None
    assert (told.days, told.before.appointments, told.since.appointments) == (days, before, since)
    assert told.on == TODAY - timedelta(days=days_ago)


def test_each_rep_even_with_nothing_and_nobody_last(counted: Team) -> None:
    rows = [
        (person.name if person else None, counts.appointments)
        for person, counts in by_rep(counted.store, NOVEMBER, NOW)
    ]
    assert rows == [("Ada Tan", 3), ("Ben Ng", 4)]
    october = by_rep(counted.store, NOVEMBER.before, NOW)
    assert [person.name if person else None for person, _ in october] == ["Ada Tan", "Ben Ng", None]
    assert october[-1][1] == SalesCounts(sales=1, sales_days=90.0)
    counted.store.people.remove("ben@example.com")
    gone = by_rep(counted.store, NOVEMBER.before, NOW)
    assert [(person.name if person else None, counts.appointments) for person, counts in gone] == [
        ("Ada Tan", 2),
        (None, 1),
    ]


def test_before_anything_was_counted(store: Store) -> None:
    figures = metrics_for(store, None, NOVEMBER, NOW)
    assert figures.counts.is_empty
    assert (figures.counted_at, figures.goal, figures.installed) == (None, None, None)


def test_the_lines_of_app_home(counted: Team) -> None:
    label, first, *rest = month_lines(counted.store, ada(counted), NOW)
    assert (label, len(rest)) == ("November 2026 so far", 4)
    assert words_of([lines(first)]) == "Appointments set: 3 (▲ 1, before: 2)"
    counted.store.facts.put("tallied", None)
    assert month_lines(counted.store, None, NOW) == ()


def test_today_is_that_of_the_teams_zone(counted: Team) -> None:
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert today_of(counted.store, late) == date(2026, 12, 1)
    assert (
        metrics_for(
            counted.store, None, read_period("", today_of(counted.store, late)), late
        ).period.first.month
        == 12
    )
