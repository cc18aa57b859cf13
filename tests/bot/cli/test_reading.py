from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli.reading import summary_of
from ml.conversation import NEEDS
from ml.cuss import Move, Tag
from ml.spoken_text import Utterance, sentences

Run = Callable[..., Any]

CALL = """Rep: Hi Mei Lin, it's Ada from Kerjahub. How do you do payroll today?
Mei Lin: Two of us key the hours into Excel. We corrected 31 payslips in October.
Rep: And who looks at the numbers besides you?
Mei Lin: Our CFO signs everything above five thousand. Honestly your competitor is cheaper.
Rep: I hear you. Bistro Group earned it back within two quarters because overtime dropped by a third.
Mei Lin: Okay. We're opening three outlets in Q1, so it has to handle part-timers at two places.
Rep: It does. I'll prepare the quotation by Thursday.
Mei Lin: Thursday is fine, send me the quote.
"""


@pytest.fixture
def call(tmp_path: Path) -> Path:
    path = tmp_path / "call.txt"
    path.write_text(CALL, encoding="utf-8")
    return path


def summary(run_command: Run, *typed: object) -> Any:
    ended = run_command("summarize", *typed, "--json")
    assert ended.exit == 0, ended.err
    return ended.document


def test_a_transcript_as_a_document(run_command: Run, call: Path) -> None:
    found = summary(run_command, call, "--on", "2026-11-11")
    assert found["substance"] == {"code": "", "substantial": True}
    assert found["written_by"] == "extract"
    assert 1 <= len(found["gist"]) <= 3
    assert all(sentence in CALL for sentence in found["gist"])
    notes = found["notes"]
    (step,) = notes["next_steps"]
    assert (step["text"], step["owner"], step["due"], step["speaker"]) == (
        "I'll prepare the quotation by Thursday.",
        "rep",
        "2026-11-12",
        "Rep",
    )
    assert set(notes["needs"]) <= set(NEEDS)
    assert notes["objections"][0]["answer"]["role"] == "rep"
    assert sum(notes["moves"].values()) == pytest.approx(1, abs=0.001)
    assert notes["ending"] == "agreed"
    assert 0 < notes["talk"]["rep_share"] < 1


@pytest.mark.parametrize("number", [1, 2, 5])
def test_as_many_sentences_as_asked_for(run_command: Run, call: Path, number: int) -> None:
    assert len(summary(run_command, call, "--sentences", number)["gist"]) == number


@pytest.mark.parametrize("text", ["", "   \n\n", "Rep: \n"])
def test_an_empty_transcript_was_not_connected(run_command: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(text, encoding="utf-8")
    found = summary(run_command, path)
    assert found["substance"] == {"code": "not_connected", "substantial": False}
    assert found["notes"]["next_steps"] == []


def test_without_substance_there_are_sentences_all_the_same(run_command: Run, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("Doctor: What brings you here?\nPatient: My left knee hurts.\n", encoding="utf-8")
    found = summary(run_command, path)
    assert found["substance"] == {"code": "too_short", "substantial": False}
    assert "My left knee hurts." in found["gist"]


def test_a_machine_in_one_line(run_command: Run, tmp_path: Path) -> None:
    path = tmp_path / "machine.txt"
    path.write_text("You have reached the mailbox of Mei, please leave a message.", encoding="utf-8")
    assert summary(run_command, path)["substance"]["code"] == "voicemail"


def test_people_of_the_team_are_the_sellers(run_command: Run, tmp_path: Path) -> None:
    path = tmp_path / "named.txt"
    path.write_text(CALL.replace("Rep:", "Ada Tan:"), encoding="utf-8")
    assert summary(run_command, path)["notes"]["talk"] is None
    assert run_command("people", "add", "ada@firm.sg", "--name", "Ada Tan", "--role", "rep").exit == 0
    assert summary(run_command, path)["notes"]["talk"] is not None
    path.write_text(CALL.replace("Rep:", "Ada:"), encoding="utf-8")
    assert summary(run_command, path)["notes"]["talk"] is not None


def test_other_formats(run_command: Run, tmp_path: Path) -> None:
    lines = [line.partition(": ") for line in CALL.splitlines()]
    said = [{"speaker": who, "text": text, "start": 9.0 * n} for n, (who, _, text) in enumerate(lines)]
    (tmp_path / "call.json").write_text(json.dumps(said), encoding="utf-8")
    cues = [
        f"00:00:{9 * n:02}.000 --> 00:00:{9 * n + 8:02}.000\n<v {who}>{text}"
        for n, (who, _, text) in enumerate(lines[:6])
    ]
    (tmp_path / "call.vtt").write_text("WEBVTT\n\n" + "\n\n".join(cues), encoding="utf-8")
    assert summary(run_command, tmp_path / "call.json")["notes"]["talk"]["approximate"] is False
    assert summary(run_command, tmp_path / "call.vtt")["notes"]["needs"]["pains"][0]["start"] == 9.0


@pytest.mark.parametrize(
    ("name", "content"),
    [("call.txt", bytes(range(256)) * 20), ("call.json", b'{"a": '), ("call.csv", b"who,what\nMei,hello\n")],
)
def test_what_is_no_transcript_is_told_in_one_sentence(
    run_command: Run, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refused = run_command("summarize", path, "--json")
    assert (refused.exit, refused.out) == (1, "")
    assert refused.err.startswith(f"The transcript {name} ")
    assert len(refused.err.splitlines()) == 1


def test_wrong_use(run_command: Run, call: Path) -> None:
    assert run_command("summarize").exit == 2
    assert run_command("summarize", "nothing.txt").exit == 2
    assert run_command("summarize", call, "--sentences", "0").exit == 2
    assert run_command("summarize", call, "--on", "tomorrow").exit == 2


def test_in_words(run_command: Run, call: Path) -> None:
    shown = run_command("summarize", call, "--on", "2026-11-11").out
    assert "Next steps" in shown
    assert "“I'll prepare the quotation by Thursday.” – the seller, by 2026-11-12" in shown
    assert "Ended             agreed" in shown


def test_another_tagger_can_read_the_moves() -> None:
    said = [Utterance("We lose two days every month.", "prospect", "Mei")]

    def tagger(talk: Any) -> list[Tag]:
        return [Tag(Move.SHARING, 0.9, text, "", 0) for each in talk for text in sentences(each.text)]

    assert summary_of(said, date(2026, 11, 11), tagger=tagger)["notes"]["moves"]["sharing"] == 1.0
