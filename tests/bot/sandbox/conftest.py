"""A workspace of its own, and the real app behind the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack_standin import SlackStandIn
from integrations.store import Store
from tests.bot.sandbox.workspace_page import Served, served_page

Json = dict[str, Any]


@dataclass(frozen=True)
class Slack:
    """A workspace with one member, and a client of its Web API."""

    standin: SlackStandIn
    client: WebClient
    ada: str
    dm: str

    def refusal(self, call: Callable[[WebClient], object]) -> Json:
        """What Slack answers a wrong call with."""
        with pytest.raises(SlackApiError) as caught:
            call(self.client)
        answer: Json = caught.value.response.data
        return answer

    def error(self, call: Callable[[WebClient], object]) -> str:
        """Slack's word for what is wrong with a call."""
        return str(self.refusal(call)["error"])


@pytest.fixture
def slack() -> Iterator[Slack]:
    """A workspace served on loopback."""
    standin = SlackStandIn()
    standin.add_user("U0ADA", "Ada Tan", "ada@example.com", "Asia/Singapore")
    with standin.serve() as url:
        client = WebClient(standin.bot_token, base_url=url, retry_handlers=[])
        yield Slack(standin, client, "U0ADA", standin.dm_of("U0ADA"))


@pytest.fixture
def page(sqlite_store: Store) -> Iterator[Served]:
    """The page over the real app."""
    with served_page(sqlite_store) as served:
        yield served
