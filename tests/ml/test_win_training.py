from __future__ import annotations

import numpy as np

from ml.bench import Bench
from ml.data_preparation import Tables
from ml.evaluate import evaluate_split
from ml.figures import auc
from ml.records import ScoreLevel
from ml.splits import time_split
from ml.train import TrainedModels
from ml.training_report import NO_SIGNAL, win_sentence
from ml.training_rows import TrainingRows, training_rows
from ml.win import WinModel
from ml.win_training import out_of_fold, recent_window
from tests.planted_company import END, shuffled


def test_shuffled_outcomes_hold_no_signal(planted: Tables, quick_bench: Bench) -> None:
    rows = training_rows(shuffled(planted), now=END)
    problem, _ = rows.problem("won")
    forward = evaluate_split(problem, time_split(problem), quick_bench).figures["ensemble"]
    assert forward.auc_low is not None
    assert forward.auc_high is not None
    assert forward.auc_low < 0.5 < forward.auc_high


def test_no_signal_is_said_in_a_reps_words(planted_rows: TrainingRows) -> None:
    said = win_sentence(planted_rows, WinModel(ScoreLevel.NO_SIGNAL, 100, 300), None)
    assert said.startswith(NO_SIGNAL)
    assert "What would help" in said


def test_held_out_chances_rank_and_a_pursuit_never_judges_itself(planted_rows: TrainingRows) -> None:
    problem, _ = planted_rows.problem("won")
    area = auc(problem.outcome, out_of_fold(problem, ("linear",), seed=0), problem.groups)
    assert area is not None
    assert area.low > 0.55


def test_the_window_is_chosen_inside_the_training_rows(planted_rows: TrainingRows) -> None:
    problem, _ = planted_rows.problem("won")
    recent = recent_window(problem, ("forest",), seed=0)
    order = np.asarray(problem.order)
    assert len(recent.rows) in {len(problem), round(len(problem) / 2)}
    assert order[recent.rows].min() >= np.sort(order)[len(problem) - len(recent.rows)]


def test_the_planted_company_is_told_apart(trained: TrainedModels) -> None:
    assert trained.win.level is ScoreLevel.FULL
    assert trained.win.ensemble is not None
