"""Whatever others wrote: nothing live, nothing invisible, nothing too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.text_safety import clean, escape_mrkdwn, safe_link, safe_text, words
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
