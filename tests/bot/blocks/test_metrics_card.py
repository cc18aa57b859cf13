"""The figures as cards: within Slack's limits whatever was counted, and in words that say what the numbers are."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.dates import Reader
from bot.blocks.kit import lines
from bot.blocks.metrics_card import (
    MetricsPage,
    goal_line,
    metrics_card,
    metrics_line,
    number_lines,
    objective_lines,
    weekly_card,
    weekly_line,
)
from bot.sandbox.plain_words import words_of
from ml.rating_effects import RatingEffect
from ml.sales_metrics import Goal, Installed, SalesCounts, SalesFigures
from ml.sales_periods import Period, month_of
from tests.bot.blocks.any_values import days, maybe, moments, text
from tests.bot.blocks.slack_takes import slack_takes

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
READER = Reader(NOW)
NOVEMBER = month_of(date(2026, 11, 1)).until(NOW.date())
FIGURES = SalesFigures("", NOVEMBER, SalesCounts(), NOVEMBER.before, SalesCounts(), counted_at=NOW)

few = st.integers(0, 10**7)
channels = st.sampled_from(["call", "email", "message", "meeting", "visit", "note"])
counts = st.builds(
    SalesCounts, few, few, few, few, st.dictionaries(channels, few), few, st.floats(0, 1e9), few, few, few, few, few, st.floats(0, 1e9)
)  # fmt: skip
periods = st.sampled_from([NOVEMBER, NOVEMBER.before, Period(date(2025, 1, 1), date(2026, 3, 4))])
months = st.lists(days.map(lambda day: day.replace(day=1)), min_size=1, max_size=6, unique=True).map(
    lambda firsts: [(first, place) for place, first in enumerate(sorted(firsts))]
)
goals = st.builds(Goal, days, days, few, few)
figures = st.builds(
    SalesFigures, text, periods, counts, periods, counts, months, maybe(goals), maybe(st.builds(Installed, days, few, counts, counts)),
    maybe(moments), text,
)  # fmt: skip
lifts = maybe(st.fixed_dictionaries({"sentence": text}))
pages = st.builds(
    MetricsPage,
    figures,
    st.lists(st.tuples(text, counts), max_size=110),
    lifts,
    st.sampled_from(["", "of=1"]),
)
effects = st.builds(RatingEffect, few, few, few, few, few, few, few, maybe(moments))


@given(pages, moments, st.booleans())
def test_slack_takes_any_card(page: MetricsPage, now: datetime, newest: bool) -> None:
    blocks = metrics_card(page, Reader(now), newest=newest)
    assert slack_takes(blocks, metrics_line(page.figures))
    assert len(blocks) <= 12
    kinds = {block["type"] for block in blocks}
    assert newest or not kinds & {"data_visualization", "table"}


@given(figures, maybe(effects), moments)
def test_slack_takes_any_weekly_card(
    given_: SalesFigures, effect: RatingEffect | None, now: datetime
) -> None:
    assert slack_takes(weekly_card(given_, effect, Reader(now), "k" * 24), weekly_line(given_))
    assert slack_takes([lines(*number_lines(given_))])


def said(now: SalesCounts, before: SalesCounts) -> list[str]:
    told = SalesFigures("", NOVEMBER, now, NOVEMBER.before, before)
    return words_of([lines(*objective_lines(told))]).splitlines()


def test_each_figure_says_how_it_moved_and_from_what() -> None:
    now = SalesCounts(9, 2, 5, 30, {"call": 1, "email": 1200, "meeting": 2}, 3, 96.0)
    before = SalesCounts(6, 0, 5, 30, {"call": 1203}, 1, 40.0)
    assert said(now, before) == [
        "Appointments set: 9 (▲ 3, before: 6) · 2 of them called off",
        "Appointment setting rate: 30.0 % (▲ 10.0 points, before: 20.0 %) · from 30 cold contacts",
        "Sales activities: 1,203 (as before) · 1 call, 1,200 e-mails, 2 meetings",
        "Conversion rate: 33.3 % (▲ 16.7 points, before: 16.7 %) · 3 sales closed",
        "Sales cycle: 32.0 days (▼ 8.0 days, before: 40.0 days) · over 3 sales",
    ]


def test_no_data_on_either_side() -> None:
    assert said(SalesCounts(), SalesCounts(cold_contacts=1, appointments=1, sales=1, sales_days=9.0)) == [
        "Appointments set: 0 (▼ 1, before: 1)",
        "Appointment setting rate: no data (before: 100.0 %) · from 0 cold contacts",
        "Sales activities: 0 (as before)",
        "Conversion rate: no data (before: 100.0 %) · 0 sales closed",
        "Sales cycle: no data (before: 9.0 days)",
    ]
    first = said(SalesCounts(cold_contacts=4, appointments=1), SalesCounts())
    assert first[1] == "Appointment setting rate: 25.0 % · from 4 cold contacts"


def goal(month: date, reached: int) -> str:
    told = goal_line(Goal(month, date(2026, 9, 1), 10, reached), READER)
    return words_of([lines(told)])


def test_the_goal_is_open_reached_or_missed() -> None:
    since = "10 in September, +2 each month since"
    november, october = date(2026, 11, 1), date(2026, 10, 1)
    assert goal(november, 9) == f"Team’s goal for November: 14 appointments · so far: 9 · {since}"
    assert goal(november, 14) == f"Team’s goal for November: 14 appointments · reached: 14 · {since}"
    assert goal(october, 11) == f"Team’s goal for October: 12 appointments · missed: 11 · {since}"


def test_the_goal_line_of_the_chart_rises_from_the_baseline() -> None:
    months_ = [(date(2026, month, 1), month) for month in (8, 9, 10, 11)]
    told = SalesFigures(
        "", NOVEMBER, SalesCounts(), NOVEMBER.before, SalesCounts(), months_, Goal(date(2026, 11, 1), date(2026, 9, 1), 10, 11), counted_at=NOW,
    )  # fmt: skip
    [chart] = [
        block
        for block in metrics_card(MetricsPage(told), READER, newest=True)
        if block["type"] == "data_visualization"
    ]
    values = [[point["value"] for point in one["data"]] for one in chart["chart"]["series"]]
    assert values == [[8, 9, 10, 11], [10, 10, 12, 14]]


def test_the_weekly_card_names_what_my_ratings_did() -> None:
    effect = RatingEffect(given=2, used=2, moved=1, trained_at=NOW)
    told = words_of(weekly_card(FIGURES, effect, READER, "k"))
    assert "What your ratings did: 2 of your 2 ratings are in today's model; 1 changed the order." in told
    assert "switched off in the bot's App Home" in told
    assert weekly_line(FIGURES).startswith("Good morning. The team’s figures")
