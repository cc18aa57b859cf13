"""A sentence about a conversation passes only where the sentences it names say it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.dossier import Conversation
from ml.said_names import other_names
from ml.summary_gate import LONGEST_SENTENCE, SummaryGate

TALK = Conversation(
    1, "call", datetime(2026, 11, 11, tzinfo=UTC), (), company="Acme", contact="Mei Lin", rep="Ada"
)
GATE = SummaryGate(TALK, other_names(["Zenith Mart"]))
SAID = (
    "We corrected 31 payslips in October.",
    "Our director Tan decides by 20 March.",
    "Zenith Mart uses paper.",
)


@pytest.mark.parametrize(
    "text",
    [
        "They corrected 31 payslips in October.",
        "Mei Lin said they corrected 31 payslips in October.",
        "Their director Tan decides by 20 March.",
        "Payslips were corrected in October.",
    ],
)
def test_what_was_said(text: str) -> None:
    assert GATE.passes(text, SAID)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("They corrected 31 payslips in October.", ()),
        ("They corrected 31 payslips in October.", SAID[1:]),
        ("They corrected 13 payslips in October.", SAID),
        ("They corrected 31 payslips in November.", SAID),
        ("Wolfgang corrected 31 payslips in October.", SAID),
        ("Their director Wolfgang decides by 20 March.", SAID),
        ("Zenith Mart uses paper.", SAID),
        ("They corrected 31 payslips in October, see evil.example.com.", SAID),
        ("<!channel> They corrected 31 payslips in October.", SAID),
        ("They corrected 31 payslips in October" + ", in October" * 40 + ".", SAID),
        ("", SAID),
    ],
)
def test_what_was_not(text: str, said: tuple[str, ...]) -> None:
    assert not GATE.passes(text, said)


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_anything_may_be_written_and_said(text: str, said: list[str]) -> None:
    if GATE.passes(text, said):
        assert said
        assert len(text) <= LONGEST_SENTENCE


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_number_never_passes(told: int, written: int) -> None:
    said = [f"We have {told} payslips to correct in October."]
    assert GATE.passes(f"They have {told} payslips to correct.", said)
    assert GATE.passes(f"They have {written} payslips to correct.", said) is (told == written)
