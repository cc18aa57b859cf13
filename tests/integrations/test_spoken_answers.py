"""A speech server's answer is words with starts, or nothing; what a stuck model repeats is said once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.spoken_answers import Said, clean, read_plain, read_timed

wild = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "segments", "start", "no_speech_prob", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def timed(*segments: Any, text: str = "all") -> list[tuple[float, str]] | None:
    found = read_timed(json.dumps({"text": text, "segments": list(segments)}).encode())
    return None if found is None else [(one.start, one.text) for one in found]


def test_segments_have_their_starts() -> None:
    assert timed({"start": 0, "text": " Hi. "}, {"start": 2.5, "text": "Bye"}) == [(0.0, "Hi."), (2.5, "Bye")]
    assert timed({"start": 3, "text": "a"}, {"start": 1, "text": "b"}, {"text": "c"}, 5, {"text": None}) == [
        (3.0, "a"),
        (3.0, "b"),
        (3.0, "c"),
    ]


def test_without_segments_the_text_is_one() -> None:
    assert read_timed(b'{"text": " Hi\\u0000 there "}') == [Said(0.0, "Hi there")]
    assert read_timed(b'{"text": "", "segments": []}') == []
    assert read_plain(b" Hi.\n\nThere\n") == [Said(0.0, "Hi. There")]
    assert read_plain(b"") == []
    assert read_plain(b" <!DOCTYPE html><p>x") is None


def test_words_heard_in_silence_are_left_out() -> None:
    sure = {"start": 0, "text": "Really", "no_speech_prob": 0.9, "avg_logprob": -0.3}
    imagined = {"start": 1, "text": "Thank you", "no_speech_prob": 0.9, "avg_logprob": -1.4}
    quiet = {"start": 2, "text": "said", "no_speech_prob": 0.1, "avg_logprob": -1.4}
    assert timed(sure, imagined, quiet) == [(0.0, "Really"), (2.0, "said")]


def test_the_same_again_and_again_is_said_once() -> None:
    again = [{"start": n, "text": "Thank you."} for n in range(30)]
    assert timed({"start": 0, "text": "Hi"}, *again, {"start": 40, "text": "Bye"}) == [
        (0.0, "Hi"),
        (0.0, "Thank you."),
        (40.0, "Bye"),
    ]
    assert timed(*again[:4]) == [(float(n), "Thank you.") for n in range(4)]
    assert clean("so " + "we will see about that " * 200 + "bye") == "so we will see about that bye"
    assert clean("la " * 4) == "la la la la"


def test_a_long_text_is_read_quickly_and_bounded() -> None:
    assert len(clean("word and another " * 100_000)) < 100
    assert len(clean("x" * 5_000_000)) == 200_000


@pytest.mark.parametrize("answer", [b"", b"null", b"[]", b"{}", b'{"text": null}', b"\xff", b"[" * 99_999])
def test_what_is_no_transcript(answer: bytes) -> None:
    assert read_timed(answer) is None


@given(wild)
def test_any_answer_is_words_that_can_be_stored_or_none(value: Any) -> None:
    for one in read_timed(json.dumps(value).encode()) or ():
        assert one.start >= 0
        assert one.text == one.text.strip() != ""
        assert "\0" not in one.text
        one.text.encode()


@given(st.lists(st.sampled_from(["ja", "no", "ok"]), max_size=30))
def test_what_is_left_out_was_said_right_before(words: list[str]) -> None:
    kept = clean(" ".join(words)).split()
    rest = iter(words)
    assert all(word in rest for word in kept)  # in the same order
    assert set(kept) == set(words)


@given(st.text(max_size=200))
def test_what_does_not_repeat_is_kept(text: str) -> None:
    words = list(dict.fromkeys(text.replace("\0", " ").encode("utf-8", "replace").decode().split()))
    assert clean(" ".join(words)).split() == words
