"""A conversation's notes as plain lines."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.blocks.dates import Reader
from bot.blocks.recap_text import recap_text
from ml.call_notes import notes_of
from ml.cuss import tag_utterances
from ml.dossier import Conversation
from ml.spoken_text import Utterance
from tests.bot.talked_with_acme import AT, SAID


def test_what_a_note_in_the_crm_says_at_first() -> None:
    said = tuple(Utterance(text, role, "", start) for role, start, text in SAID)
    talk = Conversation(1, "call", AT, said, duration_s=725, contact="Mei Lin", contact_role="HR manager")
    text = recap_text(
        talk, notes_of(said, tag_utterances(said), AT.date()), Reader(datetime(2026, 11, 23, tzinfo=UTC))
    )
    lines = text.splitlines()
    assert lines[0] == "Call of 11 Nov 2026, 12 min, with Mei Lin (HR manager)."
    assert lines[1] == "They agreed to the next step."
    assert any("31 payslips" in line for line in lines)
    assert all(line.count("“") == line.count("”") for line in lines)
