"""Training the timing model, and judging it forward in time against the table of days and the shrunken rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.retargeting import TimingModel, fit_timing
from ml.retargeting_policy import wait_of
from ml.timing_events import ANSWERED
from ml.timing_intervals import wilson
from ml.timing_periods import BINS, EDGES, Periods, bin_of, periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ml.data_preparation import Tables
    from ml.timeline import Flags, Floats

NEWEST = 0.2
FEWEST_TO_JUDGE = 30
MOST_PAIRED = 10_000
_SURE = 1e-6


def train_timing(
    tables: Tables, as_of: datetime, seed: int = 0, *, opted_out: Mapping[int, datetime] | None = None
) -> tuple[TimingModel, dict[str, Any]]:
    """The model, and its report: log-loss of the three ways on the newest fifth, calibration by bin, concordance.

    Parameters
    ----------
    tables
        As `ml.data_preparation` gives them.
    as_of
        What lies at or after it is not looked at (UTC).
    seed
        Draws the rows that are learned from, where there are very many.
    opted_out
        Since when the contacts of a pursuit do not want to hear from us.
    """
    rows = periods(tables, as_of=as_of, opted_out=opted_out)
    model = fit_timing(rows, seed=seed)
    judged = _forward(tables, rows, seed=seed, opted_out=opted_out)
    if model.level == "hazard" and judged and not judged.hazard_is_better:
        model = fit_timing(rows, seed=seed, level="rates")
    return model, _report(model, rows, judged)


@dataclass(frozen=True)
class ForwardTest:
    """The newest fifth of the rows, and what models of all that was known before said of them."""

    rows: Periods
    said: Mapping[str, Floats]
    hazard: TimingModel

    def log_loss(self, *, touched: bool) -> dict[str, float]:
        """By way of telling, over all rows or those in which somebody reached out."""
        which = self.rows.touched if touched else np.ones(len(self.rows), bool)
        return {
            name: round(_log_loss(self.rows.outcome[which], told[which]), 5)
            for name, told in self.said.items()
        }

    @property
    def hazard_is_better(self) -> bool:
        """Whether the hazard told the newest touches better than the rates."""
        loss = self.log_loss(touched=True)
        return loss["hazard"] < loss["rates"]

    def by_bin(self) -> list[dict[str, float]]:
        """For each bin: touches, the share promised and the share answered with its 95 % interval."""
        table = []
        for k in range(BINS):
            which = self.rows.touched & (self.rows.bin == k)
            tried, answered = int(which.sum()), int(self.rows.outcome[which].sum())
            if tried:
                low, high = wilson(answered, tried)
                promised = float(self.said["hazard"][which].mean())
                table.append(
                    {"from_day": int(EDGES[k]), "touches": tried, "promised": round(promised, 4),
                     "answered": round(answered / tried, 4), "low": round(low, 4), "high": round(high, 4)}
                )  # fmt: skip
        return table

    def concordance(self, *, seed: int) -> float | None:
        """Harrell's C of the days until a response; None without a pair that can be compared."""
        _, begins = np.unique(self.rows.episode, return_index=True)
        if len(begins) > MOST_PAIRED:
            begins = np.random.default_rng(seed).choice(begins, MOST_PAIRED, replace=False)
        some = self.rows.take(begins)
        silent = np.cumprod(1 - self.hazard.chances(some.before), axis=1)[:, -1]
        return concordance(some.lasted, some.ended, np.asarray(1 - silent, np.float64))


def concordance(days: Floats, ended: Flags, promise: Floats) -> float | None:
    """Share of comparable pairs in which the sooner response had the higher promise (Harrell and others, 1982).

    >>> concordance(np.array([1.0, 5, 9]), np.array([True, True, False]), np.array([0.9, 0.5, 0.1]))
    1.0
    """
    pairs, right = 0, 0.0
    for some in np.array_split(np.arange(len(days)), max(1, len(days) // 256)):  # bounds the memory
        sooner = (days[some, None] < days[None, :]) & ended[some, None]
        ahead = promise[some, None] - promise[None, :]
        pairs += int(sooner.sum())
        right += float((sooner & (ahead > 0)).sum() + 0.5 * (sooner & (ahead == 0)).sum())
    return round(right / pairs, 4) if pairs else None


def _forward(
    tables: Tables, rows: Periods, *, seed: int, opted_out: Mapping[int, datetime] | None
) -> ForwardTest | None:
    """None with too few rows to judge by."""
    if not len(rows):
        return None
    cut = int(np.quantile(rows.at, 1 - NEWEST))
    before = periods(tables, as_of=datetime.fromtimestamp(cut, UTC), opted_out=opted_out)
    newest = rows.take(rows.at > cut)
    answered = newest.outcome[newest.touched]
    if min(answered.sum(), (1 - answered).sum()) < FEWEST_TO_JUDGE or not before.outcome.sum():
        return None
    hazard, rates = (fit_timing(before, seed=seed, level=level) for level in ("hazard", "rates"))
    said = {
        "cadence": _by_table(before, newest),
        "rates": rates.of_rows(newest),
        "hazard": hazard.of_rows(newest),
    }
    return ForwardTest(newest, said, hazard)


def _by_table(before: Periods, newest: Periods) -> Floats:
    """The table of days at its best: one rate for touches that it calls due, one for earlier ones, one for silences."""
    said = np.zeros(len(newest))
    for of_touch in (True, False):
        for due in (True, False):
            learned, told = ((one.touched == of_touch) & (_is_due(one) == due) for one in (before, newest))
            said[told] = (before.outcome[learned].sum() + 1) / (learned.sum() + 2)
    return said


def _is_due(rows: Periods) -> Flags:
    told = zip(rows.before.attempt.tolist(), (rows.before.last >= ANSWERED).tolist(), strict=True)
    waits = np.array([wait_of(attempt - 1, talked=talked) for attempt, talked in told], np.float64)
    return np.asarray(rows.bin >= bin_of(waits), bool)


def _log_loss(outcome: Floats, chance: Floats) -> float:
    sure = np.clip(chance, _SURE, 1 - _SURE)
    return float(-np.mean(np.where(outcome == 1, np.log(sure), np.log1p(-sure)))) if len(outcome) else 0.0


def _report(model: TimingModel, rows: Periods, judged: ForwardTest | None) -> dict[str, Any]:
    report: dict[str, Any] = {
        "rows": len(rows),
        "touches": model.touches,
        "answers": model.answers,
        "level": model.level,
        "answered_share": round(model.rate, 4),
        "answered_by_bin": [round(float(rate), 4) for rate in model.rates],
    }
    if judged is None:
        words = f"{model.answers} responses so far: too few touches to judge the timing forward in time."
        return report | {"verdict": {"signal": False, "sentence": words}}
    loss = judged.log_loss(touched=True)
    return report | {
        "newest_rows": len(judged.rows),
        "newest_touches": int(judged.rows.touched.sum()),
        "log_loss": {"touches": loss, "all": judged.log_loss(touched=False)},
        "by_bin": judged.by_bin(),
        "concordance": judged.concordance(seed=0),
        "verdict": {
            "signal": judged.hazard_is_better,
            "sentence": _sentence(loss, better=judged.hazard_is_better),
        },
    }


def _sentence(loss: Mapping[str, float], *, better: bool) -> str:
    figures = f"log-loss {loss['hazard']:.3f}, rates {loss['rates']:.3f}, table of days {loss['cadence']:.3f}"
    if better:
        return f"On the newest touches the timing model foretold the answers better than the rates by silence: {figures}."
    return f"The timing model foretells the newest answers no better than the rates by silence: {figures}."
