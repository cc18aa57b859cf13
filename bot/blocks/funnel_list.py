"""The list behind a number of `/funnel`: which number an option or a page button stands for, and the list as a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b
from urllib.parse import urlencode

from bot.blocks.dates import Reader, days
from bot.blocks.kit import OPEN_LEAD, Block, bold, button, buttons, context, header, lines, row, thumbs
from bot.blocks.text_safety import Element, clean, safe_text
from ml.funnel import FunnelState, MoveKind
from ml.funnel_figures import (
    ENTERED,
    IRREGULAR,
    LEFT,
    LONGER,
    MOVED,
    NOW,
    REASON,
    SIZES,
    WENT_BACK,
    WENT_ON,
    WON,
    FunnelRow,
)
from ml.sales_periods import Period

LIST = "funnel_list"
TURN = "funnel_page"
PAGE = 10
SAID_NOTHING = "said nothing"
_OF_STATE: Mapping[str, str] = {
    NOW: "now",
    LONGER: "there longer than usual",
    ENTERED: "entered",
    WENT_ON: "went on",
    WENT_BACK: "went back",
    LEFT: "left",
}


@dataclass(frozen=True)
class NumberQuery:
    """Which number the list is behind, and which page of it.

    Parameters
    ----------
    what, key
        What is counted, as `integrations.store.stays.Stays.listed` has it.
    of
        Whose, by number; 0 for the team.
    first, last
        Of which days.
    service
        '' for all.
    offset
        How many rows come before the page.
    """

    what: str
    key: str
    of: int
    first: date
    last: date
    service: str = ""
    offset: int = 0

    @property
    def is_of_now(self) -> bool:
        """Whether it counts who stands somewhere now, whatever the days."""
        return self.what in {NOW, LONGER}

    @property
    def words(self) -> str:
        """What is counted.

        >>> day = date(2026, 11, 23)
        >>> NumberQuery("now", "HOT_LEAD", 0, day, day).words
        'Hot Lead: now'
        >>> NumberQuery("move", "LEAD>PROSPECT>irregular", 0, day, day).words
        'Lead → Prospect (irregular)'

        Raises
        ------
        ValueError
            When there is no such number.
        """
        if self.what == IRREGULAR:
            return "All irregular moves"
        if said := {MOVED: move_words, REASON: _left_words, WON: _sales_words}.get(self.what):
            return said(self.key)
        if self.what not in _OF_STATE:
            raise ValueError(self.what)
        return f"{FunnelState(self.key).label}: {_OF_STATE[self.what]}"

    def value(self, suggestion_id: str = "") -> str:
        """The query as the value of an option or a button; a reason and a service travel as their digests."""
        given: dict[str, object] = {"w": self.what, "of": self.of, "from": self.first, "to": self.last}
        if self.what != IRREGULAR:
            given["k"] = digest(self.key) if self.what == REASON else self.key
        if self.service:
            given["in"] = digest(self.service)
        if suggestion_id:
            given |= {"n": self.offset, "s": suggestion_id}
        return urlencode(given)


@dataclass(frozen=True)
class NumberPage:
    """One page of a list.

    Parameters
    ----------
    query
        Which.
    title
        Whose funnel, of which days and service.
    rows
        With each, whether the reader may open it.
    total
        How many rows all pages have: the number itself.
    counted_at
        When it was counted.
    """

    query: NumberQuery
    title: str
    rows: Sequence[tuple[FunnelRow, bool]]
    total: int
    counted_at: datetime | None = None


def digest(text: str) -> str:
    """A text as twelve letters, by which it is found again among the texts that there are."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=6).hexdigest()


def funnel_title(whose: str, period: str, service: str) -> str:
    """Whose funnel, of which days and service.

    >>> funnel_title("", "November 2026 so far", "Rostering")
    'The team’s funnel · November 2026 so far · Rostering'
    """
    of = f"{clean(whose, 60)}’s funnel" if whose else "The team’s funnel"
    return " · ".join([of, period, *([clean(service, 40)] if service else [])])


def move_words(key: str) -> str:
    """A move from its key; raises ValueError where it is none."""
    before, after, kind = key.split(">")
    odd = " (irregular)" if MoveKind(kind) is MoveKind.IRREGULAR else ""
    return f"{FunnelState(before).label} → {FunnelState(after).label}{odd}"


def reason_words(reason: str) -> str:
    """Why pursuits left."""
    return clean(reason, 60) if reason.strip() else SAID_NOTHING


def size_words(size: str) -> str:
    """How large companies are; raises ValueError where there is no such class.

    >>> size_words("50–199"), size_words("")
    ('50–199 people', 'head count not known')
    """
    if size not in {"", *(name for _, name in SIZES)}:
        raise ValueError(size)
    return f"{size} people" if size else "head count not known"


def _left_words(reason: str) -> str:
    return f"Left: {reason_words(reason)}"


def _sales_words(size: str) -> str:
    return f"Sales: {size_words(size)}"


def funnel_list(page: NumberPage, reader: Reader, suggestion_id: str) -> tuple[Block, ...]:
    """The page as blocks; at most 15 of them."""
    told = [
        _open_row(one, page.query, place, reader) if may_open else _closed_row(one, page.query, place)
        for place, (one, may_open) in enumerate(page.rows[:PAGE], page.query.offset + 1)
    ]
    return (
        header(f"{page.query.words} · {page.total:,}"),
        lines(page.title),
        *(told or [lines(_nothing(page))]),
        *buttons(_pages(page, suggestion_id)),
        context(_footer(page, reader)),
        thumbs(suggestion_id),
    )


def funnel_list_line(page: NumberPage) -> str:
    """The page in one line of safe mrkdwn."""
    return safe_text(f"{page.query.words}: {page.total:,} · {page.title}", 600)


def _open_row(one: FunnelRow, query: NumberQuery, place: int, reader: Reader) -> Block:
    """A pursuit with the button that opens its card."""
    service = f" · {safe_text(one.service, 60)}" if one.service.strip() else ""
    day = reader.day(one.entered_on) if one.entered_on else ""
    stood = days(round(one.days)) if one.days is not None else ""
    why = "" if query.what in {REASON, WON} else one.words  # the heading says it
    facts = [_state(one, query), _owner(one), day, stood, why]
    text = f"*{place}. {safe_text(one.company, 120)}*{service}\n{safe_text(' · '.join(filter(None, facts)), 300)}"
    return row(text, button("Open", f"{OPEN_LEAD}:{place}", str(one.pursuit_id)))


def _closed_row(one: FunnelRow, query: NumberQuery, place: int) -> Block:
    """No more than company, state and owner; no company where the list itself says more: its service, why it left."""
    unnamed = query.service or query.what == REASON
    company = "A pursuit that you may not open" if unnamed else clean(one.company, 120)
    return lines([bold(f"{place}. {company}"), f" · {_state(one, query)} · {_owner(one)}"])


def _state(one: FunnelRow, query: NumberQuery) -> str:
    return one.state.label if query.is_of_now else f"now {one.state.label}"


def _owner(one: FunnelRow) -> str:
    return clean(one.owner, 60) if one.owner.strip() else "nobody’s"


def _nothing(page: NumberPage) -> str:
    if page.total:
        return "The list was counted anew in the meantime; type /funnel again."
    return "Nothing is behind this number any more; type /funnel for what is counted now."


def _pages(page: NumberPage, suggestion_id: str) -> list[Element]:
    query = page.query
    after = replace(query, offset=query.offset + PAGE)
    before = replace(query, offset=max(0, query.offset - PAGE))
    back = [button("Back", f"{TURN}:back", before.value(suggestion_id))]
    more = [button(f"More ({page.total - after.offset} left)", f"{TURN}:more", after.value(suggestion_id))]
    return [*(back if query.offset else []), *(more if after.offset < page.total else [])]


def _footer(page: NumberPage, reader: Reader) -> str:
    first = page.query.offset + 1
    shown = f"{first}–{page.query.offset + len(page.rows[:PAGE])} of {page.total:,} · " if page.rows else ""
    order = (
        "longest there first · since when, and how long"
        if page.query.is_of_now
        else "newest first · the day, and how long it stood there"
    )
    if page.query.what == WON:
        order = "newest first · the day, and how long after the first contact"
    counted = reader.moment(page.counted_at) if page.counted_at else "never"
    return f"{shown}{order} · counted {counted}"


def move_key(before: FunnelState, after: FunnelState, kind: MoveKind) -> str:
    """A move as it is counted."""
    return f"{before.value}>{after.value}>{kind.value}"


def period_words(query: NumberQuery) -> str:
    """Of which days a list is.

    >>> period_words(NumberQuery("entered", "LEAD", 0, date(2026, 11, 1), date(2026, 11, 23)))
    '1 Nov – 23 Nov 2026'
    """
    return "as it stands now" if query.is_of_now else Period(query.first, query.last).label
