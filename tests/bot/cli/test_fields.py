from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from integrations.store import Store
from integrations.store.schema import companies, touches
from tests.standins.openai_chat import OpenAiChat
from tests.standins.written_text import MODEL

Run = Callable[..., Any]


@pytest.fixture
def run(run_command: Run, tmp_path: Path) -> Run:
    """The command line over a store with a company to fill."""
    run_command("people", "add", "bea@firm.sg", "--name", "Bea")
    store = Store.open(f"sqlite:///{tmp_path / '.sales-assistant' / 'sales-assistant.db'}")
    with store.engine.writing() as connection:
        row = {"key": "a", "name": "Acme", "norm": "acme", "properties": {}}
        connection.execute(insert(companies).values(id=1, **row))
        at = datetime(2026, 11, 2, tzinfo=UTC)
        note = {"channel": "note", "direction": "out", "at": at, "text": "They run a bakery."}
        connection.execute(insert(touches).values(key="t", company_id=1, **note))
    store.close()
    return run_command


def test_proposed_listed_and_decided(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = run("fields", "propose")
    assert (refused.exit, refused.err) == (
        1,
        "No language model is configured: set LANGUAGE_MODEL, see docs/settings.md.\n",
    )
    with OpenAiChat() as server:
        for name, value in (
            ("OPENAI_BASE_URL", server.base_url),
            ("OPENAI_API_KEY", "sk-test"),
            ("LANGUAGE_MODEL", MODEL),
        ):
            monkeypatch.setenv(name, value)
        assert run("fields", "propose").err == "1 proposals from 1 companies.\n"
    (one,) = run("fields", "list", "--json").document
    assert (one["name"], one["field"], one["proposed"]) == ("Acme", "industry", "Bakery")
    assert "They run a bakery." in run("fields", "list").out
    accepted = run("fields", "accept", str(one["id"]), "--as", "bea@firm.sg")
    assert (accepted.exit, accepted.err) == (0, f"{one['id']}: industry of Acme = Bakery, accepted.\n")
    again = run("fields", "refuse", str(one["id"]), "--as", "Bea")
    assert (again.exit, run("fields", "list", "--json").document) == (1, [])
    assert "no open proposal" in again.err


def test_a_server_that_is_not_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("LANGUAGE_MODEL", MODEL)
    refused = run("fields", "propose")
    assert (refused.exit, refused.err) == (1, f"The server of {MODEL} did not answer.\n")
