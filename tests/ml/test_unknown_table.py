"""Any table becomes a problem: what is left out is counted or named, what is wrong is said in a sentence."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest

from ml.errors import BadInput
from ml.splits import random_split, time_split
from ml.unknown_table import AssessOptions, PreparedTable, prepare_table

ASKED = AssessOptions("stage", "Won")


def leads(rows: int = 200, seed: int = 0) -> pd.DataFrame:
    dice = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "deal_id": [f"D{row}" for row in range(rows)],
            "calls": dice.poisson(3, rows).astype(str),
            "source": dice.choice(["web", "fair"], rows),
            "created": pd.date_range("2025-01-01", periods=rows, freq="D").astype(str),
            "stage": dice.choice(["Won", "Lost"], rows),
        }
    )


def prepared(frame: pd.DataFrame, options: AssessOptions = ASKED) -> PreparedTable:
    return prepare_table(frame, options, seed=0)


def test_columns_are_typed_and_dates_become_weekdays() -> None:
    problem = prepared(leads()).problem
    assert problem.columns.numeric == ("calls",)
    assert problem.columns.categorical == ("source", "created")
    assert problem.features["created"].iloc[0] == "Wednesday"


def test_rows_without_an_outcome_are_left_out_and_counted() -> None:
    frame = leads()
    frame.loc[[3, 4], "stage"] = ["", None]
    table = prepared(frame)
    assert (len(table.problem), table.without_outcome, table.without_time) == (198, 2, 0)


def test_rows_without_a_time_are_left_out_and_counted() -> None:
    frame = leads()
    frame.loc[:9, "created"] = ""
    frame.loc[0, "stage"] = ""
    table = prepared(frame, AssessOptions("stage", "Won", by_time="created"))
    assert (len(table.problem), table.without_outcome, table.without_time) == (190, 1, 9)


def test_identical_rows_are_one_group_whatever_is_excluded() -> None:
    frame = pd.concat([leads(), leads().iloc[:50]])
    table = prepared(frame, AssessOptions("stage", "Won", exclude=("calls",)))
    assert len(np.unique(table.problem.groups)) == 200
    assert table.problem.groups[200:].tolist() == table.problem.groups[:50].tolist()
    alike_but_for_the_id = prepared(leads(), AssessOptions("stage", "Won", exclude=("deal_id", "created")))
    assert len(np.unique(alike_but_for_the_id.problem.groups)) == 200


def test_what_is_excluded_or_refused_has_no_say_in_the_splits() -> None:
    frame = pd.concat([leads(), leads().iloc[:50]])
    leaking = frame.assign(state=frame["stage"].str.upper())
    options = AssessOptions("stage", "Won", by_time="created")
    less = AssessOptions("stage", "Won", by_time="created", exclude=("calls", "deal_id"))
    problems = [prepared(frame, options), prepared(frame, less), prepared(leaking, options)]
    for split in (time_split, partial(random_split, seed=0)):
        tested = [split(table.problem).test.tolist() for table in problems]
        assert tested[0] == tested[1] == tested[2]


def test_names_of_rows_are_left_out_and_named() -> None:
    frame = leads().assign(lead_number=np.arange(200) + 10_000, note=[f"met on {row}" for row in range(200)])
    table = prepared(frame)
    assert [(leak.column, leak.action) for leak in table.leaks] == [
        ("deal_id", "warned"),
        ("lead_number", "warned"),
        ("note", "warned"),
    ]
    assert list(table.problem.features) == ["calls", "source", "created"]


def test_columns_that_say_nothing_are_left_out_and_named() -> None:
    table = prepared(leads().assign(same="x", blank=None))
    assert table.unused == (("same", "the same in every row"), ("blank", "empty"))


def test_a_refused_column_reaches_no_model() -> None:
    frame = leads()
    table = prepared(frame.assign(state=frame["stage"].map({"Won": "customer", "Lost": "gone"})))
    assert ("state", "refused") in [(leak.column, leak.action) for leak in table.leaks]
    assert "state" not in table.problem.features


def test_two_columns_of_one_name_are_told_apart() -> None:
    frame = leads()
    frame.insert(0, "calls ", frame["calls"].sample(frac=1, random_state=1).to_numpy())
    frame.columns = frame.columns.str.strip()
    assert {"calls", "calls (2)"} <= set(prepared(frame).problem.features)


@pytest.mark.parametrize("value", ["1", "1.0"])
def test_a_positive_number_is_found_however_it_is_written(value: str) -> None:
    frame = leads().assign(stage=np.where(leads()["stage"] == "Won", 1.0, 0.0))
    assert prepared(frame, AssessOptions("stage", value)).problem.outcome.tolist() == frame["stage"].tolist()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (AssessOptions("result", "Won"), "no column “result”; it has “deal_id”, “calls”"),
        (AssessOptions("stage", "won"), "never holds “won”; it holds “Won”, “Lost”|never holds “won”; it holds “Lost”, “Won”"),
        (AssessOptions("stage", "Won", by_time="when"), "no column “when”"),
        (AssessOptions("stage", "Won", exclude=("fee",)), "no column “fee”"),
        (AssessOptions("stage", "Won", exclude=("stage",)), "is the outcome"),
        (AssessOptions("stage", "Won", by_time="source"), "Row 2, column “source”: “(web|fair)” is not a time"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(options: AssessOptions, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        prepared(leads(), options)


def test_the_first_row_with_a_wrong_time_is_named() -> None:
    frame = leads()
    frame.loc[[40, 50], "created"] = ["yesterday", "soon"]
    with pytest.raises(BadInput, match="Row 42, column “created”: “yesterday” is not a time"):
        prepared(frame, AssessOptions("stage", "Won", by_time="created"))


def test_an_empty_table_is_said_to_be_empty() -> None:
    with pytest.raises(BadInput, match="it is empty"):
        prepared(leads().iloc[:0])


def test_years_and_other_numbers_order_rows_too() -> None:
    frame = leads().assign(year=[str(2026 - row // 20) for row in range(200)])
    order = prepared(frame, AssessOptions("stage", "Won", by_time="year")).problem.order
    assert order is not None
    assert (order[0], order[-1]) == (2026, 2017)
