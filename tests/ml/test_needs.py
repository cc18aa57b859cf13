from __future__ import annotations

import pytest

from ml.conversation import NEEDS
from ml.cuss import tag_utterances
from ml.gist import passages_of, weights_of
from ml.needs import CUES, needs_in
from ml.spoken_text import PROSPECT, REP, Utterance


def found(*talk: Utterance) -> dict[str, tuple[str, ...]]:
    passages = passages_of(talk, tag_utterances(talk))
    return {
        need: tuple(one.text for one in quotes)
        for need, quotes in needs_in(passages, weights_of(passages)).items()
    }


SAID = {
    "goals": (
        "We want to open three more outlets next year.",
        "Our main goal is to cut overtime by a third.",
        "Kami nak tambah dua cawangan lagi tahun depan.",
        "Tujuan kami tahun ini mengurangi lembur.",
    ),
    "pains": (
        "We corrected 31 payslips in October.",
        "It takes my managers two days every month.",
        "Our staff complain that the roster comes out too late.",
        "Kami masih pakai kertas dan sering salah hitung.",
        "Pekerja kami merungut sebab jadual selalu lambat.",
    ),
    "criteria": (
        "It has to work without internet in the depot.",
        "Does it handle part-timers at two places?",
        "What matters most to us is that it is easy to use.",
        "Sistemnya harus bisa terhubung dengan Jurnal.",
        "Yang paling penting untuk kami harga dan sokongan.",
    ),
    "deciders": (
        "Our CFO signs anything above five thousand.",
        "I need to run it by my boss before I say yes.",
        "He needs approval from his brother.",
        "Pengarah yang tandatangan, saya cuma cadangkan.",
        "Bos saya yang memutuskan.",
    ),
    "process": (
        "We always take three quotes and then procurement looks at them.",
        "Our contract with the present vendor ends in August.",
        "The board meeting is at the end of the month.",
        "Kontrak kami habis bulan Oktober.",
        "Anggaran tahun depan ditetapkan di rapat direksi bulan Desember.",
    ),
}


@pytest.mark.parametrize(("need", "text"), [(need, text) for need, texts in SAID.items() for text in texts])
def test_what_a_target_says_of_its_needs(need: str, text: str) -> None:
    assert found(Utterance(text, PROSPECT)) == {need: (text,)}
    assert found(Utterance(text)) == ({} if text.endswith("?") else {need: (text,)})


def test_needs_stand_in_the_order_of_a_card() -> None:
    talk = [Utterance(texts[0], PROSPECT) for texts in reversed(SAID.values())]
    assert tuple(found(*talk)) == NEEDS


def test_the_sellers_words_are_no_needs() -> None:
    assert found(*(Utterance(texts[0], REP) for texts in SAID.values())) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Who signs this with you, your CFO or your director?",
        "Last time you said that leave requests get lost.",
        "Our app reminds the head nurse when somebody is late.",
    ],
)
def test_of_nobody_known_what_asks_plays_back_or_sells_is_no_need(text: str) -> None:
    assert found(Utterance(text)) == {}


def test_at_most_two_sentences_and_not_the_same_twice() -> None:
    talk = [Utterance(text, PROSPECT) for text in SAID["pains"]]
    assert len(found(*talk)["pains"]) == 2
    assert len(found(*([talk[0]] * 9))["pains"]) == 1


def test_small_talk_is_no_need() -> None:
    assert (
        found(Utterance("Hi Ada, how was your weekend?", PROSPECT), Utterance("Okay, bye.", PROSPECT)) == {}
    )


def test_each_need_has_cues() -> None:
    assert {cue.move for cue in CUES} == set(NEEDS)


def test_that_something_is_fine_is_no_pain() -> None:
    said = [
        Utterance("Good, 16 November is fine.", PROSPECT),
        Utterance("We were fined for wrong rest days.", PROSPECT),
    ]
    passages = passages_of(said, tag_utterances(said))
    assert [quote.text for quote in needs_in(passages, weights_of(passages))["pains"]] == [said[1].text]
