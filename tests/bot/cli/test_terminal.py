from __future__ import annotations

import json

import pytest

from bot.cli.terminal import print_json, print_table, progress


def test_json_keeps_every_letter(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "Café 株", "none": None})
    assert json.loads(capsys.readouterr().out) == {"name": "Café 株", "none": None}


def test_json_holds_no_number_that_is_none() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        print_json({"auc": float("nan")})


def test_cells_are_never_markup(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("a", "b"), [("[red]x[/red]", 1), (None, 22)])
    shown = capsys.readouterr().out
    assert "[red]x[/red]" in shown
    assert "–" in shown


def test_progress_without_a_terminal_names_each_step_once_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress() as report:
        report("reading", 1, 10)
        report("reading", 10, 10)
        report("writing", 0, None)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "reading …\nwriting …\n")


def test_progress_on_a_terminal_is_a_bar_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress() as report:
        report("reading", 5, 10)
        report("reading", 10, 10)
    said = capsys.readouterr()
    assert said.out == ""
    assert "reading" in said.err
    assert "10/10" in said.err
