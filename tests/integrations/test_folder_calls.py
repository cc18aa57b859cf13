from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.call_file_names import NamedCall, read_name
from integrations.folder_calls import FolderCalls
from integrations.systems import SourceCall, UnreadableCall
from ml.errors import Refused
from tests.standins.aircall import wav

REGIONS = ("SG", "ID", "MY")
AT = datetime(2026, 11, 11, 14, 30, tzinfo=UTC)
NAME = "2026-11-11_1430_+6591234567"
WORDS = "Rep: Good morning.\nAda: Good morning.\n"

Lay = Callable[..., Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lays a file into the folder."""

    def lay_file(name: str, content: str | bytes = WORDS) -> Path:
        path = tmp_path / "calls" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return lay_file


@pytest.fixture
def folder(tmp_path: Path) -> FolderCalls:
    (tmp_path / "calls").mkdir(exist_ok=True)
    return FolderCalls(tmp_path / "calls", regions=REGIONS)


def read(folder: FolderCalls, since: datetime | None = None) -> list[SourceCall]:
    found = list(folder.calls(since))
    assert [one for one in found if isinstance(one, UnreadableCall)] == []
    return [one for one in found if isinstance(one, SourceCall)]


def reasons(folder: FolderCalls) -> dict[str, str]:
    return {one.id: one.reason for one in folder.calls(None) if isinstance(one, UnreadableCall)}


# --- names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "seconds", "direction"),
    [
        ("2026-11-11_1430_+6591234567", 0, "out"),
        ("20261111-143000 +65 9123 4567 out", 0, "out"),
        ("20261111-143005 +65 9123 4567 out", 5, "out"),
        ("2026-11-11 14.30 9123 4567 in", 0, "in"),
        ("2026-11-11T14:30:59_inbound_91234567", 59, "in"),
        ("2026-11-11_14h30m12s - 9123-4567 - Incoming", 12, "in"),
        ("2026-11-11_1430-6591234567", 0, "out"),
        ("2026-11-11_14-30_0065 9123 4567", 0, "out"),
    ],
)
def test_a_name_tells_the_call(name: str, seconds: int, direction: str) -> None:
    told = read_name(name, REGIONS)
    assert isinstance(told, NamedCall)
    assert (told.at, told.number, told.direction) == (
        AT + timedelta(seconds=seconds),
        "+6591234567",
        direction,
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Call with Ada", "its name does not begin with a date and a time, as 2026-11-11_1430"),
        ("2026-11-11 +6591234567", "its name does not begin with a date and a time, as 2026-11-11_1430"),
        ("2026-02-30_1430_+6591234567", "its name begins with a date or time that does not exist"),
        ("2026-11-11_2530_+6591234567", "its name begins with a date or time that does not exist"),
        ("2026-11-11_1430", "its name has no telephone number behind the time, as +6591234567"),
        ("2026-11-11_1430_Ada", "its name has no telephone number behind the time, as +6591234567"),
        ("2026-11-11_1430_+6591234567_in_out", "its name says both in and out"),
    ],
)
def test_a_name_that_tells_nothing_says_why(name: str, reason: str) -> None:
    assert read_name(name, REGIONS) == reason


@given(
    st.one_of(
        st.text(max_size=60), st.text("0123456789-_ +:Tinout", max_size=40).map(f"{NAME[:10]}_".__add__)
    )
)
def test_any_name_is_read_or_says_why(name: str) -> None:
    told = read_name(name, REGIONS, ZoneInfo("Asia/Singapore"))
    assert told if isinstance(told, str) else told.at.tzinfo is UTC


def test_names_are_written_by_a_clock_somewhere() -> None:
    told = read_name(NAME, REGIONS, ZoneInfo("Asia/Singapore"))
    assert isinstance(told, NamedCall)
    assert told.at == AT - timedelta(hours=8)


# --- files ----------------------------------------------------------------------------------------------------


def test_a_recording_and_its_transcript_are_one_call(folder: FolderCalls, lay: Lay) -> None:
    lay(f"november/{NAME}.txt")
    lay(f"november/{NAME}.wav", wav(3, channels=2))
    (found,) = read(folder)
    assert (found.id, found.at, found.number, found.recorded) == (f"november/{NAME}", AT, "+6591234567", True)
    assert (found.duration_s, found.channels, found.answered) == (3, 2, True)
    assert [one["text"] for one in found.utterances] == ["Good morning.", "Good morning."]
    assert folder.requests == 0


def test_the_id_stays_when_the_recording_comes_later(folder: FolderCalls, lay: Lay) -> None:
    lay(f"{NAME}.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hello\n")
    (before,) = read(folder)
    lay(f"{NAME}.mp3", b"not really sound")
    (afterwards,) = read(folder)
    assert before.id == afterwards.id == NAME
    assert (before.recorded, afterwards.recorded) == (False, True)
    assert afterwards.duration_s is None


def test_calls_come_oldest_first(folder: FolderCalls, lay: Lay) -> None:
    for day in (3, 1, 2):
        lay(f"2026-11-0{day}_1430_+6591234567.txt")
    assert [one.at.day for one in read(folder)] == [1, 2, 3]
    assert [one.at.day for one in read(folder, datetime(2026, 11, 2, 14, 30, tzinfo=UTC))] == [2, 3]


def test_files_that_cannot_be_used_say_why(folder: FolderCalls, lay: Lay) -> None:
    lay(f"{NAME}.txt")
    lay("Ada.wav", wav())
    lay("2026-11-12_1430_+6591234567.json", "{half")
    lay("2026-11-13_1430_+6591234567.txt", bytes(range(128, 256)) * 9)
    lay(f"{'long/' * 70}{NAME}.txt")
    lay("notes.docx", "")
    lay(".hidden/2026-11-14_1430_+6591234567.txt")
    assert len([one for one in folder.calls(None) if isinstance(one, SourceCall)]) == 1
    assert sorted(reasons(folder).values()) == [
        "its name does not begin with a date and a time, as 2026-11-11_1430",
        "its path is longer than 300 signs",
        "its recording or transcript cannot be read",
        "its recording or transcript cannot be read",
    ]


def test_nothing_outside_the_folder_is_read(folder: FolderCalls, lay: Lay, tmp_path: Path) -> None:
    secret = tmp_path / f"{NAME}.txt"
    secret.write_text(WORDS, encoding="utf-8")
    (tmp_path / "calls" / f"{NAME}.txt").symlink_to(secret)
    lay(
        "calls.csv",
        f"file,at,number\n../{NAME}.txt,2026-11-11T14:30,+6591234567\n/etc/passwd,2026-11-11,1\na\0b,x,1\n",
    )
    assert set(reasons(folder).values()) == {"the list names it, but it is not there"}
    assert not [one for one in folder.calls(None) if isinstance(one, SourceCall)]


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="RECORDINGS_DIR is not there"):
        list(FolderCalls(tmp_path / "nowhere", regions=REGIONS).calls(None))


def test_one_call_is_found_by_its_id(folder: FolderCalls, lay: Lay) -> None:
    lay(f"{NAME}.txt")
    assert folder.call(NAME) == read(folder)[0]
    assert folder.call("nothing") is None


def test_a_recording_is_copied(folder: FolderCalls, lay: Lay, tmp_path: Path) -> None:
    lay(f"a/{NAME}.wav", wav(1))
    lay(f"b/{NAME}.txt")
    file = folder.download(f"a/{NAME}", tmp_path)
    assert file == tmp_path / f"folder-a_{NAME}.wav"
    assert file.read_bytes() == wav(1)
    assert folder.download(f"b/{NAME}", tmp_path) is None
    assert folder.download("../secret", tmp_path) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["calls", file.name]


# --- lists ----------------------------------------------------------------------------------------------------


def test_a_list_tells_more_than_names(folder: FolderCalls, lay: Lay) -> None:
    lay("talk.wav", wav())
    lay(f"{NAME}.txt")
    lay(
        "Calls.CSV",
        "\ufeffFile,At,Number,Direction,Duration,Agent\n"
        "talk.wav,2026-11-10T09:00+08:00,9123 4567,inbound,2:05,ada@ours.example\n"
        f"{NAME}.txt,2026-11-10 10:00,+6591234567,,61,Ada Rep\n"
        ",2026-11-10T11:00,anonymous,in,0,\n",
    )
    one, other, third = read(folder)
    assert one == SourceCall(
        system="folder", id="talk", at=datetime(2026, 11, 10, 1, 0, tzinfo=UTC), number="9123 4567", direction="in",
        duration_s=125, answered=True, agent_email="ada@ours.example", recorded=True,
    )  # fmt: skip
    assert (other.id, other.at.hour, other.duration_s, other.agent_name) == (NAME, 10, 61, "Ada Rep")
    assert (third.number, third.recorded, third.answered, third.duration_s) == ("anonymous", False, False, 0)
    assert third.id == "Calls:20261110T110000:anonymous"


def test_rows_that_cannot_be_used_say_why(folder: FolderCalls, lay: Lay) -> None:
    for name in "abcdef":
        lay(f"{name}.txt")
    lay(
        "calls.csv",
        "file,at,number,direction,duration\n"
        "a.txt,2026-11-10T09:00,9123 4567,in,60\n"
        "b.txt,yesterday,9123 4567,in,60\n"
        "c.txt,0001-01-01T00:00+10:00,9123 4567,in,60\n"
        "d.txt,2026-11-10T09:00,9123 4567,sideways,60\n"
        "e.txt,2026-11-10T09:00,,in,60\n"
        "f.txt,2026-11-10T09:00,9123 4567,in,long\n"
        "g.txt,2026-11-10T09:00,9123 4567,in,60\n",
    )
    assert reasons(folder) == {
        "b": "the list does not say when it began, as 2026-11-11T14:30",
        "c": "the list does not say when it began, as 2026-11-11T14:30",
        "d": "the list calls its direction neither in nor out",
        "e": "the list does not say its number",
        "f": "the list says no duration in seconds or as m:ss",
        "g": "the list names it, but it is not there",
    }


def test_a_list_that_is_no_csv_holds_up_nothing(folder: FolderCalls, lay: Lay) -> None:
    lay(f"{NAME}.txt")
    lay("calls.csv", bytes(range(128, 256)) * 40)
    lay("sub/calls.csv", "file\0,at\n" + '"' * 200_000)
    assert len([one for one in folder.calls(None) if isinstance(one, SourceCall)]) == 1
    assert "the list cannot be read as CSV" in reasons(folder).values()


@given(st.text(max_size=200))
def test_whatever_a_list_says_the_calls_are_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    place = tmp_path_factory.mktemp("calls")
    (place / "calls.csv").write_bytes(
        ("file,at,number,direction,duration,agent\n" + text).encode("utf-8", "replace")
    )
    for one in FolderCalls(place, regions=REGIONS).calls(None):
        assert "\0" not in one.id


@pytest.mark.parametrize("name", ["recordings", "recordings/mine", "link"])
def test_the_folder_of_fetched_recordings_is_refused(tmp_path: Path, name: str) -> None:
    kept_apart = tmp_path / "recordings"
    (kept_apart / "mine").mkdir(parents=True)
    (tmp_path / "link").symlink_to(kept_apart)
    (tmp_path / "recordings of ours").mkdir()
    with pytest.raises(Refused, match="set another folder"):
        list(FolderCalls(tmp_path / name, regions=["SG"], kept_apart=kept_apart).calls(None))
    ours = FolderCalls(tmp_path / "recordings of ours", regions=["SG"], kept_apart=kept_apart)
    assert list(ours.calls(None)) == []
