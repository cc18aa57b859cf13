"""Importing a module does nothing: no environment read, no file, no socket; and the web process stays light."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

# Imports every module named on stdin with sockets, writing and directories refused; prints what broke.
IMPORT_ALL = """
import importlib, json, os, socket, sys, builtins
def refuse(what):
    def refused(*args, **kwargs):
        raise AssertionError(f"an import {what}")
    return refused
sys.dont_write_bytecode = True
real_open = builtins.open
def only_reading(file, mode="r", *args, **kwargs):
    assert not set(mode) & set("wax+"), f"an import writes {file}"
    return real_open(file, mode, *args, **kwargs)
socket.socket.connect = refuse("opens a socket")
socket.socket.bind = refuse("binds a socket")
os.mkdir = refuse("makes a directory")
builtins.open = only_reading
broken = {}
for name in json.load(sys.stdin):
    try:
        importlib.import_module(name)
    except BaseException as error:
        broken[name] = f"{type(error).__name__}: {error}"
print(json.dumps(broken))
"""


def run_python(root: Path, folder: Path, code: str, given: str = "") -> str:
    """What this code prints in a fresh interpreter with an empty environment, in an empty folder."""
    done = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r})\n{code}"],
        cwd=folder,
        env={},
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_every_module_does_nothing(root: Path, sources: list[Any], tmp_path: Path) -> None:
    modules = [source.module for source in sources if source.name != "bot/__main__.py"]
    assert json.loads(run_python(root, tmp_path, IMPORT_ALL, json.dumps(modules))) == {}
    assert list(tmp_path.iterdir()) == []


def test_the_web_process_loads_no_models(root: Path, tmp_path: Path) -> None:
    code = """
import json
import bot.web, bot.app, bot.commands, bot.ratings, bot.home, bot.replying
from slack_bolt.adapter.wsgi import SlackRequestHandler
from integrations.store import Store
heavy = {"pandas", "numpy", "sklearn", "scipy", "skops", "openai", "alembic", "typer", "rich", "apscheduler"}
print(json.dumps(sorted(heavy & set(sys.modules))))
"""
    assert json.loads(run_python(root, tmp_path, code)) == []


def test_light_commands_load_no_models(root: Path, tmp_path: Path) -> None:
    code = """
import json
import bot.cli.program, bot.doctor, bot.status, bot.say
print(json.dumps(sorted({"pandas", "numpy", "sklearn", "scipy", "skops", "granian"} & set(sys.modules))))
"""
    assert json.loads(run_python(root, tmp_path, code)) == []
