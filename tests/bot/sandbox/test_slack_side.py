"""From a click on the page through a signed request into the app, and back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox import slack_side
from bot.sandbox.loopback import serving
from bot.sandbox.slack_side import SlackSide
from bot.sandbox.slack_standin import SlackStandIn
from ml.errors import BadInput

if TYPE_CHECKING:
    from tests.bot.sandbox.workspace_page import Json, Served

ADA, DM, SALES = "U0ADA", "D0ADA", "C0SALES"


def place_of(message: Json, kind: str, channel: str = DM) -> Json:
    """Where the first element of this kind stands in a message."""
    for block in message["blocks"]:
        for element in block.get("elements", []):
            if element["type"] == kind:
                return {
                    "channel": channel,
                    "ts": message["ts"],
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                }
    raise AssertionError(f"no {kind}")


def card(page: Served, channel: str = DM) -> Json:
    page.act("say", ADA, channel=channel, text="/lead acme")
    return page.messages(ADA, channel)[-1]


def thumb(page: Served, which: str, channel: str = DM) -> Json:
    message = card(page, channel)
    block = next(block for block in message["blocks"] if block["type"] == "context_actions")
    value = block["elements"][0][f"{which}_button"]["value"]
    return page.act(
        "click", ADA, place=place_of(message, "feedback_buttons", channel), chosen={"value": value}
    )


@pytest.mark.parametrize("channel", [DM, SALES])
def test_a_thumb_up_is_a_vote(page: Served, channel: str) -> None:
    assert thumb(page, "positive", channel) == {}
    assert page.store.ratings.totals() == {"up": 1, "down": 0}


def test_a_thumb_down_asks_why_and_keeps_the_answer(page: Served) -> None:
    thumb(page, "negative")
    [view] = page.get(f"/sandbox/state?user={ADA}&since=-1")["views"]
    values = {
        "choice": {"choice": {"type": "radio_buttons", "selected_option": {"value": "stale"}}},
        "words": {"words": {"type": "plain_text_input", "value": None}},
    }
    assert page.act("submit", ADA, view_id=view["id"], values=values) == {}
    assert page.get(f"/sandbox/state?user={ADA}&since=-1")["views"] == []
    assert page.store.ratings.totals() == {"up": 0, "down": 1}
    assert "closed" in page.act("submit", ADA, view_id=view["id"], values=values)["error"]


def test_a_view_can_be_closed(page: Served) -> None:
    thumb(page, "negative")
    [view] = page.standin.views[ADA]
    page.act("close", ADA, view_id=view["id"])
    assert page.standin.views[ADA] == []


def test_an_emoji_on_a_real_message_is_a_vote_that_can_be_taken_back(page: Served) -> None:
    message = card(page)
    page.act("react", ADA, channel=DM, ts=message["ts"], name="+1")
    assert page.messages(ADA, DM)[-1]["reactions"] == [{"name": "+1", "users": [ADA], "count": 1}]
    assert page.store.ratings.totals() == {"up": 1, "down": 0}
    page.act("react", ADA, channel=DM, ts=message["ts"], name="+1")
    assert page.store.ratings.totals() == {"up": 0, "down": 0}


def test_an_ephemeral_message_takes_no_emoji(page: Served) -> None:
    message = card(page, SALES)
    assert "no reactions" in page.act("react", ADA, channel=SALES, ts=message["ts"], name="+1")["error"]


def test_words_in_the_dm_are_answered(page: Served) -> None:
    page.act("say", ADA, channel=DM, text="acme")
    said, answer = page.messages(ADA, DM)
    assert (said["user"], answer["user"]) == (ADA, "U0ASSISTANT")


def test_words_in_the_channel_are_between_people(page: Served) -> None:
    page.act("say", ADA, channel=SALES, text="good morning")
    [said] = page.messages("U0MIA", SALES)
    assert said["text"] == "good morning"


def test_an_unknown_command_is_told_apart(page: Served) -> None:
    page.act("say", ADA, channel=SALES, text="/shout")
    answer = page.messages(ADA, SALES)[-1]
    assert (answer["user"], answer["ephemeral"]) == ("U0SLACK", True)
    assert "no such command" in answer["text"]


def test_the_home_is_published_when_it_is_opened(page: Served) -> None:
    page.act("open", ADA, tab="home")
    assert page.get(f"/sandbox/state?user={ADA}&since=-1")["home"]["type"] == "home"


def test_nobody_clicks_on_what_they_do_not_see(page: Served) -> None:
    place = place_of(card(page), "button")
    for wrong in (
        place | {"ts": "1.1"},
        place | {"channel": "D0MIA"},
        place | {"action_id": "x"},
        {"view_id": "V1"},
    ):
        assert page.act("click", ADA, place=wrong, chosen={})["error"]


class TestAnAppThatFails:
    """What Slack shows when the app does not answer well."""

    def command(self, answer: Any, monkeypatch: pytest.MonkeyPatch) -> str:
        monkeypatch.setattr(slack_side, "PATIENCE_SECONDS", 0.3)
        standin = SlackStandIn()
        standin.add_user(ADA, "Ada", "ada@example.com")
        with serving(answer) as address:
            SlackSide(standin, f"{address}/slack/events", {"/lead"}).say(ADA, SALES, "/lead acme")
        return standin.messages(SALES)[-1].text

    def test_a_slow_app_timed_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def slow(_: Any, start: Any) -> list[bytes]:
            time.sleep(0.6)
            start("200 OK", [])
            return []

        assert "operation_timeout" in self.command(slow, monkeypatch)

    def test_a_broken_app_took_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(_: Any, start: Any) -> list[bytes]:
            start("500 Internal Server Error", [])
            return []

        assert "dispatch_failed" in self.command(broken, monkeypatch)

    def test_blocks_that_slack_refuses_are_not_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def wrong(_: Any, start: Any) -> list[bytes]:
            start("200 OK", [("Content-Type", "application/json")])
            return [b'{"text": "hi", "blocks": [{"type": "nothing"}]}']

        assert "invalid_blocks" in self.command(wrong, monkeypatch)

    def test_nobody_listens(self) -> None:
        standin = SlackStandIn()
        standin.add_user(ADA, "Ada", "ada@example.com")
        SlackSide(standin, "http://127.0.0.1:9/slack/events", {"/lead"}).say(ADA, SALES, "/lead acme")
        assert "dispatch_failed" in standin.messages(SALES)[-1].text

    def test_there_has_to_be_a_conversation(self) -> None:
        with pytest.raises(BadInput, match="no such conversation"):
            SlackSide(SlackStandIn(), "http://127.0.0.1:9/", ()).say(ADA, "C9", "hi")
