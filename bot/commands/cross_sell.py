"""`/leads cross-sell`: clients for the services that they do not have, the best chance first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.blocks.cross_sell_card import PAGE, CrossSellPage, CrossSellQuery, cross_sell_card, cross_sell_line
from bot.blocks.dates import Reader
from bot.exchange import Answer, Desk, Question
from jobs.cross_selling import CROSS_SELL
from ml.cross_selling import CrossSellRow, CrossSellState, said_about, words_of_service
from ml.errors import BadInput
from ml.records import Person, Role, Suggestion

_WITH_WORDS, _TALKS = (
    3,
    3,
)  # rows of a page, and the latest conversations of each, in which words are looked for
_MOST_NAMED = 12


def answer(typed: str, question: Question, desk: Desk) -> Answer:
    """The first page; `typed` is a service or nothing.

    Raises
    ------
    BadInput
        When no client has such a service.
    """
    suggestion = Suggestion(
        id=question.suggestion_id,
        kind="leads",
        person_id=question.asker.id,
        said_at=question.at,
        request_key=question.request_key,
    )
    state = state_of(desk)
    service = _service(typed, state.services if state else ()) if typed else ""
    page = _page(CrossSellQuery(service), question.asker, desk, state)
    blocks = cross_sell_card(page, Reader.of(question.asker, question.at), suggestion.id)
    return Answer(cross_sell_line(page), blocks, suggestion)


def whole_list(question: Question, desk: Desk) -> Answer:
    """The same behind a button: its value is no service."""
    return answer("", question, desk)


def turn(question: Question, desk: Desk) -> Answer:
    """Another page or service in place of the one on display; it stays the same suggestion.

    Raises
    ------
    BadInput
        When the button is not one of ours, or its service has no client any more.
    """
    state = state_of(desk)
    query, suggestion_id = CrossSellQuery.read(question.text, state.services if state else ())
    page = _page(query, question.asker, desk, state)
    blocks = cross_sell_card(page, Reader.of(question.asker, question.at), suggestion_id)
    return Answer(cross_sell_line(page), blocks, replaces=True)


def state_of(desk: Desk) -> CrossSellState | None:
    """What the job remembers of its last run."""
    return CrossSellState.read(desk.store.facts.get(CROSS_SELL, None))


def best_offers(asker: Person, desk: Desk, *, limit: int = 3) -> tuple[list[CrossSellRow], int]:
    """The asker's best candidates, and how many there are in all."""
    owner_id = _owner_id(asker)
    rows = desk.store.cross_sell.ranked(owner_id, limit=limit)
    return rows, desk.store.cross_sell.count(owner_id) if rows else 0


def _owner_id(asker: Person) -> int | None:
    """A rep sees their own and unowned clients, a manager the whole team's."""
    return asker.id if asker.role is Role.REP else None


def _page(query: CrossSellQuery, asker: Person, desk: Desk, state: CrossSellState | None) -> CrossSellPage:
    owner_id, kept = _owner_id(asker), desk.store.cross_sell
    rows = kept.ranked(owner_id, query.service, limit=PAGE, offset=query.offset)
    told = enumerate(_said(one, desk) for one in rows[:_WITH_WORDS])
    return CrossSellPage(
        query,
        rows,
        kept.count(owner_id, query.service),
        state,
        show_owner=owner_id is None,
        said={place: said for place, said in told if said},
    )


def _said(one: CrossSellRow, desk: Desk) -> tuple[datetime, str] | None:
    """Read anew each time, so that words which were purged or are somebody else's now are never shown."""
    talks = desk.store.conversations.of_pursuit(one.pursuit_id, _TALKS)
    return said_about(talks, words_of_service(one.service, desk.offer.capabilities)) if talks else None


def _service(typed: str, services: Sequence[str]) -> str:
    """The service that a few words mean; the first words of its name are enough."""
    said = " ".join(typed.split()).casefold()
    meant = [service for service in services if service.casefold().startswith(said)]
    exact = [service for service in meant if service.casefold() == said] or meant
    if len(exact) == 1:
        return exact[0]
    if not services:
        raise BadInput("No service is known yet; type /leads cross-sell once clients were ranked.")
    named = exact or services
    known = ", ".join(named[:_MOST_NAMED]) + (" and more" if len(named) > _MOST_NAMED else "")
    which = "fits several services" if exact else "is no service that a client has"
    raise BadInput(f"“{typed[:60]}” {which}; there are {known}. Try: /leads cross-sell {named[0]}")
