"""`/recap`: what a conversation held, quoted, and where nothing was said, why."""

from __future__ import annotations

import pytest

from bot.blocks.dates import Reader
from bot.commands.recap import read_notes
from integrations.store import TouchTags
from tests.bot.slack_team import NOW, Team
from tests.bot.talked_with_acme import SAID, put_call


@pytest.fixture
def touch_id(team: Team) -> int:
    return put_call(team.store)


@pytest.mark.usefixtures("touch_id")
def test_the_last_call_is_quoted(team: Team) -> None:
    shown = team.ada.command("/recap", "acme")
    assert "Acme Pte Ltd · Rostering · call of 12 Nov" in shown.words
    assert "Mei Lin Tan (HR manager) with Ada Tan" in shown.words
    assert "31 payslips" in shown.words
    assert "Moves" in shown.words
    assert shown.words.index("Next steps") < shown.words.index("Moves")
    assert {button for button in ("Draft follow-up", "A tag is wrong") if shown.element(button)}
    assert team.store.suggestions.by_id(shown.suggestion_id) is not None


@pytest.mark.usefixtures("touch_id")
def test_every_quote_was_said(team: Team) -> None:
    talk = team.store.conversations.of_pursuit(1)[0]
    notes = read_notes(talk, Reader(NOW))
    said = " ".join(text for _, _, text in SAID)
    quotes = [*notes.gist, *notes.numbers, *(step.quote for step in notes.next_steps)]
    quotes += [quote for some in notes.needs.values() for quote in some]
    assert quotes
    assert all(quote.text in said for quote in quotes)


def test_a_voicemail_says_so(team: Team, touch_id: int) -> None:
    team.store.calls.save_tags([TouchTags(touch_id, "rules", "voicemail", tags=(("none", 0.3),) * 13)])
    with team.store.engine.writing() as connection:
        connection.exec_driver_sql("UPDATE calls SET status = 'voicemail'")
    shown = team.ada.command("/recap", "acme")
    assert "Voicemail, 12 min. Nothing to summarise." in shown.words


def test_a_pursuit_without_a_conversation(team: Team) -> None:
    shown = team.ada.command("/recap", "metro foods")
    assert "No call or note with words in it yet." in shown.words


@pytest.mark.usefixtures("touch_id")
def test_a_number_after_the_name_is_the_one_before(team: Team) -> None:
    shown = team.ada.command("/recap", "acme 2")
    assert "There are not so many conversations with Acme Pte Ltd: 1 so far." in shown.words
    assert "31 payslips" in team.ada.command("/recap", "acme 1").words


@pytest.mark.usefixtures("touch_id")
def test_a_colleagues_call_stays_closed(team: Team) -> None:
    shown = team.ben.click(team.mia.command("/recap", "acme"), "Draft follow-up")
    assert "31 payslips" not in shown.words
    assert "not yours" in shown.words


@pytest.mark.usefixtures("touch_id")
def test_a_name_that_fits_several_is_chosen_from(team: Team) -> None:
    shown = team.ada.command("/recap", "metro")
    assert "fit “metro”" in shown.words
    chosen = team.ada.click(shown, "Metro Foods")
    assert "No call or note with words in it yet." in chosen.words
