"""`metrics`: the five objectives of the team or one person, for any period."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.place import office, person
from bot.cli.terminal import Json, note, print_json, print_table
from bot.wiring import Office
from ml.errors import Unavailable
from ml.sales_metrics import OBJECTIVES, SalesFigures, objectives
from ml.sales_periods import Period, month_of, read_period, span

Day = Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day, such as 2026-10-01.")]
Last = Annotated[
    str | None, typer.Option("--to", metavar="DAY", help="The last day, included; without it, today.")
]
Who = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="EMAIL", help="Whose: the e-mail or name of one of your people; else the team's."
    ),
]
Csv = Annotated[
    Path | None,
    typer.Option("--csv", metavar="FILE", help="Also write a row for each rep into this CSV file."),
]
_UNITS = {
    "appointment_setting_rate": "% of cold contacts",
    "conversion_rate": "% of appointments set",
    "sales_cycle_duration": "days",
}


def metrics(
    *, first: Day = None, last: Last = None, who: Who = None, csv: Csv = None, as_json: Json = False
) -> None:
    """Show the five objectives for a period, this month by default; counted anew where data changed.

    Example: sales-assistant metrics --from 2026-10-01 --to 2026-10-31 --as mei@firm.sg
    """
    from bot.sales_figures import metrics_for, today_of

    with office() as place:
        whose = person(place, who) if who else None
        bring_up_to_date(place)
        now = place.clock()
        today = today_of(place.store, now)
        figures = metrics_for(place.store, whose, period_between(first, last, month_of(today)), now)
        if csv:
            _write_csv(place, figures.period, csv)
    if as_json:
        print_json(objectives(figures.counts))
    else:
        _print(figures)


def period_between(first: str | None, last: str | None, this_month: Period) -> Period:
    """The period between two days; each that is not given is the beginning of that month, or the end of this one."""
    ends = read_period(last, this_month.last).last if last else this_month.last
    begins = read_period(first, this_month.last).first if first else month_of(ends).first
    return span(begins, ends)


def bring_up_to_date(place: Office) -> None:
    """Count the figures anew where data changed since."""
    from jobs.tally_sales import is_current, tally_sales

    rules, now = place.rules, place.clock()
    if not is_current(place.store, rules.zone, rules.definitions, now=now):
        tally_sales(place.store, rules.zone, rules.definitions, now=now)


def _write_csv(place: Office, period: Period, path: Path) -> None:
    from bot.metrics_csv import metrics_csv
    from bot.sales_figures import by_rep, metrics_for

    now = place.clock()
    reps, team = by_rep(place.store, period, now), metrics_for(place.store, None, period, now).counts
    try:
        path.write_text(metrics_csv(period, reps, team), encoding="utf-8", newline="")
    except OSError as error:
        raise Unavailable(f"{path} cannot be written; choose another file with --csv.") from error
    about = f"{period.first} to {period.last}"
    place.store.audit.write(who="command line", did="metrics_csv", about=about, rows=len(reps), at=now)
    note(f"{len(reps)} rows and the team's written to {path}.")


def _print(figures: SalesFigures) -> None:
    now, before = objectives(figures.counts), objectives(figures.before)
    rows = [
        (name.replace("_", " ").capitalize(), _shown(now[name]), _shown(before[name]), _UNITS.get(name, ""))
        for name in OBJECTIVES
    ]
    whose = figures.whose or "The team"
    title = f"{whose} · {figures.period.label} · days of {figures.zone}"
    print_table(("Objective", "Figure", figures.before_period.label, "Unit"), rows, title=title)


def _shown(value: float | None) -> str:
    return "no data" if value is None else f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
