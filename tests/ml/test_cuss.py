from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.cuss import MOVES, Coverage, Move, Tag, coverage, tag_sentence, tag_utterances
from ml.cuss_cues_needs import UNDERSTANDING_CUES
from ml.cuss_cues_offer import SETTING_CUES, SHARING_CUES
from ml.cuss_cues_rapport import CONNECTING_CUES, NONE_CUES
from ml.spoken_text import PROSPECT, REP, Utterance, sentences

TUESDAY = date(2026, 11, 10)

# (who, sentence) by move; the cues were not made from these.
SAID: dict[str, tuple[tuple[str, str], ...]] = {
    "connecting": (
        (REP, "Good afternoon Mr Lee, this is Nadia calling from Kerjahub."),
        (REP, "Thank you for squeezing me in between your interviews."),
        (REP, "How was the team retreat in Langkawi?"),
        (REP, "Congratulations on winning the employer award!"),
        (REP, "Your former boss Suresh introduced us at the golf day."),
        (PROSPECT, "I remember you from the webinar in March."),
        (REP, "Sorry for ringing you up on a Friday evening."),
        (REP, "Selamat pagi Puan Rohani, apa khabar?"),
        (REP, "Semoga liburannya menyenangkan, Pak."),
        (REP, "I hope your mother is feeling better now."),
        (PROSPECT, "Oh nice, my daughter studies there as well."),
        (REP, "That must have been a stressful audit for you."),
        (REP, "Is now a good moment for a quick chat?"),
        ("", "Tahniah atas anugerah itu, Encik Farid."),
    ),
    "understanding": (
        (REP, "How do your supervisors know who is on shift tomorrow?"),
        (PROSPECT, "We lose about two days every month on timesheets."),
        (REP, "What is the hardest part of month end for your team?"),
        (PROSPECT, "Our finance director has to approve anything new."),
        (REP, "How many employees do you have in Johor?"),
        (PROSPECT, "Honestly the managers still use Excel and nobody trusts it."),
        (REP, "So you're saying the overtime is decided on the spot, is that right?"),
        (REP, "Who signs off the budget for HR tools?"),
        (PROSPECT, "Does your app work offline in the basement?"),
        (PROSPECT, "Kami masih pakai kertas untuk absen karyawan."),
        (REP, "Apa yang paling menyusahkan waktu tutup gaji?"),
        (PROSPECT, "My boss wants fewer complaints from the outlets."),
        (REP, "Tell me a bit about how leave requests reach you."),
        ("", "Which vendor do you use for payroll at the moment?"),
    ),
    "sharing": (
        (REP, "Our scheduling engine fills the open shifts by itself."),
        (REP, "The plan costs four dollars per employee per month."),
        (REP, "One of our hotel clients saved sixty hours a month with it."),
        (REP, "It calculates CPF and overtime automatically."),
        (REP, "Compared with spreadsheets, you see the cost before you publish."),
        (REP, "Your staff can swap shifts on their phones."),
        (REP, "All data is encrypted and hosted in Singapore."),
        (REP, "We also offer training for the outlet managers."),
        (REP, "Sistem kami otomatis menghitung BPJS."),
        (REP, "As you can see on the dashboard, late arrivals are red."),
        (REP, "Because you said approvals get lost, the app reminds the manager after a day."),
        (REP, "The onboarding takes two weeks, with a consultant at your side."),
        ("", "Our platform integrates with Xero."),
    ),
    "setting": (
        (REP, "Shall we schedule a demo for Wednesday at eleven?"),
        (REP, "I'll email you the proposal tomorrow."),
        (PROSPECT, "Call me back next Monday please."),
        (PROSPECT, "Let me check with my director and get back to you."),
        (REP, "The next step is a trial with two outlets."),
        (REP, "Can you send me the list of branches by Friday?"),
        (REP, "What time suits you for a call with your finance manager?"),
        (REP, "I will send the calendar invite right after this."),
        (REP, "Saya akan kirim penawarannya hari Kamis."),
        (PROSPECT, "Boleh, kita jumpa minggu depan."),
        (REP, "To recap, you'll ask for the budget and I'll prepare the contract."),
        (REP, "Let's meet on 3 December at your office."),
        ("", "Could we invite your operations manager to the demo?"),
    ),
    "none": (
        (PROSPECT, "Uh-huh, okay."),
        (PROSPECT, "Yeah right."),
        (PROSPECT, "Hello? Hello?"),
        (PROSPECT, "Sorry, you have the wrong number."),
        (PROSPECT, "Please leave a message after the tone."),
        (PROSPECT, "Can you hear me now?"),
        (REP, "Okay, bye bye."),
        (PROSPECT, "She is not at her desk."),
        (PROSPECT, "Hmm."),
        (PROSPECT, "Maaf, salah sambung."),
        (PROSPECT, "One moment please."),
        (PROSPECT, "Baik, baik."),
        ("", "You are on mute."),
    ),
}
ALL_SAID = [(move, role, text) for move, lines in SAID.items() for role, text in lines]


def f1(move: str) -> float:
    pairs = [(truth, tag_sentence(text, role).move.value) for truth, role, text in ALL_SAID]
    hits = sum(truth == tagged == move for truth, tagged in pairs)
    claimed, real = sum(tagged == move for _, tagged in pairs), sum(truth == move for truth, _ in pairs)
    return 2 * hits / (claimed + real)


def test_the_moves_are_told_apart_on_sentences_that_nobody_tuned_on() -> None:
    scores = {move: f1(move) for move in SAID}
    assert sum(scores.values()) / len(scores) >= 0.8
    assert min(scores.values()) >= 0.7


def test_talk_that_makes_no_move_is_recognised() -> None:
    found = [tag_sentence(text, role).move for role, text in SAID["none"]]
    assert sum(move is Move.NONE for move in found) / len(found) >= 0.85


@pytest.mark.parametrize(
    ("text", "role", "move"),
    [
        # a concrete next step beats a question, a question beats the offer, connecting is what is left
        ("Could you send me the headcount by Monday, or what would suit you?", REP, Move.SETTING),
        ("Our app does that, but how do you do it today?", REP, Move.UNDERSTANDING),
        ("Thanks for telling me, our roster does exactly that on its own.", REP, Move.SHARING),
        # who speaks decides whose world it is
        ("Does it integrate with our accounting?", PROSPECT, Move.UNDERSTANDING),
        ("It integrates with your accounting.", REP, Move.SHARING),
    ],
)
def test_ties_are_broken_by_the_move_that_matters_more(text: str, role: str, move: Move) -> None:
    assert tag_sentence(text, role).move is move


def test_an_abstention_is_none_with_little_confidence() -> None:
    tag = tag_sentence("Purple elephants dance.")
    assert (tag.move, tag.confidence) == (Move.NONE, 0.3)


def test_about_forty_functions_label_and_each_move_has_several() -> None:
    families = (NONE_CUES, CONNECTING_CUES, UNDERSTANDING_CUES, SHARING_CUES, SETTING_CUES)
    assert sum(map(len, families)) >= 40
    assert all(len(family) >= 7 for family in families)
    names = [cue.name for family in families for cue in family]
    assert len(set(names)) == len(names)


def test_shares_are_of_the_words_that_make_a_move() -> None:
    tags = [
        Tag(Move.UNDERSTANDING, 0.9, "one two three four five six"),
        Tag(Move.SETTING, 0.9, "seven eight"),
        Tag(Move.NONE, 0.9, "so many words that do not count at all"),
    ]
    found = coverage(tags, TUESDAY)
    assert (found.understanding, found.setting, found.sharing, found.connecting) == (0.75, 0.25, 0, 0)
    assert found.order == (Move.UNDERSTANDING, Move.SETTING)


def test_nothing_said_covers_nothing() -> None:
    assert coverage([], TUESDAY) == Coverage()
    assert not Coverage().dated_next_step


def test_the_next_step_is_the_last_dated_one_in_the_speakers_words() -> None:
    talk = [
        Utterance("I'll send the brochure tomorrow.", REP),
        Utterance("Fine. Then let's do the demo on Thursday, ok?", PROSPECT),
        Utterance("I'll send you the invite.", REP),
    ]
    found = coverage(tag_utterances(talk), TUESDAY)
    assert found.next_step == "Then let's do the demo on Thursday, ok?"
    assert found.next_step_due == date(2026, 11, 12)
    assert found.dated_next_step


def test_a_next_step_without_a_date_is_kept_without_one() -> None:
    found = coverage(tag_utterances([Utterance("I'll send you some material.", REP)]), TUESDAY)
    assert (found.next_step, found.next_step_due) == ("I'll send you some material.", None)


def test_a_day_that_is_over_is_no_next_step() -> None:
    said = [Utterance("Just to confirm, I'll resend the quote of 2026-10-01.", REP)]
    assert coverage(tag_utterances(said), TUESDAY).next_step_due is None


@pytest.mark.parametrize("endless", ["does it ", "on Monday ", "x", "the ", "okay ", "? ", "how are you "])
def test_a_sentence_without_end_is_read_at_its_beginning(endless: str) -> None:
    said = Utterance(endless * 100_000, PROSPECT)
    tags = tag_utterances([said])
    assert coverage(tags, TUESDAY).next_step in said.text


transcripts = st.lists(
    st.builds(Utterance, st.text(max_size=200), st.sampled_from(["", REP, PROSPECT, "someone"])), max_size=6
)


@given(transcripts)
def test_any_transcript_is_tagged_and_quoted_verbatim(talk: list[Utterance]) -> None:
    tags = tag_utterances(talk)
    assert [tag.text for tag in tags] == [text for each in talk for text in sentences(each.text)]
    assert all(tag.text in talk[tag.utterance].text for tag in tags)
    assert all(0 < tag.confidence <= 1 for tag in tags)
    found = coverage(tags, TUESDAY)
    total = sum(getattr(found, move.value) for move in MOVES)
    assert total == pytest.approx(1) or total == 0
    assert not found.next_step or any(found.next_step in each.text for each in talk)
