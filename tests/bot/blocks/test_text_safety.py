"""Whatever others wrote: nothing live, nothing invisible, nothing too long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.text_safety import clean, escape_mrkdwn, mail_link, phone_link, safe_link, safe_text, words
from tests.bot.blocks.any_values import HOSTILE, text
from tests.bot.blocks.slack_takes import is_dead

anything = st.one_of(text, st.text(st.characters()), st.text(st.sampled_from("<>&*_~`| \u200b\u202e@!#a")))
limits = st.integers(5, 300)


@given(anything, limits)
def test_mrkdwn_is_dead_and_fits_after_escaping(written: str, limit: int) -> None:
    safe = safe_text(written, limit)
    assert is_dead(safe)
    assert 0 < len(safe) <= limit


@given(anything, limits)
def test_clean_text_is_one_visible_encodable_line_that_fits(written: str, limit: int) -> None:
    cleaned = clean(written, limit)
    assert 0 < len(cleaned) <= limit
    assert cleaned == cleaned.strip()
    cleaned.encode()
    codes = {ord(character) for character in cleaned}
    assert not codes & {
        *range(0x20),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x200B,
        0xFEFF,
    }
    assert "\u200d\u200d" not in cleaned


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=40))
def test_ordinary_words_stay_as_they_are(written: str) -> None:
    assert clean(written) == written
    assert words(written)["text"] == written


@given(anything)
def test_escaping_is_undone_by_slack_to_the_same_text(written: str) -> None:
    shown = escape_mrkdwn(written).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown == written


@pytest.mark.parametrize("written", HOSTILE)
def test_known_attacks(written: str) -> None:
    assert is_dead(safe_text(written))


def test_formatting_marks_are_shown_not_used() -> None:
    assert safe_text("*a* _b_").replace("\u200b", "") == "*a* _b_"
    assert "\u200b*" in safe_text("*a*")


@pytest.mark.parametrize(
    "url",
    [
        "http://app.hubspot.com/x",
        "https://evil.example/x",
        "https://app.hubspot.com@evil.example/x",
        "https://app.hubspot.com:99/x",
        "https://app.hubspot.com/x|label",
        "https://app.hubspot.com/<!here>",
        "https://app.hubspot.com/a b",
        "https://app.hubspot.com/\u202e",
        "javascript:alert(1)",
        "https://[",
        "",
        "https://app.hubspot.com/" + "x" * 3000,
    ],
)
def test_only_known_addresses_become_links(url: str) -> None:
    assert safe_link(url, "Open", {"app.hubspot.com"}) == {"type": "text", "text": "Open"}


def test_a_known_address_is_a_typed_link() -> None:
    link = safe_link("https://app.hubspot.com/deal/1", "<!here>", {"app.hubspot.com"})
    assert link == {"type": "link", "url": "https://app.hubspot.com/deal/1", "text": "<!here>"}


# --- numbers and addresses to tap -----------------------------------------------------------------------------

numbers = st.one_of(anything, st.text(st.sampled_from("+0123456789 ().-#*;,x\u0663\u200b\n"), max_size=40))
addresses = st.one_of(anything, st.text(st.sampled_from("ab.@-+_%?&=<>|, :/\n\u200b\u0430"), max_size=40))


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("+65 9123 4567", "tel:+6591234567"),
        ("(021) 555-0123", ""),
        ("021 (555) 0123", "tel:0215550123"),
        ("03-2161.2345", "tel:0321612345"),
        ("\u202a+65 9123 4567\u202c", "tel:+6591234567"),  # as it is copied out of a phone
    ],
)
def test_a_number_can_be_tapped(written: str, url: str) -> None:
    assert phone_link(written).get("url", "") == url


@pytest.mark.parametrize(
    "written",
    [
        "", "call me", "1234", "999", "+", "+65 9123 4567 ext 9", "*21*91234567#", "91234567;ext=1", "91234567,,1234#", "++6591234567",
        "+65 9123 4567\n+65 9123 4568 and more than one number fits", "٠١٢٣٤٥٦٧٨٩", "9" * 5000, "javascript:alert(1)",
        "tel:+6591234567", "<tel:911|+6591234567>", "<!channel>", "+65+9123+4567",
    ],
)  # fmt: skip
def test_what_is_no_number_is_words(written: str) -> None:
    assert phone_link(written) == {"type": "text", "text": clean(written, 40)}


@given(numbers)
def test_only_digits_are_dialled(written: str) -> None:
    link = phone_link(written)
    if link["type"] == "link":
        assert re.fullmatch(r"tel:\+?[0-9]{5,27}", link["url"])
        assert [sign for sign in link["text"] if sign.isdigit()] == [
            sign for sign in link["url"] if sign.isdigit()
        ]
    assert link["text"] == clean(written, 40)


@pytest.mark.parametrize("written", ["mei@firm.sg", "Mei.Lin+hr@mail.firm-a.co.id", "  mei@firm.sg "])
def test_an_address_can_be_tapped(written: str) -> None:
    assert mail_link(written) == {"type": "link", "url": f"mailto:{written.strip()}", "text": written.strip()}


@pytest.mark.parametrize(
    "written",
    [
        "", "mei", "mei@", "@firm.sg", "mei@firm", "mei@firm.sg?bcc=all@firm.sg", "mei@firm.sg&body=x", "a@b.sg,c@d.sg",
        "mei@firm.sg/../x", "mailto:mei@firm.sg", "<mailto:mei@firm.sg|you>", "mei@fi\u0433m.sg", "me\u0456@firm.sg",
        "mei@firm..sg", "mei@firm.sg.", "mei%40evil@firm.sg", "javascript:alert(1)", "<!channel>", "a" * 5000 + "@firm.sg",
    ],
)  # fmt: skip
def test_what_is_no_address_is_words(written: str) -> None:
    assert mail_link(written) == {"type": "text", "text": clean(written, 120)}


@given(addresses)
def test_nothing_but_one_address_is_written_to(written: str) -> None:
    link = mail_link(written)
    if link["type"] == "link":
        assert re.fullmatch(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+", link["url"])
        assert link["url"] == f"mailto:{link['text']}"
    assert link["text"] == clean(written, 120)
