"""Charts: Slack's own block where it is taken, bars of signs elsewhere. Limits are those of Slack's reference.

A chart has a title of at most 50 characters and at most 6 series of at most 20 points; every point's label, and a series'
name, has at most 20 characters, and the labels are the categories of the axis in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.kit import Block, bold
from bot.blocks.text_safety import clean

MOST_SERIES, MOST_POINTS = 6, 20
_TITLE, _LABEL, _AXIS = 50, 20, 50
_WIDEST = 20  # signs of a bar


@dataclass(frozen=True)
class Chart:
    """What a chart shows: its title, the axis, and series of one number for each label.

    Parameters
    ----------
    title, y_label
        What it shows, and what is counted.
    labels
        The categories, in order; all different.
    series
        By name, a number for each label.
    """

    title: str
    y_label: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[int]]]


def native_chart(chart: Chart) -> Block:
    """The chart as Slack draws it: bars side by side for each label."""
    labels = [clean(label, _LABEL) for label in chart.labels[:MOST_POINTS]]
    series = [
        {
            "name": clean(name, _LABEL),
            "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=False)],
        }
        for name, values in chart.series[:MOST_SERIES]
    ]
    axes = {"categories": labels, "y_label": clean(chart.y_label, _AXIS)}
    drawn = {"type": "bar", "series": series, "axis_config": axes}
    return {"type": "data_visualization", "title": clean(chart.title, _TITLE), "chart": drawn}


def classic_chart(chart: Chart) -> Block:
    """The same as bars of signs: the first series as bars, the others as numbers behind it."""
    rows = [
        (clean(label, _LABEL), [values[place] for _, values in chart.series])
        for place, label in enumerate(chart.labels[:MOST_POINTS])
    ]
    most = max((values[0] for _, values in rows), default=0) or 1
    wide = max((len(label) for label, _ in rows), default=0)
    others = [name for name, _ in chart.series[1:]]
    told = []
    for label, (value, *more) in rows:
        bar = "█" * round(_WIDEST * value / most)
        beside = "".join(f" · {name} {number}" for name, number in zip(others, more, strict=True))
        told.append(f"{label.ljust(wide)} {bar}{' ' if bar else ''}{value}{beside}")
    title = {"type": "rich_text_section", "elements": [bold(clean(chart.title, _TITLE))]}
    return {"type": "rich_text", "elements": [title, preformatted(told)]}


def preformatted(rows: Sequence[str]) -> Block:
    """Lines of equally wide letters, as an element of rich text."""
    text = "\n".join(rows) or "–"
    return {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}


def native_table(rows: Sequence[Sequence[str]]) -> Block:
    """A table; the first row is its head, numbers stand right, at most 100 rows of 20 cells."""
    cells = [[{"type": "raw_text", "text": clean(cell, 60)} for cell in row[:20]] for row in rows[:100]]
    right = [{"align": "right"} for _ in rows[0][1:20]]
    return {"type": "table", "rows": cells, "column_settings": [{"align": "left"}, *right]}


def classic_table(title: str, rows: Sequence[Sequence[str]]) -> Block:
    """The same in equally wide letters, at most 100 rows."""
    shown = [[clean(cell, 18) for cell in row] for row in rows[:100]]
    widths = [max(len(row[place]) for row in shown) for place in range(len(shown[0]))]
    told = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in shown
    ]
    head = {"type": "rich_text_section", "elements": [bold(title)]}
    return {"type": "rich_text", "elements": [head, preformatted(told)]}
