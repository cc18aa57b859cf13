from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from bot import logs, worker
from bot.settings import SETTINGS, Settings
from bot.wiring import build, build_new
from jobs.catalogue import JOBS, PROMPT, STEADY

PATIENCE = 20.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty store, which the worker works in."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.chdir(tmp_path)
    build_new(Settings.read({}, tmp_path)).store.close()
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_it_beats_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody waits for has a beat of its own: the long jobs go on until they are told to stop."""
    beats, left_off = threading.Event(), threading.Event()
    handlers: dict[int, Any] = {}

    def beat(_office: object, jobs: object, stopping: threading.Event) -> None:
        if jobs is PROMPT:
            beats.set()
        elif stopping.wait(PATIENCE):
            left_off.set()

    monkeypatch.setattr(signal, "signal", handlers.setdefault)
    monkeypatch.setattr(worker, "_beat", beat)
    monkeypatch.setattr(logs, "set_up", lambda _settings: None)
    monkeypatch.setattr(worker, "WATCH_SECONDS", 0.05)
    working = threading.Thread(target=worker.work, daemon=True)
    working.start()
    assert beats.wait(PATIENCE)
    assert working.is_alive()
    handlers[signal.SIGTERM]()
    working.join(PATIENCE)
    assert not working.is_alive()
    assert left_off.is_set()
    assert handlers.keys() == {signal.SIGTERM, signal.SIGINT}


@pytest.mark.usefixtures("folder")
def test_it_ends_with_the_process_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_has_parent", lambda: False)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(logs, "set_up", lambda _settings: None)
    monkeypatch.setattr(worker, "_beat", lambda *_: None)
    monkeypatch.setattr(worker, "WATCH_SECONDS", 0.05)
    worker.work()


def test_every_job_has_its_beat() -> None:
    assert sorted(job.name for jobs, _ in worker._BEATS for job in jobs) == sorted(job.name for job in JOBS)


def test_a_beat_does_what_is_due(folder: Path) -> None:
    with build(Settings.read({}, folder)) as office:
        worker._beat(office, STEADY, threading.Event())
        assert office.store.facts.get("job:score", None) is None
        office.store.facts.put("data_version", 1)
        worker._beat(office, STEADY, threading.Event())
        assert office.store.facts.get("job:score", None) is not None
