from __future__ import annotations

import http.client
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot import web
from bot.sandbox.loopback import serving
from bot.sandbox.signed_requests import command_body, signed_headers
from bot.settings import Settings
from bot.wiring import build_new
from ml.errors import Unavailable
from ml.records import Person

SECRET = "shh"


@dataclass
class Site:
    """The web application over real HTTP."""

    port: int
    web: web.Web

    def ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        return self.ask_all(method, path, body, headers)[:2]

    def ask_all(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        found = response.status, response.read().decode(), dict(response.headers)
        connection.close()
        return found


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "AIRCALL_WEBHOOK_TOKEN": SECRET,
        "METRICS_TOKEN": SECRET,
        "TICK_TOKEN": SECRET,
    }
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    with build_new(Settings.read(environ, tmp_path)) as office:
        office.store.people.add(Person("ada@example.com", "Ada", slack_id="U1"))
    application = web.application()
    with serving(application) as address:
        yield Site(int(address.rpartition(":")[2]), application)
    application.office.store.close()


def test_a_signed_command_is_answered_in_the_ack(site: Site) -> None:
    body = command_body("/sales-help", user_id="U1", channel_id="C1", channel_name="sales")
    status, text = site.ask("POST", "/slack/events", body, signed_headers(body, SECRET))
    answer = json.loads(text)
    assert (status, answer["response_type"]) == (200, "ephemeral")
    assert "/lead" in text


@pytest.mark.parametrize("secret", ["another", ""])
def test_a_forged_command_is_refused(site: Site, secret: str) -> None:
    body = command_body("/sales-help", user_id="U1", channel_id="C1")
    headers = signed_headers(body, secret) if secret else {}
    assert site.ask("POST", "/slack/events", body, headers)[0] == 401


def test_an_old_request_is_refused(site: Site) -> None:
    body = command_body("/sales-help", user_id="U1", channel_id="C1")
    assert (
        site.ask("POST", "/slack/events", body, signed_headers(body, SECRET, timestamp=1_000_000_000))[0]
        == 401
    )


def test_it_says_that_it_is_alive_and_ready(site: Site) -> None:
    assert site.ask("GET", "/healthz") == (200, "ok")
    assert site.ask("GET", "/readyz") == (200, "ready")


def test_it_is_alive_but_not_ready_without_its_store(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise Unavailable("The database did not answer; try again in a moment.")

    monkeypatch.setattr(site.web.office.store, "ping", gone)
    assert site.ask("GET", "/healthz")[0] == 200
    assert site.ask("GET", "/readyz") == (503, "The database did not answer; try again in a moment.")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/slack/events"), ("POST", "/healthz"), ("POST", "/"), ("GET", "/../etc/passwd")],
)
def test_anything_else_is_not_found(site: Site, method: str, path: str) -> None:
    assert site.ask(method, path)[0] == 404


def answer_to(length: str, slack: Any) -> str:
    """The status line for a request of this announced length."""
    said: list[str] = []
    office: Any = None  # it is not asked
    environ = {"PATH_INFO": "/slack/events", "REQUEST_METHOD": "POST", "CONTENT_LENGTH": length}
    start: Any = lambda status, _headers: said.append(status)  # noqa: E731 - the least of WSGI
    web.Web(office, slack)(environ, start)
    return said[0]


@pytest.mark.parametrize("length", ["1000001", "-1", "many"])
def test_a_body_larger_than_slacks_is_not_read(length: str) -> None:
    def slack(*_: object) -> list[bytes]:
        raise AssertionError("the body was read")

    assert answer_to(length, slack) == "413 Request Entity Too Large"


def test_a_delivery_of_a_configured_system_leaves_a_hint(site: Site) -> None:
    body = json.dumps({"resource": "call", "event": "call.ended", "token": SECRET, "data": {"id": 7}})
    assert site.ask("POST", "/aircall/events", body) == (200, "OK")
    assert [hint.id for hint in site.web.office.store.hints.take("aircall", 10)] == ["7"]
    assert site.ask("POST", "/twilio/events", "CallSid=CA1")[0] == 404


def test_over_a_socket_there_is_no_endpoint() -> None:
    assert answer_to("0", None) == "404 Not Found"


BEARING = {"Authorization": f"Bearer {SECRET}"}


def test_prometheus_reads_the_measures(site: Site) -> None:
    status, page, headers = site.ask_all("GET", "/metrics", headers=BEARING)
    assert (status, headers["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert 'sales_assistant_ratings{vote="up"} 0' in page


def test_a_cloud_does_what_is_due(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    clock: Any = site.web.cloud_clock
    monkeypatch.setattr(clock, "command", (sys.executable, "-c", "print('{}')"))
    status, told, headers = site.ask_all("POST", "/jobs/tick", headers=BEARING)
    assert (status, told, headers["Content-Type"]) == (200, "{}\n", "application/json")


@pytest.mark.parametrize(("method", "path"), [("GET", "/metrics"), ("POST", "/jobs/tick")])
def test_without_the_token_it_is_refused(site: Site, method: str, path: str) -> None:
    status, text, headers = site.ask_all(method, path)
    assert (status, text, headers["WWW-Authenticate"]) == (401, "Unauthorized", "Bearer")
    assert site.ask(method, path, headers={"Authorization": f"Bearer {SECRET}x"})[0] == 401


def test_without_a_setting_there_are_no_measures(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = replace(site.web.office.settings, metrics_token="")
    monkeypatch.setattr(site.web.office, "settings", silent)
    assert site.ask("GET", "/metrics", headers=BEARING)[0] == 404


def test_measures_need_the_store(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise Unavailable("The database did not answer; try again in a moment.")

    monkeypatch.setattr(site.web.office.store, "counts", gone)
    assert site.ask("GET", "/metrics", headers=BEARING)[0] == 503
