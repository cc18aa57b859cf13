"""The modal after a thumb down."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.rating_reason import CHOICES, MOST_CHARACTERS, Why, reason_of, reason_view
from tests.bot.blocks.any_values import text
from tests.bot.blocks.slack_takes import slack_takes_view


def test_slack_takes_it() -> None:
    view = reason_view("abc")
    assert slack_takes_view(view)
    assert view["private_metadata"] == "abc"


def given_values(choice: str | None, said: str | None) -> dict[str, Any]:
    picked = {"value": choice} if choice else None
    return {"choice": {"choice": {"selected_option": picked}}, "words": {"words": {"value": said}}}


def test_a_choice_and_words() -> None:
    assert reason_of(given_values("crm", "wrong owner")) == Why(
        "The CRM is wrong: wrong owner", doubts_crm=True
    )
    assert reason_of(given_values("other", None)) == Why("Something else")
    assert reason_of(given_values(None, " x ")) == Why("x")
    assert reason_of(given_values("invented", None)) == Why()


@given(text)
def test_words_fit(said: str) -> None:
    longest = max(map(len, CHOICES.values())) + 2
    assert len(reason_of(given_values("other", said)).words) <= MOST_CHARACTERS + longest


anything: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.text(), st.integers()),
    lambda inner: st.dictionaries(st.sampled_from(["choice", "words", "value", "selected_option"]), inner),
)


@given(st.dictionaries(st.sampled_from(["choice", "words"]), anything))
def test_any_values_are_read(values: dict[str, Any]) -> None:
    assert isinstance(reason_of(values), Why)
