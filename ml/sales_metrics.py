"""The five objectives that the assistant is judged by, their supporting ratios and the team's goal, from counts.

The formulas are the team's own. A denominator of zero gives None, which means “no data”.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from ml.sales_periods import Period, months_later

# Kinds of tallies. The value of an activity's kind is `activity:` and its channel.
APPOINTMENT, CANCELLED, MET = "appointment", "appointment_cancelled", "appointment_met"
COLD_CONTACT, SALE = "cold_contact", "sale"
SALE_MET, SALE_TOUCHES, SALE_CONTACTS = "sale_met", "sale_touches", "sale_contacts"
COHORT_APPOINTMENT, COHORT_SALE = "cohort_appointment", "cohort_sale"
ACTIVITY = "activity:"

# Two more appointments each month than the month before.
MORE_EACH_MONTH = 2
TOUCH_CHANNELS = ("call", "email", "message", "meeting", "visit")

Tally = tuple[int, float]


@dataclass(frozen=True)
class Definitions:
    """What counts; the defaults are the team's own definitions.

    Parameters
    ----------
    appointment
        A round's first booked meeting, where none is recorded its entry into PROSPECT; or one of the two alone.
    cold_contact
        The first outbound touch of a cycle with a target that had not answered before; or of every cycle.
    activities
        The channels whose outbound touches are activities.
    """

    appointment: Literal["meeting_or_prospect", "meeting", "prospect"] = "meeting_or_prospect"
    cold_contact: Literal["unanswered", "every_cycle"] = "unanswered"
    activities: tuple[str, ...] = TOUCH_CHANNELS


@dataclass(frozen=True)
class SalesCounts:
    """What was counted in a period; every figure is derived from it.

    Parameters
    ----------
    appointments, cancelled, met
        Appointments set, how many of them were cancelled, and how many took place in the period.
    cold_contacts
        First contacts with targets that had not answered before.
    activities
        By channel, the outbound touches.
    sales, sales_days
        Rounds won, and the sum of days from their first contact to the close.
    sales_met
        Rounds won of which a meeting that took place is recorded.
    sale_touches, sale_contacts
        Of the rounds won: touches until the close, and contacts touched.
    cohort_appointments, cohort_sales, cohort_days
        What the cold contacts of the period have led to until now.
    """

    appointments: int = 0
    cancelled: int = 0
    met: int = 0
    cold_contacts: int = 0
    activities: Mapping[str, int] = field(default_factory=dict)
    sales: int = 0
    sales_days: float = 0.0
    sales_met: int = 0
    sale_touches: int = 0
    sale_contacts: int = 0
    cohort_appointments: int = 0
    cohort_sales: int = 0
    cohort_days: float = 0.0

    @classmethod
    def of(cls, tallies: Mapping[str, Tally]) -> SalesCounts:
        """The counts in summed tallies.

        >>> SalesCounts.of({"sale": (2, 90.0), "activity:call": (7, 0.0)}).sales_cycle_duration
        45.0
        """
        number = {kind: told[0] for kind, told in tallies.items()}
        return cls(
            appointments=number.get(APPOINTMENT, 0),
            cancelled=number.get(CANCELLED, 0),
            met=number.get(MET, 0),
            cold_contacts=number.get(COLD_CONTACT, 0),
            activities={
                kind.removeprefix(ACTIVITY): n for kind, n in number.items() if kind.startswith(ACTIVITY)
            },
            sales=number.get(SALE, 0),
            sales_days=tallies.get(SALE, (0, 0.0))[1],
            sales_met=number.get(SALE_MET, 0),
            sale_touches=number.get(SALE_TOUCHES, 0),
            sale_contacts=number.get(SALE_CONTACTS, 0),
            cohort_appointments=number.get(COHORT_APPOINTMENT, 0),
            cohort_sales=number.get(COHORT_SALE, 0),
            cohort_days=tallies.get(COHORT_SALE, (0, 0.0))[1],
        )

    # --- the five objectives

    @property
    def total_appointments_set(self) -> int:
        """Count of appointments scheduled with potential leads."""
        return self.appointments

    @property
    def appointment_setting_rate(self) -> float | None:
        """Appointments set / cold contacts × 100, in percent.

        >>> SalesCounts(appointments=3, cold_contacts=12).appointment_setting_rate
        25.0
        """
        return _percent(self.appointments, self.cold_contacts)

    @property
    def total_sales_activities(self) -> int:
        """Count of calls made, e-mails sent, messages and meetings."""
        return sum(self.activities.values())

    @property
    def conversion_rate(self) -> float | None:
        """Sales closed / appointments set × 100, in percent.

        >>> SalesCounts(appointments=4, sales=1).conversion_rate, SalesCounts(sales=1).conversion_rate
        (25.0, None)
        """
        return _percent(self.sales, self.appointments)

    @property
    def sales_cycle_duration(self) -> float | None:
        """Sum of (close − first contact) over closed sales / number of sales closed, in days."""
        return _ratio(self.sales_days, self.sales)

    # --- the three supporting ratios

    @property
    def appointments_per_call(self) -> float | None:
        """Appointments set / calls made."""
        return _ratio(self.appointments, self.activities.get("call", 0))

    @property
    def sales_per_appointment_met(self) -> float | None:
        """Sales closed / appointments that took place, of rounds whose meetings are recorded."""
        return _ratio(self.sales_met, self.met)

    @property
    def touches_per_contact(self) -> float | None:
        """Of the sales closed: touches until the close / contacts touched."""
        return _ratio(self.sale_touches, self.sale_contacts)

    # --- the cohort: what the cold contacts of the period led to

    @property
    def cohort_setting_rate(self) -> float | None:
        """Of the cold contacts of the period, how many led to an appointment until now, in percent."""
        return _percent(self.cohort_appointments, self.cold_contacts)

    @property
    def cohort_conversion_rate(self) -> float | None:
        """Of those appointments, how many led to a sale until now, in percent."""
        return _percent(self.cohort_sales, self.cohort_appointments)

    @property
    def cohort_duration(self) -> float | None:
        """Mean days from the cold contact to the close, of those sales."""
        return _ratio(self.cohort_days, self.cohort_sales)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was counted."""
        return self == SalesCounts(activities=self.activities) and not self.total_sales_activities


OBJECTIVES = (
    "total_appointments_set",
    "appointment_setting_rate",
    "total_sales_activities",
    "conversion_rate",
    "sales_cycle_duration",
)
_DECIMALS = 4


def objectives(counts: SalesCounts) -> dict[str, float | None]:
    """The five objectives by name, JSON-ready: rates in percent, the duration in days, None for no data.

    >>> objectives(SalesCounts())["conversion_rate"] is None
    True
    """
    return {name: _rounded(getattr(counts, name)) for name in OBJECTIVES}


@dataclass(frozen=True)
class Goal:
    """The team's own key result for a month.

    Parameters
    ----------
    month
        Its first day.
    baseline_month, baseline
        The month it is counted from, and the appointments set in it.
    reached
        Appointments set in the month so far.
    """

    month: date
    baseline_month: date
    baseline: int
    reached: int

    @property
    def target(self) -> int:
        """Baseline + 2 × months since.

        >>> Goal(date(2026, 11, 1), date(2026, 8, 1), baseline=10, reached=9).target
        16
        """
        months = (
            (self.month.year - self.baseline_month.year) * 12 + self.month.month - self.baseline_month.month
        )
        return self.baseline + MORE_EACH_MONTH * max(0, months)


def baseline_month(month: date, installed: date | None) -> date:
    """The month from which a month's goal is counted: the one before the bot was installed, else the one before it.

    >>> baseline_month(date(2026, 11, 1), date(2026, 9, 14)), baseline_month(date(2026, 11, 1), None)
    (datetime.date(2026, 8, 1), datetime.date(2026, 10, 1))
    """
    before = months_later(month, -1)
    return min(before, months_later(installed, -1)) if installed else before


@dataclass(frozen=True)
class Installed:
    """What was counted since the bot was installed, and in as many days before."""

    on: date
    days: int
    before: SalesCounts
    since: SalesCounts


@dataclass(frozen=True)
class SalesFigures:
    """Everything that is told of a period, for one person or the team.

    Parameters
    ----------
    whose
        The person's name; '' for the team.
    period, counts
        The period, cut at today, and what was counted in it.
    before_period, before
        The same of the period it is compared with.
    months
        Appointments set by month, the oldest first: the first day of each, and how many.
    goal
        The team's goal of the period's last month; None before anything was counted.
    installed
        Before and after the bot was installed; None as long as that cannot be told.
    counted_at, zone
        When the tallies were made, None if never, and the zone whose days they are of.
    """

    whose: str
    period: Period
    counts: SalesCounts
    before_period: Period
    before: SalesCounts
    months: Sequence[tuple[date, int]] = ()
    goal: Goal | None = None
    installed: Installed | None = None
    counted_at: datetime | None = None
    zone: str = "UTC"


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _rounded(value: float | None) -> float | None:
    return round(value, _DECIMALS) if isinstance(value, float) else value
