"""What a section of the report holds: a finding, the query behind it in plain words, plots and tables. No drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bars:
    """Bars for each label; several series stand side by side, or on each other where `stacked`.

    Parameters
    ----------
    title, unit
        What it shows, and what the numbers are (“pursuits”, “days”, “%”).
    labels
        The categories in order.
    series
        By name, a number for each label; None where there is no data.
    stacked
        Whether the series are parts of a whole.
    """

    title: str
    unit: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    stacked: bool = False


@dataclass(frozen=True)
class Lines:
    """Series over an ordered axis, such as months; None is a gap."""

    title: str
    unit: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]


@dataclass(frozen=True)
class Spreads:
    """For each label the 10th, 25th, 50th, 75th and 90th percentile, and how many values are behind them."""

    title: str
    unit: str
    labels: Sequence[str]
    percentiles: Sequence[tuple[float, float, float, float, float]]
    counts: Sequence[int]


@dataclass(frozen=True)
class Shares:
    """Shares with their 95 % interval and the count behind each, such as “went on, by move made”.

    Parameters
    ----------
    title, unit
        What it shows, and of what it is a share.
    labels
        One for each share.
    shares
        (share, low, high, of): 0 to 1.
    """

    title: str
    unit: str
    labels: Sequence[str]
    shares: Sequence[tuple[float, float, float, int]]


@dataclass(frozen=True)
class Heat:
    """A grid of numbers with its rows and columns named; None where there is no data."""

    title: str
    unit: str
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float | None]]
    # What is written into a cell beside its colour; by default its value.
    texts: Sequence[Sequence[str]] | None = None


Plot = Bars | Lines | Spreads | Shares | Heat


@dataclass(frozen=True)
class Grid:
    """A table: its head, rows of cells, and what it counts. Numbers are numbers, so that they can be set right."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | float | int | None]]


@dataclass(frozen=True)
class Section:
    """One section of the report.

    Parameters
    ----------
    anchor, title
        Its place in the page, and its heading.
    finding
        What the data says, in one or two sentences; says so where there is nothing to see.
    query
        How each number was made, in plain words: which rows, which filter, what was counted.
    plots, grids
        What is shown; both may be empty.
    """

    anchor: str
    title: str
    finding: str
    query: str
    plots: Sequence[Plot] = field(default_factory=tuple)
    grids: Sequence[Grid] = field(default_factory=tuple)
