"""Refitting as time goes: every block of the newest rows is foretold by models made just before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ml.bench import Bench, Said, pooled, say
from ml.models import SPECS, ModelSpec
from ml.selection import CANDIDATES, Selection, decide
from ml.splits import Split, inner_share, rolling_blocks, time_split

if TYPE_CHECKING:
    from ml.problem import Problem

BLOCKS = 16
WINDOWS = (3000, 12000)  # newest rows that a refit sees
_BLOCKS_TO_DECIDE = 8
_FEWEST_A_BLOCK = 30  # rows; small sets are refitted less often
_TRAIN_ROWS_JUDGED = 500  # a refit
_SVM_ROWS = 2000  # a refit: its time grows with their square


def roll(
    problem: Problem,
    split: Split,
    specs: tuple[ModelSpec, ...],
    bench: Bench,
    *,
    window: int,
    blocks: int = BLOCKS,
) -> dict[str, Said]:
    """What each model said of the split's test rows, refitted before each block on the newest `window` rows."""
    specs = tuple(replace(spec, most_rows=_SVM_ROWS) if spec.name == "svm" else spec for spec in specs)
    parts: dict[str, list[Said]] = {spec.name: [] for spec in specs}
    blocks = max(2, min(blocks, len(split.test) // _FEWEST_A_BLOCK))
    for done, block in enumerate(rolling_blocks(problem, split, window=window, blocks=blocks)):
        bench.progress(f"rolling, {window:,} rows", done, blocks)
        for spec in specs:
            parts[spec.name].append(say(spec, problem, block, bench, judged=_TRAIN_ROWS_JUDGED))
    return {name: pooled(of_model) for name, of_model in parts.items()}


def select_rolling(training: Problem, bench: Bench) -> tuple[int, Selection]:
    """The window and the model for refits, decided by rolling over the newest of the training rows."""
    inner = time_split(training, share=inner_share(training))
    held = training.take(inner.test)
    specs = tuple(SPECS[name] for name in CANDIDATES)
    tried: Mapping[int, Selection] = {
        window: decide(
            held,
            {
                name: said.test
                for name, said in roll(
                    training, inner, specs, bench, window=window, blocks=_BLOCKS_TO_DECIDE
                ).items()
            },
            calibrate=False,
        )
        for window in sorted({min(window, len(inner.train)) for window in WINDOWS})
    }
    window = min(tried, key=lambda size: tried[size].held_brier[tried[size].chosen])
    return WINDOWS[sorted(tried).index(window)], tried[window]
