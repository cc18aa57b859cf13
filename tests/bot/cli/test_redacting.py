"""`redact`: text in, text out; names from the store where there is one."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integrations.store import Store
from ml.records import Person, Role

Run = Callable[..., Any]


def test_numbers_go_without_a_store(run_command: Run, tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(
        "Ravi: call 9123 4567\nNRIC S4240080G,\n320 headcount\n", encoding="utf-8"
    )
    ended = run_command("redact", "call.txt")
    assert (ended.exit, ended.out) == (0, "Ravi: call [PHONE_1]\nNRIC [ID_1],\n320 headcount\n")
    assert "no store" in ended.err
    assert not (tmp_path / ".sales-assistant").exists()


def test_names_of_the_store_go(run_command: Run, tmp_path: Path, migrated_file: Path) -> None:
    (tmp_path / ".sales-assistant").mkdir()
    file = tmp_path / ".sales-assistant" / "sales-assistant.db"
    shutil.copy(migrated_file, file)
    store = Store.open(f"sqlite:///{file}")
    store.people.add(Person("mei@firm.example", "Mei Lin", Role.REP))
    store.close()
    (tmp_path / "call.txt").write_bytes("\ufeffmei lin called\r\nno end of line".encode())
    ended = run_command("redact", "call.txt")
    assert (ended.exit, ended.out, ended.err) == (0, "[PERSON_1] called\r\nno end of line", "")


def test_what_is_piped_in(run_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("müller@bücher.de\n".encode())))
    assert run_command("redact", "-").out == "[EMAIL_1]\n"


@pytest.mark.parametrize("content", [None, b"\x89PNG\r\n\x1a\n\0\0", b"caf\xe9", b"a\0b", b"\xff\xfe\xff"])
def test_what_is_no_text_is_one_sentence(run_command: Run, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "call.txt").write_bytes(content)
    refused = run_command("redact", "call.txt")
    assert (refused.exit, refused.out) == (1, "")
    assert refused.err.startswith("call.txt ")
    assert refused.err.count("\n") == 1


def test_a_folder_and_an_empty_file(run_command: Run, tmp_path: Path) -> None:
    assert run_command("redact", tmp_path).exit == 1
    (tmp_path / "call.txt").write_text("")
    assert run_command("redact", "call.txt").out == ""
