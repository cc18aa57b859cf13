"""Draw a plot of the report as a picture for the inside of a page; what is too large for one is cut, and said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from bot.blocks.text_safety import clean
from bot.report.bars import draw_bars
from bot.report.canvas import WIDTH, as_svg, drawing
from bot.report.heat import draw_heat
from bot.report.lines import draw_lines
from bot.report.ranges import draw_shares, draw_spreads
from bot.report.wording import caption, has_data, in_words
from ml.exploring.section import Bars, Heat, Lines, Plot, Shares, Spreads

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_ROWS, MOST_COLUMNS, MOST_POINTS, MOST_SERIES = 40, 30, 120, 8
_DRAWN_BY: dict[type[Plot], Callable[[Any], Figure]] = {
    Bars: draw_bars, Lines: draw_lines, Spreads: draw_spreads, Shares: draw_shares, Heat: draw_heat,
}  # fmt: skip


def draw(plot: Plot, key: str) -> str:
    """The plot as an `<svg>`; the key names it within its page.

    A plot without data is none, and raises: `ml.exploring.section.Plot` values that `has_data` are drawn.
    """
    if not has_data(plot):
        raise ValueError("nothing to draw")
    with drawing(key):
        figure = _DRAWN_BY[type(plot)](fitted(plot))
        return as_svg(figure, key=key, title=clean(plot.title, 200), words=in_words(plot))


def figure_html(plot: Plot, key: str) -> str:
    """The plot with its title, its unit and how many are behind it; a sentence where there is nothing to draw."""
    title = escape(clean(plot.title, 200))
    if not has_data(plot):
        return f'<p class="nothing">{title}: there is too little data for this yet.</p>'
    picture = draw(plot, key)
    wide = ' class="wide"' if f'viewBox="0 0 {WIDTH} ' not in picture else ""
    told = escape(" · ".join(filter(None, (caption(plot), _cut(plot)))))
    return f'<figure{wide}><figcaption><b>{title}</b> <span>{told}</span></figcaption><div class="box">{picture}</div></figure>'


def fitted(plot: Plot) -> Plot:
    """As much of the plot as can be read: of lines the newest part, of the rest the first."""
    if isinstance(plot, Lines):
        few = [(name, values[-MOST_POINTS:]) for name, values in plot.series[:MOST_SERIES]]
        return replace(plot, labels=plot.labels[-MOST_POINTS:], series=few)
    if isinstance(plot, Bars):
        few = [(name, values[:MOST_ROWS]) for name, values in plot.series[:MOST_SERIES]]
        return replace(plot, labels=plot.labels[:MOST_ROWS], series=few)
    if isinstance(plot, Heat):
        return _fitted_heat(plot)
    labels = plot.labels[:MOST_ROWS]
    if isinstance(plot, Shares):
        return replace(plot, labels=labels, shares=plot.shares[:MOST_ROWS])
    return replace(
        plot, labels=labels, percentiles=plot.percentiles[:MOST_ROWS], counts=plot.counts[:MOST_ROWS]
    )


def _fitted_heat(plot: Heat) -> Heat:
    values = [row[:MOST_COLUMNS] for row in plot.values[:MOST_ROWS]]
    texts = [row[:MOST_COLUMNS] for row in plot.texts[:MOST_ROWS]] if plot.texts else None
    return replace(
        plot, rows=plot.rows[:MOST_ROWS], columns=plot.columns[:MOST_COLUMNS], values=values, texts=texts
    )


def _cut(plot: Plot) -> str:
    """What is not drawn, in words."""
    which = "newest" if isinstance(plot, Lines) else "first"
    pairs = zip(_sizes(fitted(plot)), _sizes(plot), strict=True)
    return ", ".join(f"the {which} {few:,} of {every:,} are drawn" for few, every in pairs if few < every)


def _sizes(plot: Plot) -> tuple[int, ...]:
    if isinstance(plot, Heat):
        return len(plot.rows), len(plot.columns)
    return (len(plot.labels), len(plot.series)) if isinstance(plot, Bars | Lines) else (len(plot.labels),)
