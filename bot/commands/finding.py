"""From a typed name to one pursuit: the card that is meant, a choice where several fit, the nearest where none does.

Every command about one company begins here, so that names, misspellings and visibility work alike in all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.dates import Reader
from bot.blocks.help_card import name_wanted
from bot.blocks.lead_card import closed_line, closed_to_reader
from bot.blocks.picker import Choosing, freshness_words, not_found, not_found_line, picker, picker_line
from bot.commands.leads import best_rows
from bot.exchange import Answer, Desk, Question
from bot.visibility import Owned, may_open, sees_all
from ml.errors import BadInput, Refused
from ml.records import CompanyHit, LeadCard, LeadScore, NameMatches, Suggestion, SuggestionKind

_LONGEST_NAME, _MOST_ID_DIGITS = 200, 18


@dataclass(frozen=True)
class Meant:
    """What a command does with the pursuit that is meant.

    Parameters
    ----------
    kind, command
        Which suggestion its answers are, and how it is typed.
    action
        What the action ids of its buttons begin with.
    show
        The answer for a pursuit that the asker may open.
    more
        What its buttons carry beside the pursuit's id.
    """

    kind: SuggestionKind
    command: str
    action: str
    show: Callable[[LeadCard, Question, Desk], Answer]
    more: str = ""

    def value(self, pursuit_id: int) -> str:
        """What a button for this pursuit carries."""
        return f"{pursuit_id}{self.more}"


def by_name(name: str, meant: Meant, question: Question, desk: Desk) -> Answer:
    """The answer for a typed name."""
    typed = " ".join(name.split())[:_LONGEST_NAME]
    if not typed:
        return _without_name(meant, question, desk)
    named = desk.store.pursuits.card_named(typed)
    if named and _comes_first(named, question, desk):
        return _shown(named, meant, question, desk)
    found = desk.store.pursuits.find(typed)
    if len(found.fits) == 1:
        return _company(found.fits[0], meant, question, desk)
    return _choice(typed, found, meant, question=question, desk=desk)


def by_id(pursuit_id: str, meant: Meant, question: Question, desk: Desk) -> Answer:
    """The answer behind a button, if the asker may open the pursuit now.

    Raises
    ------
    BadInput
        When the button's value is not one of ours.
    Refused
        When the pursuit is gone.
    """
    if not is_id(pursuit_id):
        raise BadInput(
            f"That button is from an older version; please type {meant.command} and the name again."
        )
    return _card(int(pursuit_id), meant, question, desk)


def is_id(text: str) -> bool:
    """Whether the text of a button can be the id of a row.

    >>> is_id("12"), is_id("-1"), is_id("9" * 30)
    (True, False, False)
    """
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_ID_DIGITS


def suggestion_of(
    meant: Meant, question: Question, pursuit_id: int | None = None, score: LeadScore | None = None
) -> Suggestion:
    """The suggestion that an answer is."""
    return Suggestion(
        id=question.suggestion_id,
        kind=meant.kind,
        person_id=question.asker.id,
        said_at=question.at,
        pursuit_id=pursuit_id,
        model_version=score.model_version if score else "",
        win=score.win if score else None,
        request_key=question.request_key,
    )


def _company(hit: CompanyHit, meant: Meant, question: Question, desk: Desk) -> Answer:
    """The company's most interesting pursuit: the asker's own before one that they may open too."""
    if _comes_first(hit, question, desk):
        return _card(hit.pursuit_id, meant, question, desk)
    pursuits = [hit, *desk.store.pursuits.of_company(hit.company_id)]
    own = [one for one in pursuits if one.owner_id == question.asker.id]
    opened = own or [one for one in pursuits if may_open(question.asker, one, desk.visibility)]
    if not opened:
        return _closed(hit, meant, question)
    return _card(opened[0].pursuit_id, meant, question, desk)


def _comes_first(best: Owned, question: Question, desk: Desk) -> bool:
    """Whether the asker wants a company's most promising pursuit before all others of it."""
    return best.owner_id == question.asker.id or sees_all(question.asker, desk.visibility)


def _card(pursuit_id: int, meant: Meant, question: Question, desk: Desk) -> Answer:
    card = desk.store.pursuits.card(pursuit_id)
    if card is None:
        raise Refused(
            f"That pursuit is no longer in the store; please type {meant.command} and the name again."
        )
    return _shown(card, meant, question, desk)


def _shown(card: LeadCard, meant: Meant, question: Question, desk: Desk) -> Answer:
    if not may_open(question.asker, card, desk.visibility):
        return _closed(card, meant, question)
    return meant.show(card, question, desk)


def _closed(pursuit: CompanyHit | LeadCard, meant: Meant, question: Question) -> Answer:
    suggestion = suggestion_of(meant, question, pursuit.pursuit_id)
    blocks = closed_to_reader(pursuit.company, pursuit.state, pursuit.owner, suggestion.id)
    return Answer(closed_line(pursuit.company, pursuit.state, pursuit.owner), blocks, suggestion)


def _choice(typed: str, found: NameMatches, meant: Meant, *, question: Question, desk: Desk) -> Answer:
    """The picker, or the nearest names."""
    suggestion = suggestion_of(meant, question)

    def open_to_asker(hit: CompanyHit) -> bool:
        return may_open(question.asker, hit, desk.visibility)

    choosing = Choosing(meant.action, meant.value, open_to_asker)
    if found.fits:
        blocks = picker(typed, found.fits, choosing, suggestion.id)
        return Answer(picker_line(typed, found.fits), blocks, suggestion)
    reader, synced = Reader.of(question.asker, question.at), desk.crm.connected
    blocks = not_found(
        typed,
        found.nearest,
        choosing,
        freshness=freshness_words(_data_as_of(desk), reader, synced=synced),
        suggestion_id=suggestion.id,
        synced=synced,
    )
    return Answer(not_found_line(typed, found.nearest), blocks, suggestion)


def _without_name(meant: Meant, question: Question, desk: Desk) -> Answer:
    suggestion = suggestion_of(meant, question)
    reader = Reader.of(question.asker, question.at)
    blocks = name_wanted(
        best_rows(question.asker, desk, limit=3), reader, suggestion.id, command=meant.command
    )
    return Answer(f"Which company? Type its name after the command: {meant.command} acme", blocks, suggestion)


def _data_as_of(desk: Desk) -> datetime | None:
    known = desk.store.facts.get("data_as_of")
    return datetime.fromisoformat(known) if known else None
