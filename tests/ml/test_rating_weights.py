"""What votes on scores may do: weigh a little, never label, and only where it proves itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from ml.bench import Bench
from ml.data_preparation import Tables
from ml.evaluate import Report, evaluate_split
from ml.models import SPECS, chances, fit
from ml.problem import Problem
from ml.rated_votes import RatedVote
from ml.rating_weights import BUDGET, CAP, RatingTrial, SampleWeights, sample_weights, try_ratings
from ml.records import Vote
from ml.splits import random_split
from ml.training_rows import TrainingRows, training_rows
from ml.win_training import train_win
from tests.ml.test_train import few
from tests.planted_company import END

AT = datetime(2025, 1, 1, tzinfo=UTC)
ROUNDS = np.repeat(np.arange(1000), 2)


def vote(round_id: int, what: Vote, person: int = 1, *, hindsight: bool = False) -> RatedVote:
    return RatedVote(f"s{round_id}", person, "score", what, AT, AT, round_id=round_id, hindsight=hindsight)


def test_without_votes_all_rows_count_alike() -> None:
    told = sample_weights(ROUNDS, ())
    assert told.of_vote == {}
    assert np.all(told.rows == 1)


def test_a_thumb_weighs_all_rows_of_its_round_and_no_other() -> None:
    told = sample_weights(ROUNDS, [vote(3, "up"), vote(4, "down")])
    assert told.rows[ROUNDS == 3].tolist() == pytest.approx([1.2] * 2)
    assert told.rows[ROUNDS == 4].tolist() == pytest.approx([0.8] * 2)
    assert np.all(np.delete(told.rows, [6, 7, 8, 9]) == 1)


def test_hindsight_other_kinds_and_unknown_rounds_pull_nothing() -> None:
    draft = replace(vote(5, "up"), kind="draft")
    assert sample_weights(ROUNDS, [vote(3, "up", hindsight=True), draft, vote(9999, "up")]).of_vote == {}


def test_who_always_says_yes_says_little() -> None:
    always = sample_weights(ROUNDS, [vote(k, "up") for k in range(50)])
    assert always.rows.max() < 1.01
    choosy = sample_weights(ROUNDS, [vote(0, "up"), *(vote(k, "down") for k in range(1, 20))])
    assert choosy.rows[0] == pytest.approx(1 + CAP)


def test_nobody_pulls_beyond_the_cap_or_their_budget() -> None:
    crowd = [vote(1, "up", person) for person in range(9)]
    others = [vote(k, "down", person) for person in range(9) for k in range(2, 4)]
    told = sample_weights(ROUNDS, crowd + others)
    assert told.rows.max() == pytest.approx(1 + CAP)
    assert told.rows.min() == pytest.approx(1 - CAP)
    busy = sample_weights(ROUNDS, [vote(k, "up" if k % 2 else "down") for k in range(1000)])
    assert sum(map(abs, busy.of_vote.values())) <= BUDGET * 1000 + 1e-9


def test_weights_reach_the_fit() -> None:
    told = pd.DataFrame({"x": np.random.default_rng(0).normal(size=400)})
    problem = Problem(told, np.tile([0.0, 1.0], 200), np.arange(400))
    heavy = replace(problem, weights=np.where(problem.outcome == 1, 1.2, 0.8))
    for name in ("base_rate", "naive_bayes", "linear", "forest", "boosted"):
        plain, weighed = (chances(fit(SPECS[name], one, seed=0), one.features) for one in (problem, heavy))
        assert weighed.mean() > plain.mean() + 0.05, name


@pytest.fixture(scope="module")
def rows(planted_rows: TrainingRows) -> tuple[Problem, np.ndarray]:
    problem, snapshots = planted_rows.problem("won")
    return problem, snapshots["round_id"].to_numpy(np.int64)


def test_votes_that_tell_newer_rounds_no_better_are_not_kept(rows: tuple[Problem, np.ndarray]) -> None:
    problem, rounds = rows
    votes = [vote(int(one), "up" if one % 3 else "down", int(one) % 6) for one in np.unique(rounds)]
    trial = try_ratings(problem, rounds, votes, members=("linear",), seed=0)
    assert trial is not None
    assert trial.brier is not None
    assert not trial.kept
    assert (trial.used, trial.as_json()["by_person"], trial.digest("d")) == ({}, {}, "d")


def test_votes_that_know_which_outcomes_are_wrong_are_kept(rows: tuple[Problem, np.ndarray]) -> None:
    problem, rounds = rows
    different, place = np.unique(rounds, return_inverse=True)
    order = np.asarray(problem.order)
    newest = {one for one in different if order[rounds == one].max() > np.quantile(order, 0.7)}
    wrong = np.array([one % 3 == 0 and one not in newest for one in different])
    noisy = replace(problem, outcome=np.where(wrong[place], 1 - problem.outcome, problem.outcome))
    votes = [
        vote(int(one), "down" if is_wrong else "up", int(one) % 8)
        for one, is_wrong in zip(different, wrong, strict=True)
    ]
    trial = try_ratings(noisy, rounds, votes, members=("linear",), seed=0)
    assert trial is not None
    assert trial.kept
    told = trial.as_json()
    assert told["brier"] < told["brier_without"]
    assert told["used"] == len(votes) == sum(one["used"] for one in told["by_person"].values())
    assert sum(one["moved"] for one in told["by_person"].values()) > 0
    assert trial.digest("d") != "d"
    assert set(trial.used) == {(one.suggestion_id, one.person_id) for one in votes}


def test_with_few_votes_nothing_is_tried(rows: tuple[Problem, np.ndarray]) -> None:
    problem, rounds = rows
    assert try_ratings(problem, rounds, (), members=("linear",), seed=0) is None
    trial = try_ratings(problem, rounds, [vote(int(rounds[0]), "up")], members=("linear",), seed=0)
    assert trial is not None
    assert (trial.kept, trial.brier) == (False, None)


def test_votes_that_are_not_kept_leave_the_model_as_it_is_without(planted: Tables) -> None:
    rows = training_rows(few(planted, 30, 40), now=END)
    problem, snapshots = rows.problem("won")
    base_rate = Bench(models=(SPECS["base_rate"],))
    report = Report(
        {"random": evaluate_split(problem, random_split(problem, seed=0), base_rate)}, enough=True
    )
    votes = [vote(int(one), "up" if one % 2 else "down") for one in snapshots["round_id"].unique()]
    (plain, _, none), (with_votes, _, trial) = (
        train_win(rows, report, seed=0, votes=cast) for cast in ((), votes)
    )
    assert none is None
    assert trial is not None
    assert not trial.kept
    said, said_before = (model.chances(rows.features) for model in (with_votes, plain))
    assert np.array_equal(said, said_before)
    assert plain.ensemble is not None


def test_kept_weights_are_told_with_each_vote() -> None:
    trial = RatingTrial(kept=True, weights=SampleWeights(np.array([1.1]), {("s", 1): 0.1}))
    assert trial.used == {("s", 1): 1.1}
