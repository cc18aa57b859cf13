"""What the columns of an export hold: dates and their order, e-mails, phone numbers, numbers, labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice

from integrations.csv_reading import CsvFile
from integrations.csv_values import DAY_FIRST, EXCEL, MONTH_FIRST, UNIX, DateReader, read_number

SAMPLE_ROWS = 100_000
_MOST_VALUES = 20_000
_MOST_LABELS = 60
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s().-]{7,20}")
_TWO_PARTS = re.compile(r"^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}\b")


@dataclass(frozen=True)
class ColumnProfile:
    """One column of a sample: its name and how often each value stands in it (empty cells left out).

    With more than 20,000 different values the rest are not counted.
    """

    name: str
    values: Mapping[str, int]
    rows: int

    @property
    def filled(self) -> int:
        """Rows with a value."""
        return sum(self.values.values())

    @cached_property
    def is_labels(self) -> bool:
        """Whether it holds a few texts that repeat."""
        few = len(self.values) <= _MOST_LABELS and self.filled >= 2 * len(self.values)
        return bool(self.values) and few and not self.is_dates and max(map(len, self.values)) <= _MOST_LABELS

    @cached_property
    def is_emails(self) -> bool:
        """Whether nearly all values are e-mail addresses."""
        return self._mostly(lambda text: bool(_EMAIL.fullmatch(text)))

    @cached_property
    def is_phones(self) -> bool:
        """Whether nearly all values are phone numbers."""
        return self._mostly(lambda text: bool(_PHONE.fullmatch(text)) and not self._reads(read_number, text))

    @cached_property
    def is_numbers(self) -> bool:
        """Whether nearly all values are numbers."""
        return self._mostly(lambda text: self._reads(read_number, text))

    @cached_property
    def is_dates(self) -> bool:
        """Whether nearly all values are moments, in whatever order."""
        readers = [DateReader((order,)).read for order in _ORDERS]
        return any(self._mostly(partial(self._reads, reader)) for reader in readers)

    @cached_property
    def date_orders(self) -> frozenset[str]:
        """Which of 'day first' and 'month first' all its dates allow; empty where they need neither."""
        unclear = [text for text in self.values if _TWO_PARTS.match(text)]
        if not unclear or not self.is_dates:
            return frozenset()
        readable = {
            order: sum(self._reads(DateReader((order,)).read, text) for text in unclear) for order in _ORDERS
        }
        best = max(readable.values())
        return frozenset(order for order, number in readable.items() if number == best)

    @cached_property
    def counted_dates(self) -> str | None:
        """'unix' or 'excel' where its numbers may be moments counted that way."""
        numbers = [float(text) for text in islice(self.values, 500) if re.fullmatch(r"\d+(\.\d+)?", text)]
        if not numbers or len(numbers) < min(len(self.values), 500):
            return None
        if all(10**9 <= number < 10**10 or 10**12 <= number < 10**13 for number in numbers):
            return UNIX
        return EXCEL if all(30_000 <= number < 60_000 for number in numbers) else None  # noqa: PLR2004 - 1982 to 2064

    def _mostly(self, fits: Callable[[str], bool]) -> bool:
        sample = list(islice(self.values, 1000))
        return bool(sample) and sum(map(fits, sample)) >= 0.9 * len(sample)

    def _reads(self, reader: Callable[[str], object], text: str) -> bool:
        try:
            reader(text)
        except (ValueError, OverflowError):
            return False
        return True


_ORDERS = (DAY_FIRST, MONTH_FIRST)


@dataclass(frozen=True)
class FileProfile:
    """A file and the profile of each column, from its first 100,000 rows."""

    file: CsvFile
    columns: Sequence[ColumnProfile]
    rows: int
    whole: bool

    def column(self, name: str) -> ColumnProfile:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def profile_file(file: CsvFile) -> FileProfile:
    """Look at a file's rows; rows with faults are left out."""
    counts = [Counter[str]() for _ in file.header]
    rows = read = 0
    for record in islice(file.records(), SAMPLE_ROWS):
        read += 1
        if record.fault:
            continue
        rows += 1
        for values, cell in zip(counts, record.cells, strict=True):
            text = cell.strip()
            if text and (text in values or len(values) < _MOST_VALUES):
                values[text] += 1
    columns = [ColumnProfile(name, values, rows) for name, values in zip(file.header, counts, strict=True)]
    return FileProfile(file, columns, rows, whole=read < SAMPLE_ROWS)


def agreed_order(columns: Iterable[ColumnProfile]) -> tuple[str | None, bool]:
    """The order of day and month that all these columns allow, and whether it is sure."""
    votes = [column.date_orders for column in columns if column.date_orders]
    if not votes:
        return None, True
    sure = {next(iter(orders)) for orders in votes if len(orders) == 1}
    return (next(iter(sure)), True) if len(sure) == 1 else (DAY_FIRST, False)
