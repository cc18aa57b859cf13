from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.conversation import CallNotes, Ending, NextStep, Objection, Quote
from ml.cuss import tag_utterances
from ml.ending import ending_of, suggested_state
from ml.funnel import FunnelState, MoveKind, moves_between
from ml.spoken_text import PROSPECT, REP, Utterance

S = FunnelState
OPENING = (
    Utterance("How do you plan your shifts today?", REP),
    Utterance("We do all of it in a spreadsheet by hand.", PROSPECT),
)
CLOSING = (Utterance("Okay, thanks, bye.", REP), Utterance("Bye bye.", PROSPECT))

# (how it ended, what the rep proposed, what the target said)
ANSWERS = (
    ("agreed", "Would next Tuesday morning be convenient for a walkthrough?", "Tuesday morning is good, let me have the link."),
    ("agreed", "Can I show this to your payroll team on the 18th?", "Yes please, half past two would be best."),
    ("agreed", "Shall I book the room for Friday then?", "Do that, we'll be five people."),
    ("agreed", "Shall we add your accountant to the Thursday call?", "Good idea, I will tell her."),
    ("agreed", "I'll send the contract today, is that alright?", "That's fine, we will sign it this week."),
    ("agreed", "Let's talk on Monday at nine.", "Monday at nine it is."),
    ("agreed", "Can we meet at your outlet on the 3rd?", "Sure, come by after lunch."),
    ("agreed", "Boleh kita buat demo hari Rabu pukul tiga?", "Okay boleh, Rabu petang saya ada di pejabat."),
    ("agreed", "Bagaimana kalau kita ketemu Kamis jam sepuluh?", "Bisa Bu, silakan datang ke kantor kami."),
    ("agreed", "Kita jadwalkan presentasi untuk tim minggu depan?", "Setuju, nanti saya ajak tim keuangan."),
    ("agreed", "Shall we fix Friday?", "Friday is fine. Let me check who else can join."),
    ("disagreed", "Shall we do a short demo next week?", "I'd rather not, we have just renewed with our vendor."),
    ("disagreed", "Can I send you an offer by Friday?", "Please don't, there is no point."),
    ("disagreed", "Would Wednesday suit you to see the system?", "No, we have no use for it."),
    ("disagreed", "Can I send you the pricing by Friday?", "No need, we aren't looking for anything new."),
    ("disagreed", "How about a trial in December?", "It's simply out of our budget, so no."),
    ("disagreed", "Boleh saya tunjuk demo minggu depan?", "Tak payah lah, kami dah selesa dengan sistem sekarang."),
    ("disagreed", "Bisa kita ketemu hari Senin?", "Maaf, kami tidak berencana ganti sistem."),
    ("disagreed", "Shall we meet on Friday?", "Your competitor is cheaper."),
    ("open", "Shall we fix the demo for Thursday?", "I can't tell you now, my calendar is a mess until December."),
    ("open", "Would you like a quotation by Friday?", "Let me first hear what my colleagues say."),
    ("open", "Can we meet next week?", "Ring me in January, please."),
    ("open", "Would Tuesday work?", "Probably, but don't send the invite yet, I have to ask my boss."),
    ("open", "How about a visit on Wednesday?", "Wednesday doesn't work for me, I'm in Jakarta."),
    ("open", "Boleh kita jumpa minggu depan?", "Tengok dulu macam mana, nanti saya beritahu."),
    ("open", "Bisa kita jadwalkan demo hari Kamis?", "Saya pikirkan dulu ya, nanti saya kabari."),
    ("open", "Bagaimana kalau Senin?", "Saya belum bisa janji, tunggu kabar dari pusat."),
    ("open", "The price is five ringgit a head.", "I see."),
)  # fmt: skip


def ended(*talk: Utterance) -> str:
    return ending_of(talk, tag_utterances(talk)).value


@pytest.mark.parametrize(("how", "proposed", "answered"), ANSWERS)
def test_the_targets_answer_decides(how: str, proposed: str, answered: str) -> None:
    assert ended(*OPENING, Utterance(proposed, REP), Utterance(answered, PROSPECT), *CLOSING) == how


def test_the_last_answer_decides() -> None:
    proposal, yes = Utterance("Shall we meet on Friday?", REP), Utterance("Friday works for me.", PROSPECT)
    no = Utterance("To be honest, I don't think this is for us.", PROSPECT)
    assert ended(proposal, no, proposal, yes) == "agreed"
    assert ended(proposal, yes, no) == "disagreed"
    assert ended(proposal, yes, proposal, Utterance("Let me ask my boss first.", PROSPECT)) == "open"


def test_a_nod_after_a_refusal_is_no_agreement() -> None:
    refused = (Utterance("Shall we meet on Friday?", REP), Utterance("We are not interested.", PROSPECT))
    assert (
        ended(*refused, Utterance("I'll send you our brochure.", REP), Utterance("Okay.", PROSPECT))
        == "disagreed"
    )


def test_a_price_complaint_in_the_middle_ends_nothing() -> None:
    complaint = Utterance("That is too expensive compared with our vendor.", PROSPECT)
    more = [Utterance("It pays for itself in two quarters.", REP), Utterance("I see.", PROSPECT)] * 3
    assert ended(*OPENING, complaint, *more) == "open"


def test_what_the_seller_says_decides_nothing() -> None:
    assert ended(*OPENING, Utterance("Friday works for me. Agreed then, let's do that.", REP)) == "open"


@pytest.mark.parametrize(
    ("note", "how"),
    [
        ("Met Mei Lin. She agreed to a demo on Friday.", "agreed"),
        ("Called the HR manager. Wants to see a demo next week.", "agreed"),
        ("Spoke to the owner, not interested, went with ShiftBoard.", "disagreed"),
        ("Talked to Pak Budi. Sudah puas dengan sistem lama, tidak tertarik.", "disagreed"),
        ("Left the brochure with reception.", "open"),
        ("Not agreed yet, they want to think.", "open"),
    ],
)
def test_a_note_is_told_by_the_seller(note: str, how: str) -> None:
    assert ended(Utterance(note)) == how


def test_without_roles_words_still_count() -> None:
    talk = [Utterance("Shall we do the demo on Friday?", "", "A"), Utterance("Friday works for me.", "", "B")]
    assert ended(*talk) == "agreed"


def test_nothing_said_is_open() -> None:
    assert ended() == "open"


@given(st.lists(st.builds(Utterance, st.text(max_size=80), st.sampled_from(["", REP, PROSPECT])), max_size=8))
def test_any_talk_has_an_ending(talk: list[Utterance]) -> None:
    assert Ending(ended(*talk)) in Ending


# --- the state that it suggests ------------------------------------------------------------------------------------

DEMO = (NextStep(Quote("Shall we do the demo on Friday?", REP)),)
QUOTE = (NextStep(Quote("I'll send you the quotation by Thursday.", REP), "rep"),)
NEEDS = {"pains": (Quote("We lose two days a month."),), "deciders": (Quote("Our CFO signs."),)}
PUT_OFF = (NextStep(Quote("Call me again next year.", PROSPECT), "rep"),)

DEMO_AGREED = CallNotes(ending=Ending.AGREED, next_steps=DEMO)
QUOTE_AGREED = CallNotes(ending=Ending.AGREED, next_steps=QUOTE, needs=NEEDS)
ONLY_AGREED = CallNotes(ending=Ending.AGREED)
TOLD = CallNotes(needs=NEEDS)
NOT_NOW = CallNotes(needs=NEEDS, next_steps=PUT_OFF)
SIGNS = CallNotes(ending=Ending.AGREED, next_steps=(NextStep(Quote("We will sign the contract on Monday.")),))
REFUSED = CallNotes(ending=Ending.DISAGREED)


@pytest.mark.parametrize(
    ("state", "notes", "suggested"),
    [
        (S.SALES_TARGET, DEMO_AGREED, S.PROSPECT),
        (S.SALES_TARGET, TOLD, S.HOT_LEAD),
        (S.SALES_TARGET, CallNotes(), S.LEAD),
        (S.LEAD, DEMO_AGREED, S.PROSPECT),
        (S.LEAD, QUOTE_AGREED, S.QUALIFIED_OPPORTUNITY),
        (S.LEAD, ONLY_AGREED, S.HOT_LEAD),
        (S.LEAD, TOLD, S.HOT_LEAD),
        (S.LEAD, NOT_NOW, S.COLD_LEAD),
        (S.LEAD, CallNotes(), S.COLD_LEAD),
        (S.LEAD, REFUSED, S.UNQUALIFIED),
        (S.COLD_LEAD, DEMO_AGREED, S.QUALIFIED_OPPORTUNITY),
        (S.COLD_LEAD, ONLY_AGREED, S.HOT_LEAD),
        (S.COLD_LEAD, TOLD, None),
        (S.HOT_LEAD, DEMO_AGREED, S.PROSPECT),
        (S.HOT_LEAD, QUOTE_AGREED, S.QUALIFIED_OPPORTUNITY),
        (S.HOT_LEAD, ONLY_AGREED, None),
        (S.HOT_LEAD, NOT_NOW, S.COLD_LEAD),
        (S.QUALIFIED_OPPORTUNITY, DEMO_AGREED, S.PROSPECT),
        (S.QUALIFIED_OPPORTUNITY, ONLY_AGREED, None),
        (S.QUALIFIED_OPPORTUNITY, NOT_NOW, S.COLD_LEAD),
        (S.PROSPECT, SIGNS, S.CLIENT),
        (S.PROSPECT, DEMO_AGREED, None),
        (S.PROSPECT, REFUSED, S.UNQUALIFIED),
        (S.UNQUALIFIED, DEMO_AGREED, S.PROSPECT),
        (S.UNQUALIFIED, REFUSED, None),
        (S.CLIENT, REFUSED, None),
        (S.LEAD, CallNotes(substance="voicemail", ending=Ending.DISAGREED), None),
    ],
)
def test_the_state_that_a_conversation_suggests(
    state: FunnelState, notes: CallNotes, suggested: FunnelState | None
) -> None:
    assert suggested_state(state, notes) is suggested


@given(
    st.sampled_from(FunnelState),
    st.builds(
        CallNotes,
        ending=st.sampled_from(Ending),
        next_steps=st.sampled_from([(), DEMO, QUOTE, PUT_OFF, SIGNS.next_steps]),
        needs=st.sampled_from([{}, NEEDS]),
        objections=st.sampled_from([(), (Objection(Quote("Not now.")),)]),
    ),
)
def test_only_moves_that_the_table_allows_are_suggested(state: FunnelState, notes: CallNotes) -> None:
    suggested = suggested_state(state, notes)
    if suggested:
        moves = moves_between(state, suggested, by_event=True)
        assert moves
        assert all(move.kind is not MoveKind.IRREGULAR for move in moves)


def test_a_complaint_of_one_person_alone_ends_nothing() -> None:
    told = "We looked at one vendor but it was too expensive. Can you send me something by Friday?"
    assert ended(Utterance(told, "", "Mei")) == "open"
