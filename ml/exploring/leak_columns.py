"""Columns that may know the outcome already: what the leak screen says of what was recorded at creation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ml.errors import NotEnoughData
from ml.exploring.amounts import counted
from ml.exploring.categories import CATEGORIES, named, own_columns
from ml.exploring.section import Grid, Section
from ml.leaks import FILL_GAP, REFUSED_AUC, WARNED_AUC, Leak
from ml.training_rows import screened_features

if TYPE_CHECKING:
    import pandas as pd

    from ml.exploring.material import Material

# With fewer closed rounds the screen would see patterns in noise.
FEWEST_CLOSED = 50


def leak_columns(material: Material) -> Section:
    """Each column known at creation, and whether models may see it."""
    rows = _rounds(material)
    won = int((rows["won"] == 1).sum())
    if len(rows) < FEWEST_CLOSED or not 0 < won < len(rows):
        raise NotEnoughData(
            f"{counted(len(rows), 'closed round')} of which {won:,} were won can be looked at; the screen needs {FEWEST_CLOSED} and both outcomes."
        )
    _, leaks = screened_features(material.sample, rows)
    found = {leak.column: leak for leak in leaks}
    names = [*CATEGORIES, "employees", *own_columns(material.rounds)]
    told = [
        (
            named(name),
            found[name].action if name in found else "nothing found",
            found[name].reason if name in found else "",
        )
        for name in sorted(names, key=lambda name: (name not in found, name))
    ]
    grid = Grid("Columns known at creation", ("column", "what the screen says", "why"), told)
    return Section(
        "leaks",
        "Columns that may know the outcome",
        _found(found, len(names), len(rows)),
        _query(material),
        grids=[grid],
    )


def _rounds(material: Material) -> pd.DataFrame:
    """The first snapshot of each closed round, as training screens them."""
    snapshots = material.snapshots
    first = snapshots["won"].notna() & ~snapshots["round_id"].duplicated()
    return snapshots[first].reset_index(drop=True)


def _query(material: Material) -> str:
    return (
        f"The columns known at creation of the closed rounds of {material.sampled} that were open a day after their entry, one row a round, as training "
        "screens them. Refused (no model sees it): the name says that it is only known with the outcome; or, alone and on rows not "
        f"counted from, it ranks winners above losers with an AUC over {REFUSED_AUC:g} (0.5 is guessing, 1 is knowing); or only one outcome has it filled. "
        f"Warned (models see it): AUC over {WARNED_AUC:g}; or it is empty {FILL_GAP * 100:.0f} points more often with one outcome than with the other; or a value of at "
        "least 2 % of the rows has nearly always the same outcome. A column that people fill in later, as they learn of the outcome, looks like this."
    )


def _found(found: dict[str, Leak], columns: int, rounds: int) -> str:
    looked = f"{counted(columns, 'column')} known at creation of {counted(rounds, 'closed round')}"
    if not found:
        return f"None of {looked} gives the outcome away."
    refused = sum(leak.action == "refused" for leak in found.values())
    gravest = min(found.values(), key=lambda leak: leak.action != "refused")
    return (
        f"Of {looked} the leak screen refuses {refused} and warns of {len(found) - refused}, such as "
        f"{named(gravest.column)}: {gravest.reason}."
    )
