from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from ml.data_preparation import Tables, prepare
from ml.errors import BadInput
from tests.planted_company import planted_company


def spoiled(tables: Tables, table: str, row: int, **cells: Any) -> Tables:
    """The tables with one row's cells changed."""
    frame = getattr(tables, table).copy()
    for column, value in cells.items():
        frame.loc[row, column] = value
    return Tables(**{**vars(tables), table: frame})


def test_clean_rows_stay_and_nothing_is_rejected() -> None:
    raw = planted_company(40)
    prepared = prepare(raw)
    assert len(prepared.rejects) == 0
    assert [len(frame) for frame in vars(prepared.tables).values()] == [
        len(frame) for frame in vars(raw).values()
    ]


@pytest.mark.parametrize(
    ("table", "cells", "reason"),
    [
        ("rounds", {"outcome": "maybe"}, "its outcome is neither won nor lost"),
        ("rounds", {"outcome": "won", "closed_at": pd.NaT}, "it is won or lost, but not said when"),
        (
            "rounds",
            {"outcome": "lost", "closed_at": pd.Timestamp("2001-01-01")},
            "it closed before it was entered",
        ),
        ("stage_changes", {"at": pd.NaT}, "the stage change has no date"),
        ("stage_changes", {"to_state": "LIMBO"}, "the state entered is unknown"),
        ("touches", {"at": pd.NaT}, "the touch has no date"),
        ("touches", {"touch_id": 1}, "this touch is given twice"),
        ("touches", {"connecting": 1.2}, "a share of a move is not between 0 and 1"),
    ],
)
def test_a_contradictory_row_is_set_aside_with_its_reason(
    table: str, cells: dict[str, Any], reason: str
) -> None:
    raw = spoiled(planted_company(40), table, 5, **cells)
    prepared = prepare(raw)
    assert reason in set(prepared.rejects["reason"])
    kept = sum(len(frame) for frame in vars(prepared.tables).values())
    assert kept + len(prepared.rejects) == sum(len(frame) for frame in vars(raw).values())


def test_a_round_without_entry_begins_with_its_first_stage_change_else_it_is_set_aside() -> None:
    raw = planted_company(40)
    raw = Tables(raw.rounds.assign(entered_at=np.datetime64("NaT", "s")), raw.stage_changes, raw.touches)
    prepared = prepare(raw)
    first = raw.stage_changes.groupby("round_id")["at"].min()
    kept = prepared.tables.rounds.set_index("round_id")["entered_at"]
    assert kept.to_dict() == first[kept.index].to_dict()
    assert set(prepared.rejects["reason"]) == {"it has no date of entry and no dated stage change"}


def test_a_planned_close_is_no_close_and_a_negative_length_is_unknown() -> None:
    raw = planted_company(40)
    still_open = raw.rounds.index[raw.rounds["outcome"].isna()][0]
    raw = spoiled(raw, "rounds", still_open, closed_at=pd.Timestamp("2030-01-01"))
    raw = spoiled(raw, "touches", 0, duration_s=-5.0)
    tables = prepare(raw).tables
    assert tables.rounds.loc[still_open, "closed_at"] is pd.NaT
    assert tables.touches["duration_s"].isna()[0]


def test_a_missing_column_is_named() -> None:
    raw = planted_company(10)
    with pytest.raises(BadInput, match="owner"):
        prepare(Tables(raw.rounds.drop(columns="owner"), raw.stage_changes, raw.touches))
