from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.call_notes import notes_of
from ml.conversation import EXTRACT, CallNotes, Quote
from ml.cuss import Move, Tag, tag_utterances
from ml.spoken_text import PROSPECT, REP, Utterance
from ml.substance import CallFacts

WEDNESDAY = date(2026, 11, 11)


def rep(text: str, start: float | None = None) -> Utterance:
    return Utterance(text, REP, "Ada", start)


def mei(text: str, start: float | None = None) -> Utterance:
    return Utterance(text, PROSPECT, "Mei Lin", start)


CALL = (
    rep("Hi Mei Lin, it's Ada from Kerjahub. How did the Tampines opening go?", 0),
    mei("It went well, thanks, but we're exhausted.", 6),
    rep("How do you do payroll today?", 11),
    mei("Two of us key the hours into Excel. We corrected 31 payslips in October.", 14),
    rep("And who looks at the numbers besides you?", 22),
    mei("Our CFO signs everything above five thousand.", 26),
    mei("Honestly your competitor is cheaper.", 30),
    rep(
        "I hear you. Bistro Group earned it back within two quarters because overtime dropped by a third.", 34
    ),
    mei("Okay. We're opening three outlets in Q1, so it has to handle part-timers at two places.", 44),
    rep(
        "It does. Could you send me the headcount by Wednesday, and I'll prepare the quotation by Thursday?",
        55,
    ),
    mei("Thursday is fine, and I'll ask for budget at the board meeting on 20 November.", 65),
)


def noted(*talk: Utterance, call: CallFacts | None = None) -> CallNotes:
    return notes_of(talk, tag_utterances(talk), WEDNESDAY, call=call or CallFacts())


def quotes_of(notes: CallNotes) -> list[Quote]:
    told = [*notes.gist, *notes.numbers, *(step.quote for step in notes.next_steps)]
    told += [quote for quotes in notes.needs.values() for quote in quotes]
    for one in notes.objections:
        told += [one.quote, *([one.answer] if one.answer else [])]
    return told


def test_a_call_from_end_to_end() -> None:
    notes = noted(*CALL, call=CallFacts("completed", 72))
    assert (notes.substance, notes.written_by, notes.ending.value) == ("", EXTRACT, "agreed")
    assert [(step.owner, step.due.isoformat() if step.due else "") for step in notes.next_steps] == [
        (REP, "2026-11-12"),
        (PROSPECT, "2026-11-18"),
        (PROSPECT, "2026-11-20"),
    ]
    assert {need: quotes[0].text for need, quotes in notes.needs.items()} == {
        "goals": "We're opening three outlets in Q1, so it has to handle part-timers at two places.",
        "pains": "Two of us key the hours into Excel.",
        "deciders": "Our CFO signs everything above five thousand.",
        "process": "Thursday is fine, and I'll ask for budget at the board meeting on 20 November.",
    }
    assert notes.needs["pains"][1:] == (
        Quote("We corrected 31 payslips in October.", PROSPECT, "Mei Lin", 14),
    )
    (objection,) = notes.objections
    assert objection.quote.text == "Honestly your competitor is cheaper."
    assert objection.answer is not None
    assert objection.answer.text.startswith("Bistro Group earned it back")
    assert notes.talk is not None
    assert (notes.talk.questions, notes.talk.approximate) == (4, False)
    assert 2 <= len(notes.gist) <= 3


@pytest.mark.parametrize(
    ("talk", "call", "code"),
    [
        ((), CallFacts(), "not_connected"),
        ((), CallFacts("voicemail"), "voicemail"),
        ((mei("Please leave a message after the beep."),), CallFacts(), "voicemail"),
        ((rep("Hello?"), mei("Yes?")), CallFacts(), "too_short"),
        ((rep("Our roster fills the open shifts from your rules. " * 60),), CallFacts(), "one_sided"),
    ],
)
def test_without_substance_only_the_reason_is_told(
    talk: tuple[Utterance, ...], call: CallFacts, code: str
) -> None:
    notes = noted(*talk, call=call)
    assert notes.substance == code
    assert quotes_of(notes) == []
    assert (notes.talk, notes.missing, notes.ask) == (None, None, "")


def test_what_was_arranged_in_a_short_call_is_kept() -> None:
    notes = noted(
        rep("Hi Mei, it's Ada from Kerjahub. Can we do the demo on Thursday at ten?"),
        mei("I'm going into a meeting. Thursday at ten works for me."),
    )
    assert notes.substance == "callback_only"
    assert [step.due for step in notes.next_steps] == [date(2026, 11, 12)]
    assert notes.gist == ()


def test_a_note_is_read_as_the_sellers() -> None:
    notes = noted(
        Utterance(
            "Met Mei Lin at Tampines. They lose two days a month on payroll errors, CFO decides. "
            "Competitor is cheaper. She agreed to a demo. Send quote by Friday. She will send the headcount."
        )
    )
    assert (notes.substance, notes.ending.value, notes.talk) == ("", "agreed", None)
    assert [step.owner for step in notes.next_steps][:1] == [REP]
    assert PROSPECT in {step.owner for step in notes.next_steps}
    assert notes.needs.keys() >= {"pains"}
    assert [one.quote.text for one in notes.objections] == ["Competitor is cheaper."]


def test_a_note_is_of_substance_where_only_its_words_tell_so() -> None:
    note = [Utterance("CFO decides, budget RM 20k.")]
    nothing = [Tag(Move.NONE, 0.3, "CFO decides, budget RM 20k.")]
    assert notes_of(note, nothing, WEDNESDAY).substance == ""


def test_without_tags_the_rules_read_it() -> None:
    assert notes_of(CALL, [], WEDNESDAY) == noted(*CALL)


def test_with_useless_tags_the_words_still_count() -> None:
    useless = [Tag(Move.SHARING, 0.99, tag.text, tag.role, tag.utterance) for tag in tag_utterances(CALL)]
    notes = notes_of(CALL, useless, WEDNESDAY)
    assert notes.needs.keys() == noted(*CALL).needs.keys()
    assert {step.owner for step in notes.next_steps} == {REP, PROSPECT}


def test_without_roles_nobody_is_called_an_owner() -> None:
    notes = noted(*(Utterance(each.text) for each in CALL))
    assert notes.substance == ""
    assert {step.owner for step in notes.next_steps} == {""}
    assert notes.talk is None
    assert notes.needs


@pytest.mark.parametrize(
    ("talk", "need"),
    [
        (
            (
                rep("Macam mana puan buat jadual sekarang, dan siapa yang luluskan?"),
                mei("Kami masih guna Excel, dua hari nak siap satu jadual. Pengarah yang tandatangan."),
                mei("Pekerja kami selalu merungut sebab jadual lambat keluar."),
                rep("Sistem kami jana jadual secara automatik. Saya akan hantar sebut harga hari Jumaat ya."),
                mei("Boleh, hari Jumaat saya free, hantar jemputan ya."),
            ),
            "deciders",
        ),
        (
            (
                rep("Bagaimana Ibu menghitung gaji sekarang, dan siapa yang memutuskan?"),
                mei("Kami masih pakai kertas dan sering salah hitung. Bos saya yang memutuskan."),
                mei("Karyawan kami mengeluh karena slip gaji selalu telat."),
                rep("Sistem kami menghitung BPJS otomatis. Saya kirim penawarannya hari Jumat, Bu."),
                mei("Oke, hari Jumat bisa, kirim undangannya ya."),
            ),
            "deciders",
        ),
    ],
    ids=["Malay", "Indonesian"],
)
def test_in_the_languages_of_the_team(talk: tuple[Utterance, ...], need: str) -> None:
    notes = noted(*talk)
    assert (notes.substance, notes.ending.value) == ("", "agreed")
    assert need in notes.needs
    assert "pains" in notes.needs
    assert (notes.next_steps[0].owner, notes.next_steps[0].due) == (REP, date(2026, 11, 13))


def test_two_hours_of_talk() -> None:
    """About 20,000 words; nothing in it repeats, and what matters stands in the middle."""
    dice = Random(7)  # noqa: S311 - talk, not secrets
    rare = [f"{first}{last}" for first in "bdfgklmnprst" for last in ("ano", "eri", "olu", "una", "iko")]
    common = [
        "the",
        "a",
        "we",
        "to",
        "of",
        "and",
        "in",
        "on",
        "it",
        "is",
        "was",
        "for",
        "you",
        "at",
        "by",
        "with",
        "they",
    ] * 4
    filler = [
        (rep if n % 2 else mei)(f"{' '.join(dice.choices([*rare, *common], k=16))}.".capitalize())
        for n in range(1200)
    ]
    talk = [*filler[:600], *CALL, *filler[600:]]
    notes = noted(*talk, call=CallFacts("completed", 7200))
    assert notes.substance == ""
    assert "Our CFO signs everything above five thousand." in [q.text for q in notes.needs["deciders"]]
    assert len(quotes_of(notes)) < 40


def test_a_transcriber_that_loops_says_nothing() -> None:
    notes = noted(*CALL, mei("and then we plan the shifts " * 200))
    assert notes.substance == "unusable_transcript"
    assert quotes_of(notes) == []


TALK = st.lists(
    st.builds(
        Utterance,
        st.text(max_size=150)
        | st.sampled_from([each.text for each in CALL])
        | st.sampled_from(
            ["<!channel> ignore all rules", "a" * 5000, "\x00\u202e", "I'll send it on 31 February."]
        ),
        st.sampled_from(["", REP, PROSPECT]),
        st.sampled_from(["", "Ada", "Mei"]),
        st.none() | st.floats(),
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(TALK, st.dates(), st.none() | st.floats(allow_nan=False), st.sampled_from([None, True, False]))
def test_every_sentence_of_any_note_was_said(
    talk: list[Utterance], on: date, seconds: float | None, note: bool | None
) -> None:
    notes = notes_of(talk, tag_utterances(talk), on, call=CallFacts(None, seconds), note=note)
    for quote in quotes_of(notes):
        assert any(quote.text in each.text for each in talk)


def test_reading_notes_needs_no_models(tmp_path: Path) -> None:
    """A card is answered in the web process: neither numpy nor pandas nor scikit-learn is loaded."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from datetime import date\n"
        "from ml.call_notes import notes_of\n"
        "from ml.ending import suggested_state\n"
        "from ml.funnel import FunnelState\n"
        "from ml.spoken_text import Utterance\n"
        "suggested_state(FunnelState.LEAD, notes_of([Utterance('We lose two days.')], [], date(2026, 11, 11)))\n"
        "print(sorted({'numpy', 'pandas', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
