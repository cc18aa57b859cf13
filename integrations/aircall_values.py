"""What Aircall's JSON says, as the product's own values: calls, and what was said in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from integrations.systems import SourceCall, UnreadableCall

_DIRECTIONS: Mapping[str, Literal["in", "out"]] = {"inbound": "in", "outbound": "out"}
_SPEAKERS = {"internal": ("Agent", "rep"), "external": ("Customer", "prospect")}
# In seconds: beyond these a moment is none (year 5138), and neither is a duration (a week).
_LATEST, _LONGEST = 100_000_000_000, 7 * 86_400


def read_call(item: Any) -> SourceCall | UnreadableCall:
    """A call as Aircall's JSON tells it; with a reason where it cannot be used."""
    if not isinstance(item, dict):
        return UnreadableCall("aircall", "", "it is no object")
    id_, at, direction = id_of(item), began_at(item), _DIRECTIONS.get(_text(item.get("direction")))
    if not id_:
        return UnreadableCall("aircall", "", "it has no id")
    if at is None:
        return UnreadableCall("aircall", id_, "it does not say when it began")
    if direction is None:
        return UnreadableCall("aircall", id_, "its direction is neither inbound nor outbound")
    ended, answered = _seconds(item.get("ended_at")) is not None, item.get("answered_at") is not None
    agent = _object(item.get("user"))
    return SourceCall(
        system="aircall",
        id=id_,
        at=datetime.fromtimestamp(at, UTC),
        number=_text(item.get("raw_digits")),
        direction=direction,
        duration_s=_duration(item, answered=answered) if ended else None,
        answered=answered if answered or ended else None,
        agent_email=_text(agent.get("email")),
        agent_name=_text(agent.get("name")),
        status=_text(item.get("missed_call_reason")) or _text(item.get("status")),
        recorded=bool(recording_of(item)),
    )


def read_words(body: Mapping[str, Any]) -> Iterator[Mapping[str, str | float | None]]:
    """The utterances of Aircall's transcription, as the store keeps them; what is malformed is left out."""
    told: Any = body
    for name in ("transcription", "content", "utterances"):
        told = told.get(name, {}) if isinstance(told, dict) else {}
    for one in told if isinstance(told, list) else ():
        words = _text(one.get("text")) if isinstance(one, dict) else ""
        if words:
            name, role = _SPEAKERS.get(_text(one.get("participant_type")), ("", ""))
            start = one.get("start_time")
            begun = float(start) if isinstance(start, int | float) and not isinstance(start, bool) else None
            yield {"speaker": name, "role": role, "start": begun, "text": words}


def recording_of(item: Any) -> str:
    """The address of a call's recording, good for an hour at most; '' where there is none."""
    told = _object(item)
    return _text(told.get("recording")) or _text(told.get("recording_short_url"))


def id_of(item: Any) -> str:
    """A call's id; '' where it has none."""
    value = _object(item).get("id")
    told = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return told if told.isascii() and told.isdecimal() else ""


def began_at(item: Any) -> int | None:
    """When a call began, in seconds since 1970; None where it does not say."""
    return _seconds(_object(item).get("started_at")) or None


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """A text that every database takes; '' where it is none."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-8", "replace").decode().strip()


def _seconds(value: Any) -> int | None:
    """A number of seconds that is not negative; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LATEST:
        return None
    return int(value)


def _duration(item: Mapping[str, Any], *, answered: bool) -> int | None:
    """How long an ended call took, in seconds, ringing included as Aircall counts; 0 where nobody answered."""
    told = _seconds(item.get("duration")) if answered else 0
    return told if told is not None and told <= _LONGEST else None
