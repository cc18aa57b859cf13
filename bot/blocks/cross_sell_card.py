"""The list of `/leads cross-sell`: clients and the services that they do not have, by service, page by page.

The value of every option and page button is the whole query it leads to, so that a click needs no memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from bot.blocks.dates import Reader
from bot.blocks.funnel_list import digest
from bot.blocks.kit import (
    OPEN_LEAD,
    OPEN_PITCH,
    Block,
    button,
    buttons,
    context,
    header,
    lines,
    row,
    select,
    thumbs,
)
from bot.blocks.score_words import WOULD_HELP, percent
from bot.blocks.text_safety import Element, clean, safe_text
from ml.cross_selling import FEWEST_PAST, CrossSellRow, CrossSellState, PastOffers, by_model
from ml.errors import BadInput
from ml.records import ScoreLevel

CROSS_SELL = "open_cross_sell"
TURN_OFFERS = "turn_cross_sell"
PAGE = 10
ALL = "All services"
_MOST_SERVICES = 98  # Slack takes 100 options, two of which are “all” and the one on display
_COIN = 0.5
_LONGEST_GOAL = 100  # of a pitch, as it travels in a button
_BY_ALIKE = "So the list is ranked by how many similar clients have the service, not by the model."


@dataclass(frozen=True)
class CrossSellQuery:
    """Which page is asked for: only this service ('' for all), after so many rows."""

    service: str = ""
    offset: int = 0

    def value(self, suggestion_id: str) -> str:
        """The query as the value of a button or option, with the suggestion that stays on display.

        >>> CrossSellQuery("", 10).value("abc")
        'of=abc&service=&from=10'
        """
        named = digest(self.service) if self.service else ""
        return urlencode({"of": suggestion_id, "service": named, "from": self.offset})

    @classmethod
    def read(cls, value: str, services: Sequence[str]) -> tuple[CrossSellQuery, str]:
        """The query and suggestion that a button's value names.

        Raises
        ------
        BadInput
            When the value is not one of ours, or its service has no client any more.
        """
        try:
            given = dict(parse_qsl(value, keep_blank_values=True))
            named = {digest(service): service for service in services} | {"": ""}
            return cls(named[given["service"]], max(0, int(given["from"][:9]))), given["of"][:64]
        except (KeyError, ValueError):
            raise BadInput("That button is from an older version; please type /leads cross-sell.") from None


@dataclass(frozen=True)
class CrossSellPage:
    """One page of the list.

    Parameters
    ----------
    query, rows, total
        What was asked for, its rows, and how many rows the query has in all.
    state
        What the job remembers; None before its first run.
    show_owner
        Whether the reader sees those of others, too.
    said
        By place among the rows: the newest sentence of theirs that touches the service, and when they said it.
    """

    query: CrossSellQuery
    rows: Sequence[CrossSellRow]
    total: int
    state: CrossSellState | None = None
    show_owner: bool = False
    said: Mapping[int, tuple[datetime, str]] = field(default_factory=dict)


def cross_sell_card(page: CrossSellPage, reader: Reader, suggestion_id: str) -> tuple[Block, ...]:
    """The page as blocks; at most 27 of them."""
    return (
        header("Clients who lack a service"),
        *(
            [lines(*level_lines(page.state))]
            if page.state and page.rows and not by_model(page.state.level)
            else []
        ),
        *buttons(_services(page, suggestion_id)),
        *(block for place, one in enumerate(page.rows[:PAGE]) for block in _row(page, place, one, reader)),
        *([] if page.rows else [lines(nothing_words(page.state, page.query.service))]),
        *buttons(_pages(page, suggestion_id)),
        context(" · ".join(_footer(page, reader))),
        thumbs(suggestion_id),
    )


def cross_sell_line(page: CrossSellPage) -> str:
    """The page in one line of safe mrkdwn."""
    best = ", ".join(f"{one.company}: {one.service} {chance_words(one)}" for one in page.rows[:3])
    return safe_text(
        f"{_count(page)}: {best}" if best else nothing_words(page.state, page.query.service), 600
    )


def row_text(one: CrossSellRow, *, place: int, show_owner: bool) -> str:
    """A row as safe mrkdwn: who lacks what, how likely they buy it, and why."""
    has = clean(", ".join(filter(str.strip, one.has)), 120)
    first = f"*{place}. {safe_text(one.company, 120)}* · " + safe_text(f"has {has}, not {one.service}", 250)
    chance = " · ".join([chance_words(one), *([one.owner or "nobody’s"] if show_owner else [])])
    return "\n".join([first, safe_text(chance, 200), safe_text(" · ".join(one.reasons), 900)])


def chance_words(one: CrossSellRow) -> str:
    """The chance of a new pursuit; it says so where it is the base rate.

    >>> chance_words(CrossSellRow(1, 1, "Acme", "Payroll", ("Rostering",), "Ada", 0.34, ScoreLevel.FULL, ()))
    '34 %'
    """
    return percent(one.win) if by_model(one.level) else f"{percent(one.win)} (base rate)"


def level_lines(state: CrossSellState) -> Iterator[str]:
    """That the chances tell nobody apart, why, and what the ranking is by instead; as the scores say it."""
    closed = state.won + state.lost
    if state.level is ScoreLevel.BASE_RATE:
        yield (
            f"Too early to score: {state.won} won and {state.lost} lost so far, and it starts at 10 + 10. "
            f"Until then every pursuit gets the base rate: {percent(state.base_rate)}."
        )
    else:
        yield (
            "Your data does not yet tell winners from losers, so every pursuit gets the base rate: "
            f"{percent(state.base_rate)} ({state.won} of {closed} closed pursuits were won)."
        )
        yield f"What would help: {WOULD_HELP}."
    yield _BY_ALIKE


def past_words(past: PastOffers | None) -> str:
    """How past offers to clients were ranked, or why that cannot be told.

    >>> past_words(PastOffers(24, 40, 0.71, 0.58, 0.82))
    'On 64 past offers to clients, it ranked right in 71 % of pairs (58–82 %)'
    >>> past_words(PastOffers(3, 4))
    'Too few past offers to clients to check the ranking (3 won, 4 lost; 20 of each are needed)'
    """
    if past is None:
        return "The ranking was not checked on past offers to clients"
    if past.auc is None or past.low is None or past.high is None:
        needed = f"{past.won} won, {past.lost} lost; {FEWEST_PAST} of each are needed"
        return f"Too few past offers to clients to check the ranking ({needed})"
    between = f"{round(100 * past.low)}–{round(100 * past.high)} %"
    unsure = "; a coin gets 50 %, so it is not surely better" if past.low <= _COIN else ""
    number = past.won + past.lost
    return f"On {number} past offers to clients, it ranked right in {percent(past.auc)} of pairs ({between}{unsure})"


def nothing_words(state: CrossSellState | None, service: str = "") -> str:
    """Why the list is empty."""
    if state is None:
        return "Nothing is ranked yet: it begins once data has arrived and a model was trained."
    if len(state.services) < 2:  # noqa: PLR2004 - one that they have, and another
        there = clean(state.services[0], 60) if state.services else "no client"
        return f"Cross-selling needs clients of at least two services; so far there is {there}."
    if service:
        return f"No client of yours lacks {clean(service, 60)}, or all who do have an open pursuit for it."
    return "No client of yours lacks a service, or all who do have an open pursuit for it."


def _row(page: CrossSellPage, place: int, one: CrossSellRow, reader: Reader) -> list[Block]:
    number = page.query.offset + place + 1
    text = row_text(one, place=number, show_owner=page.show_owner)
    if place in page.said:
        at, sentence = page.said[place]
        text += f"\nThey said on {reader.day_of(at)}: “{safe_text(sentence, 200)}”"
    goal = clean(one.service, _LONGEST_GOAL)
    pitch = button("Draft pitch", OPEN_PITCH, f"{one.pursuit_id}:call:{goal}")
    return [row(text, button("Open", f"{OPEN_LEAD}:{number}", str(one.pursuit_id))), *buttons([pitch])]


def _services(page: CrossSellPage, suggestion_id: str) -> list[Element]:
    known = page.state.services if page.state else ()
    if len(known) < 2:  # noqa: PLR2004 - nothing to choose from
        return []
    shown = sorted({*known[:_MOST_SERVICES], *filter(None, [page.query.service])}, key=str.casefold)
    options = [(ALL, CrossSellQuery()), *((name, CrossSellQuery(name)) for name in shown)]
    chosen = replace(page.query, offset=0).value(suggestion_id)
    return [
        select(
            f"{TURN_OFFERS}:service",
            [(label, query.value(suggestion_id)) for label, query in options],
            chosen,
        )
    ]


def _pages(page: CrossSellPage, suggestion_id: str) -> list[Element]:
    after = replace(page.query, offset=page.query.offset + PAGE)
    before = replace(page.query, offset=max(0, page.query.offset - PAGE))
    back = button("Back", f"{TURN_OFFERS}:back", before.value(suggestion_id))
    more = button(
        f"More ({page.total - after.offset} left)", f"{TURN_OFFERS}:more", after.value(suggestion_id)
    )
    return [*([back] if page.query.offset else []), *([more] if after.offset < page.total else [])]


def _footer(page: CrossSellPage, reader: Reader) -> Iterator[str]:
    yield _count(page)
    if page.state and page.rows:
        if by_model(page.state.level):
            yield f"chance that a new pursuit begun now is won; the usual one is {percent(page.state.base_rate)}"
            yield past_words(page.state.past)
        if page.state.level is ScoreLevel.SHRUNK:
            yield f"drawn towards the base rate: only {page.state.won} won and {page.state.lost} lost so far"
        yield f"ranked {reader.moment(page.state.at)}"


def _count(page: CrossSellPage) -> str:
    if not page.rows:
        return "0 offers to clients"
    first = page.query.offset + 1
    return f"{first}–{first + len(page.rows[:PAGE]) - 1} of {page.total} offers to clients"
