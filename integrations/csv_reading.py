"""A CSV file as it lies on the disk: encoding and separator found out, records streamed in bounded memory."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO, cast

from integrations.text_encoding import find_encoding
from ml.errors import BadInput

SEPARATORS = (",", ";", "\t", "|")
# A line or a cell longer than this is a quote that was never closed, or no CSV at all.
LONGEST = 4 * 1024 * 1024
_SAMPLE = 64 * 1024
_ARCHIVES = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file.

    Parameters
    ----------
    row
        Its row as a spreadsheet shows it: the header is row 1.
    cells
        Its cells, as many as the header has, unless there is a fault.
    fault
        Why the record cannot be used, in words; '' when it can.
    """

    row: int
    cells: Sequence[str]
    fault: str = ""


@dataclass(frozen=True)
class CsvFile:
    """A file with a header: where it is, how it is written, and its column names (made unique).

    Parameters
    ----------
    path
        The file, plain or gzipped.
    encoding
        A Python codec name.
    separator
        What stands between two cells.
    header
        The column names; a repeated one gets ' (2)', an empty one becomes 'column 3'.
    """

    path: Path
    encoding: str
    separator: str
    header: tuple[str, ...]

    def records(self) -> Iterator[Record]:
        """All records after the header, one at a time; blank lines are not records.

        Raises
        ------
        BadInput
            For what makes the rest of the file unreadable: an open quote, a broken encoding or archive.
        """
        with open_text(self.path, self.encoding) as text:
            rows = _numbered_rows(self.path, text, self.separator)
            next(rows, None)
            for row, cells, fault in rows:
                yield Record(row, *self._fitted(cells, fault))

    def _fitted(self, cells: Sequence[str], fault: str) -> tuple[Sequence[str], str]:
        """The cells at the header's width, or the reason why they do not fit."""
        width = len(self.header)
        if fault:
            return cells, fault
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        if len(cells) != width:
            return cells, f"the row has {len(cells)} cells where the header has {width}"
        for column, cell in zip(self.header, cells, strict=True):
            if "\0" in cell:
                return cells, f"column “{column}” holds a NUL character"
        return cells, "" if any(map(str.strip, cells)) else "every cell is empty"


def open_csv(path: Path, *, encoding: str | None = None, separator: str | None = None) -> CsvFile:
    """Find out how a file is written and read its header.

    Parameters
    ----------
    path
        The file; a name that ends in .gz is read as gzip.
    encoding, separator
        What the mapping says, where it says something; else both are found out.

    Raises
    ------
    BadInput
        When the file is missing, empty, no text, or in an encoding that cannot be told.
    """
    _refuse_archives(path)
    encoding = encoding or find_encoding(path, lambda: open_bytes(path))
    with open_text(path, encoding) as text:
        sample = _first_lines(path, text)
    if not sample.strip():
        raise BadInput(f"{path.name} is empty: there is not even a header.")
    separator = separator or _announced_separator(sample) or find_separator(sample)
    with open_text(path, encoding) as text:
        _, header, fault = next(_numbered_rows(path, text, separator), (1, [], "the header is missing"))
    if fault:
        raise BadInput(f"{path.name}, row 1: {fault}.")
    return CsvFile(path, encoding, separator, unique_names(header))


def open_bytes(path: Path) -> BinaryIO:
    """The file's bytes, unpacked when its name ends in .gz.

    Raises
    ------
    BadInput
        When there is no such file or it may not be read.
    """
    try:
        return cast("BinaryIO", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error


def open_text(path: Path, encoding: str) -> IO[str]:
    """The file's text; line ends stay as they are, since a cell may hold one."""
    return io.TextIOWrapper(open_bytes(path), encoding=encoding, errors="strict", newline="")


def find_separator(sample: str) -> str:
    r"""The separator under which most records of a sample have the header's width, then the widest header.

    >>> find_separator('a;b\n"1,5";2\n3,5;4\n')
    ';'
    """
    return max(SEPARATORS, key=lambda separator: _fit(sample, separator))


def _fit(sample: str, separator: str) -> tuple[float, int]:
    records = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    try:
        widths = [len(cells) for cells in islice(records, 200) if cells]
    except csv.Error:
        return 0.0, 0
    if not widths or widths[0] == 1:
        return 0.0, 0
    alike = Counter(widths)[widths[0]] / len(widths)
    return round(alike, 1), widths[0]


def unique_names(header: Sequence[str]) -> tuple[str, ...]:
    """Column names without surrounding spaces, each once.

    >>> unique_names(["Name ", "", "Name"])
    ('Name', 'column 2', 'Name (2)')
    """
    names, times = dict[str, None](), Counter[str]()
    for position, cell in enumerate(header, start=1):
        bare = " ".join(cell.replace("\0", "").split()) or f"column {position}"
        name = bare
        while name in names:
            times[bare] += 1
            name = f"{bare} ({times[bare] + 1})"
        names[name] = None
    return tuple(names)


def _announced_separator(sample: str) -> str | None:
    """The separator of a first line such as `sep=;`, which Excel writes."""
    first = sample.splitlines()[0].strip()
    return first[4:5] or None if first.lower().startswith("sep=") else None


def _refuse_archives(path: Path) -> None:
    with open_bytes(path) as stream:
        try:
            start = stream.read(4)
        except (OSError, EOFError, zlib.error) as error:
            raise BadInput(f"{path.name} is not a whole gzip file: {error}.") from error
    if start in _ARCHIVES:
        raise BadInput(f"{path.name} is {_ARCHIVES[start]}, not CSV: save the sheet as CSV first.")


def _first_lines(path: Path, text: IO[str]) -> str:
    """Whole lines from the beginning, about 64 KiB of them."""
    lines, size = list[str](), 0
    for line in _lines(path, text):
        lines.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    return "".join(lines)


def _lines(path: Path, text: IO[str]) -> Iterator[str]:
    """Lines of bounded length; whatever breaks on the way is told with its line."""
    number = 0
    while True:
        number += 1
        try:
            line = text.readline(LONGEST)
        except UnicodeError as error:
            raise BadInput(
                f"{path.name}, line {number}: the bytes are not text in the encoding of its beginning; "
                "name the right `encoding:` in the mapping."
            ) from error
        except (OSError, EOFError, zlib.error) as error:
            raise BadInput(f"{path.name} breaks off at line {number}: {error}.") from error
        if not line:
            return
        if len(line) >= LONGEST:
            raise BadInput(f"{path.name}, line {number} is longer than 4 MiB: this is no CSV file.")
        yield line


def _numbered_rows(path: Path, text: IO[str], separator: str) -> Iterator[tuple[int, list[str], str]]:
    """Row number, cells and fault of every row that is not blank, the header (row 1) included."""
    csv.field_size_limit(LONGEST)
    lines = _Remembering(_without_announcement(_lines(path, text)))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    row = 0
    while True:
        row += 1
        begun = lines.number + 1
        try:
            cells, fault = next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            if "end of data" in str(error) or "field limit" in str(error):
                raise BadInput(
                    f"{path.name}, row {row} (line {begun}): a quote is opened and never closed."
                ) from error
            cells, fault = [lines.last.rstrip("\r\n")], "text follows a closing quote within a cell"
        if cells:
            yield row, cells, fault


def _without_announcement(lines: Iterator[str]) -> Iterator[str]:
    first = next(lines, "")
    if first and not first.lower().startswith("sep="):
        yield first
    yield from lines


class _Remembering:
    """Lines that can still be shown after the reader has stumbled over one."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.last = ""
        self.number = 0

    def __iter__(self) -> _Remembering:
        return self

    def __next__(self) -> str:
        self.last = next(self._lines)
        self.number += 1
        return self.last
