"""The mapping: which file holds what rows, which column is what, and which stage label is which funnel state."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from integrations.csv_values import DateReader
from integrations.mapping_fields import RowKind, nearest
from ml.errors import BadInput
from ml.funnel import FunnelState


@dataclass(frozen=True)
class PropertyRule:
    """What may be done with a column that is none of the known fields.

    Parameters
    ----------
    known_at_creation
        Its value was known when the row's deal or company was created: models may learn from it.
    dated_by
        The column that says since when it is known: models learn from values known at the entry of the deal.
    """

    known_at_creation: bool = False
    dated_by: str | None = None


@dataclass(frozen=True)
class FileMapping:
    """How the rows of one file (or of all files that fit) are read.

    Parameters
    ----------
    row
        What a row is.
    file
        The file's name, or a pattern such as `deals-*.csv`; '' when `with_columns` decides.
    with_columns
        Columns that a file must have to be meant.
    columns
        Column name to field.
    constants
        Field to the value where no column says it, or its cell is empty.
    values
        Field to renamed cell values (in lower case).
    stages
        Stage label (in lower case) to funnel state; None where nobody has said yet.
    stage_dates
        Column that holds the date of entering a stage, to the stage's label.
    entry_state
        The label or state that a deal enters at `entered_at`; '' = the stage it stands in, LEAD if closed.
    properties
        Rules for columns that are no field; all others are kept and shown.
    ignore
        Columns that are not kept.
    dates
        Reads its moments.
    encoding, separator
        How the file is written, where that cannot be told from it.
    """

    row: RowKind
    file: str = ""
    with_columns: frozenset[str] = frozenset()
    columns: Dict[str, str] = field(default_factory=dict)
    constants: Dict[str, str] = field(default_factory=dict)
    values: Dict[str, Dict[str, str]] = field(default_factory=dict)
    stages: Dict[str, FunnelState | None] = field(default_factory=dict)
    stage_dates: Dict[str, str] = field(default_factory=dict)
    entry_state: str = ""
    properties: Dict[str, PropertyRule] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    dates: DateReader = field(default_factory=DateReader)
    encoding: str | None = None
    separator: str | None = None

    def fits_name(self, name: str) -> bool:
        """Whether this is about the file of that name (case and .gz do not matter)."""
        pattern, name = self.file.casefold(), name.casefold()
        return bool(pattern) and any(
            fnmatchcase(tried, pattern) for tried in (name, name.removesuffix(".gz"))
        )

    def state_of(self, label: str) -> FunnelState | None:
        """The funnel state of a stage label; None where the mapping has none.

        A pipeline's name in brackets after the label is left out where the whole is unknown.
        """
        folded = fold_label(label)
        for tried in (folded, folded.rpartition(" (")[0] if folded.endswith(")") else ""):
            if tried in self.stages:
                return self.stages[tried]
        return STATES_BY_LABEL.get(folded)

    def check_header(self, name: str, header: Sequence[str]) -> None:
        """Raise `BadInput` when the file lacks a column that the mapping names."""
        dated_by = [rule.dated_by for rule in self.properties.values() if rule.dated_by]
        for column in (*self.columns, *self.stage_dates, *self.properties, *self.ignore, *dated_by):
            if column not in header:
                raise BadInput(
                    f"{name} has no column “{column}” that the mapping names{nearest(column, header)}."
                )

    def fields(self) -> frozenset[str]:
        """The fields that rows of this file can have."""
        return frozenset(self.columns.values()) | frozenset(self.constants)


@dataclass(frozen=True)
class Mapping:
    """All files of a company's export; the first entry that fits a file counts."""

    files: tuple[FileMapping, ...]
    name: str = "the mapping"

    def by_name(self, name: str) -> FileMapping | None:
        """What the mapping says of a file of this name, if it can be told from the name alone."""
        for one in self.files:
            if one.fits_name(name) and not one.with_columns:
                return one
        return None

    def by_header(self, name: str, header: Sequence[str]) -> FileMapping:
        """What the mapping says of a file with this name and header.

        Raises
        ------
        BadInput
            When no entry fits, or the file lacks a column that its entry names.
        """
        for one in self.files:
            named = not one.file or one.fits_name(name)
            if named and one.with_columns <= set(header):
                one.check_header(name, header)
                return one
        raise BadInput(
            f"{self.name} does not say what {name} is: add it under `files:`, with `row: ignore` to leave it out."
        )


def fold_label(label: str) -> str:
    """A label as it is compared: in lower case, single spaces.

    >>> fold_label(" Closed  Won")
    'closed won'
    """
    return " ".join(str(label).split()).casefold()


STATES_BY_LABEL: Dict[str, FunnelState] = {
    fold_label(spelling): state for state in FunnelState for spelling in (state.value, state.label)
}
