"""Scoring all open pursuits, reading, reasons and writes included, beside bare predict_proba calls; CPU time."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time

import numpy as np
from threadpoolctl import threadpool_limits

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.score_pursuits import load_models, score_pursuits
from jobs.train_models import train_models
from ml.data_preparation import Tables, prepare
from ml.data_preprocessing import current_snapshots
from ml.feature_engineering import features
from ml.predict import ScoringModels
from tests.benchmarks.planted_store import fill, open_company
from tests.planted_company import END, planted_company

TITLE = "Scoring: reading, features, chances, reasons, intervals, writes (CPU time)"
SIZES, QUICK_SIZES = (100_000, 1_000_000), (5_000, 20_000)
TRAINED_ON = 2_500
MOST_TIMES = 3.0
LINEAR_WITHIN = 1.15

Row = tuple[str, str, str, bool]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the interface of all benchmarks
    """Train once, then score a small and a large company with the same models."""
    small, large = QUICK_SIZES if quick else SIZES
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        teacher = _store(home / "teacher.db", _without_properties(planted_company(TRAINED_ON)))
        files = ModelFiles(home / "models")
        train_models(teacher, files, now=END)
        company = _without_properties(open_company(small))
        bare, again = _bare(load_models(teacher, files), company)
        first = _scoring(home, teacher, files, small)
        second = _scoring(home, teacher, files, large)
    growth = (second / large) / (first / small)
    times = first / (bare + again)
    return [
        (f"bare calls, {small:,}: win members and next step", f"{bare:.2f} s", "–", True),
        (
            f"bare calls, {small:,}: win members once more, for what would raise it",
            f"{again:.2f} s",
            "–",
            True,
        ),
        (f"scoring {small:,} pursuits", f"{first:.2f} s", "–", True),
        ("times the bare calls inside it", f"{times:.2f}", f"≤ {MOST_TIMES:.0f}", times <= MOST_TIMES),
        ("times the bare calls without what would raise it", f"{first / bare:.2f}", "–", True),
        (f"scoring {large:,} pursuits", f"{second:.2f} s", "–", True),
        (
            "time a pursuit, large against small",
            f"{growth:.2f}",
            f"≤ {LINEAR_WITHIN}",
            growth <= LINEAR_WITHIN,
        ),
    ]


def _without_properties(tables: Tables) -> Tables:
    own = [name for name in tables.rounds if str(name).startswith("prop:")]
    return Tables(tables.rounds.drop(columns=own), tables.stage_changes, tables.touches)


def _store(path: Path, tables: Tables) -> Store:
    url = f"sqlite:///{path}"
    Store.migrate(url)
    store = Store.open(url)
    fill(store, tables)
    return store


def _bare(models: ScoringModels, tables: Tables) -> tuple[float, float]:
    """CPU seconds of predict_proba on the features of all pursuits: each model once; the win members again."""
    if models.win.ensemble is None or models.next_step.forest is None:
        raise RuntimeError("the planted company must be told apart")
    clean = prepare(tables).tables
    rows = features(clean, current_snapshots(clean, as_of=END))
    own = rows[list(models.win.ensemble.features)]
    once, again = 0.0, 0.0
    with threadpool_limits(limits=1):
        for start in range(0, len(rows), 50_000):
            part = own.iloc[start : start + 50_000]
            began = process_time()
            for member in models.win.ensemble.members.values():
                member.predict_proba(part)
            again += process_time() - began
            models.next_step.forest.predict_proba(
                rows[list(models.next_step.features)].iloc[start : start + 50_000]
            )
            once += process_time() - began
    return once, again


def _scoring(home: Path, teacher: Store, files: ModelFiles, count: int) -> float:
    """CPU seconds of one whole run over a store of so many open pursuits."""
    store = _store(home / f"{count}.db", _without_properties(open_company(count)))
    for question in ("win", "next_step", "cycle_length"):
        record = teacher.models.current(question)
        if record is not None:
            store.models.add(record)
    began = process_time()
    scored = score_pursuits(store, files, now=END).scored
    spent = process_time() - began
    store.close()
    if not np.isclose(scored, count, rtol=0.01):
        raise RuntimeError(f"only {scored} of {count} pursuits were scored")
    return spent
