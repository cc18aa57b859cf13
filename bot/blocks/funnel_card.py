"""The funnel as a card: what stands out, the states, what moved this week, what is irregular, why pursuits leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.blocks.charts import Chart, classic_chart, classic_table, native_chart, native_table
from bot.blocks.dates import Reader
from bot.blocks.funnel_list import (
    LIST,
    NumberQuery,
    funnel_title,
    move_key,
    move_words,
    reason_words,
    size_words,
)
from bot.blocks.kit import Block, Line, bold, bullets, button, buttons, context, header, lines, plain
from bot.blocks.text_safety import Element, clean, safe_text
from ml.funnel import CLOSED, FunnelState
from ml.funnel_figures import (
    ENTERED,
    IRREGULAR,
    LEFT,
    LONGER,
    MOVED,
    NOW,
    REASON,
    SIZES,
    WENT_ON,
    WON,
    FunnelFigures,
    MoveFigures,
    SizeFigures,
    StateFigures,
)

EXPORT = "funnel_csv"
# Nothing is concluded from fewer pursuits in a state, or fewer sales.
FEWEST, FEWEST_SALES = 10, 3
_MOVES, _REASONS, _UNREACHED = 5, 5, 3
_MOST_OPTIONS = 100
_NONE = "–"
_SHORT = {FunnelState.QUALIFIED_OPPORTUNITY: "Qualified Opp."}  # labels of a chart have 20 characters
Number = tuple[str, int, NumberQuery]


@dataclass(frozen=True)
class FunnelPage:
    """What `/funnel` shows.

    Parameters
    ----------
    figures
        Of a person or the team.
    of
        Whose, by number; 0 for the team.
    export
        The value of the export's button; '' without one.
    """

    figures: FunnelFigures
    of: int = 0
    export: str = ""

    @property
    def title(self) -> str:
        """Whose funnel, of which days and service."""
        told = self.figures
        return funnel_title(told.whose, told.period.label, told.service)


def funnel_card(page: FunnelPage, reader: Reader, *, newest: bool) -> tuple[Block, ...]:
    """The page as blocks, with Slack's newest block types or without; at most 11 of them."""
    told = page.figures
    if nothing := _nothing(told):
        return (header(page.title), lines(nothing))
    rows = _table(told.states, wide=newest)
    drawn = _chart(told.states)
    chart = native_chart if newest else classic_chart
    return (
        header(page.title),
        lines([bold(finding(told))], *_unreached(told)),
        native_table(rows) if newest else classic_table("By state", rows),
        *([chart(drawn)] if drawn else []),
        _this_week(told, reader),
        lines(_irregular(told.irregular)),
        _reasons(told.reasons),
        _sizes(told.sizes),
        *buttons(_elements(page)),
        context(_footer(told, reader)),
    )


def funnel_line(page: FunnelPage) -> str:
    """The page in one line of safe mrkdwn."""
    return safe_text(f"{page.title}: {_nothing(page.figures) or finding(page.figures)}", 900)


def finding(told: FunnelFigures) -> str:
    """The one sentence that comes first: where most stand still, or where most are lost; nothing from too few."""
    is_current = told.period.last == told.week.last
    opened = [one for one in told.states if one.state not in CLOSED]
    still = [one for one in opened if is_current and min(one.now, one.usual_of) >= FEWEST and one.longer]
    lost = [one for one in opened if one.entered >= FEWEST and one.left]
    if still:
        return _stand_still(max(still, key=lambda one: one.longer))
    if lost:
        return _are_lost(max(lost, key=lambda one: one.left))
    if any(max(one.entered, one.now) >= FEWEST for one in opened):
        return "No state stands out among those with enough pursuits to say."
    return f"Too few pursuits to say where most stand still or leave: a state needs {FEWEST} of them."


def numbers(page: FunnelPage) -> Iterator[Number]:
    """Every number of the card that a list is behind: in which words, how many, which list."""
    told = page.figures
    for one in told.states:
        counts = {
            NOW: one.now,
            LONGER: one.longer,
            ENTERED: one.entered,
            WENT_ON: one.went_on,
            LEFT: one.left,
        }
        for what, count in counts.items():
            yield from _number(page, what, one.state.value, count)
    for move in told.moved_this_week[:_MOVES]:
        key = move_key(move.before, move.after, move.kind)
        week = NumberQuery(MOVED, key, page.of, told.week.first, told.week.last, told.service)
        yield f"This week: {week.words}", move.number, week
    yield from _number(page, IRREGULAR, "", sum(move.number for move in told.irregular))
    for move in told.irregular[:_MOVES]:
        yield from _number(page, MOVED, move_key(move.before, move.after, move.kind), move.number)
    for reason, count in told.reasons[:_REASONS]:
        yield from _number(page, REASON, reason, count)
    for size in told.sizes:
        yield from _number(page, WON, size.size, size.number)


def _number(page: FunnelPage, what: str, key: str, count: int) -> Iterator[Number]:
    period = page.figures.period
    query = NumberQuery(what, key, page.of, period.first, period.last, page.figures.service)
    if count:
        yield query.words, count, query


# --- the parts ------------------------------------------------------------------------------------------------------


def _nothing(told: FunnelFigures) -> str:
    """Why there is nothing to show; '' where there is."""
    if told.counted_at is None:
        return "Nothing was counted yet: the funnel follows within minutes of the first import or sync."
    if any(one.entered or one.now for one in told.states):
        return ""
    return (
        "No pursuit stands in this funnel, and none entered a state of it in this period; "
        "try /funnel team this year, or another service."
    )


def _stand_still(one: StateFigures) -> str:
    usual = days_words(one.usual_days or 0.0)
    return f"Most stands still at {one.state.label}: {one.longer:,} of {one.now:,} are there longer than the usual {usual}."


def _are_lost(one: StateFigures) -> str:
    return f"Most is lost at {one.state.label}: {one.left:,} of the {one.entered:,} that entered it have left the funnel."


def _unreached(told: FunnelFigures) -> list[str]:
    missing = [one.state.label for one in told.states if not one.entered and not one.now]
    if not missing:
        return []
    named = ", ".join(missing) if len(missing) <= _UNREACHED else "the other states"
    return [f"Nobody stands at or entered {named} in this period."]


def _table(states: Sequence[StateFigures], *, wide: bool) -> list[list[str]]:
    head = ["State", "Now", "Entered", "Went on", "Left", "Conversion", "Days (usual of n)"]
    return [head, *(_state_row(one, wide=wide) for one in states)]


def _state_row(one: StateFigures, *, wide: bool) -> list[str]:
    counts = [f"{number:,}" for number in (one.now, one.entered, one.went_on, one.left)]
    return [_label(one.state), *counts, _conversion(one, wide=wide), _stay(one)]


def _label(state: FunnelState) -> str:
    return _SHORT.get(state, state.label)


def _conversion(one: StateFigures, *, wide: bool) -> str:
    """How many of the entries went on; nothing leads on from where a pursuit ends."""
    if one.conversion is None or one.state in CLOSED:
        return _NONE
    share = f"{100 * one.conversion:.0f} %"
    return f"{one.went_on:,} of {one.entered:,} · {share}" if wide else share


def _stay(one: StateFigures) -> str:
    """The median time that those there now have stood there, beside the usual one."""
    if one.state in CLOSED:
        return _NONE
    now = _NONE if one.age_days is None else _plain_days(one.age_days)
    usual = _NONE if one.usual_days is None else f"{_plain_days(one.usual_days)} of {one.usual_of:,}"
    return f"{now} ({usual})" if {now, usual} != {_NONE} else _NONE


def _plain_days(days: float) -> str:
    return f"{days:,.0f}" if days >= 10 else f"{days:.1f}".removesuffix(".0")  # noqa: PLR2004 - two digits are enough


def days_words(days: float) -> str:
    """A number of days, to the tenth where there are few.

    >>> days_words(1.0), days_words(2.25), days_words(61.4)
    ('1 day', '2.2 days', '61 days')
    """
    said = _plain_days(days)
    return f"{said} day{'' if said == '1' else 's'}"


def _chart(states: Sequence[StateFigures]) -> Chart | None:
    """Entries and what went on, of the open states that any entered; none where nobody did."""
    drawn = [one for one in states if one.entered and one.state not in CLOSED]
    if not drawn:
        return None
    series = [("Entered", [one.entered for one in drawn]), ("Went on", [one.went_on for one in drawn])]
    return Chart("Entered, and went on", "Pursuits", [_label(one.state) for one in drawn], series)


def _this_week(told: FunnelFigures, reader: Reader) -> Block:
    moves = [
        f"{move.number:,} × {move_words(move_key(move.before, move.after, move.kind))}"
        for move in told.moved_this_week
    ]
    since = f"This week, since {reader.day(told.week.first)}"
    if not moves:
        return lines([bold(since), ": nothing moved."])
    return bullets(since, [*moves[:_MOVES], *_more(len(moves) - _MOVES, "other move")])


def _irregular(moves: Sequence[MoveFigures]) -> Line:
    """Moves that the funnel does not know, with their number."""
    total = sum(move.number for move in moves)
    if not total:
        return [bold("Irregular moves"), ": none in this period."]
    some = [f"{one.number:,} × {one.before.label} → {one.after.label}" for one in moves[:_MOVES]]
    more = _more(len(moves) - _MOVES, "other")
    return [bold(f"Irregular moves: {total:,}"), f" · {' · '.join([*some, *more])}"]


def _reasons(reasons: Sequence[tuple[str, int]]) -> Block:
    if not reasons:
        return lines([bold("Reasons for leaving"), ": nobody left in this period."])
    told = [f"{reason_words(reason)}: {number:,}" for reason, number in reasons[:_REASONS]]
    return bullets("Reasons for leaving", [*told, *_more(len(reasons) - _REASONS, "other reason")])


def _sizes(sizes: Sequence[SizeFigures]) -> Block:
    """Cycle length by company size: no data where there is no sale, and no average of very few."""
    title = "From first contact to sale, by company size"
    if not sizes:
        return lines([bold(title), ": no sale closed in this period."])
    sold = {one.size for one in sizes}
    missing = [name for _, name in SIZES if name not in sold]
    none = [f"{', '.join(missing)} people: no data"] if missing else []
    return bullets(title, [*(f"{size_words(one.size)}: {_sold(one)}" for one in sizes), *none])


def _sold(one: SizeFigures) -> str:
    sales = f"{one.number:,} sale{'' if one.number == 1 else 's'}"
    if one.number < FEWEST_SALES or one.mean_days is None:
        return f"only {sales}, too few for an average"
    return f"{sales}, {days_words(one.mean_days)} on average"


def _more(count: int, what: str) -> list[str]:
    return [f"and {count} {what}{'' if count == 1 or what == 'other' else 's'}"] if count > 0 else []


def _elements(page: FunnelPage) -> list[Element]:
    """The select that opens the list behind each number, and the export."""
    told = {query.value(): (words, count) for words, count, query in numbers(page)}
    options = [
        {"text": plain(f"{clean(words, 60)} · {count:,}", 75), "value": value}
        for value, (words, count) in islice(told.items(), _MOST_OPTIONS)
    ]
    placeholder = plain("Open the list behind …", 150)
    chosen = {"type": "static_select", "action_id": LIST, "placeholder": placeholder, "options": options}
    return [chosen, *([button("Export CSV", EXPORT, page.export)] if page.export else [])]


def _footer(told: FunnelFigures, reader: Reader) -> str:
    counted = reader.moment(told.counted_at) if told.counted_at else "never"
    return (
        f"Counted {counted} · days of {clean(told.zone, 60)} · Entered, went on and left: entries of this period and what "
        "became of them until now; the rest stands there still or went back. Days: the median of those there now, in "
        "brackets the team’s usual stay and of how many"
    )
