"""The cards of conversations, whatever was said, written and proposed: Slack takes them, and nothing in them is live."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.brief_card import Brief, brief_card, brief_line
from bot.blocks.dates import Reader
from bot.blocks.pitch_card import CHANNELS, Pitch, copy_card, edit_view, pitch_card, pitch_line, sent_card
from bot.blocks.recap_card import Recap, nothing_to_recap, recap_card, recap_line
from bot.blocks.tag_correction import corrected, correction_view
from integrations.store.conversations import ConversationLine
from integrations.store.written_notes import WrittenSummary
from ml.call_notes import notes_of
from ml.cuss import MOVES, Move, Tag, tag_utterances
from ml.dossier import CompanyProfile, Contact, Conversation, Dossier, Promise, TimelineEntry
from ml.facts import Fact, FactKind, FactSheet, WorkedLine
from ml.funnel import FunnelState
from ml.pitch import Channel, PitchDraft, PitchLine
from ml.records import LeadCard
from ml.spoken_text import Utterance
from tests.bot.blocks.any_values import cards, text
from tests.bot.blocks.slack_takes import slack_takes, slack_takes_view

READER = Reader(datetime(2026, 11, 23, 17, 0, tzinfo=ZoneInfo("Asia/Singapore")))
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ID = "0123456789abcdef01234567"
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
utterances = st.lists(
    st.builds(
        Utterance, text, st.sampled_from(["rep", "prospect", ""]), text, st.none() | st.floats(0, 9000)
    ),
    max_size=12,
)
moves = st.sampled_from([*MOVES, Move.NONE])
lines_of = st.lists(
    st.builds(
        ConversationLine,
        st.integers(1, 99),
        st.sampled_from(["call", "note"]),
        st.just(AT),
        st.none() | st.sampled_from(["", "voicemail", "strange"]),
        st.none() | st.integers(0, 9000),
        text,
    ),
    max_size=30,
)
days = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))


@many
@given(utterances, lines_of, text, text)
def test_recaps(said: list[Utterance], listed: list[ConversationLine], title: str, written: str) -> None:
    talk = Conversation(
        7, "call", AT, tuple(said), contact=title, contact_role=written, rep=title, pursuit_id=3
    )
    notes = notes_of(said, tag_utterances(said), date(2026, 11, 20))
    summary = WrittenSummary((written,) if written.strip() else (), "openai:some-model", reason=written)
    recap = Recap(title, talk, notes, FunnelState.PROSPECT, listed, summary)
    assert slack_takes(recap_card(recap, READER, ID), recap_line(recap, READER))
    assert slack_takes(nothing_to_recap(title, listed, READER, ID), "Nothing.")


@many
@given(cards, text, text, days)
def test_briefs(card: LeadCard, said: str, other: str, due: date | None) -> None:
    dossier = Dossier(
        card,
        CompanyProfile(other, industry=said, country=other, employees=12.0, filled={"industry": said}),
        (Contact(said, other, f"x{other}", f"@{said}"), Contact(other)),
        timeline=(
            TimelineEntry(AT, "call", "in", said, other, 60, "agreed"),
            TimelineEntry(AT, "stage", text="Lead"),
        ),
    )
    facts = tuple(Fact(f"f{number}", kind, said, other, due) for number, kind in enumerate(FactKind))
    sheet = FactSheet(facts, tuple(FactKind)[:4], date(2026, 11, 23), FunnelState.LEAD)
    brief = Brief(dossier, sheet, (said, other), [Promise(said, other, "rep", None, due)])
    assert slack_takes(brief_card(brief, READER, ID), brief_line(brief))


@many
@given(st.sampled_from(list(Channel)), text, text, days)
def test_pitches(channel: Channel, said: str, source: str, dated: date | None) -> None:
    facts = tuple(Fact(f"f{number}", kind, said, source, dated) for number, kind in enumerate(FactKind))
    worked = WorkedLine(Move.SETTING, said, source, 1, 6, 9)
    sheet = FactSheet(facts, (), date(2026, 11, 23), FunnelState.LEAD, worked=(worked,))
    lines = {move: (PitchLine(said, tuple(fact.id for fact in facts)),) for move in MOVES}
    draft = PitchDraft(channel, lines, said if channel is Channel.EMAIL else "", gate="repaired")
    pitch = Pitch(source, 3, draft, sheet, said, reason=said)
    assert slack_takes(pitch_card(pitch, READER, ID), pitch_line(pitch))
    assert slack_takes(copy_card(said), "The draft.")
    assert slack_takes(sent_card(said * 30, source), "Sent.")
    assert slack_takes_view(edit_view(ID, said))


@many
@given(st.lists(st.builds(Tag, moves, st.floats(0, 1), text, text), min_size=1, max_size=300))
def test_tag_dialogs(tags: list[Tag]) -> None:
    assert slack_takes_view(correction_view("3:7", tags))


def test_what_was_chosen() -> None:
    values = {
        "sentence": {"sentence": {"selected_option": {"value": "4"}}},
        "move": {"move": {"selected_option": {"value": "setting"}}},
    }
    assert corrected(values) == (4, Move.SETTING)
    assert corrected({"sentence": {"sentence": {"selected_option": {"value": "-1"}}}, "move": None}) == (
        None,
        None,
    )


def test_a_number_and_an_address_can_be_tapped() -> None:
    card = LeadCard(1, "Acme", "Payroll", FunnelState.LEAD, 1, None, "")
    who = (Contact("Mei", "", "+65 9123 4567", "mei@acme.sg"),)
    sheet = FactSheet((), (), date(2026, 11, 23), FunnelState.LEAD)
    told = str(brief_card(Brief(Dossier(card, CompanyProfile("Acme"), who), sheet, ()), READER, ID))
    assert "'url': 'tel:+6591234567'" in told
    assert "'url': 'mailto:mei@acme.sg'" in told


def test_a_long_text_that_was_sent_is_shown_in_pieces() -> None:
    blocks = sent_card("x" * 7000, "api.openai.com")
    shown = [block["elements"][0]["elements"][0]["text"] for block in blocks[1:]]
    assert "".join(shown) == "x" * 7000


def test_the_evidence_names_source_and_age() -> None:
    old = Fact("f1", FactKind.PAIN, "31 payslips", "call of 3 Mar", date(2026, 3, 3))
    sheet = FactSheet((old,), (), date(2026, 11, 23), FunnelState.LEAD)
    line = PitchLine("You had 31 payslips to correct.", ("f1",))
    draft = PitchDraft(Channel.CALL, {Move.UNDERSTANDING: (line,)})
    told = str(pitch_card(Pitch("Acme", 3, draft, sheet), READER, ID))
    assert "Pain: 31 payslips (call of 3 Mar)" in told
    assert "265 days old" in told
    assert CHANNELS[Channel.CALL] in told
