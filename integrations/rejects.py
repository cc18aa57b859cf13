"""The rejects file: every row that could not be stored, with the reason, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Self

from ml.errors import Unavailable

COLUMNS = ("file", "row", "reason", "cells")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> defused("=1+1"), defused("Acme")
    ("'=1+1", 'Acme')
    """
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


class Rejects:
    """Collects rejected rows in a CSV file, which is made at the first one; a context manager.

    Parameters
    ----------
    directory
        Where the file goes.
    now
        Names the file, with a number behind it where that name is taken.
    """

    def __init__(self, directory: Path, now: datetime) -> None:
        self._directory = directory
        self._stem = f"rejects-{now:%Y%m%d-%H%M%S}"
        self._stream: IO[str] | None = None
        self.file: Path | None = None
        self.count = 0

    def add(self, file: str, row: int, reason: str, cells: Sequence[str]) -> None:
        """Write down one rejected row: its cells stand as one CSV line in the last column."""
        stream = self._stream or self._open()
        line = io.StringIO(newline="")
        csv.writer(line).writerow([defused(cell) for cell in cells])
        told = (file, str(row), reason, line.getvalue().removesuffix("\r\n"))
        csv.writer(stream).writerow([defused(cell) for cell in told])
        self.count += 1

    def _open(self) -> IO[str]:
        self._directory.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            name = f"{self._stem}.csv" if number == 1 else f"{self._stem}-{number}.csv"
            try:
                self._stream = (self._directory / name).open("x", encoding="utf-8", newline="")
                break
            except FileExistsError:
                number += 1
        self.file = self._directory / name
        csv.writer(self._stream).writerow(COLUMNS)
        return self._stream

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream:
            self._stream.close()


def drop_lines(directory: Path, unwanted: Callable[[Sequence[str]], bool]) -> int:
    """Rewrite those files of rejected rows that hold unwanted rows, without them; says how many files.

    Raises
    ------
    Unavailable
        When a file cannot be read or written.
    """
    changed = 0
    try:
        for path in sorted(directory.glob("rejects-*.csv")):
            with path.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.reader(stream))
            kept = [row for row in rows if not unwanted(row)]
            if len(kept) < len(rows):
                beside = path.with_suffix(".new")
                with beside.open("w", encoding="utf-8", newline="") as stream:
                    csv.writer(stream).writerows(kept)
                beside.replace(path)
                changed += 1
    except OSError as error:
        raise Unavailable(
            f"The files in {directory} cannot be rewritten; check who may write there."
        ) from error
    return changed
