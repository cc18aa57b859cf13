"""The first whole road, as a newcomer goes it: exports in, trained, scored, asked, rated."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import SlackAccess
from bot.sandbox.slack_standin import SlackStandIn
from bot.say import say
from bot.settings import Settings
from bot.wiring import Office, build
from jobs.make_sample import SamplePaths, make_sample_exports

Run = Callable[..., Any]
UNTIL = datetime(2026, 11, 23, tzinfo=UTC)
PURSUITS = 300
ADA = "ada@kerjahub.example"


@dataclass(frozen=True)
class Road:
    """An empty directory, a company's exports, and the program."""

    directory: Path
    sample: SamplePaths
    run: Run

    def office(self) -> Office:
        return build(Settings.read({}, self.directory), clock=lambda: UNTIL)


@pytest.fixture
def road(tmp_path: Path) -> Road:
    """The exports of a small sample company, and the program in an empty directory beside them."""
    from typer.testing import CliRunner

    from bot.cli.program import program

    sample = make_sample_exports(tmp_path / "exports", until=UNTIL.date(), pursuits=PURSUITS)

    def run(*words: str) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            patch.delenv("DATABASE_URL", raising=False)
            patch.delenv("DATA_DIR", raising=False)
            result = CliRunner().invoke(program, [*words, "--json"], catch_exceptions=False)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return Road(tmp_path, sample, run)


def test_the_whole_road(road: Road) -> None:
    every_row_is_stored_or_rejected_with_its_reason(road)
    road.run("train")
    everything_open_is_scored(road)
    the_card_says_how_likely_and_why(road)
    what_is_said_in_the_dm_can_be_rated(road)


def every_row_is_stored_or_rejected_with_its_reason(road: Road) -> None:
    words = ("import", str(road.sample.directory), "--mapping", str(road.sample.mapping))
    first, again = road.run(*words), road.run(*words)
    assert first["read"] == first["stored"] + first["unchanged"] + first["rejected"]
    assert first["rejected"] > 0
    assert (again["stored"], again["read"]) == (0, first["read"])


def everything_open_is_scored(road: Road) -> None:
    assert road.run("score")["scored"] > 0
    ranked = road.run("leads", "--as", ADA)
    chances = [row["probability"] for row in ranked]
    assert chances
    assert chances == sorted(chances, reverse=True)
    assert all(row["score"] == round(100 * row["probability"]) for row in ranked)


def the_card_says_how_likely_and_why(road: Road) -> None:
    [answer] = road.run("say", "/lead acme", "--as", ADA)["responses"]
    words = json.dumps(answer["blocks"], ensure_ascii=False)
    assert answer["response_type"] == "ephemeral"
    assert "Acme Pte Ltd" in words
    assert re.search(r"\d+ %", words)


def what_is_said_in_the_dm_can_be_rated(road: Road) -> None:
    standin = SlackStandIn(lambda: UNTIL)
    with road.office() as office, standin.serve() as api_url:
        access = SlackAccess(standin.bot_token, standin.signing_secret, api_url)
        ada = office.store.people.by_email(ADA)
        assert ada is not None
        say(office.bolt_app(access), standin, "/lead acme", ada, where="dm")
        [message] = standin.messages(standin.dm_of(standin.admit(ada)))
        assert office.store.suggestions.by_message(message.channel, message.ts) is not None
