"""The page over HTTP: its files, its JSON, the real app behind it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

import bot.sandbox
from bot.commands import COMMANDS

if TYPE_CHECKING:
    from tests.bot.sandbox.workspace_page import Served

FILES = sorted((Path(bot.sandbox.__file__).parent / "static").iterdir())
ADA, MIA, SALES = "U0ADA", "U0MIA", "C0SALES"


def test_the_page_and_all_its_files_are_served(page: Served) -> None:
    for path in ["/", *(f"/static/{file.name}" for file in FILES)]:
        with urlopen(page.address + path, timeout=5) as reply:  # noqa: S310 - loopback
            assert reply.status == 200
            assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/static/../page.py", "/static/%2e%2e/page.py", "/nothing", "/sandbox/nothing"]
)
def test_nothing_else_is_served(page: Served, path: str) -> None:
    assert page.get(path) == {"status": 404}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_page_reaches_no_network_and_makes_no_markup_of_text(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)
    assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", text)


def test_the_setup_names_people_and_the_real_commands(page: Served) -> None:
    setup = page.get("/sandbox/setup")
    assert [(one["name"], one["role"]) for one in setup["people"]] == [
        ("Ada Tan", "rep"),
        ("Ben Ng", "rep"),
        ("Mia Lee", "manager"),
    ]
    assert [one["name"] for one in setup["commands"]] == [command.name for command in COMMANDS]


def test_a_command_in_the_channel_is_answered_to_its_asker_alone(page: Served) -> None:
    assert page.act("say", ADA, channel=SALES, text="/lead acme") == {}
    typed, card = page.messages(ADA, SALES)
    assert typed["text"] == "/lead acme"
    assert card["ephemeral"]
    assert "Acme Pte Ltd" in str(card["blocks"])
    assert page.messages(MIA, SALES) == []


def test_a_command_in_the_dm_is_answered_by_a_real_message(page: Served) -> None:
    page.act("say", ADA, channel="D0ADA", text="/lead acme")
    assert not page.messages(ADA, "D0ADA")[-1]["ephemeral"]


def test_nothing_new_is_told_in_short(page: Served) -> None:
    state = page.get(f"/sandbox/state?user={ADA}&since=-1")
    again = page.get(f"/sandbox/state?user={ADA}&since={state['version']}")
    assert set(again) == {"now", "version"}


def test_the_clock_moves_the_apps_day(page: Served) -> None:
    page.act("say", ADA, channel=SALES, text="/lead acme")
    page.act("clock", ADA, days=7)
    page.act("say", ADA, channel=SALES, text="/lead acme")
    before, after = (str(m["blocks"]) for m in page.messages(ADA, SALES) if "blocks" in m)
    assert abs(page.clock.offset - timedelta(days=7)) < timedelta(seconds=1)
    assert before != after
    assert "only moves forward" in page.act("clock", ADA, to="2020-01-01T00:00:00+00:00")["error"]


def test_what_the_page_would_never_send_is_refused(page: Served) -> None:
    assert page.act("say", ADA) == {"status": 400}
    assert page.act("shout", ADA)["error"]
    assert page.act("say", "U0NOBODY", channel=SALES, text="hi")["error"]
    assert page.act("say", ADA, channel="D0MIA", text="hi")["error"]
    assert page.post("/sandbox/act", b"kind=say", "application/x-www-form-urlencoded") == {"status": 400}
    assert page.post("/sandbox/act", b"[]", "application/json") == {"status": 400}
    assert page.get("/sandbox/state?user=U0ADA") == {"status": 400}
