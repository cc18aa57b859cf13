"""The causes planted in the sample company are found by the models, and nothing is found where nothing is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from integrations.store import Store
from jobs.import_exports import import_exports
from jobs.make_sample import make_sample_exports
from jobs.tag_touches import tag_touches
from ml.bench import Bench
from ml.cuss_tagger import CussTagger
from ml.data_preparation import Tables, prepare
from ml.figures import Interval, auc
from ml.models import SPECS, ModelSpec, chances, fit
from ml.splits import time_split
from ml.train import train
from ml.training_rows import training_rows

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PURSUITS = 700
QUICK = tuple(SPECS[name] for name in ("base_rate", "linear", "forest", "boosted"))


@dataclass(frozen=True)
class Learned:
    """The sample, imported by the ordinary road, as tables; and what training reported on it."""

    tables: Tables
    report: dict[str, dict[str, Any]]

    def factor(self, name: str) -> float:
        """How many percentage points a factor moves the win chance on average."""
        points = {factor["feature"]: factor["mean_points"] for factor in self.report["win"]["factors"]}
        return float(points.get(name, 0.0))


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, tagger: CussTagger) -> Learned:
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(migrated_file, folder / "store.db")
    store = Store.open(f"sqlite:///{folder / 'store.db'}")
    sample = make_sample_exports(folder / "exports", until=NOW.date(), pursuits=PURSUITS)
    import_exports(store, [sample.directory], sample.mapping, now=NOW, rejects_directory=folder)
    assert tag_touches(store, tagger) > 0
    frames = store.frames
    tables = prepare(Tables(frames.rounds(), frames.stage_changes(), frames.touches())).tables
    store.close()
    return Learned(tables, train(tables, as_of=NOW, bench=Bench(QUICK)).report)


def test_the_models_tell_winners_from_losers_ahead_of_time(learned: Learned) -> None:
    win = learned.report["win"]
    assert win["verdict"]["signal"]
    forward = win["splits"]["by_time"]["ensemble"]
    assert forward["auc_low"] > 0.5
    assert forward["auc"] < 0.95  # not a giveaway either
    assert forward["brier"] < win["splits"]["by_time"]["base_rate"]["brier"]


def test_what_was_said_in_calls_is_among_what_moves_the_score(learned: Learned) -> None:
    dated = learned.factor("dated_next_steps_90d") + learned.factor("dated_next_step")
    understanding = learned.factor("understanding_mean") + learned.factor("understanding_last")
    nothing = learned.factor("weekday")
    assert dated > nothing + 0.5
    assert understanding > nothing + 0.5
    assert learned.factor("source") > 0.5


def test_a_next_step_with_a_date_is_followed_by_the_next_state(learned: Learned) -> None:
    found = [
        row for row in learned.report["next_step"]["moves_and_steps"] if row["move"] == "setting with a date"
    ]
    sure = [row for row in found if row["low"] is not None and row["low"] > 0]
    assert "Hot Lead" in {row["from"] for row in sure}
    assert sum(row["difference"] * row["made"] for row in found) > 0.05 * sum(row["made"] for row in found)


@pytest.mark.parametrize("model", ["linear", "forest"])
def test_a_shuffled_outcome_is_told_no_better_than_by_guessing(learned: Learned, model: str) -> None:
    found = [_of_shuffled(learned.tables, SPECS[model], seed) for seed in range(8)]
    holding = sum(auc.low <= 0.5 <= auc.high for auc in found)
    assert holding >= len(found) - 2  # a 95 % interval misses one time in twenty
    assert abs(np.mean([auc.value for auc in found]) - 0.5) < 0.05


def _of_shuffled(tables: Tables, model: ModelSpec, seed: int) -> Interval:
    """The forward AUC of a model that learned from outcomes dealt out anew over the same histories."""
    rounds = tables.rounds.copy()
    closed = rounds["outcome"].notna()
    dealt = np.random.default_rng(seed).permutation(rounds.loc[closed, "outcome"].to_numpy())
    rounds.loc[closed, "outcome"] = dealt
    problem, _ = training_rows(replace(tables, rounds=rounds), now=NOW).problem("won")
    split = time_split(problem)
    test = problem.take(split.test)
    found = auc(
        test.outcome, chances(fit(model, problem.take(split.train), seed=0), test.features), test.groups
    )
    assert found is not None
    return found
