"""The dialog behind "a tag is wrong": what it offers, and what is read of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.tag_correction import corrected, correction_view
from ml.cuss import MOVES, Move, Tag
from tests.bot.blocks.any_values import text
from tests.bot.blocks.slack_takes import parts, slack_takes_view

Json = dict[str, Any]
TAGS = (
    Tag(Move.CONNECTING, 0.9, "Hi Mei.", "rep", 0),
    Tag(Move.NONE, 0.3, "Uh-huh.", "prospect", 1),
    Tag(Move.CONNECTING, 0.4, "How was Bali?", "rep", 2),
    Tag(Move.SETTING, 0.8, "See you on Friday.", "rep", 3),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["sentence", "move", "selected_option", "value"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def groups(view: Json) -> list[tuple[str, list[tuple[str, str]]]]:
    [chooser] = [part for part in parts(view) if part.get("type") == "static_select"]
    return [
        (group["label"]["text"], [(one["text"]["text"], one["value"]) for one in group["options"]])
        for group in chooser["option_groups"]
    ]


def chosen(sentence: str, move: str) -> Json:
    return {
        "sentence": {"sentence": {"selected_option": {"value": sentence}}},
        "move": {"move": {"selected_option": {"value": move}}},
    }


def test_the_sentences_stand_by_their_move_in_the_order_of_the_call() -> None:
    view = correction_view("3:7", TAGS)
    assert slack_takes_view(view)
    assert view["private_metadata"] == "3:7"
    assert groups(view) == [
        ("Tagged connecting", [("Hi Mei.", "0"), ("How was Bali?", "2")]),
        ("Tagged setting", [("See you on Friday.", "3")]),
        ("Tagged none", [("Uh-huh.", "1")]),
    ]


def test_every_move_can_be_chosen_with_what_it_means() -> None:
    [radio] = [part for part in parts(correction_view("3:7", TAGS)) if part.get("type") == "radio_buttons"]
    assert [one["value"] for one in radio["options"]] == [*map(str, MOVES), "none"]
    assert all("–" in one["text"]["text"] for one in radio["options"])
    assert not any(one["text"]["text"].endswith("…") for one in radio["options"])


def test_of_a_long_call_the_least_sure_are_offered() -> None:
    tags = [
        Tag(Move.SHARING, number / 1000, f"Sentence {number}.", "rep", number) for number in range(300, 0, -1)
    ]
    view = correction_view("3:7", tags)
    assert slack_takes_view(view)
    [(_, offered)] = groups(view)
    assert len(offered) == 100
    assert {tags[int(value)].text for _, value in offered} == {
        f"Sentence {number}." for number in range(1, 101)
    }
    assert [int(value) for _, value in offered] == sorted(int(value) for _, value in offered)


@given(
    st.lists(
        st.builds(Tag, st.sampled_from([*MOVES, Move.NONE]), st.floats(0, 1), text, st.just("rep")),
        min_size=1,
        max_size=12,
    )
)
def test_what_is_offered_is_the_sentence_that_is_read(tags: list[Tag]) -> None:
    view = correction_view("3:7", tags)
    assert slack_takes_view(view)
    for label, offered in groups(view):
        for _, value in offered:
            number, move = corrected(chosen(value, "sharing"))
            assert number is not None
            assert label == f"Tagged {tags[number].move.value}"
            assert move is Move.SHARING


@pytest.mark.parametrize("value", ["", "-1", "x", "1.5", "²", "٣", " 1"])
def test_a_sentence_that_is_no_number_is_none(value: str) -> None:
    assert corrected(chosen(value, "setting")) == (None, Move.SETTING)


@pytest.mark.parametrize("value", ["", "SETTING", "<!channel>", "all"])
def test_a_move_that_is_none_of_ours_is_none(value: str) -> None:
    assert corrected(chosen("1", value)) == (1, None)


@given(st.dictionaries(st.sampled_from(["sentence", "move"]), anything))
def test_values_of_any_shape_are_read(values: Json) -> None:
    number, move = corrected(values)
    assert number is None or number >= 0
    assert move is None or isinstance(move, Move)
