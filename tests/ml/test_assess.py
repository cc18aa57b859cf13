"""The whole bench on any table: what is there is found, what is not there is not, and the answer is honest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ml.assess import AssessOptions, assess_table

FIGURES = {
    "auc", "auc_low", "auc_high", "pr_auc", "brier", "ece", "top_decile_lift", "accuracy", "train_auc",
    "train_accuracy", "gains_area", "seconds",
}  # fmt: skip
MODELS = {"base_rate", "naive_bayes", "linear", "forest", "svm", "boosted", "ensemble"}
BY_TIME = AssessOptions("stage", "Won", by_time="created")


def leads(rows: int = 600, seed: int = 0) -> pd.DataFrame:
    """Leads whose calls and source influence how they end."""
    dice = np.random.default_rng(seed)
    calls, source = dice.poisson(3, rows), dice.choice(["web", "fair", "cold"], rows)
    chance = 1 / (1 + np.exp(-(0.7 * (calls - 3) + 1.0 * (source == "fair") - 0.4)))
    return pd.DataFrame(
        {
            "calls": calls,
            "source": source,
            "noise": dice.normal(size=rows),
            "created": pd.date_range("2024-01-01", periods=rows, freq="7h").astype(str),
            "stage": np.where(dice.random(rows) < chance, "Won", "Lost"),
        }
    )


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return assess_table(leads(), BY_TIME)


def without_seconds(answer: dict[str, Any]) -> dict[str, Any]:
    for models in answer["splits"].values():
        for figures in models.values():
            figures.pop("seconds")
    return answer


def test_every_model_has_every_figure_on_every_split(answer: dict[str, Any]) -> None:
    assert set(answer["splits"]) == {"random", "by_time", "rolling"} == set(answer["chosen"])
    for models in answer["splits"].values():
        assert set(models) == MODELS
        assert all(set(figures) == FIGURES for figures in models.values())


def test_the_answer_is_json_without_nan(answer: dict[str, Any]) -> None:
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_a_planted_cause_is_found(answer: dict[str, Any]) -> None:
    assert answer["verdict"]["signal"] is True
    assert "tells winners from losers" in answer["verdict"]["sentence"]
    for split, models in answer["splits"].items():
        chosen = models[answer["chosen"][split]]
        assert chosen["auc"] > 0.7
        assert chosen["brier"] < models["base_rate"]["brier"]


def test_the_base_rate_stands_beside(answer: dict[str, Any]) -> None:
    share = (leads()["stage"] == "Won").mean()
    assert answer["base_rate"] == pytest.approx(share, abs=1e-6)
    assert answer["majority_rate"] == pytest.approx(max(share, 1 - share), abs=1e-6)
    assert answer["splits"]["by_time"]["base_rate"]["auc"] == 0.5


def test_more_rows_teach_more(answer: dict[str, Any]) -> None:
    curve = [point for point in answer["learning_curve"] if point["model"] == "linear"]
    assert [point["rows"] for point in curve] == [100, 200, 480]
    assert curve[-1]["brier"] < curve[0]["brier"]


def test_the_calibration_table_covers_the_newest_fifth(answer: dict[str, Any]) -> None:
    assert sum(row["n"] for row in answer["calibration"]) == 120
    assert all(set(row) == {"from", "to", "n", "predicted", "happened"} for row in answer["calibration"])


def test_the_same_table_gives_the_same_answer() -> None:
    first, again = (without_seconds(assess_table(leads(150), BY_TIME)) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_shuffled_outcomes_give_no_signal(seed: int) -> None:
    frame = leads()
    frame["stage"] = np.random.default_rng(seed).permutation(frame["stage"])
    answer = assess_table(frame, AssessOptions("stage", "Won"))
    assert answer["verdict"] == {
        "signal": False,
        "sentence": "Your data does not yet tell winners from losers; every score would be the base rate of 50%.",
    }
    for name in ("linear", "forest", "boosted"):
        figures = answer["splits"]["random"][name]
        assert figures["auc_low"] <= 0.5 <= figures["auc_high"]


def test_leaks_change_no_figure() -> None:
    frame = leads(400)
    leaking = frame.assign(
        result_code=frame["stage"].map({"Won": "A", "Lost": "B"}),
        contract=[f"C{row}" if stage == "Won" else "" for row, stage in enumerate(frame["stage"])],
        days_to_close=np.arange(400) % 90,
    )
    options = AssessOptions("stage", "Won")
    clean, answer = (without_seconds(assess_table(table, options)) for table in (frame, leaking))
    refused = {leak["column"] for leak in answer["leaks"] if leak["action"] == "refused"}
    assert refused == {"result_code", "contract", "days_to_close"}
    assert answer["splits"] == clean["splits"]


@pytest.mark.parametrize("won", [0, 1, 9])
def test_few_outcomes_give_the_base_rate_alone(won: int) -> None:
    frame = leads(60).assign(stage=["Won"] * (won or 60) + ["Lost"] * (60 - (won or 60)))
    answer = assess_table(frame, AssessOptions("stage", "Won", rows_in_order=True))
    assert [set(models) for models in answer["splits"].values()] == [{"base_rate"}] * 3
    assert answer["verdict"]["signal"] is False
    assert "Too little history" in answer["verdict"]["sentence"]
    json.dumps(answer, allow_nan=False)


def test_ten_of_each_are_enough_to_try() -> None:
    answer = assess_table(leads(20).assign(stage=["Won", "Lost"] * 10), AssessOptions("stage", "Won"))
    assert set(answer["splits"]["random"]) == MODELS
    assert answer["verdict"]["signal"] is False


def test_a_table_of_oddities_is_answered() -> None:
    frame = leads(200).assign(
        mixed=pd.Series([1, "a", "", 2.5, True] * 40, dtype="object"),
        same="x",
        blank="",
        endless=np.where(np.arange(200) % 3 == 0, np.inf, 1.0),
        text=[f"a note of its own, number {row}" for row in range(200)],
    )
    answer = assess_table(frame, AssessOptions("stage", "Won"))
    json.dumps(answer, allow_nan=False)
    assert answer["features"] == ["calls", "source", "noise", "created", "mixed", "endless"]


def test_a_table_of_the_outcome_alone_is_answered() -> None:
    answer = assess_table(leads(100)[["stage"]], AssessOptions("stage", "Won"))
    assert answer["verdict"]["signal"] is False


def test_progress_is_told_and_seconds_come_from_the_stopwatch() -> None:
    told: list[str] = []
    answer = assess_table(
        leads(100),
        AssessOptions("stage", "Won"),
        progress=lambda what, done, total: told.append(what),  # noqa: ARG005  # one signature
        stopwatch=iter(np.arange(0.0, 1e4, 0.5)).__next__,
    )
    assert "random: Random forest" in told
    assert answer["splits"]["random"]["linear"]["seconds"] == 0.5


@pytest.fixture(scope="module")
def won_or_lost(shared: Path) -> pd.DataFrame:
    deals = pd.read_csv(shared / "data/maven-crm/sales_pipeline.csv", dtype=str, keep_default_na=False)
    return deals[deals["deal_stage"].isin(["Won", "Lost"])]


def test_an_invented_company_holds_no_signal(won_or_lost: pd.DataFrame) -> None:
    newest = won_or_lost.sort_values("engage_date", kind="stable").tail(700)
    answer = assess_table(newest, AssessOptions("deal_stage", "Won", by_time="engage_date"))
    assert answer["verdict"]["signal"] is False
    refused = {leak["column"] for leak in answer["leaks"] if leak["action"] == "refused"}
    assert refused == {"close_date", "close_value"}


def test_the_early_months_of_an_invented_company_do_not_fool_the_random_split(
    won_or_lost: pd.DataFrame,
) -> None:
    answer = assess_table(won_or_lost.head(3000), AssessOptions("deal_stage", "Won"))
    assert answer["verdict"]["signal"] is False


def test_the_length_of_the_bank_call_is_refused_unaided(shared: Path) -> None:
    bank = pd.read_csv(shared / "data/bank-additional-full.csv.gz", sep=";", dtype=str).tail(2000)
    answer = assess_table(bank, AssessOptions("y", "yes"))
    assert [(leak["column"], leak["action"]) for leak in answer["leaks"] if leak["action"] == "refused"] == [
        ("duration", "refused")
    ]
    assert answer["verdict"]["signal"] is True
