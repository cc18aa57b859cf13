"""Work that only one process may do at a time, and that a killed process lets go of."""

from __future__ import annotations

import subprocess
import sys

import pytest

from integrations.store import Store
from integrations.store.exclusive import alone
from ml.errors import Refused

_HOLD = (
    "import sys; from integrations.store import Store; from integrations.store.exclusive import alone\n"
    "with alone(Store.open(sys.argv[1]).engine, 'sync'): print('held', flush=True); sys.stdin.read()"
)


def test_the_same_work_is_refused_while_another_is_at_it(store: Store) -> None:
    with alone(store.engine, "sync"), alone(store.engine, "other"), pytest.raises(Refused, match="sync"):  # noqa: SIM117 - the inner one is what is refused
        with alone(store.engine, "sync"):
            pass
    with alone(store.engine, "sync"):
        pass


def test_a_killed_process_lets_go(store: Store, store_url: str) -> None:
    command = [sys.executable, "-c", _HOLD, store_url]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Refused), alone(store.engine, "sync"):
        pass
    holder.kill()
    holder.wait(timeout=10)
    for pipe in (holder.stdin, holder.stdout):
        if pipe:
            pipe.close()
    with alone(store.engine, "sync"):
        pass
