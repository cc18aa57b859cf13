"""Rows that are looked at no further: set aside when the tables were cleaned, rejected by an import, of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ml.exploring.amounts import counted, percent
from ml.exploring.section import Bars, Grid, Section

if TYPE_CHECKING:
    from ml.exploring.material import Material

_WORDS = {"stage_changes": "stage changes"}


def set_aside(material: Material) -> Section:
    """Rejects by table and reason, and what imports did."""
    sizes = {_WORDS.get(name, name): len(frame) for name, frame in vars(material.tables).items()}
    counts = material.rejects.groupby(["table", "reason"]).size().reset_index(name="rows")
    found = [
        (_WORDS.get(str(table), str(table)), str(why), int(rows))
        for table, why, rows in counts.itertuples(index=False, name=None)
    ]
    found += _of_nobody(material)
    found.sort(key=lambda row: (-row[2], row))
    set_aside_of = {table: sum(rows for name, _, rows in found if name == table) for table in sizes}
    rows = [(*row, percent(row[2] / (sizes[row[0]] + set_aside_of[row[0]]))) for row in found]
    every, read = sum(set_aside_of.values()), sum(sizes.values())
    bars = Bars(
        "Rows set aside",
        "rows",
        [f"{table}: {why}" for table, why, _ in found],
        [("rows", [row[2] for row in found])],
    )
    grid = Grid("Rows set aside, by reason", ("table", "reason", "rows", "% of the table's rows"), rows)
    return Section(
        "set-aside",
        "What was set aside",
        f"{_found(every, read, found)}{_rejected(material)}",
        _QUERY,
        [bars] if found else [],
        [*([grid] if found else []), *([_imports(material)] if material.imports else [])],
    )


_QUERY = (
    "Rounds, stage changes and touches of the store that cannot be used, each under its first fault; % of the table's "
    "rows: these / (these + clean rows) × 100. A touch without a pursuit is in the store, but nobody knows yet which "
    "pursuit it was for. Imports: what each run said it read, stored, found unchanged and rejected; the rejected rows "
    "with their reasons are in its file of rejects."
)


def _of_nobody(material: Material) -> list[tuple[str, str, int]]:
    """Touches of the store that are in no table, because they belong to no pursuit."""
    known = len(material.tables.touches) + int((material.rejects["table"] == "touches").sum())
    unknown = material.stored.get("touches", known) - known
    return [("touches", "it is of no pursuit yet", unknown)] if unknown > 0 else []


def _found(every: int, read: int, found: list[tuple[str, str, int]]) -> str:
    if not every:
        return f"No row was set aside; {counted(read, 'row')} can be used."
    table, why, rows = found[0]
    share = f"{every / (every + read):.1%}".replace("%", " %")
    return f"{counted(every, 'row')} of {every + read:,} ({share}) were set aside, most often {table}: {why} ({rows:,})."


def _rejected(material: Material) -> str:
    """What the latest import left out before anything was stored."""
    if not material.imports:
        return ""
    latest = material.imports[0]
    return f" The latest import ({latest.on}) rejected {latest.rejected:,} of {counted(latest.read, 'row')}."


def _imports(material: Material) -> Grid:
    head = ("day", "rows read", "stored", "unchanged", "rejected")
    return Grid("Imports, the latest first", head, [tuple(vars(one).values()) for one in material.imports])
