"""A portal, a Slack workspace and `serve` with its worker, each over real HTTP, with a team's first scores."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
import pytest
from typer.testing import CliRunner

from bot.cli.program import program
from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import (
    action_body,
    action_of,
    command_body,
    signed_headers,
    view_submission_body,
)
from bot.sandbox.slack_standin import SALES_CHANNEL, SlackStandIn
from bot.settings import SETTINGS, Settings
from bot.wiring import build
from integrations.store import Store
from integrations.store.writebacks import Writeback
from ml.errors import SalesAssistantError
from tests.bot.hubspot_team import filled
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_small import small_portal

ADA, ADA_SLACK = "ada@kerjahub.example", "U0ADA"
WEBHOOK_SECRET = "client-secret"
BUTTONS = {"task": "Remind me", "stage": "Move stage", "note": "Note in HubSpot"}
PATIENCE = 60.0
ROOT = Path(__file__).parents[2]
Json = dict[str, Any]


@dataclass
class Live:
    """The portal, the workspace and the program, with one store in a directory."""

    directory: Path
    portal: HubSpotPortal
    hubspot: HubSpotStandIn
    slack: SlackStandIn
    store: Store
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    # --- the program -------------------------------------------------------------------------------------

    def run(self, *words: str) -> str:
        """A command of the terminal: what it said; a refusal in its words."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.directory)
            for setting in SETTINGS:
                patch.delenv(setting.name, raising=False)
            result = CliRunner().invoke(program, words)
        if result.exception and not isinstance(result.exception, SystemExit | SalesAssistantError):
            raise result.exception
        return str(result.exception) if isinstance(result.exception, SalesAssistantError) else result.stdout

    def start(self, **environ: str) -> subprocess.Popen[bytes]:
        """Begin to serve, and wait until requests are answered."""
        given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PORT": str(self.port), **environ}
        with (self.directory / "serve.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=self.directory, env=given, stderr=log
            )
        self.processes.append(process)
        until(lambda: self._status("GET", "/readyz") == 200)
        return process

    def worker(self) -> psutil.Process:
        """The worker process: of the two that `serve` starts, the one that does not listen."""
        children = psutil.Process(self.processes[-1].pid).children()
        started = [one for one in children if "spawn_main" in " ".join(one.cmdline())]
        [worker] = [one for one in started if not listens(one)]
        return worker

    def log(self) -> str:
        return (self.directory / "serve.log").read_text(encoding="utf-8")

    # --- what arrives over HTTP ----------------------------------------------------------------------------

    def ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple[int, str]:  # fmt: skip
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def _status(self, method: str, path: str) -> int:
        try:
            return self.ask(method, path)[0]
        except OSError:
            return 0

    def slack_sends(self, body: str) -> Json:
        """What the program answers to a request of Slack."""
        status, said = self.ask(
            "POST", "/slack/events", body, signed_headers(body, self.slack.signing_secret)
        )
        assert status == 200, said
        return dict(json.loads(said)) if said else {}

    def event(self, kind: str, id_: str, *, secret: str = WEBHOOK_SECRET) -> int:
        """A webhook of HubSpot about a record; the status of the answer."""
        told = [{"subscriptionType": f"{kind}.propertyChange", "objectId": int(id_), "eventId": 1}]
        body, moment = json.dumps(told), str(int(time.time() * 1000))
        signed = f"POSThttp://127.0.0.1:{self.port}/hubspot/events{body}{moment}".encode()
        signature = base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
        headers = {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": moment}
        return self.ask("POST", "/hubspot/events", body, headers)[0]

    # --- what Ada does -------------------------------------------------------------------------------------

    def lead(self, name: str) -> list[Json]:
        """The card that `/lead` shows."""
        command = command_body(
            "/lead", name, user_id=ADA_SLACK, channel_id=SALES_CHANNEL.id, channel_name="sales"
        )
        blocks: list[Json] = self.slack_sends(command)["blocks"]
        return blocks

    def opened(self, kind: str, name: str = "acme pte ltd") -> Json:
        """The dialog behind a button of a card."""
        elements = (one for block in self.lead(name) for one in block.get("elements", ()))
        button = next(one for one in elements if one.get("text", {}).get("text") == BUTTONS[kind])
        click = action_body(
            [action_of(button, "b1")], user_id=ADA_SLACK, channel_id=SALES_CHANNEL.id, ephemeral_ts="1.1"
        )
        self.slack_sends(click)
        return self.slack.views[ADA_SLACK][-1]

    def confirms(self, view: Json, *, times: int = 1, **said: Any) -> str:
        """Submit a dialog, corrected; gives the id under which it is kept."""
        before = {one.id for one in self.store.writebacks.audit(100)}
        for _ in range(times):
            answer = self.slack_sends(view_submission_body(view, filled(view, **said), user_id=ADA_SLACK))
            assert "On its way" in words_of(answer["view"]["blocks"]), answer
        [new] = {one.id for one in self.store.writebacks.audit(100)} - before
        return new

    def told(self) -> list[str]:
        """What Ada was told in her chat with the bot, but for what comes at nine by the real clock."""
        said = [message.text for message in self.slack.messages(self.slack.dm_of(ADA_SLACK))]
        return [text for text in said if not text.startswith("Good ")]

    # --- what came of it -------------------------------------------------------------------------------------

    def row(self, id_: str) -> Writeback:
        return next(one for one in self.store.writebacks.audit(100) if one.id == id_)

    def becomes(self, id_: str, state: str) -> float:
        """Wait until it was found out what became of a write; the seconds that it took."""
        return until(lambda: self.row(id_).state == state)

    def note_count(self, text: str) -> int:
        """How many notes in the portal say this."""
        notes = self.portal.snapshot("notes").values()
        return sum(text in note.properties.get("hs_note_body", "") for note in notes)

    def stop(self, process: subprocess.Popen[bytes]) -> float:
        """Stop serving with a SIGTERM; the seconds that it took."""
        children = psutil.Process(process.pid).children(recursive=True)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        assert psutil.wait_procs(children, timeout=5)[1] == []
        return time.monotonic() - begun


def listens(process: psutil.Process) -> bool:
    return any(one.status == psutil.CONN_LISTEN for one in process.net_connections())


def until(happened: Callable[[], object]) -> float:
    """Wait for something that other processes do; the seconds that it took."""
    begun = time.monotonic()
    while not happened():
        assert time.monotonic() - begun < PATIENCE, "it did not happen"
        time.sleep(0.05)
    return time.monotonic() - begun


@contextmanager
def live_team(directory: Path) -> Iterator[Live]:
    """Everything synced, mapped, trained and scored; nothing is served yet."""
    portal = small_portal(7, now=lambda: datetime.now(UTC))
    slack = SlackStandIn()
    slack.add_user(ADA_SLACK, "Ada Tan", ADA, "Asia/Singapore")
    with HubSpotStandIn(portal) as hubspot, slack.serve() as slack_url:
        settings = {
            "HUBSPOT_TOKEN": hubspot.token, "HUBSPOT_API_URL": hubspot.url, "SYNC_MINUTES": "1",
            "HUBSPOT_WEBHOOK_SECRET": WEBHOOK_SECRET, "SLACK_API_URL": slack_url,
            "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_SIGNING_SECRET": slack.signing_secret,
            **{f"HUBSPOT_WRITE_{kind}": "1" for kind in ("SCORES", "NOTES", "TASKS", "STAGES")},
        }  # fmt: skip
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (directory / ".env").write_text(lines, encoding="utf-8")
        live = Live(directory, portal, hubspot, slack, None, free_port())  # type: ignore[arg-type] # made below
        live.run("people", "add", ADA, "--name", "Ada Tan", "--role", "manager")
        live.run("sync", "--propose-mapping")
        file = directory / ".sales-assistant" / "mapping.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(": null", ": PROSPECT"), encoding="utf-8")
        for words in (["sync"], ["mapping", "accept"], ["train"], ["score"]):
            live.run(*words)
        with build(Settings.read({}, directory)) as office:
            live.store = office.store
            try:
                yield live
            finally:
                for process in live.processes:
                    end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
        process.kill()
    process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
