"""Whether a table holds any signal: every model on it, beside the base rate, as one JSON-ready answer."""

from __future__ import annotations

from dataclasses import asdict
from timeit import default_timer
from typing import TYPE_CHECKING, Any

from ml.bench import Bench, Progress, Stopwatch, silent
from ml.calibration import calibration_table
from ml.evaluate import Report, SplitReport, evaluate_models
from ml.learning_curve import learning_curve
from ml.unknown_table import AssessOptions, PreparedTable, prepare_table
from ml.verdict import verdict

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AssessOptions", "assess_table", "report_json"]


def assess_table(
    frame: pd.DataFrame,
    options: AssessOptions,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    stopwatch: Stopwatch = default_timer,
) -> dict[str, Any]:
    """The whole bench on any table; the same table and seed give the same answer, but for `seconds`.

    Parameters
    ----------
    frame
        Cells as text or already typed; the header is taken for row 1 in errors.
    options
        Which column is the outcome, which value is positive, what orders the rows, what to leave out.
    seed
        Of the random split and of every model.
    progress
        Told (what, done, total).
    stopwatch
        Seconds from any start, for the `seconds` of each model.

    Raises
    ------
    BadInput
        A column or value that is not there, or a time that cannot be read.
    """
    bench = Bench(seed=seed, progress=progress or silent, stopwatch=stopwatch)
    prepared = prepare_table(frame, options, seed=seed)
    report = evaluate_models(prepared.problem, bench)
    curve = learning_curve(prepared.problem, report.splits["random"].split, bench) if report.enough else []
    return _about(prepared) | report_json(report, prepared) | {"learning_curve": curve}


def _about(prepared: PreparedTable) -> dict[str, Any]:
    base = float(prepared.problem.outcome.mean())
    return {
        "rows": len(prepared.problem),
        "left_out": {"without_outcome": prepared.without_outcome, "without_time": prepared.without_time},
        "base_rate": round(base, 6),
        "majority_rate": round(max(base, 1 - base), 6),
        "features": list(prepared.problem.features),
        "unused": [{"column": column, "reason": reason} for column, reason in prepared.unused],
        "leaks": [asdict(leak) for leak in prepared.leaks],
    }


def report_json(report: Report, prepared: PreparedTable) -> dict[str, Any]:
    """Splits, chosen models, calibration and verdict of a report."""
    outcome = prepared.problem.outcome
    return {
        "splits": {name: split_json(split) for name, split in report.splits.items()},
        "chosen": {name: split.selection.chosen for name, split in report.splits.items()},
        "calibration": _calibration(report.forward, prepared),
        "verdict": asdict(verdict(report, won=int(outcome.sum()), rows=len(outcome))),
    }


def split_json(split: SplitReport) -> dict[str, dict[str, float | None]]:
    """The figures of every model of one split."""
    return {name: figures.as_json() for name, figures in split.figures.items()}


def _calibration(split: SplitReport, prepared: PreparedTable) -> list[dict[str, float | int]]:
    """Of the chosen model, on the split that the verdict rests on."""
    return calibration_table(prepared.problem.outcome[split.split.test], split.said[split.selection.chosen])
