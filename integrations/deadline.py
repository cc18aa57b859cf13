"""A hard end for what is asked of a server: however slowly it answers, byte by byte even, it is cut off in time."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import httpx2


class Deadline:
    """Counts from `with` on; at its end the connection in use is shut, which ends every wait on it.

    Time-outs of HTTP clients begin anew with each byte that comes, so a server that drips would never end.

    Parameters
    ----------
    seconds
        How long it all may take, repetitions included.
    """

    def __init__(self, seconds: float) -> None:
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    @property
    def over(self) -> bool:
        """Whether it has passed."""
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Let so much time go by, or what is left of it; False where nothing is left."""
        return not self._over.wait(seconds)

    def watch(self, request: httpx2.Request) -> None:
        """Have this request's connection shut at the end: an event hook of the HTTP client."""
        request.extensions = {**request.extensions, "trace": self._trace}

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Told by the HTTP client of every step; those that open a connection bring its stream."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            with self._lock:
                self._socket = info["return_value"].get_extra_info("socket")
            if self.over:
                self._end()

    def _end(self) -> None:
        self._over.set()
        with self._lock, contextlib.suppress(OSError):  # closed already
            if self._socket:
                self._socket.shutdown(socket.SHUT_RDWR)
