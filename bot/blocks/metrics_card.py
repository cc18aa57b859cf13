"""The figures as a card: the five objectives with their trend, what supports them, the goal, the cohort, each rep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.charts import Chart, classic_chart, classic_table, native_chart, native_table
from bot.blocks.dates import Reader
from bot.blocks.kit import Block, Line, bold, button, buttons, context, header, labelled, lines, thumbs
from bot.blocks.push_cards import SWITCHED_OFF
from bot.blocks.rating_words import effect_sentence
from bot.blocks.text_safety import clean, safe_text
from ml.rating_effects import RatingEffect
from ml.sales_metrics import MORE_EACH_MONTH, Goal, Installed, SalesCounts, SalesFigures
from ml.sales_periods import months_later

EXPORT = "metrics_csv"
NO_DATA = "no data"
NOBODY = "Nobody of the team"
_FEWEST_DAYS = 7  # before and since the bot was installed
_CHANNELS: Mapping[str, tuple[str, str]] = {
    "call": ("call", "calls"),
    "email": ("e-mail", "e-mails"),
    "message": ("message", "messages"),
    "meeting": ("meeting", "meetings"),
    "visit": ("visit", "visits"),
    "note": ("note", "notes"),
}
Figure = Callable[[SalesCounts], float | None]


@dataclass(frozen=True)
class MetricsPage:
    """What `/metrics` shows.

    Parameters
    ----------
    figures
        Of a person or the team.
    reps
        For managers who look at the team: each rep's counts by name.
    lift
        What reminders did, as the store's fact has it; None where it was never measured.
    export
        The value of the export's button; '' without one.
    """

    figures: SalesFigures
    reps: Sequence[tuple[str, SalesCounts]] = ()
    lift: Mapping[str, Any] | None = None
    export: str = ""


def metrics_card(page: MetricsPage, reader: Reader, *, newest: bool) -> tuple[Block, ...]:
    """The page as blocks, with Slack's newest block types or without; at most 12 of them."""
    figures = page.figures
    if figures.counted_at is None:
        return (
            header(title_of(figures)),
            lines("Nothing was counted yet: the figures follow within minutes of the first import or sync."),
        )
    table = _rep_table(page.reps)
    return (
        header(title_of(figures)),
        lines(*objective_lines(figures)),
        lines(*_supporting(figures.counts)),
        *([lines(goal_line(figures.goal, reader))] if figures.goal else []),
        (native_chart if newest else classic_chart)(_chart(figures)),
        *([native_table(table) if newest else classic_table("Each rep", table)] if page.reps else []),
        lines(*_beside(page, reader)),
        *buttons([button("Export CSV", EXPORT, page.export)] if page.export else []),
        context(_footer(figures, reader)),
    )


def metrics_line(figures: SalesFigures) -> str:
    """The five objectives in one line of safe mrkdwn."""
    told = " · ".join(f"{label.lower()} {_value(say, of(figures.counts))}" for label, of, say in _OBJECTIVES)
    return safe_text(f"{title_of(figures)}: {told}", 900)


def title_of(figures: SalesFigures) -> str:
    """Whose figures, and of which period."""
    whose = f"{clean(figures.whose, 60)}’s figures" if figures.whose else "The team’s figures"
    return f"{whose} · {figures.period.label}"


def number_lines(figures: SalesFigures) -> Iterator[Line]:
    """The five objectives with their trend, a line each, for App Home and the weekly message."""
    for label, of, say in _OBJECTIVES:
        yield [bold(label), f": {_value(say, of(figures.counts))}{_trend(figures, of, say)}"]


def weekly_card(
    figures: SalesFigures, effect: RatingEffect | None, reader: Reader, key: str
) -> tuple[Block, ...]:
    """What somebody is told at the beginning of a week."""
    goal = [goal_line(figures.goal, reader)] if figures.goal else []
    rated = [labelled("What your ratings did", effect_sentence(effect, reader))] if effect else []
    return (
        header(title_of(figures)),
        lines(*objective_lines(figures)),
        *([lines(*goal, *rated)] if goal or rated else []),
        context(f"{_footer(figures, reader)} · /metrics shows more. {SWITCHED_OFF}"),
        thumbs(key),
    )


def weekly_line(figures: SalesFigures) -> str:
    """The same in one line of safe mrkdwn."""
    return f"Good morning. {metrics_line(figures)}"


def objective_lines(figures: SalesFigures) -> Iterator[Line]:
    """The five objectives with their trend, and the counts they are made of."""
    behind = _behind(figures.counts)
    for (label, of, say), why in zip(_OBJECTIVES, behind, strict=True):
        value = _value(say, of(figures.counts))
        yield [bold(f"{label}: {value}"), f"{_trend(figures, of, say)}{f' · {why}' if why else ''}"]


def goal_line(goal: Goal, reader: Reader) -> Line:
    """Where the team stands with its own key result."""
    over = months_later(goal.month, 1) <= reader.today
    short = "missed" if over else "so far"
    stand = f"{'reached' if goal.reached >= goal.target else short}: {goal.reached}"
    of_day = (
        f"{goal.baseline_month:%B}"
        if goal.baseline_month.year == reader.today.year
        else f"{goal.baseline_month:%B %Y}"
    )
    return [
        bold(f"Team’s goal for {goal.month:%B}: {_count(goal.target, 'appointment')}"),
        f" · {stand} · {goal.baseline} in {of_day}, +{MORE_EACH_MONTH} each month since",
    ]


# --- the parts ------------------------------------------------------------------------------------------------------


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _rate(value: float) -> str:
    return f"{value:.1f} %"


def _days(value: float) -> str:
    return f"{value:.1f} days"


Say = Callable[[float], str]
_OBJECTIVES: tuple[tuple[str, Figure, Say], ...] = (
    ("Appointments set", lambda counts: counts.total_appointments_set, _whole),
    ("Appointment setting rate", lambda counts: counts.appointment_setting_rate, _rate),
    ("Sales activities", lambda counts: counts.total_sales_activities, _whole),
    ("Conversion rate", lambda counts: counts.conversion_rate, _rate),
    ("Sales cycle", lambda counts: counts.sales_cycle_duration, _days),
)


_MOVED_BY: Mapping[Say, str] = {_rate: " points", _days: " days"}


def _value(say: Say, value: float | None) -> str:
    return NO_DATA if value is None else say(value)


def _trend(figures: SalesFigures, of: Figure, say: Say) -> str:
    """How a figure moved; nothing where one of the two is not known."""
    now, before = of(figures.counts), of(figures.before)
    if now is None or before is None:
        return "" if before is None else f" (before: {say(before)})"
    unit = _MOVED_BY.get(say, "")
    moved = f"{abs(now - before):,.1f}" if unit else f"{abs(now - before):,.0f}"
    if not float(moved.replace(",", "")):
        return " (as before)"
    return f" ({'▲' if now > before else '▼'} {moved}{unit}, before: {say(before)})"


def _behind(counts: SalesCounts) -> tuple[str, str, str, str, str]:
    """What each objective was counted from."""
    called_off = f"{counts.cancelled} of them called off" if counts.cancelled else ""
    cold = _count(counts.cold_contacts, "cold contact")
    sales = _count(counts.sales, "sale")
    done = [
        f"{number:,} {_CHANNELS[c][number != 1]}"
        for c in _CHANNELS
        if (number := counts.activities.get(c, 0))
    ]
    return (
        called_off,
        f"from {cold}",
        ", ".join(done),
        f"{sales} closed",
        f"over {sales}" if counts.sales else "",
    )


def _supporting(counts: SalesCounts) -> Iterator[Line]:
    told = (
        ("Appointments per call", counts.appointments_per_call, 3),
        ("Sales per appointment met", counts.sales_per_appointment_met, 2),
        ("Touches per contact until the close", counts.touches_per_contact, 1),
    )
    for label, value, digits in told:
        yield labelled(label, NO_DATA if value is None else f"{value:.{digits}f}")


def _chart(figures: SalesFigures) -> Chart:
    values = [number for _, number in figures.months]
    labels = [f"{first:%b %y}" for first, _ in figures.months]
    series: list[tuple[str, Sequence[int]]] = [("Appointments", values)]
    if figures.goal and not figures.whose:
        goals = [_goal_of(figures.goal, place, len(values)) for place in range(len(values))]
        series.append(("Goal", goals))
    return Chart("Appointments set by month", "Appointments", labels, series)


def _goal_of(goal: Goal, place: int, months: int) -> int:
    """The goal of an earlier month, as the team's rule has it; before the baseline, the baseline."""
    return max(goal.baseline, goal.target - MORE_EACH_MONTH * (months - 1 - place))


def _rep_table(reps: Sequence[tuple[str, SalesCounts]]) -> list[list[str]]:
    head = ["Rep", "Set", "Setting", "Activities", "Closed", "Cycle"]
    says: tuple[Say, ...] = (_whole, _rate, _whole, _rate, lambda value: f"{value:.0f} d")
    rows = [
        [
            name,
            *(
                "–" if (value := of(counts)) is None else say(value)
                for (_, of, _), say in zip(_OBJECTIVES, says, strict=True)
            ),
        ]
        for name, counts in reps
    ]
    return [head, *rows]


def _beside(page: MetricsPage, reader: Reader) -> Iterator[Line]:
    counts = page.figures.counts
    yield labelled("By first contact", _cohort(counts))
    yield labelled("Since I am here", _since(page.figures.installed, reader))
    lift = page.lift or {}
    yield labelled(
        "What reminders bring",
        clean(
            str(
                lift.get("sentence")
                or "not known: no reminder was ever withheld to compare with; a manager can turn a control group on in App Home."
            ),
            400,
        ),
    )


def _cohort(counts: SalesCounts) -> str:
    """What the period's cold contacts led to until now, whenever that was."""
    if not counts.cold_contacts:
        return "no cold contact in this period."
    met = _count(counts.cohort_appointments, "appointment")
    sold = _count(counts.cohort_sales, "sale")
    told = f"{_count(counts.cold_contacts, 'cold contact')} led to {met} until now ({_value(_rate, counts.cohort_setting_rate)}), and to {sold}"
    rate = (
        f" ({_rate(counts.cohort_conversion_rate)} of those)"
        if counts.cohort_conversion_rate is not None
        else ""
    )
    days = f" after {_days(counts.cohort_duration)}" if counts.cohort_duration is not None else ""
    return f"{told}{rate}{days}."


def _since(installed: Installed | None, reader: Reader) -> str:
    """The same figures before and after the bot said something first."""
    if installed is None:
        return "not known yet: the first answer of mine begins the count."
    if installed.days < _FEWEST_DAYS:
        return f"{reader.day(installed.on)}; too early to compare, {_FEWEST_DAYS} days are needed."
    told = [
        f"{label.lower()} {_value(say, of(installed.before))} → {_value(say, of(installed.since))}"
        for label, of, say in _OBJECTIVES
    ]
    return f"{reader.day(installed.on)}; {installed.days} days before and since: {', '.join(told)}."


def _footer(figures: SalesFigures, reader: Reader) -> str:
    counted = reader.moment(figures.counted_at) if figures.counted_at else "never"
    return f"Counted {counted} · days of {figures.zone} · compared with {figures.before_period.label}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
