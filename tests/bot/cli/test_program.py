from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import program
from bot.settings import SETTINGS

Run = Callable[..., Any]
# The commands that others rely on, as far as this version has them.
PROMISED = {
    "demo", "serve", "migrate", "say", "import", "leads", "status", "train", "evaluate", "score", "assess",
    "manifest", "doctor",
}  # fmt: skip


def test_the_promised_commands_are_there() -> None:
    assert {name for name, _, _ in program.COMMANDS} >= PROMISED


def test_without_a_command_it_shows_its_help(run_command: Run) -> None:
    shown = run_command()
    assert shown.exit == 2
    assert "sales-assistant demo" in shown.out + shown.err


@pytest.mark.parametrize("name", sorted(PROMISED | {"people"}))
def test_every_command_explains_itself(run_command: Run, name: str) -> None:
    shown = run_command(name, "--help")
    assert shown.exit == 0
    assert len(shown.out) > 200


def test_help_needs_no_readable_settings(run_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    assert run_command("leads", "--help").exit == 0
    assert run_command("leads", "--as", "ada").exit == 1


@pytest.mark.parametrize("typed", [["fly"], ["leads"], ["say"], ["people", "add"], ["serve", "--fast"]])
def test_wrong_use_is_exit_2(run_command: Run, typed: list[str]) -> None:
    ended = run_command(*typed)
    assert (ended.exit, ended.out) == (2, "")
    assert "Usage" in ended.err


@pytest.mark.parametrize(
    "typed",
    [["leads", "--as", "ada"], ["say", "/lead x", "--as", "ada"], ["status"], ["train"], ["score"], ["evaluate"],
     ["people", "list"], ["people", "remove", "ada@example.com"]],
)  # fmt: skip
def test_without_a_store_the_way_to_one_is_named(run_command: Run, tmp_path: Path, typed: list[str]) -> None:
    refused = run_command(*typed)
    assert (refused.exit, refused.out) == (1, "")
    assert refused.err.startswith("There is no store yet: run `sales-assistant demo`")
    assert refused.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_cannot_be_used_is_one_sentence(
    run_command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_FORMAT", "xml")
    refused = run_command("status")
    assert (refused.exit, refused.err) == (1, "The setting LOG_FORMAT should be one of text, json.\n")


def test_our_own_fault_is_a_sentence_too(capsys: pytest.CaptureFixture[str]) -> None:
    program._own_fault(KeyError, KeyError("secret@example.com"), None)
    said = capsys.readouterr().err
    assert said.startswith("Something went wrong that is our own fault (KeyError)")
    assert "secret@example.com" not in said


def test_the_version(run_command: Run) -> None:
    assert run_command("--version").out.strip().count(".") == 2


def test_nothing_is_configured_in_these_tests(run_command: Run) -> None:
    found = run_command("doctor", "--json").document
    assert found[0] == {"check": "settings", "ok": True, "what_to_do": ""}
    assert len(SETTINGS) > 10
