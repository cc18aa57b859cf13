from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.opt_out import has_opted_out


@pytest.mark.parametrize(
    "properties",
    [
        {"hs_email_optout": True},
        {"Opted out": "Yes"},
        {"Email Unsubscribed": "x"},
        {"do_not_call": 1.0},
        {"DNC": "ya"},
        {"Lead Status": "Do not contact"},
        {"consent": "unsubscribed"},
    ],
)
def test_a_no_is_heard_however_it_is_said(properties: dict[str, object]) -> None:
    assert has_opted_out({"Favourite colour": "blue", **properties})


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"hs_email_optout": False},
        {"hs_email_optout": ""},
        {"Do not call": "no"},
        {"Opt in": "yes"},
        {"Remark": "he said do not call before ten o'clock in the morning, then it is fine"},
        {"Shopping": "yes"},
        {"lead status": None},
    ],
)
def test_other_words_are_no_no(properties: dict[str, object]) -> None:
    assert not has_opted_out(properties)


json = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=60))


@given(st.dictionaries(st.text(max_size=30), json, max_size=6))
def test_whatever_a_crm_holds_can_be_read(properties: dict[str, object]) -> None:
    assert has_opted_out(properties) in {True, False}
