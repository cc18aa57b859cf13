"""`/leads`: my open pursuits, best win chance first, with filters and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.blocks.dates import Reader
from bot.blocks.leads_table import PAGE, QueuePage, QueueQuery, leads_line, leads_table
from bot.commands import cross_sell
from bot.exchange import Answer, Command, Desk, Question
from bot.visibility import sees_all
from integrations.store import QueueFilter
from ml.errors import BadInput
from ml.funnel import CLOSED, FunnelState
from ml.records import Person, QueueRow, Role, Suggestion

_CROSS_SELL = re.compile(r"cross[\s‐-―-]*sell(?:ing)?(?!\w)", re.IGNORECASE)


def answer(question: Question, desk: Desk) -> Answer:
    """The first page; a state and a smallest score may be typed after the command, or “cross-sell” and a service."""
    if crossing := _CROSS_SELL.match(question.text.strip()):
        return cross_sell.answer(question.text.strip()[crossing.end() :].strip(), question, desk)
    suggestion = Suggestion(
        id=question.suggestion_id,
        kind="leads",
        person_id=question.asker.id,
        said_at=question.at,
        request_key=question.request_key,
    )
    page = _page(_typed(question.text.split()), question.asker, desk)
    blocks = leads_table(page, Reader.of(question.asker, question.at), suggestion.id)
    return Answer(leads_line(page), blocks, suggestion)


def first_page(question: Question, desk: Desk) -> Answer:
    """The same behind a button: its value is no filter."""
    return answer(
        Question("", question.asker, question.at, question.suggestion_id, question.request_key), desk
    )


def turn(question: Question, desk: Desk) -> Answer:
    """Another page or filter in place of the one on display; it stays the same suggestion."""
    query, suggestion_id = QueueQuery.read(question.text)
    page = _page(query, question.asker, desk)
    blocks = leads_table(page, Reader.of(question.asker, question.at), suggestion_id)
    return Answer(leads_line(page), blocks, replaces=True)


def best_rows(asker: Person, desk: Desk, *, limit: int = PAGE) -> list[QueueRow]:
    """The asker's best open pursuits: what `/leads` ranks."""
    return desk.store.pursuits.queue(queue_filter(asker, QueueQuery(), limit=limit))


def queue_filter(asker: Person, query: QueueQuery, *, limit: int = PAGE) -> QueueFilter:
    """What the store has to rank for this person: a rep's own and unowned pursuits, a manager's whole team."""
    return QueueFilter(
        owner_id=asker.id if asker.role is Role.REP else None,
        states=(query.state,) if query.state else (),
        min_score=query.min_score,
        limit=limit,
        offset=query.offset,
    )


def _page(query: QueueQuery, asker: Person, desk: Desk) -> QueuePage:
    wanted = queue_filter(asker, query)
    rows = desk.store.pursuits.queue(wanted)
    return QueuePage(query, rows, desk.store.pursuits.count_queue(wanted), show_owner=sees_all(asker, "own"))


def _typed(given: Iterable[str]) -> QueueQuery:
    """The filters in what was typed: a number is the smallest score, words are a state.

    Raises
    ------
    BadInput
        When the words are no open state of the funnel.
    """
    given = list(given)
    floors = [int(word) for word in given if word.isdecimal()]
    named = " ".join(word for word in given if not word.isdecimal())
    return QueueQuery(_state(named) if named else None, min(floors[-1], 100) if floors else 0)


def _state(named: str) -> FunnelState:
    """The open state that a few words mean; the first words of its name are enough."""
    meant = [state for state in FunnelState if state.label.casefold().startswith(named.casefold())]
    exact = [state for state in meant if state.label.casefold() == named.casefold()] or meant
    if not exact or exact[0] in CLOSED:
        known = ", ".join(state.label.lower() for state in FunnelState if state not in CLOSED)
        raise BadInput(f"“{named[:60]}” is no open state; there are {known}. Try: /leads hot lead 40")
    return exact[0]


LEADS = Command(
    "/leads",
    "[STATE] [SCORE] | cross-sell [SERVICE]",
    "My ten best next conversations; filter by state and smallest score: /leads hot lead 40. "
    "Clients who lack a service: /leads cross-sell.",
    answer,
)
