from __future__ import annotations

import base64
import hashlib
import json
import queue
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot import socket_mode
from bot.settings import Settings
from bot.wiring import Office, build_new
from ml.records import Person

PATIENCE = 15.0
ENVELOPE = {
    "type": "slash_commands",
    "envelope_id": "e-1",
    "accepts_response_payload": True,
    "payload": {
        "command": "/sales-help", "text": "", "user_id": "U1", "user_name": "ada", "team_id": "T1",
        "channel_id": "C1", "channel_name": "sales", "trigger_id": "t.1", "response_url": "",
    },
}  # fmt: skip


@dataclass
class SlackSide:
    """Slack's end: opens a WebSocket, sends one envelope, keeps what comes back."""

    refusals: int = 0
    opened: int = 0
    tokens: list[str] = field(default_factory=list)
    answers: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)


def handler_of(slack: SlackSide) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            slack.opened += 1
            slack.tokens.append(str(self.headers["authorization"]))
            url = f"ws://127.0.0.1:{self.connection.getsockname()[1]}/link"
            said = (
                {"ok": True, "url": url}
                if slack.opened > slack.refusals
                else {"ok": False, "error": "internal_error"}
            )
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.close_connection = True
            key = self.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
            accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()  # noqa: S324 - RFC 6455 says so
            self.send_response(101)
            for name, value in {
                "Upgrade": "websocket",
                "Connection": "Upgrade",
                "Sec-WebSocket-Accept": accept,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            send_text(self.wfile, json.dumps({"type": "hello"}))
            send_text(self.wfile, json.dumps(ENVELOPE))
            while (frame := read_frame(self.rfile)) is not None:
                code, data = frame
                if code == 1:
                    slack.answers.put(json.loads(data))
                if code == 9:  # a ping wants a pong
                    self.wfile.write(bytes([0x8A, len(data)]) + data)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    return Handler


def send_text(out: Any, text: str) -> None:
    data = text.encode()
    out.write(
        bytes([0x81, 126]) + struct.pack(">H", len(data)) + data
        if len(data) > 125
        else bytes([0x81, len(data)]) + data
    )


def read_frame(source: Any) -> tuple[int, bytes] | None:
    """(opcode, data) of the next frame; None at the end."""
    head = source.read(2)
    if len(head) < 2 or head[0] & 15 == 8:
        return None
    length = head[1] & 127
    if length > 125:
        length = int.from_bytes(source.read(2 if length == 126 else 8), "big")
    mask, data = source.read(4), source.read(length)
    return head[0] & 15, bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))


@contextmanager
def serving(slack: SlackSide) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(slack))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/api/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with build_new(Settings.read({}, tmp_path)) as place:
        place.store.people.add(Person("ada@example.com", "Ada", slack_id="U1"))
        yield place


def settings(api: str, folder: Path) -> Settings:
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": api}
    return Settings.read(environ, folder)


@pytest.mark.parametrize("refusals", [0, 2])
def test_a_command_over_the_socket_is_answered_in_its_ack(
    office: Office, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    """Also when Slack does not open a socket at first."""
    monkeypatch.setattr(socket_mode, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(socket_mode, "PING_SECONDS", 1.0)
    slack = SlackSide(refusals)
    with serving(slack) as api:
        office.settings = settings(api, office.settings.directory)
        handler = socket_mode.connect(office.bolt_app(), office.settings)
        try:
            answer = slack.answers.get(timeout=PATIENCE)
        finally:
            handler.client.close()
    assert answer["envelope_id"] == "e-1"
    assert answer["payload"]["response_type"] == "ephemeral"
    assert "/lead" in json.dumps(answer["payload"]["blocks"])
    assert slack.opened > refusals
    assert set(slack.tokens) == {"Bearer xapp-1"}
