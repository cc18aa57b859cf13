"""A company's CSV exports: which files there are, and each record as a typed row or as a reason against it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from integrations.csv_cells import CellPlan, Cells
from integrations.csv_deals import read_deal
from integrations.csv_reading import CsvFile
from integrations.csv_rows import read_company, read_contact, read_person, read_service, read_stage_change
from integrations.csv_touches import read_touch
from integrations.intake_rows import Row
from integrations.mapping import FileMapping, fold_label
from integrations.mapping_fields import STAGES, RowKind
from integrations.transcript_files import SUFFIXES, TranscriptFiles
from ml.errors import BadInput

CSV_SUFFIXES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")


def find_exports(paths: Iterable[Path]) -> list[Path]:
    """The CSV files that are named, or that lie in the folders named; each once.

    Raises
    ------
    BadInput
        When a path does not exist or none of them is or holds a CSV file.
    """
    found = dict[Path, Path]()
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path} does not exist.")
        for file in _exports_of(path):
            found.setdefault(file.resolve(), file)
    if not found:
        raise BadInput("None of the paths is or holds a .csv, .tsv or .csv.gz file.")
    return list(found.values())


def _exports_of(path: Path) -> list[Path]:
    if path.is_dir():
        return [file for file in sorted(path.iterdir()) if file.name.lower().endswith(CSV_SUFFIXES)]
    return [] if path.suffix.lower() in SUFFIXES else [path]


def find_transcripts(paths: Iterable[Path]) -> TranscriptFiles:
    """The transcripts below the folders named, and beside and below the files named."""
    return TranscriptFiles(dict.fromkeys(path if path.is_dir() else path.parent for path in paths))


@dataclass(frozen=True)
class RowReader:
    """Makes typed rows of the records of one file.

    Parameters
    ----------
    file, mapping
        The file, and what the mapping says of it.
    transcripts
        Where the transcripts of its calls are.
    """

    file: CsvFile
    mapping: FileMapping
    transcripts: TranscriptFiles = field(default_factory=lambda: TranscriptFiles(()))

    @cached_property
    def _plan(self) -> CellPlan:
        return CellPlan(self.mapping, self.file.header)

    @cached_property
    def _reader(self) -> Callable[[Cells], Row]:
        if self.mapping.row in {RowKind.TOUCH, RowKind.CALL}:
            return lambda said: read_touch(said, self.transcripts)
        return _READERS[self.mapping.row]

    def read(self, cells: Sequence[str]) -> Row:
        """The row that a record's cells tell.

        Raises
        ------
        RowFault
            With the reason why it cannot be stored, naming the column.
        """
        return self._reader(Cells(self._plan, cells))

    @property
    def kept_properties(self) -> tuple[str, ...]:
        """The columns that are kept as properties."""
        return tuple(column for _, column, _ in self._plan.properties)

    @property
    def creation_properties(self) -> tuple[str, ...]:
        """Those of them that were known at creation, or carry their date."""
        rules = ((column, rule) for _, column, rule in self._plan.properties)
        return tuple(column for column, rule in rules if rule.known_at_creation or rule.dated_by)

    def labels_in_use(self, labels: Collection[str]) -> set[str]:
        """Which of these stage labels (in lower case) stand in the file, as they are written there."""
        columns = [column for column, name in self.mapping.columns.items() if name in STAGES]
        places = [self.file.header.index(column) for column in columns]
        used = dict[str, str]()
        for record in self.file.records():
            for place in () if record.fault else places:
                label = record.cells[place]
                used.setdefault(fold_label(label), " ".join(label.split()))
        return {label for folded, label in used.items() if folded in labels}


_READERS: Mapping[RowKind, Callable[[Cells], Row]] = {
    RowKind.COMPANY: read_company,
    RowKind.CONTACT: read_contact,
    RowKind.PURSUIT: read_deal,
    RowKind.STAGE_CHANGE: read_stage_change,
    RowKind.PERSON: read_person,
    RowKind.SERVICE: read_service,
}
