from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import delete

from integrations.store import Store
from integrations.store.schema import stage_changes
from jobs.export_training import export_training
from ml.errors import NotEnoughData
from tests.benchmarks.planted_store import fill, open_company
from tests.planted_company import END, planted_company


def test_each_label_of_the_file_names_its_stage_change(store: Store, tmp_path: Path) -> None:
    fill(store, planted_company(30))
    assert export_training(store, tmp_path / "deep" / "all.csv", now=END) > 60
    table = pd.read_csv(tmp_path / "deep" / "all.csv")
    known = table[table["won"].notna()]
    assert set(known["won_from"]) == {"stage change"}
    with store.engine.reading() as connection:
        kept = {row.id: row for row in connection.execute(stage_changes.select())}
    for line in known.to_dict("records"):
        change = kept[int(line["won_change_id"])]
        assert (change.round_id, change.to_state == "CLIENT") == (line["round_id"], line["won"] == 1)
        assert pd.Timestamp(change.at) == pd.Timestamp(line["won_change_at"])
    with store.engine.writing() as connection:
        connection.execute(delete(stage_changes))
    export_training(store, tmp_path / "bare.csv", now=END)
    assert set(pd.read_csv(tmp_path / "bare.csv")["won_from"].dropna()) == {"closed_at of the round"}


def test_without_rounds_or_labels_it_is_a_sentence(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotEnoughData, match="nothing to learn from"):
        export_training(sqlite_store, tmp_path / "a.csv", now=END)
    fill(sqlite_store, open_company(3))
    long_ago = END - timedelta(days=50)
    with pytest.raises(NotEnoughData, match="No label is known yet"):
        export_training(sqlite_store, tmp_path / "a.csv", now=long_ago)
    assert not list(tmp_path.glob("a.*"))
