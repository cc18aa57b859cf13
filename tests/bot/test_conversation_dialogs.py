"""The dialogs of a draft and of a wrong tag: what was typed stays while trying again may help."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.block_rules import complaints_about_view
from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import view_submission_body
from ml.errors import Unavailable
from tests.bot.slack_team import Json, Shown, Talk, Team
from tests.bot.talked_with_acme import put_call

AWAY = "The database did not answer; try again in a moment."
GOOD: dict[str, Json] = {
    "Edit": {"text": {"text": {"type": "plain_text_input", "value": "My own words."}}},
    "A tag is wrong": {
        "sentence": {"sentence": {"type": "static_select", "selected_option": {"value": "1"}}},
        "move": {"move": {"type": "radio_buttons", "selected_option": {"value": "connecting"}}},
    },
}
TYPED = {"Edit": "/pitch", "A tag is wrong": "/recap"}
KEEPS = {"Edit": ("drafts", "edit"), "A tag is wrong": ("corrections", "save")}
READS = {"Edit": ("drafts", "by_suggestion"), "A tag is wrong": ("conversations", "one")}


@pytest.fixture(params=list(GOOD))
def label(request: pytest.FixtureRequest, team: Team) -> str:
    """The button that opens the dialog."""
    put_call(team.store)
    return str(request.param)


def gone(*_: Any) -> Any:
    raise Unavailable(AWAY)


def card(talk: Talk, label: str) -> Shown:
    return talk.command(TYPED[label], "acme")


def opened(talk: Talk, label: str) -> Json:
    return talk.open_dialog(card(talk, label), label)


def submit(talk: Talk, view: Json, values: Json) -> Json:
    answer = talk.send(view_submission_body(view, values, user_id=talk.slack_id))
    assert answer.status == 200
    found: Json = json.loads(answer.body)
    return found


def kept(team: Team) -> list[str]:
    """What was kept of what was typed."""
    with team.store.engine.reading() as connection:
        drafts = connection.exec_driver_sql("SELECT edited FROM drafts WHERE edited <> ''")
        corrections = connection.exec_driver_sql("SELECT move FROM tag_corrections")
        return [str(row[0]) for row in (*drafts, *corrections)]


def test_what_is_submitted_is_kept_and_thanked_for(team: Team, label: str) -> None:
    answer = submit(team.ada, opened(team.ada, label), GOOD[label])
    assert answer["response_action"] == "update"
    assert complaints_about_view(answer["view"]) == []
    assert answer["view"]["title"]["text"] != "That did not work"
    assert kept(team) == [{"Edit": "My own words.", "A tag is wrong": "connecting"}[label]]


def test_twice_is_once(team: Team, label: str) -> None:
    view = opened(team.ada, label)
    for _ in range(2):
        assert submit(team.ada, view, GOOD[label])["response_action"] == "update"
    assert len(kept(team)) == 1


def test_the_dialog_stays_while_the_database_is_away(
    team: Team, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened(team.ada, label)
    part, method = KEEPS[label]
    with monkeypatch.context() as broken:
        broken.setattr(getattr(team.store, part), method, gone)
        answer = submit(team.ada, view, GOOD[label])
    assert answer["response_action"] == "errors"
    assert list(answer["errors"].values()) == [AWAY]
    assert set(answer["errors"]) <= {one["block_id"] for one in view["blocks"] if one["type"] == "input"}
    assert kept(team) == []
    assert submit(team.ada, view, GOOD[label])["response_action"] == "update"
    assert len(kept(team)) == 1


def test_a_failure_of_our_own_keeps_it_open_too_and_names_a_reference(
    team: Team, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened(team.ada, label)
    part, method = KEEPS[label]
    with monkeypatch.context() as broken:
        broken.setattr(getattr(team.store, part), method, lambda *_: 1 / 0)
        answer = submit(team.ada, view, GOOD[label])
    assert answer["response_action"] == "errors"
    assert "(ref " in str(answer["errors"])
    assert "ZeroDivision" not in str(answer)


def test_a_dialog_that_cannot_be_read_is_said_where_it_was_clicked(
    team: Team, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = card(team.ada, label)
    part, method = READS[label]
    with monkeypatch.context() as broken:
        broken.setattr(getattr(team.store, part), method, gone)
        said = team.ada.click(shown, label)
    assert said.words == AWAY
    assert team.standin.views.get("U0ADA", []) == []


def test_when_slack_does_not_open_it_it_is_said(team: Team, label: str) -> None:
    shown = card(team.ada, label)
    team.standin.break_next("views.open", "expired_trigger_id")
    assert "Slack did not open the dialog" in team.ada.click(shown, label).words


def test_a_colleague_neither_opens_nor_submits_it(team: Team, label: str) -> None:
    shown, view = card(team.ada, label), opened(team.ada, label)
    assert "not yours" in team.ben.click(shown, label).words
    answer = submit(team.ben, view, GOOD[label])
    assert "not yours" in words_of(answer["view"]["blocks"])
    assert kept(team) == []


def test_a_stranger_is_told_once_in_one_sentence(team: Team, label: str) -> None:
    answer = submit(team.talk("U0STR"), opened(team.ada, label), GOOD[label])
    assert words_of(answer["view"]["blocks"]).startswith("I don't know you yet")
    assert kept(team) == []


@pytest.mark.parametrize("metadata", ["", "x", "1", "1:", ":1", "1:x", "²:1", "7:1", "1:99"])
def test_a_stale_dialog_is_one_sentence(team: Team, label: str, metadata: str) -> None:
    answer = submit(team.ada, opened(team.ada, label) | {"private_metadata": metadata}, GOOD[label])
    assert "no longer known" in words_of(answer["view"]["blocks"])
    assert kept(team) == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"text": None, "sentence": None, "move": None},
        {"text": {}, "sentence": {}, "move": {}},
        {"text": {"text": {"value": None}}, "sentence": {"sentence": {"selected_option": None}}},
        {"text": "x", "sentence": "x", "move": "x"},
    ],
)
def test_values_of_any_shape_are_no_crash(team: Team, label: str, values: Json) -> None:
    answer = submit(team.ada, opened(team.ada, label), values)
    assert "(ref " not in str(answer)
    assert kept(team) == []


@pytest.mark.parametrize("move", ["", "x", "SETTING", "<!channel>"])
def test_a_move_that_is_none_is_not_kept(team: Team, move: str) -> None:
    put_call(team.store)
    values = GOOD["A tag is wrong"] | {"move": {"move": {"selected_option": {"value": move}}}}
    submit(team.ada, opened(team.ada, "A tag is wrong"), values)
    assert kept(team) == []
