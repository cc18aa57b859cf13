"""`/lead NAME`: the card of one pursuit."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.dates import Reader
from bot.blocks.kit import OPEN_LEAD
from bot.blocks.lead_card import lead_card, lead_line
from bot.commands.finding import Meant, by_id, by_name, suggestion_of
from bot.exchange import Answer, Command, Desk, Question
from bot.visibility import may_open, sees_all
from ml.records import LeadCard


def answer(question: Question, desk: Desk) -> Answer:
    """The answer to `/lead` with whatever was typed after it."""
    return by_name(question.text, _MEANT, question, desk)


def open_card(question: Question, desk: Desk) -> Answer:
    """The card behind a button, if the asker may open it now; raises as `finding.by_id`."""
    return by_id(question.text, _MEANT, question, desk)


def _show(card: LeadCard, question: Question, desk: Desk) -> Answer:
    reader = Reader.of(question.asker, question.at)
    card = _with_open_wins(_with_open_services(card, question, desk), question, desk)
    suggestion = suggestion_of(_MEANT, question, card.pursuit_id, card.score)
    crm = desk.crm
    blocks = lead_card(
        card,
        reader,
        suggestion.id,
        writes=crm.offered,
        portal=crm.portal(desk.store, question.at),
        best=desk.best_times.of(card, desk.store, question.at),
    )
    return Answer(lead_line(card, reader), blocks, suggestion)


def _with_open_services(card: LeadCard, question: Question, desk: Desk) -> LeadCard:
    """The card without the services that the asker may not open."""
    if not card.other_services or sees_all(question.asker, desk.visibility):
        return card
    pursuits = desk.store.pursuits.of_company(card.company_id)
    may = {one.pursuit_id for one in pursuits if may_open(question.asker, one, desk.visibility)}
    return replace(card, other_services=tuple(other for other in card.other_services if other[0] in may))


def _with_open_wins(card: LeadCard, question: Question, desk: Desk) -> LeadCard:
    """The card with no more than the company of those won pursuits that the asker may not open."""
    if card.score is None or not card.score.won_alike:
        return card
    told = (
        won if may_open(question.asker, won, desk.visibility) else replace(won, service="", days=None)
        for won in card.score.won_alike
    )
    return replace(card, score=replace(card.score, won_alike=tuple(told)))


_MEANT = Meant("lead", "/lead", OPEN_LEAD, _show)

LEAD = Command(
    "/lead",
    "NAME",
    "How likely a company buys, why, and what is next: /lead acme. Part of the name or a contact is enough.",
    answer,
)
