from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ml.data_preparation import Tables
from ml.data_preprocessing import current_snapshots
from ml.drift import drifted_base_rate, drifted_calibration, drifted_features, usual_spread
from ml.feature_engineering import features
from tests.planted_company import END

NAMES = (
    "touches_14d",
    "replies_90d",
    "days_since_touch",
    "days_since_entry",
    "state",
    "employees",
    "country",
    "source",
    "prop:Fleet size",
)


def open_at(tables: Tables, weeks_before: int) -> pd.DataFrame:
    return features(tables, current_snapshots(tables, as_of=END - timedelta(weeks=weeks_before)))


def spread_at(tables: Tables, weeks_before: int) -> dict[str, Any]:
    end = pd.Timestamp(END).tz_localize(None) - pd.Timedelta(weeks=weeks_before)
    spread: dict[str, Any] = json.loads(
        json.dumps(usual_spread(tables, NAMES, data_end=end), allow_nan=False)
    )
    return spread


@pytest.fixture(scope="module")
def spread(planted: Tables) -> dict[str, Any]:
    return spread_at(planted, 4)


def test_no_alarm_from_one_week_to_the_next(planted: Tables) -> None:
    for weeks in (8, 12, 20):
        assert drifted_features(spread_at(planted, weeks), open_at(planted, weeks - 1)) is None


def test_a_field_that_is_not_filled_in_any_more(planted: Tables, spread: dict[str, Any]) -> None:
    now = open_at(planted, 3)
    now.loc[now.index[: len(now) * 3 // 5], "country"] = None
    finding = drifted_features(spread, now)
    assert finding
    assert list(finding.figures) == ["country"]
    assert "(unknown for 60%, before 0%)" in finding.sentence


def test_a_column_that_is_gone_and_one_that_moved(planted: Tables, spread: dict[str, Any]) -> None:
    now = open_at(planted, 3).drop(columns="prop:Fleet size")
    finding = drifted_features(spread, now.assign(employees=now["employees"] * 10, source="Bought list"))
    assert finding
    assert set(finding.figures) == {"prop:Fleet size", "employees", "source"}
    assert "“Fleet size” (unknown for 100%, before 0%)" in finding.sentence


def test_what_moved_by_as_much_before_is_usual(planted: Tables, spread: dict[str, Any]) -> None:
    now = open_at(planted, 3).assign(source="Bought list")
    finding = drifted_features(spread, now)
    assert finding
    restless = {**spread, "source": {**spread["source"], "usual": finding.figures["source"]}}
    assert drifted_features(restless, now) is None


def test_few_open_pursuits_tell_nothing(planted: Tables, spread: dict[str, Any]) -> None:
    assert drifted_features(spread, open_at(planted, 3).iloc[:40].assign(source="Bought list")) is None
    few = Tables(planted.rounds.iloc[:20], planted.stage_changes, planted.touches)
    assert spread_at(few, 4) == {}


@pytest.mark.parametrize(
    ("recent", "learned", "told"),
    [
        ((30, 70), (300, 700), None),
        ((36, 64), (300, 700), None),  # luck
        ((60, 40), (300, 700), "more often"),
        ((2, 98), (300, 700), "less often"),
        ((0, 100), (0, 100), None),
        ((20, 5), (300, 700), None),  # too few
        ((3300, 6700), (30_000, 70_000), None),  # sure, and too little to matter
    ],
)
def test_base_rate(recent: tuple[int, int], learned: tuple[int, int], told: str | None) -> None:
    finding = drifted_base_rate(recent, learned)
    assert (finding is None) == (told is None)
    if finding and told:
        assert told in finding.sentence
        assert finding.figures["low"] <= finding.figures["high"]


@pytest.mark.parametrize(
    ("promised", "won", "rounds", "told"),
    [
        (0.3, 0.3, 200, None),
        (0.6, 0.3, 200, "too high"),
        (0.2, 0.5, 200, "too low"),
        (0.6, 0.3, 20, None),
        (0.35, 0.3, 5000, None),
    ],
)
def test_calibration(promised: float, won: float, rounds: int, told: str | None) -> None:
    said, happened = np.full(rounds, promised), (np.arange(rounds) < won * rounds).astype(float)
    finding = drifted_calibration(said, happened)
    assert (finding is None) == (told is None)
    if finding and told:
        assert told in finding.sentence
        assert finding.figures["ece"] == pytest.approx(abs(promised - won), abs=1e-3)


def test_chance_alone_hardly_ever_alarms() -> None:
    draw = np.random.default_rng(1)
    alarms = 0
    for _ in range(200):
        said = draw.beta(2, 4, 60)
        alarms += drifted_calibration(said, (draw.random(60) < said).astype(float)) is not None
    assert alarms <= 6
