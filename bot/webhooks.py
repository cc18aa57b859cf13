"""Webhooks of the systems outside: a delivery is proved, leaves hints, and is answered; the worker reads the rest.

Nothing of an event is believed but which record to look at. A delivery that comes twice, late or in another
order leaves the same hints. A store that is busy is answered 503, so that the sender tries again.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from bot.request_body import read_body
from bot.system_settings import SystemSettings
from integrations.hubspot_signature import SignedRequest, comes_from_hubspot
from ml.errors import Unavailable

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from integrations.store.hints import Hints

_log = logging.getLogger(__name__)
# What HubSpot calls the kinds of records in an event: by name, or by the id of the object's type.
_KINDS = {
    "contact": "contacts", "company": "companies", "deal": "deals",
    "0-1": "contacts", "0-2": "companies", "0-3": "deals", "0-27": "tasks",
    "0-46": "notes", "0-47": "meetings", "0-48": "calls", "0-49": "emails",
}  # fmt: skip
# One record, or several where two became one.
_RECORDS = ("objectId", "primaryObjectId", "newObjectId", "mergedObjectIds")
_CALL_SID, _RECORDING_SID = re.compile("CA[0-9a-f]{32}"), re.compile("RE[0-9a-f]{32}")

Mentioned = Mapping[str, Iterable[str]]


class BadDelivery(Exception):
    """A delivery that is not taken, with how it is answered; never leaves this file."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True)
class Delivery:
    """A delivery as it arrived: the URL that the sender called, its headers by WSGI's names, its body."""

    url: str
    headers: Mapping[str, Any]
    body: bytes

    def header(self, name: str) -> str:
        """A header by its name; '' where there is none."""
        return str(self.headers.get(f"HTTP_{name.upper().replace('-', '_')}", ""))


class Webhooks:
    """Takes the deliveries of the systems whose secret is configured.

    Parameters
    ----------
    settings
        The secrets, and the public address where a proxy hides it.
    hints
        Where the records that were mentioned are kept.
    clock
        The present moment (UTC).
    """

    def __init__(self, settings: SystemSettings, hints: Hints, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._hints = hints
        self._clock = clock
        roads = {
            "/hubspot/events": (settings.hubspot_webhook_secret, "hubspot", self._of_hubspot),
            "/aircall/events": (settings.aircall_webhook_token, "aircall", self._of_aircall),
            "/twilio/events": (settings.twilio_auth_token, "twilio", self._of_twilio),
        }
        self._roads = {path: (system, read) for path, (secret, system, read) in roads.items() if secret}

    def __contains__(self, path: object) -> bool:
        """Whether deliveries are taken at this path."""
        return path in self._roads

    def take(self, path: str, environ: WSGIEnvironment) -> HTTPStatus:
        """Keep what a delivery mentions, and say how to answer it."""
        system, read = self._roads[path]
        body = read_body(environ)
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        delivery = Delivery(self._url(path, environ), environ, body)
        try:
            self._hints.add_kinds(system, read(delivery), now=self._clock())
        except BadDelivery as refusal:
            _log.info("a delivery at %s was not taken: %s", path, refusal)
            return refusal.status
        except Unavailable:
            return HTTPStatus.SERVICE_UNAVAILABLE
        return HTTPStatus.OK

    def _url(self, path: str, environ: WSGIEnvironment) -> str:
        query = environ.get("QUERY_STRING", "")
        place = self._settings.public_url.rstrip("/") or _called(environ)
        return f"{place}{path}?{query}" if query else f"{place}{path}"

    def _of_hubspot(self, delivery: Delivery) -> Mentioned:
        request = SignedRequest(
            "POST",
            delivery.url,
            delivery.body,
            delivery.header("X-HubSpot-Signature-v3"),
            delivery.header("X-HubSpot-Request-Timestamp"),
        )
        if not comes_from_hubspot(request, self._settings.hubspot_webhook_secret, now=self._clock()):
            raise BadDelivery(HTTPStatus.UNAUTHORIZED)
        found = defaultdict[str, set[str]](set)
        for kind, id_ in _hubspot_records(_json(delivery.body, list)):
            found[kind].add(id_)
        return found

    def _of_aircall(self, delivery: Delivery) -> Mentioned:
        """Aircall signs nothing: its token stands in the body, so only the call's id is taken."""
        event = _json(delivery.body, dict)
        token = _text(event, "token").encode("utf-8", "replace")
        if not hmac.compare_digest(token, self._settings.aircall_webhook_token.encode()):
            raise BadDelivery(HTTPStatus.UNAUTHORIZED)
        data = event.get("data")
        if not isinstance(data, dict):
            raise BadDelivery(HTTPStatus.BAD_REQUEST)
        # what was heard in a call names the call beside its own id
        names = ("id",) if event.get("resource") == "call" else ("call_id",)
        return {"calls": list(_ids(data, names))}

    def _of_twilio(self, delivery: Delivery) -> Mentioned:
        from twilio.request_validator import RequestValidator

        form = _form(delivery.body)
        signature = delivery.header("X-Twilio-Signature")
        try:
            proved = RequestValidator(self._settings.twilio_auth_token).validate(
                delivery.url, form, signature
            )
        except ValueError:  # the address that was called is none
            proved = False
        if not proved:
            raise BadDelivery(HTTPStatus.UNAUTHORIZED)
        calls, recordings = _sids(form, "CallSid", _CALL_SID), _sids(form, "RecordingSid", _RECORDING_SID)
        return {"calls": calls} if calls else {"recordings": recordings}


class _Form(dict[str, list[str]]):
    """The fields of a form as Twilio's validator reads them."""

    def getlist(self, name: str) -> list[str]:
        """All values of a field."""
        return self[name]


def _called(environ: WSGIEnvironment) -> str:
    """The address that was called, as the proxy before us tells it, else as we were called ourselves."""
    scheme = str(environ.get("HTTP_X_FORWARDED_PROTO") or environ.get("wsgi.url_scheme", "http"))
    host = str(environ.get("HTTP_X_FORWARDED_HOST") or environ.get("HTTP_HOST", ""))
    first = (named.partition(",")[0].strip() for named in (scheme, host))
    return "://".join(first) + str(environ.get("SCRIPT_NAME", ""))


def _json(body: bytes, kind: type[Any]) -> Any:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise BadDelivery(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(found, kind):
        raise BadDelivery(HTTPStatus.BAD_REQUEST)
    return found


def _form(body: bytes) -> _Form:
    try:
        return _Form(parse_qs(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=200))
    except ValueError:
        raise BadDelivery(HTTPStatus.BAD_REQUEST) from None


def _sids(form: _Form, name: str, shape: re.Pattern[str]) -> list[str]:
    return [sid for sid in form.get(name, []) if shape.fullmatch(sid)]


def _hubspot_records(events: list[Any]) -> Iterator[tuple[str, str]]:
    """Kind and id of each record that an event mentions; events of other things are left out."""
    for event in events:
        if not isinstance(event, dict):
            continue
        of, _, what = _text(event, "subscriptionType").partition(".")
        if what == "associationChange":
            yield from _linked(event, of)
        elif kind := _KINDS.get(_text(event, "objectTypeId") if of == "object" else of):
            yield from ((kind, id_) for id_ in _ids(event, _RECORDS))


def _linked(event: Mapping[str, Any], of: str) -> Iterator[tuple[str, str]]:
    """Both ends of an association; `associationType` is such as DEAL_TO_CONTACT."""
    ends = _text(event, "associationType").lower().split("_to_")
    names = (of, ends[1] if len(ends) == 2 else "")  # noqa: PLR2004 - an association has two ends
    for side, name in zip(("from", "to"), names, strict=True):
        kind = _KINDS.get(_text(event, f"{side}ObjectTypeId")) or _KINDS.get(name)
        if kind:
            yield from ((kind, id_) for id_ in _ids(event, (f"{side}ObjectId",)))


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _ids(said: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
    """The ids in these fields: whole numbers, or texts of digits, one or a list."""
    for name in names:
        value = said.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, int | str) and not isinstance(one, bool) and str(one).isdecimal():
                yield str(one)
