"""Transcripts in a recordings' folder: found by a call's file name or id, read as utterances (.txt, .vtt, .json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from integrations.text_encoding import find_encoding
from ml.errors import BadInput

Utterance = Mapping[str, str | float | None]

SUFFIXES = (".txt", ".vtt", ".json")
_LONGEST_FILE = 8 * 1024 * 1024
_SELLERS = frozenset({"rep", "agent", "sales", "seller", "sales rep", "salesperson", "me", "caller"})
_CUE = re.compile(r"^((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?)\s+-->")
_VOICE = re.compile(r"^<v(?:\.\S+)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-z][^>]*>")
_LINE = re.compile(
    r"^\s*(?:[\[(]?(?P<time>(?:\d+:)?\d{1,2}:\d{2}(?:\.\d+)?)[\])]?\s*(?:-\s*)?)?"
    r"(?:(?P<speaker>[^\W\d_][^:\n]{0,40}?)\s*:\s+)?(?P<text>.*)$"
)
_LISTS = ("utterances", "transcript", "transcription", "segments", "sentences", "results", "content")
_TEXTS = ("text", "content", "transcript", "sentence", "message")
_SPEAKERS = ("speaker", "speaker_name", "participant", "participant_type", "role", "name", "channel")
_STARTS = ("start", "start_time", "start_s", "time", "timestamp")


class TranscriptFiles:
    """The transcripts below some folders, by file name and by name without suffix (case does not matter).

    Only these files can be found: a cell of an export cannot name a file elsewhere.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._found = dict[str, Path]()
        for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
            if path.suffix.lower() in SUFFIXES and path.is_file():
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
        A .txt, .vtt or .json file.
    sellers
        Names of the team's people: what they say is the rep's; so is what Rep or Agent says.

    Raises
    ------
    BadInput
        When it is no text, too long, or JSON of an unknown shape.
    """
    if path.stat().st_size > _LONGEST_FILE:
        raise BadInput(f"the transcript {path.name} is longer than 8 MiB")
    try:
        text = path.read_text(encoding=find_encoding(path, lambda: path.open("rb")), errors="strict")
    except UnicodeError as error:
        raise BadInput(f"the transcript {path.name} is no text") from error
    if path.suffix.lower() != ".json":
        return parse_transcript(text, sellers)
    try:
        return tuple(_from_json(json.loads(text), sellers))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"the transcript {path.name} is no JSON list of utterances") from error


def parse_transcript(text: str, sellers: Sequence[str] = ()) -> tuple[Utterance, ...]:
    """The utterances of a transcript's text, WebVTT or plain 'Name: words' lines."""
    lines = text.replace("\0", "").splitlines()
    if lines and lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        return tuple(_from_cues(lines[1:], sellers))
    return tuple(_from_lines(lines, sellers))


def _from_lines(lines: Iterable[str], sellers: Sequence[str]) -> Iterator[Utterance]:
    speaker = ""
    for line in filter(str.strip, lines):
        found = _LINE.match(line)
        if found is None:
            continue
        speaker = (found["speaker"] or speaker).strip()
        if words := found["text"].strip():
            yield _utterance(words, speaker, _seconds(found["time"]), sellers)


def _from_cues(lines: Iterable[str], sellers: Sequence[str]) -> Iterator[Utterance]:
    start: float | None = None
    speaker, within = "", False
    for line in map(str.strip, lines):
        if cue := _CUE.match(line):
            start, within, speaker = _seconds(cue[1]), True, ""
        elif not line:
            within = False
        elif within:
            if voice := _VOICE.match(line):
                speaker = voice[1].strip()
            for said in _from_lines([_TAG.sub("", line)], sellers):
                speaker = str(said["speaker"] or speaker)
                yield _utterance(str(said["text"]), speaker, start, sellers)


def _from_json(raw: Any, sellers: Sequence[str]) -> Iterator[Utterance]:
    entries = _entries(raw)
    for entry in entries:
        said = {"text": entry} if isinstance(entry, str) else entry
        text = str(_first(said, _TEXTS) or "").replace("\0", "").strip()
        start = _first(said, _STARTS)
        if text:
            seconds = float(start) if isinstance(start, int | float) else _seconds(str(start or ""))
            yield _utterance(text, str(_first(said, _SPEAKERS) or ""), seconds, sellers)


def _entries(raw: Any) -> list[Any]:
    """The list of utterances, wherever the document keeps it."""
    for _ in range(4):
        if isinstance(raw, list) and all(isinstance(entry, dict | str) for entry in raw):
            return raw
        raw = _first(raw, _LISTS) if isinstance(raw, dict) else None
    raise ValueError("no list of utterances")


def _first(said: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((said[name] for name in names if said.get(name) is not None and said[name] != ""), None)


def _utterance(text: str, speaker: str, start: float | None, sellers: Sequence[str]) -> Utterance:
    name = speaker.strip().casefold()
    ours = name in _SELLERS or name in {seller.casefold() for seller in sellers if seller}
    role = "rep" if ours else "prospect" if name else ""
    return {"speaker": _storable(speaker.strip()), "role": role, "start": start, "text": _storable(text)}


def _storable(text: str) -> str:
    """JSON may escape halves of characters and NUL, which no database takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _seconds(clock: str | None) -> float | None:
    """Seconds of a 'mm:ss' or 'hh:mm:ss.s'; None where there is none."""
    if not clock or not re.fullmatch(r"(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?", clock):
        return None
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = 60 * total + float(part)
    return total
