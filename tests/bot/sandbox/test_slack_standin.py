"""The stand-in answers Slack's own client as Slack does, wrong calls included."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox.slack_standin import SALES_CHANNEL, SlackStandIn
from bot.sandbox.triggers import new_trigger_id

if TYPE_CHECKING:
    from tests.bot.sandbox.conftest import Slack

DIVIDER: dict[str, Any] = {"type": "divider"}


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def modal(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Why?"), "blocks": [DIVIDER], **more}


class TestWhoIsWho:
    def test_the_token_is_the_bots(self, slack: Slack) -> None:
        assert slack.client.auth_test()["user"] == "Sales Assistant"

    def test_a_member_has_an_email_and_a_time_zone(self, slack: Slack) -> None:
        user = slack.client.users_info(user=slack.ada)["user"]
        assert (user["profile"]["email"], user["tz"]) == ("ada@example.com", "Asia/Singapore")

    def test_the_email_needs_a_scope_of_its_own(self, slack: Slack) -> None:
        slack.standin.scopes = frozenset({"users:read"})
        assert "email" not in slack.client.users_info(user=slack.ada)["user"]["profile"]

    def test_a_member_is_found_by_email_whatever_its_case(self, slack: Slack) -> None:
        assert slack.client.users_lookupByEmail(email="ADA@example.com")["user"]["id"] == slack.ada

    def test_somebody_admitted_twice_has_one_id(self, slack: Slack) -> None:
        from ml.records import Person

        first, again = (slack.standin.admit(Person("ben@example.com", "Ben")) for _ in range(2))
        assert first == again


class TestWrongCalls:
    def test_nobody_is_let_in_without_the_token(self, slack: Slack) -> None:
        for token, error in ((None, "not_authed"), ("xoxb-other", "invalid_auth")):
            stranger = WebClient(token, base_url=slack.standin.base_url, retry_handlers=[])
            assert replace(slack, client=stranger).error(WebClient.auth_test) == error

    def test_unknown_things_have_slacks_own_words(self, slack: Slack) -> None:
        wrong = {
            "unknown_method": lambda c: c.api_call("chat.shout"),
            "user_not_found": lambda c: c.users_info(user="U9"),
            "users_not_found": lambda c: c.users_lookupByEmail(email="x@example.com"),
            "channel_not_found": lambda c: c.chat_postMessage(channel="C9", text="hi"),
            "message_not_found": lambda c: c.chat_update(channel=slack.dm, ts="1.1", text="hi"),
            "not_found": lambda c: c.views_update(view_id="V9", view=modal()),
        }
        assert {error: slack.error(call) for error, call in wrong.items()} == {e: e for e in wrong}

    def test_empty_and_endless_messages_are_refused(self, slack: Slack) -> None:
        assert slack.error(lambda c: c.api_call("chat.postMessage", json={"channel": slack.dm})) == "no_text"
        assert (
            slack.error(lambda c: c.chat_postMessage(channel=slack.dm, text="x" * 40_001)) == "msg_too_long"
        )

    def test_a_refused_block_says_where(self, slack: Slack) -> None:
        blocks = [DIVIDER, {"type": "header", "text": plain("x" * 151)}]
        answer = slack.refusal(lambda c: c.chat_postMessage(channel=slack.dm, text="hi", blocks=blocks))
        assert answer["error"] == "invalid_blocks"
        [message] = answer["response_metadata"]["messages"]
        assert message == "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"

    def test_a_missing_scope_is_named(self, slack: Slack) -> None:
        slack.standin.scopes = frozenset({"chat:write"})
        answer = slack.refusal(lambda c: c.conversations_open(users=slack.ada))
        assert (answer["error"], answer["needed"]) == ("missing_scope", "im:write")

    def test_a_call_can_be_made_to_fail_once(self, slack: Slack) -> None:
        slack.standin.break_next("chat.postMessage", "ratelimited")
        assert slack.error(lambda c: c.chat_postMessage(channel=slack.dm, text="hi")) == "ratelimited"
        assert slack.client.chat_postMessage(channel=slack.dm, text="hi")["ok"]


class TestMessages:
    def test_a_message_is_kept_with_its_metadata(self, slack: Slack) -> None:
        metadata = {"event_type": "suggestion", "event_payload": {"id": "s1"}}
        ts = slack.client.chat_postMessage(channel=slack.dm, text="hi", metadata=metadata)["ts"]
        [message] = slack.client.conversations_history(channel=slack.dm, include_all_metadata=True)[
            "messages"
        ]
        assert (message["ts"], message["text"], message["metadata"]) == (ts, "hi", metadata)

    def test_history_is_newest_first_and_hides_what_one_alone_sees(self, slack: Slack) -> None:
        for word in ("one", "two"):
            slack.client.chat_postMessage(channel=slack.ada, text=word)
        slack.client.chat_postEphemeral(channel=slack.dm, user=slack.ada, text="psst")
        history = slack.client.conversations_history(channel=slack.dm, limit=1)
        assert [message["text"] for message in history["messages"]] == ["two"]
        assert history["has_more"]
        assert [m.text for m in slack.standin.messages(slack.dm, seen_by=slack.ada)] == ["one", "two", "psst"]
        assert [m.text for m in slack.standin.messages(slack.dm, seen_by="U0BEN")] == ["one", "two"]

    def test_the_bot_changes_and_takes_back_what_it_said(self, slack: Slack) -> None:
        ts = slack.client.chat_postMessage(channel=slack.dm, text="hi")["ts"]
        slack.client.chat_update(channel=slack.dm, ts=ts, text="ho")
        assert slack.standin.messages(slack.dm)[0].text == "ho"
        slack.client.chat_delete(channel=slack.dm, ts=ts)
        assert slack.standin.messages(slack.dm) == []

    def test_what_others_said_is_theirs(self, slack: Slack) -> None:
        ts = slack.standin.workspace.post(slack.dm, slack.ada, "mine").ts
        assert (
            slack.error(lambda c: c.chat_update(channel=slack.dm, ts=ts, text="x")) == "cant_update_message"
        )
        assert slack.error(lambda c: c.chat_delete(channel=slack.dm, ts=ts)) == "cant_delete_message"

    def test_an_ephemeral_message_can_be_neither_changed_nor_reacted_to(self, slack: Slack) -> None:
        ts = slack.client.chat_postEphemeral(channel=SALES_CHANNEL.id, user=slack.ada, text="psst")[
            "message_ts"
        ]
        for call in (
            lambda c: c.chat_update(channel=SALES_CHANNEL.id, ts=ts, text="x"),
            lambda c: c.reactions_add(channel=SALES_CHANNEL.id, timestamp=ts, name="+1"),
        ):
            assert slack.error(call) == "message_not_found"

    def test_a_reaction_is_given_once(self, slack: Slack) -> None:
        ts = slack.client.chat_postMessage(channel=slack.dm, text="hi")["ts"]
        slack.client.reactions_add(channel=slack.dm, timestamp=ts, name="+1")
        again = slack.error(lambda c: c.reactions_add(channel=slack.dm, timestamp=ts, name="+1"))
        [reaction] = slack.client.reactions_get(channel=slack.dm, timestamp=ts)["message"]["reactions"]
        assert (again, reaction["name"], reaction["count"]) == ("already_reacted", "+1", 1)

    def test_every_message_has_a_time_of_its_own(self, slack: Slack, fixed_now: Any) -> None:
        standing = SlackStandIn(lambda: fixed_now)
        stamps = [standing.workspace.post(SALES_CHANNEL.id, "U1", "x").ts for _ in range(3)]
        assert stamps == sorted(set(stamps))


class TestViews:
    def test_a_modal_opens_on_the_screen_of_whoever_clicked(self, slack: Slack) -> None:
        slack.client.views_open(trigger_id=new_trigger_id(slack.ada), view=modal())
        [view] = slack.standin.views[slack.ada]
        assert view["title"]["text"] == "Why?"

    def test_a_trigger_opens_one_view(self, slack: Slack) -> None:
        trigger = new_trigger_id(slack.ada)
        slack.client.views_open(trigger_id=trigger, view=modal())
        assert slack.error(lambda c: c.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
        assert slack.error(lambda c: c.views_open(trigger_id="x", view=modal())) == "invalid_trigger_id"

    def test_a_trigger_is_stale_after_three_seconds(
        self, slack: Slack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trigger, now = new_trigger_id(slack.ada), time.time()
        monkeypatch.setattr(time, "time", lambda: now + 3.1)
        assert slack.error(lambda c: c.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"

    def test_views_stack_three_deep(self, slack: Slack) -> None:
        slack.client.views_open(trigger_id=new_trigger_id(slack.ada), view=modal())
        for _ in range(2):
            slack.client.views_push(trigger_id=new_trigger_id(slack.ada), view=modal())
        push = slack.error(lambda c: c.views_push(trigger_id=new_trigger_id(slack.ada), view=modal()))
        assert push == "push_limit_reached"

    def test_a_view_changes_unless_somebody_was_faster(self, slack: Slack) -> None:
        first = slack.client.views_open(trigger_id=new_trigger_id(slack.ada), view=modal())["view"]
        changed = modal(title=plain("Thanks"))
        slack.client.views_update(view_id=first["id"], hash=first["hash"], view=changed)
        assert slack.standin.views[slack.ada][0]["title"]["text"] == "Thanks"
        late = slack.error(lambda c: c.views_update(view_id=first["id"], hash=first["hash"], view=changed))
        assert late == "hash_conflict"

    def test_a_wrong_view_is_refused(self, slack: Slack) -> None:
        question = {"type": "input", "label": plain("Why?"), "element": {"type": "plain_text_input"}}
        for view in (modal(title=plain("x" * 25)), modal(blocks=[question]), {"type": "home", "blocks": []}):
            trigger_id = new_trigger_id(slack.ada)
            open_it = partial(WebClient.views_open, trigger_id=trigger_id, view=view)
            assert slack.error(open_it) == "invalid_arguments"

    def test_the_home_is_published(self, slack: Slack) -> None:
        slack.client.views_publish(user_id=slack.ada, view={"type": "home", "blocks": [DIVIDER]})
        home = slack.standin.home(slack.ada)
        assert home is not None
        assert home["blocks"][0]["type"] == "divider"


class TestResponseUrls:
    def test_a_command_is_answered_five_times_at_most(self, slack: Slack) -> None:
        url = slack.standin.new_response_url(SALES_CHANNEL.id, slack.ada)
        webhook = WebhookClient(url)
        assert [webhook.send(text="hi").status_code for _ in range(6)] == [200] * 5 + [404]
        assert all(m.ephemeral_to == slack.ada for m in slack.standin.messages(SALES_CHANNEL.id))

    def test_a_click_can_replace_and_delete_what_was_clicked(self, slack: Slack) -> None:
        message = slack.standin.workspace.post(SALES_CHANNEL.id, "U0ASSISTANT", "old", ephemeral_to=slack.ada)
        webhook = WebhookClient(slack.standin.new_response_url(SALES_CHANNEL.id, slack.ada, message.ts))
        webhook.send(text="new", replace_original=True)
        assert [m.text for m in slack.standin.messages(SALES_CHANNEL.id)] == ["new"]
        webhook.send(delete_original=True)
        assert slack.standin.messages(SALES_CHANNEL.id) == []

    def test_wrong_blocks_are_refused(self, slack: Slack) -> None:
        webhook = WebhookClient(slack.standin.new_response_url(SALES_CHANNEL.id, slack.ada))
        answer = webhook.send(text="hi", blocks=[{"type": "nothing"}])
        assert (answer.status_code, answer.body) == (400, "invalid_blocks")


def test_many_calls_at_once_are_all_kept(slack: Slack) -> None:
    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(slack.client.chat_postMessage, channel=slack.dm, text=str(n)) for n in range(40)]
        stamps = {call.result()["ts"] for call in calls}
    assert len(stamps) == len(slack.standin.messages(slack.dm)) == 40
