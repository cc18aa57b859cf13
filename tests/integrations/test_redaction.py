"""What leaves the machine: placeholders that come back as they were, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.known_names import KnownNames
from integrations.redaction import Redactor

KNOWN = KnownNames(
    people=("Ravi Kumar", "Grace Hope", "Sean O'Brien", "Siti binti Ahmad", "May Tan", "Sutrisno"),
    companies=("Acme Logistics Pte Ltd", "PT Sinar Jaya Tbk", "88 Mart Sdn Bhd"),
)
# Pieces that redaction looks at, so that they meet in every order.
PIECES = (
    *(
        "Ravi",
        "ravi kumar",
        "Grace",
        " Hope",
        "O'Brien",
        "'s",
        "Siti",
        "binti ",
        "Ahmad",
        "May",
        "Pak ",
        "Mr. ",
        "En. ",
    ),
    *(
        "my name is ",
        "nama saya ",
        "this is ",
        "saya ",
        "Hafiz",
        "hafiz",
        " from ",
        " dari ",
        " speaking",
        "Regards,\n",
    ),
    *("Acme", " Logistics", " Pte Ltd", "PT ", "Sinar Jaya", " Tbk", "88 Mart", "&", "Xyz"),
    *(
        "9123 4567",
        "+65 ",
        "0812-3456-7890",
        "(021) ",
        "555 0199",
        "9",
        "12",
        "00",
        " ",
        "-",
        ".",
        ",",
        "/",
        "x",
        "\n",
        "\r\n",
    ),
    *(
        "S4240080G",
        "S4240080A",
        "900214-14-5678",
        "4625 5118 4873 3310",
        "3174095501900001",
        "01.778.636.9-091.000",
    ),
    *(
        "a@b.com",
        "@",
        "at acme dot com",
        "https://a.b/?x=1",
        "www.",
        "RM",
        "$",
        "%",
        "salary of ",
        "gaji ",
        "4,500",
        "juta",
    ),
    *(
        "account no ",
        "rekening BCA ",
        "1234567890",
        "2026-11-23",
        "order ",
        "call ",
        "double six ",
        "one two three four ",
    ),
    *(
        "[PERSON_1]",
        "[PHONE_2]",
        "[",
        "]",
        "_1",
        "PERSON",
        "\u2028",
        "\x85",
        "\u200b",
        "é",
        "陳",
        "９１２３ ４５６７",
        "\x00",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=250, deadline=None)


@SLOW
@given(TEXTS)
def test_what_is_taken_out_comes_back(text: str) -> None:
    redactor = Redactor(KNOWN)
    assert redactor.restore(redactor.redact(text)) == text


@SLOW
@given(TEXTS)
def test_the_lines_stay_as_many(text: str) -> None:
    assert len(Redactor(KNOWN).redact(text).splitlines()) == len(text.splitlines())


@SLOW
@given(TEXTS)
def test_twice_is_the_same_as_once(text: str) -> None:
    redactor = Redactor(KNOWN)
    once = redactor.redact(text)
    assert redactor.redact(once) == once


@SLOW
@given(TEXTS, TEXTS)
def test_a_later_text_changes_no_earlier_one(text: str, later: str) -> None:
    redactor = Redactor(KNOWN)
    redacted = redactor.redact(text)
    redactor.redact(later)
    assert redactor.restore(redacted) == text


def test_the_same_name_has_the_same_placeholder_in_every_text() -> None:
    redactor = Redactor(KNOWN)
    assert redactor.redact("Ravi called.") == "[PERSON_1] called."
    assert redactor.redact("Sutrisno and Ravi, 9123 4567") == "[PERSON_2] and [PERSON_1], [PHONE_1]"


def test_an_answer_gets_its_names_back() -> None:
    redactor = Redactor(KNOWN)
    redactor.redact("Ravi Kumar of Acme Logistics")
    answer = "Dear [PERSON_1], how is [COMPANY_1]? [PERSON_9] and [OTHER_1] say hello."
    assert (
        redactor.restore(answer)
        == "Dear Ravi Kumar, how is Acme Logistics? [PERSON_9] and [OTHER_1] say hello."
    )
    assert redactor.invented(answer) == ["[PERSON_9]"]


def test_what_looks_like_a_placeholder_is_nobody_else() -> None:
    redactor = Redactor(KNOWN)
    redacted = redactor.redact("[PERSON_1] is no name, Ravi is one; [PERSON_2]")
    assert redacted == "[PERSON_1] is no name, [PERSON_3] is one; [PERSON_2]"
    assert redactor.restore(redacted) == "[PERSON_1] is no name, Ravi is one; [PERSON_2]"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("", ""),
        ("Ravi’s number – 9123–4567", "[PERSON_1]’s number – [PHONE_1]"),
        ("９１２３ ４５６７", "[PHONE_1]"),
        ("NRIC S4240080G, not S4240080A", "NRIC [ID_1], not S4240080A"),
        ("mail ravi@acme.com or ring 6212 3456", "mail [EMAIL_1] or ring [PHONE_1]"),
        ("account no. 1234567890, salary of RM 4,500", "account no. [ACCOUNT_1], salary of [SALARY_1]"),
        ("320 headcount on 23/11/2026 for $12,500", "320 headcount on 23/11/2026 for $12,500"),
        ("https://x.io/a?token=1, https://x.io/a", "[URL_1], https://x.io/a"),
    ],
)
def test_every_kind(text: str, redacted: str) -> None:
    assert Redactor(KNOWN).redact(text) == redacted


def test_without_known_names_numbers_still_go() -> None:
    assert Redactor().redact("Ravi, 9123 4567, my name is Hafiz") == "Ravi, [PHONE_1], my name is [PERSON_1]"
