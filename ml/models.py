"""The models of the bench: one ModelSpec each, made of scikit-learn's own classes alone."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier, VotingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, StandardScaler
from sklearn.svm import SVC
from threadpoolctl import ThreadpoolController

from ml.splits import grouped_folds

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ml.problem import Columns, Problem

SVM_ROWS = 5000
TRAINING_CORES = 2
ENSEMBLE_MEMBERS = ("linear", "forest", "boosted")
_RAREST_LEVEL = 10  # rows; rarer levels of a category share one column
_MOST_LEVELS = 40
_SVM_FOLDS = 3


@dataclass(frozen=True)
class ModelSpec:
    """One model: its name in reports, its name for people, and how to make it unfitted.

    Parameters
    ----------
    name
        As in the JSON of `assess`.
    label
        As a manager reads it.
    make
        (columns, seed) -> unfitted pipeline, from raw feature columns to chances.
    most_rows
        Larger training sets are sampled down to this many rows, seeded.
    """

    name: str
    label: str
    make: Callable[[Columns, int], Pipeline]
    most_rows: int | None = None


def preprocessing(columns: Columns, *, scaled: bool = False) -> ColumnTransformer:
    """Raw columns to numbers: missing numbers become the median and are marked, categories one-hot.

    A missing category is a level of its own; levels of fewer than 10 rows share one column.
    """
    fill = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    numeric = make_pipeline(fill, StandardScaler()) if scaled else fill
    return _by_kind(columns, numeric)


def _by_kind(columns: Columns, numeric: Any) -> ColumnTransformer:
    levels = OneHotEncoder(
        handle_unknown="infrequent_if_exist",
        min_frequency=_RAREST_LEVEL,
        max_categories=_MOST_LEVELS,
        sparse_output=False,
    )
    parts = [("numeric", numeric, list(columns.numeric)), ("levels", levels, list(columns.categorical))]
    return ColumnTransformer([part for part in parts if part[2]], verbose_feature_names_out=False)


def _pipeline(prepare: Any, model: Any) -> Pipeline:
    return Pipeline([("prepare", prepare), ("model", model)])


def _base_rate(columns: Columns, seed: int) -> Pipeline:  # noqa: ARG001  # every maker has one signature
    return _pipeline("passthrough", DummyClassifier(strategy="prior"))


def _naive_bayes(columns: Columns, seed: int) -> Pipeline:
    """Counts of (column, level), smoothed by 0.1: on one-hot columns, multinomial is categorical."""
    bins = KBinsDiscretizer(
        8,
        encode="onehot-dense",
        strategy="quantile",
        quantile_method="averaged_inverted_cdf",
        random_state=seed,
    )
    fill = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    return _pipeline(_by_kind(columns, make_pipeline(fill, bins)), MultinomialNB(alpha=0.1))


def _linear(columns: Columns, seed: int) -> Pipeline:
    model = LogisticRegression(C=0.3, max_iter=1000, random_state=seed)
    return _pipeline(preprocessing(columns, scaled=True), model)


def _forest(columns: Columns, seed: int) -> Pipeline:
    model = RandomForestClassifier(
        200, max_depth=16, min_samples_leaf=10, max_features="sqrt", n_jobs=TRAINING_CORES, random_state=seed
    )
    return _pipeline(preprocessing(columns), model)


def _boosted(columns: Columns, seed: int) -> Pipeline:
    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=120,
        max_leaf_nodes=15,
        min_samples_leaf=20,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=seed,
    )
    return _pipeline(preprocessing(columns), model)


def _svm(columns: Columns, seed: int) -> Pipeline:
    """An RBF machine; its margins become chances by a sigmoid over folds that `fit` sets."""
    model = CalibratedClassifierCV(
        SVC(C=1.0, gamma="auto", class_weight="balanced", random_state=seed), method="sigmoid", ensemble=False
    )
    return _pipeline(preprocessing(columns, scaled=True), model)


def ensemble_of(members: tuple[str, ...], columns: Columns, seed: int) -> Pipeline:
    """The mean of the members' chances."""
    made = [(name, SPECS[name].make(columns, seed)) for name in members]
    return _pipeline("passthrough", VotingClassifier(made, voting="soft"))


def _ensemble(columns: Columns, seed: int) -> Pipeline:
    return ensemble_of(ENSEMBLE_MEMBERS, columns, seed)


MODELS: tuple[ModelSpec, ...] = (
    ModelSpec("base_rate", "Base rate", _base_rate),
    ModelSpec("naive_bayes", "Naive Bayes", _naive_bayes),
    ModelSpec("linear", "Logistic regression", _linear),
    ModelSpec("forest", "Random forest", _forest),
    ModelSpec("svm", "Support vector machine", _svm, SVM_ROWS),
    ModelSpec("boosted", "Boosted trees", _boosted),
    ModelSpec("ensemble", "Ensemble", _ensemble),
)
SPECS: Mapping[str, ModelSpec] = {spec.name: spec for spec in MODELS}


def seen_rows(spec: ModelSpec, problem: Problem, *, seed: int) -> NDArray[np.int64]:
    """Positions of the rows that the model is fitted on: all, or a seeded sample of `spec.most_rows`."""
    if spec.most_rows is None or len(problem) <= spec.most_rows:
        return np.arange(len(problem))
    return np.sort(np.random.default_rng(seed).choice(len(problem), spec.most_rows, replace=False))


def fit(spec: ModelSpec, problem: Problem, *, seed: int) -> Pipeline:
    """The model fitted on the rows it may see; the base rate instead of any model without features or two outcomes."""
    problem = problem.take(seen_rows(spec, problem, seed=seed))
    folds = grouped_folds(problem, _SVM_FOLDS, seed=seed)
    if not problem.features.shape[1] or not all(np.ptp(problem.outcome[train]) for train, _ in folds):
        spec = SPECS["base_rate"]
    model = spec.make(problem.columns, seed)
    if spec.name == "svm":
        model.set_params(model__cv=folds)
    return fitted(model, problem)


def fitted(model: Pipeline, problem: Problem) -> Pipeline:
    """The pipeline fitted on all rows, and then set to answer on one core."""
    with _thread_pools().limit(limits=1), warnings.catch_warnings():
        # rows may miss a level, hold a constant column, or end the solver early: all harmless here
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", UserWarning)
        weights = {} if problem.weights is None else {"model__sample_weight": problem.weights}
        model.fit(problem.features, problem.outcome, **weights)
    return answering(model)


@cache
def _thread_pools() -> ThreadpoolController:
    """The thread pools of the numeric libraries.

    One thread each: on a busy machine, two that wait for each other took twenty times as long (measured).
    """
    return ThreadpoolController()


def answering(model: Pipeline) -> Pipeline:
    """The fitted model set to predict on one core, and free of its training folds."""
    if isinstance(final := model[-1], CalibratedClassifierCV):
        final.set_params(cv=None)
    for part in [
        final,
        *(member[-1] for member in getattr(final, "estimators_", []) if isinstance(member, Pipeline)),
    ]:
        if isinstance(part, RandomForestClassifier):
            part.set_params(n_jobs=1)
    return model


def chances(model: Any, features: pd.DataFrame) -> NDArray[np.float64]:
    """The chance of the positive outcome, one a row; a model that saw one outcome only says that one, of no rows one half."""
    if not len(features):
        return np.empty(0)
    with _thread_pools().limit(limits=1):
        both: NDArray[np.float64] = model.predict_proba(features)
    if both.shape[1] > 1:
        return both[:, 1]
    return np.full(len(features), float(model.classes_[0]) if len(model.classes_) else 0.5)
