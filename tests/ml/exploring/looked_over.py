"""Material of planted tables, and what must hold of every report."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ml.data_preparation import Tables, prepare
from ml.exploring.material import Material, nobody
from ml.exploring.report import Report
from ml.exploring.section import Bars, Grid, Heat, Lines, Plot, Section, Shares, Spreads
from tests.planted_company import END

SINGAPORE = ZoneInfo("Asia/Singapore")


def material_of(tables: Tables, *, now: datetime = END, **more: Any) -> Material:
    """The material of raw tables."""
    prepared = prepare(tables)
    told: dict[str, Any] = {"zone": SINGAPORE, "names_somebody": nobody, **more}
    return Material(prepared.tables, prepared.rejects, now, **told)


def grid(section: Section, title: str) -> Grid:
    """The table whose title begins so."""
    return next(one for one in section.grids if one.title.startswith(title))


def plot(section: Section, title: str) -> Any:
    """The plot whose title begins so."""
    return next(one for one in section.plots if one.title.startswith(title))


def cells(heat: Heat) -> dict[tuple[str, str], float | None]:
    """A grid's values by row and column."""
    return {
        (row, column): value
        for row, values in zip(heat.rows, heat.values, strict=True)
        for column, value in zip(heat.columns, values, strict=True)
    }


def text_of(report: Report) -> str:
    """All that the report says, as one text."""
    return json.dumps(asdict(report), default=str, ensure_ascii=False)


def assert_sound(report: Report) -> None:
    """Every number is one, every part has its label, every share its interval, every section its words."""
    anchors = [section.anchor for section in report.sections]
    assert len(set(anchors)) == len(anchors)
    assert report.about
    for section in report.sections:
        assert section.title
        assert section.finding.endswith(".")
        assert section.query.endswith(".")
        assert not re.search(r"\b(?:nan|inf|NaT|None(?! of)|<NA>)\b", section.finding + section.query), (
            section.finding
        )
        for one in section.plots:
            _assert_fits(one)
        for table in section.grids:
            assert all(len(row) == len(table.head) for row in table.rows), table.title
    for number in _numbers(asdict(report)):
        assert math.isfinite(number)
    json.dumps(asdict(report), default=str, allow_nan=False)


def _assert_fits(one: Plot) -> None:
    if isinstance(one, Bars | Lines):
        assert all(len(values) == len(one.labels) for _, values in one.series), one.title
    elif isinstance(one, Heat):
        for cells in (one.values, one.texts or one.values):
            assert [len(row) for row in cells] == [len(one.columns)] * len(one.rows), one.title
    elif isinstance(one, Spreads):
        assert len(one.labels) == len(one.percentiles) == len(one.counts)
        assert all(list(told) == sorted(told) for told in one.percentiles)
    elif isinstance(one, Shares):
        assert len(one.labels) == len(one.shares)
        assert all(0 <= low <= share <= high <= 1 and of > 0 for share, low, high, of in one.shares), (
            one.title
        )


def _numbers(value: Any) -> Iterator[float]:
    """Every number of nested plain values; whatever pandas or numpy made would be of another type."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, int | float):
        yield float(value)
    else:
        assert value is None or type(value) in {str, datetime}, type(value)
