"""The words of the recap card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.dates import Reader
from bot.blocks.recap_card import NOTHING_SAID, Recap, nothing_to_recap, recap_card, recap_line
from bot.sandbox.plain_words import words_of
from integrations.store.conversations import ConversationLine
from integrations.store.written_notes import WrittenSummary
from ml.call_notes import notes_of
from ml.conversation import CallNotes, Ending, NextStep, Objection, Quote, TalkFigures
from ml.cuss import Coverage, Move, tag_utterances
from ml.dossier import Conversation
from ml.funnel import FunnelState
from ml.spoken_text import Utterance
from tests.bot.blocks.slack_takes import parts, slack_takes

if TYPE_CHECKING:
    from bot.blocks.kit import Block

READER = Reader(datetime(2026, 11, 23, 17, 0, tzinfo=ZoneInfo("Asia/Singapore")))
AT = datetime(2026, 11, 11, 17, 30, tzinfo=UTC)  # the 12th in Singapore
TALK = Conversation(
    7,
    "call",
    AT,
    (Utterance("Hello.", "rep"),),
    pursuit_id=1,
    duration_s=725,
    contact="Mei Lin",
    contact_role="HR manager",
    rep="Ada Tan",
)
PAIN = Quote("We corrected 31 payslips in October.", "prospect", "Mei Lin", 192.0)
CHEAPER = Quote("Your competitor is cheaper.", "prospect", "", 520.0)
NOTES = CallNotes(
    next_steps=(
        NextStep(Quote("I'll send the quote by Friday."), "rep", date(2026, 11, 13)),
        NextStep(Quote("I'll ask for the budget."), "prospect"),
        NextStep(Quote("We talk on the 27th."), "", date(2026, 11, 27)),
    ),
    needs={
        "pains": (PAIN,),
        "goals": (Quote("We open three outlets.", "prospect"),),
        "deciders": (Quote("The CFO signs."),),
    },
    objections=(Objection(CHEAPER, Quote("It pays itself back.", "rep")), Objection(Quote("No time."))),
    numbers=(Quote("Twelve outlets.", "prospect"),),
    coverage=Coverage(0.12, 0.34, 0.46, 0.08),
    missing=Move.SETTING,
    ask="Who besides you will look at the quote?",
    talk=TalkFigures(0.57, 130.0, 9, 4.24),
    ending=Ending.AGREED,
)
RECAP = Recap("Acme Pte Ltd · Rostering", TALK, NOTES, FunnelState.PROSPECT)
HERE = ConversationLine(7, "call", AT, "", 725, "Mei Lin")
BEFORE = ConversationLine(5, "meeting", datetime(2026, 11, 2, 3, tzinfo=UTC), "", 1800, "Mei Lin")
MISSED = ConversationLine(6, "call", datetime(2026, 11, 9, 3, tzinfo=UTC), "voicemail", 18)


def card(recap: Recap) -> tuple[Block, ...]:
    shown = recap_card(recap, READER, "abc")
    assert slack_takes(shown, recap_line(recap, READER))
    return shown


def words(**changes: object) -> str:
    return words_of(card(replace(RECAP, **changes)))  # type: ignore[arg-type] # named parts of a recap


def noted(**changes: object) -> str:
    return words(notes=replace(NOTES, **changes))  # type: ignore[arg-type] # named parts of notes


def test_the_whole_card() -> None:
    assert words() == (
        "Acme Pte Ltd · Rostering · call of 12 Nov\n"
        "12 min · Mei Lin (HR manager) with Ada Tan · call\n"
        "They agreed to the next step\n"
        "That suggests the stage Prospect.\n"
        "Next steps\n"
        "  • “I'll send the quote by Friday.” – you, 13 Nov, OVERDUE 10 days\n"
        "  • “I'll ask for the budget.” – them, no date\n"
        "  • “We talk on the 27th.” – 27 Nov, due in 4 days\n"
        "They need\n"
        "  • Goal: “We open three outlets.” (they)\n"
        "  • Pain: “We corrected 31 payslips in October.” (Mei Lin 03:12)\n"
        "Decides\n"
        "  • “The CFO signs.”\n"
        "Objections\n"
        "  • “Your competitor is cheaper.” (they 08:40) – answered: “It pays itself back.”\n"
        "  • “No time.” – not answered\n"
        "Numbers and dates they named\n"
        "  • “Twelve outlets.” (they)\n"
        "Moves\n"
        "█ Connecting 12 %\n"
        "████ Understanding 34 %\n"
        "██████ Sharing 46 %\n"
        "█ Setting 8 %\n"
        "Missing: who signs. Ask: “Who besides you will look at the quote?”\n"
        "Talk: you 57 % · longest stretch 2 min 10 s · 9 questions · 4.2 changes of speaker a minute (approx., from words)\n"
        "[ Draft follow-up ]  [ A tag is wrong ]\n"
        "Quoted from the transcript, nothing rephrased. "
        "Moves and next steps are read by a tagger that errs: correct it where it does.\n"
        "[ 👍 Helpful ]  [ 👎 Not helpful ]"
    )


def test_the_line_says_the_same_as_the_card() -> None:
    assert recap_line(RECAP, READER) == (
        "Acme Pte Ltd · Rostering · call of 12 Nov. They agreed to the next step. "
        "Next: I'll send the quote by Friday."
    )


def test_how_it_ended_in_words() -> None:
    assert "They said no" in noted(ending=Ending.DISAGREED)
    assert "The next step is open" in noted(ending=Ending.OPEN)
    assert "That suggests" not in words(suggested=None)


def test_where_no_need_was_told_the_gist_speaks() -> None:
    shown = noted(needs={}, gist=(PAIN, PAIN, Quote("So be it.")))
    assert "They need" not in shown
    assert shown.count("We corrected 31 payslips") == 1
    assert (
        "What was said\n  • “We corrected 31 payslips in October.” (Mei Lin 03:12)\n  • “So be it.”" in shown
    )


def test_a_sentence_that_is_decider_and_process_is_quoted_once() -> None:
    one = Quote("Our CFO signs it after the board meeting.", "prospect")
    assert noted(needs={"deciders": (one,), "process": (one,)}).count("Our CFO signs it") == 1


def test_talk_is_not_available_where_nobody_knows_who_spoke() -> None:
    assert "Talk: not available: nobody knows who spoke when" in noted(talk=None)
    note = replace(TALK, is_transcript=False, channel="note")
    assert "Talk" not in words_of(card(replace(RECAP, conversation=note, notes=replace(NOTES, talk=None))))
    assert "1 question ·" in noted(talk=TalkFigures(0.5, 42.4, 1, 1.0))
    assert "longest stretch 42 s · 3 questions\n" in noted(talk=TalkFigures(0.5, 42.4, 3, approximate=False))


def test_a_note_is_called_a_note() -> None:
    note = replace(TALK, is_transcript=False, channel="note", contact="", duration_s=None)
    shown = words(conversation=note)
    assert "Acme Pte Ltd · Rostering · note of 12 Nov\nAda Tan · note\n" in shown
    assert "Quoted from the note, nothing rephrased" in shown


def test_who_picked_the_quotes_is_said() -> None:
    assert "Picked by openai:some-model, quoted from the transcript." in noted(written_by="openai:some-model")


def test_a_summary_of_a_language_model_says_who_wrote_it() -> None:
    written = WrittenSummary(("They want it before May.",), "openai:some-model")
    assert (
        "In short – written by openai:some-model, checked against the transcript\n  • They want it before May."
    ) in words(written=written)
    failed = WrittenSummary((), "openai:some-model", reason="The language model did not answer in time.")
    assert "\nThe language model did not answer in time.\n" in words(written=failed)
    assert "some-model is writing a summary; it comes in a moment." in words(waiting_for="some-model")


def test_other_conversations_are_a_choice() -> None:
    shown = card(replace(RECAP, others=(HERE, MISSED, BEFORE)))
    [chooser] = [part for part in parts(list(shown)) if part.get("type") == "static_select"]
    assert [(one["text"]["text"], one["value"]) for one in chooser["options"]] == [
        ("call of 9 Nov, 18 s · Voicemail", "1:6"),
        ("meeting of 2 Nov, 30 min · Mei Lin", "1:5"),
    ]


@pytest.mark.parametrize(("code", "told"), NOTHING_SAID.items())
def test_where_nothing_was_said(code: str, told: str) -> None:
    silent = replace(
        RECAP, conversation=replace(TALK, duration_s=18), notes=CallNotes(code), others=(MISSED, BEFORE)
    )
    shown = words_of(card(silent))
    assert f"\n{told}, 18 s. Nothing to summarise.\n" in shown
    assert "Last real conversation: meeting of 2 Nov, 30 min.\n" in shown
    for without in ("Moves\n", "Draft follow-up", "A tag is wrong", "That suggests"):
        assert without not in shown
    assert recap_line(silent, READER).endswith(f"call of 12 Nov. {told}.")


def test_what_was_promised_on_a_voicemail_is_kept() -> None:
    step = NextStep(Quote("I'll call back on Friday."), "rep", date(2026, 11, 27))
    shown = words(notes=CallNotes("voicemail", next_steps=(step,)))
    assert "Next steps\n  • “I'll call back on Friday.” – you, 27 Nov, due in 4 days" in shown


def test_nothing_in_any_conversation() -> None:
    shown = words_of(nothing_to_recap("Acme", [MISSED, replace(HERE, substance=None)], READER, "abc"))
    assert shown.startswith(
        "Acme\n"
        "Nothing to summarise yet\n"
        "  • call of 9 Nov, 18 s: Voicemail\n"
        "  • call of 12 Nov, 12 min: no words on record\n"
        "A call is read once its transcript or a note of it has arrived."
    )
    assert "No call or note with words in it yet." in words_of(nothing_to_recap("Acme", [], READER, "abc"))


def test_two_hours_of_talk_are_still_one_card() -> None:
    sentence = "We lose 12 days each month, and I'll send you the contract of outlet {} by Friday. "
    said = [
        Utterance(
            (sentence * 3).replace("{}", str(place)), ("rep", "prospect")[place % 2], start=place * 24.0
        )
        for place in range(300)
    ]
    notes = notes_of(said, tag_utterances(said), AT.date())
    shown = card(replace(RECAP, notes=notes, conversation=replace(TALK, utterances=tuple(said))))
    assert len(words_of(shown)) < 6000


@pytest.mark.parametrize(
    "said", ["x" * 5000, "<!channel> <@U1> " * 40, "<https://evil.example|Acme>", "\x00\u202e"]
)
def test_whatever_was_said_is_shown_as_words(said: str) -> None:
    quote = Quote(said, "prospect", said, 1.0)
    notes = replace(
        NOTES,
        next_steps=(NextStep(quote, "rep"),) * 9,
        needs=dict.fromkeys(("pains", "goals", "criteria", "deciders", "process"), (quote,) * 9),
        objections=(Objection(quote, quote),) * 9,
        numbers=(quote,) * 9,
        ask=said,
    )
    talk = replace(TALK, contact=said, contact_role=said, rep=said)
    lines = [replace(BEFORE, touch_id=number, contact=said) for number in range(100, 160)]
    written = WrittenSummary((said,) * 5, said)
    card(Recap(said, talk, notes, FunnelState.LEAD, lines, written))
    card(
        Recap(
            said,
            talk,
            replace(notes, substance="voicemail"),
            others=lines,
            written=WrittenSummary((), "", said),
        )
    )
