"""The small server answers several at once, and stops."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from bot.sandbox.loopback import serving


def test_it_answers_several_at_once_and_then_no_more() -> None:
    meeting = threading.Barrier(4, timeout=10)

    def together(_: Any, start: Any) -> list[bytes]:
        meeting.wait()
        start("200 OK", [])
        return [b"met"]

    def get(address: str) -> bytes:
        with urlopen(address, timeout=15) as reply:  # noqa: S310 - loopback
            met: bytes = reply.read()
        return met

    with serving(together) as address, ThreadPoolExecutor(4) as pool:
        assert list(pool.map(get, [address] * 4)) == [b"met"] * 4
    with pytest.raises(URLError):
        get(address)


def test_a_taken_port_is_refused() -> None:
    with serving(lambda _, start: (start("200 OK", []), [])[1]) as address:
        port = int(address.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"), serving(lambda *_: [], port):
            pass
