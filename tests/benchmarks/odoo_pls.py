"""Our models beside the rule set of Odoo's predictive lead scoring: on generated leads and on the bank set."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ml.bench import Bench
from ml.evaluate import evaluate_split
from ml.figures import Judged, figures_of
from ml.problem import Problem
from ml.splits import Split, random_split, time_split
from ml.unknown_table import AssessOptions, prepare_table
from tests.benchmarks.bank import FILE, bank_table
from tests.benchmarks.odoo_peer import OdooScoring, PlsLead

TITLE = "Beside Odoo's predictive lead scoring (same training rows, same test rows)"
_TESTED = 4000
_STAGES = ("new", "won")

Row = tuple[str, str, str, bool]
Floats = NDArray[np.float64]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002  # the benchmarks' one signature
    """AUC, Brier score and calibration error of the peer and of the model chosen within the training rows."""
    rows: list[Row] = []
    for size in (200,) if quick else (200, 1000, 5000):
        problem = generated_leads(size + _TESTED, seed=size)
        split = Split("random", np.arange(size), np.arange(size, size + _TESTED))
        rows += beside_peer(
            f"generated leads, {size:,} to learn from", problem, split, ece=0.08 if size < 1000 else 0.05
        )
    if FILE.exists() and not quick:
        problem = prepare_table(bank_table(), AssessOptions("y", "yes", rows_in_order=True), seed=0).problem
        rows += beside_peer("bank, random fifth", problem, random_split(problem, seed=0), ece=0.05)
        rows += beside_peer("bank, newest fifth", problem, time_split(problem), ece=None)
    return rows


def generated_leads(count: int, *, seed: int) -> Problem:
    """Leads whose country, language and state go together; additive causes and one interaction."""
    dice = np.random.default_rng(seed)
    country = dice.integers(0, 3, count)
    state = country * 4 + dice.integers(0, 4, count)
    language = np.where(dice.random(count) < 0.9, country, dice.integers(0, 3, count))
    segment = dice.integers(0, 4, count)
    source = dice.integers(0, 6, count)
    email = dice.random(count) < 0.7
    log_odds = 0.5 * (country - 1) + 0.25 * (segment - 1.5) + 0.3 * (source - 2.5) + 0.6 * email - 1.3
    log_odds += 0.6 * ((country == 2) & (segment == 3))
    words = {
        "country": country,
        "state": state,
        "lang": language,
        "segment": segment,
        "source": source,
        "email": email,
    }
    features = pd.DataFrame({name: pd.Series(values).astype("str") for name, values in words.items()})
    won = (dice.random(count) < 1 / (1 + np.exp(-log_odds))).astype(np.float64)
    return Problem(features, won, np.arange(count))


def beside_peer(title: str, problem: Problem, split: Split, *, ece: float | None) -> list[Row]:
    """Rows for the peer and for each of ours; the chosen one has the bars."""
    outcome = problem.outcome[split.test]
    peer = figures_of(Judged(outcome, peer_chances(problem, split)), Judged(outcome, outcome), seconds=0.0)
    report = evaluate_split(problem, split, Bench())
    rows = [(f"{title}: Odoo's rules", _words(peer.as_json()), "–", True)]
    rows += [
        (f"{title}: {name}", _words(report.figures[name].as_json()), "–", True)
        for name in ("linear", "forest", "ensemble")
    ]
    ours, theirs = report.chosen.as_json(), peer.as_json()
    better = (ours["auc"] or 0) >= (theirs["auc"] or 0) and (ours["brier"] or 1) <= (theirs["brier"] or 0)
    honest = ece is None or (ours["ece"] or 0) <= ece
    bar = "AUC ≥ theirs, Brier ≤ theirs" + (f", ECE ≤ {ece}" if ece else "")
    return [*rows, (f"{title}: chosen ({report.selection.chosen})", _words(ours), bar, better and honest)]


def peer_chances(problem: Problem, split: Split) -> Floats:
    """The peer's chances for the test rows; it knows words only, so numbers come to it in fifths."""
    words = _as_words(problem.features, split)
    fields = [str(name) for name in words]
    leads = [PlsLead("new", dict(zip(fields, row, strict=True))) for row in words.itertuples(index=False)]
    scoring = OdooScoring(_STAGES)
    scoring.rebuild((leads[row], bool(problem.outcome[row])) for row in split.train)
    return np.array([scoring.percentage(leads[row]) for row in split.test]) / 100


def _as_words(features: pd.DataFrame, split: Split) -> pd.DataFrame:
    """Text as it is; numbers as which fifth of the training rows they fall into."""
    words = features.copy()
    for name in features.select_dtypes("number"):
        edges = np.unique(np.nanquantile(features[name].iloc[split.train], [0.2, 0.4, 0.6, 0.8]))
        words[name] = pd.Series(np.searchsorted(edges, features[name]), index=words.index).astype("str")
    return words


def _words(figures: Mapping[str, float | None]) -> str:
    return " ".join(f"{name} {figures[name] or 0:.3f}" for name in ("auc", "brier", "ece"))
