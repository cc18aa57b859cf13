from __future__ import annotations

import numpy as np
import pytest

from ml.ensemble import Ensemble
from ml.train import TrainedModels
from ml.training_rows import TrainingRows


@pytest.fixture
def ensemble(trained: TrainedModels) -> Ensemble:
    assert trained.win.ensemble is not None
    return trained.win.ensemble


def test_explaining_and_predicting_agree(ensemble: Ensemble, planted_rows: TrainingRows) -> None:
    prepared = ensemble.prepare(planted_rows.features)
    assert np.allclose(ensemble.explain(prepared).chance, ensemble.chances(prepared), atol=1e-5)


def test_a_value_beyond_all_training_reads_as_the_greatest_seen(
    ensemble: Ensemble, planted_rows: TrainingRows
) -> None:
    rows = planted_rows.features.head(20)
    least, greatest = ensemble.ranges["days_since_entry"]
    assert least < greatest
    far, edge = rows.assign(days_since_entry=greatest * 100), rows.assign(days_since_entry=greatest)
    assert np.array_equal(ensemble.chances(ensemble.prepare(far)), ensemble.chances(ensemble.prepare(edge)))


def test_it_comes_back_from_its_content(ensemble: Ensemble, planted_rows: TrainingRows) -> None:
    again = Ensemble.from_content(ensemble.as_content())
    prepared = ensemble.prepare(planted_rows.features.head(50))
    assert np.array_equal(again.explain(prepared).moved, ensemble.explain(prepared).moved)


def test_the_order_of_rows_does_not_matter(ensemble: Ensemble, planted_rows: TrainingRows) -> None:
    rows = planted_rows.features.head(60)
    backwards = ensemble.chances(ensemble.prepare(rows.iloc[::-1]))[::-1]
    assert np.allclose(backwards, ensemble.chances(ensemble.prepare(rows)))
