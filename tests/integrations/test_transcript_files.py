"""Transcripts: found by name or call id within the folders only, read from text, WebVTT and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.transcript_files import TranscriptFiles, parse_transcript, read_transcript
from ml.errors import BadInput

TEXT = """Rep: Hi Mei Lin, this is Ada.
[00:05] Mei Lin: We corrected 31 payslips.
And it cost us two days.
(1:02:03) Ada Lovelace: Shall we say Thursday 10:00?
"""


def test_plain_lines_have_speakers_times_and_roles() -> None:
    said = parse_transcript(TEXT, ("ada lovelace",))
    assert [(one["speaker"], one["role"], one["start"]) for one in said] == [
        ("Rep", "rep", None),
        ("Mei Lin", "prospect", 5.0),
        ("Mei Lin", "prospect", None),
        ("Ada Lovelace", "rep", 3723.0),
    ]
    assert said[3]["text"] == "Shall we say Thursday 10:00?"


def test_webvtt_has_voices_and_starts() -> None:
    text = (
        "WEBVTT\n\nNOTE x\n\n1\n00:00:01.500 --> 00:00:03.000\n<v Mei Lin>Hello <b>there</b></v>\n\n"
        "00:04.000 --> 00:06.000\nAgent: Hi\n"
    )
    said = parse_transcript(text)
    assert [(one["speaker"], one["role"], one["start"], one["text"]) for one in said] == [
        ("Mei Lin", "prospect", 1.5, "Hello there"),
        ("Agent", "rep", 4.0, "Hi"),
    ]


@pytest.mark.parametrize(
    "document",
    [
        [{"speaker": "Agent", "start": 1, "text": "Hi"}, {"speaker": "Mei", "text": "Hello", "start": None}],
        {"utterances": [{"participant": "Agent", "start_time": 1.0, "content": "Hi"}, {"speaker": "Mei", "text": "Hello"}]},
        {"transcription": {"content": {"utterances": [{"name": "Agent", "time": "0:01", "text": "Hi"}, {"name": "Mei", "text": "Hello"}]}}},
    ],
)  # fmt: skip
def test_json_of_several_makers(document: object, tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    path.write_text(json.dumps(document))
    said = read_transcript(path)
    assert [(one["speaker"], one["role"], one["start"], one["text"]) for one in said] == [
        ("Agent", "rep", 1.0, "Hi"),
        ("Mei", "prospect", None, "Hello"),
    ]


@pytest.mark.parametrize("content", ["{}", "5", "[1, 2]", "not json", '{"utterances": "x"}', "[" * 10_000])
def test_json_of_another_shape_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    path.write_text(content)
    with pytest.raises(BadInput, match="no JSON list of utterances"):
        read_transcript(path)


def test_files_are_found_by_name_address_or_id_but_only_within_the_folders(tmp_path: Path) -> None:
    folder = tmp_path / "exports" / "recordings"
    folder.mkdir(parents=True)
    (folder / "C-1.txt").write_text("Rep: hi")
    (folder / "c-2.vtt").write_text("WEBVTT")
    (tmp_path / "secret.txt").write_text("no")
    files = TranscriptFiles([tmp_path / "exports"])
    assert files.find("C-1.txt") == files.find("c-1") == folder / "C-1.txt"
    assert files.find("https://example.test/rec/C-1.mp3?sig=x") == folder / "C-1.txt"
    assert files.find("", "none.txt", "c-2") == folder / "c-2.vtt"
    assert files.find("../../secret.txt") is None
    assert files.find("") is None


@given(st.text(max_size=200))
def test_any_text_is_some_utterances(text: str) -> None:
    for start in ("", "WEBVTT\n"):
        for one in parse_transcript(start + text):
            assert one["text"]
            assert "\0" not in str(one["text"])
