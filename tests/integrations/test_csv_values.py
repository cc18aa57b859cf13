"""Cells to values: the spellings of dates, numbers, durations and choices that exports use."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.csv_values import (
    ANSWERS,
    CHANNELS,
    DateReader,
    read_choice,
    read_day,
    read_flag,
    read_number,
    read_seconds,
)

SINGAPORE = ZoneInfo("Asia/Singapore")


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05", "20240305", "05/03/2024", "5.3.2024", "5-3-24", "2024/3/5", "5 Mar 2024", "5th March 2024",
        "Mar 5, 2024", "5 Mac 2024", "Tue, 5 Mar 2024", "05-Mar-24",
    ],
)  # fmt: skip
def test_days_in_many_spellings(text: str) -> None:
    assert DateReader(("day first",)).read(text) == (datetime(2024, 3, 5, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05 14:30", "2024-03-05T14:30:00", "2024-03-05T14:30Z", "2024-03-05T22:30+08:00", "5/3/2024 2:30 PM",
        "5 Mar 2024, 14:30", "Mar 5, 2024 2:30 p.m.", "5.3.2024 14:30:00.000", "5/3/2024 22:30 +0800",
    ],
)  # fmt: skip
def test_moments_in_many_spellings(text: str) -> None:
    assert DateReader(("day first",)).read(text) == (datetime(2024, 3, 5, 14, 30, tzinfo=UTC), False)


def test_the_order_is_what_the_mapping_says_and_never_guessed_row_by_row() -> None:
    assert DateReader(("month first",)).read("03/05/2024").at.day == 5
    assert DateReader(("day first",)).read("03/05/2024").at.day == 3
    with pytest.raises(ValueError, match="whether the day or the month comes first"):
        DateReader().read("03/05/2024")
    with pytest.raises(ValueError, match="month must be in"):
        DateReader(("day first",)).read("03/25/2024")


def test_a_moment_without_zone_is_of_the_files_zone() -> None:
    reader = DateReader(("day first",), SINGAPORE)
    assert reader.read("5/3/2024 08:00").at == datetime(2024, 3, 5, 0, 0, tzinfo=UTC)
    assert reader.read("2024-03-05T08:00Z").at == datetime(2024, 3, 5, 8, 0, tzinfo=UTC)
    assert read_day("2024-03-05", reader) == date(2024, 3, 5)


def test_counted_and_patterned_dates() -> None:
    assert DateReader(("excel",)).read("45356").at == datetime(2024, 3, 5, tzinfo=UTC)
    assert DateReader(("unix",)).read("1709648400000").at == datetime(2024, 3, 5, 14, 20, tzinfo=UTC)
    assert DateReader(("unix",)).read("1709648400").at == datetime(2024, 3, 5, 14, 20, tzinfo=UTC)
    assert DateReader(("%Y.%d.%m",)).read("2024.05.03").at.month == 3


@pytest.mark.parametrize(
    "text", ["soon", "2024-13-01", "30 Feb 2024", "45356", "0001-01-01", "9999-12-31", "5/3/2024 25:00"]
)
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        DateReader(("day first",)).read(text)


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_a_reason(text: str) -> None:
    for formats in (("day first",), ("month first", "excel"), ("unix",), ("%d.%m.%y",)):
        try:
            found = DateReader(formats, SINGAPORE).read(text)
        except (ValueError, OverflowError):
            continue
        assert found.at.tzinfo is UTC


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)))  # noqa: DTZ001 - hypothesis wants them naive
def test_iso_and_worded_dates_say_the_same(moment: datetime) -> None:
    reader = DateReader(("day first",))
    expected = moment.replace(microsecond=0, tzinfo=UTC)
    assert reader.read(expected.isoformat()).at == expected
    assert reader.read(f"{moment:%d/%m/%Y %H:%M:%S}").at == expected
    assert reader.read(f"{moment:%b %d, %Y %I:%M:%S %p}").at == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234", 1234), ("1,5", 1.5), ("1.234.567", 1234567), ("RM 1,200.50", 1200.5), ("Rp1.200.000", 1200000),
        ("€ 3.000,20", 3000.2), ("500 USD", 500), ("12%", 12), ("1e3", 1000), ("-5", -5), ("51-200", 125.5), ("1'000", 1000),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["many", "nan", "inf", "", "1-2-3", "--5", "1.2.3,4,5"])
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        read_number(text)


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    for reader in (read_number, read_seconds, read_flag):
        with suppress(ValueError):
            assert reader(text) == reader(text)


def test_durations_flags_and_choices() -> None:
    assert [read_seconds(text) for text in ("90", "1:30", "0:01:30", "1m 30s", "1.5 min")] == [
        90,
        90,
        90,
        90,
        90,
    ]
    with pytest.raises(ValueError, match="no duration"):
        read_seconds("-3")
    assert (read_flag("Ya"), read_flag("no")) == (True, False)
    assert read_choice(" Left  Voicemail", ANSWERS) == "no"
    with pytest.raises(ValueError, match="none of call, email, meeting, message, visit, note"):
        read_choice("fax", CHANNELS)
