"""How much history is enough: the same test, models fitted on ever more of the training rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ml.bench import Bench, say
from ml.figures import auc, brier, ece
from ml.models import SPECS
from ml.splits import Split

if TYPE_CHECKING:
    from ml.problem import Problem

SIZES = (100, 200, 500, 1000, 2000, 5000, 10000, 20000)
CURVE_MODELS = ("linear", "forest")


def learning_curve(
    problem: Problem, split: Split, bench: Bench, *, models: tuple[str, ...] = CURVE_MODELS
) -> list[dict[str, float | int | str | None]]:
    """AUC, Brier score and calibration error on the split's test rows by training size; smaller sets lie in larger."""
    mixed = np.random.default_rng(bench.seed).permutation(split.train)
    sizes = [size for size in SIZES if size < len(mixed)]
    steps = [(size, name) for size in [*sizes, len(mixed)] for name in models]
    points = []
    for done, (size, name) in enumerate(steps):
        bench.progress("learning curve", done, len(steps))
        points.append(
            {
                "rows": size,
                "model": name,
                **_point(problem, Split("curve", mixed[:size], split.test), name, bench),
            }
        )
    return points


def _point(problem: Problem, split: Split, name: str, bench: Bench) -> dict[str, float | None]:
    said = say(SPECS[name], problem, split, bench, judged=1).test
    outcome = problem.outcome[split.test]
    area = auc(outcome, said, problem.groups[split.test])
    return {
        "auc": round(area.value, 6) if area else None,
        "brier": round(brier(outcome, said), 6),
        "ece": round(ece(outcome, said), 6),
    }
