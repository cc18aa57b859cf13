"""The trained tagger: what it must know, what must not change its mind, when it abstains, what corrections do."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.cuss import Move
from ml.cuss_examples import CORRECTION_WEIGHT, Example, written_examples
from ml.cuss_tagger import ABSTAIN_BELOW, CussTagger, Saying, digest_of, in_a_call, train_tagger
from ml.spoken_text import PROSPECT, REP, Utterance

# Minimum functionality: plain sentences of each move in three languages, none of them learned from.
PLAIN = (
    ("Good morning Mr Lim, this is Joanne calling, hope you are well.", REP, Move.CONNECTING),
    ("Selamat pagi Bu, apa kabar hari ini?", REP, Move.CONNECTING),
    ("How many people work in your warehouse?", REP, Move.UNDERSTANDING),
    ("We still calculate the overtime by hand every month.", PROSPECT, Move.UNDERSTANDING),
    ("Berapa karyawan yang bekerja di gudang Bapak?", REP, Move.UNDERSTANDING),
    ("Our system calculates the overtime automatically.", REP, Move.SHARING),
    ("Sistem kami mengira gaji secara automatik.", REP, Move.SHARING),
    ("Shall we do a demo on Thursday at ten?", REP, Move.SETTING),
    ("I will send you the quotation tomorrow morning.", REP, Move.SETTING),
    ("Saya hubungi Ibu lagi minggu depan.", REP, Move.SETTING),
    ("Hello, hello, can you hear me?", "", Move.NONE),
    ("Please leave a message after the tone.", "", Move.NONE),
    ("Okay.", PROSPECT, Move.NONE),
)
CALL = (
    ("Hi Mei Lin, thanks for picking up.", REP),
    ("How do you plan the shifts today?", REP),
    ("We plan them in a spreadsheet.", PROSPECT),
    ("Our roster warns before overtime.", REP),
    ("I'll send you the quote by Friday.", REP),
)
words = st.text(max_size=300) | st.sampled_from([text for text, _, _ in PLAIN])
roles = st.sampled_from(["", REP, PROSPECT, "somebody"])


@pytest.mark.parametrize(("text", "role", "move"), PLAIN)
def test_plain_sentences(tagger: CussTagger, text: str, role: str, move: Move) -> None:
    [tag] = tagger.tag_lines([Saying(text, role)])
    assert (tag.move, tag.text, tag.role) == (move, text, role)


def test_a_name_or_a_number_does_not_change_the_move(tagger: CussTagger) -> None:
    pairs = [
        ("Hi {}, it's Ada, is this a good moment?", ("Mei Lin", "Suresh", "Pak Budi")),
        ("We have {} people in three outlets.", ("45", "320", "1,200")),
        ("I'll send the quotation by {}.", ("Friday", "Monday", "Wednesday")),
    ]
    for text, fillings in pairs:
        said = {tag.move for tag in tagger.tag_lines([Saying(text.format(one)) for one in fillings])}
        assert len(said) == 1, text


def test_who_says_it_decides_whose_world_it_is(tagger: CussTagger) -> None:
    text = "The overtime is calculated automatically for each outlet."
    rep, prospect = (tagger.tag_lines([Saying(text, role)])[0] for role in (REP, PROSPECT))
    assert rep.move is Move.SHARING
    assert prospect.move is not Move.SHARING or prospect.confidence < rep.confidence


def test_a_call_is_tagged_sentence_by_sentence(tagger: CussTagger) -> None:
    talk = [Utterance(f"{text} Okay.", role) for text, role in CALL]
    [tags] = tagger.tag_talks([talk])
    assert [tag.text for tag in tags][::2] == [text for text, _ in CALL]
    assert [tag.utterance for tag in tags] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_a_call_alone_and_among_others_is_tagged_the_same(tagger: CussTagger) -> None:
    talk = in_a_call(CALL)
    other = in_a_call([("Uh-huh.", PROSPECT)] * 7)
    [alone] = tagger.tag_calls([talk])
    among = tagger.tag_calls([other, talk, [], other])
    assert among[1] == alone
    assert among[2] == []


def test_one_sentence_is_a_line(tagger: CussTagger) -> None:
    [[tag]] = tagger.tag_calls([in_a_call([("Shall we meet on Thursday?", REP)])])
    assert [tag] == tagger.tag_lines([Saying("Shall we meet on Thursday?", REP)])


def test_where_it_does_not_know_it_abstains(tagger: CussTagger) -> None:
    [tag] = tagger.tag_lines([Saying("xqzt vlorp")])
    assert tag.move is Move.NONE
    assert tag.confidence < ABSTAIN_BELOW or tag.confidence < 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(words, roles), max_size=8))
def test_anything_that_is_said_gets_a_tag(tagger: CussTagger, said: list[tuple[str, str]]) -> None:
    [tags] = tagger.tag_calls([in_a_call(said)])
    assert [(tag.text, tag.role) for tag in tags] == said
    assert all(0 <= tag.confidence <= 1 for tag in tags)
    lines = tagger.tag_lines([Saying(text, role) for text, role in said])
    assert len(lines) == len(said)


def test_the_same_examples_make_the_same_tagger() -> None:
    examples = written_examples()[:200]
    says = [Saying(text, role) for text, role, _ in PLAIN]
    one, other = (CussTagger(train_tagger(examples), "t").tag_lines(says) for _ in range(2))
    assert one == other


def test_a_correction_outweighs_what_was_written() -> None:
    examples = list(written_examples()[:300])
    phrase = "Kindly revert on the fruit basket."
    before = CussTagger(train_tagger(examples), "t").tag_lines([Saying(phrase, REP)])[0]
    gold = [
        Example(f"touch:{n}", phrase, REP, Move.CONNECTING, 0.5, weight=CORRECTION_WEIGHT) for n in range(3)
    ]
    after = CussTagger(train_tagger([*examples, *gold]), "t").tag_lines([Saying(phrase, REP)])[0]
    assert before.move is not Move.CONNECTING
    assert after.move is Move.CONNECTING
    assert digest_of(examples) != digest_of([*examples, *gold])


def test_shuffled_labels_teach_nothing() -> None:
    from random import Random

    from sklearn.metrics import f1_score

    examples = [one for one in written_examples() if one.language == "en"]
    moves = [one.move for one in examples]
    Random(0).shuffle(moves)  # noqa: S311 - labels dealt out anew, not secrets
    dealt = [
        Example(one.call, one.text, one.role, move, one.place, one.before)
        for one, move in zip(examples, moves, strict=True)
    ]
    held_out = [number for number, one in enumerate(dealt) if int(one.call[-1], 36) % 3 == 0]
    learned = [one for number, one in enumerate(dealt) if number not in set(held_out)]
    said = CussTagger(train_tagger(learned), "t").tag_lines(
        [Saying(dealt[number].text, dealt[number].role) for number in held_out]
    )
    truth = [dealt[number].move.value for number in held_out]
    assert f1_score(truth, [tag.move.value for tag in said], average="macro") < 0.35


def test_two_hours_of_talk_are_tagged(tagger: CussTagger) -> None:
    talk = [Utterance(f"{text} {number}.", role) for number in range(400) for text, role in CALL]
    begun = time.process_time()
    [tags] = tagger.tag_talks([talk])
    assert len(tags) >= 2000
    assert time.process_time() - begun < 60  # a runaway pattern would take minutes
