"""Transcripts: found by name or call id within the folders only, read from text, subtitles, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.transcript_files import (
    SUFFIXES,
    TRANSCRIPT_SUFFIXES,
    TranscriptFiles,
    parse_transcript,
    read_transcript,
)
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


def test_a_transcript_is_preferred_to_a_table_of_the_same_name(tmp_path: Path) -> None:
    for suffix in ("csv", "txt"):
        (tmp_path / f"C-1.{suffix}").write_text("text\nHi")
    files = TranscriptFiles([tmp_path])
    assert files.find("C-1") == tmp_path / "C-1.txt"
    assert files.find("C-1.csv") == tmp_path / "C-1.csv"
    assert ".csv" not in SUFFIXES  # a table named to an import is an export


# --- SubRip -------------------------------------------------------------------------------------------------

SUBRIP = """\ufeff1
00:00:01,500 --> 00:00:03,000
Rep: Hi <i>Mei Lin</i>,
this is Ada.

2
00:01:04,000 --> 00:01:06,000 X1:40 X2:600
Mei Lin: Hello

31
payslips were wrong

3
1:02:03,000 --> 1:02:05,000
<v Ada Lovelace>Thursday?
"""


def test_subrip_has_starts_and_keeps_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "call.srt"
    path.write_text(SUBRIP, encoding="utf-8")
    said = read_transcript(path, ("ada lovelace",))
    assert [(one["speaker"], one["role"], one["start"], one["text"]) for one in said] == [
        ("Rep", "rep", 1.5, "Hi Mei Lin,"),
        ("Rep", "rep", 1.5, "this is Ada."),
        ("Mei Lin", "prospect", 64.0, "Hello"),
        ("Mei Lin", "prospect", 64.0, "31"),
        ("Mei Lin", "prospect", 64.0, "payslips were wrong"),
        ("Ada Lovelace", "rep", 3723.0, "Thursday?"),
    ]
    assert parse_transcript(SUBRIP, ("ada lovelace",)) == said  # as the cell of an export, too


# --- CSV ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        'speaker,start,text\nRep,0:05,Hi there\nMei Lin,1:02:03,"Yes, do"\n',
        'Text;Start Time;Speaker Name\nHi there;5;Rep\n"Yes, do";3723,0;Mei Lin\n',
        "start_ms\tparticipant\tcontent\textra\n5000\tRep\tHi there\tx\n3723000\tMei Lin\tYes, do\t\n",
        "sep=|\nTimestamp|Role|Sentence\n00:00:05,000|Rep|Hi there\n01:02:03.0|Mei Lin|Yes, do\n",
    ],
)
def test_tables_of_several_makers(table: str, tmp_path: Path) -> None:
    path = tmp_path / "call.csv"
    path.write_text(table, encoding="utf-16")
    assert [(one["speaker"], one["role"], one["start"], one["text"]) for one in read_transcript(path)] == [
        ("Rep", "rep", 5.0, "Hi there"),
        ("Mei Lin", "prospect", 3723.0, "Yes, do"),
    ]


def test_a_row_that_does_not_fit_is_words_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "call.csv"
    path.write_text("speaker,text\nRep,Hi\nMei,Yes, we do\nonly words\n,\nRep,\n")
    assert [one["text"] for one in read_transcript(path)] == ["Hi", "Mei Yes we do", "only words"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"speaker,start\nRep,5\n", "no column named “text”"),
        (b"", "is empty"),
        (b"PK\x03\x04xxxx", "Excel"),
        (b'text\n"never closed', "never closed"),
        (b"text\n\xff\xfe\x81\n\x81\x8d", "neither UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "call.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=sentence):
        read_transcript(path)


@pytest.mark.parametrize(
    ("start", "seconds"),
    [
        ("-5", None),
        ("1e9", None),
        ("nan", None),
        ("99999999", None),
        ("", None),
        ("7.25", 7.25),
        ("1:75", 135.0),
    ],
)
def test_a_start_is_a_time_within_a_call(start: str, seconds: float | None, tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    path.write_text(json.dumps([{"text": "Hi", "start": start}]))
    assert [one["start"] for one in read_transcript(path)] == [seconds]


# --- anything -----------------------------------------------------------------------------------------------

# Letters that none of the formats gives a meaning.
words = st.lists(st.text("abcdé日本", min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)


def spoken(utterances: Iterable[Mapping[str, object]]) -> list[str]:
    return [word for one in utterances for word in str(one["text"]).split()]


@given(st.text(max_size=200))
def test_any_text_is_some_utterances(text: str) -> None:
    for start in ("", "WEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\n"):
        for one in parse_transcript(start + text):
            assert one["text"]
            assert "\0" not in str(one["text"])
            str(one["text"]).encode()


@given(st.binary(max_size=300), st.sampled_from(TRANSCRIPT_SUFFIXES))
def test_any_file_is_utterances_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"call{suffix}"
    path.write_bytes(content)
    with suppress(BadInput):
        for one in read_transcript(path):
            assert str(one["text"]).strip()
            assert "\0" not in f"{one['speaker']}{one['text']}"


@given(st.lists(words, min_size=1, max_size=6), st.sampled_from(TRANSCRIPT_SUFFIXES))
def test_what_was_said_is_kept(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], suffix: str
) -> None:
    cues = "".join(f"{n}\n00:00:0{n},000 --> 00:00:09,000\n{one}\n\n" for n, one in enumerate(said, 1))
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["text", "speaker"], *([one, "Mei"] for one in said)])
    content = {
        ".txt": "\n".join(f"Mei: {one}" for one in said),
        ".srt": cues,
        ".vtt": f"WEBVTT\n\n{cues}",
        ".json": json.dumps([{"text": one} for one in said]),
        ".csv": table.getvalue(),
    }[suffix]
    path = tmp_path_factory.mktemp("said") / f"call{suffix}"
    path.write_text(content, encoding="utf-8", newline="")
    assert spoken(read_transcript(path)) == " ".join(said).split()
