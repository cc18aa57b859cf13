"""A tag that is wrong: the dialog, the correction, and who may correct."""

from __future__ import annotations

import json

from bot.sandbox.signed_requests import view_submission_body
from tests.bot.slack_team import Json, Talk, Team
from tests.bot.talked_with_acme import put_call


def _chosen(sentence: str | None, move: str | None) -> Json:
    return {
        "sentence": {
            "sentence": {"type": "static_select", "selected_option": sentence and {"value": sentence}}
        },
        "move": {"move": {"type": "radio_buttons", "selected_option": move and {"value": move}}},
    }


def _dialog(talk: Talk) -> Json:
    return talk.open_dialog(talk.command("/recap", "acme"), "A tag is wrong")


def test_a_correction_is_kept_and_shown(team: Team) -> None:
    touch_id = put_call(team.store)
    view = _dialog(team.ada)
    answer = team.ada.send(view_submission_body(view, _chosen("1", "connecting"), user_id="U0ADA"))
    assert json.loads(answer.body)["response_action"] == "update"
    [correction] = team.store.corrections.all()
    assert (correction.touch_id, correction.sentence, correction.move) == (
        touch_id,
        "Yes, go ahead, the shop is quiet now.",
        "connecting",
    )
    assert 0 < correction.place < 1
    talk = team.store.conversations.one(touch_id)
    assert talk is not None
    assert (talk.tags[1].move.value, talk.tags[1].confidence) == ("connecting", 1.0)


def test_nothing_chosen_is_nothing_corrected(team: Team) -> None:
    put_call(team.store)
    view = _dialog(team.ada)
    answer = team.ada.send(view_submission_body(view, _chosen(None, "setting"), user_id="U0ADA"))
    assert "Choose a sentence" in str(answer.body)
    answer = team.ada.send(view_submission_body(view, _chosen("99", "setting"), user_id="U0ADA"))
    assert "Choose a sentence" in str(answer.body)
    assert team.store.corrections.all() == []


def test_a_colleague_cannot_correct_it(team: Team) -> None:
    put_call(team.store)
    view = _dialog(team.ada)
    answer = team.ben.send(view_submission_body(view, _chosen("1", "connecting"), user_id="U0BEN"))
    assert "not yours" in str(answer.body)
    assert team.store.corrections.all() == []
