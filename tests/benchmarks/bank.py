"""The bank telemarketing set, as published figures judge it: the newest fifth, refitted as time goes."""

from __future__ import annotations

import gzip
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd

from ml.assess import AssessOptions, assess_table

TITLE = "Bank telemarketing set (rows in order, without the length of the call)"
FILE = Path(__file__).parents[2] / "../shared/data/bank-additional-full.csv.gz"
LONGEST_S = 300.0
_QUICK_ROWS = 6000

Row = tuple[str, str, str, bool]


def bank_table() -> pd.DataFrame:
    """All 41,188 contacts as text cells, old to new."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        return pd.read_csv(lines, sep=";", dtype=str, keep_default_na=False)


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002  # the benchmarks' one signature
    """Every model on every split; the bars are of the model chosen for refitting."""
    if not FILE.exists():
        return [("the shared data sets are not beside the repository", "–", "–", False)]
    table = bank_table()
    options = AssessOptions("y", "yes", rows_in_order=True, exclude=("duration",))
    started = perf_counter()
    answer = assess_table(table.tail(_QUICK_ROWS) if quick else table, options)
    seconds = perf_counter() - started
    return [
        *_bars(answer),
        _bar("whole assessment, seconds", seconds, LONGEST_S, most=True),
        *_models(answer),
    ]


def _bars(answer: dict[str, Any]) -> list[Row]:
    name = answer["chosen"]["rolling"]
    figures = answer["splits"]["rolling"][name]
    return [
        _bar(f"refitted, {name}: AUC", figures["auc"], 0.755),
        _bar(f"refitted, {name}: calibration error (ECE)", figures["ece"], 0.06, most=True),
        _bar(f"refitted, {name}: area under cumulative gains", figures["gains_area"], 0.675),
    ]


def _bar(what: str, measured: float, bar: float, *, most: bool = False) -> Row:
    reached = measured <= bar if most else measured >= bar
    return what, f"{measured:.3f}", f"{'≤' if most else '≥'} {bar:g}", reached


def _models(answer: dict[str, Any]) -> list[Row]:
    """Every model's figures, without a bar."""
    return [
        (f"{split}, {name}{' *' if answer['chosen'][split] == name else ''}", _figures(figures), "–", True)
        for split, models in answer["splits"].items()
        for name, figures in models.items()
    ]


def _figures(figures: dict[str, float]) -> str:
    names = ("auc", "train_auc", "pr_auc", "brier", "ece", "top_decile_lift", "gains_area")
    return " ".join(f"{name} {figures[name]:.3f}" for name in names)
