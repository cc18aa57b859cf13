"""The bench: every model on every split of one problem, judged on rows it did not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ml.bench import Bench, Said, blended, say
from ml.figures import Figures, Judged, figures_of
from ml.models import SPECS
from ml.rolling import roll, select_rolling
from ml.selection import Selection, select
from ml.splits import Split, random_split, time_split

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ml.problem import Problem

    Floats = NDArray[np.float64]

FEWEST_OUTCOMES = 10


@dataclass(frozen=True)
class SplitReport:
    """All models on one split.

    Parameters
    ----------
    split
        The rows.
    selection
        What the training rows decided.
    figures
        By model name.
    said
        Each model's chances for the test rows, in the order of `split.test`.
    fitted
        The ensemble's members as they were fitted on the training rows.
    """

    split: Split
    selection: Selection
    figures: Mapping[str, Figures]
    said: Mapping[str, Floats]
    fitted: Mapping[str, Any] = field(default_factory=dict)

    @property
    def chosen(self) -> Figures:
        """The figures of the chosen model."""
        return self.figures[self.selection.chosen]


@dataclass(frozen=True)
class Report:
    """Every split of one problem by its name, and whether there were outcomes enough for models."""

    splits: Mapping[str, SplitReport]
    enough: bool

    @property
    def forward(self) -> SplitReport:
        """The split to believe: by time where there is an order, else at random."""
        return self.splits.get("by_time", self.splits["random"])


def enough_outcomes(outcome: Floats) -> bool:
    """Whether there are at least 10 of each outcome."""
    return bool(min(outcome.sum(), (1 - outcome).sum()) >= FEWEST_OUTCOMES)


def evaluate_models(problem: Problem, bench: Bench | None = None) -> Report:
    """Fit and judge every model on every split; with fewer than 10 of an outcome, the base rate alone.

    `random` holds a random fifth of the rows out; where rows have an order, `by_time` holds the newest fifth
    out, and `rolling` asks about the same newest fifth while refitting as it goes.
    """
    bench = bench or Bench()
    enough = enough_outcomes(problem.outcome)
    if not enough:
        bench = replace(bench, models=(SPECS["base_rate"],))
    splits = {"random": evaluate_split(problem, random_split(problem, seed=bench.seed), bench)}
    if problem.order is not None:
        splits["by_time"] = evaluate_split(problem, time_split(problem), bench)
        splits["rolling"] = evaluate_rolling(problem, time_split(problem), bench)
    return Report(splits, enough)


def evaluate_split(problem: Problem, split: Split, bench: Bench) -> SplitReport:
    """Every model fitted once on the training rows; the ensemble's members and calibrations decided within them."""
    training = problem.take(split.train)
    bench.progress(f"{split.name}: choosing", 0, len(bench.models))
    selection = _selection(bench, training if split.name != "random" else training.without_order())
    said = dict[str, Said]()
    for done, spec in enumerate(bench.models):
        bench.progress(f"{split.name}: {spec.label}", done, len(bench.models))
        if spec.name != "ensemble":
            said[spec.name] = say(spec, problem, split, bench)
    return _report(problem, split, selection, said)


def evaluate_rolling(problem: Problem, split: Split, bench: Bench) -> SplitReport:
    """Every model refitted as time goes over the test rows of the split by time."""
    specs = tuple(spec for spec in bench.models if spec.name != "ensemble")
    if len(specs) > 1:
        window, selection = select_rolling(problem.take(split.train), bench)
    else:
        window, selection = len(problem), _ONLY_BASE_RATE
    said = roll(problem, split, specs, bench, window=window)
    return _report(problem, replace(split, name="rolling"), selection, said)


_ONLY_BASE_RATE = Selection("base_rate", ())


def _selection(bench: Bench, training: Problem) -> Selection:
    return select(training, seed=bench.seed) if len(bench.models) > 1 else _ONLY_BASE_RATE


def _report(problem: Problem, split: Split, selection: Selection, said: Mapping[str, Said]) -> SplitReport:
    if selection.members:
        said = {**said, "ensemble": blended([said[name] for name in selection.members])}
    test = problem.take(split.test)
    calibrated = {name: selection.calibrated(name, of_model.test) for name, of_model in said.items()}
    figures = {
        name: figures_of(
            Judged(test.outcome, calibrated[name], test.groups),
            Judged(of_model.train_outcome, selection.calibrated(name, of_model.train_chance)),
            seconds=of_model.seconds,
        )
        for name, of_model in said.items()
    }
    fitted = {name: said[name].model for name in selection.members if said[name].model is not None}
    return SplitReport(split, selection, figures, calibrated, fitted)
