"""Webhooks over real HTTP: proved deliveries leave hints, all others leave nothing."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from bot.request_body import LARGEST_BODY
from bot.sandbox.loopback import serving
from bot.settings import Settings
from bot.web import Web
from bot.webhooks import Webhooks
from bot.wiring import Office
from integrations.store import Store
from ml.errors import Unavailable

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PUBLIC = "https://sales.example.com"
HUB, AIR, TWILIO = "hub-secret", "air-token", "twilio-secret"
SECRETS = {
    "HUBSPOT_WEBHOOK_SECRET": HUB,
    "AIRCALL_WEBHOOK_TOKEN": AIR,
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": TWILIO,
}
CALL, RECORDING = "CA" + "1f" * 16, "RE" + "2e" * 16


@dataclass
class Site:
    """The web application over real HTTP, with a clock that stands still."""

    port: int
    store: Store
    public: str = PUBLIC

    def post(self, path: str, body: bytes, headers: Mapping[str, str] = {}) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("POST", path, body, dict(headers))
        status = connection.getresponse().status
        connection.close()
        return status

    def hubspot(self, body: bytes, *, query: str = "", at: datetime = NOW, secret: str = HUB) -> int:
        stamp = str(round(at.timestamp() * 1000))
        signed = f"POST{self.public}/hubspot/events{query}".encode() + body + stamp.encode()
        signature = b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
        headers = {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": stamp}
        return self.post(f"/hubspot/events{query}", body, headers)

    def twilio(self, *, query: str = "", secret: str = TWILIO, **fields: str) -> int:
        url = f"{self.public}/twilio/events{query}"
        signature = RequestValidator(secret).compute_signature(url, fields)
        return self.post(
            f"/twilio/events{query}", urlencode(fields).encode(), {"X-Twilio-Signature": signature}
        )

    @property
    def hints(self) -> list[tuple[str, str, str]]:
        systems = ("hubspot", "aircall", "twilio")
        found = [hint for system in systems for hint in self.store.hints.take(system, 1000)]
        return [(hint.system, hint.kind, hint.id) for hint in found]


def site_over(store: Store, folder: Path, **environ: str) -> Web:
    read = Settings.read(environ, folder)
    return Web(Office(read, store, lambda: NOW), None, Webhooks(read, store.hints, lambda: NOW))


@contextmanager
def serving_site(store: Store, folder: Path, **environ: str) -> Iterator[Site]:
    with serving(site_over(store, folder, **environ)) as address:
        yield Site(int(address.rpartition(":")[2]), store)


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Iterator[Site]:
    with serving_site(store, tmp_path, **SECRETS, PUBLIC_URL=PUBLIC) as one:
        yield one


@pytest.fixture
def light_site(sqlite_store: Store, tmp_path: Path) -> Iterator[Site]:
    with serving_site(sqlite_store, tmp_path, **SECRETS, PUBLIC_URL=PUBLIC + "/") as one:
        yield one


def events(*some: Any) -> bytes:
    return json.dumps(some).encode()


def event(kind: str, **more: Any) -> dict[str, Any]:
    return {"eventId": 1, "portalId": 62515, "subscriptionType": kind, "attemptNumber": 0, **more}


# --- HubSpot ----------------------------------------------------------------------------------------------------


def test_hubspots_events_leave_hints(site: Site) -> None:
    body = events(
        event("deal.propertyChange", objectId=7, propertyName="dealstage", propertyValue="closedwon"),
        event("contact.creation", objectId=123456789012),
        event("company.deletion", objectId=9),
        event("object.creation", objectTypeId="0-48", objectId=48),
        event("object.propertyChange", objectTypeId="0-1", objectId="2"),
    )
    assert site.hubspot(body) == 200
    assert site.hints == [
        ("hubspot", "calls", "48"),
        ("hubspot", "companies", "9"),
        ("hubspot", "contacts", "123456789012"),
        ("hubspot", "contacts", "2"),
        ("hubspot", "deals", "7"),
    ]


@pytest.mark.parametrize(
    ("told", "hinted"),
    [
        (
            event("contact.merge", objectId=1, primaryObjectId=1, mergedObjectIds=[2, 3], newObjectId=4),
            [("contacts", "1"), ("contacts", "2"), ("contacts", "3"), ("contacts", "4")],
        ),
        (
            event("deal.associationChange", associationType="DEAL_TO_CONTACT", fromObjectId=7, toObjectId=8),
            [("contacts", "8"), ("deals", "7")],
        ),
        (
            event(
                "object.associationChange",
                fromObjectTypeId="0-46", toObjectTypeId="0-3", fromObjectId=5, toObjectId=6,
            ),
            [("deals", "6"), ("notes", "5")],
        ),
        (
            event("contact.associationChange", associationType="CONTACT_TO_TICKET", fromObjectId=7, toObjectId=8),
            [("contacts", "7")],
        ),
        (event("ticket.creation", objectId=1), []),
        (event("object.creation", objectTypeId="2-300", objectId=1), []),
        (event("deal.creation", objectId=None), []),
        (event("deal.creation", objectId=True), []),
        (event("deal.creation", objectId=1.5), []),
        (event("deal.creation", objectId={"id": 1}), []),
        (event("deal.creation", objectId="1 OR 1=1"), []),
        ({"subscriptionType": 7, "objectId": 7}, []),
        ("deal.creation", []),
        (None, []),
    ],
)  # fmt: skip
def test_what_an_event_mentions(light_site: Site, told: Any, hinted: list[tuple[str, str]]) -> None:
    assert light_site.hubspot(events(told, event("deal.creation", objectId=99))) == 200
    assert light_site.hints == sorted(("hubspot", *one) for one in [*hinted, ("deals", "99")])


def test_deliveries_that_come_twice_in_any_order_leave_the_same(light_site: Site) -> None:
    bodies = [events(event("deal.propertyChange", objectId=number % 7)) for number in range(20)]
    assert {light_site.hubspot(body) for body in [*bodies, *reversed(bodies)]} == {200}
    assert light_site.hints == [("hubspot", "deals", str(number)) for number in range(7)]


def test_a_query_is_part_of_what_is_signed(light_site: Site) -> None:
    body = events(event("deal.creation", objectId=1))
    assert light_site.hubspot(body, query="?team=sg&note=a%20b") == 200
    stamp = str(round(NOW.timestamp() * 1000))
    signed = f"POST{PUBLIC}/hubspot/events".encode() + body + stamp.encode()
    signature = b64encode(hmac.new(b"hub-secret", signed, hashlib.sha256).digest()).decode()
    headers = {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": stamp}
    assert light_site.post("/hubspot/events?team=id", body, headers) == 401


@pytest.mark.parametrize(
    "wrong",
    [{"secret": "another"}, {"at": NOW - timedelta(minutes=6)}, {"at": NOW + timedelta(minutes=6)}],
)
def test_what_hubspot_did_not_sign_leaves_nothing(light_site: Site, wrong: dict[str, Any]) -> None:
    body = events(event("deal.creation", objectId=1))
    assert light_site.hubspot(body, **wrong) == 401
    assert light_site.post("/hubspot/events", body) == 401
    assert light_site.hints == []


@pytest.mark.parametrize(
    "body", [b"", b"[", b'{"objectId": 1}', b"\xff", b"null", b"[" * 100_000, b"[" + b"9" * 5000]
)
def test_a_signed_body_that_is_no_list_is_malformed(light_site: Site, body: bytes) -> None:
    assert light_site.hubspot(body) == 400
    assert light_site.hints == []


# --- Aircall ----------------------------------------------------------------------------------------------------


def aircall(resource: str = "call", token: Any = AIR, **data: Any) -> bytes:
    name = f"{resource}.ended"
    return json.dumps({"resource": resource, "event": name, "token": token, "data": data}).encode()


def test_aircalls_calls_leave_hints_and_nothing_else_is_believed(site: Site) -> None:
    assert site.post("/aircall/events", aircall(id=17, duration=9999, recording="http://evil.example")) == 200
    assert site.post("/aircall/events", aircall("conversation_intelligence", id=5, call_id=18)) == 200
    assert site.hints == [("aircall", "calls", "17"), ("aircall", "calls", "18")]


@pytest.mark.parametrize("resource", ["user", "number", "contact", "message", ""])
def test_other_events_of_aircall_leave_nothing(light_site: Site, resource: str) -> None:
    assert light_site.post("/aircall/events", aircall(resource, id=17)) == 200
    assert light_site.hints == []


@pytest.mark.parametrize("token", ["another", "", None, 7, ["air-token"], "air-toke", "air-tokenn", "\ud800"])
def test_another_token_is_refused(light_site: Site, token: Any) -> None:
    assert light_site.post("/aircall/events", aircall(token=token, id=17)) == 401
    assert light_site.hints == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff", b'{"token": "air-token", "resource": "call", "data": 7}']
)
def test_a_body_that_is_no_event_is_malformed(light_site: Site, body: bytes) -> None:
    assert light_site.post("/aircall/events", body) == 400
    assert light_site.hints == []


# --- Twilio -----------------------------------------------------------------------------------------------------


def test_twilios_calls_leave_hints(site: Site) -> None:
    assert site.twilio(CallSid=CALL, CallStatus="completed", Caller="") == 200
    assert site.twilio(query="?of=us", RecordingSid=RECORDING, RecordingStatus="completed") == 200
    assert site.hints == [("twilio", "calls", CALL), ("twilio", "recordings", RECORDING)]


def test_a_recording_that_names_its_call_is_a_hint_at_the_call(light_site: Site) -> None:
    assert light_site.twilio(CallSid=CALL, RecordingSid=RECORDING) == 200
    assert light_site.hints == [("twilio", "calls", CALL)]


@pytest.mark.parametrize("sid", ["", "CA", "SM" + "0" * 32, CALL.upper(), CALL + "0", "../" + CALL])
def test_what_is_no_id_of_twilio_leaves_nothing(light_site: Site, sid: str) -> None:
    assert light_site.twilio(CallSid=sid) == 200
    assert light_site.hints == []


def test_what_twilio_did_not_sign_leaves_nothing(light_site: Site) -> None:
    assert light_site.twilio(secret="another", CallSid=CALL) == 401
    body = urlencode({"CallSid": CALL}).encode()
    assert light_site.post("/twilio/events", body) == 401
    assert light_site.post("/twilio/events", body, {"X-Twilio-Signature": "\xe4"}) == 401
    assert light_site.hints == []


@pytest.mark.parametrize("body", [b"\xff", b"CallSid=%ff", b"&a" * 1000])
def test_a_body_that_is_no_form_is_malformed(light_site: Site, body: bytes) -> None:
    assert light_site.post("/twilio/events", body, {"X-Twilio-Signature": "x"}) == 400


# --- the road to it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/hubspot/events", "/aircall/events", "/twilio/events"])
def test_without_its_secret_there_is_no_such_place(sqlite_store: Store, tmp_path: Path, path: str) -> None:
    with serving_site(sqlite_store, tmp_path) as site:
        assert site.post(path, b"[]") == 404


@pytest.mark.parametrize("path", ["/hubspot/events", "/aircall/events", "/twilio/events"])
def test_only_deliveries_are_taken(light_site: Site, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", light_site.port, timeout=5)
    connection.request("GET", path)
    assert connection.getresponse().status == 404
    connection.close()
    assert light_site.post(path + "/", b"[]") == 404


@pytest.mark.parametrize(
    ("headers", "public"),
    [
        ({}, "http://127.0.0.1:{port}"),
        ({"Host": "bot.example:8443"}, "http://bot.example:8443"),
        ({"X-Forwarded-Proto": "https", "Host": "bot.example"}, "https://bot.example"),
        ({"X-Forwarded-Proto": "https,http", "X-Forwarded-Host": "a.example, b"}, "https://a.example"),
    ],
)
def test_without_a_public_url_the_proxy_says_what_was_called(
    sqlite_store: Store, tmp_path: Path, headers: dict[str, str], public: str
) -> None:
    with serving_site(sqlite_store, tmp_path, **SECRETS) as site:
        url = f"{public.format(port=site.port)}/twilio/events"
        signature = RequestValidator(TWILIO).compute_signature(url, {"CallSid": CALL})
        body = urlencode({"CallSid": CALL}).encode()
        assert site.post("/twilio/events", body, {**headers, "X-Twilio-Signature": signature}) == 200


def test_an_address_that_is_none_proves_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    with serving_site(sqlite_store, tmp_path, **SECRETS) as site:
        headers = {"X-Forwarded-Host": "bot.example:port", "X-Twilio-Signature": "x"}
        assert site.post("/twilio/events", b"CallSid=1", headers) == 401


@pytest.mark.parametrize("path", ["/hubspot/events", "/aircall/events", "/twilio/events"])
def test_a_busy_store_makes_the_sender_try_again(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def busy(*_: object, **__: object) -> int:
        raise Unavailable("The store is busy with another write; try again in a moment.")

    monkeypatch.setattr(sqlite_store.hints, "add_kinds", busy)
    with serving_site(sqlite_store, tmp_path, **SECRETS, PUBLIC_URL=PUBLIC) as site:
        answers = {
            "/hubspot/events": lambda: site.hubspot(events(event("deal.creation", objectId=1))),
            "/aircall/events": lambda: site.post(path, aircall(id=1)),
            "/twilio/events": lambda: site.twilio(CallSid=CALL),
        }
        assert answers[path]() == 503


# --- bodies ---------------------------------------------------------------------------------------------------------


@dataclass
class Told:
    """The least of WSGI."""

    statuses: list[str] = field(default_factory=list)

    def __call__(self, status: str, *_: Any) -> Any:
        self.statuses.append(status)


def answer_to(web: Web, body: BytesIO, **environ: Any) -> str:
    told = Told()
    given = {"PATH_INFO": "/aircall/events", "REQUEST_METHOD": "POST", "wsgi.input": body, **environ}
    web(given, told)
    return told.statuses[0]


def test_a_body_that_is_too_large_is_not_read(sqlite_store: Store, tmp_path: Path) -> None:
    web = site_over(sqlite_store, tmp_path, **SECRETS)
    body = BytesIO(b"x" * (LARGEST_BODY + 1))
    for length in (str(LARGEST_BODY + 1), "-1", "many"):
        assert answer_to(web, body, CONTENT_LENGTH=length) == "413 Request Entity Too Large"
    assert body.tell() == 0


def test_a_body_whose_length_nobody_told_is_read_to_its_end(sqlite_store: Store, tmp_path: Path) -> None:
    web, ends = site_over(sqlite_store, tmp_path, **SECRETS), {"wsgi.input_terminated": True}
    assert answer_to(web, BytesIO(aircall(id=1)), **ends) == "200 OK"
    assert answer_to(web, BytesIO(b"x" * (LARGEST_BODY + 1)), **ends) == "413 Request Entity Too Large"
    assert answer_to(web, BytesIO(aircall(id=1))) == "400 Bad Request"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=80) | st.builds(lambda value: json.dumps(value).encode(), st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("air-token"),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
            st.sampled_from(["token", "data", "id", "call_id", "resource", "objectId", "subscriptionType"]), inner
        ),
        max_leaves=8,
    )),
    path=st.sampled_from(["/hubspot/events", "/aircall/events", "/twilio/events"]),
    header=st.text(max_size=20),
)  # fmt: skip
def test_no_body_breaks_it(sqlite_store: Store, tmp_path: Path, body: bytes, path: str, header: str) -> None:
    web = site_over(sqlite_store, tmp_path, **SECRETS)
    headers = dict.fromkeys(("HTTP_X_HUBSPOT_SIGNATURE_V3", "HTTP_X_TWILIO_SIGNATURE", "HTTP_HOST"), header)
    status = answer_to(
        web, BytesIO(body), PATH_INFO=path, CONTENT_LENGTH=str(len(body)), HTTP_X_FORWARDED_PROTO=header,
        QUERY_STRING=header, HTTP_X_HUBSPOT_REQUEST_TIMESTAMP=header, **headers,
    )  # fmt: skip
    assert status[:3] in {"200", "400", "401"}


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from([
            "objectId", "subscriptionType", "mergedObjectIds", "associationType", "fromObjectId", "toObjectId"
        ]), inner | st.sampled_from(["deal.creation", "contact.associationChange", "A_TO_B_TO_C", "object.x"]),
    ),
))  # fmt: skip
def test_no_signed_event_breaks_it(told: Any) -> None:
    from bot.webhooks import _hubspot_records

    assert all(kind and id_.isdecimal() for kind, id_ in _hubspot_records([told]))
