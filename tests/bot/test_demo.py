from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import demo
from bot.app import SlackAccess
from bot.demo import Progress, Step, page, ready_office
from bot.sandbox.clock import SandboxClock
from bot.sandbox.passing_time import PassingTime
from bot.sandbox.slack_standin import SlackStandIn
from bot.settings import Settings
from bot.wiring import Office, build_new
from jobs import make_sample
from ml.errors import Refused
from ml.records import Person, Role


@contextmanager
def silent() -> Iterator[Progress]:
    yield lambda *_: None


def never_opened() -> AbstractContextManager[Progress]:
    raise AssertionError("something was done again")


def settings(folder: Path, **environ: str) -> Settings:
    return Settings.read({"PORT": "0", **environ}, folder)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Steps that only note that they were done."""
    noted: list[str] = []

    def step(name: str) -> Step:
        return Step(name, lambda _office, _progress: noted.append(name))

    monkeypatch.setattr(demo, "STEPS", (step("imported"), step("trained"), step("scored")))
    return noted


def test_everything_is_done_once(tmp_path: Path, done: list[str]) -> None:
    with ready_office(settings(tmp_path), silent) as office:
        assert office.store.facts.get("sample", False) is True
    assert done == ["imported", "trained", "scored"]
    with ready_office(settings(tmp_path), never_opened):
        assert len(done) == 3


def test_one_that_was_interrupted_goes_on(
    tmp_path: Path, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_office: Office, _progress: Progress) -> None:
        raise KeyboardInterrupt

    first, *rest = demo.STEPS
    monkeypatch.setattr(demo, "STEPS", (first, Step("trained", interrupt)))
    with pytest.raises(KeyboardInterrupt), ready_office(settings(tmp_path), silent):
        pass
    monkeypatch.setattr(demo, "STEPS", (first, *rest))
    with ready_office(settings(tmp_path), silent):
        assert done == ["imported", "trained", "scored"]


def add_person(office: Office) -> None:
    office.store.people.add(Person("ada@example.com", "Ada"))


def test_real_data_is_left_alone(tmp_path: Path, done: list[str]) -> None:
    with build_new(settings(tmp_path)) as office:
        add_person(office)
    with pytest.raises(Refused, match="holds your own data"), ready_office(settings(tmp_path), silent):
        pass
    with build_new(settings(tmp_path)) as office:
        assert office.store.facts.get("sample", False) is False
    assert done == []


def test_the_sample_comes_in_by_the_ordinary_road(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = partial(make_sample.make_sample_exports, pursuits=60)
    monkeypatch.setattr(make_sample, "make_sample_exports", few)
    monkeypatch.setattr(demo, "STEPS", demo.STEPS[:1])
    with ready_office(settings(tmp_path), silent) as office:
        counts = office.store.counts()
        people = office.store.people.all()
        fits = office.store.pursuits.find("acme").fits
    assert counts["pursuits"] >= 60
    assert counts["transcripts"] > 0
    assert [person.role for person in people].count(Role.MANAGER) == 1
    assert len({person.time_zone for person in people}) == 3
    assert any("Acme" in hit.company for hit in fits)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with build_new(settings(tmp_path), clock=SandboxClock()) as place:
        add_person(place)
        yield place


def ask(address: str, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
    connection.request("GET", path)
    response = connection.getresponse()
    found = response.status, response.read()
    connection.close()
    return found


def test_the_page_answers_for_its_health(office: Office) -> None:
    with page(office) as address:
        assert ask(address, "/healthz") == (200, b"ok")
        assert ask(address, "/readyz") == (200, b"ready")


def test_the_page_is_served_without_any_token(office: Office) -> None:
    with page(office) as address:
        assert address.startswith("http://127.0.0.1:")
        assert ask(address, "/")[0] == 200
        assert json.loads(ask(address, "/sandbox/setup")[1])["people"][0]["name"] == "Ada"


def test_a_request_that_comes_early_waits(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    answered: list[int] = []
    make = demo._sandbox

    def slowly(place: Office, standin: SlackStandIn, access: SlackAccess, time: PassingTime) -> object:
        address = access.api_url.removesuffix("/api/")
        early = threading.Thread(target=lambda: answered.append(ask(address, "/")[0]))
        early.start()
        early.join(0.2)
        assert not answered
        return make(place, standin, access, time)

    monkeypatch.setattr(demo, "_sandbox", slowly)
    with page(office) as address:
        assert ask(address, "/")[0] == 200
        while not answered:
            threading.Event().wait(0.01)
    assert answered == [200]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_taken_default_port_gives_way_to_a_free_one(office: Office, taken_port: int) -> None:
    office.settings = settings(office.settings.directory, PORT=str(taken_port))
    with page(office) as address:
        assert ask(address, "/")[0] == 200
        assert not address.endswith(f":{taken_port}")


def test_a_taken_port_that_was_asked_for_is_refused(office: Office, taken_port: int) -> None:
    with pytest.raises(Refused, match=f"Port {taken_port} is taken"), page(office, taken_port):
        pass


def test_the_clock_of_the_page_is_the_offices(office: Office) -> None:
    before = office.desk.now()
    assert isinstance(office.clock, SandboxClock)
    office.clock.move(timedelta(days=7))
    assert office.desk.now() - before >= timedelta(days=7)


def test_the_address_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped:
        def set(self) -> None: ...

        def wait(self) -> None: ...

    handled: list[Callable[..., object]] = []
    monkeypatch.setattr("bot.demo.threading.Event", Stopped)
    monkeypatch.setattr("bot.demo.signal.signal", lambda _number, handler: handled.append(handler))
    said: list[str] = []
    monkeypatch.setattr("bot.demo.page", contextmanager(lambda *_: iter(["http://127.0.0.1:3000"])))
    demo.serve_page(office, None, said.append)
    assert "http://127.0.0.1:3000" in said[0]
    assert len(handled) == 2
