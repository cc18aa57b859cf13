"""What one export file most likely holds: its kind of rows, its fields, its other columns, its dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from integrations.column_profiles import ColumnProfile, FileProfile, agreed_order
from integrations.csv_values import ANSWERS, CHANNELS, DIRECTIONS, EXCEL, RESULTS, UNIX
from integrations.intake_rows import DEFAULT_SERVICE
from integrations.mapping import fold_label
from integrations.mapping_fields import FIELDS, MOMENTS, NEEDED, RowKind
from integrations.mapping_words import (
    ANYWHERE,
    BY_KIND,
    CREATION_WORDS,
    NAME_HINTS,
    OUTCOME_WORDS,
    fold_header,
)
from integrations.mapping_yaml import AT_CREATION

SHOWN = "shown"
_CHOICES = {"channel": CHANNELS, "answered": ANSWERS, "direction": DIRECTIONS, "result": RESULTS}
_STAGE_DATE = re.compile(r"^(?:date entered|entered|hs date entered|hs v2 date entered)\b[\s:]*['\"“‘]?(.+?)['\"”’]?$", re.IGNORECASE)  # fmt: skip
# A kind of rows is likely when a file has these fields; the first kind with the most of them is taken.
_TELLING: Mapping[RowKind, tuple[str, ...]] = {
    RowKind.CALL: ("duration", "duration_ms", "duration_minutes", "recording", "transcript", "direction"),
    RowKind.TOUCH: ("channel", "text", "at", "result", "direction"),
    RowKind.PURSUIT: ("deal_id", "deal", "stage", "entered_at", "closed_at", "value", "reason", "source"),
    RowKind.STAGE_CHANGE: ("stage", "at", "deal_id"),
    RowKind.CONTACT: ("first_name", "last_name", "email", "phone", "role", "contact"),
    RowKind.COMPANY: ("industry", "country", "employees", "domain"),
    RowKind.PERSON: ("owner", "time_zone", "slack_id"),
    RowKind.SERVICE: ("service",),
}


@dataclass
class FileGuess:
    """What a file most likely is; everything with its reason.

    Parameters
    ----------
    profile
        The file and what its columns hold.
    kind, reason
        What a row is, and why.
    fields
        Column to (field, reason).
    properties
        Column to (rule, reason).
    stage_dates
        Column to stage label.
    constants
        (field, value, reason).
    dates, dates_reason
        The format that its dates need beyond ISO, if any.
    """

    profile: FileProfile
    kind: RowKind
    reason: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    properties: dict[str, tuple[str, str]] = field(default_factory=dict)
    stage_dates: dict[str, str] = field(default_factory=dict)
    constants: list[tuple[str, str, str]] = field(default_factory=list)
    dates: str = ""
    dates_reason: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.profile.file.path.name

    def column_of(self, name: str) -> str | None:
        """The column of a field."""
        return next((column for column, (field_name, _) in self.fields.items() if field_name == name), None)

    def values_of(self, name: str) -> Mapping[str, int]:
        """What stands in the column of a field, and how often."""
        column = self.column_of(name)
        return self.profile.column(column).values if column else {}

    def stage_labels(self) -> dict[str, int]:
        """The stage labels in the file, with the rows they stand in; labels of date columns with none."""
        labels = {" ".join(label.split()): rows for label, rows in self.values_of("stage").items()}
        for label in self.stage_dates.values():
            bare = label.rpartition(" (")[0] if label.endswith(")") else label
            if not {fold_label(label), fold_label(bare)} & {fold_label(known) for known in labels}:
                labels[bare] = 0
        return labels


def guess_file(profile: FileProfile) -> FileGuess:
    """What a file most likely holds."""
    kind, reason = _guess_kind(profile)
    guess = FileGuess(profile, kind, reason)
    if kind is RowKind.IGNORE:
        return guess
    guess.fields = _guess_fields(profile, kind)
    guess.stage_dates = _stage_dates(profile) if kind is RowKind.PURSUIT else {}
    _guess_constants(guess)
    missing = _missing(guess)
    if missing:
        return FileGuess(
            profile, RowKind.IGNORE, f"looks like {kind.value} rows, but no column is the {missing}"
        )
    _guess_dates(guess)
    taken = {*guess.fields, *guess.stage_dates}
    guess.properties = {
        column.name: _property(column, kind) for column in profile.columns if column.name not in taken
    }
    return guess


def _guess_kind(profile: FileProfile) -> tuple[RowKind, str]:
    name = fold_header(profile.file.path.name.split(".")[0])
    for pattern, hinted in NAME_HINTS:
        if found := re.search(pattern, name):
            kind = _of_known_file(profile, hinted) if name.startswith("sa ") else hinted
            fitting = FileGuess(profile, kind, "", _guess_fields(profile, kind))
            if kind is RowKind.IGNORE or not _missing(fitting, lenient=True):
                return kind, _KNOWN_FILES.get(name, f"by “{found[0]}” in the file's name")
    scores = {kind: len(_telling(profile, kind)) for kind in _TELLING}
    best = max(scores, key=scores.__getitem__)
    if scores[best] < 2:  # noqa: PLR2004 - one column may be chance
        return RowKind.IGNORE, "nothing here was recognised; write what a row is and map its columns"
    return best, f"by its columns: {', '.join(_telling(profile, best))}"


_KNOWN_FILES = {
    "sa be": "SA_BE: interactions of existing clients",
    "sa generic": "SA_Generic: past and present prospects",
    "sa generic contact filter": "SA_Generic_ContactFilter: past and present prospects, by contact",
    "sa generic contactfilter": "SA_Generic_ContactFilter: past and present prospects, by contact",
}


def _of_known_file(profile: FileProfile, kind: RowKind) -> RowKind:
    """Rows of the historic exports are interactions where they say when and what, else what the name says."""
    touch = {name for name, _ in _guess_fields(profile, RowKind.TOUCH).values()}
    named = {ANYWHERE.get(fold_header(column.name)) for column in profile.columns}
    if named & {"closed_at", "entered_at", "deal_id"}:
        return RowKind.PURSUIT if kind is RowKind.TOUCH else kind
    return RowKind.TOUCH if "at" in touch and touch & {"channel", "text"} else kind


def _telling(profile: FileProfile, kind: RowKind) -> list[str]:
    fields = {name for name, _ in _guess_fields(profile, kind).values()}
    return [name for name in _TELLING[kind] if name in fields]


def _guess_fields(profile: FileProfile, kind: RowKind) -> dict[str, tuple[str, str]]:
    """Column to field, each field once: by the column's name first, then by what it holds."""
    fields, taken = dict[str, tuple[str, str]](), set[str]()
    allowed = FIELDS[kind]
    for column in profile.columns:
        folded = fold_header(column.name)
        name = BY_KIND[kind].get(folded, ANYWHERE.get(folded, ""))
        if name in allowed and name not in taken and _plausible(column, name):
            fields[column.name] = (name, allowed[name])
            taken.add(name)
    for column in profile.columns:
        if column.name not in fields and (name := _by_contents(column)) in allowed and name not in taken:
            fields[column.name] = (name, f"{allowed[name]}: its cells look like it")
            taken.add(name)
    return fields


def _plausible(column: ColumnProfile, name: str) -> bool:
    """Whether the cells can be the field; an empty column can be anything."""
    if not column.values:
        return True
    if name in MOMENTS:
        return column.is_dates or column.counted_dates is not None
    if name in {"employees", "value", "duration_ms", "duration_minutes"}:
        return column.is_numbers
    if name in _CHOICES:
        known = [fold_label(value) in _CHOICES[name] for value in column.values]
        return any(known) if name == "channel" else all(known)
    return True


def _by_contents(column: ColumnProfile) -> str:
    if column.is_emails:
        return "email"
    return "phone" if column.is_phones and not column.is_dates else ""


def _stage_dates(profile: FileProfile) -> dict[str, str]:
    """Columns such as “Date entered 'Demo (Sales Pipeline)'”, with the label."""
    found = {column.name: _STAGE_DATE.match(column.name) for column in profile.columns}
    return {
        name: match[1].strip()
        for name, match in found.items()
        if match and fold_header(match[1]) != "current stage" and fold_header(name) not in ANYWHERE
    }


def _guess_constants(guess: FileGuess) -> None:
    fields = {name for name, _ in guess.fields.values()}
    if guess.kind is RowKind.PURSUIT and "service" not in fields:
        pipeline = next((c for c in guess.profile.columns if fold_header(c.name) == "pipeline"), None)
        if pipeline and len(pipeline.values) > 1:
            guess.fields[pipeline.name] = (
                "service",
                "several pipelines: often one a service; else name a constant",
            )
        else:
            guess.constants.append(
                ("service", DEFAULT_SERVICE, "no column says which service: write its name")
            )
    if guess.kind is RowKind.TOUCH and "channel" not in fields:
        guess.constants.append(("channel", "note", "no column says what kind of touch it was"))
    if (
        guess.kind is RowKind.TOUCH
        and fold_header(guess.name.split(".")[0]) == "sa be"
        and "stage" not in fields
    ):
        guess.constants.append(("stage", "CLIENT", "the file holds existing clients"))


def _missing(guess: FileGuess, *, lenient: bool = False) -> str:
    """The first needed field that no column is, in words; '' when all are there."""
    there = {name for name, _ in guess.fields.values()} | {name for name, *_ in guess.constants}
    for names in NEEDED[guess.kind]:
        if not there & set(names) and not (lenient and names == ("channel",)):
            return " or ".join(names)
    return ""


def _guess_dates(guess: FileGuess) -> None:
    columns = [
        guess.profile.column(name) for name, (field_name, _) in guess.fields.items() if field_name in MOMENTS
    ]
    columns += [guess.profile.column(name) for name in guess.stage_dates]
    counted = {column.counted_dates for column in columns} & {UNIX, EXCEL}
    order, sure = agreed_order(columns)
    if order:
        why = (
            "the only order that fits all its dates"
            if sure
            else "no date tells day from month, or they disagree: please check"
        )
        guess.dates, guess.dates_reason = order, why
    elif counted:
        guess.dates = min(filter(None, counted))
        guess.dates_reason = "its dates are plain numbers, counted this way"


def _property(column: ColumnProfile, kind: RowKind) -> tuple[str, str]:
    """What may be done with a column that is no field, and why."""
    folded = fold_header(column.name)
    if kind in {RowKind.COMPANY, RowKind.PURSUIT} and OUTCOME_WORDS.search(folded):
        return SHOWN, "written when a deal closes, so never learned from"
    choice = ANYWHERE.get(folded, "")
    if choice in _CHOICES and choice in FIELDS[kind]:
        odd = next(value for value in column.values if fold_label(value) not in _CHOICES[choice])
        return SHOWN, f"could be `{choice}`, but “{odd}” is an unknown word for it: rename under values"
    if kind is RowKind.SERVICE:
        return AT_CREATION, "of the service itself: known when the deal is created"
    if kind is RowKind.COMPANY and CREATION_WORDS.search(folded):
        return AT_CREATION, "of the company itself, seldom changes"
    if kind in {RowKind.COMPANY, RowKind.PURSUIT}:
        return SHOWN, "kept and shown; write {known_at: creation} if its value was there from the beginning"
    return SHOWN, "kept"
