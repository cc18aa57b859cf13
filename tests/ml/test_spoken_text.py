from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.spoken_text import PROSPECT, REP, Utterance, count_words, plain, sentences, words_by


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("No end", ["No end"]),
        ("PT. Maju met Dr. Lim.", ["PT. Maju met Dr. Lim."]),
        ("Ask Mr. Tan. He knows.", ["Ask Mr. Tan.", "He knows."]),
        ("a line\nanother line", ["a line", "another line"]),
        ("It costs 4.50 a head.", ["It costs 4.50 a head."]),
        ("  ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text())
def test_sentences_are_verbatim_and_nothing_but_spaces_is_lost(text: str) -> None:
    parts = sentences(text)
    assert all(part in text and part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_words_are_counted_by_side() -> None:
    talk = [Utterance("one two", REP), Utterance("three", PROSPECT), Utterance("four five six", "")]
    assert (words_by(talk, REP), words_by(talk, PROSPECT)) == (2, 1)


def test_words_are_words_in_any_script() -> None:
    assert count_words("Saya nggak tahu, 你好 – 4,50?") == 5
    assert count_words("… !!! --") == 0


def test_the_plain_form_keeps_question_marks_and_clocks() -> None:
    assert plain("What’s up at 10:30?!") == " what's up at 10:30 ? "


def test_a_stored_utterance_is_read_with_whatever_is_missing() -> None:
    assert Utterance.of({"text": "hi", "role": "rep", "speaker": "Ada", "start": 3}) == Utterance(
        "hi", "rep", "Ada", 3.0
    )
    assert Utterance.of({"text": None, "start": "soon"}) == Utterance("")
