"""A Slack workspace, and a small sales team that talks to its bot there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import SlackAccess
from bot.sandbox.slack_standin import SlackStandIn
from integrations.store import Store
from tests.bot.slack_team import NOW, PEOPLE, Team, make_team


@pytest.fixture
def standin() -> Iterator[SlackStandIn]:
    """A Slack workspace on a loopback port, with one member who is nobody of the team."""
    standin = SlackStandIn(lambda: NOW)
    for person in PEOPLE:
        standin.admit(person)
    standin.add_user("U0STR", "Stranger", "stranger@example.org")
    with standin.serve():
        yield standin


@pytest.fixture
def access(standin: SlackStandIn) -> SlackAccess:
    """How the bot reaches that workspace."""
    return SlackAccess(standin.bot_token, standin.signing_secret, standin.base_url)


@pytest.fixture
def team(sqlite_store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """The team over SQLite, with a few companies."""
    return make_team(sqlite_store, standin, access)
