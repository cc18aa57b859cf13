from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from integrations.store.score_columns import encode_scores
from integrations.store.score_json import decode
from ml.funnel import FunnelState
from ml.predict import Scores
from ml.reasons import NamedReasons, Raises
from ml.records import ScoreLevel, SimilarWin

NAMED = NamedReasons(
    np.array([[9.5, -3.0], [0.0, 0.0]]),
    np.array([['industry: “Food” \\ "x" 100 %', "no reply for 12 days"], ["", ""]], dtype=object),
    np.array([1.25, -0.5]),
)


@pytest.mark.parametrize("reasons", [NAMED, None])
def test_rows_made_from_columns_read_as_the_scores_themselves(reasons: NamedReasons | None) -> None:
    scores = Scores(
        once={
            "as_of": datetime(2026, 11, 23, tzinfo=UTC),
            "model_version": "v",
            "level": ScoreLevel.FULL,
            "base_rate": 0.25,
            "won": 50,
            "lost": 150,
            "next_days": 30,
            "days_from_median": False,
        },
        columns={
            "pursuit_id": [1, 2],
            "win": [0.62, 0.1],
            "win_low": [0.5, 1e-05],
            "win_high": [0.7, 0.2],
            "like": [57, 40],
            "like_won": [35, 0],
            "next_state": [FunnelState.PROSPECT, None],
            "next_chance": [0.71, None],
            "days": [41.0, None],
            "days_low": [25.0, None],
            "days_high": [80.0, None],
        },
        reasons=reasons,
        raises=Raises(np.array([[0, 2, -1], [-1, -1, -1]]), np.array([[7.25, 4.0, 0.0], [0.0, 0.0, 0.0]])),
        alike=np.array([[1, 0, -1], [2, -1, -1]]),
        won=(
            SimilarWin(7, "Bistro “Group”", "Rostering", 1, 41),
            SimilarWin(8, "Metro", "", None, None),
            None,
        ),
    )
    assert [decode(row) for row in encode_scores(scores)] == list(scores.leads())
