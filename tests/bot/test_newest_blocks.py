"""Slack's newest blocks: tried where a refusal is seen, remembered, and in an ack only once they are proven."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.app import make_app
from bot.exchange import Answer
from bot.newest_blocks import CLASSIC, NewestBlocks, as_classic
from bot.sandbox import block_shapes
from tests.bot.counted_team import count
from tests.bot.slack_team import Talk, Team

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from tests.bot.slack_team import Shown


@pytest.fixture
def counted(team: Team) -> Team:
    return count(team)


@pytest.fixture
def old_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Slack that does not know charts."""
    monkeypatch.delitem(block_shapes.BLOCKS, "data_visualization")


def has_chart(shown: Shown) -> bool:
    return any(block["type"] == "data_visualization" for block in shown.blocks)


def private(talk: Talk) -> Shown:
    """What was said through the response address of a command."""
    assert talk.send(talk.command_body("/metrics", "me")).body == ""
    return talk.last("C0SALES")


def test_a_private_answer_is_first_tried_where_a_refusal_is_seen(counted: Team) -> None:
    assert has_chart(private(counted.ada))
    assert counted.store.facts.get(CLASSIC) is False
    assert has_chart(counted.ada.command("/metrics", "me"))
    assert len(counted.standin.messages("C0SALES", seen_by="U0ADA")) == 1  # the second came in the ack


@pytest.mark.usefixtures("old_slack")
def test_refused_it_is_said_again_in_classic_blocks_and_remembered(counted: Team) -> None:
    shown = private(counted.ada)
    assert not has_chart(shown)
    assert "█" in shown.words
    assert counted.store.facts.get(CLASSIC) is True
    again = counted.ada.command("/metrics", "me")
    assert again.response_type == "ephemeral"
    assert "█" in again.words


@pytest.mark.usefixtures("old_slack")
def test_a_real_message_that_is_refused_is_posted_again(counted: Team) -> None:
    shown = counted.ada.command("/metrics", "me", channel=counted.ada.dm)
    assert "█" in shown.words
    assert [method for method, _ in counted.standin.calls] == ["chat.postMessage"] * 2
    counted.ada.command("/metrics", "me", channel=counted.ada.dm)
    assert len(counted.standin.calls) == 3
    said = counted.store.suggestions.by_id(shown.suggestion_id)
    assert said is not None
    assert said.ts


def test_a_real_message_that_is_taken_proves_them(counted: Team) -> None:
    assert has_chart(counted.ada.command("/metrics", "me", channel=counted.ada.dm))
    assert counted.store.facts.get(CLASSIC) is False
    assert has_chart(counted.ada.command("/metrics", "me"))


def test_without_a_response_address_the_ack_is_classic(
    counted: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.replying.may_call", lambda *_: False)
    shown = counted.ada.command("/metrics", "me")
    assert (shown.response_type, has_chart(shown)) == ("ephemeral", False)
    assert counted.store.facts.get(CLASSIC) is None


def test_switched_off_by_the_admin(counted: Team, access: SlackAccess) -> None:
    counted.store.facts.put(CLASSIC, False)
    desk = replace(counted.desk, newest_blocks=False)
    ada = Talk(make_app(desk, access), counted.standin, "U0ADA")
    assert not has_chart(ada.command("/metrics", "me"))
    assert not has_chart(ada.command("/metrics", "me", channel=ada.dm))
    assert not NewestBlocks(desk).give_up()
    assert counted.store.facts.get(CLASSIC) is False


def test_given_up_once(counted: Team) -> None:
    blocks = NewestBlocks(counted.desk)
    assert [blocks.give_up(), blocks.give_up()] == [True, False]
    assert not blocks.wanted


def test_an_answer_without_other_blocks_is_left_alone(counted: Team) -> None:
    answer, shown = Answer("Hi", ({"type": "divider"},)), list[Any]()
    blocks = NewestBlocks(counted.desk)
    assert as_classic(answer) is blocks.surely(answer) is answer
    blocks.tried(answer, shown.append)
    assert shown == [answer]
    assert counted.store.facts.get(CLASSIC) is None
