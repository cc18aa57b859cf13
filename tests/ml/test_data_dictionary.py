from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ml.column_entries import ENTRIES, FEATURES_FILE, ROUNDS_FILE, TOUCHES_FILE
from ml.data_dictionary import HEAD, as_markdown, dictionary, entry_of
from ml.feature_catalogue import FEATURES, Feature


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_feature_says_when_it_was_known_and_where_it_comes_from(feature: Feature) -> None:
    entry = entry_of(FEATURES_FILE, feature.name)
    assert entry.meaning
    assert entry.source
    assert "as_of" in entry.as_of_rule or "creation" in entry.as_of_rule
    assert entry.unit or entry.kind == "text"


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("touches_14d", "events strictly before as_of, last 14 days"),
        ("answered_share", "events strictly before as_of, last 90 days"),
        ("connecting_last", "the last conversation strictly before as_of"),
        ("owner_win_rate", "rounds closed strictly before as_of"),
        ("days_since_touch", "events strictly before as_of, all of them"),
    ],
)
def test_the_rule_is_the_features_own(name: str, rule: str) -> None:
    assert entry_of(FEATURES_FILE, name).as_of_rule == rule


def test_shares_are_counted() -> None:
    frame = pd.DataFrame(
        {
            "industry": ["Food", None, "Food", "Care"],
            "industry_filled": [1.0, 0.0, 0.0, 0.0],
            "prop:A|B": [1.0, 2.0, 2.0, np.nan],
        }
    )
    told = dictionary(ROUNDS_FILE, frame).set_index("column")
    shares = told[["share_missing", "share_filled", "distinct_values"]].to_numpy().tolist()
    assert shares == [[0.25, 0.25, 2], [0, 0, 2], [0.25, 0, 2]]
    assert told.loc["prop:A|B", "meaning"] == "your own column “A|B”"
    assert "prop:A\\|B" in as_markdown(told.reset_index()[list(HEAD)])
    heard = pd.DataFrame(
        {"result": ["open", "open", None], "result_heard": [1.0, 0.0, np.nan], "setting": [0.1] * 3}
    )
    told = dictionary(TOUCHES_FILE, heard).set_index("column")
    assert told["share_derived"].tolist() == [0.3333, 0.0, 1.0]


def test_of_no_rows_no_share_is_told() -> None:
    told = dictionary(ROUNDS_FILE, pd.DataFrame({"industry": [], "industry_filled": []}))
    assert told[["share_missing", "share_filled"]].isna().all(axis=None)
    assert "nan" not in as_markdown(told).lower()


def test_a_column_that_nobody_described_is_an_error() -> None:
    with pytest.raises(KeyError):
        dictionary(FEATURES_FILE, pd.DataFrame({"surprise": [1]}))
    assert all(entry.meaning or name == "prop:" for file in ENTRIES.values() for name, entry in file.items())
