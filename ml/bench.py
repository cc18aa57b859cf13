"""How a bench runs, and what one model says on one split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from timeit import default_timer
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.models import MODELS, ModelSpec, chances, fit, seen_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ml.problem import Problem
    from ml.splits import Split

    Floats = NDArray[np.float64]

Progress = Callable[[str, int, int | None], None]
Stopwatch = Callable[[], float]

TRAIN_ROWS_JUDGED = 5000


def silent(what: str, done: int, total: int | None) -> None:
    """A progress that tells nobody."""


@dataclass(frozen=True)
class Bench:
    """How a bench runs: the models, the seed, whom to tell, and the stopwatch behind `seconds`."""

    models: tuple[ModelSpec, ...] = MODELS
    seed: int = 0
    progress: Progress = silent
    stopwatch: Stopwatch = default_timer


@dataclass(frozen=True)
class Said:
    """One model on one split: chances for the test rows, and how it did on rows it was trained on.

    Parameters
    ----------
    test
        Chances in the order of the split's test rows.
    train_outcome, train_chance
        Of at most 5,000 of the rows that the model saw, evenly spaced.
    seconds
        Of fitting and of answering the test rows.
    model
        The fitted model, where one model said it all.
    """

    test: Floats
    train_outcome: Floats
    train_chance: Floats
    seconds: float
    model: Any = None


def say(
    spec: ModelSpec, problem: Problem, split: Split, bench: Bench, *, judged: int = TRAIN_ROWS_JUDGED
) -> Said:
    """Fit the model on the training rows and ask it about the test rows."""
    training = problem.take(split.train)
    started = bench.stopwatch()
    model = fit(spec, training, seed=bench.seed)
    test = chances(model, problem.features.iloc[split.test])
    seconds = bench.stopwatch() - started
    seen = seen_rows(spec, training, seed=bench.seed)
    shown = training.take(seen[:: -(-len(seen) // judged) or 1])
    return Said(test, shown.outcome, chances(model, shown.features), seconds, model)


def pooled(parts: Sequence[Said]) -> Said:
    """What one model said block after block, end to end."""
    return Said(
        np.concatenate([part.test for part in parts]),
        np.concatenate([part.train_outcome for part in parts]),
        np.concatenate([part.train_chance for part in parts]),
        sum(part.seconds for part in parts),
    )


def blended(members: Sequence[Said]) -> Said:
    """The ensemble: the mean of its members' chances, at the sum of their seconds."""
    return Said(
        np.mean([member.test for member in members], axis=0),
        members[0].train_outcome,
        np.mean([member.train_chance for member in members], axis=0),
        sum(member.seconds for member in members),
    )
