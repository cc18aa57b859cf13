"""/sales-feedback: words kept once and linked to what was seen last; managers read them, reps do not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.commands.sales_feedback import feedback_push
from ml.messages import Message
from ml.records import Suggestion
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from tests.bot.slack_team import Team

COMMAND = "/sales-feedback"


def test_it_is_linked_to_the_last_answer_that_was_seen(team: Team) -> None:
    team.store.suggestions.save(Suggestion("before", "metrics", 1, NOW - timedelta(minutes=1)))
    team.ada.command("/lead", "acme")
    team.ben.command("/lead", "qwik")
    shown = team.ada.command(COMMAND, "The chance is too *high* <!channel>")
    assert shown.response_type == "ephemeral"
    assert shown.text.startswith(
        "Thank you, Ada Tan. Linked to the lead card of Acme Pte Ltd seen at 17:00 today."
    )
    assert "Mia Lee can read it, with your name." in shown.text
    [said] = team.store.said_feedback.all_open(limit=5)
    assert (said.who, said.text, said.kind, said.company, said.at) == (
        "Ada Tan", "The chance is too *high* <!channel>", "lead", "Acme Pte Ltd", NOW,
    )  # fmt: skip


def test_an_answer_of_the_day_before_is_not_meant(team: Team) -> None:
    for number, hours in enumerate((25, -1)):
        at = NOW - timedelta(hours=hours)
        team.store.suggestions.save(Suggestion(f"s{number}", "lead", 1, at, 1))
    assert "linked to no answer" in team.ada.command(COMMAND, "hm").text


def test_a_message_that_was_not_sent_yet_was_not_seen(team: Team) -> None:
    team.store.suggestions.save(Suggestion("k", "reminder", 1, NOW))
    team.store.deliveries.claim(Message("k", "reminder", 1, "2026-11-23", {}, NOW, NOW))
    assert "linked to no answer" in team.ada.command(COMMAND, "hm").text


def test_the_same_request_twice_is_kept_once(team: Team) -> None:
    body = team.ada.command_body(COMMAND, "too late", trigger_id="1.2.same")
    first, second = team.ada.send(body), team.ada.send(body)
    assert first.body == second.body
    assert team.store.said_feedback.count_open() == 1


def test_it_can_be_typed_in_the_chat_with_the_bot(team: Team) -> None:
    assert team.ada.message("sales-feedback R&amp;D is missing").text.startswith("Thank you")
    assert team.store.said_feedback.all_open(limit=1)[0].text == "R&D is missing"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Say in your own words"),
        ("list", "Say in your own words"),
        ("x" * 2_001, "That has 2,001 characters, and 2,000 can be kept; nothing was"),
    ],
)
def test_nothing_and_too_much_are_a_sentence(team: Team, text: str, sentence: str) -> None:
    assert team.ada.command(COMMAND, text).text.startswith(sentence)
    assert team.store.said_feedback.count_open() == 0


def test_what_just_fits_is_kept_whole(team: Team) -> None:
    team.ada.command(COMMAND, "y" * 2_000)
    listed = team.mia.command(COMMAND)
    whole = team.mia.click(listed, "Open")
    assert "y" * 2_000 not in listed.words
    assert "y" * 2_000 in whole.words


def test_nobody_manages_yet(team: Team) -> None:
    team.store.people.remove("mia@example.com")
    assert "No manager is on your team yet" in team.ada.command(COMMAND, "hm").text


def test_a_manager_reads_it_by_pages_and_is_done_with_it(team: Team) -> None:
    for number in range(12):
        team.ada.command(COMMAND, f"saying {number} <!here>")
    first = team.mia.command(COMMAND, "list")
    assert "saying 11 <!here>" in first.words
    assert "saying 1 <" not in first.words
    assert "1–10 of 12 open" in first.words
    second = team.mia.click(first, "More (2 left)")
    assert "11–12 of 12 open" in second.words
    again = team.mia.click(second, "Done")
    assert "Done with what Ada Tan said." in again.words
    assert "11–11 of 11 open" in again.words
    back = team.mia.click(team.mia.click(again, "Done"), "Done")  # the page that is empty now is not shown
    assert "1–9 of 9 open" in back.words


def test_a_page_of_the_longest_sayings_is_within_slacks_limits(team: Team) -> None:
    for _ in range(10):
        team.ada.command(COMMAND, "*" * 1_000)
    answer = team.mia.send(team.mia.command_body(COMMAND))
    assert len(answer.body) < 30_000
    assert len(json.loads(answer.body)["blocks"]) <= 15


def test_what_somebody_is_done_with_stays_so(team: Team) -> None:
    team.ada.command(COMMAND, "hm")
    listed = team.mia.command(COMMAND)
    assert "Nothing is open" in team.mia.click(listed, "Done").words
    assert "Somebody was done with it before." in team.mia.click(listed, "Done").words
    assert "Nothing is open" in team.mia.command(COMMAND).text


def test_a_rep_reads_nothing(team: Team) -> None:
    team.ben.command(COMMAND, "secret of Ben")
    listed = team.mia.command(COMMAND)
    for label in ("Done",):
        assert team.ada.click(listed, label).text == "Only managers read what was said about me."
    assert team.store.said_feedback.count_open() == 1


@pytest.mark.parametrize("value", ["", "x", "9" * 40, "77", "-1", "1:x"])
def test_a_button_that_is_not_ours_is_a_sentence(team: Team, value: str) -> None:
    team.ada.command(COMMAND, "hm")
    listed = team.mia.command(COMMAND)
    listed.element("Done")[1]["value"] = value
    assert team.mia.click(listed, "Done").text.startswith("That ")
    assert team.store.said_feedback.count_open() == (value != "1:x")


def test_the_channel_is_told_once_and_not_which_company(team: Team) -> None:
    team.ada.command("/lead", "acme")
    team.ada.command(COMMAND, "too high")
    message = Message("k", "feedback", 1, "1", {"feedback_id": 1, "channel": "C1"}, NOW, NOW)
    said = feedback_push(message, team.desk)
    assert said is not None
    assert said.text == "Ada Tan says about the assistant: too high"
    assert "about the lead card seen at 17:00 today" in json.dumps(said.blocks)
    assert "Acme" not in json.dumps(said.blocks)
    team.store.said_feedback.done(1, by=3, at=NOW)
    assert feedback_push(message, team.desk) is None
    assert feedback_push(replace(message, payload={}), team.desk) is None


def test_whoever_speaks_is_told_of_the_channel(team: Team) -> None:
    object.__setattr__(team.desk, "feedback_channel", "C0SALES")  # the desk is frozen
    assert "also goes into the Slack channel" in team.ada.command(COMMAND, "hm").text
