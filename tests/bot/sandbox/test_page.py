"""Who the page can be, and what each of them sees."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.commands import COMMANDS
from bot.sandbox.clock import SandboxClock
from bot.sandbox.page import Page
from bot.sandbox.slack_side import SlackSide
from bot.sandbox.slack_standin import SlackStandIn
from ml.errors import BadInput


@pytest.fixture
def page() -> Page:
    clock = SandboxClock()
    standin = SlackStandIn(clock)
    for user_id, name in (("U0ADA", "Ada Tan"), ("U0BEN", "Ben Ng")):
        standin.add_user(user_id, name, f"{name[:3].lower()}@example.com")
    slack = SlackSide(standin, "http://127.0.0.1:9/slack/events", ())
    return Page(standin, slack, clock, {"U0ADA": "rep"}, COMMANDS, clock.move_to)


def test_only_those_of_the_page_are_offered_but_all_are_named(page: Page) -> None:
    setup = page.setup()
    assert [one["name"] for one in setup["people"]] == ["Ada Tan"]
    assert setup["names"]["U0BEN"] == "Ben Ng"
    assert [channel["name"] for channel in setup["channels"]] == ["sales"]


def test_a_direct_message_is_seen_by_its_two(page: Page) -> None:
    assert set(page.state("U0ADA", -1)["messages"]) == {"C0SALES", "D0ADA"}
    assert set(page.state("U0BEN", -1)["messages"]) == {"C0SALES", "D0BEN"}


def test_the_clock_goes_by_days_or_to_a_moment(page: Page) -> None:
    page.act({"kind": "clock", "user": "U0ADA", "days": 1})
    page.act({"kind": "clock", "user": "U0ADA", "to": (page.clock() + timedelta(days=2)).isoformat()})
    assert timedelta(days=2, hours=23) < page.clock.offset < timedelta(days=3, minutes=1)


def test_nobody_else_acts(page: Page) -> None:
    with pytest.raises(BadInput, match="Nobody"):
        page.act({"kind": "clock", "user": "U0BEN", "days": 1})
