from __future__ import annotations

from dataclasses import replace

from ml.records import ScoreLevel
from ml.training_report import win_sentence, would_help
from ml.training_rows import TrainingRows
from ml.win import WinModel
from ml.win_training import Judgement


def test_what_is_missing_is_named(planted_rows: TrainingRows) -> None:
    bare = replace(planted_rows, features=planted_rows.features[["employees", "country"]])
    assert would_help(bare) == (
        "logged calls, e-mails and meetings, notes or transcripts of conversations, the dates of stage changes"
    )
    assert would_help(planted_rows).startswith("more closed pursuits")


def test_a_shrunk_score_says_why(planted_rows: TrainingRows) -> None:
    model = WinModel(ScoreLevel.SHRUNK, 12, 40, ensemble=object())  # type: ignore[arg-type]  # only its presence is asked
    said = win_sentence(
        planted_rows, model, Judgement(signal=True, where="on pursuits held out in turn", auc=0.71)
    )
    assert "71% of pairs" in said
    assert "only 12 won and 40 lost" in said
