"""The store's rows as tables for the models."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pandas as pd
import pytest

from integrations.store import Store
from ml.tables import ROUNDS, STAGE_CHANGES, TOUCHES, check

Put = Callable[..., int]


@pytest.fixture
def history(store: Store, company: Put, put: Put, touch: Put, fixed_now: datetime) -> Store:
    """Two pursuits: one won after a tagged call, one just begun."""
    for number, name in enumerate(("Acme", "Metro"), start=1):
        company(name, owner_name="Ada Lee")
        put(
            "rounds",
            pursuit_id=number,
            key=f"d{number}",
            entered_at=fixed_now - timedelta(days=30),
            closed_at=fixed_now if name == "Acme" else None,
            outcome="won" if name == "Acme" else None,
            properties={"outlets": 3 * number, "note": "späť", "hidden": 1},
        )
        put(
            "stage_changes",
            round_id=number,
            pursuit_id=number,
            at=fixed_now,
            from_state="SALES_TARGET",
            to_state="LEAD",
            kind="typical",
            cycle=1,
            by_event=number == 1,
            step=0,
            label="x",
        )
    touch(
        1,
        fixed_now,
        duration_s=60,
        answered=True,
        tagged_by="t",
        substance="",
        connecting=0.25,
        dated_next_step=False,
    )
    touch(2, fixed_now)
    touch(2, fixed_now - timedelta(days=1), tagged_by="t", substance="voicemail", answered=False)
    return store


def test_tables_are_as_the_models_expect_them(history: Store) -> None:
    check(history.frames.rounds(), ROUNDS)
    check(history.frames.stage_changes(), STAGE_CHANGES)
    check(history.frames.touches(), TOUCHES)


def test_an_empty_store_gives_empty_tables_of_the_same_types(history: Store) -> None:
    for read in (history.frames.rounds, history.frames.stage_changes, history.frames.touches):
        assert list(read(between=(8, 9)).dtypes) == list(read().dtypes)


def test_rounds(history: Store, fixed_now: datetime) -> None:
    frame = history.frames.rounds()
    assert list(frame.columns) == list(ROUNDS)
    assert list(frame["owner"]) == ["Ada Lee", "Ada Lee"]
    assert list(frame["closed_at"].isna()) == [False, True]
    assert frame["closed_at"][0] == pd.Timestamp(fixed_now).tz_localize(None)
    assert frame["outcome"].isna()[1]


def test_touches_are_in_the_order_of_time_with_flags_as_numbers(history: Store) -> None:
    frame = history.frames.touches(pursuit_ids=[2])
    assert list(frame["touch_id"]) == [3, 2]
    assert frame["answered"].tolist()[0] == 0
    assert frame["answered"].isna().tolist() == [False, True]
    assert frame["substantial"].tolist()[0] == 0
    assert history.frames.touches(between=(1, 1))["substantial"].tolist() == [1]
    assert history.frames.touches(between=(1, 1))["connecting"].tolist() == [0.25]


def test_flags_of_stage_changes(history: Store) -> None:
    assert history.frames.stage_changes()["by_event"].tolist() == [1, 0]


def test_properties_known_at_creation_are_columns(history: Store) -> None:
    history.facts.put("creation_properties", {"rounds": ["outlets", "note", "absent"], "companies": ["note"]})
    frame = history.frames.rounds()
    assert frame["prop:outlets"].tolist() == [3, 6]
    assert frame["prop:note"].tolist() == ["späť", "späť"]
    assert frame["prop:absent"].isna().all()
    assert frame["prop:company note"].isna().all()
    assert "prop:hidden" not in frame


def test_chunks_cover_every_pursuit_once(history: Store, company: Put) -> None:
    for name in ("Third", "Fourth", "Fifth"):
        company(name)
    assert list(history.frames.pursuit_chunks(2)) == [(1, 2), (3, 4), (5, 5)]


def test_more_ids_than_a_statement_has_room_for(history: Store) -> None:
    assert len(history.frames.rounds(range(1, 100_000))) == 2
