"""The ranked queue of `/leads`: ten rows that open their lead cards, filters as selects, pages.

The value of every select option and page button is the whole query it leads to, so that a click needs no memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from bot.blocks.dates import Reader, days
from bot.blocks.kit import (
    OPEN_LEAD,
    TURN_QUEUE,
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
from bot.blocks.score_words import change_words, percent
from bot.blocks.text_safety import Element, safe_text
from ml.errors import BadInput
from ml.funnel import CLOSED, FunnelState
from ml.records import QueueRow, ScoreLevel

PAGE = 10
OPEN_STATES = tuple(state for state in FunnelState if state not in CLOSED)
_FLOORS = (0, 20, 40, 60, 80)


@dataclass(frozen=True)
class QueueQuery:
    """Which page of the queue is asked for.

    Parameters
    ----------
    state
        Only pursuits in this state; None: every open state.
    min_score
        Only pursuits with at least this score.
    offset
        How many rows come before the page.
    """

    state: FunnelState | None = None
    min_score: int = 0
    offset: int = 0

    def value(self, suggestion_id: str) -> str:
        """The query as the value of a button or option, with the suggestion that stays on display.

        >>> QueueQuery(FunnelState.LEAD, 40).value("abc")
        'of=abc&state=LEAD&min=40&from=0'
        """
        state = self.state.value if self.state else ""
        return urlencode({"of": suggestion_id, "state": state, "min": self.min_score, "from": self.offset})

    @classmethod
    def read(cls, value: str) -> tuple[QueueQuery, str]:
        """The query and suggestion that a button's value names.

        Raises
        ------
        BadInput
            When the value is not one of ours.
        """
        try:
            given = dict(parse_qsl(value, keep_blank_values=True))
            state = FunnelState(given["state"]) if given["state"] else None
            return cls(state, int(given["min"]), max(0, int(given["from"]))), given["of"][:64]
        except (KeyError, ValueError):
            raise BadInput("That button is from an older version; please type /leads again.") from None


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue: its rows, and how many rows the query has in all."""

    query: QueueQuery
    rows: Sequence[QueueRow]
    total: int
    show_owner: bool = False


def leads_table(page: QueuePage, reader: Reader, suggestion_id: str) -> tuple[Block, ...]:
    """The page as blocks; at most 17 of them."""
    return (
        header("My next conversations"),
        *buttons(_filters(page.query, suggestion_id)),
        *_rows(page, reader),
        *buttons(_pages(page, suggestion_id)),
        context(f"{_count(page)} · best win chance first · ▲ higher, ▼ lower than before"),
        thumbs(suggestion_id),
    )


def leads_line(page: QueuePage) -> str:
    """The page in one line of safe mrkdwn."""
    best = ", ".join(f"{line.company} {_chance(line)}" for line in page.rows[:3])
    return safe_text(f"{_count(page)}: {best}" if best else _nothing(page.query), 600)


def queue_row(line: QueueRow, reader: Reader, *, place: int, show_owner: bool = False) -> Block:
    """One pursuit of the queue with the button that opens its card."""
    service = f" · {safe_text(line.service, 60)}" if line.service.strip() else ""
    change = change_words(line.change) if line.change else ""
    facts = [_chance(line), change, line.state.label, _silence(line, reader), *([line.owner] * show_owner)]
    told = [
        f"*{place}. {safe_text(line.company, 120)}*{service}",
        safe_text(" · ".join(filter(None, facts)), 300),
    ]
    why = _why(line, reader)
    text = "\n".join([*told, safe_text(why, 200)] if why else told)
    return row(text, button("Open", f"{OPEN_LEAD}:{place}", str(line.pursuit_id)))


def _rows(page: QueuePage, reader: Reader) -> list[Block]:
    if not page.rows:
        return [lines(_nothing(page.query))]
    first = page.query.offset + 1
    return [
        queue_row(line, reader, place=place, show_owner=page.show_owner)
        for place, line in enumerate(page.rows[:PAGE], first)
    ]


def _chance(line: QueueRow) -> str:
    if line.win is None:
        return "not scored yet"
    judged = line.level in {ScoreLevel.FULL, ScoreLevel.SHRUNK}
    return percent(line.win) if judged else f"{percent(line.win)} (base rate)"


def _silence(line: QueueRow, reader: Reader) -> str:
    if line.last_touch_at is None:
        return "no touch yet"
    silent = max(0, reader.days_since(line.last_touch_at))
    return f"silent {days(silent)}" if silent else "touched today"


def _why(line: QueueRow, reader: Reader) -> str:
    promise = f"next step {reader.due(line.next_step_due)}" if line.next_step_due else ""
    return " · ".join(filter(None, [promise, line.why]))


def _count(page: QueuePage) -> str:
    if not page.rows:
        return "0 open pursuits"
    first = page.query.offset + 1
    return f"{first}–{first + len(page.rows[:PAGE]) - 1} of {page.total} open pursuits"


def _nothing(query: QueueQuery) -> str:
    if query == QueueQuery():
        return "No open pursuit is yours yet. Ask your admin to import the CRM export, or to check its owner names."
    return "No open pursuit passes these filters; choose “All stages” and “Any score” to see the rest."


def _filters(query: QueueQuery, suggestion_id: str) -> list[Element]:
    top = replace(query, offset=0)
    states = [(None, "All stages"), *((state, state.label) for state in OPEN_STATES)]
    floors = [(floor, f"Score {floor} or more" if floor else "Any score") for floor in _FLOORS]
    return [
        select(
            f"{TURN_QUEUE}:state",
            [(label, replace(top, state=state).value(suggestion_id)) for state, label in states],
            top.value(suggestion_id),
        ),
        select(
            f"{TURN_QUEUE}:score",
            [(label, replace(top, min_score=floor).value(suggestion_id)) for floor, label in floors],
            top.value(suggestion_id),
        ),
    ]


def _pages(page: QueuePage, suggestion_id: str) -> list[Element]:
    after = replace(page.query, offset=page.query.offset + PAGE)
    before = replace(page.query, offset=max(0, page.query.offset - PAGE))
    forward = [
        button(f"More ({page.total - after.offset} left)", f"{TURN_QUEUE}:more", after.value(suggestion_id))
    ]
    back = [button("Back", f"{TURN_QUEUE}:back", before.value(suggestion_id))]
    return [*(back if page.query.offset else []), *(forward if after.offset < page.total else [])]
