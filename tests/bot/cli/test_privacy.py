"""`export` and `forget`, typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from integrations.rejects import Rejects
from integrations.store import Store
from integrations.store.schema import calls
from tests.integrations.store.test_personal_data import fill, mentioning

Run = Callable[..., Any]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store in which everything mentions her, with her recording, and a file of rejected rows."""
    folder = tmp_path / ".sales-assistant"
    folder.mkdir()
    url = f"sqlite:///{folder / 'sales-assistant.db'}"
    Store.migrate(url)
    store = Store.open(url)
    fill(store)
    with store.engine.writing() as connection:
        connection.execute(update(calls).values(audio="call-1.wav"))
    store.close()
    (folder / "recordings").mkdir()
    (folder / "recordings" / "call-1.wav").write_bytes(b"RIFF")
    with Rejects(folder / "rejects", datetime(2026, 11, 20, tzinfo=UTC)) as rejects:
        rejects.add("contacts.csv", 2, "no company", ["Mei Lin Tan", "mei@acme.sg"])
        rejects.add("contacts.csv", 3, "no company", ["Ben Ong", "ben@acme.sg"])
    return folder


@pytest.mark.usefixtures("data")
def test_an_export_is_one_document(run_command: Run, tmp_path: Path) -> None:
    ran = run_command("export", "mei@acme.sg")
    assert ran.exit == 0
    assert {"contact", "made_at", "rows", "tables"} == set(ran.document)
    assert ran.document["tables"]["contacts"][0]["name"] == "Mei Lin Tan"
    file = tmp_path / "mei.json"
    ran = run_command("export", "id:501", "--out", str(file))
    assert (ran.exit, ran.out) == (0, "")
    assert json.loads(file.read_text())["contact"] == 1
    assert run_command("export", "mei@acme.sg", "--out", str(tmp_path / "no" / "x")).exit == 1


def test_forgetting_takes_files_too(data: Path, run_command: Run) -> None:
    ran = run_command("forget", "mei@acme.sg", "--yes")
    assert ran.exit == 0
    assert ran.err.startswith("Contact 1 is forgotten: ")
    assert "2 files" in ran.err
    assert "Mei" not in ran.err
    assert not (data / "recordings" / "call-1.wav").exists()
    [rejects] = (data / "rejects").glob("*")
    assert "ben@acme.sg" in rejects.read_text()
    assert "mei@acme.sg" not in rejects.read_text()
    store = Store.open(f"sqlite:///{data / 'sales-assistant.db'}")
    assert mentioning(store) == set()
    store.close()
    again = run_command("forget", "mei@acme.sg", "--yes")
    assert (again.exit, again.err) == (
        1,
        "No contact has “mei@acme.sg” for an e-mail, a phone number, a key or a whole name.\n",
    )


@pytest.mark.usefixtures("data")
def test_without_yes_it_is_asked_first(run_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()
    monkeypatch.setattr("typer.confirm", lambda text, **_: asked.append(text))
    ran = run_command("forget", "mei@acme.sg")
    assert (ran.exit, ran.err) == (1, "Nobody was forgotten.\n")
    assert asked == ["Forget Mei Lin Tan (Acme), 1 touches? It cannot be undone."]
