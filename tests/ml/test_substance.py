from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.cuss import tag_utterances
from ml.spoken_text import PROSPECT, REP, Utterance
from ml.substance import (
    CallFacts,
    NoSubstance,
    SubstanceThresholds,
    substance_of,
    substance_of_note,
)

CODES = {"", *map(str, NoSubstance)}


def rep(text: str) -> Utterance:
    return Utterance(text, REP, "Ada")


def prospect(text: str) -> Utterance:
    return Utterance(text, PROSPECT, "Mei")


REAL_CALL = [
    rep("How do you plan the shifts for your outlets today?"),
    prospect("We plan them in a spreadsheet, and it takes my managers two days each month."),
    rep("Our roster fills the shifts from rules and warns the manager before overtime."),
    prospect("Does it also handle people who work at two outlets?"),
    rep("Yes, the app lets them pick shifts at both."),
    rep("Shall we look at it on Thursday?"),
    prospect("Thursday works for me."),
]


def test_a_real_call_has_substance() -> None:
    assert substance_of(REAL_CALL) == ""
    assert substance_of(REAL_CALL, call=CallFacts(status="completed", duration_s=180)) == ""


@pytest.mark.parametrize(
    "status", ["missed", "busy", "failed", "no-answer", "cancelled", "No Answer", "canceled"]
)
def test_a_call_that_did_not_connect(status: str) -> None:
    assert substance_of(REAL_CALL, call=CallFacts(status=status)) == "not_connected"


@pytest.mark.parametrize("talk", [[], [rep("")], [prospect("   "), rep("\n")]])
def test_nothing_said_is_not_connected(talk: list[Utterance]) -> None:
    assert substance_of(talk) == "not_connected"


def test_no_talk_time_is_not_connected() -> None:
    assert substance_of(REAL_CALL, call=CallFacts(duration_s=0)) == "not_connected"


@pytest.mark.parametrize(
    "greeting",
    [
        "You've reached the mailbox of Mei, please leave a message after the beep.",
        "Nombor yang anda dail tidak dapat dihubungi.",
        "Nomor yang anda hubungi sedang tidak aktif, tinggalkan pesan setelah nada.",
    ],
)
def test_a_machine(greeting: str) -> None:
    assert substance_of([prospect(greeting)]) == "voicemail"
    assert (
        substance_of([rep("Hi, it's Ada, I'll try again tomorrow."), Utterance(greeting, "", "Ada")])
        == "voicemail"
    )


@pytest.mark.parametrize("status", ["voicemail", "left-voicemail", "answered_by_machine"])
def test_a_machine_by_the_providers_word(status: str) -> None:
    assert substance_of([], call=CallFacts(status=status)) == "voicemail"


@pytest.mark.parametrize(("more", "code"), [(0, "voicemail"), (1, "")])
def test_a_machine_is_one_while_the_prospect_says_less_than_fifteen_words(more: int, code: str) -> None:
    said = "Sorry, that was my voicemail, we plan our shifts in a spreadsheet by" + " hand" * more
    assert len(said.split()) == 13 + more
    seller = [line for line in REAL_CALL if line.role == REP]
    limits = SubstanceThresholds(voicemail_prospect_words=14, min_prospect_words=5)
    assert substance_of([prospect(said), *seller], thresholds=limits) == code


@pytest.mark.parametrize(("seconds", "code"), [(14, "too_short"), (15, "")])
def test_less_than_fifteen_seconds_is_too_short(seconds: float, code: str) -> None:
    assert substance_of(REAL_CALL, call=CallFacts(duration_s=seconds)) == code


@pytest.mark.parametrize(("missing", "code"), [(0, ""), (1, "too_short")])
def test_less_than_forty_words_is_too_short(missing: int, code: str) -> None:
    words = sum(len(each.text.split()) for each in REAL_CALL)
    limits = SubstanceThresholds(min_words=words + missing)
    assert substance_of(REAL_CALL, thresholds=limits) == code


@pytest.mark.parametrize(("missing", "code"), [(0, ""), (1, "too_short")])
def test_less_than_ten_words_of_the_prospect_is_too_short(missing: int, code: str) -> None:
    words = sum(len(each.text.split()) for each in REAL_CALL if each.role == PROSPECT)
    limits = SubstanceThresholds(min_prospect_words=words + missing)
    assert substance_of(REAL_CALL, thresholds=limits) == code


def test_a_lecture_nobody_answered_is_one_sided() -> None:
    lecture = "Our roster fills the shifts, and the app shows the cost before you publish it. "
    assert substance_of([rep(lecture * 33)]) == "one_sided"
    assert substance_of([rep(lecture * 33), prospect("Okay.")]) == "one_sided"
    assert substance_of([rep(lecture * 3), prospect("Okay.")]) == "too_short"


def test_the_wrong_person() -> None:
    talk = [
        rep("Hello, good morning to you, it's Ada from Kerjahub, am I speaking with Mei Lin by any chance?"),
        prospect(
            "Sorry, she no longer works here, she left the company in March and nobody took over her desk."
        ),
        rep("Oh, I am sorry to hear that, thank you very much for letting me know, have a nice day."),
    ]
    assert substance_of(talk) == "wrong_person"
    assert substance_of([*talk, *REAL_CALL]) == ""


def test_a_short_call_that_books_a_demo_is_a_callback_and_not_too_short() -> None:
    talk = [
        rep("Hi Mei, it's Ada from Kerjahub, is this a good moment?"),
        prospect("I'm going into a meeting, sorry for that."),
        rep("No worries, shall we do the demo on Thursday at ten?"),
        prospect("Thursday at ten works for me, send the invite."),
    ]
    assert sum(len(each.text.split()) for each in talk) < 40
    assert substance_of(talk) == "callback_only"


@pytest.mark.parametrize(("words", "code"), [(0, ""), (1, "callback_only")])
def test_below_eighty_words_of_greetings_and_next_steps_is_a_callback(words: int, code: str) -> None:
    talk = [
        rep(
            "Good morning Mei, it's Ada from Kerjahub. Thanks so much for picking up. Is this a good moment?"
        ),
        prospect(
            "Good morning Ada, thank you for calling. I'll call you back. Let me speak to my boss first."
        ),
        rep("No rush at all. I'll send you the invite. I'll email you the details. Let's talk again."),
    ]
    total = sum(len(each.text.split()) for each in talk)
    limits = SubstanceThresholds(callback_words=total + words, min_words=10)
    assert substance_of(talk, thresholds=limits) == code


def test_talk_about_nothing_is_empty() -> None:
    talk = [line for _ in range(12) for line in (rep("Hmm, okay, right."), prospect("Yes, yes, okay."))]
    assert substance_of(talk) == "empty_talk"


@pytest.mark.parametrize(("count", "code"), [(3, "empty_talk"), (4, "")])
def test_four_sentences_that_matter_are_enough(count: int, code: str) -> None:
    told = [
        prospect("We plan all the shifts in a spreadsheet and it takes the managers two whole days."),
        prospect("We lose about forty hours of overtime each month because of it, honestly."),
        prospect("Our managers complain about the roster every week, and I understand them well."),
        prospect("We are opening three outlets next year and need more people for that."),
    ]
    assert substance_of(told[:count]) == code


@pytest.mark.parametrize(("repeats", "code"), [(5, ""), (6, "unusable_transcript")])
def test_a_transcriber_that_loops_is_unusable(repeats: int, code: str) -> None:
    looped = prospect(" ".join(["we plan every shift by hand."] * repeats))
    assert substance_of([*REAL_CALL, looped]) == code


def test_noise_instead_of_words_is_unusable() -> None:
    assert substance_of([*REAL_CALL, prospect("-- ### " * 40)]) == "unusable_transcript"


def test_a_call_of_two_hours_has_substance_when_nothing_repeats() -> None:
    talk = [prospect(f"We need {n} people for shift number {n + 1} in outlet {n + 2}.") for n in range(1500)]
    assert substance_of(talk, call=CallFacts(duration_s=7200)) == ""


def test_without_roles_nobodys_words_are_counted() -> None:
    talk = [Utterance(each.text) for each in REAL_CALL]
    assert substance_of(talk) == ""


def test_a_note_needs_one_sentence_that_matters() -> None:
    assert substance_of_note(tag_utterances([Utterance("They want a demo next week.")])) == ""
    assert substance_of_note(tag_utterances([Utterance("Left voicemail.")])) == "empty_talk"


@given(
    st.lists(st.builds(Utterance, st.text(max_size=120), st.sampled_from(["", REP, PROSPECT])), max_size=8),
    st.none() | st.text(max_size=12),
    st.none() | st.floats(allow_nan=False),
)
def test_any_call_gets_a_known_code(talk: list[Utterance], status: str | None, seconds: float | None) -> None:
    assert substance_of(talk, call=CallFacts(status, seconds)) in CODES


# --- transcripts that nothing can be read from ---------------------------------------------------------------------

FOREIGN = {
    "Spanish": "Buenos días, llamo de la empresa de software. ¿Cómo planifican ustedes los turnos de los empleados hoy? "
    "Pues lo hacemos en una hoja de cálculo y nos lleva dos días cada mes. Nuestro director tiene que aprobar todo lo nuevo "
    "y el presupuesto es limitado. ¿Podemos ver una demostración el jueves a las diez? Sí, el jueves me va bien.",
    "German": "Guten Tag, ich rufe von der Softwarefirma an. Wie planen Sie heute die Schichten Ihrer Mitarbeiter? Wir machen "
    "das in einer Tabelle und es kostet uns jeden Monat zwei Tage. Unser Direktor muss alles Neue genehmigen und das Budget "
    "ist knapp. Können wir uns am Donnerstag um zehn eine Vorführung ansehen? Ja, Donnerstag passt mir gut.",
    "Tagalog": "Magandang umaga po, tumatawag po ako mula sa kompanya ng software. Paano po ninyo pinaplano ang mga shift ng "
    "inyong mga empleyado ngayon? Ginagawa po namin sa spreadsheet at inaabot ng dalawang araw bawat buwan. Kailangan pong "
    "aprubahan ng aming direktor ang lahat ng bago at limitado ang badyet.",
    "Chinese": "早上好，我是软件公司的。你们现在怎么安排员工的班次？我们用表格做，每个月要花两天时间。我们的总监要批准所有新的东西，预算也有限。",
    "Tamil": "காலை வணக்கம், நான் மென்பொருள் நிறுவனத்திலிருந்து அழைக்கிறேன். இப்போது நீங்கள் ஊழியர்களின் பணி நேரத்தை எப்படி?",
}


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("role", ["", PROSPECT])
def test_a_language_that_is_not_understood_is_unusable(language: str, role: str) -> None:
    assert substance_of([Utterance(FOREIGN[language], role)]) == "unusable_transcript"


@pytest.mark.parametrize(
    "talk",
    [
        (
            "Hello ah, you all how do roster one? We use Excel lah, very sian, every month must do two days like that. Boss say no "
            "budget already, so cannot buy new thing leh. Our outlet got forty staff, payslip always wrong. Thursday can or not?"
        ),
        (
            "Selamat pagi puan. Macam mana puan buat jadual sekarang? Kami masih guna Excel, dua hari setiap bulan baru siap. Pekerja "
            "kami selalu merungut jadual lambat keluar. Pengarah kami yang luluskan. Kami nak buka dua cawangan lagi tahun depan. Puan boleh hantar sebut harga?"
        ),
        (
            "Selamat siang Bu, apa kabar hari ini? Bagaimana Ibu mengatur jadwal sekarang? Kami masih pakai Excel, habis dua hari setiap bulan. Karyawan "
            "kami sering mengeluh jadwalnya terlambat. Direktur kami yang memutuskan. Kami mau buka dua cabang lagi tahun depan. Boleh kirim penawarannya?"
        ),
    ],
)
def test_the_languages_of_the_team_are_understood(talk: str) -> None:
    assert substance_of([Utterance(talk)]) == ""


def test_a_transcriber_that_repeats_one_line_is_unusable_whatever_it_repeats() -> None:
    looped = [prospect("Thank you for watching.") for _ in range(40)]
    assert substance_of([*REAL_CALL, *looped]) == "unusable_transcript"
    assert substance_of(looped) == "unusable_transcript"


def test_nods_of_both_sides_are_empty_talk_and_no_loop() -> None:
    talk = [line for _ in range(30) for line in (rep("Okay, right, I see."), prospect("Yes, yes, okay."))]
    assert substance_of(talk) == "empty_talk"


def test_a_booked_demo_is_a_callback_even_where_a_tag_is_doubtful() -> None:
    talk = [
        rep("Hi Mei, it's Ada from Kerjahub. Can we do the demo on Thursday at ten?"),
        prospect("I am standing in the lift with three suitcases and a child, Thursday at ten works for me."),
    ]
    assert substance_of(talk) == "callback_only"


def test_talk_without_full_stops_is_as_much_as_it_is_long() -> None:
    told = (
        "so we do everything in excel and it's a nightmare every month because the numbers never match and my boss asks me why "
        "overtime is so high and honestly I don't know what to tell him we looked at one vendor last year but it was too "
        "expensive and the staff could not use the app because it was english only so it must have bahasa and then we need "
        "three quotes for procurement and legal has to look at it so the earliest would be january I think can you send me "
        "something by friday so that I can show it to my boss"
    )
    assert substance_of([prospect(told)]) == ""
    assert substance_of([prospect(" ".join(told.split()[:60]))]) == "empty_talk"
