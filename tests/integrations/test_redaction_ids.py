"""Numbers that identify somebody: only those whose check digit or date holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.redaction import Redactor
from integrations.redaction_ids import find_ids

IDS = (
    *(
        "S1234567D",
        "T1234567J",
        "F1234567N",
        "G1234567X",
        "M1234567K",
        "s1234567d",
        "S 1234567 D",
        "S-1234567-D",
    ),
    *("00192200M", "197401143C", "F00056789H", "S16FC0121D", "T01FC6132D"),  # UENs
    *("770305-02-1234", "770305021234", "770305 02 1234", "000229-10-0456"),  # MyKad
    *("3174095501900001", "317409 550190 0001", "3273 1214 0885 0002"),  # NIK, of women and men
    *("01.312.166.0-091.000", "NPWP: 0013121660091000", "passport no. K1234567E"),
)
CARDS = (
    *(
        "4111111111111111",
        "4111 1111 1111 1111",
        "5500-0000-0000-0004",
        "3400 000000 00009",
        "378282246310005",
    ),
    *("6011111111111117", "3530111333300000", "2223003122003222", "4222222222222"),
)
ACCOUNTS = ("GB82 WEST 1234 5698 7654 32", "DE89370400440532013000")


@pytest.mark.parametrize("written", [*IDS, *CARDS, *ACCOUNTS])
def test_what_holds_is_taken_out(written: str) -> None:
    number = written.rpartition(": ")[2].rpartition("no. ")[2]
    redacted = Redactor().redact(f"it is {written}, he says")
    assert number not in redacted
    kind = "ID" if written in IDS else "CARD" if written in CARDS else "ACCOUNT"
    assert redacted == f"it is {written}, he says".replace(number, f"[{kind}_1]")


@pytest.mark.parametrize(
    "written",
    [
        *("S1234567A", "T1234567D", "M1234567X", "S123456D", "S12345678D"),
        *("197401143D", "00192200A", "T01FC6132E"),
        *("771305-02-1234", "770230-02-1234", "010229-10-0456", "770305-00-1234"),
        *("3174093213900001", "3174095513900001", "4174095501900001"),
        *("4111 1111 1111 1112", "6221 8123 4567 1113", "3400 000000 00008", "4111111111111112"),
        *("GB82 WEST 1234 5698 7654 33"),
    ],
)
@pytest.mark.parametrize("before", ["it is ", "call ", "account no. "])
def test_what_does_not_hold_stays_and_is_nothing_else(written: str, before: str) -> None:
    assert Redactor().redact(before + written) == before + written


def test_two_telephone_numbers_beside_each_other_are_no_card() -> None:
    assert Redactor().redact("9123 4567 8123 4567") == "[PHONE_1] [PHONE_2]"
    assert (
        Redactor().redact("0812 3456 7890 0813 4567 8901 0814 5678 9012") == "[PHONE_1] [PHONE_2] [PHONE_3]"
    )


def test_what_stands_beside_a_card_hides_nothing() -> None:
    assert Redactor().redact("4111 1111 1111 1111 12/27 123") == "[CARD_1] 12/27 123"
    assert Redactor().redact("ref 1234 4111 1111 1111 1111") == "ref 1234 [CARD_1]"


@given(st.integers(0, 10**7 - 1), st.sampled_from("STFGM"))
def test_one_letter_of_eleven_holds(number: int, series: str) -> None:
    letters = [
        letter
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if [span.kind for span in find_ids(f"{series}{number:07}{letter}")] == ["ID"]
    ]
    assert len(letters) == 1


@given(st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_any_digits_can_be_asked(digits: str) -> None:
    assert all(span.kind in {"ID", "CARD", ""} for span in find_ids(digits))
