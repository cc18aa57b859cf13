"""`/pitch`: a draft with its evidence, in every channel; what can be done with it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from slack_bolt import App

from bot.app import SlackAccess, make_app
from bot.blocks.pitch_card import CHANNELS
from bot.commands.pitch import Wanted, read_typed
from bot.sandbox.signed_requests import view_submission_body
from ml.errors import BadInput
from ml.pitch import Channel
from tests.bot.slack_team import Team
from tests.bot.talked_with_acme import put_call


@pytest.mark.parametrize(
    ("typed", "name", "wanted"),
    [
        ("acme", "acme", Wanted()),
        ("acme email", "acme", Wanted(Channel.EMAIL)),
        ("acme pte WhatsApp renewal in May", "acme pte", Wanted(Channel.WHATSAPP, goal="renewal in May")),
        ("acme wa", "acme", Wanted(Channel.WHATSAPP)),
        ("email", "email", Wanted()),
        ("acme email set up a call", "acme", Wanted(Channel.EMAIL, goal="set up a call")),
        ("acme call email demo", "acme", Wanted(Channel.CALL, goal="email demo")),
    ],
)
def test_what_is_typed(team: Team, typed: str, name: str, wanted: Wanted) -> None:
    assert read_typed(typed, team.desk) == (name, wanted)


def test_buttons_carry_what_is_wanted() -> None:
    wanted = Wanted(Channel.LINKEDIN, "demo: soon")
    assert Wanted.read(wanted.value.removeprefix(":")) == wanted
    assert Wanted.read("") == Wanted()
    with pytest.raises(BadInput):
        Wanted.read("pigeon:")


@pytest.mark.parametrize("channel", ["call", "email", "whatsapp", "linkedin"])
def test_a_draft_with_its_evidence(team: Team, channel: str) -> None:
    put_call(team.store)
    shown = team.ada.command("/pitch", f"acme {channel}")
    assert f"Acme Pte Ltd · Rostering · {CHANNELS[Channel(channel)]}" in shown.words
    assert "written by the template" in shown.words
    kept = team.store.drafts.by_suggestion(shown.suggestion_id)
    assert kept is not None
    assert kept.draft.channel.value == channel
    assert ("Subject:" in shown.words) == (channel == "email")


def test_another_one_reads_otherwise(team: Team) -> None:
    put_call(team.store)
    first = team.ada.command("/pitch", "acme email")
    other = team.ada.click(first, "Another")
    assert first.words != other.words


def test_copy_gives_the_words_alone(team: Team) -> None:
    put_call(team.store)
    shown = team.ada.command("/pitch", "acme email")
    kept = team.store.drafts.by_suggestion(shown.suggestion_id)
    assert kept is not None
    copied = team.ada.click(shown, "Copy")
    assert kept.draft.subject in copied.words
    assert "Evidence" not in copied.words


def test_an_edited_draft_is_kept_beside_it(team: Team) -> None:
    put_call(team.store)
    shown = team.ada.command("/pitch", "acme email")
    view = team.ada.open_dialog(shown, "Edit")
    values = {"text": {"text": {"type": "plain_text_input", "value": "My own <words>"}}}
    answer = team.ada.send(view_submission_body(view, values, user_id="U0ADA"))
    assert json.loads(answer.body)["response_action"] == "update"
    kept = team.store.drafts.by_suggestion(shown.suggestion_id)
    assert kept is not None
    assert kept.edited == "My own <words>"
    assert "My own" in str(team.ada.click(shown, "Copy").blocks)


def test_a_colleague_cannot_copy_it(team: Team) -> None:
    put_call(team.store)
    shown = team.ada.command("/pitch", "acme email")
    assert "not yours" in team.ben.click(shown, "Copy").words


def test_with_a_language_model_the_draft_comes_later(team: Team) -> None:
    put_call(team.store)
    talk = type(team.ada)(_app_with_model(team), team.standin, "U0ADA")
    shown = talk.command("/pitch", "acme email")
    assert "some-model is writing a draft for Acme Pte Ltd (Email)" in shown.words
    waiting = team.store.slow_answers.take(team.desk.now())
    assert waiting is not None
    assert (waiting.work, waiting.text) == ("pitch", "1:email:")
    assert waiting.place["response_url"].startswith("http")


def _app_with_model(team: Team) -> App:
    access = SlackAccess(team.standin.bot_token, team.standin.signing_secret, team.standin.base_url)
    return make_app(replace(team.desk, language_model="some-model"), access)
