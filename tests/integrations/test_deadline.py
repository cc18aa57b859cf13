"""However slowly a server answers, it is left in time: here one that sends a byte again and again, for ever."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx2
import pytest

from integrations.deadline import Deadline
from integrations.openai_writer import OpenAiWriter
from integrations.writing import Material
from ml.errors import Unavailable

HEAD = b"HTTP/1.1 200 OK\r\n"
DRIPS = {
    "headers": (HEAD, b"X-A: b\r\n"),
    "body": (HEAD + b"Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n", b" "),
    "error": (b"HTTP/1.1 500 Oops\r\nContent-Length: 100000\r\n\r\n", b" "),
}


@contextmanager
def dripping(first: bytes, drop: bytes) -> Iterator[str]:
    """A server that never ends its answer."""
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):  # the client hangs up
            connection.recv(65536)
            connection.sendall(first)
            while not over.wait(0.02):
                connection.sendall(drop)

    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):  # the test is over
                while True:
                    threading.Thread(target=drip, args=(server.accept()[0],), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        over.set()
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("kind", DRIPS)
def test_an_answer_that_never_ends_is_cut_off(kind: str) -> None:
    with dripping(*DRIPS[kind]) as address, Deadline(0.2) as deadline:
        hooks = {"request": [deadline.watch]}
        with httpx2.Client(timeout=60, event_hooks=hooks) as client, pytest.raises(httpx2.TransportError):
            client.get(address)
        assert deadline.over
        assert not deadline.wait(60)


@pytest.mark.parametrize("kind", DRIPS)
def test_a_model_that_never_ends_did_not_answer(kind: str) -> None:
    with dripping(*DRIPS[kind]) as address:
        writer = OpenAiWriter(f"{address}/v1", "k", "slow-1", seconds=0.3)
        with pytest.raises(Unavailable, match=r"^slow-1 did not answer within 0.3 seconds\.$"):
            writer.notes(Material("notes", "{}"))


def test_what_ends_in_time_is_left_alone() -> None:
    with Deadline(60) as deadline:
        assert deadline.wait(0)
        assert not deadline.over
