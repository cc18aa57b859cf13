from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.cuss import Move, Tag, tag_utterances
from ml.gist import PIECE, gist_of, passages_of, pick, roles_of, weights_of
from ml.spoken_text import PROSPECT, REP, Utterance, count_words

CALL = (
    Utterance("Hi Mei, how was your weekend in Penang with the kids and your mother?", REP, "Ada"),
    Utterance("Lovely, thanks.", PROSPECT, "Mei"),
    Utterance("How do you make the roster today?", REP, "Ada"),
    Utterance("The roster is made in Excel. Each roster takes two managers a whole day.", PROSPECT, "Mei"),
    Utterance("Okay, okay, I see, right, right, yes, sure, of course, I understand, okay then.", REP, "Ada"),
    Utterance("And overtime costs us nine thousand a month.", PROSPECT, "Mei"),
)


def texts(k: int, talk: tuple[Utterance, ...] = CALL) -> list[str]:
    return [quote.text for quote in gist_of(talk, k, tag_utterances(talk))]


def test_what_matters_is_told_in_the_order_in_which_it_was_said() -> None:
    assert texts(2) == [
        "Each roster takes two managers a whole day.",
        "And overtime costs us nine thousand a month.",
    ]


def test_small_talk_and_nods_are_no_gist_however_long() -> None:
    assert not [text for text in texts(3) if "Penang" in text or "of course" in text]


def test_a_quote_says_who_and_when() -> None:
    (quote,) = gist_of([Utterance("We lose two days.", PROSPECT, "Mei", 12.5)], 1)
    assert (quote.text, quote.role, quote.speaker, quote.start) == (
        "We lose two days.",
        PROSPECT,
        "Mei",
        12.5,
    )


def test_nothing_is_quoted_twice() -> None:
    said = tuple(Utterance("We plan every shift by hand.", PROSPECT) for _ in range(50))
    assert len(texts(3, said)) == 1


def test_talk_without_any_full_stop_is_quoted_in_pieces() -> None:
    endless = " ".join(f"word{n}" for n in range(1000))
    quotes = texts(3, (Utterance(endless),))
    assert len(quotes) == 3
    assert all(quote in endless and count_words(quote) <= PIECE for quote in quotes)


@pytest.mark.parametrize("k", [0, 1, 2, 5, 100])
def test_never_more_sentences_than_asked_for(k: int) -> None:
    assert len(texts(k)) <= k


def test_nothing_said_has_no_gist() -> None:
    assert gist_of([]) == gist_of([Utterance("")]) == gist_of([Utterance("… — !")]) == ()


def test_several_names_and_no_seller_are_nobody_known() -> None:
    doctor = [Utterance("Hi", PROSPECT, "Doctor"), Utterance("Hello", PROSPECT, "Patient")]
    assert roles_of(doctor) == ["", ""]
    assert roles_of([*doctor, Utterance("Hey", REP, "Ada")]) == [PROSPECT, PROSPECT, REP]
    assert roles_of([Utterance("Hi", PROSPECT, "Mei")]) == [PROSPECT]


def test_a_passage_has_the_tag_of_its_sentence() -> None:
    talk = [Utterance("Hello. We pay by hand.", PROSPECT)]
    tags = [Tag(Move.UNDERSTANDING, 0.9, "We pay by hand.", PROSPECT, 0)]
    assert [(one.move, one.confidence) for one in passages_of(talk, tags)] == [
        (Move.NONE, 0.0),
        (Move.UNDERSTANDING, 0.9),
    ]


def test_what_is_worth_nothing_is_not_picked() -> None:
    passages = passages_of(CALL)
    assert pick(passages, 3, weights_of(passages), lambda _one: 0.0) == []


SAID = st.lists(
    st.builds(
        Utterance,
        st.text(max_size=200),
        st.sampled_from(["", REP, PROSPECT]),
        st.sampled_from(["", "Ada", "Mei"]),
        st.none() | st.floats(0, 9e4),
    ),
    max_size=12,
)


@given(SAID, st.integers(0, 6))
def test_every_sentence_is_a_piece_of_its_utterance(talk: list[Utterance], k: int) -> None:
    quotes = gist_of(talk, k, tag_utterances(talk))
    assert len(quotes) <= k
    for one in passages_of(talk):
        assert one.quote.text in talk[one.utterance].text
    assert {quote.text for quote in quotes} <= {one.quote.text for one in passages_of(talk)}
