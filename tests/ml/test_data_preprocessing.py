from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from ml.data_preparation import Tables, prepare
from ml.data_preprocessing import (
    GRID_DAYS,
    StateHistory,
    current_snapshots,
    end_of_data,
    scoring_moment,
    training_snapshots,
)
from ml.timeline import seconds
from tests.planted_company import END, planted_company

MONDAY = pd.Timestamp("2025-06-02")


def one_round(
    moves: list[tuple[int, str]], *, closed: int | None = None, outcome: str | None = None
) -> Tables:
    """A round entered on MONDAY with (day, state) moves, among the tables of a planted company."""
    base = prepare(planted_company(3)).tables
    at = (
        np.datetime64((MONDAY + pd.Timedelta(days=closed)).date(), "s")
        if closed
        else np.datetime64("NaT", "s")
    )
    row = base.rounds.iloc[:1].assign(entered_at=MONDAY, closed_at=at, outcome=outcome)
    stages = pd.DataFrame(
        {
            "pursuit_id": 1,
            "round_id": int(row["round_id"].iloc[0]),
            "at": [MONDAY + pd.Timedelta(days=day) for day, _ in moves],
            "from_state": "SALES_TARGET",
            "to_state": [state for _, state in moves],
            "kind": "typical",
            "by_event": True,
        }
    )
    return Tables(row, stages, base.touches.iloc[:0])


def test_a_round_is_looked_at_on_the_grid_while_it_is_open() -> None:
    tables = one_round([(2, "LEAD"), (40, "UNQUALIFIED")], closed=40, outcome="lost")
    found = training_snapshots(tables, data_end=MONDAY + pd.Timedelta(days=400))
    assert ((found["as_of"] - MONDAY).dt.days).tolist() == [day for day in GRID_DAYS if day < 40]
    assert found["won"].tolist() == [0.0] * len(found)
    assert found["days_to_close"].tolist() == [40 - day for day in GRID_DAYS if day < 40]


def test_the_next_step_is_the_next_typical_state_or_one_further_along_within_30_days() -> None:
    tables = one_round([(0, "LEAD"), (35, "QUALIFIED_OPPORTUNITY"), (90, "COLD_LEAD")])
    found = training_snapshots(tables, data_end=MONDAY + pd.Timedelta(days=400))
    by_day = dict(zip((found["as_of"] - MONDAY).dt.days, found["next_step"], strict=True))
    assert by_day[1] == 0  # the move came on day 35, outside the window
    assert by_day[10] == 1
    assert by_day[75] == 0  # a cold lead is no step ahead of a qualified opportunity


def test_a_window_that_is_not_over_gives_no_label() -> None:
    found = training_snapshots(one_round([(0, "LEAD")]), data_end=MONDAY + pd.Timedelta(days=35))
    assert found["next_step"].isna().tolist() == [False, True, True]
    assert found["won"].isna().all()


def test_leaving_is_no_next_step() -> None:
    tables = one_round([(0, "LEAD"), (5, "UNQUALIFIED")], closed=5, outcome="lost")
    found = training_snapshots(tables, data_end=MONDAY + pd.Timedelta(days=100))
    assert found["next_step"].tolist() == [0.0]


def test_an_outcome_after_the_end_of_the_data_is_not_known() -> None:
    tables = one_round([(0, "LEAD"), (90, "CLIENT")], closed=90, outcome="won")
    found = training_snapshots(tables, data_end=MONDAY + pd.Timedelta(days=60))
    assert found["won"].isna().all()


def test_several_moves_of_one_event_end_at_the_furthest() -> None:
    tables = one_round([(3, "HOT_LEAD"), (3, "LEAD"), (3, "QUALIFIED_OPPORTUNITY")])
    history = StateHistory(tables.stage_changes)
    moment = seconds(np.array([(MONDAY + pd.Timedelta(days=4)).to_datetime64()]))
    state, days = history.state(tables.rounds["round_id"].to_numpy(), moment)
    assert (state.tolist(), days.tolist()) == ([4], [1.0])


def test_now_each_pursuit_is_looked_at_once_and_only_while_open() -> None:
    tables = prepare(planted_company(200)).tables
    now = current_snapshots(tables, as_of=END)
    still_open = tables.rounds[tables.rounds["outcome"].isna()]
    assert now["pursuit_id"].tolist() == sorted(still_open["pursuit_id"])


def test_of_two_open_rounds_the_one_that_moved_last_is_looked_at() -> None:
    tables = one_round([(0, "LEAD"), (20, "HOT_LEAD")])
    later = tables.rounds.assign(round_id=99, entered_at=MONDAY + pd.Timedelta(days=10))
    both = Tables(pd.concat([tables.rounds, later], ignore_index=True), tables.stage_changes, tables.touches)
    at = (MONDAY + pd.Timedelta(days=30)).to_pydatetime().replace(tzinfo=UTC)
    assert current_snapshots(both, as_of=at)["round_id"].tolist() == [tables.rounds["round_id"].iloc[0]]


def test_the_data_ends_with_the_newest_event_that_is_not_in_the_future() -> None:
    tables = one_round([(0, "LEAD"), (900, "HOT_LEAD")])
    assert end_of_data(tables, datetime(2025, 8, 1, tzinfo=UTC)) == MONDAY


@pytest.mark.parametrize("days", [0, 14])
def test_fresh_data_is_scored_as_of_now(days: int) -> None:
    now = datetime(2026, 1, 20, tzinfo=UTC)
    assert scoring_moment(now - timedelta(days=days), now) == now
