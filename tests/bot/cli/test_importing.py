from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.wiring import build_new

Run = Callable[..., Any]
MAPPING = """\
stages: {Won: CLIENT, Lost: UNQUALIFIED, Open: LEAD}
files:
  - file: deals.csv
    row: pursuit
    columns: {id: deal_id, company: company, stage: stage, opened: entered_at, closed: closed_at, owner: owner}
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    rows = [
        "id,company,stage,opened,closed,owner",
        "1,Acme,Won,2026-01-05,2026-02-01,Ada",
        "2,,Lost,2026-01-06,,Ada",
    ]
    (folder / "deals.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    return folder


def test_every_row_is_accounted_for(run_command: Run, export: Path) -> None:
    found = run_command("import", export, "--mapping", "mapping.yaml", "--json").document
    assert list(found) == ["read", "stored", "unchanged", "rejected", "rejects_file"]
    assert (found["read"], found["stored"], found["unchanged"], found["rejected"]) == (2, 1, 0, 1)
    assert "company" in Path(found["rejects_file"]).read_text(encoding="utf-8")
    again = run_command("import", export, "--mapping", "mapping.yaml", "--json").document
    assert (again["stored"], again["unchanged"], again["rejected"]) == (0, 1, 1)


def test_in_words(run_command: Run, export: Path) -> None:
    said = run_command("import", export, "--mapping", "mapping.yaml").err
    assert "Read 2 rows: 1 stored, 0 unchanged, 1 rejected." in said
    assert "rejects" in said


def test_owners_are_matched_by_name(run_command: Run, export: Path) -> None:
    run_command("people", "add", "ada@example.com", "--name", "Ada")
    run_command("people", "add", "ben@example.com", "--name", "Ben")
    run_command("import", export, "--mapping", "mapping.yaml")
    assert "Acme" in run_command("say", "/lead acme", "--as", "ada@example.com").out
    closed = run_command("say", "/lead acme", "--as", "ben@example.com").out
    assert "Ada" in closed
    assert "Win chance" not in closed


def test_a_proposal_is_the_mapping_alone(run_command: Run, export: Path, tmp_path: Path) -> None:
    proposed = run_command("import", "--propose", export)
    assert proposed.exit == 0
    (tmp_path / "proposed.yaml").write_text(proposed.out, encoding="utf-8")
    assert run_command("import", export, "--mapping", "proposed.yaml", "--json").document["read"] == 2


def test_the_sample_is_not_mixed_with_real_data(run_command: Run, export: Path, tmp_path: Path) -> None:
    with build_new(Settings.read({}, tmp_path)) as office:
        office.store.facts.put("sample", True)
    refused = run_command("import", export, "--mapping", "mapping.yaml", "--json")
    assert (refused.exit, refused.out) == (1, "")
    assert refused.err.startswith("This store holds the sample company")
    assert run_command("import", export, "--mapping", "mapping.yaml", "--force").exit == 0


def test_wrong_use(run_command: Run, export: Path) -> None:
    assert run_command("import", export).exit == 2
    assert run_command("import", export, "--mapping", "none.yaml").exit == 2
    assert run_command("import", "nowhere", "--propose").exit == 2


def test_a_mapping_that_cannot_be_read_is_one_sentence(
    run_command: Run, export: Path, tmp_path: Path
) -> None:
    (tmp_path / "mapping.yaml").write_text("files: [", encoding="utf-8")
    refused = run_command("import", export, "--mapping", "mapping.yaml")
    assert refused.exit == 1
    assert "mapping.yaml" in refused.err
