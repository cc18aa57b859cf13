"""A table that is not what it should be says so in a sentence."""

from __future__ import annotations

import pandas as pd
import pytest

from ml.errors import BadInput
from ml.tables import STAGE_CHANGES, check


def changes() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "pursuit_id": [1],
            "round_id": [2],
            "at": pd.to_datetime(["2026-03-02"]),
            "from_state": ["LEAD"],
            "to_state": ["HOT_LEAD"],
            "kind": ["typical"],
            "by_event": [True],
        }
    )


def test_a_good_table_passes_as_it_is() -> None:
    frame = changes()
    assert check(frame, STAGE_CHANGES) is frame


def test_a_missing_column_is_named_with_its_meaning() -> None:
    with pytest.raises(BadInput, match=r"“at” .when the state was entered"):
        check(changes().drop(columns="at"), STAGE_CHANGES)


def test_a_column_of_another_type_is_named() -> None:
    with pytest.raises(BadInput, match=r"“at” .* should hold a time"):
        check(changes().assign(at=["2026-03-02"]), STAGE_CHANGES)


def test_an_empty_table_is_a_good_table() -> None:
    assert check(changes().iloc[:0], STAGE_CHANGES).empty
