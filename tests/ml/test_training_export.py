"""Each label comes from the stage change that is named beside it: labelling anew from that gives the label."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from ml.data_preparation import Tables, prepare
from ml.data_preprocessing import NEXT_STEP_DAYS
from ml.funnel import NEXT_STEP, PROGRESS, FunnelState
from ml.training_export import OF_ROUND, STAGE_CHANGE, training_export
from ml.training_rows import training_rows
from tests.planted_company import END, planted_company


def traced(tables: Tables) -> Tables:
    moves = tables.stage_changes
    return Tables(
        tables.rounds,
        moves.assign(stage_change_id=np.arange(len(moves)) + 500, label="Stage " + moves["to_state"]),
        tables.touches,
    )


@pytest.fixture(scope="module", params=[0, 1, 2])
def company(request: pytest.FixtureRequest) -> Tables:
    return traced(prepare(planted_company(150, seed=request.param, touches_a_week=0.1)).tables)


@pytest.fixture(scope="module")
def export(company: Tables) -> pd.DataFrame:
    return training_export(company, training_rows(company, now=END))


def state_before(moves: pd.DataFrame, round_id: int, moment: pd.Timestamp) -> FunnelState:
    earlier = moves[(moves["round_id"] == round_id) & (moves["at"] < moment)]
    return FunnelState(earlier["to_state"].iloc[-1]) if len(earlier) else FunnelState.SALES_TARGET


def test_the_ending_relabelled_from_its_stage_change(company: Tables, export: pd.DataFrame) -> None:
    moves = company.stage_changes.set_index("stage_change_id")
    named = export[export["won_from"] == STAGE_CHANGE]
    assert len(named) > 100
    change = moves.loc[named["won_change_id"]].reset_index()
    named = named.reset_index(drop=True)
    assert (change["round_id"] == named["round_id"]).all()
    assert ((change["to_state"] == FunnelState.CLIENT).astype(float) == named["won"]).all()
    days = (change["at"] - named["as_of"]).dt.total_seconds() / 86_400
    np.testing.assert_allclose(days, named["days_to_close"])
    assert (change["at"] > named["as_of"]).all()
    assert (change["label"] == named["won_change_label"]).all()


def test_the_next_step_relabelled_from_its_stage_change(company: Tables, export: pd.DataFrame) -> None:
    moves = company.stage_changes
    window = pd.Timedelta(days=NEXT_STEP_DAYS)
    seen = set()
    line: Any
    for line in export.sample(200, random_state=0).itertuples():
        aim = NEXT_STEP[state_before(moves, line.round_id, line.as_of)]
        later = moves[(moves["round_id"] == line.round_id) & (moves["at"] >= line.as_of)]
        taken = [] if aim is None else [
            (at, id_)
            for at, state, id_ in zip(later["at"], later["to_state"], later["stage_change_id"], strict=True)
            if at < line.as_of + window and PROGRESS[FunnelState(state)] >= PROGRESS[aim]
        ]  # fmt: skip
        seen.add(str(line.next_step))
        if line.next_step == 1:
            assert line.next_step_change_id == min(taken)[1]
            assert line.next_step_from == STAGE_CHANGE
        elif line.next_step == 0:
            assert not taken
            until = f"{line.as_of + window:%Y-%m-%d}"
            assert line.next_step_from == f"none within 30 days (window until {until})"
        else:
            assert pd.isna(line.next_step_from)
    assert seen >= {"0.0", "1.0"}


def test_an_ending_that_no_stage_change_tells_comes_from_the_round(company: Tables) -> None:
    ends = company.stage_changes["to_state"].isin([FunnelState.CLIENT, FunnelState.UNQUALIFIED])
    bare = Tables(company.rounds, company.stage_changes[~ends].reset_index(drop=True), company.touches)
    export = training_export(bare, training_rows(bare, now=END))
    assert set(export["won_from"].dropna()) == {OF_ROUND}
    assert export["won_change_id"].isna().all()
    assert (export["won_from"].isna() == export["won"].isna()).all()
    assert export["days_to_close_from"].equals(export["won_from"])
