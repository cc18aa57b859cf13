from __future__ import annotations

from datetime import timedelta
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.data_preparation import Tables, prepare
from ml.data_preprocessing import current_snapshots, training_snapshots
from ml.feature_catalogue import FEATURES, feature_of
from ml.feature_engineering import decides, features
from tests.planted_company import END, planted_company

AT = pd.Timestamp(END).tz_convert(None)


@cache
def company() -> Tables:
    return prepare(planted_company(120)).tables


def touch(days_ago: float, **cells: object) -> dict[str, object]:
    plain = dict.fromkeys(
        (
            "answered",
            "duration_s",
            "substantial",
            "connecting",
            "understanding",
            "sharing",
            "setting",
            "dated_next_step",
        ),
        np.nan,
    )
    told = {"pursuit_id": 1, "channel": "call", "direction": "out", "contact_role": None, "result": None}
    return {"at": AT - pd.Timedelta(days=days_ago), **plain, **told, **cells}


def of_one(touches: list[dict[str, object]]) -> pd.Series:
    """The features of one open pursuit with these touches."""
    base = company()
    row = base.rounds.iloc[:1].assign(
        pursuit_id=1,
        round_id=1,
        entered_at=AT - pd.Timedelta(days=60),
        outcome=None,
        closed_at=np.datetime64("NaT", "s"),
    )
    frame = pd.DataFrame(touches).assign(touch_id=range(len(touches)))
    tables = Tables(row, base.stage_changes.iloc[:0], frame)
    return features(tables, current_snapshots(tables, as_of=END)).iloc[0]


def test_touches_are_counted_by_window_and_a_note_is_none() -> None:
    row = of_one([touch(1), touch(20), touch(80), touch(100), touch(2, channel="note")])
    assert (row["touches_14d"], row["touches_30d"], row["touches_90d"]) == (1, 2, 3)
    assert row["calls_90d"] == 3


def test_replies_are_answers_and_what_came_from_them() -> None:
    row = of_one(
        [touch(30, answered=1.0), touch(12, direction="in"), touch(5, answered=0.0), touch(3, answered=0.0)]
    )
    assert (row["replies_90d"], row["inbound_90d"], row["days_since_reply"]) == (2, 1, 12)
    assert (row["answered_share"], row["unanswered_in_a_row"], row["days_since_touch"]) == (0.5, 2, 3)


def test_never_touched_is_unknown_not_zero() -> None:
    row = of_one([touch(-1)])
    assert row["touches_90d"] == 0
    assert row[["days_since_touch", "days_since_reply", "answered_share", "unanswered_in_a_row"]].isna().all()


def test_the_last_conversation_of_substance_speaks_for_the_moves() -> None:
    shares = {"connecting": 0.1, "understanding": 0.3, "sharing": 0.02, "setting": 0.2}
    row = of_one(
        [
            touch(9, substantial=1.0, dated_next_step=1.0, **shares),
            touch(30, substantial=1.0, dated_next_step=0.0, **dict.fromkeys(shares, 0.5)),
            touch(2, substantial=0.0, dated_next_step=np.nan),
        ]
    )
    assert (row["understanding_last"], row["understanding_mean"]) == (0.3, 0.4)
    assert (row["moves_made_last"], row["dated_next_step"], row["days_since_conversation"]) == (3, 1, 9)
    assert row["conversations_90d"] == 2


def test_a_decision_maker_counts_once_heard() -> None:
    assert of_one([touch(3, contact_role="HR Director", answered=0.0)])["decision_maker_heard"] == 0
    assert of_one([touch(3, contact_role="HR Director", answered=1.0)])["decision_maker_heard"] == 1


@pytest.mark.parametrize(
    "role", ["CFO", "Owner", "Head of People", "Pengarah", "Direktur HR", "managing director"]
)
def test_roles_that_decide(role: str) -> None:
    assert decides(pd.Series([role])).tolist() == [True]


@pytest.mark.parametrize("role", ["Clerk", "Coordinator", "Ownership administrator", None])
def test_roles_that_do_not(role: str | None) -> None:
    assert decides(pd.Series([role], dtype=object)).tolist() == [False]


def test_an_owners_rate_counts_only_rounds_closed_before_and_is_drawn_to_the_teams() -> None:
    base = company()
    snapshots = training_snapshots(base, data_end=AT).sample(40, random_state=1)
    found = features(base, snapshots)["owner_win_rate"]
    closed = base.rounds[base.rounds["outcome"].notna()].assign(won=lambda frame: frame["outcome"] == "won")
    for (_, snapshot), value in zip(snapshots.iterrows(), found, strict=True):
        known = closed[closed["closed_at"] < snapshot["as_of"]]
        owner = base.rounds.set_index("round_id").loc[snapshot["round_id"], "owner"]
        own = known[known["owner"] == owner]
        expected = (own["won"].sum() + 20 * known["won"].mean()) / (len(own) + 20) if len(known) else np.nan
        assert np.isclose(value, expected, equal_nan=True)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.integers(-400, 400), st.booleans())
def test_what_happens_later_changes_no_feature(seed: int, shift: int, drop: bool) -> None:  # hypothesis
    tables = company()
    snapshots = training_snapshots(tables, data_end=AT)
    one = snapshots.sample(1, random_state=seed)
    moment = one["as_of"].iloc[0]
    before = features(tables, one)
    pd.testing.assert_frame_equal(features(_later_events(tables, moment, shift, drop=drop), one), before)


def _later_events(tables: Tables, moment: pd.Timestamp, days: int, *, drop: bool) -> Tables:
    """The same past with another future: later events gone, or moved (never to before the moment)."""

    def changed(frame: pd.DataFrame, column: str) -> pd.DataFrame:
        later = frame[column] >= moment
        if drop:
            return frame[~later].reset_index(drop=True)
        moved = (frame[column] + timedelta(days=days)).map(lambda at: max(at, moment))
        return frame.assign(**{column: frame[column].where(~later, moved)})

    closing = tables.rounds["closed_at"] >= moment
    rounds = tables.rounds.assign(
        closed_at=tables.rounds["closed_at"].where(~closing), outcome=tables.rounds["outcome"].where(~closing)
    )
    return Tables(rounds, changed(tables.stage_changes, "at"), changed(tables.touches, "at"))


def test_neither_names_of_owners_nor_the_order_of_rows_matter() -> None:
    tables = company()
    snapshots = training_snapshots(tables, data_end=AT)
    other = Tables(
        tables.rounds.assign(owner="X" + tables.rounds["owner"]).sample(frac=1, random_state=0),
        tables.stage_changes.sample(frac=1, random_state=1),
        tables.touches.sample(frac=1, random_state=2),
    )
    pd.testing.assert_frame_equal(features(other, snapshots), features(tables, snapshots), check_exact=False)


def test_every_feature_has_its_column_and_its_words() -> None:
    tables = company()
    found = features(tables, current_snapshots(tables, as_of=END))
    assert list(found) == [*(feature.name for feature in FEATURES), "prop:Fleet size", "prop:Region"]
    assert all(feature_of(name).label and feature_of(name).many for name in map(str, found))


def test_a_chunk_is_scored_like_the_whole() -> None:
    tables = company()
    whole = features(tables, current_snapshots(tables, as_of=END))
    half = Tables(*(frame[frame["pursuit_id"] <= 60] for frame in vars(tables).values()))
    part = features(half, current_snapshots(half, as_of=END), closed_rounds=tables.rounds)
    pd.testing.assert_frame_equal(part, whole.iloc[: len(part)])
