"""Twilio's calls and recordings as they are documented: the newest first, pages by token, media in two channels."""

from __future__ import annotations

import argparse
import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

from tests.standins.aircall import wav
from tests.standins.http import Answer, Request, StandIn, json_answer

ACCOUNT, TOKEN = "AC" + "0" * 31 + "1", "twilio-token"
USUAL_PAGE, LARGEST_PAGE = 50, 1000
OURS = "+6531234567"
_HTTP_DATE = "%a, %d %b %Y %H:%M:%S +0000"
_BEGINNING = f"/2010-04-01/Accounts/{ACCOUNT}/"


def sid(kind: str, number: int) -> str:
    """A Twilio id: two letters and 32 hexadecimal digits."""
    return f"{kind}{number:032x}"


def call(number: int, at: datetime, **more: Any) -> dict[str, Any]:
    """A completed call of two minutes through the API to somebody outside, as Twilio's JSON has it."""
    told = {"status": "completed", "duration": "120", "from": OURS, "to": "+6591234567"} | more
    id_ = sid("CA", number)
    over = told["status"] not in {"queued", "ringing", "in-progress"}
    ended = at + timedelta(seconds=int(told["duration"] or 0))
    return {
        "sid": id_, "account_sid": ACCOUNT, "api_version": "2010-04-01", "answered_by": None,
        "caller_name": None, "date_created": at.strftime(_HTTP_DATE), "date_updated": ended.strftime(_HTTP_DATE),
        "direction": "outbound-api", "start_time": at.strftime(_HTTP_DATE),
        "end_time": ended.strftime(_HTTP_DATE) if over else None, "forwarded_from": None,
        "from_formatted": told["from"], "to_formatted": told["to"], "group_sid": None, "parent_call_sid": None,
        "phone_number_sid": None, "price": None, "price_unit": "USD", "queue_time": "0", "trunk_sid": None,
        "uri": f"{_BEGINNING}Calls/{id_}.json",
        "subresource_uris": {"recordings": f"{_BEGINNING}Calls/{id_}/Recordings.json"},
        **told,
    }  # fmt: skip


def recording(number: int, of: dict[str, Any], *, channels: int = 2, **more: Any) -> dict[str, Any]:
    """A finished recording of a call."""
    id_ = sid("RE", number)
    return {
        "sid": id_, "account_sid": ACCOUNT, "api_version": "2010-04-01", "call_sid": of["sid"],
        "conference_sid": None, "date_created": of["start_time"], "date_updated": of["end_time"],
        "start_time": of["start_time"], "duration": of["duration"], "price": "-0.0025", "price_unit": "USD",
        "status": "completed", "channels": channels, "source": "DialVerb", "error_code": None,
        "encryption_details": None, "uri": f"{_BEGINNING}Recordings/{id_}.json",
        "subresource_uris": {"add_on_results": f"{_BEGINNING}Recordings/{id_}/AddOnResults.json"},
        "media_url": f"https://api.twilio.com{_BEGINNING}Recordings/{id_}", **more,
    }  # fmt: skip


@dataclass(eq=False)
class TwilioStandIn(StandIn):
    """One Twilio account.

    Parameters
    ----------
    calls, recordings
        As JSON, in any order.
    per_second
        Requests allowed within one second of the clock; None: as many as you like.
    """

    calls: list[Any] = field(default_factory=list)
    recordings: list[Any] = field(default_factory=list)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    per_second: int | None = None
    port: int = 0

    def __post_init__(self) -> None:
        super().__init__(port=self.port)
        self._second, self._asked = "", 0

    def answer(self, request: Request) -> Answer:
        """See `StandIn`."""
        key = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {key}":
            return _refusal(401, 20003, "Authenticate")
        if self._too_many():
            return _refusal(429, 20429, "Too Many Requests")
        if request.method != "GET" or not request.path.startswith(_BEGINNING):
            self.complaints.append(f"{request.method} {request.path} is not known")
            return _refusal(404, 20404, "The requested resource was not found")
        return self._get(request, request.path.removeprefix(_BEGINNING).split("/"))

    def _get(self, request: Request, path: list[str]) -> Answer:
        match path:
            case ["Calls.json"]:
                return self._list(request, "calls", self._fitting_calls(request))
            case ["Recordings.json"]:
                return self._list(request, "recordings", self._fitting_recordings(request))
            case ["Calls", id_, "Recordings.json"]:
                some = [one for one in self.recordings if one["call_sid"] == id_]
                return self._list(request, "recordings", some)
            case ["Calls", name] if name.endswith(".json"):
                found = [one for one in self.calls if _is(one, name.removesuffix(".json"))]
                return json_answer(found[0]) if found else _refusal(404, 20404, "not found")
            case ["Recordings", name] if name.endswith((".wav", ".mp3")):
                return self._media(request, name)
        self.complaints.append(f"GET {request.path} is not known")
        return _refusal(404, 20404, "The requested resource was not found")

    def _too_many(self) -> bool:
        second = self.clock().strftime("%H:%M:%S")
        self._asked = self._asked + 1 if second == self._second else 1
        self._second = second
        return self.per_second is not None and self._asked > self.per_second

    # --- lists ------------------------------------------------------------------------------------------------

    def _fitting_calls(self, request: Request) -> list[Any]:
        parent, after = request.first("ParentCallSid"), request.first("StartTime>")
        return [
            one for one in self.calls
            if (not parent or (isinstance(one, dict) and one["parent_call_sid"] == parent))
            and (not after or _moment(one, "start_time") >= _asked_for(after))
        ]  # fmt: skip

    def _fitting_recordings(self, request: Request) -> list[Any]:
        after, of = request.first("DateCreated>"), request.first("CallSid")
        return [
            one for one in self.recordings
            if (not of or one["call_sid"] == of)
            and (not after or _moment(one, "date_created") >= _asked_for(after))
        ]  # fmt: skip

    def _list(self, request: Request, name: str, fitting: list[Any]) -> Answer:
        """A page of a list, the newest first; the next begins behind the record that its token names."""
        size, page = int(request.first("PageSize", str(USUAL_PAGE))), int(request.first("Page", "0"))
        if not 1 <= size <= LARGEST_PAGE:
            self.complaints.append(f"PageSize {size} is not between 1 and {LARGEST_PAGE}")
            return _refusal(400, 20001, "Page size must be between 1 and 1000")
        ordered = sorted(fitting, key=_place, reverse=True)
        token = request.first("PageToken").removeprefix("PA")
        begin = int(token) if token else 0
        more = begin + size < len(ordered)
        query = {key: values[0] for key, values in request.query.items()} | {"PageSize": str(size)}
        following = query | {"Page": str(page + 1), "PageToken": f"PA{begin + size}"}
        return json_answer(
            {
                name: ordered[begin : begin + size], "page": page, "page_size": size, "start": begin,
                "end": begin + len(ordered[begin : begin + size]) - 1,
                "first_page_uri": _link(request, query | {"Page": "0"}),
                "next_page_uri": _link(request, following) if more else None,
                "previous_page_uri": None, "uri": _link(request, query),
            }
        )  # fmt: skip

    # --- media ------------------------------------------------------------------------------------------------

    def _media(self, request: Request, name: str) -> Answer:
        """The sound; in two channels only where it was recorded so and both are asked for."""
        found = next((one for one in self.recordings if one["sid"] == name[:-4]), None)
        if found is None or found["status"] != "completed":
            return _refusal(404, 20404, "not found")
        channels = min(int(request.first("RequestedChannels", "1")), found["channels"])
        return Answer(200, wav(0.2, channels=channels), {"Content-Type": "audio/x-wav"})


def _is(one: Any, id_: str) -> bool:
    return isinstance(one, dict) and one.get("sid") == id_


def _place(one: Any) -> tuple[str, str]:
    """Where a record stands in its list."""
    if not isinstance(one, dict):
        return "", ""
    return _moment(one, "date_created").isoformat(), str(one.get("sid"))


def _moment(one: Any, name: str) -> datetime:
    told = one.get(name) if isinstance(one, dict) else None
    try:
        return datetime.strptime(str(told), _HTTP_DATE).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _asked_for(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _link(request: Request, query: dict[str, str]) -> str:
    return f"{request.path}?{urlencode(query)}"


def _refusal(status: int, code: int, message: str) -> Answer:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return json_answer({"code": code, "message": message, "more_info": more, "status": status}, status)


def some_calls(number: int, until: datetime, numbers: Iterable[str]) -> list[dict[str, Any]]:
    """Calls of the last weeks before a moment, the same each time."""
    random, phones = Random(11), list(numbers)  # noqa: S311 - no secret hangs on it
    made = list[dict[str, Any]]()
    for i in range(number):
        at, other = until - timedelta(minutes=41 * (number - i)), random.choice(phones)
        if random.random() < 0.5:
            made.append(call(i + 1, at, to=other))
        else:
            missed = random.random() < 0.4
            told = {"status": "no-answer", "duration": None} if missed else {}
            made.append(call(i + 1, at, **{"direction": "inbound", "from": other, "to": OURS} | told))
    return made


def add_options(parser: argparse.ArgumentParser) -> None:
    """For `python -m tests.standins`."""
    parser.add_argument("--calls", type=int, default=200, help="how many calls the account has")
    parser.add_argument(
        "--number", action="append", help="a number that was called; several times for several"
    )
    parser.add_argument("--recorded", action="store_true", help="calls have recordings, in two channels")


def serve(options: argparse.Namespace) -> tuple[StandIn, list[str]]:
    """For `python -m tests.standins`."""
    numbers = options.number or [f"+659{n:07}" for n in range(1, 21)]
    calls = some_calls(options.calls, datetime.now(UTC), numbers)
    standin = TwilioStandIn(calls, port=options.port)
    if options.recorded:
        talked = [one for one in calls if one["duration"]]
        standin.recordings = [recording(i + 1, one) for i, one in enumerate(talked)]
    return standin, [
        "TWILIO_API_URL={url}", f"TWILIO_ACCOUNT_SID={ACCOUNT}", f"TWILIO_AUTH_TOKEN={TOKEN}",
    ]  # fmt: skip
