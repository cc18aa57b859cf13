"""The figures of each rep as CSV, for a spreadsheet: no cell of it is taken for a formula there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from bot.blocks.metrics_card import NOBODY
from integrations.rejects import defused
from ml.records import Person
from ml.sales_metrics import OBJECTIVES, TOUCH_CHANNELS, SalesCounts, objectives
from ml.sales_periods import Period

_COUNTS = ("cold_contacts", "cancelled", "met", "sales")
_CHANNELS = (*TOUCH_CHANNELS, "note")
COLUMNS = ("rep", "email", "from", "to", *OBJECTIVES, *_COUNTS, *(f"{channel}s" for channel in _CHANNELS))
TEAM = "The team"


def metrics_csv(
    period: Period, reps: Sequence[tuple[Person | None, SalesCounts]], team: SalesCounts | None = None
) -> str:
    """One row a rep, and one for the team where it is given; an empty cell means no data."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for person, counts in reps:
        named = (person.name, person.email) if person else (NOBODY, "")
        writer.writerow(_cells(named, period, counts))
    if team is not None:
        writer.writerow(_cells((TEAM, ""), period, team))
    return out.getvalue()


def _cells(named: tuple[str, str], period: Period, counts: SalesCounts) -> Iterator[str]:
    yield from (defused(" ".join(text.split())) for text in named)
    yield from (period.first.isoformat(), period.last.isoformat())
    yield from ("" if value is None else str(value) for value in objectives(counts).values())
    yield from (str(getattr(counts, name)) for name in _COUNTS)
    yield from (str(counts.activities.get(channel, 0)) for channel in _CHANNELS)
