"""Drift: whether the world that is scored still looks like the one that was learned from.

Three things are watched: what is known of the open pursuits, how often rounds are won, and whether what was said
came true. Open pursuits are compared with open pursuits: snapshots at fixed ages, as training has them, always look
otherwise. So a training keeps how its own features were spread over the pursuits open at four moments before it,
a month apart: a field that is filled in less and less does not hide in what was usual lately.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from ml.data_preprocessing import current_snapshots
from ml.feature_catalogue import feature_of
from ml.feature_engineering import features as features_of
from ml.figures import ece
from ml.problem import Columns

if TYPE_CHECKING:
    from ml.data_preparation import Tables
    from ml.timeline import Floats

Kind = Literal["features", "base_rate", "calibration"]
MOMENTS_BEFORE_DAYS = (30, 60, 90, 120)
FEWEST_ROWS = 50  # open pursuits
FEWEST_ROUNDS = 30  # closed ones
# 0.25 is the usual border of a population stability index (Siddiqi, Credit Risk Scorecards, 2006).
BORDER = 0.25
TIMES_USUAL = 2.0  # and so many times what the moments before training differed by
SHARE_APART = 0.05  # of a base rate
CHANCE_APART = 0.10  # of what was said and what came true
_SURE = 2.576  # 99 %, since it is looked every day
_LEVELS = 20
_MOST_NAMED = 3


@dataclass(frozen=True)
class Finding:
    """Something that drifted: of which kind, a sentence for a manager, and the figures behind it."""

    kind: Kind
    sentence: str
    figures: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The same, ready for JSON."""
        return {"kind": self.kind, "sentence": self.sentence, "figures": dict(self.figures)}


# --- what is known of the open pursuits -----------------------------------------------------------------------------


def usual_spread(tables: Tables, names: Sequence[str], *, data_end: pd.Timestamp) -> dict[str, Any]:
    """How these features are spread over the open pursuits, JSON-ready; empty where they were too few.

    Each has the borders of its bins (or its levels), the share in each bin with the unknown ones last, and `usual`:
    how far one of the moments differed from all of them at most.
    """
    parts = [_open_features(tables, data_end, days)[list(names)] for days in MOMENTS_BEFORE_DAYS]
    parts = [part for part in parts if len(part) >= FEWEST_ROWS]
    if not parts:
        return {}
    together = pd.concat(parts, ignore_index=True)
    numeric = set(Columns.of(together).numeric)
    spread = {name: _bins(together[name], numeric=name in numeric) for name in names}
    for name, of_feature in spread.items():
        whole = _counts(together[name], of_feature)
        of_feature["shares"] = (whole / whole.sum()).round(6).tolist()
        of_feature["usual"] = round(max(_apart(_counts(part[name], of_feature), whole) for part in parts), 6)
    return spread


def stability(before: pd.Series, after: pd.Series) -> tuple[float, int]:
    """How far a column of one group of rows is from another's: the index, and over how many bins.

    The bins are those of both groups together: tenths of a number, levels of a text, and what is not known.
    """
    together = pd.concat([before, after], ignore_index=True)
    bins = _bins(together, numeric=pd.api.types.is_numeric_dtype(together))
    here, there = _counts(before, bins), _counts(after, bins)
    return _apart(here, there), int(((here + there) > 0).sum())


def _open_features(tables: Tables, data_end: pd.Timestamp, days_before: int) -> pd.DataFrame:
    moment = data_end - pd.Timedelta(days=days_before) + pd.Timedelta(seconds=1)
    return features_of(tables, current_snapshots(tables, as_of=moment.to_pydatetime()))


def drifted_features(spread: Mapping[str, Any], now: pd.DataFrame) -> Finding | None:
    """Whether what is known of the pursuits open now is spread otherwise than it was."""
    if len(now) < FEWEST_ROWS:
        return None
    apart = {name: _stability(now, name, of_feature) for name, of_feature in spread.items()}
    gone = {
        name: value
        for name, value in apart.items()
        if value > max(BORDER, TIMES_USUAL * spread[name]["usual"])
    }
    if not gone:
        return None
    worst = sorted(gone, key=lambda name: -gone[name])
    said = ", ".join(
        f"“{feature_of(name).label}”{_emptied(spread[name], now, name)}" for name in worst[:_MOST_NAMED]
    )
    more = f" and {len(worst) - _MOST_NAMED} more" if len(worst) > _MOST_NAMED else ""
    sentence = (
        f"What is known of the open pursuits has changed since the model was trained: {said}{more}. "
        "Its chances may be off until it is trained on newer data; look whether a field is still filled in."
    )
    return Finding("features", sentence, {name: round(gone[name], 3) for name in worst})


def _stability(now: pd.DataFrame, name: str, of_feature: Mapping[str, Any]) -> float:
    column = now[name] if name in now else pd.Series(np.nan, index=now.index, dtype=object)
    return _apart(_counts(column, of_feature), len(now) * np.array(of_feature["shares"]))


def _emptied(of_feature: Mapping[str, Any], now: pd.DataFrame, name: str) -> str:
    """That a column is empty more often than before, where it is by far."""
    before = of_feature["shares"][-1]
    empty = float(now[name].isna().mean()) if name in now else 1.0
    return f" (unknown for {empty:.0%}, before {before:.0%})" if empty - before > 2 * CHANCE_APART else ""


def _bins(column: pd.Series, *, numeric: bool) -> dict[str, Any]:
    known = column.dropna()
    if numeric:
        return {"edges": np.unique(np.quantile(known, np.arange(1, 10) / 10)).tolist() if len(known) else []}
    return {"levels": [str(level) for level in known.value_counts().index[:_LEVELS]]}


def _counts(column: pd.Series, of_feature: Mapping[str, Any]) -> Floats:
    """Rows a bin: between the borders, or by level with all other levels together; the unknown ones last."""
    unknown = column.isna().to_numpy(bool)
    if "edges" in of_feature:
        places = np.searchsorted(of_feature["edges"], column[~unknown].to_numpy(np.float64), side="right")
        bins = len(of_feature["edges"]) + 1
    else:
        number = {level: place for place, level in enumerate(of_feature["levels"])}
        places = column[~unknown].astype(str).map(number).fillna(len(number)).to_numpy(np.int64)
        bins = len(number) + 1
    return np.append(np.bincount(places, minlength=bins), unknown.sum()).astype(np.float64)


def _apart(here: Floats, there: Floats) -> float:
    """Population stability index of two counts over the same bins; half a row is added to each bin."""
    a, b = (here + 0.5) / (here + 0.5).sum(), (there + 0.5) / (there + 0.5).sum()
    return float(((a - b) * np.log(a / b)).sum())


# --- how often rounds are won, and whether what was said came true --------------------------------------------------


def drifted_base_rate(recent: tuple[int, int], learned: tuple[int, int]) -> Finding | None:
    """Whether rounds are won more or less often than those learned from; both as (won, lost).

    The difference of the shares with its 99 % interval has to lie on one side of zero, and be 5 points at least.
    """
    (won, lost), (before_won, before_lost) = recent, learned
    n, m = won + lost, before_won + before_lost
    if min(n, m) < FEWEST_ROUNDS:
        return None
    now, before = won / n, before_won / m
    # a share of 0 or 1 has a width too (Agresti and Caffo, The American Statistician 54, 2000)
    p, q = (won + 1) / (n + 2), (before_won + 1) / (m + 2)
    half = _SURE * sqrt(p * (1 - p) / (n + 2) + q * (1 - q) / (m + 2))
    if abs(now - before) < SHARE_APART or abs(p - q) <= half:
        return None
    sentence = (
        f"Rounds are won {'more' if now > before else 'less'} often than those that the model learned from: "
        f"{now:.0%} of the {n} that closed in the last 90 days, {before:.0%} of the {m} before."
    )
    figures = {"won": won, "lost": lost, "low": round(p - q - half, 4), "high": round(p - q + half, 4)}
    return Finding("base_rate", sentence, figures)


def drifted_calibration(said: Floats, happened: Floats) -> Finding | None:
    """Whether what was said before rounds closed came true; one chance and outcome a round.

    The mean of what was said has to lie 10 points off, and outside 99 % of what chance explains: the variance of the
    number won is the sum of p(1 - p).
    """
    if len(said) < FEWEST_ROUNDS:
        return None
    promised, came = float(said.mean()), float(happened.mean())
    spread = sqrt(float((said * (1 - said)).sum())) / len(said)
    if abs(promised - came) < max(CHANCE_APART, _SURE * spread):
        return None
    sentence = (
        f"The win chances were too {'high' if promised > came else 'low'} lately: over the {len(said)} rounds that "
        f"closed in the last 90 days they promised {promised:.0%} on average, and {came:.0%} were won."
    )
    figures = {
        "said": round(promised, 4),
        "happened": round(came, 4),
        "ece": round(ece(happened, said, 10), 4),
    }
    return Finding("calibration", sentence, figures)
