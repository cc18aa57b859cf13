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
def trained_here(
    run_command: Run,  # noqa: ARG001 - it forgets all settings, and has to do so first
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
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


WORDS = ("Hi Mei, thanks for picking up.", "We plan the shifts by hand.", "I'll send the quote on Friday.")
VTT = "WEBVTT\n\n" + "\n\n".join(
    f"00:0{n}:00.000 --> 00:0{n}:09.000\n<v {('Rep', 'Mei')[n % 2]}>{text}" for n, text in enumerate(WORDS)
)
SRT = "\n\n".join(
    f"{n + 1}\n00:0{n}:00,000 --> 00:0{n}:09,000\n{('Rep', 'Mei')[n % 2]}: {text}"
    for n, text in enumerate(WORDS)
)
SEGMENTS = json.dumps(
    {
        "segments": [
            {"speaker": ("Rep", "Mei")[n % 2], "start": n * 60, "text": text} for n, text in enumerate(WORDS)
        ]
    }
)


@pytest.mark.parametrize(("name", "said"), [("call.vtt", VTT), ("call.srt", SRT), ("call.json", SEGMENTS)])
def test_every_form_of_transcript_reads_alike(run_command: Run, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_text(said, encoding="utf-8")
    found = run_command("tag", name, "--json").document
    assert [one["text"] for one in found] == list(WORDS)
    assert [one["move"] for one in found] == ["connecting", "understanding", "setting"]


def test_one_line_in_is_one_line_out(run_command: Run, tmp_path: Path) -> None:
    texts = [
        "Hello. How are you? Shall we meet on Friday?",
        "   ",
        "<!channel>",
        "x" * 5000,
        "\u202e\x00",
        "嗯",
        "Hello.",
    ]
    (tmp_path / "lines.jsonl").write_text(
        "\n\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8"
    )
    found = run_command("tag", "lines.jsonl", "--json").document
    assert [one["text"] for one in found] == texts
    assert {one["move"] for one in found} <= {"connecting", "understanding", "sharing", "setting", "none"}


def test_lines_are_independent(run_command: Run, tmp_path: Path) -> None:
    line = json.dumps({"text": "We plan the shifts by hand.", "speaker": "Mei"})
    (tmp_path / "one.jsonl").write_text(line, encoding="utf-8")
    other = json.dumps({"text": "I'll send the quote on Friday.", "speaker": "Rep"})
    (tmp_path / "many.jsonl").write_text("\n".join([other] * 5 + [line]), encoding="utf-8")
    [alone] = run_command("tag", "one.jsonl", "--json").document
    assert run_command("tag", "many.jsonl", "--json").document[-1] == alone


def test_it_needs_no_store_and_makes_none(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text("Rep: Hello, is this a good moment?", encoding="utf-8")
    assert run_command("tag", "call.txt").exit == 0
    assert list(tmp_path.rglob("*.db")) == []


def test_what_is_no_text_is_one_sentence(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_bytes(b"\xff\xfe\x00\xd8RIFF\x00\x00" * 99)
    ran = run_command("tag", "call.txt", "--json")
    assert (ran.exit, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert run_command("tag", "missing.txt").exit == 2
