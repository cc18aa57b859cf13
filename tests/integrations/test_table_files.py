"""Tables in CSV files: every cell comes back as it was, and no cell is a formula."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.table_files import read_table, write_table
from ml.errors import Unavailable

TEXT = st.one_of(
    st.none(),
    st.sampled_from(["", "NA", "nan", "None", "=1+1", "'", "'=x", "-5", "\r", "a\r\nb", '"', "a,b", " x "]),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12),
)
SECONDS = st.one_of(st.none(), st.integers(-2_000_000_000, 4_000_000_000))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-(2**63) + 1, 2**63 - 1), st.floats(), TEXT, SECONDS, st.booleans()), max_size=8
    )
)
def test_what_is_read_is_what_was_written(
    rows: list[tuple[int, float, str | None, int | None, bool]],
) -> None:
    columns = list(zip(*rows, strict=True)) or [()] * 5
    moments = np.array(
        [np.datetime64("NaT") if at is None else at for at in columns[3]], dtype="datetime64[s]"
    )
    frame = pd.DataFrame(
        {
            "id": np.array(columns[0], np.int64),
            "number": np.array(columns[1], np.float64),
            "text": pd.array(list(columns[2]), dtype="str"),
            "second": moments,
            "moment": moments.astype("datetime64[us]") + np.timedelta64(1, "us"),
            "flag": np.array(columns[4], bool),
            "nothing": pd.array([None] * len(rows), dtype="str"),
        }
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        again = read_table(path, write_table(path, frame))
        with path.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in list(csv.reader(stream))[1:] for cell in (row[2], row[6])]
    pd.testing.assert_frame_equal(again, frame, check_exact=True)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_values_of_many_kinds_become_their_words(tmp_path: Path) -> None:
    frame = pd.DataFrame({"own": [1, "x", None, True, {"a": 1}]})
    again = read_table(tmp_path / "t.csv", write_table(tmp_path / "t.csv", frame))
    pd.testing.assert_frame_equal(again, frame.astype("str"))


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="--out"):
        write_table(tmp_path / "file" / "t.csv", pd.DataFrame({"a": [1]}))
