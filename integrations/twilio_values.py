"""What Twilio tells of calls, as the product's own values: legs, put together to whole conversations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import unquote

from integrations.systems import SourceCall, UnreadableCall

CALL_ID = re.compile(r"CA[0-9a-fA-F]{32}")
RECORDING_ID = re.compile(r"RE[0-9a-fA-F]{32}")
_GOING_ON = frozenset({"queued", "ringing", "in-progress"})
_OUTWARDS = frozenset({"outbound-api", "outbound-dial", "trunking-terminating"})
_INWARDS = frozenset({"inbound", "trunking-originating"})
# Addresses of the team's own people, not of the telephone network.
_AGENTS = ("client:", "sip:", "sim:")
_LONGEST = 7 * 86_400
_SECONDS = re.compile("[0-9]{1,6}")
Direction = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a call: from one end to another; `parent` is the leg that it was dialled from."""

    id: str
    parent: str
    begin: str
    end: str
    direction: str
    status: str
    at: datetime
    duration_s: int | None

    @property
    def answered(self) -> bool | None:
        """Whether somebody answered; None while that is open."""
        if self.status in {"queued", "ringing"}:
            return None
        return self.status == "in-progress" or (self.status == "completed" and bool(self.duration_s))


@dataclass(frozen=True, slots=True)
class TwilioRecording:
    """A recording that can be fetched, of the first leg of a call."""

    id: str
    call_id: str
    channels: int
    duration_s: int


def read_leg(record: Any) -> Leg | UnreadableCall:
    """A leg as Twilio's client tells it; with a reason where it cannot be used."""
    id_ = _text(getattr(record, "sid", ""))
    if not CALL_ID.fullmatch(id_):
        return UnreadableCall("twilio", "", "it has no id")
    at = record.start_time or record.date_created
    if not isinstance(at, datetime):
        return UnreadableCall("twilio", id_, "it does not say when it began")
    direction, status = _text(record.direction), _text(record.status)
    if direction not in _OUTWARDS | _INWARDS:
        return UnreadableCall("twilio", id_, "its direction is not known")
    seconds = _seconds(record.duration)
    return Leg(
        id=id_,
        parent=_text(record.parent_call_sid),
        begin=_text(record._from),  # noqa: SLF001 - the client's own name of it, `from` being a word of Python
        end=_text(record.to),
        direction=direction,
        status=status,
        at=at,
        duration_s=None if status in _GOING_ON else seconds or 0,
    )


def read_recording(record: Any) -> TwilioRecording | None:
    """A recording as Twilio's client tells it; None where it cannot be fetched: unfinished, or encrypted."""
    id_, call_id = _text(getattr(record, "sid", "")), _text(getattr(record, "call_sid", ""))
    if not (RECORDING_ID.fullmatch(id_) and CALL_ID.fullmatch(call_id)):
        return None
    if _text(record.status) != "completed" or record.encryption_details:
        return None
    return TwilioRecording(id_, call_id, 2 if record.channels == 2 else 1, _seconds(record.duration) or 0)  # noqa: PLR2004 - two sides


def longest(recordings: Sequence[TwilioRecording]) -> TwilioRecording | None:
    """The recording of a call that says most; None where there is none."""
    return max(recordings, key=lambda one: (one.duration_s, one.channels, one.id), default=None)


def conversations(
    legs: Sequence[Leg], recordings: Mapping[str, TwilioRecording]
) -> Iterator[SourceCall | UnreadableCall]:
    """Calls out of legs, oldest first: a leg with those that were dialled from it is one call.

    A leg whose first leg is not among these began before they were asked for and is left out.
    """
    dialled = dict[str, list[Leg]]()
    for leg in legs:
        if leg.parent:
            dialled.setdefault(leg.parent, []).append(leg)
    for first in sorted((leg for leg in legs if not leg.parent), key=lambda leg: (leg.at, leg.id)):
        yield conversation(first, dialled.get(first.id, ()), recordings.get(first.id))


def conversation(
    first: Leg, dialled: Sequence[Leg], recording: TwilioRecording | None
) -> SourceCall | UnreadableCall:
    """One call out of its first leg and those dialled from it, of which the longest counts."""
    second = max(dialled, key=lambda leg: (bool(leg.answered), leg.duration_s or 0, leg.id), default=None)
    direction, number, agent = _sides(first, second)
    if number.startswith(_AGENTS) or not number:
        return UnreadableCall("twilio", first.id, "it has no telephone number outside")
    talk = second or first
    going_on = first.duration_s is None
    name, email = _agent(agent)
    return SourceCall(
        system="twilio",
        id=first.id,
        at=first.at,
        number=number,
        direction=direction,
        duration_s=None if going_on else talk.duration_s if talk.answered else 0,
        answered=talk.answered,
        agent_email=email,
        agent_name=name,
        status=talk.status,
        recorded=recording is not None,
        channels=recording.channels if recording else 1,
        other_ids=tuple(("twilio", leg.id) for leg in sorted(dialled, key=lambda leg: leg.id)),
    )


def _sides(first: Leg, second: Leg | None) -> tuple[Direction, str, str]:
    """Which way it went, the number outside, and who of the team spoke."""
    if first.begin.startswith(_AGENTS):  # somebody of the team dialled
        return "out", second.end if second else first.end, first.begin
    if second is None:
        if first.end.startswith(_AGENTS):
            return "in", first.begin, first.end
        return ("out", first.end, "") if first.direction in _OUTWARDS else ("in", first.begin, "")
    if first.direction in _INWARDS:  # somebody outside dialled, and was put through
        return "in", first.begin, second.end
    if second.end.startswith(_AGENTS):  # somebody outside was called, and then put through
        return "out", first.end, second.end
    return "out", second.end, first.end  # the team's telephone was called first


def _agent(address: str) -> tuple[str, str]:
    """Name and e-mail address of who spoke; the number of their telephone where that is all there is.

    >>> _agent("client:ada"), _agent("client:ada%40ours.example"), _agent("sip:ada@ours.sip.twilio.com")
    (('ada', ''), ('', 'ada@ours.example'), ('ada', ''))
    """
    kind, _, told = address.partition(":") if address.startswith(_AGENTS) else ("", "", address)
    name = unquote(told)
    if kind == "sip":
        return name.partition("@")[0], ""
    return ("", name) if "@" in name else (name, "")


def _text(value: Any) -> str:
    """A text that every database takes; '' where it is none."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-8", "replace").decode().strip()


def _seconds(value: Any) -> int | None:
    """A number of seconds up to a week; None where it is none."""
    told = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(told) if _SECONDS.fullmatch(told) and int(told) <= _LONGEST else None
