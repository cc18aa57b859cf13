"""The funnel as CSV, for a spreadsheet: one row a state, move, reason and size; no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from bot.blocks.funnel_list import SAID_NOTHING, move_key, move_words
from integrations.rejects import defused
from ml.funnel_figures import FunnelFigures, MoveFigures, StateFigures
from ml.sales_periods import Period

TEAM = "The team"
ALL_SERVICES = "all"
# The number of a state is that of its entries; days are those of a state now, or from the first contact to a sale.
COLUMNS = (
    "whose",
    "service",
    "from",
    "to",
    "what",
    "name",
    "number",
    "went_on",
    "went_back",
    "left",
    "now",
    "days",
    "longer",
    "usual_days",
    "usual_of",
)
Cells = tuple[object, ...]


def funnel_csv(told: FunnelFigures) -> str:
    """All that the card says, and the moves and reasons for which it has no room; an empty cell means no data."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    whose = (told.whose or TEAM, told.service or ALL_SERVICES)
    for period, cells in _rows(told):
        filled = ["" if cell is None else str(cell) for cell in cells]
        row = [*whose, str(period.first), str(period.last), *filled]
        row += [""] * (len(COLUMNS) - len(row))
        writer.writerow([defused(" ".join(cell.split())) for cell in row])
    return out.getvalue()


def _rows(told: FunnelFigures) -> Iterator[tuple[Period, Cells]]:
    yield from ((told.period, _state(one)) for one in told.states)
    yield from ((told.week, _move("move this week", one)) for one in told.moved_this_week)
    yield from ((told.period, _move("irregular move", one)) for one in told.irregular)
    for reason, number in told.reasons:
        yield told.period, ("reason", reason or SAID_NOTHING, number)
    for size in told.sizes:
        days = None if size.mean_days is None else round(size.mean_days, 1)
        yield told.period, ("sales by company size", size.size or "not known", size.number, *[None] * 4, days)


def _state(one: StateFigures) -> Cells:
    age, usual = (None if days is None else round(days, 1) for days in (one.age_days, one.usual_days))
    became = (one.entered, one.went_on, one.went_back, one.left)
    return ("state", one.state.label, *became, one.now, age, one.longer, usual, one.usual_of)


def _move(what: str, one: MoveFigures) -> Cells:
    return (what, move_words(move_key(one.before, one.after, one.kind)), one.number)
