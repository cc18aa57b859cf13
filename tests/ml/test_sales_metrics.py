"""The formulas, each by an example counted by hand; and what holds for any counts."""

from __future__ import annotations

import json
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.sales_metrics import (
    ACTIVITY,
    OBJECTIVES,
    TOUCH_CHANNELS,
    Goal,
    SalesCounts,
    baseline_month,
    objectives,
)

few = st.integers(0, 1000)
counts = st.builds(
    SalesCounts,
    appointments=few, cancelled=few, met=few, cold_contacts=few,
    activities=st.dictionaries(st.sampled_from(TOUCH_CHANNELS), few),
    sales=few, sales_days=st.floats(0, 1e6), sales_met=few, sale_touches=few, sale_contacts=few,
    cohort_appointments=few, cohort_sales=few, cohort_days=st.floats(0, 1e6),
)  # fmt: skip

# A month counted by hand: 40 cold contacts, 6 appointments of which one was called off and 4 took place, 90 calls,
# 30 e-mails, 5 messages, 4 meetings, and 2 sales after 30 and 61 days, with 11 touches of 4 contacts.
OCTOBER = SalesCounts(
    appointments=6, cancelled=1, met=4, cold_contacts=40,
    activities={"call": 90, "email": 30, "message": 5, "meeting": 4},
    sales=2, sales_days=91.0, sales_met=2, sale_touches=11, sale_contacts=4,
    cohort_appointments=5, cohort_sales=1, cohort_days=25.0,
)  # fmt: skip
BY_HAND = {
    "total_appointments_set": 6,
    "appointment_setting_rate": 15.0,
    "total_sales_activities": 129,
    "conversion_rate": 33.3333,
    "sales_cycle_duration": 45.5,
}


def test_the_five_objectives_by_hand() -> None:
    assert objectives(OCTOBER) == BY_HAND
    assert tuple(BY_HAND) == OBJECTIVES


def test_the_three_supporting_ratios_by_hand() -> None:
    assert OCTOBER.appointments_per_call == pytest.approx(6 / 90)
    assert OCTOBER.sales_per_appointment_met == 0.5
    assert OCTOBER.touches_per_contact == 2.75


def test_the_cohort_by_hand() -> None:
    assert (OCTOBER.cohort_setting_rate, OCTOBER.cohort_conversion_rate, OCTOBER.cohort_duration) == (
        12.5,
        20.0,
        25.0,
    )


def test_nothing_counted_is_no_data_but_for_counts() -> None:
    assert SalesCounts().is_empty
    assert SalesCounts.of({}) == SalesCounts()
    assert list(objectives(SalesCounts()).values()) == [0, None, 0, None, None]
    nothing = SalesCounts()
    ratios = (nothing.appointments_per_call, nothing.sales_per_appointment_met, nothing.touches_per_contact)
    assert ratios == (None, None, None)
    assert not SalesCounts(activities={"call": 1}).is_empty
    assert SalesCounts(activities={"call": 0}).is_empty


@given(counts)
def test_never_an_error_and_never_a_number_that_is_none(given_: SalesCounts) -> None:
    told = objectives(given_)
    json.dumps(told, allow_nan=False)
    assert (told["appointment_setting_rate"] is None) == (given_.cold_contacts == 0)
    assert (told["conversion_rate"] is None) == (given_.appointments == 0)
    assert (told["sales_cycle_duration"] is None) == (given_.sales == 0)
    assert all(value is None or (math.isfinite(value) and value >= 0) for value in told.values())


@given(counts)
def test_counts_are_read_from_tallies(given_: SalesCounts) -> None:
    tallies = {
        "appointment": (given_.appointments, 0.0),
        "appointment_cancelled": (given_.cancelled, 0.0),
        "appointment_met": (given_.met, 0.0),
        "cold_contact": (given_.cold_contacts, 0.0),
        "sale": (given_.sales, given_.sales_days),
        "sale_met": (given_.sales_met, 0.0),
        "sale_touches": (given_.sale_touches, 0.0),
        "sale_contacts": (given_.sale_contacts, 0.0),
        "cohort_appointment": (given_.cohort_appointments, 0.0),
        "cohort_sale": (given_.cohort_sales, given_.cohort_days),
        **{ACTIVITY + channel: (number, 0.0) for channel, number in given_.activities.items()},
    }
    assert SalesCounts.of(tallies) == given_


@pytest.mark.parametrize(
    ("installed", "counted_from", "target"),
    [
        (None, date(2026, 10, 1), 12),
        (date(2026, 11, 3), date(2026, 10, 1), 12),
        (date(2026, 9, 30), date(2026, 8, 1), 16),
        (date(2025, 11, 1), date(2025, 10, 1), 36),
        (date(2027, 2, 1), date(2026, 10, 1), 12),
    ],
)
def test_two_more_each_month_than_the_month_before(
    installed: date | None, counted_from: date, target: int
) -> None:
    november = date(2026, 11, 1)
    assert baseline_month(november, installed) == counted_from
    assert Goal(november, counted_from, baseline=10, reached=0).target == target
