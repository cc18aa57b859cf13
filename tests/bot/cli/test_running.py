from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import demo, serve
from bot.demo import Step
from bot.manifest import manifest
from bot.settings import Settings

Run = Callable[..., Any]


def test_migrating_makes_the_store_and_again_changes_nothing(run_command: Run, tmp_path: Path) -> None:
    for _ in range(2):
        ended = run_command("migrate")
        assert (ended.exit, ended.err) == (0, "The store (SQLite) is ready.\n")
    assert (tmp_path / ".sales-assistant" / "sales-assistant.db").exists()
    assert run_command("people", "list", "--json").document == []


def test_the_manifest_is_the_registries(run_command: Run) -> None:
    assert run_command("manifest").document == manifest()
    url = "https://sales.example"
    assert f"{url}/slack/events" in json.dumps(run_command("manifest", "--url", url).document)


def test_the_demo_can_stop_before_serving(run_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "STEPS", (Step("imported", lambda _, report: report("importing", 1, 1)),))
    ended = run_command("demo", "--no-serve")
    assert (ended.exit, ended.out, ended.err) == (0, "", "importing …\n")
    assert run_command("demo", "--no-serve").err == ""
    assert run_command("status", "--json").document["sync"]["sample"] is True


def test_the_demo_serves_on_the_port_that_is_named(run_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[int | None] = []
    monkeypatch.setattr(demo, "STEPS", ())
    monkeypatch.setattr(demo, "serve_page", lambda _office, port, _say: ports.append(port))
    run_command("demo")
    run_command("demo", "--port", "4000")
    assert ports == [None, 4000]


def test_the_demo_leaves_real_data_alone(run_command: Run) -> None:
    run_command("people", "add", "ada@example.com", "--name", "Ada")
    refused = run_command("demo", "--no-serve")
    assert refused.exit == 1
    assert refused.err == "This store holds your own data: set DATA_DIR to another folder for the demo.\n"


def test_serving_is_handed_the_settings(run_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, bool]] = []

    def noted(settings: Settings, *, with_jobs: bool) -> None:
        given.append((settings.port, with_jobs))

    monkeypatch.setattr(serve, "serve", noted)
    monkeypatch.setenv("PORT", "4100")
    run_command("serve")
    run_command("serve", "--no-jobs")
    assert given == [(4100, True), (4100, False)]


def test_serving_without_slack_is_refused_in_a_sentence(run_command: Run) -> None:
    refused = run_command("serve")
    assert (refused.exit, refused.out) == (1, "")
    assert refused.err.startswith("Set SLACK_BOT_TOKEN")
