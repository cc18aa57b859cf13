"""Stays: how long a round stood where, and what followed, told by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ml.data_preparation import prepare
from ml.exploring.stays import stays_of
from ml.exploring.talks import talks_of
from tests.ml.exploring.test_looking import tables_of

END = pd.Timestamp("2025-12-31")


def round_(number: int, **more: Any) -> dict[str, Any]:
    return {
        "round_id": number,
        "pursuit_id": 1,
        "company_id": 1,
        "entered_at": pd.Timestamp("2025-01-01"),
        **more,
    }


def move(number: int, day: str, before: str, after: str) -> dict[str, Any]:
    told = {"from_state": before, "to_state": after, "kind": "typical"}
    return {"round_id": number, "pursuit_id": 1, "at": pd.Timestamp(day), **told}


def test_each_stay_has_its_days_and_its_fate() -> None:
    rounds = [
        round_(1, outcome="lost", closed_at=pd.Timestamp("2025-02-15")),
        round_(2),
        round_(3, entered_at=pd.Timestamp("2025-03-01")),
    ]
    moves = [
        move(1, "2025-01-11", "SALES_TARGET", "LEAD"),
        move(1, "2025-01-12", "LEAD", "LEAD"),
        move(1, "2025-01-15", "LEAD", "HOT_LEAD"),
        move(1, "2025-02-01", "HOT_LEAD", "COLD_LEAD"),
        move(1, "2025-02-15", "COLD_LEAD", "UNQUALIFIED"),
        move(3, "2025-03-05", "UNQUALIFIED", "LEAD"),
        move(3, "2026-03-05", "LEAD", "HOT_LEAD"),
    ]
    stays = stays_of(prepare(tables_of(rounds, moves, [])).tables, END)
    assert list(stays.itertuples(index=False, name=None)) == [
        (1, "SALES_TARGET", "on", 10.0),
        (1, "LEAD", "on", 4.0),
        (1, "HOT_LEAD", "back", 17.0),
        (1, "COLD_LEAD", "left", 14.0),
        (1, "UNQUALIFIED", "still there", 319.0),
        (2, "SALES_TARGET", "still there", 364.0),
        (3, "LEAD", "still there", 301.0),
    ]


def test_a_conversation_belongs_to_the_round_that_closes_next() -> None:
    rounds = [
        round_(1, outcome="lost", closed_at=pd.Timestamp("2025-02-01")),
        round_(2, entered_at=pd.Timestamp("2025-03-01"), outcome="won", closed_at=pd.Timestamp("2025-06-01")),
        round_(9, pursuit_id=2),
    ]
    days = ("2025-01-15", "2025-02-01", "2025-02-20", "2025-05-01", "2025-07-01")
    touches = [
        {"touch_id": k, "pursuit_id": 1, "at": pd.Timestamp(day), "connecting": 0.1, "substantial": 1.0}
        for k, day in enumerate(days)
    ]
    touches += [
        {**touches[0], "touch_id": 7, "pursuit_id": 2},
        {**touches[0], "touch_id": 8, "substantial": 0.0},
    ]
    tables = prepare(tables_of(rounds, [], touches)).tables
    talks = talks_of(tables.rounds, tables.touches)
    told = sorted(zip(talks["at"].astype(str), talks["round_id"], strict=True))
    assert told == [
        ("2025-01-15", 1),
        ("2025-01-15", 9),
        ("2025-02-01", 1),
        ("2025-02-20", 2),
        ("2025-05-01", 2),
    ]
    assert talks.loc[talks["round_id"] == 9, "outcome"].isna().all()
