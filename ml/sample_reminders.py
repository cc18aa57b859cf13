"""Generated reminders over the sample company's history, with an effect that was planted: to test what measures it.

Nobody ever saw them. On each working day some open, silent pursuits are due; one in ten is withheld. Those shown
get a response that they did not have, with a known chance.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from ml.lift import WINDOW, Trial
from ml.sample_company import dice_for
from ml.sample_records import SampleCompany, SampleDeal

SILENT = timedelta(days=3)
EACH_DAY = 0.25  # so many of the due ones fit into their rep's day


@dataclass(frozen=True)
class SampleReminders:
    """Trials, and the true effect: percentage points of responses that showing all of them would add."""

    trials: tuple[Trial, ...]
    effect: float


def sample_reminders(
    company: SampleCompany, *, seed: int = 7, added: float = 0.12, share: float = 0.1, days: int = 240
) -> SampleReminders:
    """Reminders of the last days of a history; the same arguments give the same.

    Parameters
    ----------
    company
        The sample company.
    seed
        Any number.
    added
        The chance that a reminder brings a response that would not have come without it.
    share
        The share withheld.
    days
        How many of the last days.
    """
    until = max(touch.at for deal in company.deals for touch in deal.touches)
    dice = dice_for(seed, "reminders")
    trials, unanswered = list[Trial](), 0
    for number, deal in enumerate(company.deals, 1):
        for at in _due(deal, until, days, dice):
            alone = _responds(deal, at)
            unanswered += not alone
            withheld = dice.random() < share
            answered = alone or (not withheld and dice.random() < added)
            trials.append(Trial(number, withheld, share if withheld else 1 - share, answered))
    return SampleReminders(tuple(trials), 100 * added * unanswered / max(len(trials), 1))


def _due(deal: SampleDeal, until: datetime, days: int, dice: Random) -> Iterator[datetime]:
    """The mornings on which this round was open and silent, those that fit into the rep's day, a window apart."""
    touches = sorted(touch.at for touch in deal.touches)
    end = min(deal.closed_at or until, until - WINDOW)
    at = max(deal.entered_at, until - timedelta(days=days)).replace(hour=1, minute=0, second=0)
    while (at := at + timedelta(days=1)) < end:
        before = bisect_left(touches, at)
        silent = before and at - touches[before - 1] >= SILENT
        if at.isoweekday() <= 5 and silent and dice.random() < EACH_DAY:  # noqa: PLR2004 - Friday
            yield at
            at += WINDOW


def _responds(deal: SampleDeal, at: datetime) -> bool:
    """Whether the target responded within the window, as the history has it."""
    answers = sorted(touch.at for touch in deal.touches if touch.answered or touch.direction == "in")
    return bisect_right(answers, at + WINDOW) > bisect_right(answers, at)
