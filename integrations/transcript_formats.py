"""The formats of transcripts: plain lines, WebVTT, SubRip, JSON and CSV, each read as utterances."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from integrations.csv_reading import open_csv
from ml.errors import BadInput

Utterance = Mapping[str, str | float | None]

_SELLERS = frozenset({"rep", "agent", "sales", "seller", "sales rep", "salesperson", "me", "caller"})
_CLOCK = r"(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?"
_CUE = re.compile(rf"^({_CLOCK})\s+-->")
_COUNTER = re.compile(r"^\d+$")
_VOICE = re.compile(r"^<v(?:\.\S+)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-z][^<>]*>")
_LINE = re.compile(
    r"^\s*(?:[\[(]?(?P<time>(?:\d+:)?\d{1,2}:\d{2}(?:\.\d+)?)[\])]?\s*(?:-\s*)?)?"
    r"(?:(?P<speaker>[^\W\d_][^:\n]{0,40}?)\s*:\s+)?(?P<text>.*)$"
)
_LISTS = ("utterances", "transcript", "transcription", "segments", "sentences", "results", "content")
_TEXTS = ("text", "content", "transcript", "sentence", "message", "utterance", "words")
_SPEAKERS = ("speaker", "speaker_name", "participant", "participant_type", "role", "name", "channel")
_STARTS = ("start", "start_time", "start_s", "time", "timestamp", "begin", "offset")
_MILLISECONDS = ("start_ms", "begin_ms", "offset_ms")
# A recording is no longer than this, in seconds; what is more is no time within one.
_LONGEST = 7 * 24 * 3600.0


def from_lines(lines: Iterable[str], sellers: Sequence[str]) -> Iterator[Utterance]:
    """Plain 'Name: words' lines; a line without a name goes on with the last one."""
    speaker = ""
    for line in filter(str.strip, lines):
        found = _LINE.match(line)
        if found is None:
            continue
        speaker = (found["speaker"] or speaker).strip()
        if words := found["text"].strip():
            yield _utterance(words, speaker, seconds_of(found["time"]), sellers)


def from_cues(lines: Iterable[str], sellers: Sequence[str]) -> Iterator[Utterance]:
    """The cues of WebVTT, after its first line; notes, styles and the names of cues are no words."""
    start: float | None = None
    speaker, within = "", False
    for line in map(str.strip, lines):
        if cue := _CUE.match(line):
            start, within, speaker = seconds_of(cue[1]), True, ""
        elif not line:
            within = False
        elif within:
            for said in _cue_line(line, speaker, start, sellers):
                speaker = str(said["speaker"])
                yield said


def _cue_line(line: str, speaker: str, start: float | None, sellers: Sequence[str]) -> Iterator[Utterance]:
    """What one line of a cue says; a line that names nobody goes on with the last speaker of the cue."""
    if voice := _VOICE.match(line):
        speaker = voice[1].strip()
    for said in from_lines([_TAG.sub("", line)], sellers):
        yield _utterance(str(said["text"]), str(said["speaker"] or speaker), start, sellers)


def is_subrip(lines: Sequence[str]) -> bool:
    """Whether a text begins as SubRip does: a number, and below it the first cue's times."""
    first = [line.strip().lstrip("\ufeff") for line in lines if line.strip()][:2]
    return len(first) > 1 and bool(_COUNTER.match(first[0]) and _CUE.match(first[1]))


def from_subrip(lines: Sequence[str], sellers: Sequence[str]) -> Iterator[Utterance]:
    """The cues of SubRip; all that is neither a cue's number nor its times was said, in whatever cue."""
    start: float | None = None
    speaker = ""
    stripped = [line.strip().lstrip("\ufeff") for line in lines]
    for line, below in zip(stripped, [*stripped[1:], ""], strict=True):
        if cue := _CUE.match(line):
            start, speaker = seconds_of(cue[1]), ""
        elif line and not (_COUNTER.match(line) and _CUE.match(below)):
            for said in _cue_line(line, speaker, start, sellers):
                speaker = str(said["speaker"])
                yield said


def from_json(text: str, sellers: Sequence[str]) -> Iterator[Utterance]:
    """A JSON list of utterances, wherever the document keeps it.

    Raises
    ------
    ValueError, RecursionError
        When there is none.
    """
    for entry in _entries(json.loads(text)):
        said = {"text": entry} if isinstance(entry, str) else entry
        if words := _words(said):
            yield _utterance(words, str(_first(said, _SPEAKERS) or ""), _start(said), sellers)


def from_csv(path: Path, sellers: Sequence[str]) -> Iterator[Utterance]:
    """The rows of a CSV file with a column of words and, where there are such, of speakers and starts.

    A row that does not fit the header is read as words as a whole.

    Raises
    ------
    BadInput
        When it is no CSV, or no column is named as one of words.
    """
    file = open_csv(path)
    names = [re.sub(r"[\s-]+", "_", name.strip().casefold()) for name in file.header]
    if not set(names) & set(_TEXTS):
        raise BadInput(f"the transcript {path.name} has no column named “text”")
    for record in file.records():
        cells = [cell.strip() for cell in record.cells]
        fits = len(cells) == len(names)
        said = dict(zip(names, cells, strict=True)) if fits else {"text": " ".join(filter(None, cells))}
        if words := _words(said):
            yield _utterance(words, str(_first(said, _SPEAKERS) or ""), _start(said), sellers)


def _entries(raw: Any) -> list[Any]:
    """The list of utterances, wherever the document keeps it."""
    for _ in range(4):
        if isinstance(raw, list) and all(isinstance(entry, dict | str) for entry in raw):
            return raw
        raw = _first(raw, _LISTS) if isinstance(raw, dict) else None
    raise ValueError("no list of utterances")


def _words(said: Mapping[str, Any]) -> str:
    words = _first({name: said[name] for name in said if not isinstance(said[name], list | dict)}, _TEXTS)
    return str(words or "").replace("\0", "").strip()


def _first(said: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((said[name] for name in names if said.get(name) is not None and said[name] != ""), None)


def _start(said: Mapping[str, Any]) -> float | None:
    """When an utterance began, in seconds from the start of the call."""
    thousandths = _number(_first(said, _MILLISECONDS))
    if thousandths is not None:
        return _within(thousandths / 1000)
    value = _first(said, _STARTS)
    number = _number(value)
    return seconds_of(str(value or "")) if number is None else _within(number)


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) <= _LONGEST * 1000 else None
    plain = str(value or "").strip().replace(",", ".")
    return float(plain) if re.fullmatch(r"\d{1,12}(\.\d{1,12})?", plain, re.ASCII) else None


def _within(seconds: float) -> float | None:
    return seconds if 0 <= seconds <= _LONGEST else None


def seconds_of(clock: str | None) -> float | None:
    """Seconds of a 'mm:ss' or 'hh:mm:ss.s'; None where there is none.

    >>> seconds_of("1:02:03,5")
    3723.5
    """
    if not clock or not re.fullmatch(_CLOCK, clock):
        return None
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = 60 * total + float(part)
    return _within(total)


def _utterance(text: str, speaker: str, start: float | None, sellers: Sequence[str]) -> Utterance:
    role = role_of(speaker, sellers)
    return {"speaker": storable(speaker.strip()), "role": role, "start": start, "text": storable(text)}


def role_of(speaker: str, sellers: Sequence[str] = ()) -> str:
    """Which side a speaker is on: 'rep' for a seller, else 'prospect'; '' for nobody.

    >>> role_of("Agent"), role_of("Mei Lin"), role_of(" ")
    ('rep', 'prospect', '')
    """
    name = speaker.strip().casefold()
    ours = name in _SELLERS or name in {seller.casefold() for seller in sellers if seller}
    return "rep" if ours else "prospect" if name else ""


def storable(text: str) -> str:
    """The text without what no database takes: NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
