"""`tag`: one line in, one line out, of transcripts and of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.tagging import tag
from tests.bot.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def trained_here(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of these share one trained tagger."""
    assert tag.__doc__
    monkeypatch.setenv("DATA_DIR", str(tmp_path_factory.getbasetemp() / "tagging"))


def test_json_lines_stand_alone(run_command: Run, tmp_path: Path) -> None:
    lines = [
        {"text": "Shall we do a demo on Thursday at ten?", "speaker": "Rep"},
        {"text": ""},
        {"text": "How many people work in your warehouse?"},
    ]
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = run_command("tag", "lines.jsonl", "--json").document
    assert [one["text"] for one in found] == [line["text"] for line in lines]
    assert [one["move"] for one in found] == ["setting", "none", "understanding"]
    assert all(0 <= one["confidence"] <= 1 for one in found)


def test_a_transcript_is_read_in_its_call(run_command: Run, tmp_path: Path) -> None:
    said = "Rep: Hi Mei, thanks for picking up.\nMei: We plan the shifts by hand.\nRep: I'll send the quote on Friday."
    (tmp_path / "call.txt").write_text(said, encoding="utf-8")
    found = run_command("tag", "call.txt", "--json").document
    assert [one["move"] for one in found] == ["connecting", "understanding", "setting"]
    assert "setting" in run_command("tag", "call.txt").out


def test_an_empty_file_has_no_tags(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n \n", encoding="utf-8")
    assert run_command("tag", "empty.txt", "--json").document == []


@pytest.mark.parametrize("line", ['{"text": 3}', "{broken", '{"words": "x"}'])
def test_a_broken_line_is_named(run_command: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "lines.jsonl").write_text('{"text": "Hello."}\n' + line, encoding="utf-8")
    ran = run_command("tag", "lines.jsonl")
    assert ran.exit == 1
    assert "Line 2 of lines.jsonl" in ran.err
