"""Columns of unknown tables are read as what they are, however they were written."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.column_reading import as_date, as_number, as_text, read_column


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1", "2.5", "-3"], [1, 2.5, -3]),
        (["1,234", "12,345.60", "7"], [1234, 12345.6, 7]),
        (["1.234,50", "12,5", "3"], [1234.5, 12.5, 3]),
        (["$1,200", "€ 30", "45 %"], [1200, 30, 45]),
        (["Rp 1.500.000,00", "Rp 2.000,00"], [1_500_000, 2000]),
        (["1e3", "", "nan"], [1000, np.nan, np.nan]),
        (["1 234", "5"], [1234, 5]),
    ],
)
def test_numbers_in_many_ways_of_writing(cells: list[str], numbers: list[float]) -> None:
    np.testing.assert_array_equal(read_column(pd.Series(cells)).to_numpy(), numbers)


@pytest.mark.parametrize(
    "cell",
    ["2026-03-31", "31/03/2026", "31.03.2026", "03/31/2026", "31-Mar-2026", "Mar 31, 2026", "2026/03/31"],
)
def test_dates_in_many_ways_of_writing(cell: str) -> None:
    assert read_column(pd.Series([cell, cell])).tolist() == [pd.Timestamp("2026-03-31")] * 2


def test_times_with_a_zone_become_utc() -> None:
    assert as_date(pd.Series(["2026-03-31T08:00:00+08:00"])).tolist() == [pd.Timestamp("2026-03-31 00:00")]


def test_a_day_above_twelve_decides_for_the_whole_column() -> None:
    read = read_column(pd.Series(["01/02/2026", "12/02/2026", "13/02/2026"]))
    assert read.dt.month.tolist() == [2, 2, 2]


def test_words_stay_words_and_empty_cells_are_missing() -> None:
    read = read_column(pd.Series(["web", " ", None, "fair ", "N/A", "1"]))
    assert read.fillna("?").tolist() == ["web", "?", "?", "fair", "?", "1"]


def test_a_few_odd_cells_do_not_turn_numbers_into_words() -> None:
    read = read_column(pd.Series([*map(str, range(99)), "unknown"]))
    assert read.isna().sum() == 1
    assert read.max() == 98


def test_infinite_numbers_are_missing() -> None:
    assert read_column(pd.Series([1.0, np.inf, -np.inf])).isna().tolist() == [False, True, True]


def test_mixed_cells_become_text() -> None:
    assert as_text(pd.Series([1, "a", 2.5, True, None])).fillna("?").tolist() == [
        "1",
        "a",
        "2.5",
        "True",
        "?",
    ]


def test_whole_floats_are_text_without_a_point() -> None:
    assert as_text(pd.Series([1.0, None, 0.0])).fillna("?").tolist() == ["1", "?", "0"]


@given(st.lists(st.one_of(st.none(), st.text(), st.floats(), st.integers(), st.booleans()), max_size=20))
def test_any_cells_are_read_without_complaint(cells: list[object]) -> None:
    assert len(read_column(pd.Series(cells, dtype="object"))) == len(cells)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1))
def test_numbers_survive_being_written(numbers: list[float]) -> None:
    text = pd.Series([repr(number) for number in numbers])
    assert as_number(text).tolist() == numbers
