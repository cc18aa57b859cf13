"""Transcripts as files: found by a call's file name or id, read as utterances (.txt, .vtt, .srt, .json, .csv)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from integrations.text_encoding import find_encoding
from integrations.transcript_formats import (
    Utterance,
    from_csv,
    from_cues,
    from_json,
    from_lines,
    from_subrip,
    is_subrip,
)
from ml.errors import BadInput

__all__ = [
    "SUFFIXES",
    "TRANSCRIPT_SUFFIXES",
    "TranscriptFiles",
    "Utterance",
    "parse_transcript",
    "read_transcript",
]

# What can only be a transcript, even among a CRM's exports; a .csv can be one, too.
SUFFIXES = (".txt", ".vtt", ".srt", ".json")
TRANSCRIPT_SUFFIXES = (*SUFFIXES, ".csv")
_LONGEST_FILE = 8 * 1024 * 1024


class TranscriptFiles:
    """The transcripts below some folders, by file name and by name without suffix (case does not matter).

    Only these files can be found: a cell of an export cannot name a file elsewhere.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._found = dict[str, Path]()
        files = [path for folder in folders for path in sorted(folder.rglob("*"))]
        for path in sorted(files, key=lambda path: path.suffix.lower() == ".csv"):
            if path.suffix.lower() in TRANSCRIPT_SUFFIXES and path.is_file():
                self._found.setdefault(path.stem.casefold(), path)
                self._found[path.name.casefold()] = path

    def find(self, *names: str) -> Path | None:
        """The transcript of the first of these names (a file name, a path or address, a call's id) that has one."""
        for name in filter(None, names):
            last = re.split(r"[/\\]", name.strip())[-1].partition("?")[0].casefold()
            stem = last.rpartition(".")[0]
            if path := self._found.get(last) or (self._found.get(stem) if stem else None):
                return path
        return None


def read_transcript(path: Path, sellers: Sequence[str] = ()) -> tuple[Utterance, ...]:
    """The utterances of a transcript file.

    Parameters
    ----------
    path
        A .txt, .vtt, .srt, .json or .csv file.
    sellers
        Names of the team's people: what they say is the rep's; so is what Rep or Agent says.

    Raises
    ------
    BadInput
        When it is no text, too long, or JSON or CSV of an unknown shape.
    """
    if path.stat().st_size > _LONGEST_FILE:
        raise BadInput(f"the transcript {path.name} is longer than 8 MiB")
    if path.suffix.lower() == ".csv":
        return tuple(from_csv(path, sellers))
    try:
        text = path.read_text(encoding=find_encoding(path, lambda: path.open("rb")), errors="strict")
    except UnicodeError as error:
        raise BadInput(f"the transcript {path.name} is no text") from error
    if path.suffix.lower() != ".json":
        return parse_transcript(text, sellers)
    try:
        return tuple(from_json(text, sellers))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"the transcript {path.name} is no JSON list of utterances") from error


def parse_transcript(text: str, sellers: Sequence[str] = ()) -> tuple[Utterance, ...]:
    """The utterances of a transcript's text: WebVTT, SubRip, or plain 'Name: words' lines."""
    lines = text.replace("\0", "").splitlines()
    if lines and lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        return tuple(from_cues(lines[1:], sellers))
    if is_subrip(lines):
        return tuple(from_subrip(lines, sellers))
    return tuple(from_lines(lines, sellers))
