"""Bars that lie, so that long labels can be read: beside each other for several series, or end to end as parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.report.canvas import (
    HATCHES,
    INK,
    LINE,
    PAPER,
    SERIES,
    SMALL,
    SOFT,
    WIDTH,
    key_height,
    key_of,
    rows_canvas,
)
from bot.report.wording import NOTHING, is_known, short, text_width
from ml.exploring.section import Bars

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_THICK = 17


def draw_bars(plot: Bars) -> Figure:
    """The bars, each with its number."""
    names = [name for name, _ in plot.series]
    side_by_side = 1 if plot.stacked else len(names)
    top = key_height(names) if len(names) > 1 else 6
    figure, axes = rows_canvas(plot.labels, _THICK * side_by_side + 8, top=top)
    ends = _ends(plot)
    _limit(axes, ends, text_width(max((short(end, plot.unit) for end in ends), key=len), SMALL) + 10)
    handles = _stacked(axes, plot) if plot.stacked else _beside(axes, plot)
    axes.axvline(0, color=LINE, linewidth=1)
    if len(names) > 1:
        key_of(figure, names, handles)
    return figure


def _ends(plot: Bars) -> list[float]:
    """Where the bars end."""
    columns = [[value or 0.0 if is_known(value) else 0.0 for value in values] for _, values in plot.series]
    return (
        [sum(parts) for parts in zip(*columns, strict=True)]
        if plot.stacked
        else [end for one in columns for end in one]
    )


def _limit(axes: Axes, ends: Sequence[float], label: float) -> None:
    """The scale from zero to the longest bar, with room for the number behind it."""
    low, high = min(0.0, *ends), max(0.0, *ends)
    inner = axes.get_position().width * WIDTH
    pixel = ((high - low) or 1.0) / max(inner - label * (1 + (low < 0)), 40)
    axes.set_xlim(low - (low < 0) * label * pixel, high + label * pixel if high > low else 1.0)


def _beside(axes: Axes, plot: Bars) -> list[Artist]:
    rows = axes.bbox.height / len(plot.labels)
    thick = min(_THICK, rows / len(plot.series)) / rows
    handles: list[Artist] = []
    for number, (_, values) in enumerate(plot.series):
        middle = (number - (len(plot.series) - 1) / 2) * thick
        places = [row + middle for row in range(len(values))]
        handles.append(
            _lay(
                axes,
                number,
                places,
                [value or 0.0 if is_known(value) else 0.0 for value in values],
                height=0.86 * thick,
            )
        )
        for place, value in zip(places, values, strict=True):
            _write(axes, place, value, plot.unit)
    return handles


def _write(axes: Axes, place: float, value: float | None, unit: str) -> None:
    """The number behind the end of its bar."""
    known = is_known(value)
    end = (value or 0.0) if known else 0.0
    axes.annotate(
        short(value, unit) if known else NOTHING, (end, place), (-4 if end < 0 else 4, 0), textcoords="offset points",
        ha="right" if end < 0 else "left", va="center_baseline", fontsize=SMALL, color=INK if known else SOFT,
    )  # fmt: skip


def _stacked(axes: Axes, plot: Bars) -> list[Artist]:
    """Part after part; a number stands where its part has room for it, and the sum behind."""
    rows = axes.bbox.height / len(plot.labels)
    begins = [0.0] * len(plot.labels)
    handles: list[Artist] = []
    for number, (_, values) in enumerate(plot.series):
        lengths = [value or 0.0 if is_known(value) else 0.0 for value in values]
        handles.append(
            _lay(axes, number, range(len(lengths)), lengths, height=(_THICK + 3) / rows, begins=begins)
        )
        for row, (begin, length) in enumerate(zip(begins, lengths, strict=True)):
            _write_inside(
                axes,
                row,
                begin + length / 2,
                (length, short(round(length)) if plot.unit.startswith("%") else short(length)),
            )
        begins = [begin + length for begin, length in zip(begins, lengths, strict=True)]
    for row, end in enumerate(begins):
        known = any(is_known(values[row]) for _, values in plot.series)
        if not (
            known and plot.unit.startswith("%")
        ):  # that parts add up to 100 % need not be said on each row
            _write(axes, row, end if known else None, plot.unit)
    return handles


def _write_inside(axes: Axes, row: float, middle: float, part: tuple[float, str]) -> None:
    length, text = part
    low, high = axes.get_xlim()
    if length / (high - low) * axes.get_position().width * WIDTH < text_width(text, SMALL) + 8:
        return
    box = {"boxstyle": "round,pad=0.15", "facecolor": PAPER, "edgecolor": "none"}
    axes.text(middle, row, text, ha="center", va="center_baseline", fontsize=SMALL, bbox=box)


def _lay(
    axes: Axes,
    number: int,
    places: Sequence[float],
    lengths: Sequence[float],
    *,
    height: float,
    begins: Sequence[float] | float = 0.0,
) -> Artist:
    tone = SERIES[number % len(SERIES)]
    hatch = HATCHES[number % len(HATCHES)]
    bars: Sequence[Artist] = axes.barh(
        places, lengths, height=height, left=begins, color=tone, hatch=hatch, edgecolor=PAPER, linewidth=0.5
    )
    return bars[0]
