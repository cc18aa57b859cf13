"""What `/funnel` shows: how many pursuits entered each state, what became of them, and how long they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ml.funnel import FunnelState, MoveKind
from ml.sales_periods import Period

# What is tallied (`what`), and what its `key` is.
ENTERED, WENT_ON, WENT_BACK, LEFT = (
    "entered",
    "on",
    "back",
    "left",
)  # a state; the last three by the day of entry
MOVED = "move"  # FROM>TO>kind, by the day of the move
REASON = "reason"  # why a pursuit left, in the CRM's words; '' where nobody said
WON = "won"  # a size of `SIZES`, by the day of the close, with the days since the first contact
# What only lists know beside these: who stands in a state (its key), longer than is usual; all irregular moves.
NOW, LONGER, IRREGULAR = "now", "longer", "irregular"
# Head counts: a class begins at its number, the last one has no end. '' where the head count is not known.
SIZES: Sequence[tuple[int, str]] = (
    (1, "1–9"), (10, "10–49"), (50, "50–199"), (200, "200–999"), (1000, "1,000 and more"),
)  # fmt: skip
TEAM = -1  # as an owner: everybody
NOBODY = 0  # as an owner: nobody of the team


def size_of(employees: float | None) -> str:
    """The class of a head count; '' where it is not known.

    >>> size_of(9), size_of(10), size_of(4000), size_of(None)
    ('1–9', '10–49', '1,000 and more', '')
    """
    if employees is None or not employees >= 1:
        return ""
    return next(name for least, name in reversed(SIZES) if employees >= least)


@dataclass(frozen=True)
class StateFigures:
    """One state of the funnel.

    Parameters
    ----------
    state
        Which.
    entered
        Entries in the period.
    went_on, went_back, left
        What became of those entries until now: a state further along, an earlier one, UNQUALIFIED. The rest stands
        there still.
    now
        Pursuits that stand there now, whenever they entered.
    age_days
        The median time they have stood there; None where nobody does.
    longer
        Of them, those that stand there longer than is usual.
    usual_days, usual_of
        The team's median stay that ended, and of how many; None where none ended.
    """

    state: FunnelState
    entered: int = 0
    went_on: int = 0
    went_back: int = 0
    left: int = 0
    now: int = 0
    age_days: float | None = None
    longer: int = 0
    usual_days: float | None = None
    usual_of: int = 0

    @property
    def conversion(self) -> float | None:
        """The share of the entries that went on; None where nobody entered.

        >>> StateFigures(FunnelState.LEAD, entered=4, went_on=1).conversion
        0.25
        """
        return self.went_on / self.entered if self.entered else None


@dataclass(frozen=True)
class MoveFigures:
    """How often one move was made."""

    before: FunnelState
    after: FunnelState
    kind: MoveKind
    number: int


@dataclass(frozen=True)
class SizeFigures:
    """Sales closed with companies of one size: how many, and the mean days since the first contact (None of none)."""

    size: str
    number: int
    mean_days: float | None


@dataclass(frozen=True)
class FunnelFigures:
    """The whole funnel of somebody.

    Parameters
    ----------
    whose
        A person's name; '' for the team.
    service
        Which service; '' for all.
    period
        Cut at today.
    states
        All states in the order of `FunnelState`.
    week
        The days of “this week”: from Monday until today.
    moved_this_week
        Most frequent first.
    irregular
        Irregular moves in the period, most frequent first.
    reasons
        Why pursuits left in the period, and how many: most frequent first; '' where nobody said.
    sizes
        Cycle length by company size, smallest first, of sizes that have a sale in the period.
    counted_at
        When the job counted; None before it ever did.
    zone
        The zone whose days are counted.
    """

    whose: str
    service: str
    period: Period
    states: Sequence[StateFigures]
    week: Period
    moved_this_week: Sequence[MoveFigures]
    irregular: Sequence[MoveFigures]
    reasons: Sequence[tuple[str, int]]
    sizes: Sequence[SizeFigures]
    counted_at: datetime | None
    zone: str


@dataclass(frozen=True)
class FunnelRow:
    """A pursuit in a list behind a number.

    Parameters
    ----------
    pursuit_id, company, service, owner_id, owner
        Which, and whose; `owner_id` is None where nobody of the team owns it now.
    state
        Where it stands now.
    entered_on
        The day on which it did what was counted.
    days
        How long it stood there, or stands there; None where not known.
    words
        What else is to be said of it: the move, the reason.
    """

    pursuit_id: int
    company: str
    service: str
    owner_id: int | None
    owner: str
    state: FunnelState
    entered_on: date | None
    days: float | None = None
    words: str = ""
