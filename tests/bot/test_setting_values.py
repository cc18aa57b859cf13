from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import setting_values as values


@given(st.text())
def test_a_number_is_read_or_refused_in_words(text: str) -> None:
    try:
        assert 1 <= values.number(1, 64)(text) <= 64
    except ValueError as refused:
        assert str(refused) == "should be a whole number from 1 to 64"  # noqa: PT017 - either way is right


@pytest.mark.parametrize("text", ["²", "٣٣٣", "1e3", "0x10", "1 0", "3.0", "+3", "-3"])
def test_numbers_are_plain_digits_within_the_bounds(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        values.number(1, 64)(text)


@given(st.text())
def test_an_address_never_breaks_on_wild_text(text: str) -> None:
    try:
        url = values.address("http", "https")(text)
    except ValueError as refused:
        assert str(refused) == "should begin with http:// or https://"  # noqa: PT017 - either way is right
    else:
        assert not url or url.lower().startswith(("http", "https"))


def test_a_driver_may_be_named() -> None:
    url = "postgresql+psycopg://db/sales"
    assert values.address("postgresql")(url) == url


@given(st.text())
def test_a_time_zone_is_known_or_refused(text: str) -> None:
    try:
        assert values.time_zone(text).key == text.strip()
    except ValueError as refused:
        assert str(refused) == "should be a time zone such as Asia/Singapore"  # noqa: PT017 - either way is right


def test_an_empty_token_stays_empty() -> None:
    assert values.token("xoxb-")("  ") == ""
