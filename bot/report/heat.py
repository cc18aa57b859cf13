"""A grid of numbers: each is written into its cell, and the cell is the darker the more it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks.text_safety import clean
from bot.report.canvas import LESS, MORE, ON, PAPER, SMALL, SOFT, WIDTH, Margins, canvas
from bot.report.wording import NOTHING, is_known, short, text_width, wrapped
from ml.exploring.section import Heat

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW, _NARROWEST, _WIDEST = 26, 34, 90
_UPRIGHT = 12  # columns; a grid with more of them than rows is laid on its side for a phone
_TURNED = 16  # letters on a line of a heading that stands upright


@dataclass(frozen=True)
class _Layout:
    """Texts and sizes in pixels."""

    rows: Sequence[str]
    columns: Sequence[str]
    turned: bool
    cell: float
    margins: Margins

    @property
    def size(self) -> tuple[float, float]:
        height = _row_height(self.rows) * len(self.rows)
        edges = self.margins
        return (
            self.cell * len(self.columns) + edges.left + edges.right,
            height + edges.top + edges.bottom,
        )


def draw_heat(plot: Heat) -> Figure:
    """The grid; wider than a phone only where its cells would not be readable else."""
    plot = _upright(plot)
    texts = plot.texts or [
        [short(value) if is_known(value) else NOTHING for value in row] for row in plot.values
    ]
    texts = [[wrapped(text, 12, 1) for text in row] for row in texts]
    layout = _layout(plot, texts)
    figure, axes = canvas(*layout.size, layout.margins)
    axes.set(xlim=(-0.5, len(layout.columns) - 0.5), ylim=(len(layout.rows) - 0.5, -0.5))
    axes.set_yticks(range(len(layout.rows)), layout.rows)
    axes.set_xticks(range(len(layout.columns)), layout.columns, rotation=90 if layout.turned else 0)
    axes.xaxis.tick_top()
    _fill(axes, plot.values, texts)
    return figure


def _upright(plot: Heat) -> Heat:
    if len(plot.columns) <= max(_UPRIGHT, len(plot.rows)) or len(plot.rows) > _UPRIGHT:
        return plot
    texts = [list(column) for column in zip(*plot.texts, strict=True)] if plot.texts else None
    values = [list(column) for column in zip(*plot.values, strict=True)]
    return Heat(plot.title, plot.unit, plot.columns, plot.rows, values, texts)


def _layout(plot: Heat, texts: Sequence[Sequence[str]]) -> _Layout:
    needed = max(_NARROWEST, max(text_width(text, SMALL) for row in texts for text in row) + 8)
    rows = _row_labels(plot.rows, WIDTH - 12 - needed * len(plot.columns))
    left = max(text_width(row, SMALL) for row in rows) + 8
    cell = min(max(needed, (WIDTH - left - 4) / len(plot.columns)), max(_WIDEST, needed))
    letters = int((cell - 4) / text_width("n", SMALL))
    turned = _longest_word(plot.columns) > letters
    columns = [
        wrapped(column, _TURNED, 2) if turned else wrapped(column, letters, 3) for column in plot.columns
    ]
    lines = max(column.count("\n") + 1 for column in columns)
    top = max(text_width(column, SMALL) for column in columns) if turned else 16 * lines
    return _Layout(rows, columns, turned, cell, Margins(left, 4, top + 10, 4))


def _row_labels(rows: Sequence[str], room: float) -> list[str]:
    """On one line where there is room for it, or where two would not help."""
    long = [wrapped(row, 22) for row in rows]
    if max(text_width(row, SMALL) for row in long) <= room:
        return long
    short_ones = [wrapped(row, max(12, min(_longest_word(rows), 22))) for row in rows]
    return short_ones if max(text_width(row, SMALL) for row in short_ones) <= room else long


def _longest_word(labels: Sequence[str]) -> int:
    return max(len(word) for label in labels for word in clean(label, 60).split())


def _row_height(rows: Sequence[str]) -> float:
    return 34 if any("\n" in row for row in rows) else _ROW


def _fill(axes: Axes, values: Sequence[Sequence[float | None]], texts: Sequence[Sequence[str]]) -> None:
    known = [value for row in values for value in row if value is not None and is_known(value)]
    for row, (numbers, words) in enumerate(zip(values, texts, strict=True)):
        for column, (value, text) in enumerate(zip(numbers, words, strict=True)):
            fill, ink = _tones(value, min(known), max(known))
            if fill:
                axes.bar(column, 1, bottom=row - 0.5, width=1, color=fill, edgecolor=PAPER, linewidth=1)
            axes.text(column, row, text, ha="center", va="center_baseline", fontsize=SMALL, color=ink)


def _tones(value: float | None, low: float, high: float) -> tuple[str, str]:
    """The colour of a cell and of its text: five steps from the least to the most, or to either side of zero."""
    if value is None or not is_known(value):
        return "", SOFT
    least, most = (0.0, max(-low, high)) if low < 0 else (low, high)
    share = (abs(value) - least) / ((most - least) or 1.0)
    step = min(int(5 * share), 4)
    return (LESS if value < 0 else MORE)[step], ON[step]
