"""Saying something without Slack gives all that Slack would have shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.say import say
from ml.errors import BadInput
from tests.bot.slack_team import PEOPLE

if TYPE_CHECKING:
    from bot.sandbox.slack_standin import SlackStandIn
    from tests.bot.slack_team import Team

ADA, BEN, _ = PEOPLE


def test_in_a_channel_the_answer_is_private(team: Team, standin: SlackStandIn) -> None:
    said = say(team.app, standin, "/lead acme", ADA)
    [answer] = said.responses
    assert answer["response_type"] == "ephemeral"
    assert "Acme Pte Ltd" in answer["text"]
    assert said.milliseconds > 0
    assert said.payload() == {"responses": [answer], "milliseconds": said.milliseconds}


def test_in_the_dm_the_answer_is_a_real_message(team: Team, standin: SlackStandIn) -> None:
    [answer] = say(team.app, standin, "/lead acme", ADA, where="dm").responses
    assert answer["response_type"] == "in_channel"
    assert standin.messages(standin.dm_of("U0ADA"))[-1].text == answer["text"]


def test_in_plain_words_it_reads_like_the_card(team: Team, standin: SlackStandIn) -> None:
    words = str(say(team.app, standin, "/lead acme", ADA))
    assert "Acme Pte Ltd" in words.splitlines()[0]
    assert "62 %" in words


def test_words_without_a_command_are_for_the_dm(team: Team, standin: SlackStandIn) -> None:
    assert say(team.app, standin, "acme", ADA, where="dm").responses
    with pytest.raises(BadInput, match="begin with a slash"):
        say(team.app, standin, "acme", ADA)


def test_an_unknown_command_is_refused_in_a_sentence(team: Team, standin: SlackStandIn) -> None:
    with pytest.raises(BadInput, match="no “/shout” here; there are /lead"):
        say(team.app, standin, "/shout acme", ADA)


def test_each_saying_gives_its_own_answers_only(team: Team, standin: SlackStandIn) -> None:
    say(team.app, standin, "/leads", ADA)
    [answer] = say(team.app, standin, "/lead acme", BEN).responses
    assert "Acme" in answer["text"]
