"""The rejects file: made when needed, never overwritten, no formula in it."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rejects import COLUMNS, Rejects, defused


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_nothing_rejected_leaves_no_file(tmp_path: Path, fixed_now: datetime) -> None:
    with Rejects(tmp_path / "new", fixed_now) as rejects:
        pass
    assert rejects.file is None
    assert not (tmp_path / "new").exists()


def test_each_import_has_its_own_file(tmp_path: Path, fixed_now: datetime) -> None:
    files = list[Path]()
    for _ in range(2):
        with Rejects(tmp_path, fixed_now) as rejects:
            rejects.add("deals.csv", 7, "a row without a company", ["1", "", "a,b"])
        assert rejects.file
        files.append(rejects.file)
    assert len(set(files)) == 2
    assert rows_of(files[0]) == [list(COLUMNS), ["deals.csv", "7", "a row without a company", '1,,"a,b"']]


@given(
    cells=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4
    )
)
def test_no_cell_is_a_formula_and_nothing_is_lost(
    cells: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Rejects(tmp_path_factory.mktemp("rejects"), datetime(2026, 1, 1)) as rejects:  # noqa: DTZ001 - only names the file
        rejects.add("=f.csv", 2, "+reason", cells)
    assert rejects.file
    row = rows_of(rejects.file)[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert row[0] == "'=f.csv"
    assert next(csv.reader(io.StringIO(row[3], newline="")), []) in ([defused(cell) for cell in cells], [])
