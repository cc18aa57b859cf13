"""Periods as people type them, and what each is compared with."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.errors import BadInput
from ml.sales_periods import NoPeriod, Period, month_of, read_period, span, week_of

TODAY = date(2026, 11, 26)  # a Thursday
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", "2026-11-01", "2026-11-30"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("  Last   MONTH ", "2026-10-01", "2026-10-31"),
        ("previous month", "2026-10-01", "2026-10-31"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("this quarter", "2026-10-01", "2026-12-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("today", "2026-11-26", "2026-11-26"),
        ("yesterday", "2026-11-25", "2026-11-25"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("q4 2025", "2025-10-01", "2025-12-31"),
        ("Q1", "2026-01-01", "2026-03-31"),
        ("2026-W48", "2026-11-23", "2026-11-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("october", "2026-10-01", "2026-10-31"),
        ("dec", "2025-12-01", "2025-12-31"),
        ("Nov 2024", "2024-11-01", "2024-11-30"),
        ("last 90 days", "2026-08-29", "2026-11-26"),
        ("last 1 day", "2026-11-26", "2026-11-26"),
        ("past 2 weeks", "2026-11-13", "2026-11-26"),
        ("2026-10-05", "2026-10-05", "2026-10-05"),
        ("2026-10-05 to 2026-10-15", "2026-10-05", "2026-10-15"),
        ("from 2026-10-05 until 2026-10-15", "2026-10-05", "2026-10-15"),
        ("2026-10-05 - 2026-10-15", "2026-10-05", "2026-10-15"),
        ("2026-10-05..2026-10-15", "2026-10-05", "2026-10-15"),
        ("2026-10-05 2026-10-15", "2026-10-05", "2026-10-15"),
    ],
)
def test_what_is_typed(text: str, first: str, last: str) -> None:
    period = read_period(text, TODAY)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["foo", "2026-13", "2026-Q5", "2026-W60", "last 0 days", "2026-02-30", "0000", "this", "last fortnight", "99999",
     "2026-10-05 to", "2026-10-5", "may the force"],
)  # fmt: skip
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(NoPeriod, match="is no period; try this month"):
        read_period(text, TODAY)


def test_the_wrong_way_round_and_far_too_long() -> None:
    with pytest.raises(BadInput, match="ends before it begins: 2026-10-15 comes after 2026-10-05"):
        read_period("2026-10-15 to 2026-10-05", TODAY)
    for text in ("1990-01-01 to 2026-01-01", "last 9999 days"):
        with pytest.raises(BadInput, match="more than ten years"):
            read_period(text, TODAY)
    with pytest.raises(BadInput, match="has not begun yet"):
        read_period("2027", TODAY).until(TODAY)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("this month", "1 Oct – 26 Oct 2026"),
        ("last month", "September 2026"),
        ("2026-03", "February 2026"),
        ("this week", "16 Nov – 19 Nov 2026"),
        ("last week", "week of 9 Nov 2026"),
        ("this quarter", "1 Jul – 26 Aug 2026"),
        ("2026-Q1", "Q4 2025"),
        ("2025", "2024"),
        ("this year", "1 Jan – 26 Nov 2025"),
        ("last 7 days", "13 Nov – 19 Nov 2026"),
        ("today", "25 Nov 2026"),
        ("2026-01-01 to 2026-01-10", "22 Dec – 31 Dec 2025"),
    ],
)
def test_what_it_is_compared_with(text: str, before: str) -> None:
    assert read_period(text, TODAY).until(TODAY).before.label == before


def test_two_days_that_are_a_whole_month_are_that_month() -> None:
    assert span(date(2026, 2, 1), date(2026, 2, 28)) == month_of(date(2026, 2, 14))
    assert span(date(2025, 1, 1), date(2025, 12, 31)).label == "2025"
    assert span(date(2026, 2, 1), date(2026, 2, 27)).unit == "span"


@given(days, st.integers(0, 3000), st.integers(0, 3000))
def test_the_period_before_ends_where_a_span_begins_and_is_as_long(
    first: date, length: int, after: int
) -> None:
    period = Period(first, first + timedelta(days=length))
    assert period.before.days == period.days
    assert period.before.last == first - timedelta(days=1)
    shown = period.until(first + timedelta(days=after))
    assert shown.days == min(length, after) + 1


@given(days, st.sampled_from(["this week", "this month", "this quarter", "this year"]))
def test_a_unit_so_far_is_compared_with_no_more_days(today: date, text: str) -> None:
    whole = read_period(text, today)
    assert whole.first <= today <= whole.last
    shown = whole.until(today)
    assert shown.before.days <= shown.days or not shown.so_far
    assert shown.before.last < shown.first
    assert shown.before.first == whole.before.first
    assert whole.before.last == whole.first - timedelta(days=1)


@given(st.text(max_size=30), days)
def test_anything_typed_is_a_period_or_a_sentence(text: str, today: date) -> None:
    with suppress(BadInput):
        assert read_period(text, today).days > 0


def test_a_week_begins_on_monday() -> None:
    assert week_of(TODAY).label == "week of 23 Nov 2026"
