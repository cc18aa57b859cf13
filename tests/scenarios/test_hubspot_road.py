"""The road from a Service Key to `/lead`, as docs/hubspot.md says it: mapping, sync, train, score, ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_small import small_portal

ADA = "ada@kerjahub.example"
TOUCHES = ("notes", "calls", "meetings", "emails")


@dataclass
class Ran:
    """How a command ended."""

    exit: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass
class Road:
    """An empty directory, a portal, and the program."""

    directory: Path
    portal: HubSpotPortal
    standin: HubSpotStandIn
    run: Callable[..., Ran]


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    """The program in an empty directory whose `.env` names the stand-in of a small portal."""
    from typer.testing import CliRunner

    from bot.cli.program import program
    from bot.settings import SETTINGS
    from ml.errors import SalesAssistantError

    def run(*words: str) -> Ran:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            for setting in SETTINGS:
                patch.delenv(setting.name, raising=False)
            result = CliRunner().invoke(program, words)
        if isinstance(result.exception, SalesAssistantError):
            return Ran(1, result.stdout, str(result.exception))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    portal = small_portal(7, now=lambda: datetime.now(UTC))
    with HubSpotStandIn(portal) as standin:
        settings = f"HUBSPOT_TOKEN={standin.token}\nHUBSPOT_API_URL={standin.url}\n"
        (tmp_path / ".env").write_text(settings, encoding="utf-8")
        yield Road(tmp_path, portal, standin, run)


def test_the_road_from_a_key_to_a_card(road: Road) -> None:
    assert road.run("people", "add", ADA, "--name", "Ada Lim", "--role", "manager").exit == 0
    everything_arrives(road)
    nothing_is_trained_on_a_guess(road)
    an_unchanged_portal_costs_one_request_a_kind(road)
    the_card_answers(road)
    what_is_deleted_goes_with_a_full_sync(road)
    assert not road.standin.complaints


def everything_arrives(road: Road) -> None:
    before = len(road.standin.requests)
    told = road.run("sync", "--json").document["hubspot"]
    held = {
        kind: len(road.portal.ids(kind)) for kind in ("companies", "contacts", "deals", "tasks", *TOUCHES)
    }
    assert told["new"] + told["quarantined"] == told["read"] == sum(held.values())
    assert told["requests"] == len(road.standin.requests) - before
    counts = road.run("status", "--json").document["counts"]
    assert counts["companies"] == held["companies"]
    assert counts["contacts"] == held["contacts"]
    assert counts["touches"] == sum(held[kind] for kind in TOUCHES)
    assert counts["calls"] == held["calls"]
    stages = sum(len(seen.stages) for seen in road.portal.snapshot("deals").values())
    assert counts["stage_changes"] >= stages * 0.9


def nothing_is_trained_on_a_guess(road: Road) -> None:
    refused = road.run("train")
    assert refused.exit == 1
    assert "mapping accept" in refused.err
    assert road.run("sync", "--propose-mapping").exit == 0
    file = road.directory / ".sales-assistant" / "mapping.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(": null", ": PROSPECT"), encoding="utf-8")
    assert "PROSPECT" in road.run("mapping", "show").out
    accepted = road.run("mapping", "accept")
    assert accepted.exit == 0, accepted.err
    assert "In force" in road.run("mapping", "show").err


def an_unchanged_portal_costs_one_request_a_kind(road: Road) -> None:
    told = road.run("sync", "--json").document["hubspot"]
    assert (told["new"], told["changed"]) == (0, 0)
    assert told["requests"] == told["floor"] == 11


def the_card_answers(road: Road) -> None:
    assert road.run("train").exit == 0
    assert json.loads(road.run("score", "--json").out)["scored"] > 0
    said = road.run("say", "/lead acme pte ltd", "--as", ADA, "--json").document
    text = json.dumps(said, ensure_ascii=False)
    assert "Acme" in text
    assert "Last touch" in text


def what_is_deleted_goes_with_a_full_sync(road: Road) -> None:
    before = road.run("status", "--json").document["counts"]
    note, company = road.portal.ids("notes")[0], road.portal.ids("companies")[-1]
    road.portal.delete("notes", note)
    road.portal.delete("companies", company)
    road.portal.update(
        "companies", "101", {"name": "Acme Holdings Pte Ltd"}, at=datetime.now(UTC) + timedelta(seconds=1)
    )
    assert road.run("sync", "--full").exit == 0
    after = road.run("status", "--json").document["counts"]
    assert after["companies"] == before["companies"] - 1
    assert after["touches"] == before["touches"] - 1
    said = road.run("say", "/lead acme holdings", "--as", ADA, "--json").document
    assert "Acme Holdings" in json.dumps(said)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("token", "HUBSPOT_TOKEN"),
        ("scope", "crm.objects.deals.read"),
        ("portal", "another DATA_DIR"),
    ],
)
def test_what_admins_get_wrong_is_one_sentence(road: Road, spoil: str, words: str) -> None:
    assert road.run("sync", "--json").exit == 0
    if spoil == "token":
        road.standin.token = "pat-another"
    elif spoil == "scope":
        road.standin.scopes.discard("crm.objects.deals.read")
    else:
        road.portal.portal_id = "4711"
    ran = road.run("sync", "--json")
    assert ran.exit == 1
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1
