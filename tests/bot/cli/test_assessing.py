from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli.assessing import read_table
from ml.errors import BadInput

Run = Callable[..., Any]


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    """Sixteen deals: too few for any model but the base rate."""
    path = tmp_path / "deals.csv"
    rows = [
        f"{day:02},{'web' if day % 2 else 'fair'},{'Won' if day % 4 == 0 else 'Lost'}" for day in range(1, 17)
    ]
    path.write_text("\n".join(["day,source,stage", *rows]) + "\n", encoding="utf-8")
    return path


def test_few_outcomes_give_the_base_rate_only(run_command: Run, deals: Path) -> None:
    ended = run_command("assess", deals, "--outcome", "stage", "--positive", "Won", "--json")
    found = ended.document
    assert ended.exit == 0
    assert (found["rows"], found["base_rate"], found["majority_rate"]) == (16, 0.25, 0.75)
    assert list(found["splits"]["random"]) == ["base_rate"]
    assert found["verdict"]["signal"] is False


def test_progress_never_stands_on_stdout(run_command: Run, deals: Path) -> None:
    ended = run_command(
        "assess", deals, "--outcome", "stage", "--positive", "Won", "--rows-in-order", "--json"
    )
    assert {"random", "by_time"} <= ended.document["splits"].keys()


def test_in_words(run_command: Run, deals: Path) -> None:
    shown = run_command("assess", deals, "--outcome", "stage", "--positive", "Won").out
    assert "Rows 16 · Base rate 0.250 · Majority rate 0.750" in shown
    assert "base_rate" in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--outcome", "end", "--positive", "Won"], "end"),
        (["--outcome", "stage", "--positive", "Gone"], "Gone"),
    ],
)
def test_a_column_or_value_that_is_not_there(
    run_command: Run, deals: Path, options: list[str], said: str
) -> None:
    refused = run_command("assess", deals, *options, "--json")
    assert (refused.exit, refused.out) == (1, "")
    assert said in refused.err


def test_wrong_use(run_command: Run, deals: Path) -> None:
    options = ["--outcome", "stage", "--positive", "Won"]
    assert run_command("assess", "nothing.csv", *options).exit == 2
    assert run_command("assess", deals).exit == 2
    assert run_command("assess", deals, *options, "--by-time", "day", "--rows-in-order").exit == 2


def test_a_gzipped_file_with_its_own_separator(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv.gz"
    path.write_bytes(gzip.compress(b"a|b\n1|x;y\n2|\n"))
    frame = read_table(path, "|")
    assert frame.to_dict("list") == {"a": ["1", "2"], "b": ["x;y", ""]}


def test_a_row_that_does_not_fit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("a,b\n1,2\n1,2,3\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"deals.csv, row 3: the row has 3 cells where the header has 2\."):
        read_table(path)
