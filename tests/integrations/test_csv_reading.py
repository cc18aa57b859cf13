"""Reading CSV files: dialects found out, faults told by row, broken files in one sentence, bounded memory."""

from __future__ import annotations

import csv
import gzip
import io
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.csv_reading import find_separator, open_csv, unique_names
from ml.errors import BadInput

CELL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12
)  # a cell may hold separators, quotes and line ends


def write(folder: Path, content: bytes | str, name: str = "deals.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def cells_of(path: Path) -> list[list[str]]:
    return [list(record.cells) for record in open_csv(path).records()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_finds_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [["Name", "Note"], ["Café Müller", f"say {separator} – twice"], ["Acme", "plain"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    file = open_csv(write(tmp_path, out.getvalue().encode(encoding)))
    assert file.separator == separator
    assert file.header == ("Name", "Note")
    assert [list(record.cells) for record in file.records()] == rows[1:]


@given(
    rows=st.lists(
        st.lists(CELL, min_size=3, max_size=3).filter(lambda row: any(map(str.strip, row))), max_size=8
    ),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_is_read(
    rows: list[list[str]], separator: str, encoding: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    path = write(tmp_path_factory.mktemp("wild"), out.getvalue().encode(encoding))
    file = open_csv(path, separator=separator)
    assert [list(record.cells) for record in file.records()] == rows


def test_a_cell_with_line_ends_is_one_record_and_rows_count_like_a_spreadsheet(tmp_path: Path) -> None:
    path = write(tmp_path, 'Name,Note\nAcme,"two\nlines"\n\nBeta,x,y\n')
    records = list(open_csv(path).records())
    assert [(record.row, list(record.cells)) for record in records] == [
        (2, ["Acme", "two\nlines"]),
        (4, ["Beta", "x", "y"]),
    ]
    assert records[1].fault == "the row has 3 cells where the header has 2"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Acme", "the row has 1 cells where the header has 2"),
        ("Ac\0me,x", "column “Name” holds a NUL character"),
        (" ,", "every cell is empty"),
        ('"Acme" Ltd,x', "text follows a closing quote within a cell"),
    ],
)
def test_faults_of_rows_are_told_and_the_next_row_is_read(tmp_path: Path, line: str, fault: str) -> None:
    records = list(open_csv(write(tmp_path, f"Name,Note\n{line}\nBeta,fine\n")).records())
    assert [record.fault for record in records] == [fault, ""]
    assert list(records[1].cells) == ["Beta", "fine"]


def test_empty_cells_beyond_the_header_do_not_matter(tmp_path: Path) -> None:
    assert cells_of(write(tmp_path, "Name,Note\nAcme,x,,\n")) == [["Acme", "x"]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "deals.csv is empty: there is not even a header."),
        (b"\n\n", "deals.csv is empty: there is not even a header."),
        (
            b"PK\x03\x04rest",
            "deals.csv is an Excel workbook or a zip archive, not CSV: save the sheet as CSV first.",
        ),
        (b'Name,"Note\nAcme,x\n', "deals.csv, row 1 (line 1): a quote is opened and never closed."),
        (
            b"Name,Note\n" + b"x" * (5 * 1024 * 1024),
            "deals.csv, line 2 is longer than 4 MiB: this is no CSV file.",
        ),
        ("Имя,Город\nОлег,Москва\n".encode("cp1251"), "neither UTF-8 nor Windows-1252"),
        ("Name,Note\nCafé,é\nMüller,".encode() + b"\xe9\n", "UTF-8 with broken bytes"),
    ],
)
def test_broken_files_are_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        list(open_csv(write(tmp_path, content)).records())
    assert sentence in str(refusal.value)


def test_an_open_quote_is_told_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"row 3 \(line 3\): a quote is opened and never closed"):
        list(open_csv(write(tmp_path, 'Name,Note\nAcme,x\nBeta,"open\nGamma,y\n')).records())


def test_the_named_encoding_wins_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "Имя,Город\nОлег,Москва\n".encode("cp1251"))
    assert [list(r.cells) for r in open_csv(path, encoding="cp1251").records()] == [["Олег", "Москва"]]
    with pytest.raises(BadInput, match="name the right `encoding:`"):
        list(open_csv(path, encoding="utf-8").records())


def test_gzip_is_read_and_a_broken_one_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(b"Name;Note\nAcme;x\n" * 500)
    assert cells_of(write(tmp_path, packed, "a.csv.gz"))[0] == ["Acme", "x"]
    with pytest.raises(BadInput, match=r"cannot be read to its end|breaks off"):
        cells_of(write(tmp_path, packed[:-12], "b.csv.gz"))
    with pytest.raises(BadInput, match="not a whole gzip file"):
        cells_of(write(tmp_path, b"Name,Note\n", "c.csv.gz"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        open_csv(tmp_path / "nowhere.csv")


def test_header_only_and_single_columns_and_excels_first_line(tmp_path: Path) -> None:
    assert cells_of(write(tmp_path, "Name,Note\n")) == []
    assert cells_of(write(tmp_path, "Name\nAcme\n")) == [["Acme"]]
    assert cells_of(write(tmp_path, "sep=;\nName;Note\nA,b;c\n")) == [["A,b", "c"]]


def test_names_of_columns_are_made_unique() -> None:
    assert unique_names(["A", "A", "A (2)", " A ", ""]) == ("A", "A (2)", "A (2) (2)", "A (3)", "column 5")


@given(st.lists(st.text(max_size=6), max_size=12))
def test_unique_names_are_unique(header: list[str]) -> None:
    names = unique_names(header)
    assert len(set(names)) == len(header) == len(names)
    assert all(names)


@given(st.text(max_size=300))
def test_any_text_has_some_separator(sample: str) -> None:
    assert find_separator(sample) in ",;\t|"


@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write(tmp_path_factory.mktemp("bytes"), content)
    with suppress(BadInput):
        file = open_csv(path)
        assert {len(record.cells) for record in file.records() if not record.fault} <= {len(file.header)}


def test_a_large_file_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write("id,name,note\n")
        for number in range(120_000):
            out.write(f"{number},Company {number},{'words ' * 15}\n")
    assert path.stat().st_size > 12_000_000
    tracemalloc.start()
    rows = sum(1 for _ in open_csv(path).records())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 120_000
    assert peak < 6_000_000
