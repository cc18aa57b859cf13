"""The workspace keeps what was said, and notes what the app has shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.workspace import BOT_USER_ID, Channel, Member, Workspace


@pytest.fixture
def workspace(fixed_now: datetime) -> Workspace:
    workspace = Workspace(lambda: fixed_now)
    workspace.add_channel(Channel("C1", "sales"))
    workspace.add_member(Member("U1", "Ada Tan", "ada@example.com"))
    return workspace


def test_a_message_stands_at_the_clocks_moment(workspace: Workspace, fixed_now: datetime) -> None:
    message = workspace.post("C1", "U1", "hi")
    assert float(message.ts) == fixed_now.timestamp()
    assert workspace.find("C1", message.ts) is message
    assert workspace.find("C1", "1.1") is workspace.find("C9", "1.1") is None


def test_a_clock_that_goes_back_does_not_disorder_what_was_said(fixed_now: datetime) -> None:
    moments = iter([fixed_now, fixed_now - timedelta(days=1), fixed_now])
    workspace = Workspace(lambda: next(moments))
    workspace.add_channel(Channel("C1", "sales"))
    stamps = [workspace.post("C1", "U1", "x").ts for _ in range(3)]
    assert stamps == sorted(set(stamps))


def test_every_change_is_a_new_version(workspace: Workspace) -> None:
    message = workspace.post("C1", "U1", "hi")
    seen = [workspace.version]
    for change in (
        lambda: workspace.react(message, "+1", "U1"),
        lambda: workspace.unreact(message, "+1", "U1"),
        lambda: workspace.rewrite(message, "ho", []),
        lambda: workspace.remove(message),
        lambda: workspace.make_view({"type": "home", "blocks": []}),
    ):
        change()
        seen.append(workspace.version)
    assert seen == sorted(set(seen))


def test_only_what_the_app_says_is_noted_and_as_it_gave_it(workspace: Workspace) -> None:
    block: dict[str, Any] = {"type": "divider"}
    workspace.post("C1", "U1", "mine")
    workspace.post("C1", BOT_USER_ID, "psst", blocks=[block], ephemeral_to="U1")
    workspace.make_view({"type": "modal", "title": {"type": "plain_text", "text": "Why?"}, "blocks": []})
    assert workspace.shown == [
        {"response_type": "ephemeral", "text": "psst", "blocks": [{"type": "divider"}]},
        {"response_type": "modal", "text": "Why?", "blocks": []},
    ]


def test_blocks_and_what_can_be_clicked_get_ids(workspace: Workspace) -> None:
    button: dict[str, Any] = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    given: list[dict[str, Any]] = [
        {"type": "actions", "elements": [button, button | {"action_id": "mine"}]},
        {"type": "section", "accessory": button},
    ]
    actions, section = workspace.with_block_ids(given)
    ids = [
        actions["block_id"],
        section["block_id"],
        actions["elements"][0]["action_id"],
        section["accessory"]["action_id"],
    ]
    assert len(set(ids)) == 4
    assert actions["elements"][1]["action_id"] == "mine"
    assert "action_id" not in button


def test_a_changed_view_keeps_its_id(workspace: Workspace) -> None:
    first = workspace.make_view({"type": "home", "blocks": []})
    again = workspace.make_view({"type": "home", "blocks": []}, replaces=first)
    assert again["id"] == first["id"]
    assert again["hash"] != first["hash"]
