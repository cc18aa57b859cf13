"""Charts and tables, native and in signs, whatever they show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.charts import Chart, classic_chart, classic_table, native_chart, native_table
from bot.sandbox.plain_words import words_of
from tests.bot.blocks.any_values import text
from tests.bot.blocks.slack_takes import slack_takes

MONTHS = Chart("Set", "Appointments", ["Sep", "Oct", "Nov"], [("Set", [10, 0, 5]), ("Goal", [2, 4, 6])])
labels = st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=25, unique=True)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    given_ = draw(labels)
    values = st.lists(st.integers(0, 10**9), min_size=len(given_), max_size=len(given_))
    names = draw(st.lists(st.text("xyz", min_size=1, max_size=20), min_size=1, max_size=8, unique=True))
    return Chart(draw(text), draw(text), given_, [(name, draw(values)) for name in names])


@given(charts())
def test_slack_takes_any_chart(chart: Chart) -> None:
    assert slack_takes([native_chart(chart)])
    assert slack_takes([classic_chart(chart)])


@given(st.lists(st.lists(text, min_size=3, max_size=3), min_size=1, max_size=120))
def test_slack_takes_any_table(rows: list[list[str]]) -> None:
    assert slack_takes([native_table(rows)])
    assert slack_takes([classic_table("Each rep", rows)])


def test_bars_are_as_long_as_their_numbers() -> None:
    assert words_of([classic_chart(MONTHS)]).splitlines() == [
        "Set",
        "Sep ████████████████████ 10 · Goal 2",
        "Oct 0 · Goal 4",
        "Nov ██████████ 5 · Goal 6",
    ]


def test_the_native_chart_says_the_same() -> None:
    assert words_of([native_chart(MONTHS)]).splitlines() == [
        "Set",
        "Sep: Set 10, Goal 2",
        "Oct: Set 0, Goal 4",
        "Nov: Set 5, Goal 6",
    ]


@pytest.mark.parametrize(
    "chart", [Chart("Set", "y", ["Nov"], [("Set", [0])]), Chart("Set", "y", ["a"], [("x", [1])])]
)
def test_one_bar(chart: Chart) -> None:
    assert slack_takes([native_chart(chart), classic_chart(chart)])


def test_columns_stand_under_each_other() -> None:
    rows = [["Rep", "Set"], ["Ada Tan", "3"], ["Ben", "12"]]
    assert words_of([classic_table("Each rep", rows)]).splitlines()[1:] == [
        "Rep      Set",
        "Ada Tan    3",
        "Ben       12",
    ]
