"""The import job: a company's CSV exports into the store, every row stored, unchanged or rejected with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from integrations.csv_cells import RowFault
from integrations.csv_exports import RowReader, find_exports, find_transcripts
from integrations.csv_reading import Record, open_csv
from integrations.intake_rows import Row
from integrations.mapping import Mapping
from integrations.mapping_fields import IMPORT_ORDER, RowKind
from integrations.mapping_file import read_mapping
from integrations.rejects import Rejects
from integrations.store import Store
from jobs.rules import Rules
from ml.errors import BadInput

if TYPE_CHECKING:
    from integrations.store.intake import IntakeRun

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class ImportSummary:
    """What became of the rows: read = stored + unchanged + rejected.

    `rejects_file` lists every rejected row with its reason; None when nothing was rejected.
    """

    read: int
    stored: int
    unchanged: int
    rejected: int
    rejects_file: Path | None


def import_exports(
    store: Store,
    paths: Sequence[Path],
    mapping: Mapping | Path,
    *,
    now: datetime,
    rejects_directory: Path = Path(),
    regions: Sequence[str] = Rules.regions,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import CSV files and the transcripts beside them; importing the same again changes nothing.

    Parameters
    ----------
    store
        Where to; one import at a time.
    paths
        Files, or folders of them. Every file must be in the mapping, be it with `row: ignore`.
    mapping
        What is what, or the YAML file that says so.
    now
        The present moment (UTC).
    rejects_directory
        Where the list of rejected rows goes; it is made when there is one.
    regions
        Countries whose local phone numbers are understood, the likeliest first.
    progress
        Told (what, rows done, None).

    Raises
    ------
    BadInput
        When a file or the mapping is wrong as a whole. What was stored before stays, and a repeated import
        goes on from there.
    """
    mapping = mapping if isinstance(mapping, Mapping) else read_mapping(mapping)
    readers = open_exports(paths, mapping)
    _refuse_unmapped_stages(readers)
    run = store.intake.begin([reader.file.path.name for reader in readers], now=now, regions=regions)
    learned_from = _creation_properties(store, readers)
    with Rejects(rejects_directory, now) as rejects:
        try:
            for reader in readers:
                _import_file(run, reader, rejects, progress)
        finally:
            # What was stored before a file broke off is whole too.
            run.finish(creation_properties=learned_from, progress=_reporter(progress, "histories"))
    totals = run.totals
    return ImportSummary(totals.read, totals.stored, totals.unchanged, totals.rejected, rejects.file)


def open_exports(paths: Sequence[Path], mapping: Mapping) -> list[RowReader]:
    """Readers for all mapped files, in the order in which they refer to each other.

    Raises
    ------
    BadInput
        For a file that is no CSV or that the mapping does not know.
    """
    transcripts = find_transcripts(paths)
    readers = list[RowReader]()
    for path in find_exports(paths):
        named = mapping.by_name(path.name)
        if named is None or named.row is not RowKind.IGNORE:
            file = open_csv(
                path, encoding=named.encoding if named else None, separator=named.separator if named else None
            )
            one = mapping.by_header(path.name, file.header)
            if one.row is not RowKind.IGNORE:
                readers.append(RowReader(file, one, transcripts))
    return sorted(readers, key=lambda reader: IMPORT_ORDER.index(reader.mapping.row))


def _refuse_unmapped_stages(readers: Iterable[RowReader]) -> None:
    """Raise `BadInput` naming the stages of the rows that the mapping leaves open (null)."""
    for reader in readers:
        open_labels = {label for label, state in reader.mapping.stages.items() if state is None}
        if open_labels and (used := reader.labels_in_use(open_labels)):
            names = ", ".join(f"“{label}”" for label in sorted(used))
            raise BadInput(
                f"The mapping does not say which funnel state {names} is (in {reader.file.path.name}): "
                "fill it in under `stages:`."
            )


def _import_file(run: IntakeRun, reader: RowReader, rejects: Rejects, progress: Progress | None) -> None:
    name, done = reader.file.path.name, 0
    records = reader.file.records()
    while batch := list(islice(records, run.rows_at_once)):
        good = list(_typed_rows(batch, reader, run, rejects))
        fates = run.store([row for _, row in good])
        for (record, _), fate in zip(good, fates, strict=True):
            run.totals.count(fate.kind)
            if fate.reason:
                rejects.add(name, record.row, fate.reason, record.cells)
        done += len(batch)
        if progress:
            progress(name, done, None)


def _typed_rows(
    batch: Sequence[Record], reader: RowReader, run: IntakeRun, rejects: Rejects
) -> Iterator[tuple[Record, Row]]:
    """The records that make a row; the others are rejected."""
    for record in batch:
        reason = record.fault
        if not reason:
            try:
                yield record, reader.read(record.cells)
                continue
            except RowFault as fault:
                reason = str(fault)
        run.totals.reject()
        rejects.add(reader.file.path.name, record.row, reason, record.cells)


def _creation_properties(store: Store, readers: Iterable[RowReader]) -> dict[str, list[str]]:
    """The properties that models may learn from: what was known before, changed by what this mapping says."""
    known: dict[str, list[str]] = store.facts.get("creation_properties", {})
    names = {kind: set(known.get(kind, [])) for kind in ("rounds", "companies")}
    for reader in readers:
        kind = _PROPERTIES_OF.get(reader.mapping.row)
        if kind:
            names[kind] -= set(reader.kept_properties)
            names[kind] |= set(reader.creation_properties)
    return {kind: sorted(of_kind) for kind, of_kind in names.items()}


_PROPERTIES_OF = {
    RowKind.COMPANY: "companies",
    RowKind.PURSUIT: "rounds",
    RowKind.SERVICE: "rounds",
    RowKind.PERSON: "rounds",
}


def _reporter(progress: Progress | None, what: str) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(what, done, total)) if progress else None
