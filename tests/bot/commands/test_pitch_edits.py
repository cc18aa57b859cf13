"""A draft is copied, changed, and shown as it was sent, by whoever may open its pursuit."""

from __future__ import annotations

import pytest

from bot.blocks.pitch_card import MOST_EDITED, whole_text
from bot.commands.pitch_edits import copy, draft_of, edited, show_sent
from bot.exchange import Question
from integrations.store.drafts import KeptDraft
from ml.cuss import Move
from ml.errors import BadInput, NotAllowed
from ml.pitch import Channel, PitchDraft, PitchLine
from ml.records import Person, Suggestion
from tests.bot.slack_team import NOW, PEOPLE, Team

DRAFT = PitchDraft(
    Channel.EMAIL,
    {
        Move.CONNECTING: (PitchLine("Hi Mei Lin, good to hear from you."),),
        Move.SETTING: (PitchLine("Would Thursday suit you?"),),
    },
    "The quote",
    "openai:some-model",
)
SENT = 'POST https://api.example/v1\n\n{"model": "some-model"}'


def person(team: Team, number: int) -> Person:
    found = team.store.people.by_email(PEOPLE[number].email)
    assert found
    return found


def keep(team: Team, *, sent: str = "", pursuit_id: int | None = 1, goal: str = "") -> str:
    """A kept draft of Ada's for Acme; gives its suggestion's id."""
    ada = person(team, 0)
    team.store.suggestions.save(Suggestion("s1", "pitch", ada.id, NOW, pursuit_id))
    team.store.drafts.save(KeptDraft("s1", DRAFT, goal, sent=sent))
    return "s1"


def ask(team: Team, text: str, number: int = 0) -> Question:
    return Question(text, person(team, number), NOW, "answer")


def test_the_words_alone_are_copied_with_the_subject(team: Team) -> None:
    [block] = copy(ask(team, keep(team)), team.desk).blocks
    assert block["elements"][0]["elements"][0]["text"] == (
        "Subject: The quote\n\nHi Mei Lin, good to hear from you.\n\nWould Thursday suit you?"
    )


def test_ones_own_words_are_copied_in_place_of_the_draft(team: Team) -> None:
    edited(keep(team), " My own\x00 words. \n\n\u202eSecond <!here>. ", person(team, 0), team.desk)
    kept, _ = draft_of("s1", person(team, 0), team.desk)
    assert kept.edited == "My own words.\n\nSecond <!here>."
    assert kept.draft == DRAFT
    [block] = copy(ask(team, "s1"), team.desk).blocks
    assert block["elements"][0]["elements"] == [{"type": "text", "text": kept.edited}]


def test_too_many_words_are_cut_where_slack_would_cut_them(team: Team) -> None:
    assert edited(keep(team), "x" * 9000, person(team, 0), team.desk) == ""
    kept, _ = draft_of("s1", person(team, 0), team.desk)
    assert len(kept.edited) == MOST_EDITED


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b", "\x00"])
def test_no_words_are_not_kept(team: Team, text: str) -> None:
    keep(team)
    assert "no words" in edited("s1", text, person(team, 0), team.desk)
    kept, _ = draft_of("s1", person(team, 0), team.desk)
    assert kept.edited == ""


def test_what_was_sent_is_shown_word_for_word(team: Team) -> None:
    shown = show_sent(ask(team, keep(team, sent=SENT)), team.desk)
    assert shown.later is None
    assert shown.blocks[1]["elements"][0]["elements"][0]["text"] == SENT


def test_where_nothing_was_sent_the_worker_tells_what_would_be(team: Team) -> None:
    shown = show_sent(ask(team, keep(team, goal="renewal: in May")), team.desk)
    assert "Nothing was sent" in shown.text
    assert shown.later is not None
    assert (shown.later.work, shown.later.text) == ("preview", "1:email:renewal: in May")


@pytest.mark.parametrize("number", [0, 2])
def test_the_owner_and_the_manager_may(team: Team, number: int) -> None:
    kept, suggestion = draft_of(keep(team), person(team, number), team.desk)
    assert (kept.suggestion_id, suggestion.pursuit_id) == ("s1", 1)
    assert whole_text(kept.draft).startswith("Subject: The quote")


def test_a_colleague_may_not(team: Team) -> None:
    keep(team, sent=SENT)
    for attempt in (copy, show_sent):
        with pytest.raises(NotAllowed, match="not yours"):
            attempt(ask(team, "s1", 1), team.desk)
    with pytest.raises(NotAllowed, match="not yours"):
        edited("s1", "mine now", person(team, 1), team.desk)


def test_who_lost_the_pursuit_may_not_any_more(team: Team) -> None:
    keep(team)
    with team.store.engine.writing() as connection:
        connection.exec_driver_sql("UPDATE pursuits SET owner_id = 2 WHERE id = 1")
    with pytest.raises(NotAllowed, match="not yours"):
        copy(ask(team, "s1"), team.desk)


@pytest.mark.parametrize("value", ["", "s2", "1", "'; DROP TABLE drafts", "x" * 5000])
def test_a_draft_that_is_not_known(team: Team, value: str) -> None:
    keep(team)
    with pytest.raises(BadInput, match="type /pitch and the name again"):
        copy(ask(team, value), team.desk)


def test_a_draft_of_no_pursuit_is_not_known(team: Team) -> None:
    with pytest.raises(BadInput, match="no longer known"):
        copy(ask(team, keep(team, pursuit_id=None)), team.desk)
