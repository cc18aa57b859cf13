"""`/lead NAME`: the card of one pursuit, a choice where several companies fit, the nearest names where none does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.blocks.dates import Reader
from bot.blocks.help_card import name_wanted
from bot.blocks.lead_card import closed_line, closed_to_reader, lead_card, lead_line
from bot.blocks.picker import freshness_words, not_found, not_found_line, picker, picker_line
from bot.commands.leads import best_rows
from bot.exchange import Answer, Command, Desk, Question
from bot.visibility import Owned, may_open, sees_all
from ml.errors import BadInput, Refused
from ml.records import CompanyHit, LeadCard, LeadScore, NameMatches, Suggestion

_LONGEST_NAME = 200


def answer(question: Question, desk: Desk) -> Answer:
    """The answer to `/lead` with whatever was typed after it."""
    typed = " ".join(question.text.split())[:_LONGEST_NAME]
    if not typed:
        return _without_name(question, desk)
    named = desk.store.pursuits.card_named(typed)
    if named and _comes_first(named, question, desk):
        return _shown(named, question, desk)
    found = desk.store.pursuits.find(typed)
    if len(found.fits) == 1:
        return _company(found.fits[0], question, desk)
    return _choice(typed, found, question, desk)


def open_card(question: Question, desk: Desk) -> Answer:
    """The card behind a button, if the asker may open it now.

    Raises
    ------
    BadInput
        When the button's value is not one of ours.
    Refused
        When the pursuit is gone.
    """
    if not question.text.isdecimal():
        raise BadInput("That button is from an older version; please type /lead and the name again.")
    return _card(int(question.text), question, desk)


def _company(hit: CompanyHit, question: Question, desk: Desk) -> Answer:
    """The company's most interesting pursuit: the asker's own before one that they may open too."""
    if _comes_first(hit, question, desk):
        return _card(hit.pursuit_id, question, desk)
    pursuits = [hit, *desk.store.pursuits.of_company(hit.company_id)]
    own = [one for one in pursuits if one.owner_id == question.asker.id]
    opened = own or [one for one in pursuits if may_open(question.asker, one, desk.visibility)]
    return _card(opened[0].pursuit_id, question, desk) if opened else _closed(hit, question)


def _comes_first(best: Owned, question: Question, desk: Desk) -> bool:
    """Whether the asker wants a company's most promising pursuit before all others of it."""
    return best.owner_id == question.asker.id or sees_all(question.asker, desk.visibility)


def _card(pursuit_id: int, question: Question, desk: Desk) -> Answer:
    card = desk.store.pursuits.card(pursuit_id)
    if card is None:
        raise Refused("That pursuit is no longer in the store; please type /lead and the name again.")
    return _shown(card, question, desk)


def _shown(card: LeadCard, question: Question, desk: Desk) -> Answer:
    if not may_open(question.asker, card, desk.visibility):
        return _closed(card, question)
    reader = Reader.of(question.asker, question.at)
    card = _with_open_services(card, question, desk)
    suggestion = _suggestion(question, card.pursuit_id, card.score)
    crm = desk.crm
    blocks = lead_card(
        card, reader, suggestion.id, writes=crm.offered, portal=crm.portal(desk.store, question.at)
    )
    return Answer(lead_line(card, reader), blocks, suggestion)


def _with_open_services(card: LeadCard, question: Question, desk: Desk) -> LeadCard:
    """The card without the services that the asker may not open."""
    if not card.other_services or sees_all(question.asker, desk.visibility):
        return card
    pursuits = desk.store.pursuits.of_company(card.company_id)
    may = {one.pursuit_id for one in pursuits if may_open(question.asker, one, desk.visibility)}
    return replace(card, other_services=tuple(other for other in card.other_services if other[0] in may))


def _closed(pursuit: CompanyHit | LeadCard, question: Question) -> Answer:
    suggestion = _suggestion(question, pursuit.pursuit_id)
    blocks = closed_to_reader(pursuit.company, pursuit.state, pursuit.owner, suggestion.id)
    return Answer(closed_line(pursuit.company, pursuit.state, pursuit.owner), blocks, suggestion)


def _choice(typed: str, found: NameMatches, question: Question, desk: Desk) -> Answer:
    """The picker, or the nearest names."""
    suggestion = _suggestion(question)

    def open_to_asker(hit: CompanyHit) -> bool:
        return may_open(question.asker, hit, desk.visibility)

    if found.fits:
        blocks = picker(typed, found.fits, open_to_asker, suggestion.id)
        return Answer(picker_line(typed, found.fits), blocks, suggestion)
    reader, synced = Reader.of(question.asker, question.at), desk.crm.connected
    blocks = not_found(
        typed,
        found.nearest,
        open_to_asker,
        freshness=freshness_words(_data_as_of(desk), reader, synced=synced),
        suggestion_id=suggestion.id,
        synced=synced,
    )
    return Answer(not_found_line(typed, found.nearest), blocks, suggestion)


def _without_name(question: Question, desk: Desk) -> Answer:
    suggestion = _suggestion(question)
    reader = Reader.of(question.asker, question.at)
    blocks = name_wanted(best_rows(question.asker, desk, limit=3), reader, suggestion.id)
    return Answer("Which company? Type its name after the command: /lead acme", blocks, suggestion)


def _data_as_of(desk: Desk) -> datetime | None:
    known = desk.store.facts.get("data_as_of")
    return datetime.fromisoformat(known) if known else None


def _suggestion(
    question: Question, pursuit_id: int | None = None, score: LeadScore | None = None
) -> Suggestion:
    return Suggestion(
        id=question.suggestion_id,
        kind="lead",
        person_id=question.asker.id,
        said_at=question.at,
        pursuit_id=pursuit_id,
        model_version=score.model_version if score else "",
        win=score.win if score else None,
        request_key=question.request_key,
    )


LEAD = Command(
    "/lead",
    "NAME",
    "How likely a company buys, why, and what is next: /lead acme. Part of the name or a contact is enough.",
    answer,
)
