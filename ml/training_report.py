"""The evaluation report: every figure of every question, JSON-ready, and a paragraph that a manager can read."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.calibration import calibration_table
from ml.feature_catalogue import feature_of
from ml.records import ScoreLevel
from ml.win import FULL_FROM, SHRUNK_FROM

if TYPE_CHECKING:
    from ml.evaluate import Report
    from ml.problem import Problem
    from ml.training_rows import TrainingRows
    from ml.win import WinModel
    from ml.win_training import Judgement

NO_SIGNAL = "Your data does not yet tell winners from losers, so every pursuit gets the base rate."
_SPARSE = 0.2
_MOST_NAMED = 3


def question_json(problem: Problem, report: Report | None, chosen: str) -> dict[str, Any]:
    """One question as `assess` reports it; `chosen` is the model that the product uses."""
    base = float(problem.outcome.mean()) if len(problem) else 0.5
    splits = report.splits if report else {}
    return {
        "rows": len(problem),
        "pursuits": len(np.unique(problem.groups)),
        "base_rate": round(base, 6),
        "majority_rate": round(max(base, 1 - base), 6),
        "splits": {
            name: {model: figures.as_json() for model, figures in split.figures.items()}
            for name, split in splits.items()
        },
        "chosen": {
            name: chosen if chosen in split.figures else "base_rate" for name, split in splits.items()
        },
        "leaks": [],
        "calibration": _calibration(problem, report, chosen) if report else [],
        "learning_curve": [],
    }


def _calibration(problem: Problem, report: Report, chosen: str) -> list[dict[str, float | int]]:
    forward = report.forward
    said = forward.said.get(chosen, forward.said["base_rate"])
    return calibration_table(problem.outcome[forward.split.test], said)


def win_json(
    rows: TrainingRows, model: WinModel, report: Report | None, judgement: Judgement | None
) -> dict[str, Any]:
    """The win question: figures, what the score may claim, and what moves it."""
    problem, _ = rows.problem("won")
    chosen = "ensemble" if model.ensemble else "base_rate"
    return question_json(problem, report, chosen) | {
        "leaks": [asdict(leak) for leak in rows.leaks],
        "level": model.level.value,
        "won": model.won,
        "lost": model.lost,
        "members": sorted(model.ensemble.members) if model.ensemble else [],
        "segments": {name: dict(offsets) for name, offsets in model.foundation.offsets.items()},
        "factors": _factors(rows, model),
        "verdict": {"signal": model.ensemble is not None, "sentence": win_sentence(rows, model, judgement)},
    }


def _factors(rows: TrainingRows, model: WinModel) -> list[dict[str, Any]]:
    """How far each feature moves the chance on average over the snapshots, strongest first."""
    if model.ensemble is None:
        return []
    _, points = model.explain(rows.features)
    size = np.abs(points).mean(axis=0)
    named = zip(model.ensemble.features, size.tolist(), strict=True)
    return [
        {
            "feature": name,
            "label": feature_of(name).label,
            "family": str(feature_of(name).family),
            "mean_points": round(mean, 2),
        }
        for name, mean in sorted(named, key=lambda pair: -pair[1])
    ]


def win_sentence(rows: TrainingRows, model: WinModel, judgement: Judgement | None) -> str:
    """What the win scores may claim, in words that a rep understands."""
    base = f"{model.base_rate:.0%}"
    counted = f"{model.won} won and {model.lost} lost"
    if model.level is ScoreLevel.BASE_RATE:
        return (
            f"Too early to score: {counted} so far. Scores start at {SHRUNK_FROM} + {SHRUNK_FROM}. "
            f"Until then every pursuit gets the base rate of {base}."
        )
    if model.ensemble is None or judgement is None:
        return f"{NO_SIGNAL} ({base}, from {counted}.) What would help: {would_help(rows)}."
    told = (
        f"Your data tells winners from losers: {judgement.where} the ensemble put the winner first in "
        f"{judgement.auc:.0%} of pairs; guessing gets 50%."
    )
    if model.level is ScoreLevel.SHRUNK:
        return f"{told} With only {counted} the scores are drawn to the base rate of {base}; from {FULL_FROM} + {FULL_FROM} on they stand alone."
    return told


def would_help(rows: TrainingRows) -> str:
    """What is missing from the data, as far as it shows."""
    features = rows.features
    wanted = []
    if not _mostly_known(rows, "days_since_touch"):
        wanted.append("logged calls, e-mails and meetings")
    if not _mostly_known(rows, "connecting_last"):
        wanted.append("notes or transcripts of conversations")
    if "state" not in features or features["state"].nunique() <= 1:
        wanted.append("the dates of stage changes")
    return ", ".join(wanted) or "more closed pursuits, and what was said before they closed"


def _mostly_known(rows: TrainingRows, feature: str) -> bool:
    return feature in rows.features and float(rows.features[feature].notna().mean()) > _SPARSE


def summary(win: dict[str, Any], step: dict[str, Any], days: dict[str, Any]) -> str:
    """One paragraph for a manager: who wins, what moves it, the next step, the days."""
    strongest = ", ".join(factor["label"] for factor in win["factors"][:_MOST_NAMED])
    moves = f" What moves the scores most: {strongest}." if strongest else ""
    return f"{win['verdict']['sentence']}{moves} {step['verdict']['sentence']} {days['verdict']['sentence']}"
