from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cloud_clock import CloudClock
from bot.settings import SETTINGS, Settings
from bot.wiring import build_new

BEARING = {"HTTP_AUTHORIZATION": "Bearer tock"}
CRON = {"HTTP_X_APPENGINE_CRON": "true"}
PATIENCE = 30.0


def settings(folder: Path, **environ: str) -> Settings:
    return Settings.read({"TICK_TOKEN": "tock", **environ}, folder)


def on_app_engine(folder: Path) -> Settings:
    return settings(folder, GAE_ENV="standard", DATABASE_URL="postgresql://db/sales", TICK_TOKEN="")


def clock(known: Settings, code: str = "print('{}')", patience: float = PATIENCE) -> CloudClock:
    """One whose tick is this code instead."""
    return CloudClock(known, (sys.executable, "-c", code), patience)


@pytest.mark.parametrize(
    ("method", "environ", "status"),
    [("POST", BEARING, 200), ("POST", {}, 401), ("POST", {"HTTP_AUTHORIZATION": "Bearer tick"}, 401),
     ("POST", CRON, 401), ("GET", BEARING, 404), ("GET", CRON, 404), ("DELETE", BEARING, 404)],
)  # fmt: skip
def test_it_takes_what_bears_the_token(
    tmp_path: Path, method: str, environ: dict[str, Any], status: int
) -> None:
    assert clock(settings(tmp_path)).take(method, environ)[0] == status


def test_without_a_token_it_is_not_there(tmp_path: Path) -> None:
    nobodys = clock(settings(tmp_path, TICK_TOKEN=""))
    assert nobodys.take("POST", {}) == (404, "")
    assert nobodys.take("POST", {"HTTP_AUTHORIZATION": "Bearer "}) == (404, "")


def test_app_engine_proves_its_own_cron(tmp_path: Path) -> None:
    there = clock(on_app_engine(tmp_path))
    assert there.take("GET", CRON)[0] == 200
    assert there.take("GET", {})[0] == 404
    assert there.take("POST", CRON)[0] == 404


def test_app_engines_clock_calls_what_is_there() -> None:
    (told,) = yaml.safe_load((Path(__file__).parents[2] / "cron.yaml").read_text(encoding="utf-8"))["cron"]
    assert (told["url"], told["schedule"]) == ("/jobs/tick", "every 1 minutes")


def test_a_long_tick_goes_on_by_itself_and_is_not_started_again(tmp_path: Path) -> None:
    """The tick runs until somebody reads what it writes into a pipe."""
    pipe, begun = tmp_path / "pipe", tmp_path / "begun"
    os.mkfifo(pipe)
    code = f"open({str(begun)!r}, 'a').write('x'); open({str(pipe)!r}, 'w').close(); print('{{}}')"
    hurried = clock(settings(tmp_path), code, patience=0.0)
    for _ in range(3):
        assert hurried.take("POST", BEARING) == (202, '{"running": true}')
    pipe.read_text()
    assert hurried._running is not None
    hurried._running.wait(PATIENCE)
    assert begun.read_text() == "x"
    hurried.command, hurried.patience = (sys.executable, "-c", "print(1)"), PATIENCE
    assert hurried.take("POST", BEARING) == (200, "1\n")


def test_a_tick_that_fails_is_not_taken_for_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert clock(settings(tmp_path), "raise SystemExit(1)").take("POST", BEARING) == (503, '{"failed": true}')
    assert "exit 1" in caplog.text
    assert clock(settings(tmp_path)).take("POST", BEARING)[0] == 200


def test_the_real_tick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.chdir(tmp_path)
    known = settings(tmp_path)
    build_new(known).store.close()
    status, told = CloudClock(known).take("POST", BEARING)
    assert status == 200
    assert json.loads(told).keys() == {"at", "ran", "sent", "skipped"}
