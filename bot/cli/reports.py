"""How good the models are, as tables on a terminal: every model beside the base rate, train beside test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.cli.terminal import out, print_table
from ml.side_by_side import LABELS

Report = Mapping[str, Any]
MOST_ROWS = 12
Show = Callable[[Report], str]

_SPLITS = {
    "random": "Random fifth, held out",
    "by_time": "Newest fifth, held out",
    "rolling": "Newest fifth, refitted as it goes",
}
# The narrowest way to show the figures that decide, so that they fit a terminal; `--json` has all of them.
_COLUMNS: tuple[tuple[str, str, Show], ...] = (
    ("AUC (95 %)", "auc", lambda figures: _with_interval(figures, "auc")),
    ("train", "train_auc", lambda figures: _number(figures["train_auc"])),
    ("Right", "accuracy", lambda figures: _percent(figures["accuracy"])),
    ("train", "train_accuracy", lambda figures: _percent(figures["train_accuracy"])),
    ("PR-AUC", "pr_auc", lambda figures: _number(figures["pr_auc"])),
    ("Brier", "brier", lambda figures: _number(figures["brier"])),
    ("ECE", "ece", lambda figures: _number(figures["ece"])),
    ("Lift", "top_decile_lift", lambda figures: _number(figures["top_decile_lift"], 2)),
    ("Gains", "gains_area", lambda figures: _number(figures["gains_area"])),
    ("Days off", "mae", lambda figures: _number(figures["mae"], 1)),
    ("the median", "median_mae", lambda figures: _number(figures["median_mae"], 1)),
    ("In the interval", "coverage", lambda figures: _percent(figures["coverage"])),
)

_SIDE_BY_SIDE = "Side by side: tested on a random fifth, trained on the rest; forward: on the newest fifth"
_COMPARED: tuple[tuple[str, str, Show], ...] = (
    ("Right", "right", lambda row: _percent(row["right"])),
    ("train", "train_right", lambda row: _percent(row["train_right"])),
    ("AUC", "auc", lambda row: _number(row["auc"])),
    ("train", "train_auc", lambda row: _number(row["train_auc"])),
    ("Forward: right", "forward_right", lambda row: _percent(row["forward_right"])),
    ("AUC (95 %)", "forward_auc", lambda row: _with_interval(row, "forward_auc")),
    ("Days off", "days_off", lambda row: _number(row["days_off"], 1)),
    ("forward", "forward_days_off", lambda row: _number(row["forward_days_off"], 1)),
)

_TABLES = (
    ("Columns that may give the answer away", "leaks"),
    ("What moves it", "factors"),
    ("What moves it, by kind", "families"),
    ("Does a move of the conversation lead on?", "moves_and_steps"),
    ("How honest the chances are", "calibration"),
    ("Does more history help?", "learning_curve"),
)


def print_report(report: Report) -> None:
    """The report of one question, or of several by name, after what they say together."""
    if "splits" in report:
        _print_question(report)
        return
    questions = {
        name: answer for name, answer in report.items() if isinstance(answer, Mapping) and "splits" in answer
    }
    for summary in dict.fromkeys(answer.get("summary") for answer in questions.values()):
        if summary:
            out().print(summary, markup=False)
    for name, answer in questions.items():
        out().rule(name.replace("_", " "), align="left")
        _print_question(answer)


def _print_question(report: Report) -> None:
    if verdict := report.get("verdict"):
        out().print(verdict["sentence"], markup=False, style="bold")
    _print_side_by_side(report.get("side_by_side"))
    _print_rates(report)
    _print_over_time(report)
    for split, models in (report.get("splits") or {}).items():
        _print_split(split, models, (report.get("chosen") or {}).get(split))
    for title, key in _TABLES:
        _print_rows(title, report.get(key))


def _print_side_by_side(compared: Report | None) -> None:
    """Linear, forest and SVM on the same rows, train beside test, then what to make of it."""
    if not compared:
        return
    rows = [defaultdict(lambda: None, row) for row in compared["rows"]]
    known = [column for column in _COMPARED if any(row[column[1]] is not None for row in rows)]
    cells = [(LABELS.get(row["model"], row["model"]), *(show(row) for _, _, show in known)) for row in rows]
    print_table(("Model", *(title for title, _, _ in known)), cells, title=_SIDE_BY_SIDE)
    out().print(compared["sentence"], markup=False)


def _print_rates(report: Report) -> None:
    names = (("rows", "Rows"), ("base_rate", "Base rate"), ("majority_rate", "Majority rate"))
    said = [f"{name} {_cell(report[key])}" for key, name in names if report.get(key) is not None]
    out().print(" · ".join(said))


def _print_over_time(report: Report) -> None:
    """How it compares with the model before, and how it does on what is kept aside for good."""
    if compared := report.get("comparison"):
        out().print(compared["sentence"], markup=False)
    for kept in report.get("frozen") or ():
        out().print(
            f"Kept aside since {kept['made_on']}: {kept['pursuits']} pursuits, AUC {_with_interval(kept, 'auc')}, "
            f"Brier {_number(kept['brier'])}, base rate {_number(kept['base_brier'])}"
        )


def _print_split(split: str, models: Mapping[str, Report], chosen: str | None) -> None:
    known = [
        (title, show)
        for title, key, show in _COLUMNS
        if any(one.get(key) is not None for one in models.values())
    ]
    rows = [
        (
            f"{name} *" if name == chosen else name,
            *(show(defaultdict(lambda: None, figures)) for _, show in known),
        )
        for name, figures in models.items()
    ]
    if rows:
        title = f"{_SPLITS.get(split, split)}   (* chosen without looking at these figures)"
        print_table(("Model", *(title for title, _ in known)), rows, title=title)


def _with_interval(figures: Report, name: str) -> str:
    low, high = figures[f"{name}_low"], figures[f"{name}_high"]
    interval = "" if low is None or high is None else f" {low:.2f}–{high:.2f}"
    return _number(figures[name]) + interval


def _number(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _print_rows(title: str, rows: Sequence[Report] | None) -> None:
    """The first rows, which are the strongest where they are ranked; their number where there are more."""
    if rows:
        shown = rows[:MOST_ROWS]
        columns = list(dict.fromkeys(key for row in shown for key in row))
        more = f"   (the first {MOST_ROWS} of {len(rows)}; --json has all)" if len(rows) > MOST_ROWS else ""
        print_table(columns, _cells(shown, columns), title=title + more)


def _cells(rows: Iterable[Report], columns: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(_cell(row.get(column)) for column in columns) for row in rows]


def _cell(value: object) -> str:
    """A figure with three digits after the point; whole numbers, words and gaps as they are."""
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
