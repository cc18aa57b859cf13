"""How numbers are spread, and how often rounds of each category are won."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.errors import NotEnoughData
from ml.exploring.amounts import FEWEST, PERCENTILES, TOO_FEW, Share, number, spread, sure_for
from ml.exploring.categories import SHOWN, categories, common_values, named, own_columns
from ml.exploring.section import Bars, Grid, Section, Shares
from ml.funnel_figures import SIZES
from ml.timing_intervals import difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ml.exploring.material import Material
    from ml.timeline import Floats

_DAYS = ((0, "up to a week"), (8, "8–30"), (31, "31–90"), (91, "91–180"), (181, "181–365"), (366, "more"))
_TOUCHES = ((0, "0"), (1, "1"), (2, "2–3"), (4, "4–6"), (7, "7–10"), (11, "11–20"), (21, "21 and more"))
_OTHERS = "all other values"
_UNKNOWN = "not known"

_Row = tuple[str, str, int, int, int, float | None, float | None, float | None]


def distributions(material: Material) -> Section:
    """Percentiles and histograms of numbers; categories with their win rates."""
    if material.rounds.empty:
        raise NotEnoughData("No round can be used.")
    numbers = _numbers(material)
    plots = [
        _histogram("Head count of the company", "rounds", numbers["employees"], SIZES),
        _histogram(
            "Days from entry to close", "closed rounds", np.floor(numbers["days from entry to close"]), _DAYS
        ),
        _histogram("Touches of a pursuit", "pursuits", numbers["touches of a pursuit"], _TOUCHES),
    ]
    rates = [row for name, texts in categories(material).items() for row in _rates(material, name, texts)]
    head = ("column", "value", "rounds", "closed", "won", "% won", "95 % from", "to")
    grids = [_percentiles(numbers), Grid("Categories and how often they are won", head, rates)]
    finding = f"{_middle(numbers)} {_apart(material, rates)}"
    return Section("distributions", "Distributions", finding, _QUERY, [*plots, *_plotted(rates)], grids)


_QUERY = (
    "Numbers: percentiles of the filled cells of clean rounds (head count and the customer's own numbers), of closed "
    "rounds (days from entry to close), of pursuits (touches, notes left out), and of calls and meetings with a length (minutes). "
    "Head counts below 1 are left out of the bars. Categories: % won = won / (won + lost) × 100 of the rounds with this "
    f"value, with Wilson's 95 % interval; below {FEWEST} closed rounds no share is shown. A value differs clearly when its share less that of "
    "all other closed rounds, with an interval that allows for as many looks as there are shares (Newcombe, 1998; Bonferroni), is not "
    f"zero. What differs is no proof of a cause. {SHOWN}"
)


def _numbers(material: Material) -> dict[str, Floats]:
    rounds, touches = material.rounds, material.touches
    contacts = touches.loc[touches["channel"] != "note", "pursuit_id"].value_counts()
    per_pursuit = contacts.reindex(rounds["pursuit_id"].unique(), fill_value=0)
    spoken = touches["duration_s"].where(touches["channel"].isin(["call", "meeting"])) / 60
    found = {
        "employees": rounds["employees"],
        "days from entry to close": material.days_to_close,
        "touches of a pursuit": per_pursuit,
        "minutes of a call or meeting": spoken,
    }
    own = [name for name in own_columns(rounds) if pd.api.types.is_numeric_dtype(rounds[name])]
    found |= {named(name): rounds[name] for name in own}
    every = {name: column.to_numpy(np.float64, na_value=np.nan) for name, column in found.items()}
    return {name: values[np.isfinite(values)] for name, values in every.items()}


def _percentiles(numbers: dict[str, Floats]) -> Grid:
    head = ("number", "filled cells", *(f"{place}th percentile" for place in PERCENTILES), "mean")
    rows = [
        (name, len(values), *spread(values), number(float(values.mean())))
        for name, values in numbers.items()
        if len(values)
    ]
    return Grid("Numbers", head, rows)


def _histogram(title: str, unit: str, values: Floats, classes: Sequence[tuple[int, str]]) -> Bars:
    """How many values are in each class, which begins at its number; none where there is no value."""
    starts = [start for start, _ in classes]
    places = np.searchsorted(starts, values[values >= starts[0]], side="right") - 1
    counts = np.bincount(places, minlength=len(classes)).tolist() if len(places) else [None] * len(classes)
    return Bars(title, unit, [name for _, name in classes], [(unit, counts)])


def _middle(numbers: dict[str, Floats]) -> str:
    touches, sizes = numbers["touches of a pursuit"], numbers["employees"]
    told = f"Half of the {len(touches):,} pursuits have {np.median(touches):,.0f} touches or fewer"
    if len(sizes) < FEWEST:
        return f"{told}."
    return f"{told}, and half of the {len(sizes):,} known head counts are {np.median(sizes):,.0f} or less."


def _rates(material: Material, name: str, texts: pd.Series) -> list[_Row]:
    """The values that may be shown with their win rates; the others together, and the unknown ones."""
    common = common_values(material, texts)
    shown = texts.where(texts.isna() | texts.isin(list(common)), _OTHERS).fillna(_UNKNOWN)
    flags = {"rounds": 1, "closed": material.outcome != "open", "won": material.outcome == "won"}
    sums = pd.DataFrame(flags).groupby(shown.to_numpy(dtype=object)).sum()
    counts = {
        str(value): row for value, row in zip(sums.index, sums.to_numpy(np.int64).tolist(), strict=True)
    }
    every = [*common, *(value for value in (_OTHERS, _UNKNOWN) if value in counts and value not in common)]
    told = [(value, *counts[value]) for value in every]
    return [(named(name), *row, *Share(row[3], row[2]).cells) for row in told]


def _plotted(rates: list[_Row]) -> list[Shares]:
    """A plot for each column that has a share to show."""
    by_column: dict[str, list[_Row]] = {}
    for row in rates:
        if row[3] >= FEWEST:
            by_column.setdefault(row[0], []).append(row)
    return [
        Shares(
            f"Won, by {name}",
            "closed rounds that were won",
            [row[1] for row in rows],
            [Share(row[4], row[3]).plotted for row in rows],
        )
        for name, rows in by_column.items()
    ]


def _apart(material: Material, rates: list[_Row]) -> str:
    """Which values are won clearly more or less often than all other closed rounds."""
    closed, won = int((material.outcome != "open").sum()), int((material.outcome == "won").sum())
    told = [row for row in rates if row[3] >= FEWEST and closed - row[3] >= FEWEST]
    if not told:
        return f"How often a category is won: {TOO_FEW}, no value has {FEWEST} closed rounds beside as many others."
    z = sure_for(len(told))
    ends = {row: difference((row[4], row[3]), (won - row[4], closed - row[3]), z) for row in told}
    clear = sorted(
        (row for row, (low, high) in ends.items() if low > 0 or high < 0),
        key=lambda row: -max(ends[row][0], -ends[row][1]),
    )
    if not clear:
        return f"None of the {len(told)} values with at least {FEWEST} closed rounds is won clearly more or less often than the rest."
    said = "; ".join(
        f"{name} “{value}”: {Share(part, of).said}" for name, value, _, of, part, *_ in clear[:2]
    )
    return f"Of {len(told)} values with at least {FEWEST} closed rounds, {len(clear)} are won clearly more or less often than the rest, above all {said}."
