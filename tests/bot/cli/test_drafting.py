"""`pitch` and `privacy-preview` at the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.drafting import pitch
from integrations.store import Store
from tests.bot.cli.conftest import Ran
from tests.bot.slack_team import fill
from tests.bot.talked_with_acme import put_call

Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def filled(tmp_path: Path, migrated_file: Path) -> None:
    """The team's store, where the command looks for it."""
    assert pitch.__doc__
    folder = tmp_path / ".sales-assistant"
    folder.mkdir()
    shutil.copy(migrated_file, folder / "sales-assistant.db")
    store = Store.open(f"sqlite:///{folder / 'sales-assistant.db'}")
    fill(store)
    put_call(store)
    store.close()


def test_the_document_of_a_draft(run_command: Run) -> None:
    found = run_command("pitch", "acme", "--as", "ada@example.com", "--channel", "email", "--json").document
    assert {"channel", "subject", "moves", "facts", "unknowns", "written_by", "gate"} <= set(found)
    assert (found["channel"], found["written_by"], found["gate"]) == ("email", "template", "passed")
    assert set(found["moves"]) == {"connecting", "understanding", "sharing", "setting"}
    known = {fact["id"] for fact in found["facts"]}
    cited = {id_ for lines in found["moves"].values() for line in lines for id_ in line["facts"]}
    assert cited
    assert cited <= known
    assert set(found["facts"][0]) == {"id", "kind", "text", "source", "date"}


def test_the_draft_to_be_read(run_command: Run) -> None:
    ran = run_command("pitch", "acme", "--as", "ada@example.com", "--goal", "demo")
    assert ran.exit == 0
    assert "Connecting" in ran.out
    assert "written by the template" in ran.err


def test_what_would_be_sent_names_nobody(run_command: Run) -> None:
    ran = run_command("privacy-preview", "acme")
    assert ran.exit == 0
    assert "nothing is ever sent" in ran.err
    assert "[PERSON_1]" in ran.out
    for known in ("Mei", "Acme", "9123", "mei@acme.sg", "Ada"):
        assert known not in ran.out


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("qwzx", "No company like"), ("metro", "Several companies fit"), ("metro gas", "Ben Ng's")],
)
def test_a_company_that_is_not_meant(run_command: Run, name: str, sentence: str) -> None:
    ran = run_command("pitch", name, "--as", "ada@example.com")
    assert (ran.exit, ran.out) == (1, "")
    assert sentence in ran.err
