"""The figures of a person or the team for a period: read from the tallies, by `/metrics`, App Home, the weekly message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.blocks.kit import Line
from bot.blocks.metrics_card import number_lines
from integrations.store import Store
from jobs.tally_sales import INSTALLED, TALLIED
from ml.records import Person
from ml.sales_metrics import Goal, Installed, SalesCounts, SalesFigures, baseline_month
from ml.sales_periods import Period, month_of, months_later

SHOWN_MONTHS = 6
# Before and after is compared over as many days on both sides, at most a year.
_MOST_DAYS = 365


def today_of(store: Store, now: datetime) -> date:
    """Today in the zone whose days are counted."""
    return now.astimezone(_zone(store)).date()


def metrics_for(store: Store, whose: Person | None, period: Period, now: datetime) -> SalesFigures:
    """The figures of one person, or of the team, for a period; nothing but the tallies is read.

    Raises
    ------
    BadInput
        When the period has not begun yet.
    """
    owner_id = whose.id if whose else None
    today = today_of(store, now)
    shown = period.until(today)
    told = store.facts.get(TALLIED, None) or {}
    return SalesFigures(
        whose=whose.name if whose else "",
        period=shown,
        counts=_counts(store, shown, owner_id),
        before_period=shown.before,
        before=_counts(store, shown.before, owner_id),
        months=_months(store, shown.last, owner_id),
        goal=_goal(store, shown.last),
        installed=_installed(store, today, owner_id),
        counted_at=datetime.fromisoformat(told["at"]) if told else None,
        zone=str(told.get("zone", "UTC")),
    )


def by_rep(store: Store, period: Period, now: datetime) -> list[tuple[Person | None, SalesCounts]]:
    """What was counted for each rep, and for whoever else of the team anything was; last, for nobody of the team (None)."""
    shown = period.until(today_of(store, now))
    told = store.sales.by_owner(shown.first, shown.last)
    rows = list[tuple[Person | None, SalesCounts]]()
    for person in sorted(store.people.all(), key=lambda one: one.name.casefold()):
        counts = SalesCounts.of(told.pop(person.id, {}))
        if person.role == "rep" or not counts.is_empty:
            rows.append((person, counts))
    return rows + ([(None, _sum(list(told.values())))] if told else [])


def month_lines(store: Store, whose: Person | None, now: datetime) -> tuple[Line, ...]:
    """The five objectives of this month, a line each, for App Home; none before anything was counted."""
    figures = metrics_for(store, whose, month_of(today_of(store, now)), now)
    return (figures.period.label, *number_lines(figures)) if figures.counted_at else ()


def _sum(tallies: Sequence[dict[str, tuple[int, float]]]) -> SalesCounts:
    kinds = {kind for one in tallies for kind in one}
    given = {kind: [one.get(kind, (0, 0.0)) for one in tallies] for kind in kinds}
    return SalesCounts.of(
        {kind: (sum(n for n, _ in all_), sum(d for _, d in all_)) for kind, all_ in given.items()}
    )


def _counts(store: Store, period: Period, owner_id: int | None) -> SalesCounts:
    return SalesCounts.of(store.sales.sums(period.first, period.last, owner_id))


def _months(store: Store, last: date, owner_id: int | None) -> list[tuple[date, int]]:
    """Appointments by month, up to that of a day; a month that is not over counts until that day."""
    firsts = [months_later(last, -number) for number in reversed(range(SHOWN_MONTHS))]
    days = store.sales.appointments(firsts[0], last, owner_id)
    return [
        (first, sum(number for on, number in days.items() if months_later(on, 0) == first))
        for first in firsts
    ]


def _goal(store: Store, last: date) -> Goal | None:
    """The team's goal of the month of a day."""
    if store.facts.get(TALLIED, None) is None:
        return None
    month = month_of(last)
    baseline = month_of(baseline_month(month.first, _installed_on(store)))
    reached = _counts(store, Period(month.first, last), None).appointments
    return Goal(month.first, baseline.first, _counts(store, baseline, None).appointments, reached)


def _installed(store: Store, today: date, owner_id: int | None) -> Installed | None:
    """Since the day on which the bot said something first, and as many days before."""
    on = _installed_on(store)
    if on is None or on > today:
        return None
    days = min((today - on).days + 1, _MOST_DAYS)
    since = Period(today - timedelta(days=days - 1), today)
    before = Period(on - timedelta(days=days), on - timedelta(days=1))
    return Installed(on, days, _counts(store, before, owner_id), _counts(store, since, owner_id))


def _installed_on(store: Store) -> date | None:
    told = store.facts.get(INSTALLED, None)
    return datetime.fromisoformat(told).astimezone(_zone(store)).date() if told else None


def _zone(store: Store) -> ZoneInfo:
    told = store.facts.get(TALLIED, None) or {}
    return ZoneInfo(told.get("zone", "UTC"))
