"""What a training writes down of itself beside its figures: its window, the frozen set, what changed since the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.drift import usual_spread
from ml.frozen_test import FrozenTest, frozen_json, kept_aside
from ml.learning_curve import learning_curve

if TYPE_CHECKING:
    from ml.bench import Bench
    from ml.champion import JudgedFit
    from ml.data_preparation import Tables
    from ml.evaluate import Report
    from ml.training_rows import TrainingRows
    from ml.win import WinModel

FIGURES = ("auc", "brier", "ece", "top_decile_lift")
_MOST_FACTORS = 5
_FEW_POINTS = 0.5  # percentage points; a factor that moved less did not change


def record_of(
    rows: TrainingRows,
    report: Report | None,
    judged: JudgedFit,
    *,
    frozen: Sequence[FrozenTest],
    bench: Bench,
) -> dict[str, Any]:
    """The window learned from, the figures on the frozen sets in force, and whether more history would help."""
    problem, snapshots = rows.problem("won")
    known = snapshots["as_of"]
    window = {"from": str(known.min().date()), "to": str(rows.data_end.date())} if len(known) else {}
    if report is None:
        return {"window": window, "frozen": [], "learning_curve": []}
    told = list[dict[str, Any]]()
    for test in frozen:
        of_test = problem.take(np.flatnonzero(kept_aside([test], snapshots)))
        said = frozen_json(test, of_test, judged.chances(of_test.features), judged.base_rate)
        told += [said] if said else []
    curve = learning_curve(problem, report.forward.split, bench, models=("linear",))
    return {"window": window, "frozen": told, "learning_curve": curve}


def spread_of(tables: Tables, rows: TrainingRows, model: WinModel) -> dict[str, Any]:
    """How the model's features are usually spread over open pursuits; empty where it has none."""
    names = model.ensemble.features if model.ensemble else ()
    return usual_spread(tables, names, data_end=rows.data_end) if names else {}


def changes_since(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What changed between the win reports of two trainings: figures as (before, now), and the strongest factors.

    >>> changes_since({"version": "a", "won": 10}, {"version": "b", "won": 12})["won"]
    [10, 12]
    """
    counted = {
        name: [before.get(name), now.get(name)] for name in ("won", "lost", "rows", "level", "members")
    }
    figures = {name: [_figure(before, name), _figure(now, name)] for name in FIGURES}
    return {"since": before.get("version", ""), **counted, "figures": figures, "factors": _moved(before, now)}


def _figure(report: Mapping[str, Any], name: str) -> float | None:
    """A figure of the chosen model on the newest fifth."""
    chosen = report.get("chosen", {}).get("by_time")
    value: float | None = report.get("splits", {}).get("by_time", {}).get(chosen, {}).get(name)
    return value


def _moved(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The factors whose mean effect changed most, as percentage points before and now."""
    old, new = (_points(report) for report in (before, now))
    if not old or not new:
        return []
    labels = {**_labels(before), **_labels(now)}
    apart = {name: new.get(name, 0.0) - old.get(name, 0.0) for name in labels}
    first = sorted(apart, key=lambda name: (-abs(apart[name]), name))[:_MOST_FACTORS]
    return [
        {"feature": name, "label": labels[name], "before": old.get(name, 0.0), "now": new.get(name, 0.0)}
        for name in first
        if abs(apart[name]) >= _FEW_POINTS
    ]


def _points(report: Mapping[str, Any]) -> dict[str, float]:
    return {factor["feature"]: factor["mean_points"] for factor in report.get("factors", ())}


def _labels(report: Mapping[str, Any]) -> dict[str, str]:
    return {factor["feature"]: factor["label"] for factor in report.get("factors", ())}
