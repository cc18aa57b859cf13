from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ml.cuss import Tag, tag_utterances
from ml.quotes import LONGEST_QUOTE, telling_quote
from ml.spoken_text import PROSPECT, REP, Utterance


def quote(*said: tuple[str, str]) -> str:
    return telling_quote(tag_utterances([Utterance(text, role) for role, text in said]))


def test_the_targets_words_are_quoted_and_never_the_reps() -> None:
    assert quote((REP, "How many payslips did you correct in October, was it 31?")) == ""
    assert quote(
        (REP, "I'll send it before Friday the 13th."), (PROSPECT, "We plan the shifts by hand today.")
    ) == ("We plan the shifts by hand today.")


def test_a_number_makes_a_sentence_telling() -> None:
    assert quote(
        (PROSPECT, "We use Excel for the whole roster."), (PROSPECT, "We corrected 31 payslips in October.")
    ) == ("We corrected 31 payslips in October.")


def test_small_change_and_speeches_are_not_quoted() -> None:
    assert quote((PROSPECT, "We need it.")) == ""
    assert quote((PROSPECT, "We need " + "very " * 40 + "many people.")) == ""


def test_a_note_without_speakers_is_quoted() -> None:
    assert quote(("", "They want to see the demo before the board meets on 20 November.")) != ""


@given(
    st.lists(st.builds(Utterance, st.text(max_size=300), st.sampled_from(["", REP, PROSPECT])), max_size=5)
)
def test_a_quote_is_short_and_verbatim(talk: list[Utterance]) -> None:
    tags: list[Tag] = tag_utterances(talk)
    found = telling_quote(tags)
    assert len(found) <= LONGEST_QUOTE
    assert found == "" or any(found in each.text for each in talk if each.role != REP)
