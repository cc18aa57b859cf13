"""What every stand-in is: a threaded HTTP server on loopback that logs, complains and fails on request.

A stand-in of a system subclasses `StandIn` and fills in `answer`. One request is answered at a time, so the
state behind it needs no lock of its own for that; stalls do not hold up the others.

    class Echo(StandIn):
        def answer(self, request: Request) -> Answer:
            return json_answer({"you asked for": request.path})

    with Echo() as echo:
        httpx2.get(echo.url + "/any")
        assert [(one.method, one.path, one.status) for one in echo.requests] == [("GET", "/any", 200)]
"""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import threading
import traceback
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol, Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Request:
    """What was asked: `path` without the query, header names in lower case, `number` from 1 for each server."""

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    number: int = 0

    def first(self, name: str, default: str = "") -> str:
        """The first value of a query parameter."""
        return self.query.get(name, [default])[0]

    def json(self) -> Any:
        """The body as JSON; raises ValueError where it is none."""
        return json.loads(self.body)

    def form(self) -> dict[str, list[str]]:
        """The body as an HTML form."""
        return parse_qs(self.body.decode(), keep_blank_values=True)


@dataclass(frozen=True)
class Answer:
    """What is answered, and how badly.

    Parameters
    ----------
    status, body, headers
        As HTTP has them; Content-Length is added.
    cut_after
        The connection is closed after so many bytes of the body; -1: without any answer at all.
    stall_s
        Nothing is sent for so long (ends at once when the stand-in stops).
    kills
        The server is gone afterwards, until `start`.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    stall_s: float = 0
    kills: bool = False

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    def with_json(self, value: Any) -> Answer:
        """The same with another body."""
        return replace(self, body=json.dumps(value).encode())


def json_answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer in JSON."""
    typed = {"Content-Type": "application/json;charset=utf-8"} | dict(headers or {})
    return Answer(status, json.dumps(value).encode(), typed)


@dataclass(frozen=True)
class Logged:
    """One request as it was answered; status 0: with nothing."""

    method: str
    path: str
    status: int
    query: str = ""


class Fault(Protocol):
    """Something that goes wrong: see tests/standins/faults.py."""

    def instead(self, request: Request) -> Answer | None:
        """What is answered without carrying the request out; None: it is carried out."""
        ...

    def afterwards(self, request: Request, answer: Answer) -> Answer:
        """What is answered in place of the true answer of a request that was carried out."""
        ...


class StandIn(ABC):
    """A server on 127.0.0.1, from `start` (or `with`) to `stop`.

    Attributes
    ----------
    requests
        Every request as it was answered.
    complaints
        What a client did that the real system would not have understood; tests assert that there is none.
    faults
        What goes wrong, tried in this order.
    """

    def __init__(self, *, port: int = 0) -> None:
        self.requests: list[Logged] = []
        self.complaints: list[str] = []
        self.faults: list[Fault] = []
        self._port = port
        self._number = 0
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._server: _Server | None = None

    @abstractmethod
    def answer(self, request: Request) -> Answer:
        """What the real system would answer."""

    @property
    def url(self) -> str:
        """Its address, without a slash at the end; stays the same when it is started again."""
        return f"http://127.0.0.1:{self._port}"

    def asked(self, method: str = "", path: str = "") -> list[Logged]:
        """The logged requests of a method whose path holds a text."""
        return [one for one in self.requests if one.method.startswith(method) and path in one.path]

    def start(self) -> Self:
        """Serve, in a thread of its own; also again after `stop` or after it was killed."""
        self._stopping.clear()
        self._server = _Server(self, self._port)
        self._port = self._server.server_port
        # A short poll: stopping waits for it.
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Serve no more, and close every connection."""
        self._stopping.set()
        server, self._server = self._server, None
        if server:
            server.shutdown()
            server.server_close()
            server.hang_up()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()

    def handle(self, request: Request, query: str) -> Answer:
        """Number, answer and log a request, with the faults that apply; then wait where it stalls."""
        with self._lock:
            self._number += 1
            answer = self._answer_with_faults(replace(request, number=self._number))
            status = 0 if answer.cut_after == -1 else answer.status
            self.requests.append(Logged(request.method, request.path, status, query))
        if answer.stall_s:
            self._stopping.wait(answer.stall_s)
        return answer

    def _answer_with_faults(self, request: Request) -> Answer:
        for fault in self.faults:
            if (instead := fault.instead(request)) is not None:
                return instead
        answer = self.answer(request)
        for fault in self.faults:
            answer = fault.afterwards(request, answer)
        return answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a handler may be the one that stops the server

    def __init__(self, standin: StandIn, port: int) -> None:
        self.standin = standin
        self.connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def hang_up(self) -> None:
        for connection in list(self.connections):
            with contextlib.suppress(OSError):  # closed by the other side already
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        # A client that hung up is its own affair; anything else is a defect of the stand-in, for a test to see.
        if not isinstance(sys.exc_info()[1], OSError):
            self.standin.complaints.append(f"the stand-in itself failed: {traceback.format_exc()}")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        super().finish()

    def do_GET(self) -> None:
        answer = self.server.standin.handle(*self._read())
        self._send(answer)
        if answer.kills:
            self.server.standin.stop()

    do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815 - the names http.server looks up

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal: requests are in the stand-in's own log."""

    def _read(self) -> tuple[Request, str]:
        address = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionResetError("the client hung up in the middle of its request")
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qs(address.query, keep_blank_values=True)
        return Request(self.command, address.path, query, headers, body), address.query

    def _send(self, answer: Answer) -> None:
        if answer.cut_after is not None or answer.kills:
            self.close_connection = True
        if answer.cut_after == -1:
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body[: answer.cut_after])
