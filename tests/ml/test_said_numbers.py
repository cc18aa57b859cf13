from __future__ import annotations

import pytest

from ml.said_numbers import said


def figures(text: str) -> list[tuple[str, str, str]]:
    return [(one.kind, str(one.value), one.unit) for one in said(text).figures if one.kind != "rate"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 payslips", [("count", "31", "")]),
        ("3１", [("count", "31", "")]),
        ("٣١ orang", [("count", "31", "")]),
        ("thirty-one", [("count", "31", "")]),
        ("tiga puluh satu slip", [("count", "31", "")]),
        ("seratus dua belas", [("count", "112", "")]),
        ("one hundred and twenty", [("count", "120", "")]),
        ("1,200 people", [("count", "1200", "")]),
        ("12k", [("count", "12000", "")]),
        ("4.5 juta", [("count", "4500000", "")]),
        ("4,5 juta rupiah", [("money", "4500000", "IDR")]),
        ("Rp 4.500.000", [("money", "4500000", "IDR")]),
        ("Rp4,5jt", [("money", "4500000", "IDR")]),
        ("RM5", [("money", "5", "MYR")]),
        ("MYR 5.00", [("money", "5", "MYR")]),
        ("S$4.50", [("money", "4.5", "SGD")]),
        ("SGD 4.50", [("money", "4.5", "SGD")]),
        ("$5", [("money", "5", "$")]),
        ("5 dollars", [("money", "5", "$")]),
        ("lima ringgit", [("money", "5", "MYR")]),
        ("31%", [("share", "31", "")]),
        ("31 per cent", [("share", "31", "")]),
        ("31 persen", [("share", "31", "")]),
        ("thirty-one percent", [("share", "31", "")]),
        ("3 days", [("span", "3", "day")]),
        ("3 weeks", [("span", "3", "week")]),
        ("tiga hari", [("span", "3", "day")]),
        ("a 3-day trial", [("span", "3", "day")]),
        ("3-5 days", [("span", "3", "day"), ("span", "5", "day")]),
        ("2 or 3 weeks", [("span", "2", "week"), ("span", "3", "week")]),
        ("2 working days", [("span", "2", "working day")]),
        ("within a month", [("span", "1", "month")]),
        ("half an hour", [("span", "0.5", "hour")]),
        ("by half", [("fraction", "0.5", "")]),
        ("twice", [("multiple", "2", "")]),
        ("the second outlet", [("ordinal", "2", "")]),
        ("first of all", []),
        ("hundreds of shops", [("vague", "0", "hundreds")]),
        ("nothing to count here, may I?", []),
    ],
)
def test_figures_are_read_however_they_are_written(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


def test_what_stands_in_a_name_is_no_figure() -> None:
    assert [one.token for one in said("7-Eleven has 3 outlets", ("7-Eleven",)).figures] == ["3"]


def test_what_is_counted_and_how_it_is_bounded_belong_to_a_figure() -> None:
    payslips, wrong, outlets, over = (
        said(text).figures[0]
        for text in ("31 payslips", "31 wrong payslips", "31 outlets", "over 31 payslips")
    )
    assert payslips.fits(wrong)
    assert not outlets.fits(wrong)
    assert not over.fits(payslips)
    assert not payslips.fits(over)
