"""The words of the pitch card, and of what can be done with a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.blocks.dates import Reader
from bot.blocks.pitch_card import (
    MOST_EDITED,
    Pitch,
    copy_card,
    edit_view,
    pitch_card,
    pitch_line,
    sent_card,
    whole_text,
    writing_card,
    writing_line,
)
from bot.sandbox.plain_words import words_of
from ml.cuss import MOVES, Move
from ml.facts import Fact, FactKind, FactSheet, WorkedLine
from ml.funnel import FunnelState
from ml.pitch import Channel, PitchDraft, PitchLine
from tests.bot.blocks.any_values import text
from tests.bot.blocks.slack_takes import parts, slack_takes, slack_takes_view
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from bot.blocks.kit import Block

READER = Reader(NOW.astimezone(ZoneInfo("Asia/Singapore")))
OPENER = "What would change for your managers if nobody had to chase them?"
SHEET = FactSheet(
    (
        Fact("f1", FactKind.PERSON, "Mei Lin", "CRM"),
        Fact("f2", FactKind.PAIN, "31 payslips", "call of 12 Nov, 00:15", date(2026, 11, 12)),
        Fact("f3", FactKind.EMPLOYEES, "320", "HubSpot", date(2026, 5, 1)),
        Fact("f4", FactKind.WORKED, OPENER, "call of 3 Mar with Bistro Group"),
        Fact("f5", FactKind.PROOF, "Bistro Group cut it by a third", "case library"),
    ),
    (FactKind.BUDGET,),
    date(2026, 11, 23),
    FunnelState.HOT_LEAD,
    worked=(
        WorkedLine(Move.UNDERSTANDING, OPENER, "call of 3 Mar with Bistro Group", 3, 6, 9),
        WorkedLine(Move.SETTING, "Shall we?", "call of 4 Mar with Metro Foods", 4, 5, 9),
    ),
)
DRAFT = PitchDraft(
    Channel.EMAIL,
    {
        Move.CONNECTING: (PitchLine("Hi Mei Lin.", ("f1",)),),
        Move.UNDERSTANDING: (PitchLine("You said 31 payslips.", ("f2",)), PitchLine(OPENER, ("f4",))),
        Move.SHARING: (PitchLine("That fits 320 people.", ("f3",)),),
        Move.SETTING: (PitchLine("Would Thursday suit you?"),),
    },
    "The 31 payslips",
    subject_facts=("f2",),
)
PITCH = Pitch("Acme Pte Ltd · Rostering", 1, DRAFT, SHEET, "renewal")


def card(pitch: Pitch) -> tuple[Block, ...]:
    shown = pitch_card(pitch, READER, "0123456789abcdef01234567")
    assert slack_takes(shown, pitch_line(pitch))
    return shown


def words(draft: PitchDraft = DRAFT, **changes: object) -> str:
    return words_of(card(replace(PITCH, draft=draft, **changes)))  # type: ignore[arg-type] # named parts of a pitch


def test_the_whole_card() -> None:
    assert words() == (
        "Acme Pte Ltd · Rostering · Email\n"
        "Subject: The 31 payslips\n"
        "Connecting\n"
        "Hi Mei Lin.\n"
        "Understanding\n"
        "You said 31 payslips.\n"
        f"{OPENER}\n"
        "Sharing\n"
        "That fits 320 people.\n"
        "Setting\n"
        "Would Thursday suit you?\n"
        "Evidence\n"
        "  • Pain: 31 payslips (call of 12 Nov, 00:15)\n"
        "  • Employees: 320 (HubSpot, 1 May) – 206 days old\n"
        "Worked before\n"
        f"  • “{OPENER}” (call of 3 Mar with Bistro Group; led on in 6 of 9 calls like this one)\n"
        "[ Copy ]  [ Edit ]  [ Another ]  [ What was sent to the language model ]  [ Lead card ]\n"
        "[ Email ▾ ]\n"
        "27 words · written by the template from 4 facts · 1 fact up to 206 days old\n"
        "[ 👍 Helpful ]  [ 👎 Not helpful ]"
    )


def test_the_line_says_the_same_as_the_card() -> None:
    assert pitch_line(PITCH) == "Draft for Acme Pte Ltd · Rostering (Email): The 31 payslips"
    call = replace(PITCH, draft=replace(DRAFT, subject="", channel=Channel.CALL))
    assert pitch_line(call) == "Draft for Acme Pte Ltd · Rostering (Call): Hi Mei Lin."


def test_who_wrote_it_and_how_it_went_are_said() -> None:
    model = replace(DRAFT, written_by="openai:some-model", gate="repaired")
    assert "written by openai:some-model from 4 facts · " in words(model)
    assert "checked: one try repaired" in words(model)
    spoken = words(reason="The language model did not answer in time, so the template wrote this.")
    assert "written by the template" in spoken
    assert "The language model did not answer in time, so the template wrote this.\n" in spoken


def test_a_draft_without_evidence_says_nothing_of_it() -> None:
    bare = PitchDraft(Channel.LINKEDIN, {Move.CONNECTING: (PitchLine("Hello."),)})
    shown = words(bare)
    assert "Evidence" not in shown
    assert "Worked before" not in shown
    assert "Understanding" not in shown
    assert "written by the template from 0 facts" in shown


def test_buttons_carry_the_pursuit_the_channel_and_the_goal() -> None:
    told = [part for part in parts(list(card(PITCH))) if part.get("type") in {"button", "static_select"}]
    values = {part["text"]["text"]: part["value"] for part in told if part["type"] == "button"}
    assert values["Another"] == "1:email:renewal"
    assert values["Copy"] == values["Edit"] == "0123456789abcdef01234567"
    [chooser] = [part for part in told if part["type"] == "static_select"]
    assert [one["value"] for one in chooser["options"]] == [
        f"1:{channel}:renewal" for channel in ("call", "email", "whatsapp", "linkedin")
    ]
    assert chooser["initial_option"]["text"]["text"] == "Email"


@given(text, text, text)
def test_a_goal_of_any_length_fits_the_buttons(goal: str, title: str, reason: str) -> None:
    card(replace(PITCH, title=title, goal=goal, reason=reason, pursuit_id=2**53))


@pytest.mark.parametrize("said", ["x" * 5000, "<!channel> " * 400, "<https://evil.example|this>", "\x00", ""])
def test_three_hundred_sentences_of_anything_are_a_card(said: str) -> None:
    lines = (PitchLine(said, tuple(f"f{number}" for number in range(300))),) * 75
    facts = tuple(Fact(f"f{number}", FactKind.PAIN, said, said, date(2026, 1, 1)) for number in range(300))
    pitch = Pitch(said, 1, PitchDraft(Channel.EMAIL, dict.fromkeys(MOVES, lines), said, said), replace(SHEET, facts=facts))  # fmt: skip
    card(pitch)


def test_what_is_copied_is_the_draft_alone() -> None:
    assert words_of(copy_card(whole_text(DRAFT))) == (
        "Subject: The 31 payslips\n\nHi Mei Lin.\n\n"
        f"You said 31 payslips. {OPENER}\n\n"
        "That fits 320 people.\n\nWould Thursday suit you?"
    )
    assert whole_text(replace(DRAFT, subject="")).startswith("Hi Mei Lin.")


def test_that_a_language_model_is_at_it() -> None:
    told = "some-model is writing a draft for Acme &lt;!here&gt; (Email) … a few seconds."
    assert writing_line("Acme <!here>", Channel.EMAIL, "some-model") == told
    assert slack_takes(writing_card("<!here>" * 900, Channel.CALL, "<@U1>"), told)


@given(text)
def test_the_dialog_takes_any_draft(said: str) -> None:
    view = edit_view("0123456789abcdef01234567", said)
    assert slack_takes_view(view)
    [field] = [part["element"] for part in parts(view) if part.get("type") == "input"]
    assert 0 < len(field["initial_value"]) <= field["max_length"] == MOST_EDITED


def test_what_was_sent_says_where_to() -> None:
    assert words_of(sent_card("{}", "api.example")) == "For api.example, word for word:\n{}"
    assert words_of(sent_card("{}", "")).startswith(
        "No language model is configured, so nothing is ever sent."
    )


def test_more_than_fits_is_in_the_terminal() -> None:
    shown = sent_card("x" * 100_000, "api.example")
    assert slack_takes(shown)
    assert "`sales-assistant privacy-preview` prints all of it." in words_of(shown)
    assert "prints all" not in words_of(sent_card("x" * 20_000, "api.example"))


def test_what_was_sent_is_shown_in_its_own_lines() -> None:
    sent = 'POST https://api.example/v1\n\n{\n  "model": "some-model"\n}'
    shown = words_of(sent_card(sent, "api.example")).partition("\n")[2]
    assert [line.strip() for line in shown.splitlines()] == [line.strip() for line in sent.splitlines()]
