"""Reading the thumbs of a message over HTTP."""

from __future__ import annotations

import pytest

from bot.app import SlackAccess
from bot.reaction_reader import SlackReactions
from bot.sandbox.slack_standin import SlackStandIn
from jobs.reactions import StandingThumb
from ml.errors import Refused, Unavailable


@pytest.fixture
def reactions(access: SlackAccess) -> SlackReactions:
    return SlackReactions(access.bot_token, access.api_url)


def test_thumbs_of_every_skin_are_read_and_other_emoji_left_out(
    reactions: SlackReactions, standin: SlackStandIn
) -> None:
    channel = standin.dm_of("U0ADA")
    message = standin.workspace.post(channel, "U0ADA", "hello")
    for name in ("thumbsup::skin-tone-3", "-1", "tada"):
        standin.workspace.react(message, name, "U0ADA")
    found = reactions.thumbs_on(channel, message.ts)
    assert found is not None
    assert set(found) == {
        StandingThumb("U0ADA", "+1::skin-tone-3", "up"),
        StandingThumb("U0ADA", "-1", "down"),
    }


def test_a_message_that_is_gone_has_none(reactions: SlackReactions, standin: SlackStandIn) -> None:
    assert reactions.thumbs_on(standin.dm_of("U0ADA"), "1.000001") is None


@pytest.mark.parametrize(("word", "error"), [("ratelimited", Unavailable), ("missing_scope", Refused)])
def test_why_it_cannot_be_read_is_told_apart(
    reactions: SlackReactions, standin: SlackStandIn, word: str, error: type[Exception]
) -> None:
    standin.break_next("reactions.get", word)
    with pytest.raises(error):
        reactions.thumbs_on(standin.dm_of("U0ADA"), "1.000001")


def test_nobody_there_is_said(access: SlackAccess) -> None:
    with pytest.raises(Unavailable):
        SlackReactions(access.bot_token, "http://127.0.0.1:9/api/").thumbs_on("D1", "1.000001")
