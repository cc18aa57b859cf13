from __future__ import annotations

from datetime import date

import pytest

from ml.cuss import Move
from ml.facts import Fact, FactKind, FactSheet, Pairing, WorkedLine
from ml.funnel import FunnelState
from ml.pitch import PitchLine
from ml.worked_reuse import worked_line


def found(move: Move, text: str, take: int = 0) -> PitchLine | None:
    facts = (
        Fact("p", FactKind.PAIN, "we lose days on timesheets", "call"),
        Fact("c", FactKind.CAPABILITY, "Our clock checks timesheets.", "offer table"),
        Fact("w", FactKind.WORKED, text, "call of 3 Mar"),
    )
    line = WorkedLine(move, text, "call of 3 Mar", 7, 6, 9)
    sheet = FactSheet(
        facts, (), date(2026, 11, 25), FunnelState.LEAD, pairings=(Pairing("p", "c"),), worked=(line,)
    )
    return worked_line(sheet, move, take)


@pytest.mark.parametrize(
    ("move", "text"),
    [
        (Move.CONNECTING, "I promise to keep it short, is all I can say, you know."),
        (Move.UNDERSTANDING, "How do you plan the shifts today?"),
        (Move.SHARING, "The app holds the timesheets against the roster."),
        (Move.SETTING, "Shall we look at it together with your own roster?"),
    ],
)
def test_a_sentence_that_fits_is_said_as_it_was(move: Move, text: str) -> None:
    assert found(move, text.replace("I promise to", "I will")) is not None
    assert found(move, text.replace("I promise to", "I will"), take=1) is None


@pytest.mark.parametrize(
    ("move", "text"),
    [
        (Move.CONNECTING, "We met at the breakfast, is this a good time for you?"),
        (Move.CONNECTING, "How are the kids, is school out already?"),
        (Move.UNDERSTANDING, "You said the hours come in late, is that right?"),
        (Move.UNDERSTANDING, "Berapa banyak cawangan masih guna kad kertas?"),
        (Move.SHARING, "Our dashboard shows who is on leave."),
        (Move.SHARING, "Since you told me of timesheets, here they arrive."),
        (Move.SETTING, "Shall we do the demo on Friday?"),
        (Move.SETTING, "I will send you the material."),
    ],
)
def test_what_leans_on_another_call_stays_there(move: Move, text: str) -> None:
    assert found(move, text) is None
