"""The report as one page that needs nothing else: no network, no script, no file beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path

from bot.blocks.text_safety import clean
from bot.report.plots import figure_html
from bot.report.wording import alike, shown
from ml.exploring.report import Report
from ml.exploring.section import Grid, Section

# By this a page is known for one of ours, and may be replaced by a newer one.
MARK = '<meta name="generator" content="sales-assistant explore">'
MOST_ROWS = 300
_LONGEST_CELL, _LONGEST_TEXT = 300, 4000
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(report: Report, *, drawn: Callable[[int], None] = lambda _: None) -> str:
    """The whole page as HTML; `drawn` is told how many sections are."""
    parts = []
    for number, section in enumerate(report.sections, start=1):
        parts.append(section_html(section))
        drawn(number)
    inside = f"{_opening(report)}{_contents(report)}<main>{''.join(parts)}{_skipped(report)}</main>"
    return f"{_head(report)}<body>{inside}</body></html>\n"


def section_html(section: Section) -> str:
    """One section: its finding, plots, tables, and how each number was counted."""
    anchor = escape(section.anchor)
    drawn = (figure_html(plot, f"{section.anchor}-{number}") for number, plot in enumerate(section.plots))
    plots = f'<div class="plots">{"".join(drawn)}</div>' if section.plots else ""
    return (
        f'<section id="{anchor}" aria-labelledby="{anchor}-h"><h2 id="{anchor}-h">{_safe(section.title)}</h2>'
        f'<p class="finding">{_safe(section.finding)}</p>'
        f"{plots}{''.join(map(grid_html, section.grids))}"
        f"<details><summary>How this was counted</summary><p>{_safe(section.query)}</p></details></section>"
    )


def grid_html(grid: Grid) -> str:
    """A table in a box of its own, which scrolls where it is wider than the page; numbers stand right."""
    title = _safe(grid.title)
    if not grid.rows:
        return f'<p class="nothing">{title}: there is nothing to list yet.</p>'
    columns = [_column([row[place] for row in grid.rows[:MOST_ROWS]]) for place in range(len(grid.head))]
    named = zip(grid.head, columns, strict=True)
    head = "".join(f'<th scope="col"{_side(right)}>{_safe(name)}</th>' for name, (right, _) in named)
    rows = "".join(f"<tr>{''.join(_cells(row, columns))}</tr>" for row in range(len(columns[0][1])))
    more = len(grid.rows) - MOST_ROWS
    cut = f'<p class="nothing">The first {MOST_ROWS} of {len(grid.rows):,} rows.</p>' if more > 0 else ""
    return (
        f'<div class="table"><h3>{title}</h3><div class="scroll" role="region" tabindex="0" aria-label="{title}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{cut}</div>"
    )


def _column(cells: Sequence[str | float | None]) -> tuple[bool, list[str]]:
    """Whether a column holds numbers alone, and its cells as they are shown."""
    numbers = [cell for cell in cells if not isinstance(cell, str)]
    if len(numbers) == len(cells):
        return True, alike(numbers)
    return False, [_safe(cell, _LONGEST_CELL) if isinstance(cell, str) else shown(cell) for cell in cells]


def _cells(row: int, columns: Sequence[tuple[bool, list[str]]]) -> Iterator[str]:
    """A row; its first cell heads it, unless it is a number."""
    for place, (right, texts) in enumerate(columns):
        name = "td" if place or right else 'th scope="row"'
        yield f"<{name}{_side(right)}>{texts[row]}</{name[:2]}>"


def _side(right: bool) -> str:  # noqa: FBT001 - one word of HTML for one of two sides
    return ' class="number"' if right else ""


def _head(report: Report) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{MARK}'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>{_safe(report.title)}</title><style>{_style()}</style></head>"
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _opening(report: Report) -> str:
    made = f"{report.made_at.day} {report.made_at:%B %Y, %H:%M %Z}"
    listed = "".join(f"<li>{_safe(one)}</li>" for one in report.headlines)
    found = f"<h2>What stands out</h2><ul>{listed}</ul>" if listed else ""
    return (
        f"<header><h1>{_safe(report.title)}</h1><p>Made on {made}. {_safe(report.about)}</p>{found}</header>"
    )


def _contents(report: Report) -> str:
    links = (f'<li><a href="#{escape(one.anchor)}">{_safe(one.title)}</a></li>' for one in report.sections)
    return f'<nav aria-label="Contents"><h2>Contents</h2><ol>{"".join(links)}</ol></nav>'


def _skipped(report: Report) -> str:
    """What has no section, and why."""
    listed = "".join(f"<li><b>{_safe(one.title)}</b>: {_safe(one.why)}</li>" for one in report.skipped)
    if not listed:
        return ""
    return f'<section id="skipped"><h2>What could not be looked at yet</h2><ul>{listed}</ul></section>'


def _safe(text: str, limit: int = _LONGEST_TEXT) -> str:
    """Text from anywhere as HTML, with what is to be typed set apart."""
    told = escape(clean(text, limit).replace(" %", "\N{NO-BREAK SPACE}%"))
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", told)
