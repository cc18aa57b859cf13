"""A load generator: signed slash commands over keep-alive connections, one process, one thread.

`python -m tests.benchmarks.load PORT CONNECTIONS SECONDS` reads the requests from stdin (JSON lines of strings)
and prints what came back as one JSON document.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.signed_requests import command_body, signed_headers

_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)


@dataclass
class Outcome:
    """What came back: the time of each answer in milliseconds, and how many were not 200."""

    milliseconds: list[float] = field(default_factory=list)
    failures: int = 0
    seconds: float = 0.0

    def at(self, share: float) -> float:
        """The time within which this share of the requests was answered."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def rate(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds


def signed_commands(texts: Iterator[str], secret: str, user_id: str, port: int) -> Iterator[bytes]:
    """Whole HTTP requests of `/lead TEXT`, each with a trigger of its own."""
    for text in texts:
        body = command_body("/lead", text, user_id=user_id, channel_id="C0SALES", channel_name="sales")
        headers = {
            **signed_headers(body, secret),
            "host": f"127.0.0.1:{port}",
            "content-length": str(len(body.encode())),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        yield f"POST /slack/events HTTP/1.1\r\n{head}\r\n{body}".encode()


@dataclass
class _Connection:
    """One keep-alive connection with one request under way."""

    sock: socket.socket
    sent_at: float = 0.0
    got: bytes = b""

    def send(self, request: bytes) -> None:
        self.got = b""
        self.sent_at = time.perf_counter()
        self.sock.sendall(request)

    def answered(self) -> bool:
        """Whether the whole answer has arrived."""
        self.got += self.sock.recv(262_144)
        head, _, body = self.got.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        return length is not None and len(body) >= int(length[1])


def load(port: int, connections: int, requests: Iterator[bytes], seconds: float) -> Outcome:
    """Keep so many connections busy until the time or the requests are over."""
    outcome, selector = Outcome(), selectors.DefaultSelector()
    begun = time.perf_counter()
    for _ in range(connections):
        connection = _Connection(socket.create_connection(("127.0.0.1", port)))
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection.sock, selectors.EVENT_READ, connection)
        connection.send(next(requests))
    while selector.get_map():
        for key, _ in selector.select(timeout=10):
            if key.data.answered():
                _note(outcome, key.data)
                more = next(requests, None) if time.perf_counter() - begun < seconds else None
                if more:
                    key.data.send(more)
                else:
                    selector.unregister(key.fileobj)
                    key.data.sock.close()
    outcome.seconds = time.perf_counter() - begun
    return outcome


def _note(outcome: Outcome, connection: _Connection) -> None:
    outcome.milliseconds.append(1000 * (time.perf_counter() - connection.sent_at))
    outcome.failures += b" 200 " not in connection.got[:16]


def main() -> None:
    """Run the load that the arguments and stdin describe."""
    port, connections, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    requests = [line.encode() for line in json.load(sys.stdin)]
    outcome = load(port, connections, iter(requests), seconds)
    print(json.dumps({**vars(outcome)}))  # noqa: T201 - its result


if __name__ == "__main__":
    main()
