from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.cuss import MOVES, Move
from ml.dossier import Dossier
from ml.fact_sheet import fact_sheet
from ml.facts import Fact, FactKind, FactSheet, WorkedLine
from ml.funnel import FunnelState
from ml.groundedness import check
from ml.offer import Offer
from ml.pitch import BUDGETS, Channel, PitchDraft, PitchWish
from ml.readability import grade
from ml.sample_offer import SAMPLE_OFFER
from ml.spoken_text import count_words
from ml.template_writer import write
from tests.sample_dossiers import UNTIL, sample_dossiers
from tests.wild_dossiers import ON, dossiers, offers

CHANNELS = list(Channel)
FORBIDDEN = re.compile(
    r"\{|\}|\[|<|https?:|guarantee|\bbest\b|number one|risk-free|your company|\bscore\b|funnel|hot lead|\bA employees|  ",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def acme() -> FactSheet:
    return fact_sheet(next(iter(sample_dossiers(4))), SAMPLE_OFFER, UNTIL)


@pytest.fixture(scope="module")
def leads() -> list[FactSheet]:
    return [fact_sheet(one, SAMPLE_OFFER, UNTIL) for one in sample_dossiers(30)]


def ask_of(draft: PitchDraft) -> str:
    return draft.moves[Move.SETTING][-1].text


def fact(kind: FactKind, value: str, source: str = "CRM", **more: object) -> Fact:
    return replace(Fact(f"f-{kind.value}-{len(value)}", kind, value, source), **more)  # type: ignore[arg-type] # a test's shorthand


def sheet(*facts: Fact, state: FunnelState = FunnelState.LEAD, **more: object) -> FactSheet:
    return replace(FactSheet(facts, (), ON, state), **more)  # type: ignore[arg-type] # a test's shorthand


TIMES = (fact(FactKind.TIME, "Thu 26 Nov, 10:00"), fact(FactKind.TIME, "Mon 30 Nov, 15:00 "))


@settings(max_examples=200, deadline=None)
@given(
    dossiers(),
    offers,
    st.sampled_from(CHANNELS),
    st.integers(0, 30),
    st.sampled_from(["", "demo", "renewal <b>", "{x}"]),
)
def test_any_dossier_gives_a_whole_draft(
    dossier: Dossier, offer: Offer, channel: Channel, take: int, goal: str
) -> None:
    facts = fact_sheet(dossier, offer, ON)
    draft = write(facts, PitchWish(channel, goal, take, "7"))
    budget = BUDGETS[channel]
    assert budget.fewest_words <= draft.words <= (budget.words or draft.words)
    assert len(draft.body) <= (budget.characters or len(draft.body))
    assert len(draft.subject) <= budget.subject
    assert draft.cited <= {one.id for one in facts.facts}
    assert not FORBIDDEN.search(draft.body + draft.subject)
    named = " ".join(one.value.lower() for one in facts.of(FactKind.PERSON, FactKind.COMPANY, FactKind.REP))
    # Somebody who is called “Best” is no claim.
    assert [
        str(one) for one in check(draft, facts) if one.rule != "claim" or one.token.lower() not in named
    ] == []
    needed = MOVES if channel is not Channel.LINKEDIN else MOVES[:2]
    assert all(draft.moves[move] for move in needed)
    if channel is not Channel.LINKEDIN:
        assert " ".join(line.text for line in draft.moves[Move.SETTING]).count("?") == 1
        assert ask_of(draft).endswith("?")
    for _, line in draft.lines:
        assert line.text[0].isupper() or line.text[0] == "“", line.text
        assert line.text[-1] in ".?", line.text
        assert line.plan


@pytest.mark.parametrize("channel", CHANNELS)
def test_ten_takes_say_nothing_twice(leads: list[FactSheet], channel: Channel) -> None:
    for lead in leads[:6]:
        lines = [
            line.text
            for take in range(10)
            for _, line in write(lead, PitchWish(channel, take=take, key="4")).lines
        ]
        doubled = {text for text in lines if lines.count(text) > 1}
        assert not doubled


@pytest.mark.parametrize("channel", CHANNELS)
def test_drafts_read_easily(leads: list[FactSheet], channel: Channel) -> None:
    assert max(grade(write(lead, PitchWish(channel)).body) for lead in leads) <= 9


def test_the_same_wish_gives_the_same_words_and_another_week_others(acme: FactSheet) -> None:
    wish = PitchWish(Channel.EMAIL, key="4")
    assert write(acme, wish) == write(acme, wish)
    assert write(acme, wish).body != write(acme, replace(wish, take=1)).body
    assert write(acme, wish).body != write(replace(acme, on=acme.on + timedelta(days=7)), wish).body


def test_a_broken_promise_is_owned_first(acme: FactSheet) -> None:
    draft = write(acme, PitchWish(Channel.EMAIL))
    promise = next(one for one in acme.of(FactKind.PROMISE) if one.due)
    assert promise.id in draft.moves[Move.CONNECTING][0].facts
    assert "the quotation" in draft.moves[Move.CONNECTING][0].text
    assert "the quotation" in ask_of(draft)


def test_their_own_words_are_quoted_as_theirs(acme: FactSheet) -> None:
    draft = write(acme, PitchWish(Channel.EMAIL))
    played_back = draft.moves[Move.UNDERSTANDING][0]
    assert (
        "“We corrected 31 payslips in October, and every one of them began with a wrong roster”"
        in played_back.text
    )
    assert [one.kind for one in acme.cited(played_back.facts)] == [FactKind.PAIN]


def test_what_a_colleague_said_is_not_called_theirs() -> None:
    pain = fact(FactKind.PAIN, "we plan it in a spreadsheet each month", speaker="", dated=ON)
    for take in range(12):
        said = (
            write(sheet(pain, *TIMES), PitchWish(Channel.EMAIL, take=take)).moves[Move.UNDERSTANDING][0].text
        )
        assert "spreadsheet" in said
        assert not re.search(r"\b[Yy]ou (said|told|put|mentioned)|[Yy]our own words|from you\b", said)


def test_a_note_of_ours_is_never_quoted() -> None:
    pain = fact(
        FactKind.PAIN, "Grumpy about overtime, push the discount", "note of 9 Nov", speaker="rep", dated=ON
    )
    answer = fact(FactKind.CAPABILITY, "Our roster warns before overtime.", "offer table")
    for channel in CHANNELS:
        body = write(sheet(pain, answer, *TIMES), PitchWish(channel)).body
        assert "Grumpy" not in body
    assert (
        "overtime"
        in write(sheet(pain, answer, *TIMES), PitchWish(Channel.EMAIL)).moves[Move.UNDERSTANDING][0].text
    )


def test_every_unknown_is_asked_for_most_wanted_first() -> None:
    unknown = (FactKind.PAIN, FactKind.VENDOR, FactKind.BUDGET, FactKind.GOAL)
    draft = write(sheet(*TIMES, unknowns=unknown), PitchWish(Channel.CALL))
    plans = [line.plan.split("/")[0] for line in draft.moves[Move.UNDERSTANDING] if "?" in line.text]
    assert plans == ["ask.pain", "ask.vendor", "ask.budget"]


@pytest.mark.parametrize(
    ("state", "goal", "word"),
    [
        (FunnelState.HOT_LEAD, "", r"demo"),
        (FunnelState.QUALIFIED_OPPORTUNITY, "", r"proposal"),
        (FunnelState.PROSPECT, "", r"next step|open|decide"),
        (FunnelState.COLD_LEAD, "", r"case"),
        (FunnelState.UNQUALIFIED, "", r"case"),
        (FunnelState.CLIENT, "", r"Payroll"),
        (FunnelState.CLIENT, "talk about the renewal", r"renewal"),
        (FunnelState.COLD_LEAD, "a quick DEMO", r"demo"),
        (FunnelState.LEAD, "ask for a reference", r"client"),
        (FunnelState.LEAD, "quote", r"quote"),
        (FunnelState.LEAD, "meeting in Jakarta", r"meet|sit down"),
    ],
)
def test_the_ask_fits_the_stage_and_the_goal(state: FunnelState, goal: str, word: str) -> None:
    facts = (
        fact(FactKind.SERVICE, "Rostering"),
        fact(FactKind.SERVICE, "Payroll"),
        fact(FactKind.PROOF, "A clinic went from 40 to 3.", "case library"),
        *TIMES,
    )
    for channel in (Channel.CALL, Channel.EMAIL, Channel.WHATSAPP):
        ask = ask_of(write(sheet(*facts, state=state), PitchWish(channel, goal)))
        assert re.search(word, ask), ask
        assert "Thu" in ask
        assert "Mon" in ask
        assert "Jakarta" not in ask


def test_linkedin_gives_a_reason_and_a_question_and_no_pitch(acme: FactSheet) -> None:
    draft = write(acme, PitchWish(Channel.LINKEDIN))
    assert not draft.moves[Move.SHARING]
    assert not draft.moves[Move.SETTING]
    assert draft.body.count("?") == 1


def test_whatsapp_is_two_short_paragraphs_with_a_local_greeting() -> None:
    who = (fact(FactKind.PERSON, "Pak Budi"), fact(FactKind.SERVICE, "Payroll"))
    draft = write(sheet(*who, *TIMES, language="id"), PitchWish(Channel.WHATSAPP))
    assert draft.body.startswith("Halo Pak Budi")
    assert draft.body.count("\n\n") == 1
    assert not write(sheet(*who, *TIMES), PitchWish(Channel.WHATSAPP)).body.startswith("Halo")


def test_a_call_has_cues_and_its_words(leads: list[FactSheet]) -> None:
    for lead in leads:
        draft = write(lead, PitchWish(Channel.CALL))
        assert 150 <= draft.words <= 220
        cues = [line for line in draft.moves[Move.SHARING] if line.plan.startswith("objection")]
        assert len(cues) == 2
        assert sum("?" in line.text for line in draft.moves[Move.UNDERSTANDING]) == 3
        assert count_words(draft.moves[Move.CONNECTING][0].text) <= 30


def test_emails_keep_their_words(leads: list[FactSheet]) -> None:
    assert all(75 <= write(lead, PitchWish(Channel.EMAIL)).words <= 125 for lead in leads)


def test_a_client_is_not_told_old_pains() -> None:
    pain = fact(
        FactKind.PAIN, "our old punch cards are unreadable by now", speaker="prospect", dated=date(2025, 1, 7)
    )
    draft = write(sheet(pain, *TIMES, state=FunnelState.CLIENT), PitchWish(Channel.EMAIL))
    assert "punch" not in draft.body


def test_liked_wordings_come_forward_and_disliked_ones_still_come(acme: FactSheet) -> None:
    def plans(favour: dict[str, tuple[int, int]]) -> list[str]:
        wishes = (PitchWish(Channel.EMAIL, key=str(key), favour=favour) for key in range(60))
        return [write(acme, wish).moves[Move.UNDERSTANDING][0].plan for wish in wishes]

    before = plans({}).count("said.you/3")
    assert plans({"said.you/3": (30, 0)}).count("said.you/3") > 2 * before
    disliked = plans({f"said.you/{k}": (0, 30) if k == 3 else (30, 0) for k in range(12)}).count("said.you/3")
    assert disliked < before


def test_a_sentence_that_worked_takes_the_place_of_ours(acme: FactSheet) -> None:
    told = WorkedLine(
        Move.UNDERSTANDING,
        "How long does it take your managers to finish the roster?",
        "call of 3 Mar",
        9,
        6,
        9,
    )
    worked = replace(
        acme, facts=(*acme.facts, Fact("w1", FactKind.WORKED, told.text, told.call)), worked=(told,)
    )
    first, second = (write(worked, PitchWish(Channel.CALL, take=take)) for take in (0, 1))
    line = first.moves[Move.UNDERSTANDING][-1]
    assert (line.text, line.facts, line.plan) == (told.text, ("w1",), "worked.understanding/9")
    assert "w1" not in second.cited


def test_a_note_to_connect_owns_no_promise_and_asks_for_no_money(leads: list[FactSheet]) -> None:
    for lead in leads:
        for take in range(4):
            plans = [
                line.plan.split("/")[0]
                for _, line in write(lead, PitchWish(Channel.LINKEDIN, take=take)).lines
            ]
            assert plans[0] != "open.own"
            assert plans[1] in {"ask.pain", "ask.employees", "ask.vendor", "deepen", "changed"}


def test_the_sample_companys_drafts_pass_the_gate(leads: list[FactSheet]) -> None:
    for lead in leads:
        for channel in CHANNELS:
            assert check(write(lead, PitchWish(channel)), lead) == ()
