from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from integrations.phone_numbers import REGIONS, e164

MOBILE, FIXED = PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9123 4567", "+6591234567"),
        ("6212 3456", "+6562123456"),  # eight digits that begin like Indonesia's code
        ("(65) 91234567", "+6591234567"),
        ("65 9123 4567", "+6591234567"),
        ("0812-3456-7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("+62 (0) 812 3456 7890", "+6281234567890"),
        ("+62 0812 3456 7890", "+6281234567890"),
        ("0062 812 3456 7890", "+6281234567890"),
        ("628123456789", "+628123456789"),
        ("021 5678901", "+62215678901"),
        ("012-345 6789", "+60123456789"),
        ("60123456789", "+60123456789"),
        ("+44 7911 123456", "+447911123456"),
        ("+６５ 9123 4567", "+6591234567"),
        ("+65 9123 4567 ext. 12", "+6591234567"),
        ("9123 4567 x12", "+6591234567"),
        ("9123 4567#12", "+6591234567"),
        ("tel:+65-9123-4567;ext=12", "+6591234567"),
        ("+65 9123 4567,,12", "+6591234567"),
        ("+65 9000 0001", "+6590000001"),  # a range that is not handed out yet, but was dialled
    ],
)
def test_people_write_numbers_in_many_ways(written: str, meant: str) -> None:
    assert e164(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        *("", "+", "0", "000", "123456", "+65 123", "+999 1234 5678", "9123 4567 / 9876 5432"),
        *("call Ada", "client:ada", "anonymous", "1-800-FLOWERS", "9123 4567 " * 20, "+65 9123 4567 (Ada)"),
    ],
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert e164(written) is None


def test_the_first_region_in_which_it_is_a_number_wins() -> None:
    assert e164("03-2345 6789", ("ID", "MY")) == "+62323456789"
    assert e164("03-2345 6789", ("MY", "ID")) == "+60323456789"
    assert e164("020 7946 0958", ("GB",)) == "+442079460958"
    assert e164("020 7946 0958", ()) is None


@st.composite
def numbers(draw: st.DrawFn) -> phonenumbers.PhoneNumber:
    """A valid number of one of the three countries: an example with other last digits."""
    region = draw(st.sampled_from(REGIONS))
    example = phonenumbers.example_number_for_type(region, draw(st.sampled_from([MOBILE, FIXED])))
    assert example is not None
    return phonenumbers.PhoneNumber(
        country_code=example.country_code,
        national_number=int(example.national_number or 0) // 1000 * 1000 + draw(st.integers(0, 999)),
    )


@given(numbers(), st.sampled_from(["", " ext 7", " x123", "#9", ";ext=44"]), st.sampled_from(["-", " ", "."]))
def test_every_international_spelling_of_a_number_is_one(
    number: phonenumbers.PhoneNumber, extension: str, between: str
) -> None:
    plain = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    pretty = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL).replace(" ", between)
    for written in (plain, pretty, pretty.replace("+", "00"), plain.removeprefix("+"), f"tel:{plain}"):
        assert e164(written + extension) == plain


@given(numbers())
def test_a_local_spelling_is_read_in_its_own_country(number: phonenumbers.PhoneNumber) -> None:
    written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    region = phonenumbers.region_code_for_number(number)
    assert region is not None
    assert e164(written, (region,)) == phonenumbers.format_number(number, PhoneNumberFormat.E164)


@given(st.one_of(st.text(max_size=120), st.text("+0123456789 ()-./x#,;", max_size=40)))
def test_whatever_is_typed_the_answer_is_a_number_that_stays_itself(typed: str) -> None:
    found = e164(typed)
    if found is not None:
        assert found.startswith("+")
        assert found[1:].isascii()
        assert found[1:].isdecimal()
        assert 4 <= len(found) <= 18
        assert e164(found) == found
