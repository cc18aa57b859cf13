from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import logs
from bot.settings import Settings


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def settings(folder: Path, **environ: str) -> Settings:
    return Settings.read(environ, folder)


def test_json_is_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings(tmp_path, LOG_FORMAT="json"))
    logging.getLogger("bot.web").info("ready for %s\nand more", "Slack")
    try:
        int("no")
    except ValueError:
        logging.getLogger("bot.web").exception("broken")
    out, err = capsys.readouterr()
    first, second = (json.loads(line) for line in err.splitlines())
    assert out == ""
    assert (first["severity"], first["logger"], first["message"]) == (
        "INFO",
        "bot.web",
        "ready for Slack\nand more",
    )
    assert first["time"].endswith("+00:00")
    assert "ValueError: invalid literal" in second["traceback"]


def test_text_is_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings(tmp_path))
    logging.getLogger("bot.web").warning("slow")
    assert capsys.readouterr().err.endswith("WARNING bot.web: slow\n")


def test_a_command_is_quiet_unless_it_should_not_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(settings(tmp_path), quiet=True)
    logging.getLogger("bot").info("chatter")
    assert capsys.readouterr().err == ""
    logs.set_up(settings(tmp_path, LOG_LEVEL="DEBUG"), quiet=True)
    logging.getLogger("bot").info("asked for")
    assert "asked for" in capsys.readouterr().err


def test_what_a_rep_typed_is_not_logged_by_the_slack_client(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(settings(tmp_path))
    logging.getLogger("slack_sdk.web").info("Sending a request with text=/lead acme")
    assert capsys.readouterr().err == ""


def test_addresses_that_are_asked_are_not_logged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for level in ("INFO", "DEBUG"):
        logs.set_up(settings(tmp_path, LOG_LEVEL=level))
        for name in ("httpx2", "openai._base_client", "twilio.http_client", "urllib3.connectionpool"):
            logging.getLogger(name).info("GET https://recordings.example/1.mp3?X-Amz-Signature=secret")
    assert capsys.readouterr().err == ""
