from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from bot.sandbox.signed_requests import command_body, signed_headers
from bot.serve import refuse_taken_port, serve
from bot.settings import Settings
from bot.wiring import build, build_new
from ml.errors import Refused
from ml.records import Person

SECRET = "shh"
PATIENCE = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Serving:
    """`sales-assistant serve` as its own process."""

    process: subprocess.Popen[bytes]
    port: int

    def ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        found = response.status, response.read().decode()
        connection.close()
        return found

    def wait_until_ready(self) -> None:
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("it did not get ready")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Serving]]:
    """Starts it in `tmp_path`; whatever is left at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*options: str, **environ: str) -> Serving:
        port = free_port()
        root = str(Path(__file__).parents[2])
        given = {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": SECRET,
            "PORT": str(port),
            "PYTHONPATH": root,
        }
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot", "serve", *options],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], **given, **environ},
        )
        started.append(process)
        return Serving(process, port)

    yield begin
    for process in started:
        if process.poll() is None:
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
            process.kill()
        process.wait()


@pytest.fixture
def store_is_there(tmp_path: Path) -> None:
    with build_new(Settings.read({}, tmp_path)) as office:
        office.store.people.add(Person("ada@example.com", "Ada", slack_id="U1"))
        office.store.facts.put("data_version", 1)


@pytest.mark.usefixtures("store_is_there")
def test_it_serves_and_does_the_jobs_and_stops_cleanly(start: Callable[..., Serving], tmp_path: Path) -> None:
    serving = start()
    serving.wait_until_ready()
    assert serving.ask("GET", "/healthz") == (200, "ok")
    body = command_body("/sales-help", user_id="U1", channel_id="C1", channel_name="sales")
    status, text = serving.ask("POST", "/slack/events", body, signed_headers(body, SECRET))
    assert status == 200
    assert json.loads(text)["response_type"] == "ephemeral"
    job_ran(tmp_path)
    children = psutil.Process(serving.process.pid).children(recursive=True)
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(timeout=10) == 0
    assert not psutil.wait_procs(children, timeout=5)[1]


def job_ran(folder: Path) -> None:
    """Waits until the worker process has written down how its job ended."""
    begun = time.monotonic()
    with build(Settings.read({}, folder)) as office:
        while office.store.facts.get("job:score", None) is None:
            assert time.monotonic() - begun < PATIENCE, "the worker did nothing"
            time.sleep(0.1)


@pytest.mark.usefixtures("store_is_there")
def test_without_jobs_there_is_no_worker(start: Callable[..., Serving]) -> None:
    serving = start("--no-jobs", LOG_FORMAT="json")
    serving.wait_until_ready()
    processes = psutil.Process(serving.process.pid).children(recursive=True)
    workers = [one for one in processes if "resource_tracker" not in " ".join(one.cmdline())]
    assert len(workers) == 1
    serving.process.send_signal(signal.SIGINT)
    assert serving.process.wait(timeout=10) == 0


def test_without_slack_it_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Set SLACK_BOT_TOKEN"):
        serve(Settings.read({}, tmp_path))


def test_without_a_store_it_says_how_to_make_one(tmp_path: Path) -> None:
    configured = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET}
    with pytest.raises(Refused, match="There is no store yet"):
        serve(Settings.read(configured, tmp_path))


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Cannot listen on 127.0.0.1:{port}"):
            refuse_taken_port("127.0.0.1", port)
