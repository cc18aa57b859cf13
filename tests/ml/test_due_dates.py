from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.due_dates import due_date, names_a_day

WEDNESDAY = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I'll send it tomorrow", date(2026, 11, 12)),
        ("besok saya kirim", date(2026, 11, 12)),
        ("lusa kita ketemu", date(2026, 11, 13)),
        ("this afternoon", WEDNESDAY),
        ("call me on Thursday", date(2026, 11, 12)),
        ("call me on Wednesday", date(2026, 11, 18)),
        ("by Monday please", date(2026, 11, 16)),
        ("next Friday", date(2026, 11, 20)),
        ("next Tuesday at ten", date(2026, 11, 17)),
        ("hari Selasa depan", date(2026, 11, 17)),
        ("hari Khamis boleh", date(2026, 11, 12)),
        ("minggu depan ya Bu", date(2026, 11, 18)),
        ("in two weeks", date(2026, 11, 25)),
        ("3 hari lagi", date(2026, 11, 14)),
        ("by 14 Nov", date(2026, 11, 14)),
        ("November 20th is fine", date(2026, 11, 20)),
        ("the 3rd of December", date(2026, 12, 3)),
        ("on 3 January", date(2027, 1, 3)),
        ("tanggal 25 Desember", date(2026, 12, 25)),
        ("pada 9 Ogos 2027", date(2027, 8, 9)),
        ("on 2026-12-01", date(2026, 12, 1)),
        ("on 05/12", date(2026, 12, 5)),
        ("on 05/12/26", date(2026, 12, 5)),
        ("let's start on the first", date(2026, 12, 1)),
        ("by the 20th", date(2026, 11, 20)),
        ("by the end of the week", date(2026, 11, 13)),
        ("end of the month", date(2026, 11, 30)),
        ("bulan depan", date(2026, 12, 1)),
        ("in 1 month", date(2026, 12, 11)),
    ],
)
def test_a_day_is_seen_from_the_day_of_the_call(text: str, due: date) -> None:
    assert due_date(text, WEDNESDAY) == due
    assert names_a_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "some time later",
        "I may call you",
        "31/02/2026",
        "we sat in the sun",
        "the first thing",
        "at ten",
        "on 45/13",
    ],
)
def test_no_day_is_no_day(text: str) -> None:
    assert due_date(text, WEDNESDAY) is None


def test_the_first_day_named_counts() -> None:
    assert due_date("Thursday, or else next week", WEDNESDAY) == date(2026, 11, 12)


def test_a_date_just_gone_by_is_not_moved_to_next_year() -> None:
    assert due_date("as agreed on 2 November", WEDNESDAY) == date(2026, 11, 2)


def test_the_end_of_time_is_survived() -> None:
    assert due_date("in 90 months", date.max) is None
    assert due_date("by the 31st", date.max) is None
    assert due_date("end of the month", date.max) is None


@given(st.text(), st.dates())
def test_any_text_and_day_are_survived(text: str, on: date) -> None:
    assert isinstance(due_date(text, on), date | None)


@given(st.text(alphabet=" 0123456789/-.thndsrfoNOVDECnovdecfridaynextweek"), st.dates())
def test_what_looks_like_dates_is_survived(text: str, on: date) -> None:
    assert isinstance(due_date(text, on), date | None)
