from __future__ import annotations

import numpy as np
import pandas as pd

from ml.data_preparation import Tables
from ml.training_rows import TrainingRows, training_rows
from tests.planted_company import END


def test_a_column_that_gives_the_outcome_away_is_refused_by_name(planted: Tables) -> None:
    leaky = planted.rounds.assign(
        **{"prop:Contract no": np.where(planted.rounds["outcome"] == "won", 1.0, 0.0)}
    )
    rows = training_rows(Tables(leaky, planted.stage_changes, planted.touches), now=END)
    assert [(leak.column, leak.action) for leak in rows.leaks] == [("prop:Contract no", "refused")]
    assert "prop:Contract no" not in rows.features
    assert "prop:Fleet size" in rows.features


def test_columns_that_never_vary_are_left_out(planted_rows: TrainingRows) -> None:
    assert "cycle" not in planted_rows.features
    assert "touches_14d" in planted_rows.features


def test_a_pursuits_snapshots_share_a_group_and_no_label_is_known_before_its_snapshot(
    planted_rows: TrainingRows,
) -> None:
    problem, snapshots = planted_rows.problem("won")
    pairs = pd.DataFrame({"group": problem.groups, "pursuit": snapshots["pursuit_id"]}).drop_duplicates()
    assert pairs["group"].is_unique
    assert pairs["pursuit"].is_unique
    assert (np.asarray(problem.known) > np.asarray(problem.order)).all()


def test_the_fingerprint_tells_other_data(planted: Tables, planted_rows: TrainingRows) -> None:
    again = training_rows(planted, now=END)
    other = training_rows(Tables(planted.rounds, planted.stage_changes, planted.touches.iloc[1:]), now=END)
    assert again.digest == planted_rows.digest != other.digest
