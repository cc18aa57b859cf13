"""Lines over months: gaps stay gaps, each line has its own mark, and the newest number is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.report.canvas import LINE, MARKERS, SERIES, SMALL, SOFT, WIDTH, Margins, canvas, key_height, key_of
from bot.report.wording import is_known, short, text_width, wrapped
from ml.exploring.section import Lines

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEIGHT = 190
_APART = 15  # pixels between two numbers that stand at the right
_MOST_TICKS = 5
_BELOW = 30


def draw_lines(plot: Lines) -> Figure:
    """The lines over their labels."""
    names = [name for name, _ in plot.series]
    known = [value for _, values in plot.series for value in values if value is not None and is_known(value)]
    number = max(text_width(short(value, plot.unit), SMALL) for value in known)
    label = max(text_width(_tick(label), SMALL) for label in plot.labels) / 2
    top = (key_height(names) if len(names) > 1 else 0) + 12
    margins = Margins(max(number + 14, label), max(number + 12, label), top, _BELOW)
    figure, axes = canvas(WIDTH, _HEIGHT + top + _BELOW, margins)
    handles = [_draw(axes, place, values) for place, (_, values) in enumerate(plot.series)]
    _scales(axes, plot, known)
    _newest(axes, plot)
    if len(names) > 1:
        key_of(figure, names, handles)
    return figure


def _draw(axes: Axes, number: int, values: Sequence[float | None]) -> Artist:
    tone, mark = SERIES[number % len(SERIES)], MARKERS[number % len(MARKERS)]
    heights = [value if value is not None and is_known(value) else float("nan") for value in values]
    size = 5 if len(values) <= 30 else 3  # noqa: PLR2004 - from there marks would touch each other
    dashes = "-" if number < len(SERIES) else "--"
    return axes.plot(heights, dashes, color=tone, marker=mark, markersize=size, linewidth=1.8)[0]


def _scales(axes: Axes, plot: Lines, known: Sequence[float]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    low, high = min(0.0, *known), max(0.0, *known)
    axes.set_ylim(low, high + 0.05 * ((high - low) or 1.0))
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value, plot.unit)))
    axes.tick_params(labelcolor=SOFT)
    axes.grid(axis="y", color=LINE, linewidth=1)
    last = len(plot.labels) - 1
    axes.set_xlim(-0.3, last + 0.3)
    step = max(-(-last // (_MOST_TICKS - 1)), 1)
    ticks = range(last % step, last + 1, step)
    axes.set_xticks(ticks, [_tick(plot.labels[tick]) for tick in ticks])
    axes.tick_params(axis="x", pad=8)


def _tick(label: str) -> str:
    return wrapped(label, 10, 1)


def _newest(axes: Axes, plot: Lines) -> None:
    """The last number of each line at the right, moved apart where they would cover each other."""
    ends = [
        (value, name) for name, values in plot.series if (value := values[-1]) is not None and is_known(value)
    ]
    low, high = axes.get_ylim()
    pixel = (high - low) / _HEIGHT
    free = high + _APART * pixel
    for value, _ in sorted(ends, reverse=True):
        free = min(value, free - _APART * pixel)
        axes.annotate(
            short(value, plot.unit),
            (len(plot.labels) - 1, free),
            (8, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
        )
