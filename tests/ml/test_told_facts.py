from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ml.cuss import tag_utterances
from ml.dossier import Conversation
from ml.facts import FactKind
from ml.spoken_text import Utterance
from ml.told_facts import promised_thing, told_in


def told(*lines: tuple[str, str], transcript: bool = True) -> set[tuple[FactKind, str]]:
    utterances = tuple(Utterance(text, role) for role, text in lines)
    at = datetime(2026, 11, 11, 4, tzinfo=UTC)
    tags = tuple(tag_utterances(utterances))
    return {
        (one.kind, one.text) for one in told_in(Conversation(1, "call", at, utterances, transcript, tags))
    }


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FactKind.PAIN, "We corrected 31 payslips in October, and every one of them was wrong."),
        (FactKind.PAIN, "Karyawan kami sering mengeluh jadwalnya telat."),
        (FactKind.VENDOR, "We use PayEasy, and the contract ends in July."),
        (FactKind.TIMELINE, "We use PayEasy, and the contract ends in July."),
        (FactKind.VENDOR, "We plan everything in a spreadsheet, and it takes two days each month."),
        (FactKind.BUDGET, "We pay 35 hundred a month now, and nobody is happy with it."),
        (
            FactKind.DECIDER,
            "Our CFO signs anything above ten thousand, and my director wants to see it first.",
        ),
        (FactKind.GOAL, "We want to open four more outlets next year without another coordinator."),
        (FactKind.OBJECTION, "Your competitor is cheaper, and my boss looks at nothing else."),
    ],
)
def test_a_sentence_fills_its_slot(kind: FactKind, text: str) -> None:
    assert (kind, text) in told(("prospect", text))


def test_heads_are_counted_where_they_were_told() -> None:
    assert (FactKind.EMPLOYEES, "1320") in told(("prospect", "We have about 1,320 people over 14 outlets."))


def test_the_sellers_sentences_and_questions_fill_none() -> None:
    assert not told(
        ("rep", "We use a spreadsheet too, and the errors were a problem."),
        ("prospect", "Do we lose days with it?"),
    )


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("I'll send you the quotation by Friday.", "the quotation"),
        ("Saya akan kirim penawaran hari Senin ya.", "the quotation"),
        ("Then I'll send the invite now.", "the invitation"),
        ("I'll call you on Thursday.", ""),
    ],
)
def test_what_is_owed_is_named(text: str, thing: str) -> None:
    assert promised_thing(text) == thing
