from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.call_metrics import SLOW_RATE, USUAL_RATE, is_question, talk_figures
from ml.spoken_text import PROSPECT, REP, Utterance


def words(number: int) -> str:
    return " ".join(["word"] * number)


def said(role: str, number: int, start: float | None = None) -> Utterance:
    return Utterance(words(number), role, role, start)


def test_in_seconds_where_the_starts_are_known() -> None:
    talk = [said(REP, 25, 0.0), said(PROSPECT, 25, 10.0), said(REP, 50, 22.0), said(PROSPECT, 50, 42.0)]
    figures = talk_figures(talk, 62.0)
    assert figures is not None
    assert (figures.approximate, figures.questions) == (False, 0)
    assert figures.rep_share == pytest.approx((10 + 20) / (10 + 12 + 20 + 20))
    assert figures.longest_monologue_s == pytest.approx(20)
    assert figures.switches_a_minute == pytest.approx(3 * 60 / 62)
    assert figures.patience_s == pytest.approx(2.0)  # 25 words from 10.0 end at 20.0


def test_silence_is_nobodys_talk() -> None:
    talk = [said(REP, 15, 0.0), said(PROSPECT, 15, 300.0)]
    figures = talk_figures(talk, 310.0)
    assert figures is not None
    assert figures.longest_monologue_s == pytest.approx(15 / SLOW_RATE)


def test_in_words_where_the_starts_are_not_known() -> None:
    figures = talk_figures([said(REP, 60), said(PROSPECT, 20), said(REP, 20)], None)
    assert figures is not None
    assert (figures.approximate, figures.patience_s, figures.switches_a_minute) == (True, None, None)
    assert figures.rep_share == pytest.approx(0.8)
    assert figures.longest_monologue_s == pytest.approx(60 / USUAL_RATE)


@pytest.mark.parametrize(
    "starts",
    [(0.0, 0.0, 0.0), (0.0, 50.0, 20.0), (0.0, None, 40.0), (0.0, math.nan, 40.0), (0.0, 30.0, 9000.0)],
    ids=["all at once", "backwards", "one unknown", "no number", "after the end"],
)
def test_starts_that_cannot_be_true_are_not_believed(starts: tuple[float | None, ...]) -> None:
    talk = [said(role, 60, start) for role, start in zip((REP, PROSPECT, REP), starts, strict=True)]
    figures = talk_figures(talk, 90.0)
    assert figures is not None
    assert figures.approximate


@pytest.mark.parametrize(("nod", "stretch"), [(2, 80), (3, 40)])
def test_a_nod_does_not_break_a_stretch(nod: int, stretch: int) -> None:
    figures = talk_figures([said(REP, 40), said(PROSPECT, nod), said(REP, 40), said(PROSPECT, 30)])
    assert figures is not None
    assert figures.longest_monologue_s == pytest.approx(stretch / USUAL_RATE)


@pytest.mark.parametrize(
    "talk",
    [
        [],
        [said(REP, 500)],
        [said(PROSPECT, 500)],
        [said("", 50), said("", 50)],
        [said(REP, 50), said(PROSPECT, 50), said("", 20)],
        [said(REP, 50), Utterance("…", PROSPECT)],
        [Utterance(words(50), PROSPECT, "Ann"), Utterance(words(50), PROSPECT, "Bob")],
    ],
    ids=["nothing", "rep alone", "prospect alone", "nobody", "somebody", "no words", "two names, no seller"],
)
def test_nothing_where_nobody_knows_who_spoke(talk: list[Utterance]) -> None:
    assert talk_figures(talk, 60.0) is None


def test_a_duration_that_is_too_short_for_the_words_is_not_believed() -> None:
    talk = [said(REP, 500), said(PROSPECT, 500)]
    figures = talk_figures(talk, 10.0)
    assert figures is not None
    assert figures.switches_a_minute is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("How do you plan your shifts today?", True),
        ("how do you plan your shifts today", True),  # a transcriber without signs
        ("Berapa karyawan yang kerja lembur?", True),
        ("Macam mana puan kira gaji sekarang", True),
        ("And who signs, your director or your CFO?", True),
        ("Does that save you time, yes?", True),
        ("Shall we look at it on Thursday?", True),
        ("That saves you two days, right?", False),
        ("So it is the hours, isn't it?", False),
        ("Jadi datanya telat, betul?", False),
        ("Right?", False),
        ("Really?", False),
        ("How are you today?", False),
        ("Can you hear me?", False),
        ("We fill the shifts from rules.", False),
        ("", False),
    ],
)
def test_what_a_question_of_content_is(text: str, asked: bool) -> None:
    assert is_question(text) is asked


def test_only_the_sellers_questions_count() -> None:
    talk = [
        Utterance("How do you plan shifts? Okay? Who signs the order?", REP),
        Utterance("Does it handle part-timers?", PROSPECT),
    ]
    figures = talk_figures(talk)
    assert figures is not None
    assert figures.questions == 2


@given(
    st.lists(
        st.builds(
            Utterance,
            st.text(max_size=60) | st.integers(0, 40).map(words),
            st.sampled_from(["", REP, PROSPECT]),
            start=st.none() | st.floats(),
        ),
        max_size=10,
    ),
    st.none() | st.floats(),
)
def test_figures_are_numbers_that_can_be(talk: list[Utterance], duration: float | None) -> None:
    figures = talk_figures(talk, duration)
    if figures:
        assert 0 < figures.rep_share < 1
        assert figures.longest_monologue_s >= 0
        for number in (figures.longest_monologue_s, figures.switches_a_minute, figures.patience_s):
            assert number is None or (math.isfinite(number) and number >= 0)
