"""The funnel as CSV: one row a state, move, reason and size; an empty cell where there is no data; no formulas."""

from __future__ import annotations

import csv
from dataclasses import replace

from bot.funnel_csv import COLUMNS, funnel_csv
from ml.funnel_figures import FunnelFigures
from tests.bot.blocks.funnel_values import FIGURES


def rows(told: FunnelFigures) -> list[dict[str, str]]:
    read = csv.DictReader(funnel_csv(told).splitlines())
    found = list(read)
    assert read.fieldnames == list(COLUMNS)
    assert all(None not in row and None not in row.values() for row in found)
    return found


def test_every_number_of_the_card_is_in_it() -> None:
    told = rows(FIGURES)
    assert {row["whose"] for row in told} == {"The team"}
    assert {row["service"] for row in told} == {"Rostering"}
    hot = next(row for row in told if row["name"] == "Hot Lead")
    assert list(hot.values())[2:] == [
        "2026-11-01", "2026-11-26", "state", "Hot Lead", "9", "3", "0", "8", "31", "14.0", "14", "12.0", "31",
    ]  # fmt: skip
    assert [(row["what"], row["name"], row["number"], row["days"]) for row in told[8:]] == [
        ("move this week", "Hot Lead → Qualified Opportunity", "5", ""),
        ("move this week", "Lead → Prospect (irregular)", "1", ""),
        ("irregular move", "Lead → Prospect (irregular)", "3", ""),
        ("reason", "said nothing", "7", ""),
        ("reason", "Price", "4", ""),
        ("sales by company size", "10–49", "1", "20.0"),
        ("sales by company size", "50–199", "4", "61.2"),
    ]
    assert {row["from"] for row in told if row["what"] == "move this week"} == {"2026-11-23"}


def test_no_cell_is_a_formula() -> None:
    told = rows(replace(FIGURES, whose="=1+1", service="@sum\n(1)", reasons=[("-2+3", 1), ("+x", 1)]))
    assert (told[0]["whose"], told[0]["service"]) == ("'=1+1", "'@sum (1)")
    assert [row["name"] for row in told if row["what"] == "reason"] == ["'-2+3", "'+x"]
