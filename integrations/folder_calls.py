"""A folder of recordings or transcripts as a source of calls, told by their names or by a calls.csv beside them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Literal

from integrations.call_file_names import NamedCall, read_name
from integrations.systems import CallSystem, SourceCall, UnreadableCall, Utterances
from integrations.text_encoding import find_encoding
from integrations.transcript_files import TRANSCRIPT_SUFFIXES, read_transcript
from integrations.transcript_formats import seconds_of
from ml.errors import BadInput, Refused, Unavailable

SOUNDS = (".wav", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".aiff", ".au", ".webm")
LIST = "calls.csv"
_LONGEST_ID = 300
_LONGEST_LIST = 64 * 1024 * 1024
_DIRECTIONS: Mapping[str, Literal["in", "out"]] = {
    "": "out", "out": "out", "outbound": "out", "outgoing": "out", "in": "in", "inbound": "in", "incoming": "in",
}  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """What a calls.csv, or a file's name, tells of a call."""

    at: datetime
    number: str
    direction: Literal["in", "out"]
    duration_s: int | None = None
    agent: str = ""


def check_folder(folder: Path, kept_apart: Path | None) -> None:
    """Whether a folder may be read like a phone system; `kept_apart` is where fetched recordings lie.

    Raises
    ------
    Refused
        When it is not there, or is where fetched recordings lie: those are deleted in time.
    """
    if not folder.is_dir():
        raise Refused("The folder of RECORDINGS_DIR is not there: make it, or set another.")
    if kept_apart and folder.resolve().is_relative_to(kept_apart.resolve()):
        raise Refused(
            "RECORDINGS_DIR lies in DATA_DIR/recordings, where fetched recordings are deleted: set another folder."
        )


class FolderCalls:
    """The calls of a folder and the folders in it; a call's id is its path without the suffix.

    Parameters
    ----------
    folder
        Where they lie. A recording and a transcript that differ by the suffix only belong to one call.
    regions
        Countries whose local numbers are understood, the likeliest first.
    zone
        Where the clocks hang that names and lists were written by.
    kept_apart
        Where fetched recordings lie, which are deleted in time: no folder of anybody's own.
    """

    system: CallSystem = "folder"
    requests = 0

    def __init__(
        self, folder: Path, *, regions: Sequence[str], zone: tzinfo = UTC, kept_apart: Path | None = None
    ) -> None:
        self._folder, self._regions, self._zone = folder, regions, zone
        self._kept_apart = kept_apart
        self._sounds = dict[tuple[Path, int, int], tuple[int | None, int]]()

    def calls(self, since: datetime | None) -> Iterator[SourceCall | UnreadableCall]:
        """All calls that began at or after a moment (None: ever), oldest first, behind those that are unreadable.

        Raises
        ------
        Refused
            When the folder is not there, or is where fetched recordings lie.
        Unavailable
            When it cannot be read.
        """
        files = self._files()
        lists, faults = self._lists()
        yield from faults
        read = [
            self._call(id_, files.get(id_, []), lists.get(id_)) for id_ in sorted(files.keys() | lists.keys())
        ]
        yield from (one for one in read if isinstance(one, UnreadableCall))
        found = [one for one in read if isinstance(one, SourceCall) and (since is None or one.at >= since)]
        yield from sorted(found, key=lambda one: (one.at, one.id))

    def call(self, call_id: str) -> SourceCall | UnreadableCall | None:
        """One call by its id; None where it is gone."""
        return next((one for one in self.calls(None) if one.id == call_id), None)

    def download(self, call_id: str, folder: Path) -> Path | None:
        """Copy a call's recording into a folder; its file, or None where there is none."""
        sound = _first(self._files().get(call_id, []), SOUNDS)
        if sound is None:
            return None
        name = "".join(sign if sign.isalnum() or sign in "-_+." else "_" for sign in call_id)
        file = folder / f"folder-{name[-150:]}{sound.suffix.lower()}"
        part = file.with_name(file.name + ".part")
        try:
            shutil.copyfile(sound, part)
            part.replace(file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise Unavailable(f"A recording cannot be copied ({error.strerror}).") from error
        return file

    # --- files ------------------------------------------------------------------------------------------------

    def _files(self) -> dict[str, list[Path]]:
        """Recordings and transcripts by the id of their call; what leads out of the folder is not followed."""
        check_folder(self._folder, self._kept_apart)
        home, found = self._folder.resolve(), dict[str, list[Path]]()
        try:
            for path in sorted(self._folder.rglob("*")):
                known = (
                    path.suffix.lower() in (*SOUNDS, *TRANSCRIPT_SUFFIXES) and path.name.casefold() != LIST
                )
                hidden = any(part.startswith(".") for part in path.relative_to(self._folder).parts)
                if known and not hidden and path.is_file() and path.resolve().is_relative_to(home):
                    found.setdefault(self._id_of(path), []).append(path)
        except OSError as error:
            raise Unavailable(f"The folder of RECORDINGS_DIR cannot be read ({error.strerror}).") from error
        return found

    def _id_of(self, path: Path) -> str:
        name = path.relative_to(self._folder).with_suffix("").as_posix()
        return name.encode("utf-8", "replace").decode()

    def _call(
        self, id_: str, files: Sequence[Path], listed: _Told | str | None
    ) -> SourceCall | UnreadableCall:
        told = listed if listed is not None else _named(read_name(Path(id_).name, self._regions, self._zone))
        if len(id_) > _LONGEST_ID:
            told = f"its path is longer than {_LONGEST_ID} signs"
        if isinstance(told, str):
            return UnreadableCall("folder", id_[:_LONGEST_ID], told)
        sound, transcript = _first(files, SOUNDS), _first(files, TRANSCRIPT_SUFFIXES)
        try:
            words: Utterances = read_transcript(transcript, [told.agent]) if transcript else ()
            lasts, channels = self._sound(sound) if sound else (None, 1)
        except BadInput:
            return UnreadableCall("folder", id_, "its recording or transcript cannot be read")
        except OSError as error:
            raise Unavailable(f"The folder of RECORDINGS_DIR cannot be read ({error.strerror}).") from error
        duration = told.duration_s if told.duration_s is not None else lasts
        by_mail = "@" in told.agent
        return SourceCall(
            system="folder",
            id=id_,
            at=told.at,
            number=told.number,
            direction=told.direction,
            duration_s=duration,
            answered=bool(duration is None or duration or words),
            agent_email=told.agent if by_mail else "",
            agent_name="" if by_mail else told.agent,
            recorded=sound is not None,
            channels=channels,
            utterances=words,
        )

    def _sound(self, file: Path) -> tuple[int | None, int]:
        """Seconds and channels of a recording; a format that is not understood here says nothing."""
        from integrations.audio import describe

        state = file.stat()
        key = (file, state.st_mtime_ns, state.st_size)
        if key not in self._sounds:
            try:
                sound = describe(file)
            except BadInput:
                self._sounds[key] = (None, 1)
            else:
                self._sounds[key] = (round(sound.seconds), 2 if sound.channels == 2 else 1)  # noqa: PLR2004 - two sides
        return self._sounds[key]

    # --- lists ------------------------------------------------------------------------------------------------

    def _lists(self) -> tuple[dict[str, _Told | str], list[UnreadableCall]]:
        """What the lists tell, by the id of the call; and lists that cannot be read."""
        told, faults = dict[str, _Told | str](), list[UnreadableCall]()
        for path in sorted(self._folder.rglob("*.[cC][sS][vV]")):
            if path.name.casefold() == LIST and path.is_file():
                try:
                    told |= self._listed(path)
                except (BadInput, UnicodeError, csv.Error):
                    faults.append(
                        UnreadableCall("folder", self._id_of(path), "the list cannot be read as CSV")
                    )
        return told, faults

    def _listed(self, path: Path) -> dict[str, _Told | str]:
        if path.stat().st_size > _LONGEST_LIST:
            raise BadInput("the list is longer than 64 MiB")
        found = dict[str, _Told | str]()
        with path.open(encoding=find_encoding(path, lambda: path.open("rb")), newline="") as lines:
            for cells in csv.DictReader(lines):
                row = {(name or "").strip().casefold(): _cell(value) for name, value in cells.items()}
                told = self._row(row)
                name = row.get("file", "")
                if name:
                    found[self._named_file(path.parent / name)] = self._checked(path.parent / name, told)
                elif isinstance(told, _Told):
                    found[f"{self._id_of(path)}:{told.at:%Y%m%dT%H%M%S}:{told.number}"] = told
                else:
                    found[f"{self._id_of(path)}:{len(found)}"] = told
        return found

    def _named_file(self, path: Path) -> str:
        """The id of the call whose file a list names, wherever it says that lies."""
        try:
            inside = path.resolve().relative_to(self._folder.resolve())
        except (OSError, ValueError):
            return path.name.replace("\0", "")
        return self._id_of(self._folder / inside) if inside.name else "."

    def _checked(self, path: Path, told: _Told | str) -> _Told | str:
        """What the list tells of a file that is there."""
        try:
            there = path.resolve().is_relative_to(self._folder.resolve()) and path.is_file()
        except (OSError, ValueError):
            there = False
        return told if there else "the list names it, but it is not there"

    def _row(self, row: Mapping[str, str]) -> _Told | str:
        """A call as a row of a list tells it; or why it cannot be used."""
        try:
            at = datetime.fromisoformat(row.get("at", ""))
            at = (at if at.tzinfo else at.replace(tzinfo=self._zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            return "the list does not say when it began, as 2026-11-11T14:30"
        direction = _DIRECTIONS.get(row.get("direction", "").casefold())
        if direction is None:
            return "the list calls its direction neither in nor out"
        if not row.get("number"):
            return "the list does not say its number"
        lasted = row.get("duration", "")
        seconds = float(lasted) if lasted.isascii() and lasted.isdecimal() else seconds_of(lasted)
        if lasted and seconds is None:
            return "the list says no duration in seconds or as m:ss"
        duration = None if seconds is None else min(round(seconds), 7 * 86_400)
        return _Told(at, row["number"][:64], direction, duration, row.get("agent", ""))


def _named(told: NamedCall | str) -> _Told | str:
    return told if isinstance(told, str) else _Told(told.at, told.number, told.direction)


def _first(files: Sequence[Path], suffixes: Sequence[str]) -> Path | None:
    """The file of the first of these suffixes that there is."""
    return min(
        (file for file in files if file.suffix.lower() in suffixes),
        key=lambda file: suffixes.index(file.suffix.lower()),
        default=None,
    )


def _cell(value: object) -> str:
    return value.replace("\0", "").strip() if isinstance(value, str) else ""
