"""The figures as CSV: every number whole, and nothing that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from datetime import date

from bot.metrics_csv import COLUMNS, metrics_csv
from ml.records import Person
from ml.sales_metrics import SalesCounts
from ml.sales_periods import month_of

OCTOBER = month_of(date(2026, 10, 1))
BUSY = SalesCounts(
    appointments=7, cancelled=1, met=5, cold_contacts=12, activities={"call": 1_234_567, "visit": 1}, sales=2, sales_days=91.0,
)  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_a_row_for_each_rep_and_the_team() -> None:
    mei, nobody, team = rows(
        metrics_csv(OCTOBER, [(Person("mei@firm.sg", "Mei"), BUSY), (None, SalesCounts())], BUSY)
    )
    assert tuple(mei) == COLUMNS  # no two columns have one name
    assert [mei[name] for name in ("rep", "email", "from", "to")] == [
        "Mei",
        "mei@firm.sg",
        "2026-10-01",
        "2026-10-31",
    ]
    assert (mei["total_sales_activities"], mei["appointment_setting_rate"]) == ("1234568", "58.3333")
    assert (mei["sales_cycle_duration"], mei["cancelled"], mei["calls"], mei["visits"]) == (
        "45.5",
        "1",
        "1234567",
        "1",
    )
    assert (nobody["rep"], nobody["total_appointments_set"], nobody["conversion_rate"]) == (
        "Nobody of the team",
        "0",
        "",
    )
    assert team["rep"] == "The team"


def test_no_cell_is_a_formula() -> None:
    [row] = rows(metrics_csv(OCTOBER, [(Person("+a@x.sg", "=HYPERLINK(1)\n"), BUSY)]))
    assert (row["rep"], row["email"]) == ("'=HYPERLINK(1)", "'+a@x.sg")
