from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.conversation import NextStep
from ml.cuss import Move, Tag, tag_utterances
from ml.gist import passages_of
from ml.promises import next_steps_in
from ml.spoken_text import PROSPECT, REP, Utterance, sentences

WEDNESDAY = date(2026, 11, 11)


def steps(*talk: Utterance, note: bool = False) -> list[NextStep]:
    return list(next_steps_in(passages_of(talk, tag_utterances(talk)), WEDNESDAY, note=note))


def told(*talk: Utterance, note: bool = False) -> list[tuple[str, date | None]]:
    return [(step.owner, step.due) for step in steps(*talk, note=note)]


FRIDAY, THURSDAY = date(2026, 11, 13), date(2026, 11, 12)


@pytest.mark.parametrize(
    ("role", "text", "owner", "due"),
    [
        (REP, "I'll send you the quotation by Friday.", REP, FRIDAY),
        (REP, "I will prepare the comparison and email it.", REP, None),
        (REP, "Could you send me the headcount list by Friday?", PROSPECT, FRIDAY),
        (REP, "Please share the roster with us on Friday.", PROSPECT, FRIDAY),
        (REP, "Shall we look at it together on Friday?", "", FRIDAY),
        (REP, "Let's pencil in Friday for the site visit.", "", FRIDAY),
        (PROSPECT, "I'll ask my boss and get back to you by Friday.", PROSPECT, FRIDAY),
        (PROSPECT, "Send me the quote by Friday.", REP, FRIDAY),
        (PROSPECT, "Can you send me the contract on Friday?", REP, FRIDAY),
        (PROSPECT, "Call me again after the audit.", REP, None),
        (PROSPECT, "Our finance director will sign it on Friday.", PROSPECT, FRIDAY),
        (PROSPECT, "The board meeting is on 20 November.", "", date(2026, 11, 20)),
        (REP, "Saya akan hantar sebut harga hari Jumaat ya.", REP, FRIDAY),
        (REP, "Boleh hantar senarai pekerja hari Jumaat?", PROSPECT, FRIDAY),
        (PROSPECT, "Hubungi saya lagi selepas raya.", REP, None),
        (PROSPECT, "Nanti saya tanya bos dulu.", PROSPECT, None),
        (REP, "Saya kirim penawarannya hari Jumat, Bu.", REP, FRIDAY),
        (REP, "Tolong kirim daftar karyawan sebelum hari Jumat.", PROSPECT, FRIDAY),
        (PROSPECT, "Kirim penawarannya hari Jumat ya.", REP, FRIDAY),
        ("", "I'll send you the quotation by Friday.", "", FRIDAY),
    ],
)
def test_whose_turn_it_is_and_until_when(role: str, text: str, owner: str, due: date | None) -> None:
    assert told(Utterance(text, role)) == [(owner, due)]


@pytest.mark.parametrize(
    "text",
    [
        "Let me share my screen.",
        "Let me check my calendar.",
        "Let me ask you something else.",
        "I'll be honest with you.",
        "Can you hear me now?",
        "We sent the hours on Friday.",
        "The payroll meeting is every Friday.",
        "Our system sends the payslips by itself.",
        "How do you plan your shifts?",
    ],
)
@pytest.mark.parametrize("role", [REP, PROSPECT])
def test_what_is_no_next_step(text: str, role: str) -> None:
    assert told(Utterance(text, role)) == []


def test_a_sentence_can_hold_a_step_of_each_side() -> None:
    (first, second) = steps(
        Utterance("Could you send the list by Thursday, and I'll send the quote on Friday?", REP)
    )
    assert (first.owner, first.due, first.quote.text) == (
        PROSPECT,
        THURSDAY,
        "Could you send the list by Thursday",
    )
    assert (second.owner, second.due, second.quote.text) == (REP, FRIDAY, "I'll send the quote on Friday?")


def test_dated_ones_come_first_the_soonest_before() -> None:
    talk = [
        Utterance("I'll send you the case study.", REP),
        Utterance("I'll send the quote on Friday.", REP),
        Utterance("I'll email the price list tomorrow.", REP),
    ]
    assert [due for _owner, due in told(*talk)] == [THURSDAY, FRIDAY, None]


@pytest.mark.parametrize(
    "answer",
    ["No, Friday is bad.", "We are not interested.", "Let me ask my boss first.", "Tak boleh, kami sibuk."],
)
def test_a_proposal_that_was_not_taken_is_no_next_step(answer: str) -> None:
    proposal = Utterance("Shall we do the demo on Friday?", REP)
    assert ("", FRIDAY) not in told(proposal, Utterance(answer, PROSPECT))
    assert ("", FRIDAY) in told(proposal, Utterance("Friday is fine.", PROSPECT))


def test_a_promise_stands_even_where_the_answer_is_open() -> None:
    promise = Utterance("I'll send the quote on Friday.", REP)
    assert (REP, FRIDAY) in told(promise, Utterance("Let me see when I can read it.", PROSPECT))
    assert told(promise, Utterance("No need, we are not interested.", PROSPECT)) == []


def test_a_date_that_is_only_said_again_is_no_second_step() -> None:
    talk = [
        Utterance("I'll send the quote on Friday.", REP),
        Utterance("Send me the quote on Friday.", PROSPECT),
    ]
    assert told(*talk) == [(REP, FRIDAY)]


@pytest.mark.parametrize(
    ("note", "owner", "due"),
    [
        ("Send quote by Friday.", REP, FRIDAY),
        ("Need to call her back on Friday.", REP, FRIDAY),
        ("I'll prepare the comparison.", REP, None),
        ("She will send the headcount by Friday.", PROSPECT, FRIDAY),
        ("Bu Rina akan kirim data karyawan hari Jumat.", PROSPECT, FRIDAY),
        ("Demo on Friday with the whole team.", "", FRIDAY),
    ],
)
def test_in_a_note_the_writer_is_the_seller(note: str, owner: str, due: date | None) -> None:
    assert told(Utterance(note), note=True) == [(owner, due)]


def test_promises_are_found_where_tags_are_wrong() -> None:
    text = "I'll send you the quotation by Friday."
    wrong = [Tag(Move.UNDERSTANDING, 0.9, text, REP, 0)]
    found = next_steps_in(passages_of([Utterance(text, REP)], wrong), WEDNESDAY)
    assert [step.owner for step in found] == [REP]


@given(
    st.lists(st.builds(Utterance, st.text(max_size=120), st.sampled_from(["", REP, PROSPECT])), max_size=6),
    st.dates(),
    st.booleans(),
)
def test_every_step_is_a_piece_of_what_was_said(talk: list[Utterance], on: date, note: bool) -> None:
    said = [text for each in talk for text in sentences(each.text)]
    for step in next_steps_in(passages_of(talk, tag_utterances(talk)), on, note=note):
        assert any(step.quote.text in text for text in said)
        assert step.due is None or step.due >= on
