"""The cells of one record, asked for by field: as text, moment, number, choice, stage, company, contact, owner."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from integrations.csv_values import When, read_choice, read_number
from integrations.intake_rows import Company, Contact, Owner, Properties
from integrations.mapping import FileMapping, PropertyRule, fold_label
from ml.funnel import FunnelState

Value = TypeVar("Value")

LATER = " (later)"  # appended to the name of a dated property that came to be known after the deal's entry
_LONGEST_NAME = 300
_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:\.\d+)?")


class RowFault(ValueError):
    """Why a record cannot be stored, in words that name the column; the record goes to the rejects."""


@dataclass(frozen=True)
class CellPlan:
    """Where each field of a file's mapping stands in its header; made once a file."""

    mapping: FileMapping
    header: tuple[str, ...]

    @cached_property
    def fields(self) -> Sequence[tuple[int, str]]:
        """Position and field of every mapped column."""
        return [(self.header.index(column), name) for column, name in self.mapping.columns.items()]

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """Field to column."""
        return {name: column for column, name in self.mapping.columns.items()}

    @cached_property
    def stage_dates(self) -> Sequence[tuple[int, str, str, FunnelState | None]]:
        """Position, column, stage label and state of every column that dates an entry into a stage."""
        return [
            (self.header.index(column), column, label, self.mapping.state_of(label))
            for column, label in self.mapping.stage_dates.items()
        ]

    @cached_property
    def properties(self) -> Sequence[tuple[int, str, PropertyRule]]:
        """Position, column and rule of every column that is kept as it is."""
        mapping = self.mapping
        dating = {rule.dated_by for rule in mapping.properties.values()}
        taken = {*mapping.columns, *mapping.stage_dates, *mapping.ignore, *dating}
        shown = PropertyRule()
        return [
            (position, column, mapping.properties.get(column, shown))
            for position, column in enumerate(self.header)
            if column not in taken
        ]


class Cells:
    """One record of a file, read by field.

    Every reader raises `RowFault` when a cell does not hold what its field needs; an empty cell is '' or None.
    """

    def __init__(self, plan: CellPlan, cells: Sequence[str]) -> None:
        self.plan = plan
        self.mapping = plan.mapping
        self._cells = cells
        self._said = dict(plan.mapping.constants)
        for position, name in plan.fields:
            if text := self._renamed(name, cells[position].strip()):
                self._said[name] = text

    def _renamed(self, name: str, text: str) -> str:
        renames = self.mapping.values.get(name)
        return renames.get(fold_label(text), text) if renames else text

    def text(self, name: str) -> str:
        """The cell's text, '' where there is none."""
        return self._said.get(name, "")

    def line(self, name: str) -> str:
        """The cell's text on one line, spaces made single; what names something may not be endless."""
        text = " ".join(self._said.get(name, "").split())
        if len(text) > _LONGEST_NAME and name not in {"deal", "reason"}:
            raise RowFault(f"{self.place(name)} is longer than {_LONGEST_NAME} signs")
        return text

    def first_id(self, name: str) -> str:
        """An id; of several, separated by semicolons, the first."""
        return self.line(name).partition(";")[0].strip()

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        """The cell through a reader that raises ValueError with a reason; None where it is empty."""
        text = self.text(name)
        if not text:
            return None
        try:
            return reader(text)
        except (ValueError, OverflowError) as error:
            raise RowFault(f"{self.place(name)} says “{_short(text)}”: {error}") from error

    def place(self, name: str) -> str:
        """Where a field stands, for a reason."""
        column = self.plan.columns.get(name)
        return f"column “{column}”" if column else f"the constant `{name}`"

    def when(self, name: str) -> When | None:
        """A moment, with how exactly it was told."""
        return self.read(name, self.mapping.dates.read)

    def number(self, name: str) -> float | None:
        """A number."""
        return self.read(name, read_number)

    def choice(self, name: str, choices: Mapping[str, str]) -> str | None:
        """One of a few choices."""
        return self.read(name, lambda text: read_choice(text, choices))

    def stage(self, name: str = "stage") -> tuple[str, FunnelState | None]:
        """A stage's label and state; ('', None) where the row tells none."""
        label = self.line(name)
        state = self.mapping.state_of(label) if label else None
        if label and state is None:
            raise RowFault(
                f"{self.place(name)} says “{_short(label)}”: the mapping has no state for this stage"
            )
        return label, state

    def needed(self, name: str, why: str) -> str:
        """The cell's text; a fault where it is empty."""
        text = self.line(name)
        if not text:
            raise RowFault(f"{self.place(name)} is empty: {why}")
        return text

    def company(self, *, required: bool = False, own: bool = False) -> Company:
        """The company the row names; with `own` the other columns are the company's properties."""
        name, company_id = self.line("company"), self.first_id("company_id")
        if len(ids := self.text("company_id").split(";")) > 1 and len(names := name.split(";")) == len(ids):
            name = names[0].strip()
        if required and not (name or company_id):
            raise RowFault(f"a row without a company ({self._columns_of('company', 'company_id')} empty)")
        return Company(
            name=name,
            id=company_id,
            domain=self.line("domain") or None,
            industry=self.line("industry") or None,
            country=self.line("country") or None,
            employees=self.number("employees"),
            properties=self.properties() if own else {},
        )

    def _columns_of(self, *names: str) -> str:
        columns = [f"“{self.plan.columns[name]}”" for name in names if name in self.plan.columns]
        told = " and ".join(columns)
        return f"columns {told} are" if len(columns) > 1 else f"column {told} is"

    def contact(self, *, own: bool = False) -> Contact:
        """The contact the row names."""
        name = self.line("contact") or " ".join(
            filter(None, (self.line("first_name"), self.line("last_name")))
        )
        return Contact(
            name=name or self.line("email"),
            id=self.first_id("contact_id"),
            email=self.line("email"),
            phone=self.line("phone"),
            role=self.line("role"),
            properties=self.properties() if own else {},
        )

    def owner(self) -> Owner:
        """The rep the row names; an e-mail in the column of names counts as one."""
        name, email = self.line("owner"), self.line("owner_email")
        return Owner(name, email or (name if "@" in name else ""))

    def properties(self, entered_at: datetime | None = None) -> Properties:
        """The columns that are no field; a dated one only keeps its name if it was known at the entry."""
        kept = dict[str, str | float | bool | None]()
        for position, column, rule in self.plan.properties:
            if text := self._cells[position].strip():
                known = rule.dated_by is None or self._known_at(rule.dated_by, entered_at)
                kept[column if known else column + LATER] = property_value(text)
        return kept

    def _known_at(self, column: str, entered_at: datetime | None) -> bool:
        text = self._cells[self.plan.header.index(column)].strip()
        if not text or entered_at is None:
            return False
        try:
            return self.mapping.dates.read(text).at <= entered_at
        except (ValueError, OverflowError) as error:
            raise RowFault(f"column “{column}” says “{_short(text)}”: {error}") from error

    def dated_stages(self) -> list[tuple[str, FunnelState, When]]:
        """The entries into stages that columns of their own date."""
        found = list[tuple[str, FunnelState, When]]()
        for position, column, label, state in self.plan.stage_dates:
            if text := self._cells[position].strip():
                if state is None:
                    raise RowFault(
                        f"column “{column}”: the mapping has no state for the stage “{_short(label)}”"
                    )
                try:
                    found.append((label, state, self.mapping.dates.read(text)))
                except (ValueError, OverflowError) as error:
                    raise RowFault(f"column “{column}” says “{_short(text)}”: {error}") from error
        return found


def property_value(text: str) -> str | float:
    """A property's value: a plain number as such, everything else as text.

    >>> property_value("12.50"), property_value("007"), property_value("red")
    (12.5, '007', 'red')
    """
    if _NUMBER.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - fits a reason
