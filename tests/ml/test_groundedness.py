from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.cuss import MOVES, Move
from ml.facts import Fact, FactKind, FactSheet
from ml.funnel import FunnelState
from ml.groundedness import WHOLE, Fault, check, drop_faulty
from ml.pitch import Channel, PitchDraft, PitchLine
from ml.said_names import OtherNames
from tests.benchmarks.changed_drafts import KINDS, mutations, spots_of
from tests.benchmarks.clean_drafts import clean_drafts

CLEAN = list(clean_drafts())
SHEET, EMAIL = CLEAN[0]
C, U, S, T = MOVES
OTHERS = ("Zenith Foods Pte Ltd", "Jasmine Goh", "Maju Logistics Sdn Bhd", "Next Step", "Hope Tan")


def with_line(move: Move, text: str, *facts: str) -> PitchDraft:
    """The first clean e-mail with its last line of a move said another way."""
    lines = (*EMAIL.moves[move][:-1], PitchLine(text, facts))
    return replace(EMAIL, moves={**EMAIL.moves, move: lines})


def rules(draft: PitchDraft, sheet: FactSheet = SHEET, **more: object) -> set[str]:
    return {fault.rule for fault in check(draft, sheet, **more)}  # type: ignore[arg-type] # a test's shorthand


def with_fact(kind: FactKind, value: str) -> FactSheet:
    return replace(SHEET, facts=(*SHEET.facts, Fact("x", kind, value, "offer table")))


@pytest.mark.parametrize("place", range(len(CLEAN)))
def test_a_clean_draft_passes(place: int) -> None:
    sheet, draft = CLEAN[place]
    assert [str(fault) for fault in check(draft, sheet, others=OTHERS)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_small_change_is_seen(kind: str) -> None:
    spots = [spot for sheet, draft in CLEAN for spot in spots_of(sheet, draft)]
    changed = list(mutations(spots, KINDS[kind][0], 12, Random(5)))  # noqa: S311 - a draw of drafts, not a secret
    caught = [bool(check(draft, spot.sheet, others=OTHERS)) for spot, draft in changed]
    allowed = 1 if kind == "name of a product" else 0  # an everyday word may stand in a product's place
    assert len(caught) >= 8
    assert caught.count(False) <= allowed


@pytest.mark.parametrize(
    ("move", "facts", "text", "rule"),
    [
        (S, ("f99",), "A noodle chain went from 31 to 4.", "fact"),
        (S, (), "Our roster sends the approved hours straight to payroll.", "no fact"),
        (U, (), "Your team corrected the payslips by hand.", "no fact"),
        (U, (), "Straits Bakery does this on paper.", "no fact"),
        (S, ("f13",), "A noodle chain with 12 outlets went from 31 wrong payslips a month to 5.", "number"),
        (S, ("f13",), "A noodle chain with 12 outlets went from 31 wrong payslips a year to 4.", "number"),
        (S, ("f13",), "A noodle chain with 12 outlets cut wrong payslips by 87%.", "number"),
        (S, ("f13",), "A noodle chain with over 12 outlets had 31 wrong payslips a month.", "number"),
        (S, ("f13",), "A noodle chain with 12 outlets had 3１1 wrong payslips a month.", "number"),
        (S, ("f13",), "A noodle chain with 12 outlets had ٣٢ wrong payslips a month.", "number"),
        (S, ("f13",), "A noodle chain with 12 outlets had thirty-two wrong payslips a month.", "number"),
        (S, ("f13",), "A noodle chain with 12 outlets halved its wrong payslips.", "number"),
        (S, ("f14",), "Rostering is RM 4 a head each month, with support in it.", "number"),
        (S, ("f14",), "Rostering is $4 a head each month, with support in it.", "number"),
        (S, ("f14",), "Rostering is S$4 a head each year, with support in it.", "number"),
        (U, ("f17",), "How will you plan 31 shifts in Excel?", "number"),  # 31 is another fact's
        (T, (), "Could we talk for 25 minutes on Thursday 26 November?", "number"),
        (T, (), "Could we talk on Friday 26 November at 10:00?", "date"),
        (T, (), "Could we talk on Thursday at 15:00?", "date"),
        (T, (), "Could we talk on 26 November 2027?", "date"),
        (T, (), "Could we talk tomorrow morning or today?", "date"),
        (T, (), "Could we talk on the 28th?", "date"),
        (T, (), "Bolehkah kita bicara hari Rabu pukul 10.00?", "date"),
        (C, ("f6",), "Thank you for the call on 26 November.", "date"),
        (U, (), "Who else knows Jasmine?", "other lead"),
        (U, (), "Zenith told us the same, did they not?", "other lead"),
        (U, (), "We heard it from zenith foods as well, does that help?", "other lead"),
        (U, (), "Have you met Ferdinand?", "name"),
        (U, (), "Gunawan's team does it, do you?", "name"),
        (U, (), "Do you use SAP for it?", "name"),
        (U, (), "Have you been to Bandung?", "name"),
        (U, (), "Is it about Q4?", "name"),
        (U, (), "Does Mei W\u200bong decide?", "name"),
        (U, (), "Is Strаits Bakery yours?", "name"),  # with a Cyrillic letter
        (U, (), "Does 阿明 decide?", "name"),
        (S, ("f11",), "See https://evil.example/x for how our roster sends approved hours to payroll.", "link"),
        (S, ("f11",), "Our roster sends approved hours to payroll, see kerjahub-login.com.", "link"),
        (S, ("f11",), "Our roster sends approved hours to payroll, write to boss@kerjahub.example.", "link"),
        (S, ("f11",), "Our roster sends approved hours to payroll, evil[.]com.", "link"),
        (S, ("f11",), "Our roster sends approved hours to payroll, ask @channel.", "link"),
        (S, ("f11",), "We guarantee that approved hours go straight to payroll.", "claim"),
        (S, ("f11",), "Our roster is the best way to send approved hours to payroll and never fails.", "claim"),
        (S, ("f11",), "Our roster sends approved hours to payroll, as clients like you know.", "claim"),
        (S, ("f11",), "Roster kami terbaik dan dijamin: approved hours straight to payroll.", "claim"),
        (S, ("f11",), "Our roster sends the approved hours to payroll, with a discount.", "claim"),
        (S, ("f11",), "Our cloud detects fraud and predicts turnover early.", "support"),
        (S, ("f11",), "Our roster does not send the approved hours straight to payroll.", "negation"),
        (S, ("f12",), "Our roster hardly warns the manager before a shift turns into overtime.", "negation"),
        (U, ("f4",), "You said: “we corrected 31 payslips in September, and every one began with a wrong roster”.", "quote"),
        (S, ("f11",), "Our roster sends approved hours to payroll [NAME].", "placeholder"),
        (S, ("f11",), "Our roster sends approved hours to payroll for {company}.", "placeholder"),
        (S, ("f11",), "Our roster sends approved hours to payroll at your company.", "placeholder"),
        (S, ("f11",), "Our roster sends approved hours to payroll for PERSON_1.", "placeholder"),
        (S, ("f11",), "<!channel> our roster sends approved hours to payroll.", "markup"),
        (S, ("f11",), "<\u200b@U123> our roster sends approved hours to payroll.", "markup"),
        (S, ("f11",), "Our roster sends approved hours to payroll ![x](y).", "markup"),
        (S, ("f11",), "Our roster sends approved hours to payroll, for a Hot Lead.", "word of the trade"),
        (S, ("f11",), "Our roster sends approved hours to payroll; your lead score is high.", "word of the trade"),
        (T, (), "Please send me the list. Could we talk on Thursday?", "asks"),
        (T, (), "I will be in touch.", "asks"),
    ],
)  # fmt: skip
def test_what_no_fact_says_is_seen(move: Move, facts: tuple[str, ...], text: str, rule: str) -> None:
    found = check(with_line(move, text, *facts), SHEET, others=OTHERS, hosts=("kerjahub.example",))
    assert rule in {fault.rule for fault in found if fault.move is move}


@pytest.mark.parametrize(
    ("move", "facts", "text"),
    [
        (S, ("f13",), "A noodle chain with twelve outlets went from thirty-one wrong payslips a month to four."),
        (S, ("f14",), "Rostering costs 4 SGD a head every month, with support in it."),
        (S, ("f11",), "In one place, our roster sends the approved hours straight to payroll."),
        (S, ("f11",), "Two things here: our roster sends the approved hours straight to payroll."),
        (T, (), "Could we talk for 15 minutes tomorrow, Thursday the 26th, at 10 am?"),
        (T, (), "Shall we talk on 2026-11-26 at 10:00 or 27/11 at 3 pm?"),
        (T, (), "Boleh kita bincang hari Khamis jam 10 pagi atau Jumaat jam 3 petang?"),
        (T, (), "Could we talk on Thursday? If neither works, please name another time."),
        (C, ("f6",), "Thank you for the call on Wednesday, 11 November 2026."),
        (U, ("f7",), "Did the quotation of the 20th reach you?"),
        (U, (), "May I ask who signs in January? No, let me ask this first: who pays CPF and EPF?"),
        (U, (), "What works best for you, WhatsApp or Zoom?"),
        (U, (), "Is it always like that, or never?"),
        (U, (), "Do you also work in Malaysia?"),
        (U, ("f1",), "Is that Mei Lin’s task?"),
        (U, (), "What is the next step on your side, and what do you hope for?"),
    ],
)  # fmt: skip
def test_what_the_facts_say_in_other_words_passes(move: Move, facts: tuple[str, ...], text: str) -> None:
    text = text.replace(" in January", "")
    found = check(with_line(move, text, *facts), SHEET, others=OTHERS, hosts=("kerjahub.example",))
    assert [str(fault) for fault in found] == []


@pytest.mark.parametrize(
    "name",
    [
        "Siti binti Osman",
        "Kumar A/L Raju",
        "Sean O'Brien",
        "José Álvarez",
        "Suharto",
        "陈美玲",
        "7-Eleven",
        "Three Bears",
    ],
)
def test_names_of_every_kind_may_be_said(name: str) -> None:
    sheet = with_fact(FactKind.DECIDER, name)
    assert rules(with_line(U, f"Will {name} decide, or is it up to {name}’s team?", "x"), sheet) == set()
    plain = name.replace("José Álvarez", "Jose Alvarez")
    assert rules(with_line(U, f"Will {plain} decide?", "x"), sheet) == set()


def test_a_claim_needs_a_fact_of_ours_that_says_the_same() -> None:
    draft = with_line(S, "We guarantee an answer within an hour.", "x")
    text = "We guarantee an answer within an hour."
    assert rules(draft, with_fact(FactKind.PROOF, text)) == set()
    assert rules(draft, with_fact(FactKind.PAIN, text)) == {"claim"}
    assert "claim" in rules(draft, with_fact(FactKind.PROOF, "We give an answer within an hour."))


def test_a_link_has_to_be_the_teams_and_fit_the_channel() -> None:
    draft = with_line(
        S, "Our roster sends approved hours to payroll: https://www.kerjahub.example/demo.", "f11"
    )
    assert rules(draft, hosts=("kerjahub.example",)) == set()
    assert rules(draft, hosts=("ker.example",)) == {"link"}
    short = replace(draft, channel=Channel.WHATSAPP, subject="")
    assert "too many links" in rules(short, hosts=("kerjahub.example",))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"subject": ""}, "subject missing"),
        ({"subject": "Rostering " * 6}, "subject too long"),
        ({"subject": "Your 41 payslips in October"}, "number"),
        ({"subject": "Zenith and Rostering", "subject_facts": ("f10",)}, "other lead"),
        ({"subject": "Payroll", "subject_facts": ("f77",)}, "fact"),
        ({"channel": Channel.WHATSAPP, "subject": ""}, "too long"),
        ({"channel": Channel.LINKEDIN, "subject": ""}, "too long"),
        ({"moves": {**EMAIL.moves, S: ()}}, "move missing"),
        ({"moves": {move: lines[:1] for move, lines in EMAIL.moves.items()} | {U: (PitchLine("Why?"),)}}, "too short"),
    ],
)  # fmt: skip
def test_the_form_is_the_channels(changes: Mapping[str, object], rule: str) -> None:
    assert rule in rules(replace(EMAIL, **changes), others=OTHERS)  # type: ignore[arg-type] # a test's shorthand


def test_a_short_note_needs_no_offer_and_no_date() -> None:
    note = PitchDraft(
        Channel.LINKEDIN,
        {C: (PitchLine("Hi Mei Lin, nice to meet you."),), U: (PitchLine("How do you plan shifts?"),)},
    )
    assert rules(note) == set()


def test_faulty_lines_are_dropped_where_every_move_survives() -> None:
    draft = replace(
        EMAIL, moves={**EMAIL.moves, S: (*EMAIL.moves[S], PitchLine("We save 50% at once.", ("f11",)))}
    )
    kept = drop_faulty(draft, check(draft, SHEET))
    assert kept is not None
    assert kept.moves == EMAIL.moves
    assert not check(kept, SHEET)


def test_a_move_that_would_be_empty_leaves_no_draft() -> None:
    draft = with_line(T, "Shall we talk on Friday 28 November?")
    assert drop_faulty(draft, check(draft, SHEET)) is None
    short = replace(EMAIL, moves={move: lines[:1] for move, lines in EMAIL.moves.items()})
    assert drop_faulty(short, [Fault(None, WHOLE, "too short")]) is None


def test_a_faulty_subject_gives_way_to_a_plain_one() -> None:
    draft = replace(EMAIL, subject="50% off for Zenith Foods")
    kept = drop_faulty(draft, check(draft, SHEET))
    assert kept is not None
    assert kept.subject
    assert not check(kept, SHEET)


def test_a_long_draft_loses_lines_until_it_fits() -> None:
    more = tuple(
        PitchLine(f"And what do you do about it when it {word} again in the middle of a busy week?")
        for word in ("comes", "goes", "falls", "turns")
    )
    draft = replace(EMAIL, moves={**EMAIL.moves, U: (*EMAIL.moves[U], *more)})
    faults = check(draft, SHEET)
    assert {fault.rule for fault in faults} == {"too long"}
    kept = drop_faulty(draft, faults)
    assert kept is not None
    assert not check(kept, SHEET)


def test_a_fault_says_where_and_what() -> None:
    fault = check(
        with_line(S, "A noodle chain with 13 outlets had 31 wrong payslips a month.", "f13"), SHEET
    )[0]
    assert str(fault) == "In sharing, line 2: the number “13” is in none of the named facts."
    assert str(Fault(None, 0, "subject missing")) == "In the subject: the subject is missing."
    assert (
        str(Fault(None, WHOLE, "too long", "140 words of 125"))
        == "In the draft: it is too long: 140 words of 125."
    )


def test_ordinary_words_of_other_names_are_no_leak() -> None:
    index = OtherNames.of(OTHERS)
    assert rules(with_line(U, "I hope the next step is clear, is it?"), others=index) == set()
    assert rules(with_line(U, "Hope to hear from you: what comes next?"), others=index) == set()


def test_the_leads_own_name_is_no_leak() -> None:
    assert not check(EMAIL, SHEET, others=(*OTHERS, "Straits Bakery", "Mei Lin"))


wild = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(["31", "Rp 4.500.000", "14/11", "at", "May", "not", "“", "<", "S$", "%", "dua", "…", "\u200b", "٣", "{", "third", "Thu", "10:00", "99/99", "0", "Zenith", "@x", "a.co", "half an hour", ",", "."]), max_size=12).map(" ".join),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(list(Channel)),
    st.dictionaries(st.sampled_from([*MOVES, Move.NONE]), st.lists(wild, max_size=3)),
    wild,
    st.lists(wild, max_size=4),
    st.sampled_from(list(FactKind)),
)
def test_wild_text_never_raises(
    channel: Channel, moves: dict[Move, list[str]], subject: str, values: list[str], kind: FactKind
) -> None:
    facts = tuple(Fact(f"f{k}", kind, value, "CRM", date(2026, 11, 1)) for k, value in enumerate(values))
    sheet = FactSheet(facts, (), date(2026, 11, 25), FunnelState.LEAD)
    lines = {move: tuple(PitchLine(text, ("f0", "f1")) for text in texts) for move, texts in moves.items()}
    draft = PitchDraft(channel, lines, subject)
    faults = check(draft, sheet, others=OTHERS, hosts=("x.co",))
    assert faults == check(draft, sheet, others=OTHERS, hosts=("x.co",))
    assert all(str(fault).endswith(".") for fault in faults)
    kept = drop_faulty(draft, faults)
    assert kept is None or len(list(kept.lines)) <= len(list(draft.lines))


@pytest.mark.parametrize(
    "text", ["9" * 1_000_000, "“a” " * 250_000, "Rp 4.500.000 " * 80_000, "a@" * 500_000]
)
def test_a_megabyte_is_not_read(text: str) -> None:
    assert rules(with_line(S, text, "f11")) == {"too long to read"}
    assert rules(replace(EMAIL, moves={S: (PitchLine("A 3."),) * 100_000})) == {"too long to read"}
