from __future__ import annotations

import pytest

from ml.cuss import tag_utterances
from ml.gist import passages_of, weights_of
from ml.objections import numbers_in, objections_in
from ml.spoken_text import PROSPECT, REP, Utterance


def objections(*talk: Utterance) -> list[tuple[str, str]]:
    passages = passages_of(talk, tag_utterances(talk))
    found = objections_in(passages, weights_of(passages))
    return [(one.quote.text, one.answer.text if one.answer else "") for one in found]


def numbers(*talk: Utterance, told: frozenset[str] = frozenset()) -> list[str]:
    passages = passages_of(talk, tag_utterances(talk))
    return [quote.text for quote in numbers_in(passages, weights_of(passages), told=set(told))]


AGAINST = (
    "Your competitor is cheaper.",
    "That is too expensive for us.",
    "We are happy with our present vendor.",
    "I don't see the point of changing.",
    "It's not a priority this year.",
    "I'm worried that our staff won't use it.",
    "Mahal sangat untuk kami.",
    "Kami belum perlu sistem baru.",
    "Saya khawatir karyawan tidak mau pakai.",
    "Tak ada bajet tahun ni.",
)


@pytest.mark.parametrize("text", AGAINST)
def test_what_speaks_against_it(text: str) -> None:
    assert objections(Utterance(text, PROSPECT)) == [(text, "")]


@pytest.mark.parametrize(
    "text",
    [
        "We have forty people in two outlets.",
        "I don't want to hire another coordinator for that.",
        "Who holds the budget? Our CFO does.",
        "Thursday works for me.",
    ],
)
def test_what_does_not(text: str) -> None:
    assert objections(Utterance(text, PROSPECT)) == []


def test_the_sellers_own_doubts_are_none() -> None:
    assert objections(*(Utterance(text, REP) for text in AGAINST)) == []


def test_the_answer_is_the_best_sentence_of_the_next_turn() -> None:
    talk = [
        Utterance("Your competitor is cheaper.", PROSPECT),
        Utterance("Mm-hmm.", REP),
        Utterance("Much cheaper.", PROSPECT),
        Utterance("I hear you. Most clients earn it back within two quarters. Is that soon enough?", REP),
    ]
    assert objections(*talk)[0] == (
        "Your competitor is cheaper.",
        "Most clients earn it back within two quarters.",
    )


def test_a_next_step_or_a_question_is_no_answer() -> None:
    talk = [
        Utterance("Your competitor is cheaper.", PROSPECT),
        Utterance("Who told you that they are cheaper? Shall we look at it on Thursday?", REP),
    ]
    assert objections(*talk) == [("Your competitor is cheaper.", "")]


def test_without_roles_somebody_else_answers() -> None:
    talk = [
        Utterance("Your competitor is cheaper.", "", "Mei"),
        Utterance("Most clients earn it back within two quarters.", "", "Ada"),
    ]
    assert objections(*talk)[0][1] == "Most clients earn it back within two quarters."


@pytest.mark.parametrize(
    "text",
    [
        "We corrected 31 payslips in October.",
        "There are about four hundred people in the factory.",
        "Kami rugi dua ribu ringgit sebulan.",
        "The budget is approved on Thursday.",
    ],
)
def test_figures_and_dates_of_the_targets_own(text: str) -> None:
    assert numbers(Utterance(text, PROSPECT)) == [text]
    assert numbers(Utterance(text, REP)) == []
    assert numbers(Utterance(text, PROSPECT), told=frozenset({text})) == []


def test_no_figure_no_number() -> None:
    assert numbers(Utterance("We plan it by hand.", PROSPECT), Utterance("For 20 people?", PROSPECT)) == []
