"""A planted company and the models trained on it, made once for all tests of a worker."""

from __future__ import annotations

import pytest

from ml.bench import Bench
from ml.data_preparation import Tables, prepare
from ml.models import SPECS
from ml.train import TrainedModels, train
from ml.training_rows import TrainingRows, training_rows
from tests.planted_company import END, planted_company

# Without the two slow peers, which have tests of their own.
QUICK_BENCH = Bench(
    models=tuple(SPECS[name] for name in ("base_rate", "linear", "forest", "boosted", "ensemble"))
)


@pytest.fixture(scope="session")
def quick_bench() -> Bench:
    """A bench of the models that can be chosen."""
    return QUICK_BENCH


@pytest.fixture(scope="session")
def planted() -> Tables:
    """A company of 800 pursuits with planted causes."""
    return prepare(planted_company(800)).tables


@pytest.fixture(scope="session")
def planted_rows(planted: Tables) -> TrainingRows:
    """Its snapshots."""
    return training_rows(planted, now=END)


@pytest.fixture(scope="session")
def trained(planted: Tables) -> TrainedModels:
    """The models trained on it."""
    return train(planted, as_of=END, bench=QUICK_BENCH)
