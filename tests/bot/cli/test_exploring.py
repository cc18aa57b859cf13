"""`explore`: the page is written where it is asked for, never over somebody's file, and the export is audited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.report.page import MARK
from bot.settings import Settings
from bot.wiring import build, build_new
from ml.cuss_tagger import CussTagger
from tests.imported_sample import import_sample

Run = Callable[..., Any]


def test_the_page_is_written_over_an_earlier_one_and_audited(
    run_command: Run, tmp_path: Path, tagger: CussTagger
) -> None:
    import_sample(tmp_path, tagger)
    page = tmp_path / "report.html"
    page.write_text(f"<html>{MARK}of last month", encoding="utf-8")
    ran = run_command("explore")
    assert (ran.exit, ran.out) == (0, "")
    assert f"Written to {page}" in ran.err
    html = page.read_text(encoding="utf-8")
    assert MARK in html
    assert "of last month" not in html
    assert html.count("<section") >= 8
    assert html.count("<svg") >= 8
    with build(Settings.read({}, tmp_path)) as office:
        pursuits = office.store.counts()["pursuits"]
        assert pursuits >= 60
        entry = office.store.audit.newest(1)[0]
    assert (entry.who, entry.did, entry.about, entry.rows) == (
        "command line",
        "explore",
        "all pursuits",
        pursuits,
    )


def test_a_file_that_is_no_report_is_left_alone(run_command: Run, tmp_path: Path) -> None:
    with build_new(Settings.read({}, tmp_path)):
        pass
    mine = tmp_path / "plan.html"
    mine.write_text("<h1>My plan</h1>", encoding="utf-8")
    ran = run_command("explore", "--out", mine)
    assert ran.exit == 1
    assert "is no report of `explore`; choose another file with --out" in ran.err
    assert mine.read_text(encoding="utf-8") == "<h1>My plan</h1>"


def test_where_nothing_can_be_written_it_says_so(run_command: Run, tmp_path: Path) -> None:
    ran = run_command("explore", "--out", tmp_path)
    assert ran.exit == 1
    assert "cannot be written; choose another file with --out" in ran.err


def test_an_empty_store_is_a_sentence(run_command: Run, tmp_path: Path) -> None:
    with build_new(Settings.read({}, tmp_path)):
        pass
    ran = run_command("explore")
    assert ran.exit == 1
    assert len(ran.err.strip().splitlines()[-1]) > 20
    assert not (tmp_path / "report.html").exists()


def test_without_a_store_it_says_so(run_command: Run, tmp_path: Path) -> None:
    assert run_command("explore").exit == 1
    assert not (tmp_path / "report.html").exists()
