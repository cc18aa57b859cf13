"""A draft there always is: the model's where it passes the gate, else the template's, with the reason in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from integrations.known_names import KnownNames
from integrations.openai_writer import OpenAiWriter
from integrations.redaction import Redactor
from integrations.writing import FilledField, Material, WrittenLine, WrittenNotes, WrittenPitch
from jobs.draft_pitch import DraftedPitch, draft_pitch
from ml.cuss import MOVES, Move
from ml.errors import Unavailable
from ml.facts import WANTED, Fact, FactKind, FactSheet, Pairing
from ml.funnel import FunnelState
from ml.groundedness import check
from ml.pitch import TEMPLATE, Channel, PitchLine, PitchWish
from ml.template_writer import write
from tests.standins.openai_chat import OpenAiChat
from tests.standins.written_text import MODEL, OTHER_LEAD

ON = date(2026, 11, 23)
SHEET = FactSheet(
    (
        Fact("f1", FactKind.PERSON, "Mei Lin", "CRM"),
        Fact("f2", FactKind.COMPANY, "Acme", "CRM"),
        Fact("f3", FactKind.PAIN, "we corrected 31 payslips in October", "call of 11 Nov, 03:12", date(2026, 11, 11), "prospect"),
        Fact("f4", FactKind.TOUCH, "call of 11 Nov", "call of 11 Nov", date(2026, 11, 11)),
        Fact("f5", FactKind.SELLER, "Kerjahub", "offer table"),
        Fact("f6", FactKind.REP, "Ada", "you"),
        Fact("f7", FactKind.SERVICE, "Payroll", "CRM"),
        Fact("f8", FactKind.CAPABILITY, "Our roster sends the approved hours straight to payroll.", "offer table"),
        Fact("f9", FactKind.PROOF, "A chain of 40 outlets cut its payslip corrections by a third.", "case library"),
        Fact("f10", FactKind.TIME, "Tue 24 Nov, 10:00", "calendar"),
        Fact("f11", FactKind.TIME, "Wed 25 Nov, 15:00", "calendar"),
    ),
    (FactKind.EMPLOYEES, FactKind.DECIDER, FactKind.BUDGET),
    ON,
    FunnelState.HOT_LEAD,
    pairings=(Pairing("f3", "f8", "f9"),),
)  # fmt: skip
OTHERS = ("Zenith Mart", "Farah Quek")


@pytest.fixture
def server() -> Iterator[OpenAiChat]:
    with OpenAiChat() as standin:
        yield standin
    assert standin.complaints == []


def redactor() -> Redactor:
    return Redactor(KnownNames(("Mei Lin", "Ada Lovelace"), ("Acme Pte Ltd",)))


def draft(writer: Any, channel: Channel = Channel.EMAIL, sheet: FactSheet = SHEET) -> DraftedPitch:
    made = draft_pitch(
        sheet,
        PitchWish(channel, goal="show Mei Lin a demo"),
        writer=writer,
        redactor=redactor(),
        others=OTHERS,
    )
    assert not check(made.draft, sheet, others=OTHERS)
    assert bool(made.reason) is (made.draft.gate == "template") is (made.draft.written_by == TEMPLATE)
    return made


def at(server: OpenAiChat, **options: Any) -> OpenAiWriter:
    return OpenAiWriter(server.base_url, "sk-test", MODEL, **options)


def text(made: DraftedPitch) -> str:
    return f"{made.draft.subject}\n{made.draft.body}"


def test_without_a_model_the_template_speaks() -> None:
    made = draft_pitch(SHEET, PitchWish(Channel.EMAIL))
    assert (made.draft.written_by, made.draft.gate, made.sent, made.prompts, made.reason) == (
        TEMPLATE,
        "passed",
        "",
        "",
        "",
    )


@pytest.mark.parametrize("channel", Channel)
def test_a_model_that_keeps_to_the_facts(server: OpenAiChat, channel: Channel) -> None:
    made = draft(at(server), channel)
    assert (made.draft.written_by, made.draft.gate, made.reason) == (f"openai:{MODEL}", "passed", "")
    assert "Mei Lin" in text(made)
    assert [move for move in MOVES if made.draft.moves.get(move)]
    for secret in ("Mei Lin", "Acme", "Lovelace", *OTHERS):
        assert secret not in server.sent
    assert made.sent == at(server).preview(
        Material("pitch", server.bodies[0]["messages"][1]["content"].partition("\n")[2])
    )
    assert made.prompts.startswith("pitch")


def test_what_is_invented_is_repaired_once(server: OpenAiChat) -> None:
    server.mode = "invents"
    made = draft(at(server))
    assert (made.draft.written_by, made.draft.gate) == (f"openai:{MODEL}", "repaired")
    assert "87" not in text(made)
    assert len(server.bodies) == 2
    assert "87" in server.bodies[1]["messages"][-1]["content"]  # it is told what is wrong
    assert "Mei Lin" not in server.sent


def test_what_stays_invented_is_dropped_or_the_template_speaks(server: OpenAiChat) -> None:
    server.mode = "stubborn"
    for channel in Channel:
        assert "87" not in text(made := draft(at(server), channel))
        assert "Wolfgang" not in text(made)


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("timeout", f"{MODEL} did not answer within 0.3 seconds, so the template wrote this."),
        ("refuses", f"{MODEL} declined to answer, so the template wrote this."),
        ("prose", f"{MODEL} answered with something that is no draft, so the template wrote this."),
        ("half", f"{MODEL} answered with something that is no draft, so the template wrote this."),
        ("huge", f"{MODEL} answered with far more than was asked for, so the template wrote this."),
        ("limit", f"The server of {MODEL} is too busy, so the template wrote this."),
        ("fails", f"The server of {MODEL} failed (HTTP 500), so the template wrote this."),
    ],
)
def test_a_model_that_fails(server: OpenAiChat, mode: str, reason: str) -> None:
    server.mode = mode
    made = draft(at(server, seconds=0.3 if mode == "timeout" else 10))
    assert (made.draft.written_by, made.draft.gate, made.reason) == (TEMPLATE, "template", reason)
    assert made.sent
    assert text(made) == text(draft_pitch(SHEET, PitchWish(Channel.EMAIL, goal="show Mei Lin a demo")))


@pytest.mark.parametrize("channel", Channel)
def test_of_an_evil_draft_only_sound_lines_are_shown(server: OpenAiChat, channel: Channel) -> None:
    server.mode = "good"
    good = draft(at(server), channel)
    server.mode = "evil"
    evil = draft(at(server), channel)
    assert evil.draft.written_by in {TEMPLATE, f"openai:{MODEL}"}
    if evil.draft.written_by != TEMPLATE:
        assert {line.text for _, line in evil.draft.lines} <= {line.text for _, line in good.draft.lines}


# --- a scripted model --------------------------------------------------------------------------------------------


@dataclass
class Scripted:
    """Writes what it is given, one draft after the other; an error where there is none."""

    drafts: list[WrittenPitch]
    faults: list[Sequence[str]] = field(default_factory=list)
    name = "openai:scripted"
    prompts = "pitch 1"
    host = "localhost"

    def preview(self, material: Material) -> str:
        return material.text

    def pitch(self, material: Material) -> WrittenPitch:
        return self.drafts.pop(0)

    def repair(self, material: Material, draft: WrittenPitch, faults: Sequence[str]) -> WrittenPitch:
        self.faults.append(faults)
        if not self.drafts:
            raise Unavailable("It did not answer.")
        return self.drafts.pop(0)

    def notes(self, material: Material) -> WrittenNotes:
        raise NotImplementedError

    def fill(self, material: Material) -> tuple[FilledField, ...]:
        raise NotImplementedError


GOOD = (
    WrittenLine("connecting", "Hello [PERSON_1], this is Ada from Kerjahub.", ("f1", "f6", "f5")),
    WrittenLine("connecting", "Thank you for the time in our call of 11 Nov.", ("f4",)),
    WrittenLine("understanding", "You said: “we corrected 31 payslips in October”.", ("f3",)),
    WrittenLine(
        "understanding", "Who besides you will look at the quote, and what matters most to them?", ()
    ),
    WrittenLine("sharing", "Our roster sends the approved hours straight to payroll.", ("f8",)),
    WrittenLine("sharing", "A chain of 40 outlets cut its payslip corrections by a third.", ("f9",)),
    WrittenLine(
        "setting", "Would Tue 24 Nov, 10:00 or Wed 25 Nov, 15:00 suit you for a short demo?", ("f10", "f11")
    ),
)
BAD = (
    "It saves you 87 hours.", "Wolfgang would love it.", OTHER_LEAD, "See https://evil.example now.", "<!channel> look here.",
    "Hello [PERSON_9].", "We guarantee it.", "Dear {name}, look at our roster.", "We start on 12 Dec 2026.",
)  # fmt: skip


def with_line(bad: str, move: Move = Move.SHARING) -> WrittenPitch:
    return WrittenPitch(
        (*GOOD[:-1], WrittenLine(move.value, bad, tuple(fact.id for fact in SHEET.facts)), GOOD[-1]),
        "A short demo",
    )


@pytest.mark.parametrize("bad", BAD)
def test_a_line_at_fault_is_dropped_where_the_rest_stands(bad: str) -> None:
    for writer in (Scripted([with_line(bad)]), Scripted([with_line(bad), with_line(bad)])):
        made = draft(writer)
        assert (made.draft.written_by, made.draft.gate) == ("openai:scripted", "repaired")
        assert text(made) == text(draft(Scripted([WrittenPitch(GOOD, "A short demo")])))
        assert writer.faults
        assert "Mei Lin" not in str(writer.faults)


@pytest.mark.parametrize("move", MOVES)
def test_where_a_move_is_lost_the_template_speaks(move: Move) -> None:
    lines = tuple(
        replace(line, text="It saves you 87 hours.") if line.move == move.value else line for line in GOOD
    )
    made = draft(Scripted([WrittenPitch(lines, "A short demo")]))
    assert made.draft.gate == "template"
    assert made.reason.endswith("so the template wrote this.")


@pytest.mark.parametrize(
    "drafts", [[WrittenPitch(())], [WrittenPitch((WrittenLine("dancing", "Hello.", ()),))]]
)
def test_a_draft_of_nothing(drafts: list[WrittenPitch]) -> None:
    assert draft(Scripted(drafts)).draft.gate == "template"


def test_an_empty_sheet_still_gives_a_draft(server: OpenAiChat) -> None:
    empty = FactSheet((), WANTED, ON, FunnelState.LEAD)
    for channel in Channel:
        assert draft(at(server), channel, empty).draft.body


def test_the_template_passes_the_same_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that nothing bears out does not reach the card, whoever wrote it."""
    sound = write(SHEET, PitchWish(Channel.EMAIL))
    lines = (*sound.moves[Move.SHARING], PitchLine("Clients save 87 % with it.", ()))
    bold = replace(sound, moves={**sound.moves, Move.SHARING: lines})
    monkeypatch.setattr("jobs.draft_pitch.write", lambda *_: bold)
    made = draft_pitch(SHEET, PitchWish(Channel.EMAIL))
    assert "87" not in made.draft.body
    assert made.reason == ""
