"""Sections of a report with every kind of plot, small, large, empty and hostile."""

from __future__ import annotations

from datetime import UTC, datetime

from ml.exploring.report import Report, Skipped
from ml.exploring.section import Bars, Grid, Heat, Lines, Plot, Section, Shares, Spreads

HOSTILE = (
    "</svg><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)> $x^2$ \u202e\x00 ‘”’"
)
LONG = "Cold list that somebody bought from a company nobody remembers in 2024"
STATES = [
    "Sales target", "Lead", "Hot lead", "Cold lead", "Qualified opportunity", "Prospect", "Client", "Unqualified",
]  # fmt: skip
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13)]
HOURS = [f"{hour:02}:00" for hour in range(24)]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

BARS = [
    Bars("Rows in each table", "rows", ["companies", "touches"], [("rows", [1203, 12_000_345])]),
    Bars("Filled", "%", [HOSTILE, LONG], [("filled", [90, 3]), ("missing", [8.5, 97]), ("by hand", [1.5, None])], stacked=True),
    Bars("How it ended", "pursuits", ["Web", LONG, "日本"], [("won", [90, 3, 0]), ("lost", [8, 1200, None]), (LONG, [1, 2, 3])]),
    Bars("Gain", "points", ["Web", "Fair", "Referral"], [("gain", [-3.25, 5.5, 0.0])]),
    Bars("Only zeros", "pursuits", ["Web"], [("all", [0])]),
]  # fmt: skip
LINES = [
    Lines("New pursuits", "pursuits", MONTHS, [
        ("Web", [20 + 7 * (k % 5) for k in range(36)]),
        ("Fair", [21 + 7 * (k % 5) if k % 9 else None for k in range(36)]),
        (HOSTILE, [22 + 7 * (k % 5) for k in range(36)]),
    ]),
    Lines("Win rate", "%", MONTHS[:7], [("all", [30, 7.5, 19, float("nan"), 48, 15.6, 15.2])]),
    Lines("One month", "pursuits", MONTHS[:1], [("all", [5])]),
]  # fmt: skip
RANGES: list[Plot] = [
    Spreads("Days in state", "days", STATES, [(1, 3, 8, 20, 60 + 10 * k) for k in range(8)], [120, 50, 0, 9, 2000, 3, 4, 1]),
    Spreads("Value", "SGD", ["won", HOSTILE], [(1e3, 3e3, 8e4, 2e5, 6e6), (1, 1, 1, 1, 1)], [12, 5]),
    Shares("Went on", "pursuits that went on", ["connecting made", LONG, "none"], [(0.62, 0.5, 0.74, 57), (0, 0, 0.02, 800), (0, 0, 1, 0)]),
]  # fmt: skip
HEATS = [
    Heat("Touches", "touches", DAYS, HOURS, [[17 * hour * (day + 1) if 7 < hour < 20 else None for hour in range(24)] for day in range(7)]),
    Heat("Flow", "pursuits", STATES, [*STATES[:-1], HOSTILE], [[311 * k if k > row else None for k in range(8)] for row in range(8)]),
    Heat("Gain by move", "points", STATES[:3], ["connecting", "sharing"], [[-12.0, 3], [0, 25], [None, 1]], [["−12 (n=37)", "+3"], ["0", "+25"], ["–", HOSTILE]]),
    Heat("One", "points", ["a"], ["b"], [[5]]),
]  # fmt: skip
PLOTS: list[Plot] = [*BARS, *LINES, *RANGES, *HEATS]
EMPTY: list[Plot] = [
    Bars("No bars", "pursuits", ["Web"], [("all", [None])]),
    Bars("No labels", "pursuits", [], [("all", [])]),
    Bars("No series", "pursuits", ["Web"], []),
    Lines("No line", "pursuits", MONTHS, [("all", [float("nan")] * 36)]),
    Lines("No months", "pursuits", [], []),
    Spreads("No spread", "days", ["won"], [(0, 0, 0, 0, 0)], [0]),
    Shares("No share", "days", [], []),
    Heat("No cell", "days", ["a"], ["b"], [[None]]),
    Heat("No rows", "days", [], [], []),
]
GRIDS = [
    Grid(
        "Columns",
        ["Column", "Rows", "Missing", HOSTILE],
        [[HOSTILE, 12345, 0.5, LONG], ["b", None, 97.25, "c"]],
    ),
    Grid("Many rows", ["Row", "Number"], [[f"row {k}", k] for k in range(1000)]),
    Grid("No rows", ["Row"], []),
]
SECTIONS = [
    Section(
        "bars",
        "Rows and columns",
        f"There are 2,500 pursuits {HOSTILE}.",
        f"All rows {HOSTILE}.",
        BARS,
        GRIDS,
    ),
    Section("lines", HOSTILE, "Steady.", "By month.", LINES),
    Section("ranges", "Ranges", "Some stay long.", "By state.", RANGES),
    Section("heats", "Heats", "Mornings.", "By hour.", HEATS),
    Section("nothing", "Nothing yet", "There is no data for this yet.", "Nothing was counted.", EMPTY),
]
REPORT = Report(
    datetime(2026, 11, 23, 12, 5, tzinfo=UTC),
    "2,500 pursuits.",
    ["Most are lost.", HOSTILE],
    SECTIONS,
    [Skipped("Cross-sell", "nobody has bought two services."), Skipped(HOSTILE, HOSTILE)],
)
