"""What a speech-to-text server answered, as words with their starts; what it only imagined is left out."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# Beyond these a model heard words in silence: Whisper's own thresholds, which it applies together.
_NO_SPEECH, _UNSURE = 0.6, -1.0
# Nobody says the same few words so often in a row; a model that is stuck does.
_STUCK = 5
_LONGEST_LOOP = 12
_LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and when they began: seconds from the start of what was sent."""

    start: float
    text: str


def read_timed(answer: bytes) -> list[Said] | None:
    """The segments of a JSON answer, or its text as one; None where it is neither."""
    try:
        raw = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict):
        return None
    segments, text = raw.get("segments"), raw.get("text")
    if isinstance(segments, list) and segments:
        return list(_without_repeats(_read_segments(segments)))
    return _whole(text) if isinstance(text, str) else None


def read_plain(answer: bytes) -> list[Said] | None:
    """An answer that is only text; None where it is a page for a browser."""
    text = answer.decode("utf-8", "replace").strip()
    if text[:200].lstrip().casefold().startswith(("<!doctype", "<html")):
        return None
    return _whole(text)


def _whole(text: str) -> list[Said]:
    words = clean(text)
    return [Said(0.0, words)] if words else []


def _read_segments(segments: Iterable[Any]) -> Iterator[Said]:
    last = 0.0
    for one in segments:
        if not isinstance(one, dict) or not isinstance(one.get("text"), str) or _imagined(one):
            continue
        start = _number(one.get("start"))
        last = max(last, start) if start is not None else last
        if words := clean(one["text"]):
            yield Said(last, words)


def _imagined(segment: Mapping[str, Any]) -> bool:
    silence, sure = _number(segment.get("no_speech_prob")), _number(segment.get("avg_logprob"))
    return silence is not None and silence > _NO_SPEECH and sure is not None and sure < _UNSURE


def _without_repeats(said: Iterable[Said]) -> Iterator[Said]:
    """Of the same words again and again, the first."""
    waiting = list[Said]()
    for one in said:
        if waiting and one.text.casefold() != waiting[0].text.casefold():
            yield from waiting if len(waiting) < _STUCK else waiting[:1]
            waiting = []
        waiting.append(one)
    yield from waiting if len(waiting) < _STUCK else waiting[:1]


def clean(text: str) -> str:
    """Words as they can be stored, without what a stuck model said over and over.

    >>> clean(" Thank you. Thank you. Thank you. Thank you. Thank you. Bye. ")
    'Thank you. Bye.'
    >>> clean("No no no, we need it")
    'No no no, we need it'
    """
    sane = text[:_LONGEST_TEXT].replace("\0", " ").encode("utf-8", "replace").decode()
    words = sane.split()
    kept = list[str]()
    place = 0
    while place < len(words):
        length, times = _loop(words, place)
        kept += words[place : place + length]
        place += length * times
    return " ".join(kept)


def _loop(words: list[str], place: int) -> tuple[int, int]:
    """How many words from here on are said over and over, and how often; 1 and 1 where none are."""
    for length in range(1, _LONGEST_LOOP + 1):
        end = place + length
        if words[end - 1 + length : end + length] != words[end - 1 : end]:
            continue  # the quick look: most words are not said twice
        phrase, times = words[place:end], 1
        while words[place + times * length : place + (times + 1) * length] == phrase:
            times += 1
        if times >= _STUCK:
            return length, times
    return 1, 1


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e9 and math.isfinite(value) else None  # noqa: PLR2004 - no time of a call
