"""Aircall as it is documented: pages of 50, 10,000 calls a query, 60 requests a minute, addresses that expire."""

from __future__ import annotations

import argparse
import base64
import io
import wave
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlencode

from tests.standins.http import Answer, Request, StandIn, json_answer

LARGEST_PAGE, USUAL_PAGE, REACH, PER_MINUTE = 50, 20, 10_000, 60
RECORDINGS_LAST = timedelta(minutes=10)
API_ID, API_TOKEN = "aircall-id", "aircall-token"


def wav(seconds: float = 0.1, *, channels: int = 1, rate: int = 8000) -> bytes:
    """A recording: a quiet tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes((n % 40) for n in range(int(seconds * rate) * 2 * channels)))
    return out.getvalue()


def call(id_: int, at: datetime, number: str = "+6591234567", **more: Any) -> dict[str, Any]:
    """An answered outbound call of two minutes, as Aircall's JSON has it."""
    began = int(at.timestamp())
    return {
        "id": id_, "sid": f"CA{id_:032x}", "direct_link": f"https://api.aircall.io/v1/calls/{id_}",
        "direction": "outbound", "status": "done", "missed_call_reason": None,
        "started_at": began, "answered_at": began + 8, "ended_at": began + 120, "duration": 120,
        "voicemail": None, "recording": None, "asset": None, "raw_digits": number,
        "user": {"id": 1, "name": "Ada Rep", "email": "ada@ours.example"},
        "contact": None, "archived": False, "tags": [], "comments": [], **more,
    }  # fmt: skip


def missed(id_: int, at: datetime, number: str = "+6591234567", **more: Any) -> dict[str, Any]:
    """An inbound call that nobody answered."""
    began = int(at.timestamp())
    told = {
        "direction": "inbound", "answered_at": None, "ended_at": began + 30, "duration": 30, "user": None,
        "missed_call_reason": "no_available_agent",
    }  # fmt: skip
    return call(id_, at, number, **(told | more))


def transcription(*said: tuple[str, str]) -> dict[str, Any]:
    """A transcription of (participant type, words)."""
    utterances = [
        {"start_time": 3.5 * i, "end_time": 3.5 * i + 3, "text": words, "participant_type": who}
        for i, (who, words) in enumerate(said)
    ]
    return {"content": {"language": "en", "utterances": utterances}}


@dataclass
class _Given:
    """A recording's address that was given out."""

    call_id: int
    until: datetime


@dataclass(eq=False)
class AircallStandIn(StandIn):
    """One Aircall account.

    Parameters
    ----------
    clock
        The server's time.
    calls
        Its calls as JSON, in any order; a test may change them at any time.
    recordings, transcriptions
        By call id.
    transcribes
        Whether the account has the add-on.
    per_minute
        Requests allowed a minute; None: as many as you like.
    """

    clock: Callable[[], datetime]
    calls: list[Any] = field(default_factory=list)
    recordings: dict[int, bytes] = field(default_factory=dict)
    transcriptions: dict[int, dict[str, Any]] = field(default_factory=dict)
    transcribes: bool = True
    per_minute: int | None = PER_MINUTE
    port: int = 0

    def __post_init__(self) -> None:
        super().__init__(port=self.port)
        self._asked = deque[datetime]()
        self._given = dict[str, _Given]()
        self._keys = count(1)

    def answer(self, request: Request) -> Answer:
        """See `StandIn`."""
        if request.path.startswith("/recordings/"):
            return self._recording(request)
        if limited := self._limited():
            return limited
        key = base64.b64encode(f"{API_ID}:{API_TOKEN}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {key}":
            return json_answer({"error": "Unauthorized", "troubleshoot": "Check your API key"}, 401)
        if request.method != "GET":
            self.complaints.append(f"{request.method} {request.path} is not known")
            return json_answer({"error": "Not Found"}, 404)
        return self._get(request)

    def _get(self, request: Request) -> Answer:
        match request.path.strip("/").split("/"):
            case ["v1", "ping"]:
                return json_answer({"ping": "pong"})
            case ["v1", "calls"]:
                return self._list(request)
            case ["v1", "calls", id_]:
                found = self._find(id_)
                return json_answer({"call": self._shown(found)}) if found else _not_found()
            case ["v1", "calls", id_, "transcription"]:
                return self._transcription(id_)
        self.complaints.append(f"GET {request.path} is not known")
        return _not_found()

    def _limited(self) -> Answer | None:
        """A 429 where more were asked within this minute of the clock than are allowed."""
        if self.per_minute is None:
            return None
        now = self.clock()
        minute = now.replace(second=0, microsecond=0)
        while self._asked and self._asked[0] < minute:
            self._asked.popleft()
        if len(self._asked) < self.per_minute:
            self._asked.append(now)
            return None
        reset = int((minute + timedelta(minutes=1)).timestamp())
        headers = {
            "X-AircallApi-Limit": str(self.per_minute),
            "X-AircallApi-Remaining": "0",
            "X-AircallApi-Reset": str(reset),
        }
        return json_answer({"error": "Too Many Requests"}, 429, headers)

    # --- the list ---------------------------------------------------------------------------------------------

    def _list(self, request: Request) -> Answer:
        size, page = int(request.first("per_page", str(USUAL_PAGE))), int(request.first("page", "1"))
        if size > LARGEST_PAGE:
            self.complaints.append(f"per_page {size} is larger than {LARGEST_PAGE}")
            size = LARGEST_PAGE
        begin, end = int(request.first("from", "0")), int(request.first("to", "99999999999"))
        fitting = [one for one in self.calls if begin <= _began(one) <= end]
        fitting.sort(key=_began, reverse=request.first("order", "asc") == "desc")
        if page * size > REACH:
            self.complaints.append(f"page {page} of {size} is beyond the first {REACH} calls")
            return json_answer({"error": "Bad Request", "troubleshoot": "pagination limit"}, 400)
        some = fitting[(page - 1) * size : page * size]
        more = page * size < len(fitting) and (page + 1) * size <= REACH
        meta = {
            "count": len(some), "total": len(fitting), "current_page": page, "per_page": size,
            "next_page_link": self._link(request, page + 1) if more else None,
            "previous_page_link": self._link(request, page - 1) if page > 1 else None,
        }  # fmt: skip
        return json_answer({"meta": meta, "calls": [self._shown(one) for one in some]})

    def _link(self, request: Request, page: int) -> str:
        query = {name: values[0] for name, values in request.query.items()} | {"page": str(page)}
        return f"{self.url}/v1/calls?{urlencode(query)}"

    def _shown(self, one: Any) -> Any:
        """The call as it is answered: with a fresh address for its recording."""
        if not isinstance(one, dict) or one.get("id") not in self.recordings:
            return one
        key = f"{next(self._keys)}.wav"
        self._given[key] = _Given(one["id"], self.clock() + RECORDINGS_LAST)
        return one | {"recording": f"{self.url}/recordings/{key}?X-Amz-Expires=600"}

    def _find(self, id_: str) -> Any:
        return next((one for one in self.calls if isinstance(one, dict) and str(one.get("id")) == id_), None)

    # --- what belongs to a call ---------------------------------------------------------------------------------

    def _transcription(self, id_: str) -> Answer:
        if not self.transcribes:
            return json_answer({"error": "Forbidden", "troubleshoot": "AI Assist is not enabled"}, 403)
        told = self.transcriptions.get(int(id_)) if id_.isdecimal() else None
        return (
            json_answer({"transcription": {"id": 1, "call_id": int(id_), **told}}) if told else _not_found()
        )

    def _recording(self, request: Request) -> Answer:
        if "authorization" in request.headers:
            self.complaints.append("the API key was sent to the recordings' store")
        given = self._given.get(request.path.rpartition("/")[2])
        if given is None or self.clock() >= given.until or given.call_id not in self.recordings:
            return Answer(
                403, b"<Error><Code>AccessDenied</Code></Error>", {"Content-Type": "application/xml"}
            )
        return Answer(200, self.recordings[given.call_id], {"Content-Type": "audio/wav"})


def _began(one: Any) -> int:
    told = one.get("started_at") if isinstance(one, dict) else None
    return told if isinstance(told, int) else 0


def _not_found() -> Answer:
    return json_answer({"error": "Not Found", "troubleshoot": "Please check the path"}, 404)


def some_calls(number: int, until: datetime, numbers: Iterable[str]) -> list[dict[str, Any]]:
    """Calls of the last weeks before a moment, the same each time."""
    random, phones = Random(7), list(numbers)  # noqa: S311 - no secret hangs on it
    return [
        (missed if random.random() < 0.3 else call)(
            1000 + i, until - timedelta(minutes=37 * (number - i)), random.choice(phones)
        )
        for i in range(number)
    ]


def add_options(parser: argparse.ArgumentParser) -> None:
    """For `python -m tests.standins`."""
    parser.add_argument("--calls", type=int, default=200, help="how many calls the account has")
    parser.add_argument(
        "--number", action="append", help="a number that was called; several times for several"
    )
    parser.add_argument("--recorded", action="store_true", help="calls have recordings")


def serve(options: argparse.Namespace) -> tuple[StandIn, list[str]]:
    """For `python -m tests.standins`."""
    now = datetime.now(UTC)
    numbers = options.number or [f"+659{n:07}" for n in range(1, 21)]
    standin = AircallStandIn(
        lambda: datetime.now(UTC),
        some_calls(options.calls, now, numbers),
        transcribes=False,
        port=options.port,
    )
    if options.recorded:
        standin.recordings |= {one["id"]: wav(5) for one in standin.calls if one["answered_at"]}
    return standin, [
        "AIRCALL_API_URL={url}", f"AIRCALL_API_ID={API_ID}", f"AIRCALL_API_TOKEN={API_TOKEN}",
    ]  # fmt: skip
