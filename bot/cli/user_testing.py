"""`user-testing`: what a test with one's own people measures, for any period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any

from bot.cli.metrics import Day, Last, Who, bring_up_to_date, period_between
from bot.cli.place import office, person
from bot.cli.terminal import Json, print_json, print_table
from ml.records import Person
from ml.sales_metrics import OBJECTIVES, Installed, objectives
from ml.sales_periods import Period, month_of
from ml.timing_intervals import wilson
from ml.user_testing import FEWEST, WITHIN, Measures, Spread, share

_NO_DATA = "no data"


def user_testing(*, first: Day = None, last: Last = None, who: Who = None, as_json: Json = False) -> None:
    """Show what a user test measures: time to prepare a call, answers rated, drafts edited, figures before and after.

    Example: sales-assistant user-testing --from 2026-10-01 --to 2026-10-28 --as mei@firm.sg
    """
    from bot.sales_figures import metrics_for, today_of
    from integrations.store.user_testing import UserTesting

    with office() as place:
        whose = person(place, who) if who else None
        bring_up_to_date(place)
        now, zone = place.clock(), place.rules.zone
        today = today_of(place.store, now)
        period = period_between(first, last, month_of(today)).until(today)
        since, until = (
            datetime.combine(day, time(), zone) for day in (period.first, period.last + timedelta(days=1))
        )
        measures = UserTesting(place.store.engine).measure(since, until, whose.id if whose else None)
        installed = metrics_for(place.store, whose, month_of(today), now).installed
    if as_json:
        print_json(_document(measures, installed, period, whose))
        return
    title = f"{whose.name if whose else 'The team'} · {period.label} · days of {zone}"
    print_table(("Measure", "Figure"), [*_rows(measures), *_compared(installed)], title=title)


def _document(
    measures: Measures, installed: Installed | None, period: Period, whose: Person | None
) -> dict[str, Any]:
    answers, minutes, look_ups = measures.all_answers, measures.minutes, measures.look_ups
    return {
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat()},
        "whose": whose.email if whose else None,
        "calls": measures.calls,
        "prepared": len(measures.preparations),
        "minutes": asdict(minutes) if minutes else None,
        "look_ups": asdict(look_ups) if look_ups else None,
        "answers": {kind: asdict(shown) for kind, shown in sorted(measures.answers.items())},
        "rated_share": share(answers.rated, answers.shown),
        "useful_share": share(answers.useful, answers.rated),
        "drafts": {"shown": measures.drafts, "edited": measures.edited},
        "feedback": measures.feedback,
        "before_and_after": _both(installed) if installed else None,
    }


def _both(installed: Installed) -> dict[str, Any]:
    sides = {"before": objectives(installed.before), "since": objectives(installed.since)}
    return {"installed_on": installed.on.isoformat(), "days": installed.days, **sides}


def _rows(measures: Measures) -> Iterator[tuple[str, str]]:
    hours, answers = WITHIN.total_seconds() / 3600, measures.all_answers
    yield "Outbound calls and meetings", f"{measures.calls:,}"
    yield f"…looked up in the {hours:.0f} hours before", _part(len(measures.preparations), measures.calls)
    prepared = len(measures.preparations)
    yield "Minutes from the first look-up to the call", _spread(measures.minutes, prepared)
    yield "Look-ups before such a call", _spread(measures.look_ups, prepared)
    for kind, one in sorted(measures.answers.items()):
        yield f"Answers: {kind}", f"{one.shown:,} shown, {one.rated:,} rated, {one.useful:,} helpful"
    yield "Answers rated", _part(answers.rated, answers.shown)
    yield "Rated helpful", _part(answers.useful, answers.rated)
    yield "Drafts put into own words", _part(measures.edited, measures.drafts)
    yield "Said with /sales-feedback", f"{measures.feedback:,}"


def _compared(installed: Installed | None) -> Iterator[tuple[str, str]]:
    if installed is None:
        yield "Figures before and after", f"{_NO_DATA}: the assistant has said nothing yet"
        return
    days = f"{installed.days} day{'' if installed.days == 1 else 's'}"
    yield "Figures before and after", f"{days} before {installed.on}, and the last {days}"
    before, since = objectives(installed.before), objectives(installed.since)
    for name in OBJECTIVES:
        label = name.replace("_", " ").capitalize()
        yield f"…{label}", f"{_value(before[name])} → {_value(since[name])}"


def _part(part: int, of: int) -> str:
    """A share with its interval, or why there is none.

    >>> _part(8, 40), _part(1, 3), _part(0, 0)
    ('8 of 40 (20 %; likely 10–35 %)', '1 of 3 (too few for a share)', 'no data')
    """
    if not of:
        return _NO_DATA
    told = share(part, of)
    if told is None:
        return f"{part:,} of {of:,} (too few for a share)"
    low, high = wilson(part, of)
    return f"{part:,} of {of:,} ({told:.0%}; likely {100 * low:.0f}–{high:.0%})".replace("%", " %")


def _spread(told: Spread | None, of: int) -> str:
    if told is None:
        return f"{of} (too few: {FEWEST} are needed)" if of else _NO_DATA
    return f"median {told.median:.3g}, half of them {told.q1:.3g}–{told.q3:.3g} (of {told.of:,})"


def _value(value: float | None) -> str:
    return _NO_DATA if value is None else f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
