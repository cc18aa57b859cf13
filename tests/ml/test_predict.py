from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ml.data_preparation import Tables, prepare
from ml.errors import ForeignModel
from ml.funnel import NEXT_STEP
from ml.predict import score
from ml.records import EVERYTHING_ELSE, LeadScore
from ml.train import TrainedModels
from tests.planted_company import END


@pytest.fixture(scope="module")
def scores(trained: TrainedModels, planted: Tables) -> list[LeadScore]:
    return list(score(trained.speaking("v1"), planted, as_of=END).leads())


def test_every_open_pursuit_has_one_score(scores: list[LeadScore], planted: Tables) -> None:
    still_open = planted.rounds.loc[planted.rounds["outcome"].isna(), "pursuit_id"]
    assert [one.pursuit_id for one in scores] == sorted(still_open)


def test_a_score_is_whole(scores: list[LeadScore]) -> None:
    for one in scores:
        assert 0 <= one.win_low <= one.win <= one.win_high <= 1
        assert 0 <= one.like_won <= one.like
        assert one.reasons[-1].text == EVERYTHING_ELSE
        assert sum(reason.points for reason in one.reasons) == pytest.approx(
            100 * (one.win - one.base_rate), abs=0.02
        )
        assert one.next_state in NEXT_STEP.values()
        assert one.next_chance is not None
        assert 0 <= one.next_chance <= 1
        assert one.days_low is not None
        assert one.days is not None
        assert one.days_high is not None
        assert one.days_low <= one.days <= one.days_high
        assert (one.as_of, one.model_version) == (END, "v1")


def test_a_dated_next_step_scores_above_the_same_pursuit_without(
    trained: TrainedModels, planted: Tables
) -> None:
    dated = planted.touches["dated_next_step"].notna()
    chances = []
    for value in (0.0, 1.0):
        touches = planted.touches.assign(
            dated_next_step=planted.touches["dated_next_step"].mask(dated, value)
        )
        tables = Tables(planted.rounds, planted.stage_changes, touches)
        chances.append([one.win for one in score(trained.speaking("v"), tables, as_of=END).leads()])
    assert sum(chances[1]) > sum(chances[0])


def test_renaming_the_owners_changes_nothing(
    trained: TrainedModels, planted: Tables, scores: list[LeadScore]
) -> None:
    renamed = planted.rounds.assign(owner=planted.rounds["owner"].str.replace("Rep", "Somebody"))
    again = score(
        trained.speaking("v1"), Tables(renamed, planted.stage_changes, planted.touches), as_of=END
    ).leads()
    assert [one.win for one in again] == [one.win for one in scores]


def test_no_open_pursuit_no_score(trained: TrainedModels, planted: Tables) -> None:
    closed = planted.rounds[planted.rounds["outcome"].notna()]
    assert not list(
        score(
            trained.speaking("v"), Tables(closed, planted.stage_changes, planted.touches), as_of=END
        ).leads()
    )


def test_a_column_the_models_need_that_is_gone_is_named(trained: TrainedModels, planted: Tables) -> None:
    poorer = Tables(planted.rounds.drop(columns="prop:Region"), planted.stage_changes, planted.touches)
    with pytest.raises(ForeignModel, match="Region"):
        score(trained.speaking("v"), poorer, as_of=END)


def test_the_base_rate_is_for_everybody(trained: TrainedModels, planted: Tables) -> None:
    from ml.records import ScoreLevel
    from ml.win import WinModel

    models = replace(trained.speaking("v"), win=WinModel(ScoreLevel.NO_SIGNAL, 30, 90))
    scores = list(score(models, planted, as_of=END).leads())
    assert {(one.win, one.level, one.reasons, one.raise_most) for one in scores} == {
        (0.25, ScoreLevel.NO_SIGNAL, (), None)
    }


def test_an_open_round_without_any_date_is_scored_and_says_so(
    trained: TrainedModels, planted: Tables
) -> None:
    raw = planted.rounds[planted.rounds["outcome"].isna()].head(1)
    undated = Tables(
        raw.assign(entered_at=np.datetime64("NaT", "s")),
        planted.stage_changes.iloc[:0],
        planted.touches.iloc[:0],
    )
    (one,) = score(trained.speaking("v"), prepare(undated, undated=True).tables, as_of=END).leads()
    assert 0 < one.win < 1
    assert not any("began" in reason.text for reason in one.reasons)
