"""How the business changes from month to month: entries, touches, wins of equally old rounds, and what comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import chi2

from ml.drift import BORDER, FEWEST_ROWS, stability
from ml.errors import NotEnoughData
from ml.exploring.amounts import FEWEST, TOO_FEW, Share, counted, number, percent
from ml.exploring.categories import CATEGORIES, SHOWN, common_values
from ml.exploring.section import Bars, Grid, Heat, Lines, Plot, Section
from ml.timing_intervals import difference

if TYPE_CHECKING:
    from ml.exploring.material import Material
    from ml.timeline import Ints

_WATCHED = (*CATEGORIES, "employees")
_MIXED = ("source", "service", "country")
_MOST_LEVELS = 6
_SHORTEST, _LONGEST = 30, 365  # days for which a round is watched
_MOSTLY = 75  # % of closed rounds that had closed by then
_RARELY = 0.99


def months(material: Material) -> Section:
    """Entries and touches by month, win rates of mature months, and how the mix of rounds moves."""
    entered = material.by_month(material.rounds["entered_at"])
    if not any(entered):
        raise NotEnoughData("No round was entered in the months that are looked at.")
    watched = _watched_days(material)
    wins = _wins(material, watched)
    quarters, places = material.quarters(material.rounds["entered_at"])
    drift = _stability(material, quarters, places)
    plots: list[Plot] = [
        Lines("Rounds entered", "rounds a month", material.months, [("rounds", entered)]),
        Lines(
            "Touches",
            "touches a month",
            material.months,
            [("touches", material.by_month(material.touches["at"]))],
        ),
        _win_lines(material, wins, watched),
        *(_mix(material, name, quarters, places) for name in _MIXED),
        drift,
    ]
    finding = f"{_won(material, wins, watched)} {_moved(drift)}"
    return Section(
        "months",
        "Drift from month to month",
        finding,
        _query(material, watched),
        plots,
        [_table(material, entered, wins, watched)],
    )


def _query(material: Material, watched: int) -> str:
    return (
        f"Months and quarters are those of {material.zone_name}, the newest {len(material.months)} with data. Entered: rounds by their date of entry; touches: "
        "all touches with a pursuit. A month in which nothing of any kind is on record is a gap, not a zero. "
        f"Won within {watched} days: rounds of a month that were won at most {watched} days after their entry / all rounds entered in it × 100, so that old and new "
        f"rounds are watched equally long; {watched} days are those by which {_MOSTLY} % of the closed rounds had closed (at least {_SHORTEST}, at most {_LONGEST}). A month "
        f"whose last round is younger than that, or of fewer than {FEWEST} rounds, is a gap. The lines below and above are Wilson's 95 % interval. Data that "
        "begin late may know of early rounds only those that lasted. Mix: % of the rounds entered in each quarter, of at least "
        f"{FEWEST}. Population stability index (Siddiqi, 2006) of each column between a quarter and the one before it, of at least {FEWEST_ROWS} rounds "
        f"each; empty cells are a value of their own. It has moved when the index is over {BORDER:g} and over what chance explains in {_RARELY * 100:.0f} % of cases "
        f"(chi-squared, divided by the number of comparisons); marked * then. {SHOWN}"
    )


# --- how many were won ----------------------------------------------------------------------------------------------


def _watched_days(material: Material) -> int:
    days = material.days_to_close.dropna()
    usual = float(np.percentile(days, _MOSTLY)) if len(days) else _SHORTEST
    return int(np.clip(np.ceil(usual), _SHORTEST, _LONGEST))


def _wins(material: Material, watched: int) -> list[Share | None]:
    """Of each month those won in time; None of months that are not old enough yet, and of those before any entry."""
    places = material.month_places(material.rounds["entered_at"])
    inside = places >= 0
    in_time = (material.outcome == "won") & (material.days_to_close <= watched)
    size = len(material.months)
    of = np.bincount(places[inside], minlength=size)
    part = np.bincount(places[inside], in_time.to_numpy(bool)[inside], minlength=size)
    young = material.rounds["entered_at"] + pd.Timedelta(days=watched) > material.data_end
    unripe = np.bincount(places[inside], young.to_numpy(bool)[inside], minlength=size) > 0
    return [
        None if late or not n else Share(int(p), int(n)) for p, n, late in zip(part, of, unripe, strict=True)
    ]


def _win_lines(material: Material, wins: list[Share | None], watched: int) -> Lines:
    cells = [share.cells if share else (None, None, None) for share in wins]
    series = [
        (name, [row[place] for row in cells])
        for place, name in enumerate(("won", "lower end of 95 %", "upper end"))
    ]
    return Lines(
        f"Won within {watched} days, by month of entry", "% of the rounds entered", material.months, series
    )


def _table(material: Material, entered: list[float | None], wins: list[Share | None], watched: int) -> Grid:
    head = ("month", "rounds entered", f"won within {watched} days", "% won", "95 % from", "to")
    rows = [
        (month, count, share.part if share else None, *(share.cells if share else (None, None, None)))
        for month, count, share in zip(material.months, entered, wins, strict=True)
    ]
    return Grid("Months", head, rows)


def _won(material: Material, wins: list[Share | None], watched: int) -> str:
    """The first half of the mature months beside the second."""
    ripe = [(month, share) for month, share in zip(material.months, wins, strict=True) if share]
    halves = ripe[: len(ripe) // 2], ripe[len(ripe) // 2 :]
    before, after = (
        Share(sum(share.part for _, share in half), sum(share.of for _, share in half)) for half in halves
    )
    if not (before.is_enough and after.is_enough):
        return f"Whether rounds are won more or less often than before: {TOO_FEW}, {counted(len(ripe), 'month')} can be compared."
    low, high = difference((after.part, after.of), (before.part, before.of))
    judged = "more often" if low > 0 else "less often" if high < 0 else "not clearly more or less often"
    return (
        f"Rounds entered from {halves[1][0][0]} to {ripe[-1][0]} were won within {watched} days {judged} than those before: "
        f"{after.said}, before {before.said}."
    )


# --- what comes in --------------------------------------------------------------------------------------------------


def _mix(material: Material, name: str, quarters: list[str], places: Ints) -> Bars:
    texts = material.rounds[name].astype("str")
    levels = list(common_values(material, texts))[:_MOST_LEVELS]
    shown = texts.where(texts.isna() | texts.isin(levels), "all other values").fillna("not known")
    of = np.bincount(places[places >= 0], minlength=len(quarters))
    series = []
    for level in (*levels, "all other values", "not known"):
        here = (places >= 0) & (shown == level).to_numpy(bool)
        counts = np.bincount(places[here], minlength=len(quarters))
        if counts.any():
            told = zip(counts.tolist(), of.tolist(), strict=True)
            series.append((level, [percent(count / n) if n >= FEWEST else None for count, n in told]))
    return Bars(
        f"Mix of {name}, by quarter of entry", "% of the rounds entered", quarters, series, stacked=True
    )


def _stability(material: Material, quarters: list[str], places: Ints) -> Heat:
    """The index of each column between each quarter and the one before it."""
    groups = [material.rounds.loc[places == place, list(_WATCHED)] for place in range(len(quarters))]
    pairs = [(groups[place - 1], groups[place]) for place in range(1, len(groups))]
    looked = sum(min(map(len, pair)) >= FEWEST_ROWS for pair in pairs) * len(_WATCHED)
    cells = [[_index(before[name], after[name], looked) for before, after in pairs] for name in _WATCHED]
    values = [[value for value, _ in row] for row in cells]
    texts = [
        ["–" if value is None else f"{value:.2f}{' *' if far else ''}" for value, far in row] for row in cells
    ]
    return Heat(
        "How far each quarter is from the one before",
        "population stability index",
        _WATCHED,
        quarters[1:],
        values,
        texts,
    )


def _index(before: pd.Series, after: pd.Series, looked: int) -> tuple[float | None, bool]:
    """The index, and whether it is over the border and over what chance explains."""
    if min(len(before), len(after)) < FEWEST_ROWS:
        return None, False
    index, bins = stability(before, after)
    chance = 1 - (1 - _RARELY) / max(1, looked)
    # Without a change the index is about chi-squared over the rows (Yurdakul and Naranjo, 2020).
    explained = chi2.ppf(chance, max(1, bins - 1)) * (1 / len(before) + 1 / len(after))
    return number(index, 3), bool(index > max(BORDER, explained))


def _moved(drift: Heat) -> str:
    told = [
        (name, quarter, value, text.endswith("*"))
        for name, values, texts in zip(drift.rows, drift.values, drift.texts or (), strict=True)
        for quarter, value, text in zip(drift.columns, values, texts, strict=True)
        if value is not None
    ]
    if not told:
        return (
            f"Whether the mix of rounds moved: {TOO_FEW}, no two quarters in a row have {FEWEST_ROWS} rounds."
        )
    moved = [row for row in told if row[3]]
    if not moved:
        return f"The mix of rounds has not moved in any of {len(told)} comparisons of a quarter with the one before."
    name, quarter, value, _ = max(moved, key=lambda row: (row[2], row[:2]))
    return f"The mix of rounds moved in {len(moved)} of {len(told)} comparisons of a quarter with the one before, most of all {name} in {quarter} (index {value:.2f})."
