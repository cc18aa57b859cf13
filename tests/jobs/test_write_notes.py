"""A model's notes: nothing but checked sentences, and numbers of sentences that were really said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from integrations.known_names import KnownNames
from integrations.openai_writer import OpenAiWriter
from integrations.redaction import Redactor
from integrations.store.written_notes import WrittenSummary
from integrations.writing import Material, WrittenNotes, WrittenSentence
from jobs.write_notes import MOST_LETTERS, write_notes
from ml.conversation import CallNotes, Quote
from ml.cuss import tag_utterances
from ml.dossier import Conversation
from ml.spoken_text import Utterance
from tests.standins.openai_chat import OpenAiChat
from tests.standins.written_text import MODEL

SAID = (
    Utterance("How do you plan shifts today?", "rep", "Ada"),
    Utterance("Mei Lin here. We corrected 31 payslips in October. We plan 40 outlets in a spreadsheet.", "prospect", "Mei Lin"),
    Utterance("I'll send the quote to 9123 4567 on Friday.", "rep", "Ada"),
)  # fmt: skip
TALK = Conversation(
    7, "call", datetime(2026, 11, 11, 2, tzinfo=UTC), SAID, tags=tuple(tag_utterances(SAID)), company="Acme Pte Ltd",
    contact="Mei Lin", rep="Ada Lovelace", service="Payroll",
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[OpenAiChat]:
    with OpenAiChat() as standin:
        yield standin
    assert standin.complaints == []


def redactor() -> Redactor:
    return Redactor(KnownNames(("Mei Lin", "Ada Lovelace"), ("Acme Pte Ltd",)))


def noted(
    server: OpenAiChat, talk: Conversation = TALK, notes: CallNotes | None = None, **options: Any
) -> WrittenSummary:
    writer = OpenAiWriter(server.base_url, "sk-test", MODEL, **options)
    return write_notes(talk, notes or CallNotes(), writer=writer, redactor=redactor())


@dataclass
class Scripted:
    """Answers with these notes, and keeps what it was given."""

    answer: WrittenNotes
    given: list[Material] = field(default_factory=list)
    name, prompts, host = "openai:scripted", "notes 1", "localhost"

    def notes(self, material: Material) -> WrittenNotes:
        self.given.append(material)
        return self.answer


def summary(*sentences: tuple[str, tuple[int, ...]]) -> WrittenSummary:
    writer: Any = Scripted(WrittenNotes(tuple(WrittenSentence(*one) for one in sentences)))
    return write_notes(TALK, CallNotes(), writer=writer, redactor=redactor())


def test_a_model_that_keeps_to_what_was_said(server: OpenAiChat) -> None:
    made = noted(server)
    assert made.sentences == (
        "It was said: We corrected 31 payslips in October.",
        "It was said: We plan 40 outlets in a spreadsheet.",
    )
    assert (made.picks, made.tags, made.reason) == (
        {"pains": (2, 3)},
        {2: "understanding", 3: "understanding"},
        "",
    )
    assert (made.written_by, made.prompts.startswith("pitch")) == (f"openai:{MODEL}", True)
    for secret in ("Mei Lin", "9123", "Acme"):
        assert secret not in server.sent
    assert json.loads(server.bodies[0]["messages"][1]["content"].partition("\n")[2])["sentences"][1] == {
        "n": 1, "who": "prospect", "says": "[PERSON_1] here.",
    }  # fmt: skip


def test_names_come_back() -> None:
    made = summary(("[PERSON_1] told us: they corrected 31 payslips in October.", (1, 2)))
    assert made.sentences == ("Mei Lin told us: they corrected 31 payslips in October.",)


@pytest.mark.parametrize(
    ("text", "rests_on"),
    [
        ("They corrected 32 payslips in October.", (2,)),
        ("They corrected 31 payslips in September.", (2,)),
        ("They corrected 31 payslips in October.", ()),
        ("They corrected 31 payslips in October.", (99,)),
        ("They corrected 31 payslips in October.", (3,)),
        ("Wolfgang corrected 31 payslips in October.", (2,)),
        ("They corrected 31 payslips in October, see https://evil.example.", (2,)),
        ("They corrected 31 payslips in October <!channel>.", (2,)),
        ("They corrected 31 payslips in October, [PERSON_44].", (2,)),
        ("They did not correct 31 payslips in October.", (2,)),
        ("The board will sign the contract tomorrow.", (0, 1, 2, 3, 4)),
    ],
)
def test_a_sentence_that_does_not_rest_on_what_was_said_is_dropped(
    text: str, rests_on: tuple[int, ...]
) -> None:
    made = summary((text, rests_on), ("They plan 40 outlets in a spreadsheet.", (3,)))
    assert made.sentences == ("They plan 40 outlets in a spreadsheet.",)
    assert made.reason == "1 of its sentences did not pass the check."


def test_of_other_leads_it_does_not_speak() -> None:
    said = (*SAID, Utterance("Zenith Mart plans 12 outlets in a spreadsheet, too.", "prospect"))
    talk = replace(TALK, utterances=said, tags=())
    answer = WrittenNotes((WrittenSentence("Zenith Mart plans 12 outlets in a spreadsheet.", (5,)),))
    writer: Any = Scripted(answer)
    for others, kept in (((), 1), (("Zenith Mart Pte Ltd",), 0)):
        made = write_notes(talk, CallNotes(), writer=writer, redactor=redactor(), others=others)
        assert len(made.sentences) == kept


def test_picks_and_tags_are_numbers_of_sentences() -> None:
    answer = WrittenNotes((), {"pains": (2, 2, 99, 3, 4, 1), "goals": (99,)}, {2: "setting", 99: "setting"})
    writer: Any = Scripted(answer)
    made = write_notes(TALK, CallNotes(), writer=writer, redactor=redactor())
    assert (made.picks, made.tags) == ({"pains": (2, 3, 4)}, {2: "setting"})


def test_of_two_hours_what_matters_is_sent() -> None:
    said = tuple(
        Utterance(f"Sentence {n} of the call is about rosters and little else.", "prospect")
        for n in range(2000)
    )
    talk = replace(
        TALK,
        utterances=(*said, Utterance("Uh-huh.", "rep"), Utterance("We lose 2 days.", "prospect")),
        tags=(),
    )
    writer: Any = Scripted(WrittenNotes((WrittenSentence("They lose 2 days.", (2001,)),)))
    made = write_notes(talk, CallNotes(gist=(Quote("We lose 2 days."),)), writer=writer, redactor=redactor())
    numbers = [one["n"] for one in json.loads(writer.given[0].text)["sentences"]]
    assert 2001 in numbers
    assert 2000 not in numbers
    assert numbers == sorted(numbers)
    assert len(writer.given[0].text) < 2 * MOST_LETTERS
    assert made.sentences == ("They lose 2 days.",)
    assert "long conversation" in made.reason


@pytest.mark.parametrize("said", [(), (Utterance(""),), (Utterance(" \n "),)])
def test_an_empty_transcript(server: OpenAiChat, said: tuple[Utterance, ...]) -> None:
    made = noted(server, replace(TALK, utterances=said, tags=()))
    assert not made.says_something
    assert made.reason
    assert server.requests == []


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("refuses", f"{MODEL} declined to answer, so there are only quotes."),
        ("prose", f"{MODEL} answered with something that is no summary, so there are only quotes."),
        ("timeout", f"{MODEL} did not answer within 0.3 seconds, so there are only quotes."),
    ],
)
def test_a_model_that_fails(server: OpenAiChat, mode: str, reason: str) -> None:
    server.mode = mode
    made = noted(server, seconds=0.3 if mode == "timeout" else 10)
    assert not made.says_something
    assert made.reason == reason


def test_an_evil_model_gets_nothing_through(server: OpenAiChat) -> None:
    server.mode = "evil"
    made = noted(server)
    assert made.sentences == ("It was said: We corrected 31 payslips in October.",)
    assert all(0 <= number <= 4 for numbers in made.picks.values() for number in numbers)
    assert made.tags.keys() <= set(range(5))
