"""`sync` and `mapping` as somebody types them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from integrations.crm_mapping import parse_mapping
from tests.standins.aircall import AircallStandIn
from tests.standins.clock import Clock
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_small import small_portal

Run = Callable[..., Any]


@pytest.fixture
def hubspot(run_command: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubSpotStandIn]:  # noqa: ARG001 - it empties the environment first
    """A small portal that the settings name."""
    portal = small_portal(5, now=lambda: datetime.now(UTC))
    with HubSpotStandIn(portal) as standin:
        monkeypatch.setenv("HUBSPOT_TOKEN", standin.token)
        monkeypatch.setenv("HUBSPOT_API_URL", standin.url)
        yield standin


def test_nothing_connected_says_what_to_do(run_command: Run) -> None:
    ran = run_command("sync")
    assert ran.exit == 1
    assert "HUBSPOT_TOKEN" in ran.err
    assert run_command("sync", "--only", "twilio").exit == 1
    assert run_command("sync", "--only", "salesforce").exit == 2
    assert run_command("sync", "--propose-mapping").exit == 1


@pytest.mark.usefixtures("hubspot")
def test_a_sync_is_a_table_or_a_document(run_command: Run) -> None:
    first = run_command("sync", "--json")
    told = first.document["hubspot"]
    assert told["read"] == told["new"] + told["changed"] + told["unchanged"] + told["quarantined"] > 0
    table = run_command("sync", "--only", "hubspot")
    assert (table.exit, "hubspot" in table.out) == (0, True)
    assert run_command("sync", "--since", "2020-01-01", "--json").document["hubspot"]["unchanged"] > 0


@pytest.mark.usefixtures("hubspot")
def test_a_dry_run_stores_nothing(run_command: Run) -> None:
    assert run_command("sync", "--dry-run", "--json").document["hubspot"]["new"] > 0
    assert run_command("status", "--json").document["counts"]["companies"] == 0


@pytest.mark.usefixtures("hubspot")
def test_a_mapping_is_shown_and_accepted(run_command: Run, tmp_path: Path) -> None:
    assert run_command("people", "add", "a@x.example", "--name", "A").exit == 0
    assert "propose-mapping" in run_command("mapping", "show").err
    assert run_command("mapping", "accept").exit == 1
    assert run_command("sync", "--propose-mapping").exit == 0
    file = tmp_path / ".sales-assistant" / "mapping.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(": null", ": PROSPECT"), encoding="utf-8")
    assert "Not in force yet" in run_command("mapping", "show").err
    assert "in force" in run_command("mapping", "accept").err
    assert "In force since" in run_command("mapping", "show").err


@pytest.mark.usefixtures("hubspot")
def test_the_sample_and_a_portal_do_not_mix(run_command: Run, tmp_path: Path) -> None:
    from bot.settings import Settings
    from bot.wiring import build_new

    with build_new(Settings.read({}, tmp_path)) as office:
        office.store.facts.put("sample", True)
    refused = run_command("sync")
    assert (refused.exit, "--force" in refused.err) == (1, True)
    assert run_command("sync", "--force").exit == 0


def test_one_system_that_fails_keeps_no_other_waiting(
    hubspot: HubSpotStandIn, run_command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with AircallStandIn(Clock().now) as aircall:
        monkeypatch.setenv("AIRCALL_API_ID", "nobody")
        monkeypatch.setenv("AIRCALL_API_TOKEN", "wrong")
        monkeypatch.setenv("AIRCALL_API_URL", aircall.url)
        ran = run_command("sync", "--json")
    assert ran.exit == 1
    assert ran.document["hubspot"]["new"] > 0
    assert "AIRCALL_API" in ran.err
    assert hubspot.token not in ran.err


@pytest.mark.usefixtures("hubspot")
def test_a_stage_that_the_mapping_lacks_is_named(run_command: Run, tmp_path: Path) -> None:
    assert run_command("sync", "--propose-mapping").exit == 0
    (file,) = tmp_path.rglob("mapping.yaml")
    stages = parse_mapping(file.read_text(encoding="utf-8")).stages
    kept = yaml.safe_load(file.read_text(encoding="utf-8"))
    kept["pipelines"][0]["stages"].pop(0)
    file.write_text(yaml.safe_dump(kept), encoding="utf-8")
    assert run_command("mapping", "accept").exit == 0
    synced = run_command("sync")
    assert synced.exit == 0
    words = f"The mapping does not know “{stages[0].label}” of “{stages[0].pipeline}”: add it"
    assert words in " ".join(synced.err.split())
