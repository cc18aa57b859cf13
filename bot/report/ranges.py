"""Spreads and shares: a range for each label, and at the right its number with the count behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.report.canvas import INK, LINE, MORE, PAPER, SERIES, SMALL, SOFT, rows_canvas, scale
from bot.report.wording import NOTHING, percent, short, text_width
from ml.exploring.section import Shares, Spreads

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 30


def draw_spreads(plot: Spreads) -> Figure:
    """Four values in five lie on the line, half of them in the box; the stroke is the median."""
    values = zip(plot.percentiles, plot.counts, strict=True)
    texts = [f"{short(five[2], plot.unit)}, n={count:,}" if count else NOTHING for five, count in values]
    figure, axes = _rows(plot.labels, texts, "median, count")
    for row, (five, count) in enumerate(zip(plot.percentiles, plot.counts, strict=True)):
        if count:
            _box(axes, row, five)
    known = [
        value for five, count in zip(plot.percentiles, plot.counts, strict=True) if count for value in five
    ]
    _limit(axes, min(0.0, *known), max(known))
    scale(axes, plot.unit)
    return figure


def _box(axes: Axes, row: int, five: tuple[float, float, float, float, float]) -> None:
    p10, p25, p50, p75, p90 = five
    axes.plot((p10, p90), (row, row), color=SERIES[0], linewidth=2, solid_capstyle="butt")
    axes.barh(row, p75 - p25, left=p25, height=14 / _ROW, color=SERIES[0])
    _stroke(axes, row, p50)


def draw_shares(plot: Shares) -> Figure:
    """The stroke is the share that was counted; where the true one lies, 95 % sure, the band tells."""
    texts = [f"{percent(share)}, n={of:,}" if of else NOTHING for share, _, _, of in plot.shares]
    figure, axes = _rows(plot.labels, texts, "share, count")
    for row, (share, low, high, of) in enumerate(plot.shares):
        if of:
            axes.barh(row, 100 * (high - low), left=100 * low, height=14 / _ROW, color=MORE[2])
            _stroke(axes, row, 100 * share)
    _limit(axes, 0.0, max(100 * high for _, _, high, of in plot.shares if of))
    scale(axes, "%")
    return figure


def _stroke(axes: Axes, row: int, place: float) -> None:
    """The number itself, with a thin border so that it stands out of its box."""
    ends = (row - 9 / _ROW, row + 9 / _ROW)
    for tone, width in ((PAPER, 5), (INK, 2.5)):
        axes.plot((place, place), ends, color=tone, linewidth=width, solid_capstyle="butt")


def _rows(labels: Sequence[str], texts: Sequence[str], head: str) -> tuple[Figure, Axes]:
    """A row for each label, with a text at its right and a head over the texts."""
    right = max(text_width(text, SMALL) for text in [*texts, head]) + 14
    figure, axes = rows_canvas(labels, _ROW, right=right, top=24, bottom=24)
    for row, text in enumerate(texts):
        _beside(axes, text, row, SOFT if text == NOTHING else INK)
    _beside(axes, head, -0.5 - 10 / _ROW, SOFT)
    return figure, axes


def _beside(axes: Axes, text: str, row: float, tone: str) -> None:
    """A text at the right of the axes, as high as this row."""
    axes.annotate(
        text,
        (1, row),
        (12, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center_baseline",
        fontsize=SMALL,
        color=tone,
    )


def _limit(axes: Axes, low: float, high: float) -> None:
    room = 0.03 * ((high - low) or 1.0)
    axes.set_xlim(low - room, high + room)
    axes.axvline(0, color=LINE, linewidth=1)
