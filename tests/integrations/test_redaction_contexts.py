"""E-mail addresses, links with secrets, accounts and salaries: found by their words, and only there."""

from __future__ import annotations

import pytest

from integrations.redaction import Redactor


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("to ada@kerjahub.com.sg.", "ada@kerjahub.com.sg"),
        ("'o'brien+x_y.z@sub.example.ie'", "o'brien+x_y.z@sub.example.ie"),
        ("(josé@exämple.com)", "josé@exämple.com"),
        ("a @ b.com", "a @ b.com"),
        ("it is ada dot lim at example dot com dot sg ok", "ada dot lim at example dot com dot sg"),
        ("https://x.io/a?token=abc1.", "https://x.io/a?token=abc1"),
        ("ftp://me:secret@x.io/a now", "ftp://me:secret@x.io/a"),
        ("https://x.io/s/9aZ81kLmQ0pTrX72hYwB", "https://x.io/s/9aZ81kLmQ0pTrX72hYwB"),
        ("account no. 003-123456-7", "003-123456-7"),
        ("rekening BCA 1234567890 a.n. PT", "1234567890"),
        ("akaun Maybank 5123 4567 8901", "5123 4567 8901"),
        ("a salary of 4,500 a month", "4,500"),
        ("gaji 7 juta sebulan", "7 juta"),
        ("salary: RM 2,300 to RM 2,900", "RM 2,300 to RM 2,900"),
        ("earns $5k", "$5k"),
    ],
)
def test_what_the_words_give_away(text: str, hidden: str) -> None:
    redactor = Redactor()
    redacted = redactor.redact(text)
    assert list(redactor.originals.values()) == [hidden]
    assert redacted == text.replace(hidden, next(iter(redactor.originals)))


@pytest.mark.parametrize(
    "text",
    [
        *("lunch @ 12.30", "@ada", "a@b", "https://www.example.com/pricing", "www.example.com"),
        *("the account of 2026", "an account with 1,250 users", "accounts 12 and 13", "account 12345"),
        *(
            "salary review in 2026",
            "gaji 320 karyawan",
            "payroll for 4500 staff",
            "salary 3%",
            "gaji untuk 12 orang",
        ),
    ],
)
def test_ordinary_lines_stay(text: str) -> None:
    assert Redactor().redact(text) == text
