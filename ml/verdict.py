"""One honest sentence: whether the data tells winners from losers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ml.figures import GUESSING
from ml.models import SPECS

if TYPE_CHECKING:
    from ml.evaluate import Report, SplitReport


@dataclass(frozen=True)
class Verdict:
    """Whether scores may differ between leads, and why in a manager's words."""

    signal: bool
    sentence: str


def verdict(report: Report, *, won: int, rows: int) -> Verdict:
    """Signal only where the chosen model ranks surely better than chance and beats the base rate's Brier score.

    Judged on the newest fifth where there is an order, else on the random fifth. By time, the random split must
    rank better than chance too: what shows in one of the two views only is luck.
    """
    base = f"{won / rows:.0%}"
    if not report.enough:
        counted = f"{won} of {rows} rows ended well; at least 10 of each outcome are needed"
        return Verdict(
            False, f"Too little history: {counted}, so every score would be the base rate of {base}."
        )
    split = report.forward
    if not (ranks_surely(split) and ranks_surely(report.splits["random"]) and beats_base_rate(split)):
        said = f"every score would be the base rate of {base}"
        return Verdict(False, f"Your data does not yet tell winners from losers; {said}.")
    return Verdict(True, _words(split, where="newest" if "by_time" in report.splits else "held-out"))


def ranks_surely(split: SplitReport) -> bool:
    """Whether the chosen model's AUC is above one half with its whole 95 % interval."""
    return split.chosen.auc_low is not None and split.chosen.auc_low > GUESSING


def beats_base_rate(split: SplitReport) -> bool:
    """Whether the chosen model's Brier score is below the base rate's."""
    brier, base = split.chosen.brier, split.figures["base_rate"].brier
    return brier is not None and base is not None and brier < base


def _words(split: SplitReport, *, where: str) -> str:
    area = split.chosen
    pairs = (
        f"{area.auc or 0:.0%} of pairs (95 % interval {area.auc_low or 0:.0%} to {area.auc_high or 0:.0%})"
    )
    return (
        f"Your data tells winners from losers: on the {where} fifth of the rows, the "
        f"{SPECS[split.selection.chosen].label.lower()} puts the winner first in {pairs}, where guessing gets 50%."
    )
