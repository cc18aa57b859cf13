"""Cells that are empty, and cells that nobody recorded: filled by a language model, read from words, or derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.exploring.amounts import counted, percent
from ml.exploring.categories import named
from ml.exploring.section import Bars, Grid, Heat, Section
from ml.tables import TRACED_ROUNDS, TRACED_TOUCHES

if TYPE_CHECKING:
    from ml.exploring.material import Material

_MOST_COLUMNS = 20
_MOST_MONTHS = 24
_FEWEST = 5  # rows of a month
# A cell that can be filled only once a round is over is no gap.
_BY_OUTCOME = frozenset(("closed_at", "outcome"))
_MARKS = frozenset((*TRACED_ROUNDS, *TRACED_TOUCHES))


def gaps(material: Material) -> Section:
    """Shares missing per column and month, and the cells that were filled in."""
    rounds, touches = material.rounds, material.touches
    missing = {**_missing("", rounds), **_missing("touch: ", touches)}
    worst = sorted(
        (name for name, share in missing.items() if share), key=lambda name: (-missing[name], name)
    )
    shown = worst[:_MOST_COLUMNS]
    bars = Bars(
        "Cells that are empty, by column",
        "% of rows",
        shown,
        [("missing", [percent(missing[name]) for name in shown])],
    )
    heats = [
        _over_months(material, rounds, "entered_at", ""),
        _over_months(material, touches, "at", "touch: "),
    ]
    filled = _filled(material)
    return Section(
        "gaps",
        "Missing and filled cells",
        _found(missing, worst, filled),
        _QUERY,
        [bars, *(heat for heat in heats if heat.rows)],
        [filled],
    )


_QUERY = (
    "Missing: empty cells / clean rows × 100, of rounds and, marked “touch:”, of touches; the date and kind of the "
    f"outcome are left out, for an open round has none. Over months: the same of the rounds entered in, or the touches of, "
    f"each of the newest {_MOST_MONTHS} months of the team's zone; a month of fewer than {_FEWEST} rows is a gap. Only columns with an empty cell "
    f"are shown, the emptiest first, at most {_MOST_COLUMNS}. Filled by a language model: cells of industry, country or contact role whose "
    "proposal a person accepted. Read from words: cells that the tagger measured in a note or transcript. Derived: a "
    "date of entry that is the first stage change of its round; a result that was heard because the CRM has none. Each "
    "as cells, and as % of all clean rows."
)


def _missing(before: str, frame: pd.DataFrame) -> dict[str, float]:
    shares = frame.drop(columns=[name for name in frame if name in _BY_OUTCOME | _MARKS]).isna().mean()
    return {f"{before}{named(str(name))}": float(share) for name, share in shares.dropna().items()}


def _found(missing: dict[str, float], worst: list[str], filled: Grid) -> str:
    if not worst:
        first = "No cell is empty."
    else:
        named_ = ", ".join(f"{name} {missing[name]:.0%}" for name in worst[:3]).replace("%", " %")
        first = f"{len(worst)} of {len(missing)} columns have empty cells; the emptiest: {named_}."
    by_model = sum(int(str(row[2])) for row in filled.rows if str(row[1]).startswith("filled"))
    return f"{first} A language model filled {counted(by_model, 'cell')}."


def _over_months(material: Material, frame: pd.DataFrame, when: str, before: str) -> Heat:
    """Shares missing by month; columns without an empty cell are left out."""
    shares = frame.drop(columns=[name for name in frame if name in _BY_OUTCOME | _MARKS]).isna().mean()
    names = sorted(shares.index[shares > 0], key=lambda name: (-shares[name], str(name)))[:_MOST_COLUMNS]
    months = material.months[-_MOST_MONTHS:]
    places = material.month_places(frame[when]) - (len(material.months) - len(months))
    inside = places >= 0
    rows = np.bincount(places[inside], minlength=len(months))
    values = []
    for name in names:
        empty = np.bincount(places[inside], frame[name].isna().to_numpy()[inside], minlength=len(months))
        values.append(
            [percent(part / of) if of >= _FEWEST else None for part, of in zip(empty, rows, strict=True)]
        )
    what = "touches, by month" if before else "rounds, by month of entry"
    return Heat(
        f"Empty cells of {what}",
        "% of rows",
        [f"{before}{named(str(name))}" for name in names],
        months,
        values,
    )


def _filled(material: Material) -> Grid:
    """The cells that nobody recorded, by column and by who filled them."""
    rows: list[tuple[str, str, int, float | None]] = []
    for table, frame in (("rounds", material.rounds), ("touches", material.touches)):
        for row in material.described[table]:
            told = {"filled by a language model, accepted by a person": row["share_filled"]}
            if row["column"] not in _MARKS:
                told["read from words" if table == "touches" else "derived"] = row["share_derived"]
            if row["column"] == "entered_at" and len(frame):
                told["derived"] = material.derived_entries / len(frame)
            rows += [
                (
                    f"{table}: {named(str(row['column']))}",
                    how,
                    round(float(share) * len(frame)),
                    percent(float(share)),
                )
                for how, share in told.items()
                if not pd.isna(share) and share
            ]
    return Grid("Cells that nobody recorded", ("column", "how they were filled", "cells", "% of rows"), rows)
