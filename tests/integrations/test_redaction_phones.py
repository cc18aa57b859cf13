"""Telephone numbers in every spelling of Singapore, Indonesia and Malaysia, and the ordinary numbers beside them."""

from __future__ import annotations

import pytest

from integrations.redaction import Redactor


@pytest.mark.parametrize(
    "written",
    [
        *(
            "9123 4567",
            "91234567",
            "6212 3456",
            "+65 9123 4567",
            "+6591234567",
            "(65) 91234567",
            "65-9123-4567",
        ),
        *(
            "0812-3456-7890",
            "0812 3456 7890",
            "081234567890",
            "+62 812-3456-7890",
            "62 812 3456 7890",
            "812 3456 7890",
        ),
        *("021-5550123", "(021) 555 0199", "+62 (0) 21 555 0123", "0062 21 555 0123", "022.7301234"),
        *("012-345 6789", "0123456789", "03-2161 2345", "+60 3-2161 2345", "03 - 2161 2345", "011-1234 5678"),
        *("1800 123 4567", "1300-88-2525", "+44 20 7946 0958", "+1 415 555 0132", "+86 138 1234 5678"),
        *("9 1 2 3 4 5 6 7", "9.1.2.3.4.5.6.7", "91 23 45 67", "nine one two three four five six seven"),
        *("double nine oh one two three four five", "kosong lapan satu dua tiga empat lima enam tujuh lapan"),
    ],
)
@pytest.mark.parametrize(
    "sentence", ["{}", "I am at {}, until 6pm", "call {}. Thanks", "3 people; {}\n12 more"]
)
def test_every_spelling_is_taken_out_whole(written: str, sentence: str) -> None:
    assert Redactor().redact(sentence.format(written)) == sentence.format("[PHONE_1]")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "320 headcount",
            "2026-11-23",
            "23/11/2026",
            "31.12.2026",
            "31122026",
            "20261123",
            "12:30",
            "24/7",
            "8.30 to 17.45",
        ),
        *(
            "SGD 12,500.00",
            "Rp 85.000.000",
            "RM 8123456",
            "$91234567",
            "85000000",
            "12.5%",
            "81234567 orang",
            "7 juta",
        ),
        *(
            "order 91234567",
            "PO no. 62123456",
            "invoice #81234567",
            "INV-91234567",
            "SO 81726354",
            "kode pos 12190",
        ),
        *(
            "6000-8000 a month",
            "8000 - 9500",
            "from 6100 to 8800",
            "0700-1900",
            "v10.4.2",
            "192.168.10.24",
            "61.8.230.10",
        ),
        *(
            "revenue of 91234567",
            "turnover: 85123456",
            "3-4 months",
            "1 2 3",
            "10 20 30 40 50 60 70",
            "123456789",
        ),
        *("one two three four", "x91234567", "91234567a", "912345678901234567"),
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert Redactor().redact(text) == text


def test_a_count_after_a_number_is_not_of_it() -> None:
    assert Redactor().redact("0812 3456 7890 5 units") == "[PHONE_1] 5 units"
    assert Redactor().redact("9123 4567 20 people") == "[PHONE_1] 20 people"


def test_other_regions_are_read_by_their_own_plan() -> None:
    assert Redactor(regions=("GB",)).redact("020 7946 0958, 9123 4567") == "[PHONE_1], 9123 4567"
    assert Redactor(regions=()).redact("9123 4567, +65 9123 4567") == "9123 4567, [PHONE_1]"


@pytest.mark.parametrize(
    "number",
    [
        "+65 9123 4567",
        "+60 12-345 6789",
        "+62 812 3456 7890",
        "+44 20 7946 0958",
        "+1 212 555 0123",
        "+86 138 0013 8000",
    ],
)
def test_a_number_with_its_country_is_taken_out(number: str) -> None:
    assert Redactor().redact(f"Call {number} please") == "Call [PHONE_1] please"
